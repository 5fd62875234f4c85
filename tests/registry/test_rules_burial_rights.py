"""On what right somebody is buried: title, fees, holders who are dead."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cementiris.registry.rules.burial_facts import BurialFacts
from cementiris.registry.rules.facts import RightFacts, TitleBasis, TownChoices
from cementiris.registry.rules.findings import Holds
from tests.registry.test_rules_burials import IN_FORCE, a_burial, a_unit, an_occupied_unit, found, the_breach

GIRONA = TownChoices(burial_needs_fees_paid=True, burial_without_title=False)
DEAD_HOLDER = replace(IN_FORCE, dead_holder="Mercè Serra i Roca")


def a_burial_under(right: RightFacts | None, **changes: Any) -> BurialFacts:
    return a_burial(unit=a_unit(right=right), **changes)


@pytest.mark.parametrize(
    ("basis", "right", "is_holder", "variant", "is_met"),
    [
        (TitleBasis.SHOWN, IN_FORCE, False, "", True),
        (TitleBasis.NONE, IN_FORCE, False, "none", False),
        (TitleBasis.LOST, IN_FORCE, False, "lost", True),
        (TitleBasis.LOST, DEAD_HOLDER, False, "lost_by_the_dead", False),
        (TitleBasis.DECEASED_IS_HOLDER, IN_FORCE, True, "holder", True),
        (TitleBasis.DECEASED_IS_HOLDER, IN_FORCE, False, "not_the_holder", False),
        (TitleBasis.SUCCESSORS_AGREE, DEAD_HOLDER, False, "successors", True),
        (TitleBasis.SUCCESSORS_AGREE, IN_FORCE, False, "holder_lives", False),
    ],
)
def test_r50_without_title_only_in_the_three_cases_of_roses(
    basis: TitleBasis, right: RightFacts, is_holder: bool, variant: str, is_met: bool
) -> None:
    finding = found(a_burial_under(right, title_basis=basis, deceased_is_holder=is_holder), "R50")
    assert finding is not None
    assert (finding.variant, isinstance(finding, Holds)) == (variant, is_met)


def test_r50_a_town_may_ask_for_the_title_always() -> None:
    facts = a_burial_under(IN_FORCE, title_basis=TitleBasis.LOST, town=GIRONA)
    assert the_breach(facts, "R50").variant == "not_here"
    assert isinstance(found(replace(facts, title_basis=TitleBasis.SHOWN), "R50"), Holds)


def test_r50_charity_and_common_graves_ask_for_no_title() -> None:
    assert found(a_burial_under(IN_FORCE, title_basis=TitleBasis.NONE, is_charity=True), "R50") is None
    common = a_burial(unit=a_unit(kind="common_grave", right=None), title_basis=TitleBasis.NONE)
    assert found(common, "R50") is None


def test_r51_a_charity_burial_needs_no_right() -> None:
    finding = found(a_burial_under(None, is_charity=True), "R51")
    assert isinstance(finding, Holds)
    assert finding.variant == "charity"
    assert the_breach(a_burial_under(None), "R51").variant == "none"


@pytest.mark.parametrize(("paid", "variant"), [(True, ""), (False, "fee"), (None, "fee_unknown")])
def test_r51_girona_asks_for_the_fee_of_the_year_before(paid: bool | None, variant: str) -> None:
    facts = a_burial_under(IN_FORCE, fee_paid=paid, town=GIRONA)
    finding = found(facts, "R51")
    assert finding is not None
    assert (finding.variant, isinstance(finding, Holds)) == (variant, paid is True)
    assert isinstance(found(replace(facts, fee_declared=True), "R51"), Holds)
    assert isinstance(found(replace(facts, town=TownChoices()), "R51"), Holds)


def test_r51_a_dead_holder_is_changed_first_save_where_the_successors_agree() -> None:
    facts = a_burial_under(DEAD_HOLDER)
    assert the_breach(facts, "R51").variant == "dead_holder"
    assert isinstance(found(replace(facts, title_basis=TitleBasis.SUCCESSORS_AGREE), "R51"), Holds)
    girona = replace(facts, title_basis=TitleBasis.SUCCESSORS_AGREE, town=GIRONA, fee_paid=True)
    assert the_breach(girona, "R51").variant == "change_first"


def test_r51_who_is_buried_may_be_the_holder_who_has_just_died() -> None:
    facts = a_burial_under(DEAD_HOLDER, deceased_is_holder=True, title_basis=TitleBasis.DECEASED_IS_HOLDER)
    assert isinstance(found(facts, "R51"), Holds)


def test_x36_a_holder_of_the_same_name_asks_whether_it_is_the_same_person() -> None:
    assert not the_breach(a_burial(holder_of_same_name="Mercè Serra"), "X36").is_stop
    assert found(a_burial(holder_of_same_name="Mercè Serra", deceased_is_holder=True), "X36") is None


def test_r51_an_unknown_right_of_an_old_grave_stays_a_warning() -> None:
    facts = a_burial(unit=an_occupied_unit(date(1980, 1, 1), right=None))
    assert not the_breach(facts, "R51").is_stop
