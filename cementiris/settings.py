"""Settings, read top to bottom. What a town chooses is data, never a setting."""

import os
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent


def env(name: str, default: str = "") -> str:
    """Return the environment variable `name`, or `default` when it is unset or empty."""
    return os.environ.get(name) or default


def env_bool(name: str, default: bool = False) -> bool:
    """Return a yes/no variable; a value that is neither stops the start, naming the variable."""
    value = env(name, "1" if default else "0").lower()
    if value not in {"1", "0", "true", "false", "yes", "no"}:
        raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}")
    return value in {"1", "true", "yes"}


def env_secret(name: str) -> str:
    """Return a secret from the variable `name`, or from the file that `name`_FILE points to."""
    path = env(f"{name}_FILE")
    value = Path(path).read_text(encoding="utf-8").strip() if path else env(name)
    if not value:
        raise ImproperlyConfigured(f"{name} (or {name}_FILE) must be set")
    return value


def library_inside(package: str, pattern: str) -> str | None:
    """Return the path of a shared library that a wheel ships beside `package`, or None where there is none."""
    spec = find_spec(package)
    site = Path(spec.origin).parent.parent if spec and spec.origin else BASE_DIR
    return next((str(path) for path in sorted(site.glob(f"{package}.libs/{pattern}"))), None)


# GeoDjango and GeoPandas share the GDAL and GEOS of the wheels: no system library, one version.
GDAL_LIBRARY_PATH = library_inside("pyogrio", "libgdal-*.so*")
GEOS_LIBRARY_PATH = library_inside("shapely", "libgeos_c-*.so*")

DEBUG = env_bool("DEBUG")
SECRET_KEY = env_secret("SECRET_KEY")
ALLOWED_HOSTS = env("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in env("CSRF_TRUSTED_ORIGINS").split(",") if origin]
STATE_DIR = Path(env("CEMENTIRIS_HOME", str(BASE_DIR / ".state")))
# Grids that an operator gives PROJ, such as the ICGC's 100800401 for ED50 (docs/operator.md); none are needed.
PROJ_GRIDS = env("PROJ_GRIDS", str(STATE_DIR / "grids"))
HTTPS = env_bool("HTTPS")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.gis",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "leaflet",
    "gisserver",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "cementiris.tenancy",
    "cementiris.design",
    "cementiris.audit",
    "cementiris.jobs",
    "cementiris.accounts",
    "cementiris.documents",
    "cementiris.fees",
    "cementiris.registry",
    "gis",
    "imports",
    "cementiris.notices",
    "cementiris.lookup",
    "cementiris.county",
    "demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "cementiris.accounts.middleware.TownMiddleware",
]

ROOT_URLCONF = "cementiris.urls"
WSGI_APPLICATION = "cementiris.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "cementiris.accounts.context.town",
            ],
        },
    }
]

# --- database: the application's login owns nothing; migrations use the owner's (docs/adr/0001-tenancy.md)
APPLICATION_ROLE = "cem_app"
NO_TOWN = "no town is open"


def database(url: str, *, role: str = "") -> dict[str, Any]:
    """Return Django's settings for the database at `url`; `role` is taken on after login, when given.

    No town is open until tenancy.scope opens one: the value is no number, so the policies fail on it.
    """
    config: dict[str, Any] = dict(dj_database_url.parse(url, engine="django.contrib.gis.db.backends.postgis"))
    # Just-in-time compilation costs seconds on our large but short queries.
    start = {"app.municipality": NO_TOWN, "pgtrigger.ignore": "{}", "jit": "off", **({"role": role} if role else {})}
    options = " ".join(
        f"-c {name}={value}".replace(" ", "\\ ").replace("-c\\ ", "-c ") for name, value in start.items()
    )
    config["OPTIONS"] = {**config.get("OPTIONS", {}), "options": options}
    return config | {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True, "DISABLE_SERVER_SIDE_CURSORS": False}


DATABASE_URL = env("DATABASE_URL")
OWNER_DATABASE_URL = env("OWNER_DATABASE_URL")
if not DATABASE_URL:
    raise ImproperlyConfigured("DATABASE_URL must be set; bin/manage sets it for you")
OWNER_LOGIN = env("CEMENTIRIS_LOGIN") == "owner"
if OWNER_LOGIN:
    DATABASES = {"default": database(OWNER_DATABASE_URL or DATABASE_URL)}
else:
    # One address alone serves as owner and as application: the application then steps down to its own role.
    DATABASES = {"default": database(DATABASE_URL, role="" if OWNER_DATABASE_URL else APPLICATION_ROLE)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- people and sessions
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "cementiris.accounts.adapter.StaffAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

# --- languages: Catalan is the language of the source texts, so it needs no catalogue
LANGUAGE_CODE = "ca"
LANGUAGES = [("ca", _("Català")), ("es", _("Castellà")), ("en", _("Anglès"))]
LOCALE_PATHS = [BASE_DIR / "cementiris" / "locale"]
TIME_ZONE = "Europe/Madrid"
USE_I18N = USE_TZ = True
FORMAT_MODULE_PATH = ["cementiris.formats"]

# --- geometry: stored in ETRS89 / UTM 31N (metres), exchanged as longitude and latitude
STORAGE_SRID = 25831
API_SRID = 4326
LEAFLET_CONFIG: dict[str, Any] = {"TILES": []}

# --- files
STATIC_URL = "static/"
STATICFILES_DIRS: list[Any] = [BASE_DIR / "cementiris" / "static"]
STATICFILES_DIRS += [
    ("fonts", str(Path(str(spec.origin)).parent / "files"))
    for spec in (find_spec("fontpkg_source_sans_3"), find_spec("fontpkg_source_serif_4"))
    if spec
]
STATICFILES_FINDERS = [
    "cementiris.design.finders.WebFontsFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
MEDIA_ROOT = env("MEDIA_ROOT", str(STATE_DIR / "media"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"base_url": None}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 60 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
# Files on units and acts: the largest one kept, and the command that scans each (R72), such as "clamdscan --fdpass".
ATTACHMENT_MAX_BYTES = int(env("ATTACHMENT_MAX_MB", "20")) * 1024 * 1024
ATTACHMENT_SCANNER = env("ATTACHMENT_SCANNER")

EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# --- history and jobs
PGHISTORY_APPEND_ONLY = True
PGHISTORY_ADMIN_ALL_EVENTS = False
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"
SILENCED_SYSTEM_CHECKS: list[str] = []

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", "WARNING")},
    # It would log the filters of the layers' readers, and a filter may be by name (R71).
    "loggers": {"gisserver": {"level": "CRITICAL"}},
}
