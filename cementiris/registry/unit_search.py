"""Finding the unit of an act from what a clerk types: a number with or without its block, a holder, who rests there."""

from datetime import date

from django.db.models import Q, QuerySet

from cementiris.registry.models import BurialUnit, Holding, Person
from cementiris.registry.names import search_key
from cementiris.registry.numbers import number_key
from cementiris.registry.queries import resting

MOST = 20


def find_units(text: str, on: date) -> list[BurialUnit]:
    """The units meant by `287`, `287, bloc Sant Josep`, `B-3` or by a person's name; at most twenty."""
    return (units_by_code(text) or _units_by_person(text, on))[:MOST]


def units_by_code(text: str) -> list[BurialUnit]:
    """The units whose number stands in the text, where every other word names their place or kind."""
    words = number_key(text).split()
    candidates = _all_units().filter(number_key__in=_spans(words))
    return [unit for unit in candidates if _is_meant(unit, words)]


def _all_units() -> QuerySet[BurialUnit]:
    units = BurialUnit.objects.select_related("section", "cemetery")
    return units.order_by("cemetery__name", "section__name_order", "number_order")


def _spans(words: list[str]) -> list[str]:
    """Every run of words that could be a number: it begins with a figure."""
    return [
        " ".join(words[first:last])
        for first in range(len(words))
        for last in range(first + 1, len(words) + 1)
        if words[first][0].isdigit()
    ]


def _is_meant(unit: BurialUnit, words: list[str]) -> bool:
    rest = list(words)
    for part in unit.number_key.split():
        rest.remove(part)
    section = f"{unit.section.level_name} {unit.section.name}" if unit.section else ""
    place = number_key(f"{section} {unit.get_kind_display()}").split() + number_key(unit.cemetery.name).split()
    return all(word in place for word in rest)


def _units_by_person(text: str, on: date) -> list[BurialUnit]:
    words = search_key(text).split()
    if not words or text.strip().isdigit():
        return []
    by_name = Q()
    for word in words:
        by_name &= Q(folded__contains=f" {word}")
    people = Person.objects.filter(by_name).values("pk")
    rest = resting(on).filter(deceased__in=people, to_unit__isnull=False).values("to_unit")
    held = Holding.objects.filter(person__in=people).values("concession__unit")
    return list(_all_units().filter(Q(pk__in=rest) | Q(pk__in=held))[:MOST])
