"""Rules of annulling, correcting and uniting entries: pure facts, no database."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cementiris.registry.rules.findings import Finding, Holds, breaches
from cementiris.registry.rules.records import (
    AnnulmentFacts,
    CorrectionFacts,
    EntryFacts,
    MatchFacts,
    check_annulment,
    check_correction,
    check_match,
)

WRONG = AnnulmentFacts(reason="Sepultura equivocada")
KEPT = EntryFacts(key=1, name="Josep Puig", national_id="12345678Z", sex="M")


def a_match(**other: Any) -> MatchFacts:
    return MatchFacts(kept=KEPT, other=replace(EntryFacts(key=2, name="José Puch"), **other))


def said(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(breach.code, breach.variant) for breach in breaches(findings)]


def test_x51_an_act_is_annulled_for_a_reason() -> None:
    assert said(check_annulment(WRONG)) == []
    assert said(check_annulment(replace(WRONG, reason="  "))) == [("X51", "")]


def test_x51_an_act_is_annulled_once() -> None:
    assert said(check_annulment(replace(WRONG, is_annulled=True))) == [("X51", "done")]


def test_x51_what_nobody_can_take_back_is_not_annulled() -> None:
    assert said(check_annulment(replace(WRONG, can_be_taken_back=False))) == [("X51", "kind")]


def test_x52_the_newest_act_is_annulled_first() -> None:
    broken = breaches(check_annulment(replace(WRONG, built_on=("Exhumació 01/02/2026", "Renovació 01/01/2026"))))
    assert [(breach.code, dict(breach.parameters)) for breach in broken] == [
        ("X52", {"count": 2, "newest": "Exhumació 01/02/2026"})
    ]


def test_x55_what_has_changed_since_is_not_taken_back() -> None:
    assert said(check_annulment(replace(WRONG, changed="Nom"))) == [("X55", "")]


@pytest.mark.parametrize(
    ("facts", "variants"),
    [
        (CorrectionFacts(change_count=1, reason="Error de còpia"), []),
        (CorrectionFacts(change_count=0, reason="Error de còpia"), ["nothing"]),
        (CorrectionFacts(change_count=1, reason=" "), [""]),
    ],
)
def test_x53_a_correction_changes_something_for_a_reason(facts: CorrectionFacts, variants: list[str]) -> None:
    assert said(check_correction(facts)) == [("X53", variant) for variant in variants]


def test_x50_an_entry_is_not_united_with_itself() -> None:
    assert said(check_match(MatchFacts(kept=KEPT, other=KEPT)))[0] == ("X50", "")


def test_x50_what_has_been_united_is_not_united_again() -> None:
    assert said(check_match(a_match(is_united=True))) == [("X50", "united")]


def test_x54_two_identity_numbers_are_two_persons() -> None:
    assert said(check_match(a_match(national_id="38412907D"))) == [("X54", "")]


def test_x54_two_sexes_are_a_question() -> None:
    assert said(check_match(a_match(sex="F"))) == [("X54", "sex")]
    assert said(check_match(a_match(sex="M"))) == []


def test_x54_the_same_identity_number_is_said() -> None:
    assert Holds("X54") in check_match(a_match(national_id="12345678Z"))


@pytest.mark.parametrize(
    ("kept", "other", "variant"),
    [
        ({"died": (date(1984, 3, 1), date(1984, 3, 1))}, {"died": (date(1984, 3, 2), date(1984, 3, 2))}, "deaths"),
        ({"born": (date(1900, 1, 1), date(1900, 12, 31))}, {"born": (date(1902, 1, 1), date(1902, 1, 1))}, "births"),
        ({"died": (date(1984, 1, 1), date(1984, 12, 31))}, {"born": (date(1990, 1, 1), date(1990, 1, 1))}, "lives"),
    ],
)
def test_x54_two_births_or_deaths_are_two_persons(kept: dict[str, Any], other: dict[str, Any], variant: str) -> None:
    facts = MatchFacts(kept=replace(KEPT, **kept), other=EntryFacts(key=2, **other))
    assert said(check_match(facts)) == [("X54", variant)]


def test_x54_a_partial_date_contradicts_nothing_that_it_allows() -> None:
    kept = replace(KEPT, died=(date(1984, 1, 1), date(1984, 12, 31)))
    other = EntryFacts(key=2, died=(date(1984, 3, 2), date(1984, 3, 2)))
    assert said(check_match(MatchFacts(kept=kept, other=other))) == []


def test_x54_a_title_names_nobody_twice() -> None:
    facts = MatchFacts(kept=replace(KEPT, titles=frozenset({7, 8})), other=EntryFacts(key=2, titles=frozenset({8})))
    assert said(check_match(facts)) == [("X54", "title")]


def test_x54_two_places_of_rest_ask_for_a_reason() -> None:
    facts = MatchFacts(kept=replace(KEPT, place="Nínxol 1"), other=EntryFacts(key=2, place="Nínxol 2"))
    broken = breaches(check_match(facts))
    assert [(breach.code, breach.variant, breach.is_stop) for breach in broken] == [("X54", "places", False)]
