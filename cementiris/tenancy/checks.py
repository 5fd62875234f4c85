"""System checks: the database has what the product's guarantees stand on."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

EXTENSIONS = frozenset({"postgis", "pg_trgm", "btree_gist", "unaccent"})


@register(Tags.database)
def check_database(*, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Report missing extensions, and an application's login that would see every town's rows."""
    messages: list[CheckMessage] = []
    for alias in databases or []:
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT extname FROM pg_extension")
            missing = EXTENSIONS - {row[0] for row in cursor.fetchall()}
            cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
            sees_all = cursor.fetchone()[0]
        if missing:
            hint = "Run bin/manage prepare_database as a role that may create extensions."
            messages.append(Error(f"PostgreSQL lacks {', '.join(sorted(missing))}.", hint=hint, id="tenancy.E001"))
        if sees_all and not settings.OWNER_LOGIN:
            hint = "Give the application a login that is neither superuser nor BYPASSRLS."
            messages.append(Error("This login bypasses row-level security.", hint=hint, id="tenancy.E002"))
    return messages
