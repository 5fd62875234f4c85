"""What drawing a block, a field, a path or a shape does to the register's places, and what it says before."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.gis.geos import LineString as StoredLine
from django.contrib.gis.geos import MultiPolygon as StoredArea
from django.contrib.gis.geos import Polygon as StoredPolygon
from shapely import LineString, MultiPolygon, Point, box

from cementiris.accounts.models import User
from cementiris.registry.entries import Submission
from cementiris.registry.entries.places import SectionEntry
from cementiris.registry.models import Act, BurialUnit, Cemetery, Section
from cementiris.registry.services.submission import RuleBroken
from gis.editing.grids import Grid
from gis.editing.refusals import NotDrawableError
from gis.models import EditKind, Path
from gis.services.drawing_fields import GridEntry, draw_grid, sketch_grid
from gis.services.drawing_shapes import (
    MoveEntry,
    PathEntry,
    SplitEntry,
    draw_path,
    sketch_entrance,
    sketch_erasure,
    sketch_merge,
    sketch_move,
    sketch_outline,
    sketch_path,
    sketch_split,
)
from gis.services.drawing_walls import WallEntry, draw_wall, sketch_wall
from gis.services.editing import PlanRefusedError, Step, record_edit
from gis.services.sketches import Sketch, snapped, units_named
from gis.services.undoing import undo_edit
from tests.factories import make_block, make_burial, make_cemetery, make_unit

EAST, NORTH = 431_200.0, 4_589_000.0
AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
FRONT = LineString([(EAST, NORTH), (EAST + 8, NORTH)])
NOTHING = SectionEntry()

pytestmark = pytest.mark.usefixtures("in_vilaclara")


def stored(x: float, y: float, width: float, height: float) -> StoredArea:
    corners = (EAST + x, NORTH + y, EAST + x + width, NORTH + y + height)
    return StoredArea(StoredPolygon.from_bbox(corners), srid=25831)


def area(x: float, y: float, width: float, height: float) -> MultiPolygon:
    return MultiPolygon([box(EAST + x, NORTH + y, EAST + x + width, NORTH + y + height)])


@pytest.fixture
def ground(in_vilaclara: object) -> Cemetery:
    """A cemetery of sixty metres by sixty."""
    return make_cemetery(footprint=stored(-10, -10, 60, 60))


@pytest.fixture
def sent(aina_user: User, today: date) -> Submission:
    return Submission(actor=aina_user, today=today, key=uuid4())


@pytest.fixture
def step(aina_user: User) -> Step:
    return Step(kind=EditKind.BLOCK, actor=aina_user, at=AT)


def codes(sketch: Sketch) -> list[str]:
    return [remark.code for remark in sketch.remarks]


def test_the_niches_of_a_wall_take_the_strip_of_their_column(ground: Cemetery, step: Step, sent: Submission) -> None:
    wall = make_block(cemetery=ground, floors=2, columns=4)
    low, high = (make_unit(section=wall, number=str(n), floor=n, column=3) for n in (1, 2))
    double = make_unit(section=wall, number="3", floor=1, column=1, columns_wide=2)
    beside = make_unit(section=wall, number="12 bis")
    entry = WallEntry(section=wall, description=NOTHING, front=FRONT, depth=2.5)
    assert codes(sketch_wall(ground, entry, sent.today)) == ["homeless"]
    draw_wall(ground, entry, step, sent)
    for place in (wall, low, high, double, beside):
        place.refresh_from_db()
    assert wall.front == StoredLine(*FRONT.coords, srid=25831)
    assert wall.footprint is not None
    assert wall.footprint.area == pytest.approx(20)
    assert (low.footprint, beside.footprint) == (high.footprint, None)
    assert low.footprint.extent == (EAST + 4, NORTH, EAST + 6, NORTH + 2.5)
    assert double.footprint.area == pytest.approx(10)


def test_a_new_block_is_made_by_the_register_with_its_niches_and_drawn(
    ground: Cemetery, step: Step, sent: Submission
) -> None:
    said = SectionEntry(name="Sant Pau", level_name="Bloc", floors=3, columns=4, first_number=101)
    entry = WallEntry(section=None, description=said, front=FRONT, depth=2.5, kind="niche")
    edit = draw_wall(ground, entry, step, sent)
    wall = Section.objects.get(name="Sant Pau")
    niches = BurialUnit.objects.filter(section=wall)
    assert sorted(niche.number for niche in niches) == [str(number) for number in range(101, 113)]
    assert all(niche.footprint for niche in niches)
    assert {act.kind for act in Act.objects.all()} == {"cemetery", "new_units"}
    outcome = undo_edit(edit, actor=sent.actor, at=AT)
    wall.refresh_from_db()
    assert (outcome.removed_count, outcome.stays, wall.footprint) == (12, [], None)
    assert not niches.filter(retired_on=None).exists()


def test_the_same_new_block_twice_is_refused_by_the_register(ground: Cemetery, step: Step, sent: Submission) -> None:
    said = SectionEntry(name="Sant Pau", level_name="Bloc", floors=1, columns=2)
    entry = WallEntry(section=None, description=said, front=FRONT, depth=2.5, kind="niche")
    draw_wall(ground, entry, step, sent)
    with pytest.raises(RuleBroken):
        draw_wall(ground, entry, step, replace(sent, key=uuid4()))
    assert BurialUnit.objects.count() == 2


def test_an_outline_with_its_front_is_a_block_too(ground: Cemetery, step: Step, sent: Submission) -> None:
    wall = make_block(cemetery=ground, floors=1, columns=2)
    niche = make_unit(section=wall, floor=1, column=2)
    entry = WallEntry(section=wall, description=NOTHING, outline=area(0, 0, 4, 2))
    draw_wall(ground, replace(entry, side=2), step, sent)
    niche.refresh_from_db()
    assert niche.footprint.area == pytest.approx(4)


@pytest.mark.parametrize(("wrong", "code"), [({"description": NOTHING}, "no_columns"), ({"front": None}, "no_front")])
def test_a_block_without_columns_or_front_is_refused(ground: Cemetery, wrong: dict[str, Any], code: str) -> None:
    entry = WallEntry(section=None, description=SectionEntry(columns=4), front=FRONT, depth=2.5)
    with pytest.raises(NotDrawableError, match=code):
        sketch_wall(ground, replace(entry, **wrong), date(2026, 11, 23))


def test_graves_of_a_field_are_made_and_drawn_in_order(ground: Cemetery, step: Step, sent: Submission) -> None:
    entry = GridEntry(grid=Grid(corner=(EAST, NORTH), rows=2, columns=3), first_number=11)
    edit = draw_grid(ground, entry, step, sent)
    graves = BurialUnit.objects.order_by("number_order")
    assert [grave.number for grave in graves] == ["11", "12", "13", "14", "15", "16"]
    assert [round(grave.footprint.extent[0] - EAST, 1) for grave in graves] == [0, 1.4, 2.8] * 2
    assert undo_edit(edit, actor=sent.actor, at=AT).removed_count == 6


def test_a_grave_that_was_used_since_stays_with_its_field(ground: Cemetery, step: Step, sent: Submission) -> None:
    edit = draw_grid(ground, GridEntry(grid=Grid(corner=(EAST, NORTH), rows=1, columns=2)), step, sent)
    make_burial(BurialUnit.objects.get(number="2"))
    outcome = undo_edit(edit, actor=sent.actor, at=AT)
    assert outcome.removed_count == 0
    assert [staying.reason for staying in outcome.stays] == ["used", "used"]
    assert BurialUnit.objects.get(number="2").footprint


def test_graves_that_are_there_are_placed_in_order_and_the_rest_is_told(
    ground: Cemetery, step: Step, sent: Submission
) -> None:
    units = tuple(make_unit(cemetery=ground, number=str(number)) for number in (7, 8))
    entry = GridEntry(grid=Grid(corner=(EAST, NORTH), rows=1, columns=3), units=units)
    assert codes(sketch_grid(ground, entry, sent.today)) == ["uneven"]
    draw_grid(ground, entry, step, sent)
    assert BurialUnit.objects.filter(footprint__isnull=False).count() == 2
    assert not Act.objects.exists()


def test_what_lies_over_a_neighbour_or_outside_is_told(ground: Cemetery, today: date) -> None:
    make_unit(cemetery=ground, number="7", footprint=stored(0, 0, 1, 2))
    over = sketch_outline(ground, make_unit(cemetery=ground, number="8"), area(0.5, 0, 1, 2), today)
    assert [remark.facts for remark in over.remarks] == [{"count": 1, "names": "Nínxol 7"}]
    away = sketch_outline(ground, make_unit(cemetery=ground, number="9"), area(100, 0, 1, 2), today)
    beside = sketch_outline(ground, make_unit(cemetery=ground, number="10"), area(1, 0, 1, 2), today)
    assert (codes(away), codes(beside)) == (["outside"], [])


def test_what_stands_on_another_wall_is_told_but_a_zone_may_hold_walls(ground: Cemetery, today: date) -> None:
    make_block(cemetery=ground, name="A", footprint=stored(0, 0, 8, 2))
    new = make_block(cemetery=ground, name="B")
    entry = WallEntry(section=new, description=NOTHING, front=FRONT, depth=2.5)
    assert codes(sketch_wall(ground, entry, today)) == ["over_walls"]
    zone = make_block(cemetery=ground, name="Z", floors=None, columns=None)
    assert codes(sketch_outline(ground, zone, area(-5, -5, 30, 30), today)) == []


def test_a_new_enclosure_says_which_blocks_it_leaves_out(ground: Cemetery, today: date) -> None:
    make_block(cemetery=ground, footprint=stored(0, 0, 5, 5))
    assert codes(sketch_outline(ground, ground, area(3, 0, 20, 20), today)) == ["left_out"]
    assert codes(sketch_outline(ground, ground, area(-3, -3, 20, 20), today)) == []
    assert codes(sketch_entrance(ground, Point(EAST + 500, NORTH))) == ["far_entrance"]


def test_a_path_is_drawn_called_otherwise_and_taken_away(ground: Cemetery, step: Step, sent: Submission) -> None:
    draw_path(ground, PathEntry(name="Rampa", line=FRONT), step)
    path = Path.objects.get()
    with pytest.raises(NotDrawableError, match="path_again"):
        sketch_path(ground, PathEntry(line=FRONT))
    draw_path(ground, PathEntry(path=path, name="Escala", has_steps=True, line=FRONT), step)
    path.refresh_from_db()
    assert (path.name, path.has_steps) == ("Escala", True)
    edit = draw_path(ground, PathEntry(path=path), step)
    assert not Path.objects.exists()
    undo_edit(edit, actor=sent.actor, at=AT)
    assert Path.objects.get().name == "Escala"


def test_a_block_is_moved_with_everything_in_it(ground: Cemetery, step: Step, today: date) -> None:
    front = StoredLine(*FRONT.coords, srid=25831)
    wall = make_block(cemetery=ground, footprint=stored(0, 0, 8, 2), front=front)
    niche = make_unit(section=wall, footprint=stored(0, 0, 2, 2))
    record_edit(ground, step, sketch_move(ground, MoveEntry(places=(wall,), east=1, north=2), today).changes)
    for place in (wall, niche):
        place.refresh_from_db()
    assert wall.front.coords == ((EAST + 1, NORTH + 2), (EAST + 9, NORTH + 2))
    assert niche.footprint.extent == (EAST + 1, NORTH + 2, EAST + 3, NORTH + 4)
    with pytest.raises(PlanRefusedError, match="not_drawn"):
        sketch_move(ground, MoveEntry(places=(make_unit(number="99"),), east=1), today)


def test_what_is_moved_near_a_neighbour_comes_to_lie_at_it(ground: Cemetery, today: date) -> None:
    make_unit(number="1", footprint=stored(0, 0, 1, 2))
    unit = make_unit(number="2", footprint=stored(5, 0, 1, 2))
    entry = MoveEntry(places=(unit,), east=-3.9, north=0.05, centimetres=20)
    (piece,) = sketch_move(ground, entry, today).pieces
    assert piece.shape is not None
    assert piece.shape.bounds == pytest.approx((EAST + 1, NORTH, EAST + 2, NORTH + 2))
    (exact,) = sketch_move(ground, replace(entry, centimetres=0), today).pieces
    assert exact.shape is not None
    assert exact.shape.bounds[0] == pytest.approx(EAST + 1.1)


def test_a_shape_is_split_among_units_and_joined_again(ground: Cemetery, step: Step, today: date) -> None:
    one, other = make_unit(number="1", footprint=stored(0, 0, 4, 2)), make_unit(number="2")
    with pytest.raises(PlanRefusedError, match="parts_without_unit"):
        sketch_split(ground, SplitEntry(place=one), today)
    record_edit(ground, step, sketch_split(ground, SplitEntry(place=one, others=(other,)), today).changes)
    for unit in (one, other):
        unit.refresh_from_db()
    assert (one.footprint.extent[0], other.footprint.extent[0]) == (EAST, EAST + 2)
    record_edit(ground, step, sketch_merge([one, other]).changes)
    for unit in (one, other):
        unit.refresh_from_db()
    assert one.footprint.equals(stored(0, 0, 4, 2))
    assert (other.footprint, other.retired_on) == (None, None)


def test_what_is_taken_from_the_plan_stays_in_the_register(ground: Cemetery, step: Step, today: date) -> None:
    wall = make_block(cemetery=ground, footprint=stored(0, 0, 8, 2))
    niche = make_unit(section=wall, footprint=stored(0, 0, 2, 2))
    record_edit(ground, step, sketch_erasure([wall], today).changes)
    for place in (wall, niche):
        place.refresh_from_db()
    assert (wall.footprint, niche.footprint, niche.retired_on) == (None, None, None)
    with pytest.raises(PlanRefusedError, match="not_drawn"):
        sketch_erasure([wall], today)


def test_points_are_drawn_onto_what_lies_beside_but_not_onto_what_is_drawn_anew(ground: Cemetery, today: date) -> None:
    unit = make_unit(footprint=stored(0, 0, 2, 2))
    near = [(EAST + 2.1, NORTH + 1.95)]
    assert snapped(near, ground, centimetres=20, on=today) == [(EAST + 2, NORTH + 2)]
    assert snapped(near, ground, centimetres=20, on=today, apart_from=[unit]) == near
    assert snapped(near, ground, centimetres=0, on=today) == near


def test_units_are_found_by_number_in_the_order_in_which_they_are_named(ground: Cemetery, today: date) -> None:
    block = make_block(cemetery=ground)
    twelve, bis = (make_unit(section=block, number=number) for number in ("12", "12 bis"))
    assert units_named(ground, block, ["12-BIS", "012"], today) == [bis, twelve]
    with pytest.raises(PlanRefusedError, match="no_such_unit"):
        units_named(ground, None, ["12"], today)
