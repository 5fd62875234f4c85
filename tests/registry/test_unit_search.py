"""The unit that a clerk means by what they type: never guessed, and found by its old number too."""

from datetime import date

import pytest

from cementiris.accounts.models import Municipality
from cementiris.desk.finding import find_units as find_on_desk
from cementiris.registry.models import Act, BurialUnit, FormerNumber
from cementiris.registry.unit_search import find_units, units_by_code
from tests.factories import make_block, make_cemetery, make_concession, make_unit

TODAY = date(2026, 11, 23)


def a_former_number(unit: BurialUnit, number: str, *, annulled: bool = False) -> None:
    at = "2026-11-20T12:00Z" if annulled else None
    act = Act.objects.create(kind="renumbering", unit=unit, on="2026-11-01", annulled_at=at)
    FormerNumber.objects.create(
        unit=unit, section=unit.section, number=number, number_key=number.casefold(), until="2026-11-01", act=act
    )


def test_an_ambiguous_number_lists_every_block_that_has_it(in_vilaclara: Municipality) -> None:
    units = [make_unit(section=make_block(name=name)) for name in ("A", "B", "C")]
    assert find_units("12", TODAY) == units
    assert find_units("12, bloc B", TODAY) == units[1:2]
    assert list(find_on_desk("12", TODAY)) == units


@pytest.mark.parametrize("text", ["12", "bloc A 12", "nínxol 12"])
def test_a_unit_is_found_by_the_number_that_it_bore(in_vilaclara: Municipality, text: str) -> None:
    unit = make_unit(section=make_block(), number="112")
    a_former_number(unit, "12")
    assert units_by_code(text, TODAY) == [unit]


def test_who_bears_the_number_now_comes_before_who_bore_it(in_vilaclara: Municipality) -> None:
    block = make_block()
    before, now = make_unit(section=block, number="1"), make_unit(section=block, number="12")
    a_former_number(before, "12")
    assert units_by_code("12", TODAY) == [now, before]
    assert set(find_on_desk("12", TODAY)) == {now, before}
    assert list(find_on_desk("A 12", TODAY).order_by("pk")) == [before, now]


def test_a_renumbering_that_was_annulled_leads_nowhere(in_vilaclara: Municipality) -> None:
    unit = make_unit(number="1")
    a_former_number(unit, "12", annulled=True)
    assert units_by_code("12", TODAY) == []
    assert not find_on_desk("12", TODAY)


def test_a_retired_unit_is_meant_by_nobody_any_more(in_vilaclara: Municipality) -> None:
    make_unit(retired_on=date(2026, 11, 1))
    assert units_by_code("12", TODAY) == []
    assert not find_on_desk("12", TODAY)
    assert units_by_code("12", date(2026, 10, 31)) != []


def test_a_unit_is_found_by_all_that_the_screen_says_of_it(in_vilaclara: Municipality) -> None:
    block = make_block(name="Sant Josep de la Muntanya", cemetery=make_cemetery(name="Cementiri municipal nou"))
    unit = make_unit(section=block, number="287")
    make_unit(section=make_block(name="B", cemetery=block.cemetery), number="287")
    assert units_by_code(f"{unit}, {block}, {block.cemetery}", TODAY) == [unit]
    assert units_by_code("1 b " * 2000, TODAY) == []


def test_nobody_is_led_to_a_right_that_was_annulled(in_vilaclara: Municipality) -> None:
    counting = make_unit(number="1")
    make_concession(counting)
    make_concession(make_unit(number="2"), title_number="T-2", standing="annulled")
    assert find_units("Mercè Serra", TODAY) == [counting]
