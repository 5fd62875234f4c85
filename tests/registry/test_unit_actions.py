"""What the sheet offers, and why not."""

from datetime import date

import pytest

from cementiris.accounts.models import Municipality
from cementiris.registry.actions.base import UnitAction
from cementiris.registry.models import BurialUnit, UnitKind
from cementiris.registry.unit_actions import unit_actions
from cementiris.registry.unit_sheet import unit_sheet
from tests.factories import make_burial, make_concession, make_unit

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
