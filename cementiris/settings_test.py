"""Settings of the test suite: the owner creates the test database, the tests run as the application."""

import os

os.environ.setdefault("SECRET_KEY", "only-for-tests")
os.environ["CEMENTIRIS_LOGIN"] = "owner"
os.environ["CEMENTIRIS_HOME"] = os.environ.get("CEMENTIRIS_TEST_STATE") or os.environ.get("CEMENTIRIS_HOME") or "/tmp"

from cementiris.settings import *  # noqa: F403
from cementiris.settings import DATABASES, env

DATABASES["default"]["TEST"] = {"TEMPLATE": "template_cem", "NAME": env("TEST_DATABASE_NAME", "test_cem")}
DATABASES["default"]["CONN_MAX_AGE"] = 0
OWNER_LOGIN = False  # the fixtures step down to the application's role
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ACCOUNT_RATE_LIMITS = False
