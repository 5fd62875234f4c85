"""What can be done with a unit, and for what cannot: the reason, in one sentence with its number."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from cementiris.registry.messages import sentence
from cementiris.registry.pages.unit import UnitSheet
from cementiris.registry.rules.facts import TownChoices
from cementiris.registry.rules.findings import Breach, Finding


@dataclass(frozen=True)
class UnitAction:
    """One act on the sheet: a link, or the reason why not."""

    label: str | Promise
    url: str
    reason: str = ""
    rule: str = ""


@dataclass(frozen=True)
class Situation:
    """The unit as its sheet shows it, what its town has chosen, and the slug of the town for addresses."""

    sheet: UnitSheet
    choices: TownChoices
    town: str

    def action(self, label: str | Promise, page: str, stop: Breach | None = None) -> UnitAction:
        """The act whose page is `registry:<page>`; what stops it takes the link away and says why."""
        url = reverse(f"registry:{page}", kwargs={"town": self.town, "pk": self.sheet.unit.pk})
        return UnitAction(label, url, sentence(stop), stop.code) if stop else UnitAction(label, url)


def first_stop(findings: Iterable[Finding], codes: frozenset[str] | None = None) -> Breach | None:
    """The first finding that stops an act, among the codes that speak of the unit itself; None where none does."""
    stops = (finding for finding in findings if isinstance(finding, Breach) and finding.is_stop)
    return next((stop for stop in stops if codes is None or stop.code in codes), None)
