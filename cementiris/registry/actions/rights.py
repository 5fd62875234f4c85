"""Acts over the right to a unit: granting and extending it."""

from django.utils.translation import gettext_lazy as _

from cementiris.registry.actions.base import Situation, UnitAction, first_stop
from cementiris.registry.facts import right_facts
from cementiris.registry.queries import right_of
from cementiris.registry.rules.concessions import check_grant, check_renewal
from cementiris.registry.rules.facts import GrantFacts, RenewalFacts


def actions(here: Situation) -> list[UnitAction]:
    """Granting where nobody holds a right in force, extending where somebody does."""
    sheet = here.sheet
    if sheet.facts.is_shared:
        return []
    right = right_of(sheet.unit, sheet.on)
    if right is None:
        return [_grant(here)]
    years = min(here.choices.allowed_term_years)
    facts = RenewalFacts(
        today=sheet.on, on=sheet.on, years=years, right=right_facts(right, sheet.on), town=here.choices
    )
    renewal = here.action(_("Renova el dret"), "renew", first_stop(check_renewal(facts)))
    return [renewal, _grant(here)] if facts.right.has_expired(sheet.on) else [renewal]


def _grant(here: Situation) -> UnitAction:
    sheet, years = here.sheet, min(here.choices.allowed_term_years)
    facts = GrantFacts(today=sheet.on, on=sheet.on, unit=sheet.facts, town=here.choices, term_years=years)
    return here.action(_("Concedeix el dret"), "grant", first_stop(check_grant(facts)))
