"""Acts over who rests in a unit."""

from django.utils.translation import gettext_lazy as _

from cementiris.registry.actions.base import Situation, UnitAction, first_stop
from cementiris.registry.rules.burial_facts import BurialFacts, ExhumationFacts
from cementiris.registry.rules.burials import check_burial
from cementiris.registry.rules.calendar import Moment
from cementiris.registry.rules.exhumations import check_exhumation

OF_THE_UNIT = frozenset({"R42", "R43", "R51", "X8"})
"""Rules of a burial that speak of the unit itself; the others wait for the form."""
OF_AN_OPENING = frozenset({"R42", "R43", "R46"})
"""Rules of an exhumation that speak of the unit and the day."""
OF_A_REDUCTION = frozenset({"R42", "R43"})
"""The same of a reduction, which takes nobody away: the season does not bind it."""


def actions(here: Situation) -> list[UnitAction]:
    """Burying, and where somebody rests, taking out: the waiting time and the season say when."""
    sheet = here.sheet
    facts = BurialFacts(today=sheet.on, unit=sheet.facts, buried=Moment.on(sheet.on), town=here.choices)
    burial = here.action(_("Registra una inhumació"), "bury", first_stop(check_burial(facts), OF_THE_UNIT))
    return [burial, *_departures(here)]


def _departures(here: Situation) -> list[UnitAction]:
    sheet = here.sheet
    if not sheet.resting:
        return []
    facts = ExhumationFacts(today=sheet.on, on=sheet.on, unit=sheet.facts, town=here.choices)
    found = check_exhumation(facts)
    stop, without_season = first_stop(found, OF_AN_OPENING), first_stop(found, OF_A_REDUCTION)
    offered = [
        here.action(_("Registra una exhumació"), "exhume", stop),
        here.action(_("Registra un trasllat"), "relocate", stop),
    ]
    if sheet.facts.is_shared:
        return offered
    return [
        *offered,
        here.action(_("Registra una reducció de restes"), "reduce", without_season),
        here.action(_("Buida la sepultura"), "clear", stop),
    ]
