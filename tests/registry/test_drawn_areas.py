"""The drawing of units follows their joining and dividing, and comes back when the act is taken back."""

from datetime import date

import pytest
from django.contrib.gis.geos import LineString, MultiPolygon, Polygon

from cementiris.accounts.models import User
from cementiris.registry.entries import Submission
from cementiris.registry.entries.places import MergeEntry, SplitEntry
from cementiris.registry.models import BurialUnit, Section
from cementiris.registry.services.unit_changes import merge_units, split_unit, take_back_merger, take_back_split
from tests.factories import make_block, make_unit

pytestmark = pytest.mark.usefixtures("in_vilaclara")
EAST, NORTH = 431_200.0, 4_589_000.0


def area(x: float, width: float = 1.0, depth: float = 2.5) -> MultiPolygon:
    return MultiPolygon(Polygon.from_bbox((EAST + x, NORTH, EAST + x + width, NORTH + depth)), srid=25831)


@pytest.fixture
def sent(aina_user: User, today: date) -> Submission:
    return Submission(actor=aina_user, today=today)


@pytest.fixture
def wall(in_vilaclara: object) -> Section:
    """A wall that looks south, its front drawn."""
    return make_block(front=LineString((EAST, NORTH), (EAST + 10, NORTH), srid=25831))


def a_niche(wall: Section, column: int, **fields: object) -> BurialUnit:
    given = {"number": str(column), "floor": 1, "column": column, "footprint": area(column - 1), **fields}
    return make_unit(section=wall, **given)


def drawn(*units: BurialUnit) -> list[tuple[float, float]]:
    """Where each unit begins, and how wide it is, in metres along the wall."""
    for unit in units:
        unit.refresh_from_db()
    boxes = [unit.footprint.extent for unit in units if unit.footprint]
    return [(round(box[0] - EAST, 3), round(box[2] - box[0], 3)) for box in boxes]


def test_niches_that_become_one_are_drawn_as_one_until_it_is_taken_back(wall: Section, sent: Submission) -> None:
    kept, part = a_niche(wall, 1), a_niche(wall, 2)
    act = merge_units(unit=kept, entry=MergeEntry(on=sent.today, part_ids=(part.pk,)), sent=sent)
    assert drawn(kept) == [(0, 2)]
    take_back_merger(act)
    assert drawn(kept, part) == [(0, 1), (1, 1)]


def test_what_somebody_drew_after_the_merger_is_not_taken_back_with_it(wall: Section, sent: Submission) -> None:
    kept, part = a_niche(wall, 1), a_niche(wall, 2)
    act = merge_units(unit=kept, entry=MergeEntry(on=sent.today, part_ids=(part.pk,)), sent=sent)
    BurialUnit.objects.filter(pk=kept.pk).update(footprint=area(5))
    take_back_merger(act)
    assert drawn(kept) == [(5, 1)]


def test_a_double_niche_is_divided_along_its_wall(wall: Section, sent: Submission) -> None:
    kept = a_niche(wall, 1, kind="double_niche", columns_wide=2, footprint=area(0, 2))
    act = split_unit(unit=kept, entry=SplitEntry(on=sent.today, numbers=("1B",)), sent=sent)
    new = BurialUnit.objects.get(number="1B")
    assert drawn(kept, new) == [(0, 1), (1, 1)]
    take_back_split(act)
    assert drawn(kept) == [(0, 2)]


def test_niches_above_each_other_share_their_strip(wall: Section, sent: Submission) -> None:
    kept = a_niche(wall, 1, kind="double_niche")
    split_unit(unit=kept, entry=SplitEntry(on=sent.today, numbers=("1B",)), sent=sent)
    assert drawn(kept, BurialUnit.objects.get(number="1B")) == [(0, 1), (0, 1)]


def test_a_part_that_had_been_merged_comes_out_where_it_stood(wall: Section, sent: Submission, today: date) -> None:
    kept, part = a_niche(wall, 1), a_niche(wall, 2)
    merge_units(unit=kept, entry=MergeEntry(on=date(2026, 11, 20), part_ids=(part.pk,)), sent=sent)
    kept.refresh_from_db()
    split_unit(unit=kept, entry=SplitEntry(on=today, numbers=("2",)), sent=sent)
    again = BurialUnit.objects.get(number="2", retired_on=None)
    assert drawn(kept, again) == [(0, 1), (1, 1)]


def test_units_that_are_not_drawn_are_joined_and_divided_all_the_same(wall: Section, sent: Submission) -> None:
    kept, part = a_niche(wall, 1, footprint=None), a_niche(wall, 2, footprint=None)
    merge_units(unit=kept, entry=MergeEntry(on=date(2026, 11, 20), part_ids=(part.pk,)), sent=sent)
    kept.refresh_from_db()
    split_unit(unit=kept, entry=SplitEntry(on=sent.today, numbers=("2",)), sent=sent)
    assert drawn(kept) == []
