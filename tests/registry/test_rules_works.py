"""Rules of files, licences and the gravedigger's orders: pure facts, no database."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from cementiris.registry.rules.facts import TownChoices
from cementiris.registry.rules.findings import Breach, Finding, Holds, breaches
from cementiris.registry.rules.works import (
    FileFacts,
    LicenceFacts,
    OrderFacts,
    check_file,
    check_licence,
    check_order,
    headstone_due,
)

TODAY = date(2026, 11, 23)
MANRESA = TownChoices(headstone_months=6, headstone_from_term_years=25)
FILE = FileFacts(name="foto.jpg", size=5000, most_bytes=20 * 1024 * 1024, media_type="image/jpeg", is_picture=True)
LICENCE = LicenceFacts(
    today=TODAY, on=TODAY, kind="headstone", applicant="Mercè Serra i Roca", awarded_on=date(2026, 10, 1),
    award_years=50, town=MANRESA,
)  # fmt: skip


def found(findings: tuple[Finding, ...], code: str) -> Finding | None:
    return next((finding for finding in findings if finding.code == code), None)


def the_breach(findings: tuple[Finding, ...], code: str) -> Breach:
    finding = found(findings, code)
    assert isinstance(finding, Breach), finding
    return finding


def a_licence(**changes: Any) -> tuple[Finding, ...]:
    return check_licence(replace(LICENCE, **changes))


@pytest.mark.parametrize(("years", "due"), [(5, None), (25, date(2027, 4, 1)), (50, date(2027, 4, 1))])
def test_r14_manresa_gives_six_months_for_long_rights(years: int, due: date | None) -> None:
    assert headstone_due(date(2026, 10, 1), years, MANRESA) == due


def test_r14_counts_to_the_last_day_of_a_shorter_month() -> None:
    assert headstone_due(date(2026, 8, 31), 25, MANRESA) == date(2027, 2, 28)


def test_r14_old_perpetual_rights_count_as_long_ones() -> None:
    assert headstone_due(date(2026, 10, 1), None, MANRESA, perpetual=True) == date(2027, 4, 1)
    assert headstone_due(date(2026, 10, 1), None, MANRESA) is None


@pytest.mark.parametrize("town", [TownChoices(), TownChoices(headstone_months=0, headstone_from_term_years=5)])
def test_r14_says_nothing_where_the_town_asks_for_no_headstone(town: TownChoices) -> None:
    assert headstone_due(date(2026, 10, 1), 50, town) is None
    assert found(a_licence(town=town), "R14") is None


def test_r14_the_licence_says_until_when() -> None:
    finding = found(a_licence(), "R14")
    assert isinstance(finding, Holds)
    assert finding.parameters["due"] == date(2027, 4, 1)


def test_r14_a_late_headstone_asks_for_a_reason() -> None:
    late = the_breach(a_licence(awarded_on=date(2026, 1, 1)), "R14")
    assert (late.variant, late.is_stop) == ("", False)
    longer = the_breach(a_licence(due_on=date(2027, 6, 1)), "R14")
    assert (longer.variant, longer.is_stop) == ("later", False)


def test_r14_works_of_another_kind_have_no_such_term() -> None:
    assert found(a_licence(kind="construction", awarded_on=date(2020, 1, 1)), "R14") is None


@pytest.mark.parametrize("scan", ["infected", "failed"])
def test_r72_what_the_scanner_does_not_clear_is_not_kept(scan: str) -> None:
    breach = the_breach(check_file(replace(FILE, scan=scan)), "R72")
    assert (breach.variant, breach.is_stop) == (scan, True)


def test_r72_a_clean_file_is_said_to_be_and_an_unscanned_one_is_not() -> None:
    assert isinstance(found(check_file(replace(FILE, scan="clean")), "R72"), Holds)
    assert found(check_file(FILE), "R72") is None


@pytest.mark.parametrize(
    ("changes", "variant"), [({"media_type": ""}, ""), ({"damage": "broken"}, "broken"), ({"damage": "huge"}, "huge")]
)
def test_x45_a_file_is_of_a_known_kind(changes: dict[str, Any], variant: str) -> None:
    breach = the_breach(check_file(replace(FILE, **changes)), "X45")
    assert (breach.variant, breach.is_stop) == (variant, True)


def test_x46_a_file_is_neither_empty_nor_too_large() -> None:
    assert breaches(check_file(FILE)) == ()
    empty = check_file(replace(FILE, size=0, media_type=""))
    assert [(breach.code, breach.variant) for breach in breaches(empty)] == [("X46", "empty")]
    assert the_breach(check_file(replace(FILE, size=FILE.most_bytes + 1)), "X46").parameters["most"] == 20
    assert found(check_file(replace(FILE, size=FILE.most_bytes)), "X46") is None


@pytest.mark.parametrize(
    ("changes", "variant"),
    [
        ({}, "missing"),
        ({"taken_on": date(2026, 11, 24)}, "future"),
        ({"taken_on": TODAY, "is_picture": False, "media_type": "application/pdf"}, "no_picture"),
    ],
)
def test_x47_a_photograph_is_a_picture_with_its_day(changes: dict[str, Any], variant: str) -> None:
    breach = the_breach(check_file(replace(FILE, is_photograph=True, today=TODAY, **changes)), "X47")
    assert (breach.variant, breach.is_stop) == (variant, True)


def test_x47_a_photograph_of_today_is_good() -> None:
    assert breaches(check_file(replace(FILE, is_photograph=True, today=TODAY, taken_on=TODAY))) == ()


def test_x48_two_openings_at_one_hour_ask_for_a_reason() -> None:
    order = OrderFacts(today=TODAY, on=TODAY, at=time(11), others=("Nínxol 12",))
    breach = the_breach(check_order(order), "X48")
    assert (breach.is_stop, breach.parameters["hour"]) == (False, "11.00")
    assert isinstance(found(check_order(replace(order, at=None)), "X48"), Holds)
    assert isinstance(found(check_order(replace(order, others=())), "X48"), Holds)


def test_x48_nothing_is_ordered_for_a_day_that_is_over() -> None:
    assert the_breach(check_order(OrderFacts(today=TODAY, on=date(2026, 11, 22))), "X48").variant == "past"


@pytest.mark.parametrize(
    ("changes", "variant", "is_stop"),
    [
        ({"on": None}, "missing", True),
        ({"on": date(2026, 11, 24)}, "future", True),
        ({"applicant": ""}, "nobody", True),
        ({"due_on": date(2026, 11, 22)}, "", True),
        ({"has_right": False, "awarded_on": None}, "no_right", False),
    ],
)
def test_x49_a_licence_is_complete(changes: dict[str, Any], variant: str, is_stop: bool) -> None:
    breach = the_breach(a_licence(**changes), "X49")
    assert (breach.variant, breach.is_stop) == (variant, is_stop)
