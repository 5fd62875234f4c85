"""A town's own words for kinds, states, movements and terms: asked once an import, remembered for the next ones."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cementiris.accounts.models import User
from cementiris.registry.models import UnitKind
from cementiris.registry.names import fold
from imports.mapping import NOTHING
from imports.models import ImportBatch, ImportRow, WordMeaning
from imports.services.fixing import lock_open

MEANINGS = {
    "unknown_kind": "kind",
    "unknown_state": "state",
    "unknown_movement": "movement",
    "unreadable_term": "term",
}
"""The issues that say that a word is not understood, and under which meaning it stands."""
NO_ANSWER: tuple[str, str | Promise] = (NOTHING, _("No vol dir res"))
CHOICES: dict[str, tuple[tuple[str, str | Promise], ...]] = {
    "kind": tuple((kind.value, kind.label) for kind in UnitKind),
    "state": (("free", _("Lliure")), ("occupied", _("Ocupada")), ("expired", _("Vençuda"))),
    "movement": (
        ("burial", _("Inhumació")),
        ("exhumation", _("Exhumació")),
        ("remains", _("Inhumació de restes")),
        ("ashes", _("Inhumació de cendres")),
    ),
    "term": (
        ("perpetual", _("A perpetuïtat")),
        *((str(years), _("%(years)s anys") % {"years": years}) for years in (2, 5, 10, 25, 30, 50, 75, 99)),
    ),
}
"""What each word may stand for; every one may also stand for nothing."""
LONGEST_WORD = 80
MOST_ASKED = 200
"""More different words than this are no vocabulary but remarks in the wrong column."""


@dataclass(frozen=True)
class Question:
    """One word that is not understood: where it stands first, in how many rows, and what it may stand for."""

    meaning: str
    word: str
    count: int
    sample: ImportRow
    choices: tuple[tuple[str, str | Promise], ...]

    @property
    def key(self) -> str:
        """Return the name of the question in a form and in its answers."""
        return key_of(self.meaning, self.word)


def key_of(meaning: str, word: str) -> str:
    """Name a word under a meaning, however it is capitalised."""
    return f"{meaning}:{fold(word)[:LONGEST_WORD]}"


def questions(batch: ImportBatch) -> list[Question]:
    """Return every word that the reading did not understand, each once, the commonest first. One query."""
    counts: Counter[str] = Counter()
    first: dict[str, tuple[str, str, ImportRow]] = {}
    for row in _rows_asking(batch).iterator(2000):
        for meaning, word in _unknown_words(row.issues):
            key = key_of(meaning, word)
            counts[key] += 1
            first.setdefault(key, (meaning, word, row))
    return [
        Question(meaning, word, counts[key], row, (*CHOICES[meaning], NO_ANSWER))
        for key, (meaning, word, row) in sorted(first.items(), key=lambda found: -counts[found[0]])[:MOST_ASKED]
    ]


def question_count(batch: ImportBatch) -> int:
    """Return how many words are not understood. One query, of the rows that have one."""
    rows = _rows_asking(batch).values_list("issues", flat=True).iterator(2000)
    found = {key_of(meaning, word) for issues in rows for meaning, word in _unknown_words(issues)}
    return min(len(found), MOST_ASKED)


def _rows_asking(batch: ImportBatch) -> QuerySet[ImportRow]:
    return ImportRow.objects.filter(batch=batch, issue_codes__regex="|".join(MEANINGS)).order_by("position")


def _unknown_words(issues: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for issue in issues:
        word = issue["values"].get("text", "")
        if issue["code"] in MEANINGS and 0 < len(word) <= LONGEST_WORD:
            yield MEANINGS[issue["code"]], word


@transaction.atomic
def answer(batch: ImportBatch, answers: Mapping[str, str], actor: User | None) -> dict[str, Any]:
    """Remember for the town what its words stand for, and return the import's mapping with them.

    `answers` are values by `Question.key`; one without a value, or with none of its choices, is passed over. Read the
    files anew with the mapping (`stage.check_again`). Raises ImportIsClosed.
    """
    lock_open(batch)
    told: dict[str, dict[str, str]] = defaultdict(dict)
    for question in questions(batch):
        value = answers.get(question.key, "")
        if is_answer(question.meaning, value):
            told[question.meaning][fold(question.word)] = value
            _remember(question, value, actor)
    return with_words(batch.mapping, told)


def is_answer(meaning: str, value: str) -> bool:
    """Whether a value is one of the choices of a meaning; a term may be any number of years up to 999."""
    if meaning == "term" and value.isascii() and value.isdecimal():
        return 0 < int(value[:4]) <= 999
    return value == NOTHING or any(value == choice for choice, _label in CHOICES.get(meaning, ()))


def with_words(mapping: Mapping[str, Any], words: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """Return a mapping with more words; what a word means from now on replaces what it meant."""
    full = deepcopy(dict(mapping))
    for meaning, values in words.items():
        table = full.setdefault("values", {}).setdefault(meaning, {})
        written = {fold(word): word for word in table}
        for word, value in values.items():
            table[written.get(word, word)] = value
    return full


def _remember(question: Question, value: str, actor: User | None) -> None:
    WordMeaning.objects.update_or_create(
        meaning=question.meaning,
        word=fold(question.word)[:LONGEST_WORD],
        defaults={"value": value, "told_by": actor},
    )
