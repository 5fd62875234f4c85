"""What is found in the rows of a unit that were read once is what the questions to the register answer."""

from datetime import date

import pytest
from django.db import transaction
from hypothesis import given

from cementiris.accounts.models import Municipality
from cementiris.registry import queries
from cementiris.registry.facts.endings import last_burial
from cementiris.registry.models import BurialUnit, Holding, Movement
from cementiris.registry.unit_reading import read_unit
from tests.factories import make_burial, make_concession, make_person, make_unit
from tests.registry.histories import History, days, histories, write
from tests.registry.test_queries import over_histories

TODAY = date(2026, 11, 23)


def said(rows: list[Movement]) -> list[tuple[object, ...]]:
    return [(row.pk, row.on, row.on_from, row.on_until, row.deceased.pk) for row in rows]


@over_histories
@given(history=histories, on=days)
def test_a_unit_read_once_tells_what_the_questions_tell(in_vilaclara: Municipality, history: History, on: date) -> None:
    with transaction.atomic():
        for unit in write(history):
            read = read_unit(unit, on)
            assert said(read.resting) == said(queries.laid_to_rest(unit, on))
            assert [right.pk for right in read.rights] == [right.pk for right in queries.rights_on([unit.pk], on)]
            first = [right.pk for right in read.rights[:1]]
            assert [row.pk for row in read.holdings] == [row.pk for row in queries.holdings_on(first, on)]
            assert read.facts() == queries.facts_of(unit, on)
            assert read.last_burial == last_burial(unit, on)
        transaction.set_rollback(True)


@pytest.fixture
def niche(in_vilaclara: Municipality) -> BurialUnit:
    return make_unit()


def test_who_left_without_saying_from_where_rests_here_no_more(niche: BurialUnit) -> None:
    buried = make_burial(niche, on="2001-05-02")
    elsewhere = make_unit(number="99")
    make_burial(elsewhere, deceased=buried.deceased, kind="relocation", on="2010-01-01")
    assert read_unit(niche, TODAY).resting == []
    assert [row.pk for row in read_unit(niche, date(2005, 1, 1)).resting] == [buried.pk]


def test_one_laid_here_after_a_merger_rests_since_the_burial(niche: BurialUnit) -> None:
    part = make_unit(number="2")
    buried = make_burial(part, on="2001-05-02")
    merged = Movement.objects.create(
        kind="merger", deceased=buried.deceased, cemetery=niche.cemetery, from_unit=part, to_unit=niche, on="2020-03-01"
    )
    read = read_unit(niche, TODAY)
    assert (
        said(read.resting)
        == said(queries.laid_to_rest(niche, TODAY))
        == [(merged.pk, "2001-05-02", date(2001, 5, 2), date(2001, 5, 2), buried.deceased_id)]
    )
    assert [row.on for row in read.own_movements()] == ["2020-03-01"]


def test_holders_of_other_days_are_not_those_of_today(niche: BurialUnit) -> None:
    right = make_concession(niche)
    right.holdings.all().delete()
    before = Holding.objects.create(concession=right, person=make_person(), until=date(2010, 1, 1))
    after = Holding.objects.create(concession=right, person=make_person(), since=date(2010, 1, 1))
    assert [row.pk for row in read_unit(niche, TODAY).holdings] == [after.pk]
    assert [row.pk for row in read_unit(niche, date(2009, 12, 31)).holdings] == [before.pk]
