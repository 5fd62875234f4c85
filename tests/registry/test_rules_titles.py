"""Rules of beneficiaries, names, duplicates and paid fees: pure facts, no database."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cementiris.registry.rules.facts import RightFacts
from cementiris.registry.rules.findings import Breach, Finding, Holds, breaches
from cementiris.registry.rules.titles import (
    BeneficiaryFacts,
    DuplicateFacts,
    FeesFacts,
    NameChangeFacts,
    check_beneficiary,
    check_duplicate,
    check_fees,
    check_name_change,
)

TODAY = date(2026, 11, 22)
RIGHT = RightFacts(granted_from=date(2000, 3, 1), expires_on=date(2050, 3, 1), term_years=50)


def naming(**changes: Any) -> tuple[Finding, ...]:
    facts = BeneficiaryFacts(today=TODAY, on=TODAY, right=RIGHT, named="Laia Comas i Serra")
    return check_beneficiary(replace(facts, **changes))


def renaming(**changes: Any) -> tuple[Finding, ...]:
    facts = NameChangeFacts(today=TODAY, on=TODAY, right=RIGHT, former="Mercè Serra", new_name="Mercè Serra i Roca")
    return check_name_change(replace(facts, **changes))


def duplicating(**changes: Any) -> tuple[Finding, ...]:
    return check_duplicate(replace(DuplicateFacts(today=TODAY, on=TODAY, right=RIGHT), **changes))


def paying(through: int | None, right: RightFacts = RIGHT) -> tuple[Finding, ...]:
    return check_fees(FeesFacts(today=TODAY, on=TODAY, right=right, through=through))


def found(findings: tuple[Finding, ...], code: str) -> Finding:
    return next(item for item in findings if item.code == code)


def variant(findings: tuple[Finding, ...], code: str) -> tuple[str, bool]:
    breach = found(findings, code)
    assert isinstance(breach, Breach), breach
    return breach.variant, breach.is_stop


def test_plain_changes_break_no_rule() -> None:
    for findings in (naming(), renaming(), duplicating(), paying(2026)):
        assert breaches(findings) == ()


def test_r24_the_last_beneficiary_counts() -> None:
    changed = found(naming(former="Joan Comas"), "R24")
    assert isinstance(changed, Holds)
    assert changed.parameters == {"former": "Joan Comas"}
    assert found(naming(), "R24").variant == "first"
    assert found(naming(named="", former="Joan Comas"), "R24").variant == "none_left"


def test_r24_the_dead_name_nobody() -> None:
    assert variant(naming(holder_lives=False), "R24") == ("dead", True)


def test_r24_a_designation_does_not_come_before_the_last_one() -> None:
    assert variant(naming(last_named_on=TODAY, on=date(2026, 11, 21)), "R24") == ("later", True)
    assert isinstance(found(naming(last_named_on=TODAY), "R24"), Holds)


def test_r24_a_designation_changes_something() -> None:
    assert variant(naming(unchanged=True), "R24") == ("same", True)


def test_r24_a_substitute_stands_behind_a_beneficiary() -> None:
    assert variant(naming(named="", substitute_named=True), "R24") == ("substitute_alone", True)


def test_r26_a_duplicate_is_of_a_right_in_force() -> None:
    assert isinstance(found(duplicating(), "R26"), Holds)
    assert variant(duplicating(right=replace(RIGHT, expires_on=date(2026, 11, 21))), "R26") == ("", True)
    assert variant(duplicating(right=replace(RIGHT, granted_from=date(2026, 11, 23))), "R26") == ("not_begun", True)
    assert variant(duplicating(right=replace(RIGHT, disputed=True)), "R26") == ("disputed", True)


def test_r26_a_right_without_a_known_end_is_in_force() -> None:
    assert isinstance(found(duplicating(right=replace(RIGHT, expires_on=None)), "R26"), Holds)


def test_x16_a_change_is_neither_ahead_of_its_day_nor_before_the_right() -> None:
    assert variant(renaming(on=date(2026, 11, 23)), "X16") == ("", True)
    assert variant(naming(on=date(1999, 1, 1)), "X16") == ("before", True)


def test_x18_a_beneficiary_number_of_another_name_asks_how_that_comes() -> None:
    assert variant(naming(registered_name="Pere Mas"), "X18") == ("", False)


def test_x23_who_follows_is_alive_and_stands_once() -> None:
    assert variant(naming(named_twice="Mercè Serra"), "X23") == ("", True)
    assert variant(naming(dead_beneficiary="Laia Comas"), "X23") == ("dead", True)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"former": ""}, "nobody"),
        ({"holder_is_dead": True}, "dead"),
        ({"new_name": ""}, "blank"),
        ({"new_name": "Mercè Serra"}, "same"),
    ],
)
def test_x24_a_new_name_is_another_name_of_somebody_who_lives(changes: dict[str, Any], expected: str) -> None:
    assert variant(renaming(**changes), "X24") == (expected, True)


def test_x25_only_a_holder_asks_for_a_duplicate() -> None:
    assert variant(duplicating(asked_by_owner=False), "X25") == ("", True)


@pytest.mark.parametrize(
    ("through", "noted", "expected"),
    [
        (None, None, ("missing", True)),
        (2027, None, ("", True)),
        (1999, None, ("before", True)),
        (2025, 2025, ("same", True)),
        (2024, 2025, ("less", False)),
    ],
)
def test_x26_a_paid_year_is_one_of_the_right_and_this_one_at_the_latest(
    through: int | None, noted: int | None, expected: tuple[str, bool]
) -> None:
    assert variant(paying(through, replace(RIGHT, fees_paid_through=noted)), "X26") == expected
