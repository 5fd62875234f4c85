"""The plan on paper, opened again: metres measured on the sheet, grid and north, and parts that do not fit."""

import pytest
import shapely

from cementiris.documents.print import draw_leaves
from gis.prints.papers import A4, PLAN_SCALES
from gis.prints.plans import Extent, PlanPrint, PlanUnit, frame_on, plan_leaf, with_air
from gis.prints.refusals import NotPrintable
from tests.gis.prints.papers import HEADING, boxes_on, outlines_on, pages_of, size_of

EAST, NORTH = 398_600.0, 4_622_500.0


def part(width: float, height: float) -> Extent:
    return EAST, NORTH, EAST + width, NORTH + height


def grave(x: float, y: float, number: str, state: str = "free") -> PlanUnit:
    shape = shapely.box(EAST + x, NORTH + y, EAST + x + 1, NORTH + y + 2.5)
    return PlanUnit(shape, number, state, state[0].upper())


def printed(plan: PlanPrint, paper: str = "A4", scale: int | None = None) -> bytes:
    return draw_leaves([plan_leaf(plan, paper, scale)], title="Plànol")


@pytest.mark.parametrize("scale", [100, 200])
def test_a_metre_on_the_ground_is_true_on_paper(scale: int) -> None:
    plan = PlanPrint(HEADING, part(12, 10), units=[grave(2, 2, "1"), grave(7, 2, "2")])
    graves = [
        one for one in boxes_on(pages_of(printed(plan, scale=scale))[0]) if one[2:] == (1000 / scale, 2500 / scale)
    ]
    assert len(graves) == 2
    assert abs(graves[0][0] - graves[1][0]) == pytest.approx(5000 / scale, abs=0.11)


def test_the_largest_scale_that_fits_is_chosen_and_the_sheet_turned() -> None:
    (wide,) = pages_of(printed(PlanPrint(HEADING, part(60, 30))))
    (tall,) = pages_of(printed(PlanPrint(HEADING, part(30, 50))))
    assert size_of(wide) == (297, 210)
    assert size_of(tall) == (210, 297)
    assert "Escala 1:250" in wide.extract_text()


def test_the_grid_says_the_coordinates_of_its_crosses() -> None:
    text = pages_of(printed(PlanPrint(HEADING, part(20, 15))))[0].extract_text()
    assert "398610" in text
    assert "4622510" in text
    assert "EPSG:25831" in text


def test_north_is_up() -> None:
    plan = PlanPrint(HEADING, part(12, 10), units=[grave(2, 1, "1"), grave(2, 6, "2")])
    page = pages_of(printed(plan, scale=100))[0]
    lower, upper = sorted(one[1] for one in boxes_on(page) if one[2:] == (10.0, 25.0))
    assert upper - lower == pytest.approx(50, abs=0.11)
    assert "N" in page.extract_text().split()


def test_what_lies_outside_the_part_is_cut_at_the_frame() -> None:
    far = shapely.box(EAST - 10_000, NORTH - 10_000, EAST + 10_000, NORTH + 10_000)
    plan = PlanPrint(HEADING, part(12, 10), enclosure=far, paths=[(shapely.LineString([(0, 0), (EAST, NORTH)]), False)])
    frame = frame_on(A4.turned())
    for outline in outlines_on(pages_of(printed(plan))[0]):
        assert all(-1 <= x <= frame.right + 15 and -1 <= y <= 212 for x, y in outline)


def test_labels_stand_where_they_fit_and_nowhere_else() -> None:
    plan = PlanPrint(HEADING, part(12, 10), units=[grave(2, 2, "77")])
    assert "77 F" in pages_of(printed(plan, scale=100))[0].extract_text()
    assert "77 F" not in pages_of(printed(plan, scale=2000))[0].extract_text()


def test_a_unit_known_by_a_point_is_a_circle_with_its_number() -> None:
    unit = PlanUnit(shapely.Point(EAST + 3, NORTH + 3), "12", "occupied", "O")
    assert "12 O" in pages_of(printed(PlanPrint(HEADING, part(12, 10), units=[unit]), scale=200))[0].extract_text()


@pytest.mark.parametrize(("size", "scale", "code"), [(200, 100, "plan_fits_at"), (9000, None, "plan_too_large")])
def test_a_part_that_does_not_fit_is_refused_with_a_scale_that_does(size: float, scale: int | None, code: str) -> None:
    with pytest.raises(NotPrintable) as refusal:
        plan_leaf(PlanPrint(HEADING, part(size, size)), "A4", scale)
    assert refusal.value.code == code
    if code == "plan_fits_at":
        fitting = refusal.value.facts["fitting"]
        assert fitting in PLAN_SCALES
        assert plan_leaf(PlanPrint(HEADING, part(size, size)), "A4", int(str(fitting))).marks


def test_a_single_point_is_given_air() -> None:
    west, south, east, north = with_air((EAST, NORTH, EAST, NORTH))
    assert east - west == north - south == 4
