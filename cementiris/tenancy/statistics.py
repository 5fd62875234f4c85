"""Telling PostgreSQL what it now holds: without fresh statistics it plans for empty tables.

Under row-level security the plan hangs on how many rows a town has. Right after a town's first import nobody has
counted them, and a question that takes 30 ms takes minutes.
"""

from collections.abc import Sequence
from typing import LiteralString

import psycopg
from django.conf import settings
from django.db import connection
from psycopg import sql


def refresh_statistics() -> bool:
    """Run ANALYZE as the owner of the tables; False where only the application's login is known.

    PostgreSQL does it by itself within a minute; this spares the first visitor that minute.
    """
    return _as_owner("ANALYZE {}", connection.introspection.table_names())


def clear_leftovers() -> bool:
    """Take the pages away that work which was broken off left in tables without rows, as refresh_statistics does.

    A table with pages and no rows makes PostgreSQL take any index for the best: the references of 100,000 new rows
    were then sought for hours. A worker killed while it brings a register in leaves such tables behind.
    Nothing is done inside a transaction, which would wait for the very tables that it holds.
    """
    if connection.in_atomic_block:
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples = 0 AND relpages > 0")
        found = {name for (name,) in cursor.fetchall()}
    return _as_owner("VACUUM (SKIP_LOCKED) {}", sorted(found & set(connection.introspection.table_names())))


def _as_owner(command: LiteralString, tables: Sequence[str]) -> bool:
    address = settings.OWNER_DATABASE_URL or settings.DATABASE_URL
    try:
        with psycopg.connect(address, dbname=connection.settings_dict["NAME"], autocommit=True) as owner:
            for table in tables:
                owner.execute(sql.SQL(command).format(sql.Identifier(table)))
    except psycopg.Error:
        return False
    return True
