"""Two entries side by side, datum by datum, with what leads to each and what the rules say to uniting them."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from cementiris.registry.facts.matches import match_facts
from cementiris.registry.messages import sentence
from cementiris.registry.models import Person
from cementiris.registry.pages.person import PersonSheet, person_sheet
from cementiris.registry.recorded_values import LABELS, in_words
from cementiris.registry.rules.findings import Breach, breaches
from cementiris.registry.rules.records import check_match
from cementiris.registry.services.matches import CHOSEN, NAME


@dataclass(frozen=True)
class Row:
    """One datum of both; `differs` asks which to keep. What only the other says is taken from it anyway."""

    name: str
    label: str | Promise
    kept: str
    other: str

    @property
    def differs(self) -> bool:
        """Whether there is something to choose."""
        return bool(self.kept) and bool(self.other) and self.kept != self.other


@dataclass(frozen=True)
class Comparison:
    """Two entries before they are united: `kept` is the one that would stay."""

    kept: PersonSheet
    other: PersonSheet
    rows: list[Row]
    breaches: list[tuple[str, str, str]]

    @property
    def sheets(self) -> tuple[PersonSheet, PersonSheet]:
        """Return both, the one that would stay first."""
        return self.kept, self.other

    @property
    def is_possible(self) -> bool:
        """Whether nothing stops it."""
        return not any(level == "stop" for level, _code, _text in self.breaches)


def compare(kept: Person, other: Person, on: date) -> Comparison:
    """Put the two entries side by side."""
    found = breaches(check_match(match_facts(kept, other, on)))
    return Comparison(
        kept=person_sheet(kept, on),
        other=person_sheet(other, on),
        rows=[row for row in _rows(kept, other) if row.kept or row.other],
        breaches=[_said(breach) for breach in found],
    )


def _said(breach: Breach) -> tuple[str, str, str]:
    return str(breach.severity), breach.code, sentence(breach)


def _rows(kept: Person, other: Person) -> list[Row]:
    names = [name for name in CHOSEN if name not in NAME[1:]]
    return [Row(name, LABELS["person"][name], _words(kept, name), _words(other, name)) for name in names]


def _words(person: Person, name: str) -> str:
    value = getattr(person, name)
    return in_words(person, name, value) if value else ""
