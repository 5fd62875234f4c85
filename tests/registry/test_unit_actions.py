"""What the sheet offers, and why not."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest

from cementiris.accounts.models import Municipality
from cementiris.registry.actions import rights
from cementiris.registry.actions.base import Situation, UnitAction
from cementiris.registry.models import BurialUnit, UnitKind
from cementiris.registry.pages.unit import unit_sheet
from cementiris.registry.pages.unit_actions import unit_actions
from cementiris.registry.rules.facts import TownChoices
from tests.factories import make_burial, make_concession, make_ordinance, make_unit

pytestmark = pytest.mark.usefixtures("in_vilaclara")


def _actions(unit: BurialUnit, on: date, town: Municipality) -> dict[str, UnitAction]:
    sheet = unit_sheet(unit, on, town=town.slug, with_people=True)
    groups = unit_actions(sheet, town=town.slug)
    return {str(action.label): action for group in groups for action in group.actions}


def test_a_free_niche_offers_the_right_and_says_why_nobody_is_buried_without_it(today, vilaclara) -> None:
    actions = _actions(make_unit(), today, vilaclara)
    assert actions["Concedeix el dret"].reason == ""
    assert actions["Registra una inhumació"].rule == "R51"
    assert "Registra una exhumació" not in actions


def test_a_niche_opened_last_year_can_be_neither_used_nor_emptied(today, vilaclara) -> None:
    unit = make_unit()
    make_concession(unit)
    make_burial(unit, on="2025-12-01")
    actions = _actions(unit, today, vilaclara)
    assert {actions["Registra una inhumació"].rule, actions["Registra una exhumació"].rule} == {"R42"}
    assert "02/12/2027" in actions["Registra una inhumació"].reason


def test_a_right_that_has_reached_the_cap_is_not_renewed(today, vilaclara) -> None:
    unit = make_unit()
    make_concession(unit)
    assert _actions(unit, today, vilaclara)["Renova el dret"].rule == "R1"


def test_a_perpetual_right_is_not_renewed(today, vilaclara) -> None:
    unit = make_unit()
    make_concession(unit, perpetual=True, term_years=None)
    assert _actions(unit, today, vilaclara)["Renova el dret"].rule == "R3"


def test_a_common_grave_has_no_right_to_grant(today, vilaclara) -> None:
    actions = _actions(make_unit(kind=UnitKind.COMMON_GRAVE, number=""), today, vilaclara)
    assert not {"Concedeix el dret", "Renova el dret", "Designa el beneficiari"} & set(actions)
    assert actions["Registra una inhumació"].reason == ""


def test_an_expired_right_can_be_renewed_or_given_to_somebody_else(today, vilaclara) -> None:
    unit = make_unit()
    make_concession(unit, term=(date(2000, 3, 1), date(2005, 3, 2)), expires_on="2005-03-01", term_years=5)
    actions = _actions(unit, today, vilaclara)
    assert actions["Renova el dret"].reason == ""
    assert actions["Concedeix el dret"].reason == ""


ON_THE_TITLE = ("Designa el beneficiari", "Canvia el nom del titular", "Fes constar la taxa pagada")


def test_a_right_in_force_offers_what_is_done_on_its_title(today, vilaclara) -> None:
    unit = make_unit()
    make_concession(unit)
    actions = _actions(unit, today, vilaclara)
    assert [actions[label].reason for label in (*ON_THE_TITLE, "Expedeix un duplicat del títol")] == ["", "", "", ""]
    assert not set(ON_THE_TITLE) & set(_actions(make_unit(number="13"), today, vilaclara))


def test_of_an_expired_right_no_duplicate_is_issued(today, vilaclara) -> None:
    unit = make_unit()
    make_concession(unit, term=(date(2000, 3, 1), date(2005, 3, 2)), expires_on="2005-03-01", term_years=5)
    assert _actions(unit, today, vilaclara)["Expedeix un duplicat del títol"].rule == "R26"


def test_only_a_short_right_of_a_town_that_converts_is_converted(today, vilaclara) -> None:
    make_ordinance(conversion_from_years=5, conversion_to_years=50, conversion_only=True)
    short, long = make_unit(), make_unit(number="13")
    make_concession(short, term=(date(2023, 3, 1), date(2028, 3, 2)), expires_on="2028-03-01", term_years=5)
    make_concession(long)
    actions = _actions(short, today, vilaclara)
    assert (actions["Converteix el dret en un de llarg"].reason, actions["Renova el dret"].rule) == ("", "X22")
    assert "Converteix el dret en un de llarg" not in _actions(long, today, vilaclara)


def test_a_free_niche_of_a_town_of_immediate_need_can_be_granted(today, vilaclara) -> None:
    make_ordinance(immediate_need_only=True, resident_years_for_longest=3, allowed_term_years=[49])
    assert _actions(make_unit(), today, vilaclara)["Concedeix el dret"].reason == ""


def test_the_rights_of_a_unit_are_offered_without_asking_again(
    today, vilaclara, django_assert_num_queries: Callable[[int], AbstractContextManager[None]]
) -> None:
    unit = make_unit()
    make_concession(unit)
    here = Situation(unit_sheet(unit, today, town=vilaclara.slug, with_people=True), TownChoices(), vilaclara.slug)
    with django_assert_num_queries(0):
        rights.actions(here)
