"""Pairs of entries that may be one person: candidates by shared keys, then looked at one by one."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cementiris.registry.dates import PartialDate
from cementiris.registry.duplicates import Entry, Evidence, Likeness, Named, candidates, likeness
from cementiris.registry.models import Holding, Movement, Person, PersonKind, PersonMatch, Standing, Verdict

MOST_CANDIDATES = 3000
"""The most telling ones are looked at; when they have been decided, the others follow."""
MOST_SHOWN = 500

EVIDENCE_WORDS: dict[Evidence, str | Promise] = {
    Evidence.NATIONAL_ID: _("El mateix NIF"),
    Evidence.SAME_NAME: _("El mateix nom"),
    Evidence.CLOSE_NAME: _("Un nom molt semblant"),
    Evidence.DEATH: _("Morts al mateix temps"),
    Evidence.BIRTH: _("Nascuts al mateix temps"),
    Evidence.SAME_UNIT: _("La mateixa sepultura"),
    Evidence.ADDRESS: _("La mateixa adreça"),
}


@dataclass(frozen=True)
class Pair:
    """Two entries that may be one person. The one that more leads to is proposed to stay."""

    one: Person
    other: Person
    likeness: Likeness

    @property
    def evidence(self) -> list[str | Promise]:
        """What speaks for it, in words."""
        return [EVIDENCE_WORDS[found] for found in self.likeness.evidence]


def candidate_pairs() -> list[tuple[int, int]]:
    """Return the keys of pairs that share something telling, without those that a clerk has told apart."""
    people = Person.objects.filter(merged_into__isnull=True).exclude(kind=PersonKind.UNKNOWN).order_by("pk")
    rows = people.values_list("pk", "folded", "national_id", "died_on").iterator(chunk_size=5000)
    apart = PersonMatch.objects.filter(verdict=Verdict.DIFFERENT, undone_by__isnull=True)
    known = set(apart.values_list("kept", "other"))
    pairs = (pair for pair in candidates(Named(*row) for row in rows) if pair not in known)
    return list(islice(pairs, MOST_CANDIDATES))


def likely_pairs() -> list[tuple[int, int, Likeness]]:
    """Return the pairs worth asking about, the likeliest first."""
    pairs = candidate_pairs()
    entries = entries_of({key for pair in pairs for key in pair})
    judged = (
        (one, two, likeness(entries[one], entries[two])) for one, two in pairs if one in entries and two in entries
    )
    found = [(one, two, how) for one, two, how in judged if how is not None]
    return sorted(found, key=lambda pair: (-pair[2].score, pair[0], pair[1]))[:MOST_SHOWN]


def entries_of(keys: Iterable[int]) -> dict[int, Entry]:
    """Return, by key, what is compared of persons: the same few queries, however many."""
    wanted = list(keys)
    units, rights = _units_and_rights(wanted)
    rows = Person.objects.filter(pk__in=wanted)
    return {
        row.pk: Entry(
            key=row.pk,
            folded=row.folded,
            national_id=row.national_id,
            sex=row.sex,
            born=(row.born_from, PartialDate.parse_edtf(row.born_on).latest),
            died=(row.died_from, row.died_until) if row.died_on else (None, None),
            address=row.address.casefold(),
            units=frozenset(units[row.pk]),
            rights=frozenset(rights[row.pk]),
        )
        for row in rows
    }


def _units_and_rights(keys: list[int]) -> tuple[dict[int, set[int]], dict[int, set[int]]]:
    units: dict[int, set[int]] = defaultdict(set)
    rights: dict[int, set[int]] = defaultdict(set)
    held = Holding.objects.filter(person__in=keys).exclude(concession__standing=Standing.ANNULLED)
    for person, right, unit in held.values_list("person", "concession", "concession__unit"):
        rights[person].add(right)
        units[person].add(unit)
    moved = Movement.objects.filter(deceased__in=keys, annulled=False, to_unit__isnull=False)
    for person, unit in moved.values_list("deceased", "to_unit"):
        units[person].add(unit)
    return units, rights


def pairs_shown(likely: list[tuple[int, int, Likeness]]) -> list[Pair]:
    """Return the pairs with their persons."""
    people = Person.objects.in_bulk([key for one, two, _how in likely for key in (one, two)])
    return [Pair(people[one], people[two], how) for one, two, how in likely if one in people and two in people]
