"""Two clerks who draw the same plan in the same second."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.gis.geos import MultiPolygon, Polygon
from shapely import LineString

from cementiris.accounts.models import Municipality, User
from cementiris.registry.entries import Submission
from cementiris.registry.entries.places import SectionEntry
from cementiris.registry.models import BurialUnit
from cementiris.tenancy.scope import municipality
from gis.models import EditKind, PlanEdit
from gis.services.drawing_walls import WallEntry, draw_wall
from gis.services.editing import Change, PlanChangedError, PlanRefusedError, Step, plan_version, record_edit
from gis.services.undoing import UndoneEdit, undo_edit
from tests.concurrency.conftest import AtOnce
from tests.factories import make_block, make_unit

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def niches(transactional_db: None, vilaclara: Municipality) -> list[BurialUnit]:
    """Two niches that are nowhere on the plan."""
    with municipality(vilaclara.pk):
        return [make_unit(number=number) for number in ("1", "2")]


def draw(units: list[BurialUnit], actor: User, seen: str, east: float) -> PlanEdit:
    square = MultiPolygon(Polygon.from_bbox((east, 0, east + 1, 1)), srid=25831)
    changes = [Change(unit, "footprint", square) for unit in units]
    return record_edit(units[0].cemetery, Step(kind=EditKind.SHAPE, actor=actor, at=AT, seen=seen), changes)


def kinds(outcomes: list[Any]) -> set[type]:
    return {type(outcome) for outcome in outcomes}


def test_of_two_who_draw_the_same_places_at_once_the_second_is_told(
    niches: list[BurialUnit], aina_user: User, at_once: AtOnce
) -> None:
    with municipality(niches[0].municipality_id):
        seen = plan_version(niches[0].cemetery)
    outcomes = at_once(lambda: draw(niches, aina_user, seen, 10), lambda: draw(niches[::-1], aina_user, seen, 20))
    assert kinds(outcomes) == {PlanEdit, PlanChangedError}
    with municipality(niches[0].municipality_id):
        assert len({BurialUnit.objects.get(pk=niche.pk).footprint.wkt for niche in niches}) == 1


def test_two_who_draw_other_places_at_once_both_succeed(
    niches: list[BurialUnit], aina_user: User, at_once: AtOnce
) -> None:
    with municipality(niches[0].municipality_id):
        seen = plan_version(niches[0].cemetery)
    outcomes = at_once(*[lambda unit=unit: draw([unit], aina_user, seen, 10) for unit in niches])
    assert kinds(outcomes) == {PlanEdit}


def test_of_two_who_undo_the_same_step_at_once_one_is_told(
    niches: list[BurialUnit], aina_user: User, at_once: AtOnce
) -> None:
    with municipality(niches[0].municipality_id):
        edit = draw(niches, aina_user, "", 10)
    outcomes = at_once(*[lambda: undo_edit(edit, actor=aina_user, at=AT)] * 2)
    assert kinds(outcomes) == {UndoneEdit, PlanRefusedError}


def test_a_block_drawn_while_its_units_are_never_waits_in_a_circle(
    niches: list[BurialUnit], aina_user: User, at_once: AtOnce
) -> None:
    with municipality(niches[0].municipality_id):
        wall = make_block(floors=1, columns=4)
        other = make_unit(section=wall, number="9")
    entry = WallEntry(
        section=wall,
        description=SectionEntry(floors=1, columns=5),
        front=LineString([(431_200, 4_589_000), (431_208, 4_589_000)]),
        depth=2.5,
    )
    sent = Submission(actor=aina_user, today=AT.date())
    step = Step(kind=EditKind.BLOCK, actor=aina_user, at=AT)
    outline = MultiPolygon(Polygon.from_bbox((0, 0, 9, 9)), srid=25831)
    both = [Change(wall, "footprint", outline), Change(other, "footprint", outline)]
    works = [lambda: draw_wall(wall.cemetery, entry, step, sent), lambda: record_edit(wall.cemetery, step, both)]
    assert kinds(at_once(*works * 3)) == {PlanEdit}
