"""Telling PostgreSQL what it now holds: without fresh statistics it plans for empty tables."""

import psycopg
from django.conf import settings
from django.db import connection
from psycopg import sql


def refresh_statistics() -> bool:
    """Run ANALYZE as the owner of the tables; False where only the application's login is known.

    PostgreSQL does it by itself within a minute; this spares the first visitor that minute.
    """
    address = settings.OWNER_DATABASE_URL or settings.DATABASE_URL
    try:
        with psycopg.connect(address, autocommit=True) as owner:
            for table in connection.introspection.table_names():
                owner.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(table)))
    except psycopg.Error:
        return False
    return True
