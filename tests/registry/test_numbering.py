"""The numbers of a wall: no number twice, every cell once, and the way back from a cell to its number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cementiris.registry import models
from cementiris.registry.numbering import (
    Numbering,
    WallPlan,
    Written,
    compact,
    index_of,
    letter,
    listed_numbers,
    planned_units,
    position_of,
    repeated,
)
from cementiris.registry.numbers import number_key

SIZES = st.integers(min_value=1, max_value=12)
NUMBERS = st.frozensets(st.integers(min_value=1, max_value=160), max_size=20)


@given(numbering=st.sampled_from(Numbering), floors=SIZES, columns=SIZES)
def test_every_cell_has_one_number_and_leads_back_to_it(numbering: Numbering, floors: int, columns: int) -> None:
    positions = [position_of(numbering, floors, columns, index) for index in range(floors * columns)]
    assert len(set(positions)) == floors * columns
    for index, position in enumerate(positions):
        assert position is not None
        assert index_of(numbering, floors, columns, position) == index


@given(numbering=st.sampled_from(Numbering), floors=SIZES, columns=SIZES)
def test_outside_the_wall_there_is_neither_cell_nor_number(numbering: Numbering, floors: int, columns: int) -> None:
    assert position_of(numbering, floors, columns, floors * columns) is None
    assert position_of(numbering, floors, columns, -1) is None
    assert index_of(numbering, floors, columns, (floors + 1, 1)) is None
    assert index_of(numbering, floors, columns, (1, 0)) is None


PLANS = st.builds(
    WallPlan, numbering=st.sampled_from(Numbering), written=st.sampled_from(Written), floors=SIZES, columns=SIZES,
    first_number=st.integers(min_value=0, max_value=99), left_out=NUMBERS, skipped=NUMBERS, width=st.integers(0, 4),
)  # fmt: skip


@given(PLANS)
def test_a_plan_makes_no_number_and_no_cell_twice(plan: WallPlan) -> None:
    units = planned_units(plan)
    assert len({(unit.floor, unit.column) for unit in units}) == len(units) <= plan.floors * plan.columns
    assert repeated(unit.number for unit in units) == ()
    if plan.written is Written.CONSECUTIVE:
        assert not {int(unit.number) for unit in units} & (plan.left_out | plan.skipped)


def test_a_serpentine_turns_back_on_every_other_floor_around_its_gap() -> None:
    plan = WallPlan(floors=2, columns=3, numbering=Numbering.SERPENTINE, left_out=frozenset({5}), beside=("2 bis",))
    found = {(unit.floor, unit.column): unit.number for unit in planned_units(plan)}
    assert found == {(1, 1): "1", (1, 2): "2", (1, 3): "3", (2, 3): "4", (2, 1): "6", (None, None): "2 bis"}


def test_a_number_that_nobody_wants_leaves_no_hole() -> None:
    units = planned_units(WallPlan(floors=1, columns=3, first_number=12, skipped=frozenset({13})))
    assert [(unit.number, unit.column) for unit in units] == [("12", 1), ("14", 2), ("15", 3)]


@pytest.mark.parametrize(
    ("plan", "numbers"),
    [
        (WallPlan(floors=2, columns=1, prefix="B", width=3, first_number=9), ["B009", "B010"]),
        (WallPlan(floors=2, columns=1, suffix=" N", first_number=10), ["10 N", "11 N"]),
        (WallPlan(floors=2, columns=2, written=Written.FLOOR_COLUMN), ["1-1", "1-2", "2-1", "2-2"]),
        (WallPlan(floors=2, columns=2, written=Written.COLUMN_LETTER), ["1A", "2A", "1B", "2B"]),
    ],
)
def test_numbers_are_written_as_the_town_writes_them(plan: WallPlan, numbers: list[str]) -> None:
    assert [unit.number for unit in planned_units(plan)] == numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("13, 45-47", ("13", "45", "46", "47")),
        ("12 bis; 30A\n31", ("12 bis", "30A", "31")),
        ("A1-A3", ("A1", "A2", "A3")),
        ("010N–012N", ("010N", "011N", "012N")),
        (" , ;", ()),
        ("10-N", ("10-N",)),
    ],
)
def test_a_typed_list_of_numbers_is_read(text: str, numbers: tuple[str, ...]) -> None:
    assert listed_numbers(text) == numbers


@pytest.mark.parametrize("text", ["47-45", "1-99999", "1-4000, 1-4000"])
def test_a_list_that_runs_backwards_or_never_ends_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\d"):
        listed_numbers(text)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        assert all(number.strip() for number in listed_numbers(text))
    except ValueError:
        assert any(sign.isdigit() for sign in text)


def test_a_number_in_two_spellings_stands_twice() -> None:
    assert repeated(["12 bis", "13", "012-BIS", "13", "14"]) == ("12 bis", "13")
    assert number_key("012-BIS") == number_key("12 bis")


def test_a_long_list_is_said_short() -> None:
    assert compact(["1", "2"]) == "1, 2"
    assert compact(map(str, range(1, 15))).endswith("12 (+2)")


def test_the_letters_of_the_floors_go_on_after_z() -> None:
    assert [letter(count) for count in (1, 26, 27, 52, 53)] == ["A", "Z", "AA", "AZ", "BA"]


def test_sections_and_plans_know_the_same_numberings() -> None:
    assert {choice.value for choice in Numbering} == set(models.Numbering.values)
