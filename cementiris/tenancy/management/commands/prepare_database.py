"""`prepare_database`: make any PostGIS server ready for migrate."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import ProgrammingError, connection

from cementiris.tenancy.checks import EXTENSIONS

STATEMENTS = (
    "GRANT USAGE ON SCHEMA public TO {app}",
    "ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app}",
    "ALTER DEFAULT PRIVILEGES GRANT USAGE, SELECT ON SEQUENCES TO {app}",
)


class Command(BaseCommand):
    """Create extensions, the application's role and its default privileges; running it again changes nothing."""

    help = "Prepares a PostgreSQL database with PostGIS: extensions, the application's role, default privileges."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare the database that OWNER_DATABASE_URL (or DATABASE_URL) names."""
        try:
            with connection.cursor() as cursor:
                for name in sorted(EXTENSIONS):
                    cursor.execute(f"CREATE EXTENSION IF NOT EXISTS {name}")
                self._create_role(cursor)
                for statement in STATEMENTS:
                    cursor.execute(statement.format(app=settings.APPLICATION_ROLE))
        except ProgrammingError as error:
            raise CommandError(f"This login may not prepare the database: {error}") from error

    def _create_role(self, cursor: Any) -> None:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [settings.APPLICATION_ROLE])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE ROLE {settings.APPLICATION_ROLE} NOLOGIN NOBYPASSRLS")
        cursor.execute("SELECT pg_has_role(current_user, %s, 'MEMBER')", [settings.APPLICATION_ROLE])
        if not cursor.fetchone()[0]:
            cursor.execute(f"GRANT {settings.APPLICATION_ROLE} TO CURRENT_USER")
