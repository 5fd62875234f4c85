"""What PostgreSQL believes of tables whose rows were taken back again."""

import pytest
from django.db import connection, transaction

from cementiris.accounts.models import Municipality
from cementiris.registry.models import Cemetery
from cementiris.tenancy.bulk import insert_many
from cementiris.tenancy.scope import municipality
from cementiris.tenancy.statistics import clear_leftovers, refresh_statistics

pytestmark = pytest.mark.django_db(transaction=True)


def pages_and_rows() -> tuple[int, float]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relpages, reltuples FROM pg_class WHERE relname = 'registry_cemetery'")
        pages, rows = cursor.fetchone()
    return int(pages), float(rows)


def test_a_table_that_broken_work_left_is_as_empty_as_it_looks(vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk), transaction.atomic():
        insert_many(Cemetery, [Cemetery(name=f"Cementiri {number}") for number in range(500)])
        transaction.set_rollback(True)
    refresh_statistics()
    pages, rows = pages_and_rows()
    assert pages > 0
    assert rows == 0
    assert clear_leftovers()
    assert pages_and_rows() == (0, 0)
