"""What stays of an import that is undone, in words and with a way there."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from cementiris.registry.models import BurialUnit, Concession, Movement
from imports.services.former import BURIAL, RIGHT, UNIT
from imports.services.taking_back import SHARED, TOUCHED, TakenBack

MOST_NAMED = 1000
"""As many of what stays are named; the others are only counted."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A fact that stays, and why: `touched` since, `used` by an act or a paper, or `shared` with another import.

    `label` is the unit, the title or the person as the register writes them; `unit_id` and `person_id` lead there.
    """

    kind: str
    key: int
    reason: str
    label: str = ""
    unit_id: int | None = None
    person_id: int | None = None

    @property
    def sentence(self) -> str:
        """Say why it stays."""
        if self.reason == TOUCHED:
            return _("Algú ho ha canviat després d’incorporar-ho.")
        if self.reason == SHARED:
            return _("També ho diu una altra importació.")
        return _("Hi ha actes, papers o altres entrades que s’hi basen.")


def describe(facts: TakenBack) -> tuple[Kept, ...]:
    """Return what stays, in the order of kind and key: three queries for the words of the first thousand."""
    ordered = sorted(facts.kept.items())
    named = dict(ordered[:MOST_NAMED])
    units = BurialUnit.objects.select_related("section").in_bulk(facts.keys(UNIT, named.keys()))
    rights = Concession.objects.select_related("unit__section").in_bulk(facts.keys(RIGHT, named.keys()))
    burials = Movement.objects.select_related("deceased").in_bulk(facts.keys(BURIAL, named.keys()))
    found = []
    for (kind, key), reason in ordered:
        if kind == UNIT and key in units:
            found.append(Kept(kind, key, reason, _place(units[key]), key))
        elif kind == RIGHT and key in rights:
            right = rights[key]
            found.append(Kept(kind, key, reason, f"{right} · {_place(right.unit)}", right.unit_id))
        elif kind == BURIAL and key in burials:
            burial = burials[key]
            home = burial.to_unit_id or burial.from_unit_id
            found.append(Kept(kind, key, reason, str(burial.deceased), home, burial.deceased_id))
        else:
            found.append(Kept(kind, key, reason))
    return tuple(found)


def _place(unit: BurialUnit) -> str:
    return f"{unit.section} · {unit}" if unit.section else str(unit)
