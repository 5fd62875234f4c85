"""Rules of every change of holder and of transfers between the living: pure facts, no database."""

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest

from cementiris.registry.rules.facts import RightFacts, TownChoices, UnitFacts
from cementiris.registry.rules.findings import Breach, Finding, Holds, breaches
from cementiris.registry.rules.transfer_facts import Deed, PartyFacts, ProvisionalFacts, Tie, TransferFacts
from cementiris.registry.rules.transfers import check_transfer, fees_are_paid, r23_a_provisional_holder_is_limited

TODAY = date(2026, 11, 23)
TOWN = TownChoices(regulation_from=date(2004, 1, 1))
RIGHT = RightFacts(title_number="T-77", granted_from=date(2000, 3, 1), expires_on=date(2050, 3, 1))
OLD = replace(RIGHT, perpetual=True, granted_from=date(1950, 3, 1), expires_on=date(2049, 3, 1))
LAIA = PartyFacts(name="Laia Comas i Serra", key="laia")


def a_transfer(**changes: Any) -> TransferFacts:
    right = changes.pop("right", RIGHT)
    facts = TransferFacts(
        today=TODAY,
        on=TODAY,
        unit=UnitFacts(on=TODAY, right=right),
        town=TOWN,
        recipient=LAIA,
        fees_paid=True,
        tie=Tie.BLOOD,
        degree=1,
    )
    return replace(facts, **changes)


def told(findings: tuple[Finding, ...], code: str) -> list[Finding]:
    return [finding for finding in findings if finding.code == code]


def variants(facts: TransferFacts, code: str) -> list[str]:
    return [finding.variant for finding in told(check_transfer(facts), code) if isinstance(finding, Breach)]


def test_a_right_goes_to_a_daughter_against_no_rule() -> None:
    assert breaches(check_transfer(a_transfer())) == ()


@pytest.mark.parametrize(
    ("profile", "tie", "degree", "is_allowed"),
    [
        ("Olèrdola", Tie.SPOUSE, None, True),
        ("Olèrdola", Tie.BLOOD, 2, True),
        ("Olèrdola", Tie.BLOOD, 3, False),
        ("Olèrdola", Tie.AFFINITY, 2, True),
        ("Olèrdola", Tie.AFFINITY, 3, False),
        ("Sant Boi", Tie.BLOOD, 4, True),
        ("Sant Boi", Tie.BLOOD, 5, False),
        ("Sant Boi", Tie.AFFINITY, 3, False),
        ("without a limit", Tie.BLOOD, 9, True),
        ("Olèrdola", Tie.OTHER, None, False),
        ("Olèrdola", Tie.UNTOLD, None, False),
        ("Olèrdola", Tie.BLOOD, None, False),
    ],
)
def test_r19_only_family_receives(profile: str, tie: Tie, degree: int | None, is_allowed: bool) -> None:
    town = replace(TOWN, kinship_degree={"Sant Boi": 4, "without a limit": 0}.get(profile, 2))
    found = told(check_transfer(a_transfer(tie=tie, degree=degree, town=town)), "R19")
    assert [isinstance(finding, Holds) for finding in found] == [is_allowed]


@pytest.mark.parametrize(
    ("since", "variant"),
    [(date(2024, 11, 23), None), (date(2024, 11, 24), "cohabitant"), (None, "since")],
)
def test_r19_two_years_of_cohabitation_are_enough(since: date | None, variant: str | None) -> None:
    found = variants(a_transfer(tie=Tie.COHABITANT, degree=None, cohabited_since=since), "R19")
    assert found == ([variant] if variant else [])


def test_r20_nothing_of_a_transfer_has_a_price() -> None:
    from cementiris.registry.entries.transfers import TransferEntry
    from cementiris.registry.forms.transfers import TransferForm

    names = {field.name for field in (*fields(TransferFacts), *fields(TransferEntry))} | set(TransferForm.base_fields)
    assert not [name for name in names if any(word in name for word in ("price", "amount", "value", "euro", "cost"))]
    assert isinstance(told(check_transfer(a_transfer()), "R20")[0], Holds)


def test_r21_an_expired_right_is_not_transferred() -> None:
    gone = replace(RIGHT, expires_on=date(2026, 11, 22))
    assert variants(a_transfer(right=gone), "R21") == [""]
    assert variants(a_transfer(right=replace(RIGHT, expires_on=TODAY)), "R21") == []


def test_r21_unpaid_fees_stop_a_transfer_and_unknown_ones_ask_for_a_reason() -> None:
    assert variants(a_transfer(fees_paid=False), "R21") == ["unpaid"]
    unknown = told(check_transfer(a_transfer(fees_paid=None)), "R21")[0]
    assert isinstance(unknown, Breach)
    assert not unknown.is_stop
    free_town = replace(TOWN, transfer_needs_fees_paid=False)
    assert variants(a_transfer(fees_paid=False, town=free_town), "R21") == []


@pytest.mark.parametrize(("through", "is_paid"), [(None, None), (2024, False), (2025, True), (2026, True)])
def test_r21_the_fee_of_the_year_itself_does_not_count(through: int | None, is_paid: bool | None) -> None:
    assert fees_are_paid(through, TODAY) is is_paid


def test_r5_a_perpetual_right_takes_a_term_when_it_is_transferred() -> None:
    told_of = check_transfer(a_transfer(right=OLD, term_years=50))
    assert breaches(told_of) == ()
    assert isinstance(told(told_of, "R5")[0], Holds)
    assert variants(a_transfer(right=OLD), "R1") == ["no_term"]
    assert variants(a_transfer(right=OLD, term_years=30), "R6") == [""]


def test_r5_before_the_regulation_a_perpetual_right_stayed_one() -> None:
    early = a_transfer(right=OLD, on=date(2003, 12, 31))
    assert not early.takes_a_term
    assert told(check_transfer(early), "R5") == []


def test_r13_nobody_dead_receives() -> None:
    dead = replace(LAIA, is_dead=True)
    assert variants(a_transfer(recipient=dead), "R13") == [""]
    assert variants(a_transfer(others=(PartyFacts(name="Pere", key="pere", is_dead=True),)), "R13") == [""]


@pytest.mark.parametrize("deed", Deed)
def test_r23_a_provisional_holder_is_limited(deed: Deed) -> None:
    facts = ProvisionalFacts(on=TODAY, deed=deed, provisional_until=date(2030, 5, 1))
    answer = r23_a_provisional_holder_is_limited(facts)
    assert isinstance(answer, Breach)
    assert (answer.variant, answer.is_stop, answer.possible_on) == (deed.value, True, date(2030, 5, 1))
    assert r23_a_provisional_holder_is_limited(replace(facts, provisional_until=None)) is None
    assert r23_a_provisional_holder_is_limited(replace(facts, on=date(2030, 5, 1))) is None


def test_r23_a_provisional_holder_may_take_out_relatives() -> None:
    facts = ProvisionalFacts(on=TODAY, deed=Deed.EXHUME, provisional_until=date(2030, 5, 1), is_relative=True)
    assert isinstance(r23_a_provisional_holder_is_limited(facts), Holds)
    assert isinstance(r23_a_provisional_holder_is_limited(replace(facts, deed=Deed.RENOUNCE)), Breach)


def test_r51_without_a_right_there_is_nothing_to_transfer() -> None:
    assert variants(a_transfer(right=None), "R51") == ["none"]


def test_x18_a_number_of_somebody_else_asks_for_a_reason() -> None:
    assert variants(a_transfer(recipient=replace(LAIA, registered_name="Pere Mas")), "X18") == [""]


def test_x27_the_dead_give_nothing_between_the_living() -> None:
    assert variants(a_transfer(dead_giver="Mercè Serra"), "X27") == [""]


def test_x28_who_receives_is_somebody_else_and_once() -> None:
    assert variants(a_transfer(recipient=PartyFacts()), "X28") == ["nobody"]
    assert variants(a_transfer(recipient=replace(LAIA, is_owner=True)), "X28") == ["owner"]
    assert variants(a_transfer(others=(LAIA,)), "X28") == ["twice"]
    assert variants(a_transfer(others=(replace(LAIA, key="x", is_owner=True),)), "X28") == ["owner"]


@pytest.mark.parametrize(
    ("changes", "variant"),
    [
        ({"on": None}, "missing"),
        ({"on": date(2026, 11, 24)}, ""),
        ({"on": date(2020, 1, 1), "held_since": date(2021, 1, 1)}, "before"),
        ({"has_changed": True}, "changed"),
    ],
)
def test_x29_a_transfer_has_a_day_that_can_be(changes: dict[str, Any], variant: str) -> None:
    assert variants(a_transfer(**changes), "X29") == [variant]


def test_x59_a_disputed_right_waits() -> None:
    assert variants(a_transfer(right=replace(RIGHT, disputed=True)), "X59") == [""]
