"""Costly columns are computed of the rows that are read, and of all only where a question needs it."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.test.utils import CaptureQueriesContext

from cementiris.accounts.models import Municipality
from gis.datasets.catalogue import dataset_named
from gis.datasets.rows import LayerRows
from tests.gis.ground import make_ground, make_many

TODAY = date(2026, 11, 23)
DERIVING = "registry_unit_states"


@pytest.fixture
def units(in_vilaclara: Municipality) -> LayerRows:
    make_many(make_ground(), 20)
    dataset = dataset_named("units")
    assert dataset is not None
    return dataset.read(TODAY, people=True)


def sql_of(rows: Any) -> str:
    with CaptureQueriesContext(connection) as queries:
        list(rows)
    (query,) = queries
    return str(query["sql"])


def test_a_page_has_the_states_of_its_own_units_only(units: LayerRows) -> None:
    sql = sql_of(units[5:12])
    assert "LIMIT 7 OFFSET 5)" in sql.partition(f"{DERIVING}(ARRAY(")[2], (
        "the page is taken inside the question of states"
    )
    page = list(units[5:12])
    assert [unit.pk for unit in page] == [unit.pk for unit in units][5:12]
    assert {unit.state for unit in page} == {"free"}


def test_counting_derives_nothing(units: LayerRows) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert units.count() == 23
    assert DERIVING not in queries[0]["sql"]


@pytest.mark.parametrize(
    "narrowed",
    [
        lambda rows: rows.filter(state="occupied"),
        lambda rows: rows.filter(~Q(Q(state="free") | Q(number="1"))),
        lambda rows: rows.filter(holders__icontains="serra"),
        lambda rows: rows.filter(resting_count__gte=F("columns_wide")),
        lambda rows: rows.annotate(loud=Upper(F("state"))).filter(loud="OCCUPIED"),
        lambda rows: rows.order_by("-state")[:1],
        lambda rows: rows.order_by(F("resting_count").desc(nulls_last=True))[:1],
    ],
)
def test_any_column_narrows_and_sorts(units: LayerRows, narrowed: Any) -> None:
    assert [unit.number for unit in narrowed(units)] == ["7"]


def test_what_is_left_out_is_not_loaded_and_computed_columns_may_be_asked_for(units: LayerRows) -> None:
    row = next(iter(units.only("number", "state").filter(number="7").iterator()))
    assert row.get_deferred_fields() >= {"footprint", "notes"}
    assert (row.number, row.state, row.holders) == ("7", "occupied", "Mercè Serra i Roca")
    assert list(units.filter(number="7").values_list("number", "state", "is_perpetual")) == [("7", "occupied", False)]
    assert units.defer("state", "notes").get(number="7").state == "occupied"
