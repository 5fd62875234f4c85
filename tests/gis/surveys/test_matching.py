"""Joining features and places: fuller names first, no guess where two places share a name."""

from shapely.geometry import MultiPolygon, Point, box

from gis.surveys.geometry import Shape
from gis.surveys.matching import KnownSection, KnownUnit, Matches, Register, match
from gis.surveys.reading import Feature

AREA = MultiPolygon([box(0, 0, 1, 2)])
JOSEP = KnownSection(1, "Bloc Sant Josep", "Bloc")
NORD = KnownSection(2, "Nord", "Bloc")


def feature(code: str, section: str = "", shape: Shape = AREA) -> Feature:
    return Feature(1, code, section, "", "", shape)


def join(features: list[Feature], *units: KnownUnit, sections: tuple[KnownSection, ...] = (JOSEP, NORD)) -> Matches:
    return match(features, Register.of("Cementiri vell", units, sections))


def test_a_unit_is_found_by_its_number_in_any_spelling() -> None:
    assert set(join([feature("012-BIS")], KnownUnit(7, "12 bis", "niche")).units) == {7}


def test_a_section_in_the_file_tells_equal_numbers_apart() -> None:
    units = (KnownUnit(7, "12", "niche", JOSEP), KnownUnit(8, "12", "niche", NORD))
    assert set(join([feature("12", "Sant Josep")], *units).units) == {7}
    assert set(join([feature("Nord-12")], *units).units) == {8}
    assert len(join([feature("12")], *units).unmatched) == 1


def test_a_known_section_does_not_lend_its_number_to_another() -> None:
    assert join([feature("12", "Nord")], KnownUnit(7, "12", "niche", JOSEP)).unmatched


def test_an_unknown_section_name_does_not_hide_a_number_that_is_unique() -> None:
    assert set(join([feature("12", "Illa 4")], KnownUnit(7, "12", "niche", JOSEP)).units) == {7}


def test_the_word_for_a_kind_tells_a_tomb_from_a_niche() -> None:
    units = (KnownUnit(7, "3", "niche"), KnownUnit(8, "3", "tomb"), KnownUnit(9, "", "common_grave"))
    assert set(join([feature("Tomba 3"), feature("Fossa comuna")], *units).units) == {8, 9}


def test_block_polygons_become_the_footprints_of_sections() -> None:
    matches = join([feature("SANT JOSEP"), feature("Bloc Nord")], KnownUnit(7, "12", "niche"))
    assert set(matches.sections) == {1, 2}


def test_a_file_of_sections_is_not_taken_for_graves_with_the_same_numbers() -> None:
    sections = tuple(KnownSection(n, str(n)) for n in (1, 2, 3))
    matches = join([feature(str(n)) for n in (1, 2, 3)], KnownUnit(70, "1", "tomb"), sections=sections)
    assert set(matches.sections) == {1, 2, 3}


def test_rows_inside_sections_are_not_taken_for_the_sections() -> None:
    sections = tuple(KnownSection(n, str(n)) for n in (1, 2, 3))
    assert not join([feature("1", "3"), feature("2", "3")], sections=sections).count


def test_the_outline_and_the_gate_belong_to_the_cemetery() -> None:
    matches = join([feature("Cementiri Vell"), feature("Entrada", shape=Point(0, 0))])
    assert matches.outline is not None
    assert matches.entrance is not None


def test_two_features_for_one_unit_leave_the_second_unmatched() -> None:
    matches = join([feature("12"), feature("0012")], KnownUnit(7, "12", "niche"))
    assert (len(matches.units), len(matches.unmatched)) == (1, 1)
