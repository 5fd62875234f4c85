"""Places and distances said in words."""

import pytest

from cementiris.lookup.models import PublicEntry
from cementiris.lookup.wording import distance_text, position_text, unit_text, year_text


@pytest.mark.parametrize(
    ("floor", "column", "sentence"),
    [
        (1, 1, "El primer pis des de terra, el primer començant per l’esquerra"),
        (3, 10, "El tercer pis des de terra, el desè començant per l’esquerra"),
        (5, 11, "El cinquè pis des de terra, l’onzè començant per l’esquerra"),
        (2, 46, "El segon pis des de terra, el número 46 començant per l’esquerra"),
    ],
)
def test_a_place_on_the_wall_is_said_as_one_would_point(floor: int, column: int, sentence: str) -> None:
    assert position_text(floor, column) == sentence


@pytest.mark.parametrize(("metres", "rounded"), [(1.0, "5"), (22.4, "20"), (88.0, "90"), (143.0, "140")])
def test_distances_are_rounded_as_people_say_them(metres: float, rounded: str) -> None:
    assert f" {rounded} metres" in distance_text(metres)


def test_a_unit_is_named_with_its_section() -> None:
    entry = PublicEntry(unit_id=1, unit_kind="tomb", unit_number="7", section_level="Zona", section_name="Nord")
    assert unit_text(entry) == "Tomba 7, zona Nord"


def test_a_place_not_recorded_is_said_so() -> None:
    assert unit_text(PublicEntry(unit_id=None)) == "En un lloc del cementiri que no consta"


def test_the_year_of_burial_stands_in_for_that_of_death() -> None:
    assert year_text(PublicEntry(year_of_burial=1936)) == "Inhumació del 1936"
    assert year_text(PublicEntry(year_of_death=1935, year_of_burial=1936)) == "Va morir el 1935"
    assert year_text(PublicEntry()) == "No consta l’any"
