"""Rules of making, numbering, describing, closing and retiring units, and of joining and dividing them: pure facts."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cementiris.registry.numbering import MOST_UNITS
from cementiris.registry.rules.facts import RightFacts, UnitFacts
from cementiris.registry.rules.findings import Breach, Finding, breaches
from cementiris.registry.rules.places import (
    ClosingFacts,
    DescriptionFacts,
    NameFacts,
    NumbersFacts,
    check_closing,
    check_description,
    check_numbers,
    check_reopening,
    check_retirement,
    x44_the_name_is_free,
)
from cementiris.registry.rules.unit_changes import MergeFacts, PartFacts, SplitFacts, check_merger, check_split

TODAY = date(2026, 11, 23)
TOMORROW = date(2026, 11, 24)
NUMBERS = NumbersFacts(today=TODAY, on=TODAY, numbers=("1", "2"))
UNIT = DescriptionFacts(today=TODAY, on=TODAY, unit=UnitFacts(on=TODAY), kind="reduced_niche")
CLOSING = ClosingFacts(today=TODAY, on=TODAY)
KEPT, PART = PartFacts(name="Nínxol 12"), PartFacts(name="Nínxol 13")
MERGE = MergeFacts(today=TODAY, on=TODAY, kept=KEPT, parts=(PART,))
SPLIT = SplitFacts(today=TODAY, on=TODAY, kept=KEPT, new_numbers=("13",), homes=(0, 1))
HELD = {"has_right": True, "holders": frozenset({"1"})}


def said(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(breach.code, breach.variant) for breach in breaches(findings)]


def test_what_is_plain_breaks_no_rule() -> None:
    assert said(check_numbers(NUMBERS)) == said(check_description(UNIT)) == said(check_closing(CLOSING)) == []
    assert said(check_reopening(CLOSING)) == said(check_retirement(CLOSING)) == []
    assert said(check_merger(MERGE)) == said(check_split(SPLIT)) == []


@pytest.mark.parametrize(
    ("changes", "variant"),
    [
        ({"numbers": ()}, "none"),
        ({"unreadable": "47-45"}, "unreadable"),
        ({"numbers": ("1",) * (MOST_UNITS + 1)}, "many"),
        ({"repeated": ("2",)}, "repeated"),
        ({"taken": ("1",)}, "taken"),
        ({"taken_cells": ("pis 1, columna 1",)}, "cells"),
    ],
)
def test_x40_numbers_and_cells_are_free(changes: dict[str, Any], variant: str) -> None:
    assert said(check_numbers(replace(NUMBERS, **changes))) == [("X40", variant)]


def test_x44_numbers_change_on_a_day_that_has_come_but_units_may_open_later() -> None:
    assert said(check_numbers(replace(NUMBERS, on=TOMORROW))) == [("X44", "future")]
    assert said(check_numbers(replace(NUMBERS, on=TOMORROW, opens_later=True))) == []
    assert said(check_numbers(replace(NUMBERS, built_year=2027))) == [("X44", "built")]


@pytest.mark.parametrize(
    ("changes", "variant"),
    [
        ({"kind": "columbarium", "unit": UnitFacts(on=TODAY, unburnt_count=1)}, "ashes"),
        ({"kind": "ossuary", "unit": UnitFacts(on=TODAY, right=RightFacts())}, "shared"),
        ({"built_year": 2030}, "built"),
        ({"opened_on": TODAY, "first_fact_on": date(2000, 1, 1)}, "opened"),
        ({"opened_on": TODAY, "retired_on": TODAY}, "retired"),
        ({"cell_of": "Nínxol 3"}, "cell"),
        ({"cell_of": "Nínxol 3", "is_large": True}, "cells"),
        ({"changes": False}, "same"),
    ],
)
def test_x44_a_description_agrees_with_what_is_known(changes: dict[str, Any], variant: str) -> None:
    assert said(check_description(replace(UNIT, **changes))) == [("X44", variant)]


def test_x44_two_places_are_not_called_the_same() -> None:
    found = x44_the_name_is_free(NameFacts("A", is_taken=True))
    assert isinstance(found, Breach)
    assert x44_the_name_is_free(NameFacts("A", is_taken=False)) is None


@pytest.mark.parametrize(
    ("changes", "variant"),
    [
        ({"chosen_count": 0}, "none"),
        ({"gone": ("12",)}, "gone"),
        ({"closed": ("12",)}, "closed"),
        ({"until": TODAY}, "until"),
        ({"held": ("12",)}, "held"),
    ],
)
def test_x43_units_are_closed_once_and_until_later(changes: dict[str, Any], variant: str) -> None:
    assert said(check_closing(replace(CLOSING, **changes))) == [("X43", variant)]


def test_x43_units_come_back_after_the_day_they_left() -> None:
    assert said(check_reopening(replace(CLOSING, not_closed=("12",)))) == [("X43", "not_closed")]
    assert said(check_reopening(replace(CLOSING, closed_since_then=("12",)))) == [("X43", "same_day")]
    assert said(check_reopening(replace(CLOSING, on=TOMORROW))) == [("X43", "future")]


def test_x43_only_what_is_empty_and_free_is_given_up() -> None:
    assert said(check_retirement(replace(CLOSING, occupied=("12",)))) == [("X43", "occupied")]
    assert said(check_retirement(replace(CLOSING, held=("12",)))) == [("X43", "right")]
    assert said(check_retirement(replace(CLOSING, expired=("12",)))) == [("X43", "expired")]
    assert said(check_retirement(replace(CLOSING, used_later=("12",)))) == [("X43", "later")]
    assert said(check_retirement(replace(CLOSING, on=TOMORROW))) == [("X43", "future")]


@pytest.mark.parametrize(
    ("changes", "variant"),
    [
        ({"parts": ()}, "alone"),
        ({"parts": (replace(PART, is_there=False),)}, "gone"),
        ({"new_kind": "ossuary"}, "shared"),
        ({"number_taken": "12-13"}, "number"),
        ({"new_kind": "columbarium", "kept": replace(KEPT, unburnt_count=1)}, "ashes"),
        ({"on": TOMORROW}, "future"),
        ({"parts": (replace(PART, last_fact_on=TOMORROW),)}, "later"),
        ({"parts": (replace(PART, opened_on=TODAY),)}, "opened"),
        ({"kept": replace(KEPT, is_disputed=True)}, "disputed"),
        ({"parts": (replace(PART, **HELD),)}, "right_elsewhere"),
        ({"are_apart": True}, "apart"),
    ],
)
def test_x41_units_become_one_when_nothing_speaks_against_it(changes: dict[str, Any], variant: str) -> None:
    assert said(check_merger(replace(MERGE, **changes))) == [("X41", variant)]


def test_x41_rights_of_the_same_people_become_one() -> None:
    both = replace(MERGE, kept=replace(KEPT, **HELD), parts=(replace(PART, **HELD),))
    assert said(check_merger(both)) == []
    other = replace(PART, has_right=True, holders=frozenset({"2"}))
    assert said(check_merger(replace(both, parts=(other,)))) == [("X41", "holders")]
    unknown = replace(both, kept=replace(KEPT, has_right=True), parts=(replace(PART, has_right=True),))
    assert said(check_merger(unknown)) == [("X41", "holders")]


@pytest.mark.parametrize(
    ("changes", "variant"),
    [
        ({"kept": replace(KEPT, is_there=False)}, "gone"),
        ({"new_numbers": (), "homes": ()}, "none"),
        ({"repeated": ("13",)}, "taken"),
        ({"taken": ("13",)}, "taken"),
        ({"new_kind": "common_grave"}, "shared"),
        ({"new_kind": "columbarium", "unburnt_leave": True}, "ashes"),
        ({"on": TOMORROW}, "future"),
        ({"homes": (None,)}, "who"),
        ({"homes": (2,)}, "who"),
        ({"kept": replace(KEPT, **HELD)}, "bare"),
    ],
)
def test_x42_a_unit_is_divided_when_everybody_has_a_place(changes: dict[str, Any], variant: str) -> None:
    assert said(check_split(replace(SPLIT, **changes))) == [("X42", variant)]
