"""The search over everything: units by number in any spelling, people by name, NIF or title."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from cementiris.registry.identity import normalise_national_id
from cementiris.registry.models import BurialUnit, Concession, Holding, Movement, Person, Section
from cementiris.registry.names import search_key
from cementiris.registry.numbers import number_key
from cementiris.registry.queries import resting, units_on
from cementiris.registry.unit_search import former_numbers, standing_holdings, units_by_code

MOST = 20
SHORTEST = 2
MOST_PEOPLE = 500
"""People are found first and asked about by key: whole towns of movements need not be joined with their names."""


@dataclass(frozen=True)
class Found:
    """What a search found, in groups; `people_hidden` says that the visitor may not look for people."""

    query: str
    units: Sequence[BurialUnit] = ()
    resting: Sequence[Movement] = ()
    holdings: Sequence[Holding] = ()
    concessions: Sequence[Concession] = ()

    @property
    def count(self) -> int:
        """Return how many there are in all groups."""
        return len(self.units) + len(self.resting) + len(self.holdings) + len(self.concessions)

    @property
    def names_people(self) -> bool:
        """Return whether any answer is a person: one who rests, or one who holds a right."""
        return bool(self.resting or self.holdings)

    @property
    def only_unit(self) -> BurialUnit | None:
        """Return the unit that Enter leads to when it is the only answer."""
        units = {unit.pk: unit for unit in self.all_units()}
        return next(iter(units.values())) if len(units) == 1 and self.count == len(self.all_units()) else None

    def all_units(self) -> list[BurialUnit]:
        """Return the unit of every answer."""
        people = [row.to_unit for row in self.resting if row.to_unit is not None]
        return [
            *self.units,
            *people,
            *(row.concession.unit for row in self.holdings),
            *(row.unit for row in self.concessions),
        ]


def find(query: str, on: date, *, most: int = MOST) -> Found:
    """Look for `query` in the open town; people who rest there are those of the day."""
    text = query.replace("\0", "").strip()  # PostgreSQL keeps no NUL, so nothing is called so
    if len(text) < SHORTEST and not text.isdigit():
        return Found(text)
    people = list(_people(text)[:MOST_PEOPLE])
    return Found(
        query=text,
        units=(list(find_units(text, on)[:most]) or units_by_code(text, on))[:most],
        resting=list(resting(on).filter(deceased__in=people).select_related(*_MOVEMENT)[:most]),
        holdings=list(_holdings().filter(person__in=people).select_related(*_HOLDING)[:most]),
        concessions=list(
            Concession.objects.filter(title_number__in={text, text.upper()}).select_related(*_RIGHT)[:most]
        ),
    )


def _holdings() -> QuerySet[Holding]:
    """Those of today first."""
    return standing_holdings().order_by(F("until").desc(nulls_first=True), "position", "pk")


_UNIT = ("section", "cemetery")
_RIGHT = ("unit", "unit__section", "unit__cemetery")
_HOLDING = ("person", "concession", *(f"concession__{name}" for name in _RIGHT))
_MOVEMENT = ("deceased", "to_unit", "to_unit__section", "to_unit__cemetery")


def find_units(text: str, on: date) -> QuerySet[BurialUnit]:
    """Return the units meant by a code such as "12", "012-bis", "B-3" or "bloc B 3", now or before a renumbering."""
    key = number_key(text)
    if not any(sign.isdigit() for sign in key):
        return BurialUnit.objects.none()
    parts = key.split()
    matches = Q(number_key=key)
    for cut in range(1, len(parts)):
        sections = _sections_named(parts[:cut])
        if sections:
            matches |= Q(number_key=" ".join(parts[cut:]), section__in=sections)
    found = units_on(on).filter(matches | Q(pk__in=list(former_numbers(matches))))
    return found.select_related(*_UNIT).order_by("section__name_order", "number_order")


def _sections_named(parts: list[str]) -> list[int]:
    """A town has few sections: their names are compared here, with or without "bloc" before them."""
    wanted = " ".join(parts)
    names = Section.objects.values_list("pk", "name", "level_name")
    return [
        pk
        for pk, name, level in names
        if wanted
        in {
            number_key(name),
            f"{number_key(level)} {number_key(name)}",
            number_key(name).split()[-1:] and number_key(name).split()[-1],
        }
    ]


def _people(text: str) -> QuerySet[Person, int]:
    """Return the keys of persons whose name holds every word, or whose NIF is (or ends in) the text."""
    words = search_key(text).split()
    by_name = Q()
    for word in words:
        by_name &= Q(folded__contains=f" {word}")
    by_id = Q(national_id=normalise_national_id(text))
    if text.isdigit() and len(text) == 4:
        by_id |= Q(national_id__regex=rf"{text}[A-Z]$")
    named = by_name if words and not text.isdigit() else Q(pk__in=[])
    return Person.objects.filter(named | by_id, merged_into__isnull=True).values_list("pk", flat=True)
