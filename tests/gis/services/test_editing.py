"""Steps of the plan: drawn as a whole, taken back as a whole, and never over what somebody else drew since."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.contrib.gis.geos import GEOSGeometry, LineString, MultiPolygon, Point, Polygon

from cementiris.accounts.models import Municipality, User
from cementiris.registry.entries import Submission
from cementiris.registry.entries.places import NewUnitsEntry
from cementiris.registry.models import BurialUnit, Section
from cementiris.registry.numbering import PlannedUnit
from cementiris.registry.services.places import create_units
from gis.models import EditKind, Path, PlanChange, PlanEdit
from gis.services.editing import Change, PlanChangedError, PlanRefusedError, Step, plan_version, record_edit
from gis.services.undoing import Staying, undo_edit
from tests.factories import make_block, make_burial, make_cemetery, make_unit

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
LATER = datetime(2026, 11, 23, 10, tzinfo=UTC)


def square(x: float, y: float = 4_600_000, side: float = 2) -> MultiPolygon:
    """A square with its lower left corner there, in EPSG:25831."""
    return MultiPolygon(Polygon.from_bbox((x, y, x + side, y + side)), srid=25831)


def line(*points: tuple[float, float]) -> LineString:
    return LineString(points, srid=25831)


def a_step(actor: User | None, kind: str = EditKind.SHAPE, seen: str = "") -> Step:
    return Step(kind=kind, actor=actor, at=AT, seen=seen)


def draw(unit: BurialUnit, shape: GEOSGeometry | None, actor: User | None, seen: str = "") -> PlanEdit:
    return record_edit(unit.cemetery, a_step(actor, seen=seen), [Change(unit, "footprint", shape)])


@pytest.fixture
def niche(in_vilaclara: Municipality) -> BurialUnit:
    """A niche that is nowhere on the plan."""
    return make_unit(section=make_block())


def test_a_step_draws_everything_and_undoing_puts_everything_back(niche: BurialUnit, aina_user: User) -> None:
    niche.footprint = square(10)
    niche.save()
    assert niche.section
    edit = record_edit(
        niche.cemetery, a_step(aina_user),
        [
            Change(niche, "footprint", square(20)),
            Change(niche.section, "front", line((0, 0), (5, 0))),
            Change(niche.cemetery, "entrance", Point(1, 2, srid=25831)),
        ],
    )  # fmt: skip
    niche.refresh_from_db()
    niche.section.refresh_from_db()
    assert niche.footprint == square(20)
    assert niche.section.front == line((0, 0), (5, 0))
    outcome = undo_edit(edit, actor=aina_user, at=LATER)
    niche.refresh_from_db()
    niche.section.refresh_from_db()
    niche.cemetery.refresh_from_db()
    assert (niche.footprint, niche.section.front, niche.cemetery.entrance) == (square(10), None, None)
    assert (outcome.restored_count, outcome.stays) == (3, [])
    assert (outcome.edit.undone_by, outcome.edit.undone_at) == (aina_user, LATER)


def test_what_changes_nothing_is_not_kept(niche: BurialUnit, aina_user: User) -> None:
    draw(niche, square(10), aina_user)
    assert draw(niche, square(10), aina_user).changes.count() == 0


def test_what_somebody_drew_since_stays_and_is_told(niche: BurialUnit, aina_user: User) -> None:
    beside = make_unit(section=niche.section, number="13")
    shapes = [Change(niche, "footprint", square(10)), Change(beside, "footprint", square(20))]
    edit = record_edit(niche.cemetery, a_step(aina_user), shapes)
    draw(niche, square(11), aina_user)
    outcome = undo_edit(edit, actor=aina_user, at=LATER)
    niche.refresh_from_db()
    beside.refresh_from_db()
    assert (niche.footprint, beside.footprint) == (square(11), None)
    assert outcome.stays == [Staying("Nínxol 12", "changed")]


def test_a_step_is_taken_back_once(niche: BurialUnit, aina_user: User) -> None:
    edit = draw(niche, square(10), aina_user)
    undo_edit(edit, actor=aina_user, at=LATER)
    with pytest.raises(PlanRefusedError, match="already_undone"):
        undo_edit(edit, actor=aina_user, at=LATER)


def test_places_that_a_survey_made_go_only_when_nothing_hangs_on_them(niche: BurialUnit, aina_user: User) -> None:
    section = make_block(name="Nova")
    used, unused = (make_unit(section=section, number=number) for number in ("1", "2"))
    edit = record_edit(
        niche.cemetery, a_step(None, EditKind.SURVEY),
        [Change(place, "footprint", square(10 * n), made=True) for n, place in enumerate((section, used, unused))],
    )  # fmt: skip
    make_burial(used)
    outcome = undo_edit(edit, actor=aina_user, at=LATER)
    assert list(BurialUnit.objects.filter(section=section)) == [used]
    assert outcome.removed_count == 1
    assert outcome.stays == [Staying("Nínxol 1", "used"), Staying("Bloc Nova", "used")]
    assert PlanChange.objects.filter(edit=edit).count() == 3


def test_a_section_made_with_its_part_goes_with_it_unless_the_part_is_held(niche: BurialUnit, aina_user: User) -> None:
    for name, is_held in (("Nova", False), ("Vella", True)):
        whole = make_block(name=name)
        part = make_block(name=f"{name} A", parent=whole)
        if is_held:
            make_unit(section=part, number=name)
        made = [Change(place, "footprint", square(10), made=True) for place in (whole, part)]
        edit = record_edit(niche.cemetery, a_step(None, EditKind.SURVEY), made)
        outcome = undo_edit(edit, actor=aina_user, at=LATER)
        assert (outcome.removed_count, len(outcome.stays)) == ((0, 2) if is_held else (2, 0))


def test_units_made_with_an_act_go_by_annulling_it(niche: BurialUnit, aina_user: User) -> None:
    entry = NewUnitsEntry(cemetery=niche.cemetery, section=niche.section, units=(PlannedUnit("1"), PlannedUnit("2")))
    act = create_units(entry=entry, sent=Submission(actor=aina_user, today=date(2026, 11, 23), key=uuid4()))
    units = BurialUnit.objects.filter(pk__in=act.notes["units"])
    edit = record_edit(
        niche.cemetery, a_step(aina_user, EditKind.GRID),
        [Change(unit, "footprint", square(10 * count), made=True) for count, unit in enumerate(units)],
    )  # fmt: skip
    outcome = undo_edit(edit, actor=aina_user, at=LATER)
    act.refresh_from_db()
    assert act.annulled_by == aina_user
    assert outcome.removed_count == 2
    assert all(unit.retired_on and unit.footprint is None for unit in units.all())


def test_a_path_taken_away_comes_back_as_it_was(niche: BurialUnit, aina_user: User) -> None:
    path = Path.objects.create(cemetery=niche.cemetery, name="Rampa", line=line((0, 0), (9, 9)), has_steps=True)
    edit = record_edit(niche.cemetery, a_step(aina_user, EditKind.ERASE), [Change(path, "line", None)])
    assert not Path.objects.exists()
    undo_edit(edit, actor=aina_user, at=LATER)
    again = Path.objects.get()
    assert (again.pk, again.name, again.has_steps, again.line) == (path.pk, "Rampa", True, line((0, 0), (9, 9)))


def test_a_new_path_goes_when_its_step_is_taken_back(niche: BurialUnit, aina_user: User) -> None:
    path = Path.objects.create(cemetery=niche.cemetery, line=line((0, 0), (9, 9)))
    edit = record_edit(niche.cemetery, a_step(aina_user, EditKind.PATH), [Change(path, "line", path.line, made=True)])
    assert undo_edit(edit, actor=aina_user, at=LATER).removed_count == 1
    assert not Path.objects.exists()


@pytest.mark.parametrize(
    ("wkt", "field", "code"),
    [
        ("MULTIPOLYGON(((0 0,2 2,2 0,0 2,0 0)))", "footprint", "X30"),
        ("LINESTRING(1 1,1 1)", "front", "X31"),
        ("POINT(1 1)", "front", "no_geometry"),
    ],
)
def test_what_no_map_can_draw_is_refused_with_its_code(
    niche: BurialUnit, aina_user: User, wkt: str, field: str, code: str
) -> None:
    assert niche.section
    change = Change(niche.section, field, GEOSGeometry(wkt, srid=25831))
    with pytest.raises(PlanRefusedError, match=code):
        record_edit(niche.cemetery, a_step(aina_user), [change])
    assert not PlanEdit.objects.exists()


def test_a_place_of_another_cemetery_is_refused(niche: BurialUnit, aina_user: User) -> None:
    elsewhere = make_unit(cemetery=make_cemetery(name="Nou"))
    with pytest.raises(PlanRefusedError, match="gone"):
        record_edit(niche.cemetery, a_step(aina_user), [Change(elsewhere, "footprint", square(1))])


def test_who_has_not_seen_the_last_step_over_a_place_is_told_of_it(niche: BurialUnit, aina_user: User) -> None:
    seen = plan_version(niche.cemetery)
    first = draw(niche, square(10), aina_user, seen)
    with pytest.raises(PlanChangedError) as told:
        draw(niche, square(11), aina_user, seen)
    assert told.value.edits == (first,)
    undo_edit(first, actor=aina_user, at=LATER)
    with pytest.raises(PlanChangedError):
        draw(niche, square(11), aina_user, f"{first.pk}.0")
    assert draw(niche, square(11), aina_user, plan_version(niche.cemetery)).changes.count() == 1


def test_a_step_over_another_place_disturbs_nobody(niche: BurialUnit, aina_user: User) -> None:
    seen = plan_version(niche.cemetery)
    draw(make_unit(section=niche.section, number="13"), square(10), aina_user)
    assert draw(niche, square(20), aina_user, seen).changes.count() == 1


def test_the_history_keeps_what_was_drawn_over(niche: BurialUnit, aina_user: User) -> None:
    draw(niche, square(10), aina_user)
    draw(niche, square(20), aina_user)
    history = BurialUnit.pgh_event_model  # type: ignore[attr-defined]  # given by pghistory
    assert history.objects.filter(pgh_obj=niche, footprint=square(10)).exists()
    assert Section.objects.exists()
