"""What can be done with a unit today, and for what cannot: the reason, in one sentence with its number."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from cementiris.registry.facts import right_facts
from cementiris.registry.messages import sentence
from cementiris.registry.queries import ordinance_on, right_of, town_choices
from cementiris.registry.rules.burials import check_burial
from cementiris.registry.rules.calendar import Moment
from cementiris.registry.rules.concessions import check_grant, check_renewal
from cementiris.registry.rules.exhumations import check_exhumation
from cementiris.registry.rules.facts import BurialFacts, ExhumationFacts, GrantFacts, RenewalFacts, TownChoices
from cementiris.registry.rules.findings import Breach, Finding
from cementiris.registry.unit_sheet import UnitSheet

OF_THE_UNIT = frozenset({"R42", "R43", "R51", "X8"})
"""Rules of a burial that speak of the unit itself; the others wait for the form."""
OF_AN_OPENING = frozenset({"R42", "R43", "R46"})
"""Rules of an exhumation that speak of the unit and the day."""


@dataclass(frozen=True)
class UnitAction:
    """One act on the sheet: a link, or the reason why not."""

    label: str
    url: str
    reason: str = ""
    rule: str = ""


def unit_actions(sheet: UnitSheet, *, town: str) -> list[UnitAction]:
    """Return the acts of a unit, the allowed ones first."""
    choices = town_choices(ordinance_on(sheet.on))
    where = {"town": town, "pk": sheet.unit.pk}
    actions = [
        _action(_("Registra una inhumació"), reverse("registry:bury", kwargs=where), _burial(sheet, choices)),
        *_departures(sheet, choices, where),
        *_right_action(sheet, choices, where),
    ]
    return sorted(actions, key=lambda action: bool(action.reason))


def _action(label: str, url: str, stop: Breach | None) -> UnitAction:
    return UnitAction(label, url, sentence(stop), stop.code) if stop else UnitAction(label, url)


def _first_stop(findings: Iterable[Finding], codes: frozenset[str] | None = None) -> Breach | None:
    stops = (finding for finding in findings if isinstance(finding, Breach) and finding.is_stop)
    return next((stop for stop in stops if codes is None or stop.code in codes), None)


def _burial(sheet: UnitSheet, choices: TownChoices) -> Breach | None:
    facts = BurialFacts(today=sheet.on, unit=sheet.facts, buried=Moment.on(sheet.on), town=choices)
    return _first_stop(check_burial(facts), OF_THE_UNIT)


def _departures(sheet: UnitSheet, choices: TownChoices, where: dict[str, object]) -> list[UnitAction]:
    """Taking somebody out opens the unit: the waiting time and the season say when."""
    if not sheet.resting:
        return []
    facts = ExhumationFacts(today=sheet.on, on=sheet.on, unit=sheet.facts, town=choices)
    stop = _first_stop(check_exhumation(facts), OF_AN_OPENING)
    return [
        _action(_("Registra una exhumació"), reverse("registry:exhume", kwargs=where), stop),
        _action(_("Registra un trasllat"), reverse("registry:relocate", kwargs=where), stop),
    ]


def _right_action(sheet: UnitSheet, choices: TownChoices, where: dict[str, object]) -> list[UnitAction]:
    if sheet.facts.is_shared:
        return []
    right = right_of(sheet.unit, sheet.on)
    if right is None:
        return [_grant(sheet, choices, where)]
    years = min(choices.allowed_term_years)
    facts = RenewalFacts(today=sheet.on, on=sheet.on, years=years, right=right_facts(right, sheet.on), town=choices)
    renewal = _action(_("Renova el dret"), reverse("registry:renew", kwargs=where), _first_stop(check_renewal(facts)))
    return [renewal, _grant(sheet, choices, where)] if facts.right.has_expired(sheet.on) else [renewal]


def _grant(sheet: UnitSheet, choices: TownChoices, where: dict[str, object]) -> UnitAction:
    facts = GrantFacts(
        today=sheet.on, on=sheet.on, unit=sheet.facts, town=choices, term_years=min(choices.allowed_term_years)
    )
    return _action(_("Concedeix el dret"), reverse("registry:grant", kwargs=where), _first_stop(check_grant(facts)))
