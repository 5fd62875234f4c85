"""Rules of the right of a dead holder: succession and provisional titles; pure facts, no database."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cementiris.registry.rules.facts import RightFacts, TownChoices, UnitFacts
from cementiris.registry.rules.findings import Breach, Finding, Holds, breaches
from cementiris.registry.rules.successions import check_provisional_title, check_succession
from cementiris.registry.rules.transfer_facts import (
    Basis,
    HeirFacts,
    PartyFacts,
    ProvisionalTitleFacts,
    SuccessionFacts,
    Tie,
)

TODAY = date(2026, 11, 23)
DIED = date(2026, 2, 10)
IGUALADA = TownChoices(regulation_from=date(2004, 1, 1))
SANT_QUIRZE = replace(IGUALADA, mortis_causa_years=2)
OLERDOLA = replace(IGUALADA, late_succession="renounced")
BARCELONA = replace(IGUALADA, provisional_titles=True)
RIGHT = RightFacts(title_number="T-77", granted_from=date(2000, 3, 1), expires_on=date(2050, 3, 1))
MERCE = PartyFacts(name="Mercè Serra i Roca", key="merce", is_dead=True, is_owner=True)
LAIA = PartyFacts(name="Laia Comas i Serra", key="laia")
PERE = HeirFacts(name="Pere Comas i Serra", key="pere", basis=Basis.LAW, renounced_on=date(2026, 5, 1))


def a_succession(**changes: Any) -> SuccessionFacts:
    facts = SuccessionFacts(
        today=TODAY,
        on=TODAY,
        unit=UnitFacts(on=TODAY, right=RIGHT),
        town=IGUALADA,
        recipient=LAIA,
        fees_paid=True,
        holder=MERCE,
        died=DIED,
        basis=Basis.LAW,
        heirs=(PERE,),
    )
    return replace(facts, **changes)


def a_provisional_title(**changes: Any) -> ProvisionalTitleFacts:
    facts = ProvisionalTitleFacts(
        today=TODAY,
        on=TODAY,
        unit=UnitFacts(on=TODAY, right=RIGHT),
        town=BARCELONA,
        recipient=LAIA,
        fees_paid=True,
        holder=MERCE,
        title_on=date(2000, 3, 1),
        relative="Josep Serra i Puig",
        tie=Tie.BLOOD,
        degree=4,
        published_on=date(2026, 9, 1),
        published_in="BOPB",
    )
    return replace(facts, **changes)


def told(findings: tuple[Finding, ...], code: str) -> list[Breach]:
    return [finding for finding in findings if finding.code == code and isinstance(finding, Breach)]


def variants(facts: SuccessionFacts, code: str) -> list[str]:
    return [breach.variant for breach in told(check_succession(facts), code)]


def variants_of_title(facts: ProvisionalTitleFacts, code: str) -> list[str]:
    return [breach.variant for breach in told(check_provisional_title(facts), code)]


def test_one_heir_and_one_who_renounced_break_no_rule() -> None:
    assert breaches(check_succession(a_succession())) == ()


@pytest.mark.parametrize(
    ("town", "asked_on", "is_late"),
    [
        (IGUALADA, date(2027, 2, 10), False),
        (IGUALADA, date(2027, 2, 11), True),
        (SANT_QUIRZE, date(2028, 2, 10), False),
        (SANT_QUIRZE, date(2028, 2, 11), True),
    ],
)
def test_r15_a_late_request_is_flagged(town: TownChoices, asked_on: date, is_late: bool) -> None:
    late = told(check_succession(a_succession(town=town, on=asked_on, today=asked_on)), "R15")
    assert [breach.is_stop for breach in late] == ([False] if is_late else [])


def test_r15_counts_the_day_of_the_request_and_not_of_the_decision() -> None:
    decided = a_succession(today=date(2027, 6, 1), on=date(2027, 6, 1), asked_on=date(2027, 1, 15))
    assert variants(decided, "R15") == []


def test_r15_cannot_be_told_where_nobody_knows_the_day_of_death() -> None:
    assert variants(a_succession(died=None), "R15") == ["unknown"]


def test_r16_in_olerdola_a_late_heir_has_renounced() -> None:
    late = a_succession(town=OLERDOLA, today=date(2028, 1, 1), on=date(2028, 1, 1))
    assert [breach.is_stop for breach in told(check_succession(late), "R16")] == [True]
    assert variants(a_succession(town=OLERDOLA), "R16") == []
    assert variants(replace(late, town=IGUALADA), "R16") == []


def test_r17_the_designated_beneficiary_comes_first() -> None:
    jordi = PartyFacts(name="Jordi Serra", key="jordi")
    assert variants(a_succession(designated=(jordi,)), "R17") == [""]
    gave_up = HeirFacts(name="Jordi Serra", key="jordi", basis=Basis.BENEFICIARY, renounced_on=date(2026, 4, 1))
    assert variants(a_succession(designated=(jordi,), heirs=(PERE, gave_up)), "R17") == []
    died = replace(gave_up, renounced_on=None, has_died=True)
    assert variants(a_succession(designated=(jordi,), heirs=(PERE, died)), "R17") == []


def test_r17_the_substitute_follows_the_beneficiary() -> None:
    jordi = PartyFacts(name="Jordi Serra", key="jordi")
    facts = a_succession(designated=(jordi, LAIA), basis=Basis.BENEFICIARY)
    assert variants(facts, "R17") == [""]
    gone = HeirFacts(name="Jordi Serra", key="jordi", basis=Basis.BENEFICIARY, has_died=True)
    assert variants(replace(facts, heirs=(gone,)), "R17") == []


def test_r17_a_will_comes_before_the_law() -> None:
    by_will = replace(PERE, basis=Basis.TESTAMENT, renounced_on=None)
    assert variants(a_succession(heirs=(by_will,)), "R17") == ["stronger"]
    assert variants(a_succession(heirs=(replace(by_will, renounced_on=TODAY),)), "R17") == []
    assert variants(a_succession(heirs=(by_will,), basis=Basis.TESTAMENT), "R17") == []


def test_r17_a_later_will_may_name_another_with_a_reason() -> None:
    jordi = PartyFacts(name="Jordi Serra", key="jordi")
    facts = a_succession(designated=(jordi,), basis=Basis.TESTAMENT, later_will=True)
    assert [(breach.variant, breach.is_stop) for breach in told(check_succession(facts), "R17")] == [
        ("later_will", False)
    ]
    assert variants(replace(facts, basis=Basis.LAW), "R17") == [""]


def test_r17_a_beneficiary_of_whom_the_register_knows_nothing_is_explained() -> None:
    assert variants(a_succession(basis=Basis.BENEFICIARY), "R17") == ["undesignated"]
    assert variants(a_succession(basis=Basis.BENEFICIARY, designated=(LAIA,)), "R17") == []


def test_r18_every_other_heir_renounces() -> None:
    waiting = told(check_succession(a_succession(heirs=(replace(PERE, renounced_on=None),))), "R18")
    assert [(breach.is_stop, breach.parameters["names"]) for breach in waiting] == [(True, PERE.name)]


def test_x27_only_the_dead_are_succeeded() -> None:
    assert variants(a_succession(holder=replace(MERCE, is_dead=False)), "X27") == ["alive"]
    assert variants(a_succession(holder=PartyFacts()), "X27") == ["nobody"]


def test_x28_nobody_succeeds_twice_nor_themselves() -> None:
    assert variants(a_succession(heirs=(PERE, PERE)), "X28") == ["twice"]
    assert variants(a_succession(heirs=(replace(PERE, key="merce"),)), "X28") == ["twice"]


def test_x56_missing_documents_are_explained() -> None:
    missing = told(check_succession(a_succession(missing=("testament", "títol"))), "X56")
    assert [(breach.is_stop, breach.parameters["missing"]) for breach in missing] == [(False, "testament, títol")]


@pytest.mark.parametrize(
    ("changes", "variant"),
    [
        ({"died": date(2026, 11, 24)}, "death"),
        ({"died": DIED, "on": date(2026, 2, 9)}, "before"),
        ({"asked_on": date(2026, 11, 24)}, "asked"),
        ({"heirs": (replace(PERE, renounced_on=date(2026, 11, 24)),)}, "renounced_later"),
        ({"heirs": (replace(PERE, renounced_on=date(2026, 2, 9)),)}, "renounced_early"),
    ],
)
def test_x57_dates_follow_one_another(changes: dict[str, Any], variant: str) -> None:
    assert variants(a_succession(**changes), "X57") == [variant]


def test_r22_barcelona_gives_a_provisional_title_for_twenty_years() -> None:
    findings = check_provisional_title(a_provisional_title())
    assert breaches(findings) == ()
    until = next(finding for finding in findings if isinstance(finding, Holds) and "until" in finding.parameters)
    assert until.parameters["until"] == date(2046, 11, 23)


@pytest.mark.parametrize(
    ("changes", "variant"),
    [
        ({"town": IGUALADA}, "not_here"),
        ({"title_on": date(2016, 11, 23)}, "young"),
        ({"title_on": None}, "age_unknown"),
        ({"last_other_burial": date(2000, 3, 2)}, "burial"),
        ({"relative": ""}, "no_relative"),
        ({"tie": Tie.COHABITANT}, "no_relative"),
        ({"degree": 5}, "far"),
        ({"degree": None}, "far"),
        ({"tie": Tie.AFFINITY, "degree": 3}, "far"),
        ({"published_on": None}, "unpublished"),
        ({"published_in": ""}, "unpublished"),
        ({"published_on": date(2026, 11, 24)}, "published_later"),
    ],
)
def test_r22_what_a_provisional_title_lacks_is_said(changes: dict[str, Any], variant: str) -> None:
    assert variants_of_title(a_provisional_title(**changes), "R22") == [variant]


def test_r22_a_burial_before_the_title_and_a_spouse_who_rests_there_do_no_harm() -> None:
    facts = a_provisional_title(last_other_burial=date(1999, 5, 1), tie=Tie.SPOUSE, degree=None)
    assert variants_of_title(facts, "R22") == []


def test_x27_a_provisional_title_follows_a_dead_holder() -> None:
    assert variants_of_title(a_provisional_title(holder=replace(MERCE, is_dead=False)), "X27") == ["alive"]
