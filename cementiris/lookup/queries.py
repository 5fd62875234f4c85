"""Finding the dead by name: whole words and their beginnings first, then what sounds alike."""

from dataclasses import dataclass
from datetime import date
from functools import reduce

from django.contrib.postgres.search import TrigramSimilarity, TrigramWordSimilarity
from django.db import connection, transaction
from django.db.models import F, Q, QuerySet

from cementiris.lookup.models import PublicEntry
from cementiris.registry.names import search_key
from cementiris.registry.queries import ordinance_on

FEWEST_LETTERS = 3
PAGE_SIZE = 20
MOST_FOUND = 100
"""Nobody reads further; more would be a list of the town's dead, and this is a search (R67)."""
FEW = 5
ALIKE = (0.45, 10)
ALIKE_BESIDES_EXACT = (0.55, 5)
"""How near a mistyped name must be (word similarity of pg_trgm), and how many of them are shown, the nearest first."""
YEARS_AROUND = 2


@dataclass(frozen=True)
class Question:
    """What a citizen asks: a name in any order, and what narrows it."""

    name: str
    year: int | None = None
    cemetery_id: int | None = None

    @property
    def key(self) -> str:
        """The name as it is sought: without accents, particles, and with Castilian forms made Catalan."""
        return search_key(self.name)

    @property
    def is_too_short(self) -> bool:
        """Whether it would find half the town."""
        return len(self.key.replace(" ", "")) < FEWEST_LETTERS


@dataclass(frozen=True)
class Found:
    """The persons found, in order: those with every word of the question, and those whose name is alike."""

    exact: tuple[int, ...] = ()
    alike: tuple[int, ...] = ()
    there_are_more: bool = False


def years_until_public(on: date) -> int:
    """How long a burial stays out of the public search by the ordinance of that day (R67)."""
    return ordinance_on(on).public_after_years


def public_entries(on: date) -> QuerySet[PublicEntry]:
    """Everybody whom the public may find on the day `on`.

    The latest day that a partial date allows counts: of somebody buried in "2025" it may have been in December.
    """
    years = years_until_public(on)
    last_day = on.replace(year=on.year - years, day=min(on.day, 28) if on.month == 2 else on.day)
    return PublicEntry.objects.filter(Q(known_until__isnull=True) | Q(known_until__lte=last_day))


def find(question: Question, on: date) -> Found:
    """Search for a name; a question that is too short finds nobody."""
    if question.is_too_short:
        return Found()
    entries = _narrowed(public_entries(on), question)
    exact = _with_every_word(entries, question.key)
    alike = _alike(entries, question.key, besides=exact) if len(exact) < FEW else []
    return Found(tuple(exact[:MOST_FOUND]), tuple(alike), len(exact) > MOST_FOUND)


def in_order(pks: tuple[int, ...], on: date) -> list[PublicEntry]:
    """The entries with these keys, in this order."""
    entries = public_entries(on).in_bulk(pks)
    return [entries[pk] for pk in pks if pk in entries]


def _narrowed(entries: QuerySet[PublicEntry], question: Question) -> QuerySet[PublicEntry]:
    if question.year is not None:
        around = (question.year - YEARS_AROUND, question.year + YEARS_AROUND)
        entries = entries.filter(Q(year_of_death__range=around) | Q(year_of_death=None, year_of_burial__range=around))
    if question.cemetery_id is not None:
        entries = entries.filter(cemetery_id=question.cemetery_id)
    return entries


def _with_every_word(entries: QuerySet[PublicEntry], key: str) -> list[int]:
    """Each word of the question begins a word of the name, in any order; the name nearest to it comes first."""
    every_word = reduce(lambda found, word: found & Q(folded__contains=f" {word}"), key.split(), Q())
    near = entries.filter(every_word).annotate(nearness=TrigramSimilarity("folded", key))
    return list(near.order_by(F("nearness").desc(), "name", "id").values_list("id", flat=True)[: MOST_FOUND + 1])


def _alike(entries: QuerySet[PublicEntry], key: str, *, besides: list[int]) -> list[int]:
    """Names that differ by a slip of the pen; the threshold holds for this transaction only."""
    nearest, most = ALIKE_BESIDES_EXACT if besides else ALIKE
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [str(nearest)])
        alike = entries.filter(folded__trigram_word_similar=key).exclude(id__in=besides)
        alike = alike.annotate(nearness=TrigramWordSimilarity(key, "folded"))
        return list(alike.order_by(F("nearness").desc(), "name", "id").values_list("id", flat=True)[:most])
