"""Acts over the right to a unit: granting, extending, converting it, and what is done on its title."""

from django.utils.translation import gettext_lazy as _

from cementiris.registry.actions.base import Situation, UnitAction, first_stop
from cementiris.registry.rules.concessions import check_grant
from cementiris.registry.rules.extensions import (
    ConversionFacts,
    check_conversion,
    check_renewal,
    extension_choices,
    may_convert,
)
from cementiris.registry.rules.facts import GrantFacts, RenewalFacts, RightFacts
from cementiris.registry.rules.titles import DuplicateFacts, check_duplicate

OF_THE_UNIT = frozenset({"X1", "X8", "X15", "R2", "R1"})
"""Rules of a grant that speak of the unit and the town; the others speak of what has still to be typed."""
OF_THE_RIGHT = frozenset({"R1", "R2", "R3", "R9", "R10", "R12", "R6", "R8", "X17", "X22"})


def actions(here: Situation) -> list[UnitAction]:
    """Granting where nobody holds a right in force; extending and what is done on the title where somebody does."""
    sheet = here.sheet
    if sheet.facts.is_shared:
        return []
    right = sheet.facts.right
    if right is None:
        return [_grant(here)]
    found = [_renewal(here, right), *_conversion(here, right), *_on_title(here, right)]
    return [*found, _grant(here)] if right.has_expired(sheet.on) else found


def _grant(here: Situation) -> UnitAction:
    sheet, years = here.sheet, min(here.choices.terms_for(here.sheet.facts.kind), default=None)
    facts = GrantFacts(today=sheet.on, on=sheet.on, unit=sheet.facts, town=here.choices, term_years=years)
    return here.action(_("Concedeix el dret"), "grant", first_stop(check_grant(facts), OF_THE_UNIT))


def _renewal(here: Situation, right: RightFacts) -> UnitAction:
    sheet, town = here.sheet, here.choices
    years = min(extension_choices(right, town, sheet.facts.kind), default=0)
    facts = RenewalFacts(today=sheet.on, on=sheet.on, years=years, right=right, town=town, unit=sheet.facts)
    return here.action(_("Renova el dret"), "renew", first_stop(check_renewal(facts), OF_THE_RIGHT))


def _conversion(here: Situation, right: RightFacts) -> list[UnitAction]:
    """Only where the town turns such rights into long ones; what has to be typed does not stop it here."""
    if not may_convert(right, here.choices):
        return []
    on = here.sheet.on
    facts = ConversionFacts(today=on, on=on, right=right, town=here.choices)
    stop = first_stop(check_conversion(facts), OF_THE_RIGHT - {"R10"})
    return [here.action(_("Converteix el dret en un de llarg"), "convert", stop)]


def _on_title(here: Situation, right: RightFacts) -> list[UnitAction]:
    on = here.sheet.on
    duplicate = first_stop(check_duplicate(DuplicateFacts(today=on, on=on, right=right)))
    return [
        here.action(_("Designa el beneficiari"), "beneficiary"),
        here.action(_("Canvia el nom del titular"), "rename"),
        here.action(_("Expedeix un duplicat del títol"), "duplicate", duplicate),
        here.action(_("Fes constar la taxa pagada"), "fees_paid"),
    ]
