"""What can be done with a unit today, and why something cannot."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cementiris.registry.entries import BurialEntry, ExhumationEntry, GrantEntry, PersonEntry, RenewalEntry
from cementiris.registry.facts import burial_facts, exhumation_facts, grant_facts, renewal_facts
from cementiris.registry.messages import sentence
from cementiris.registry.models import BurialUnit
from cementiris.registry.queries import ordinance_on, resting_in
from cementiris.registry.rules.burials import check_burial
from cementiris.registry.rules.concessions import check_grant, check_renewal
from cementiris.registry.rules.exhumations import check_exhumation
from cementiris.registry.rules.findings import Breach, Finding, stop, stops

UNIT_CODES = {
    "bury": {"R42", "R43", "R51", "X8"},
    "leave": {"R42", "R43", "R46", "X13"},
    "grant": {"X1", "X8", "X15"},
    "renew": {"R1", "R3", "R12", "R51", "X17"},
}
"""The rules that speak of the unit itself, whatever is typed later."""


@dataclass(frozen=True)
class Action:
    """One thing to do with a unit; `reason` and `rule` say why it cannot be done."""

    label: str | Promise
    url: str
    reason: str = ""
    rule: str = ""


def unit_actions(unit: BurialUnit, on: date, *, town: str) -> list[Action]:
    """The acts over the unit, those allowed first, the others with their reason."""
    someone = resting_in(unit, on).values_list("pk", flat=True).first()
    departure = check_exhumation(exhumation_facts(unit, ExhumationEntry(movement_id=someone, on=on), on))
    found = [
        ("bury", _("Inhuma"), _first("bury", check_burial(burial_facts(unit, BurialEntry(), on)))),
        ("exhume", _("Exhuma"), _first("leave", departure)),
        ("relocate", _("Trasllada"), _first("leave", departure)),
        ("grant", _("Concedeix el dret"), _first("grant", check_grant(grant_facts(unit, _any_grant(on), on)))),
        ("renew", _("Renova el dret"), _renewal_breach(unit, on)),
    ]
    actions = [_action(name, label, breach, kwargs={"town": town, "pk": unit.pk}) for name, label, breach in found]
    return sorted(actions, key=lambda action: bool(action.reason))


def _action(name: str, label: Promise | str, breach: Breach | None, *, kwargs: dict[str, object]) -> Action:
    url = reverse(f"registry:{name}", kwargs=kwargs)
    return Action(label, url, sentence(breach), breach.code) if breach else Action(label, url)


def _any_grant(on: date) -> GrantEntry:
    return GrantEntry(on=on, holder=PersonEntry(surnames="-"))


def _renewal_breach(unit: BurialUnit, on: date) -> Breach | None:
    terms = ordinance_on(on).allowed_term_years
    facts = renewal_facts(unit, RenewalEntry(on=on, years=min(terms, default=1)), on)
    return _first("renew", check_renewal(facts)) if facts else stop("R51", "none")


def _first(act: str, findings: Iterable[Finding]) -> Breach | None:
    found = [breach for breach in stops(findings) if breach.code in UNIT_CODES[act]]
    return found[0] if found else None
