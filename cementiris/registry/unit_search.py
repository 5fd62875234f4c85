"""Finding the unit of an act from what a clerk types: a number with or without its block, a holder, who rests there.

A number leads to every unit that bears it, and to those that bore it before; which of them is meant the clerk says.
"""

from collections import defaultdict
from datetime import date

from django.db.models import F, Q, QuerySet

from cementiris.registry.models import BurialUnit, FormerNumber, Holding, Person, Standing
from cementiris.registry.names import search_key
from cementiris.registry.numbers import key_words
from cementiris.registry.queries import resting, units_on

MOST = 20
MOST_WORDS = 30


def find_units(text: str, on: date) -> list[BurialUnit]:
    """The units meant by `287`, `287, bloc Sant Josep`, `B-3` or by a person's name; at most twenty."""
    return (units_by_code(text, on) or _units_by_person(text, on))[:MOST]


def units_by_code(text: str, on: date) -> list[BurialUnit]:
    """The units whose number, now or before, stands in the text, where every other word names their place or kind.

    Those that bear the number now come first.
    """
    words = key_words(text)[:MOST_WORDS]
    spans = _spans(words)
    if not spans:
        return []
    present = [unit for unit in _all_units(on).filter(number_key__in=spans) if _is_meant(unit, unit, words)]
    keys = {unit.pk for unit in present}
    former = former_numbers(Q(number_key__in=spans))
    before = [
        unit
        for unit in _all_units(on).filter(pk__in=former)
        if unit.pk not in keys and any(_is_meant(unit, row, words) for row in former[unit.pk])
    ]
    return present + before


def former_numbers(which: Q) -> dict[int, list[FormerNumber]]:
    """The numbers that units bore before, by key of the unit, latest first; what was annulled was never borne."""
    grouped: dict[int, list[FormerNumber]] = defaultdict(list)
    rows = FormerNumber.objects.filter(which, act__annulled_at__isnull=True).select_related("section")
    for row in rows.order_by("-until", "-pk"):
        grouped[row.unit_id].append(row)
    return grouped


def _all_units(on: date) -> QuerySet[BurialUnit]:
    units = units_on(on).select_related("section", "cemetery")
    return units.order_by("cemetery__name", "section__name_order", "number_order")


def _spans(words: list[str]) -> list[str]:
    """Every run of words that could be a number: it begins with a figure."""
    return [
        " ".join(words[first:last])
        for first in range(len(words))
        for last in range(first + 1, len(words) + 1)
        if words[first][0].isdigit()
    ]


def _is_meant(unit: BurialUnit, named: BurialUnit | FormerNumber, words: list[str]) -> bool:
    """Whether the words are the number, as the unit or one of its former numbers writes it, and its place or kind."""
    rest = list(words)
    for part in named.number_key.split():
        rest.remove(part)
    sections = {section for section in (unit.section, named.section) if section}
    names = " ".join(f"{section.level_name} {section.name}" for section in sections)
    place = key_words(f"{names} {unit.get_kind_display()} {unit.cemetery.name}")
    return all(word in place for word in rest)


def standing_holdings() -> QuerySet[Holding]:
    """What people are or were to rights that count, or that are disputed.

    Nobody is led to a right that was annulled, nor to what somebody never was, as the act that said so was taken back.
    """
    return Holding.objects.exclude(concession__standing=Standing.ANNULLED).exclude(until=F("since"))


def _units_by_person(text: str, on: date) -> list[BurialUnit]:
    words = search_key(text).split()
    if not words or text.strip().isdigit():
        return []
    by_name = Q()
    for word in words:
        by_name &= Q(folded__contains=f" {word}")
    people = Person.objects.filter(by_name).values("pk")
    rest = resting(on).filter(deceased__in=people, to_unit__isnull=False).values("to_unit")
    held = standing_holdings().filter(person__in=people).values("concession__unit")
    return list(_all_units(on).filter(Q(pk__in=rest) | Q(pk__in=held))[:MOST])
