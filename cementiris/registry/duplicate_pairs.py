"""Pairs of entries that may be one person: candidates by shared keys, in the database; then looked at one by one."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cementiris.registry.dates import PartialDate
from cementiris.registry.duplicates import Entry, Evidence, Likeness, likeness
from cementiris.registry.models import Holding, Movement, Person, Standing

MOST_OF_A_NAME = 12
"""A key that more entries share tells nothing: how many persons are called Josep Puig is no sign of duplicates."""
MOST_CANDIDATES = 6000
ALIKE = 0.5
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

# Keys: the identity number; the whole name with the death, where it is known, and without; each two words of the name.
# A key shared by too many is left out, so that the pairs stay few however large the town is. Of two names that share
# only two words, those that look alike are kept. Pairs that a clerk has judged are not asked about again.
CANDIDATES = """
WITH entry AS MATERIALIZED (
    SELECT id, folded, national_id, died_on, string_to_array(btrim(folded), ' ') AS words
    FROM registry_person WHERE merged_into_id IS NULL AND kind <> 'unknown' AND (folded <> '' OR national_id <> '')),
key AS MATERIALIZED (
    SELECT id, 'id ' || national_id AS text FROM entry WHERE national_id <> ''
    UNION ALL
    SELECT id, 'name ' || folded FROM entry WHERE cardinality(words) > 1
    UNION ALL
    SELECT id, 'dead ' || died_on || folded FROM entry WHERE died_on <> '' AND cardinality(words) > 1
    UNION ALL
    SELECT DISTINCT entry.id, 'two ' || least(one.word, two.word) || ' ' || greatest(one.word, two.word)
    FROM entry, unnest(words) WITH ORDINALITY AS one(word, place), unnest(words) WITH ORDINALITY AS two(word, place)
    WHERE one.place < two.place AND cardinality(words) BETWEEN 3 AND 6),
shared AS (SELECT text, array_agg(id) AS ids FROM key GROUP BY text HAVING count(*) BETWEEN 2 AND %(most)s),
pair AS (
    SELECT DISTINCT one.id AS one, two.id AS two
    FROM shared, unnest(ids) AS one(id), unnest(ids) AS two(id) WHERE one.id < two.id)
SELECT pair.one, pair.two
FROM pair JOIN entry a ON a.id = pair.one JOIN entry b ON b.id = pair.two
WHERE (a.national_id = '' OR b.national_id = '' OR a.national_id = b.national_id)
  AND (a.folded = b.folded OR (a.national_id <> '' AND a.national_id = b.national_id)
       OR similarity(a.folded, b.folded) >= %(alike)s)
  AND NOT EXISTS (
      SELECT 1 FROM registry_personmatch said
      WHERE said.verdict = 'different' AND said.undone_by_id IS NULL
        AND said.kept_id = pair.one AND said.other_id = pair.two)
ORDER BY (a.national_id <> '' AND a.national_id = b.national_id) DESC, similarity(a.folded, b.folded) DESC, 1, 2
LIMIT %(limit)s
"""


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
    """Return the keys of pairs that share something telling, the most telling first."""
    with connection.cursor() as cursor:
        cursor.execute(CANDIDATES, {"most": MOST_OF_A_NAME, "alike": ALIKE, "limit": MOST_CANDIDATES})
        return [(one, two) for one, two in cursor.fetchall()]


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
