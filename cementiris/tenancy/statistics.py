"""Telling PostgreSQL what it now holds: without fresh statistics it plans for empty tables.

Under row-level security the plan hangs on how many rows a town has. Right after a town's first import nobody has
counted them, and a question that takes 30 ms takes minutes.
"""

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
        with psycopg.connect(address, dbname=connection.settings_dict["NAME"], autocommit=True) as owner:
            for table in connection.introspection.table_names():
                owner.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(table)))
    except psycopg.Error:
        return False
    return True
