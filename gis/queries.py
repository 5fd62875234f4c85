"""Questions of the plan and the elevations to the register."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from django.db.models import Count, Min, Q, QuerySet

from cementiris.registry.models import Act, ActKind, BurialUnit, Cemetery, Concession, Movement, PersonKind, Section
from cementiris.registry.queries import owners, resting, rights_on, there_on, units_on
from cementiris.registry.services.wall_places import stand_again


def _units_there(on: date) -> Count:
    return Count("units", filter=there_on(on, "units__"))


def sections_of(cemetery: Cemetery, on: date) -> list[Section]:
    """The sections that hold units on the day, in themselves or in their parts, or are on the plan, each with its
    own `unit_count`: in natural order, the parts of one after it.
    """
    counted = Section.objects.filter(cemetery=cemetery).annotate(unit_count=_units_there(on))
    drawn = counted.annotate(is_drawn=Q(footprint__isnull=False)).defer("footprint")
    sections = list(drawn.order_by("name_order", "pk"))
    filled = {section.parent_id for section in sections if section.unit_count}
    return list(_nested([row for row in sections if row.unit_count or row.is_drawn or row.pk in filled]))


def _nested(sections: list[Section]) -> Iterator[Section]:
    """The sections in their order, each with its parts at any depth right after it."""
    keys = {section.pk for section in sections}
    parts: dict[int | None, list[Section]] = {}
    for section in sections:
        parts.setdefault(section.parent_id if section.parent_id in keys else None, []).append(section)
    waiting = parts.pop(None, [])[::-1]
    while waiting:
        yield (section := waiting.pop())
        waiting += parts.pop(section.pk, [])[::-1]


def units_of(cemetery: Cemetery, sections: Iterable[Section | None], on: date) -> QuerySet[BurialUnit]:
    """The units that some sections have on the day, or with None those of the cemetery in no section, by number."""
    wanted = list(sections)
    inside = Q(section__in=[section.pk for section in wanted if section])
    if None in wanted:
        inside |= Q(section__isnull=True)
    return units_on(on).filter(inside, cemetery=cemetery).order_by("number_order", "pk")


def stand_as_then(units: Sequence[BurialUnit], on: date) -> None:
    """Put units that were joined or divided after a past day where they stood on it; nothing is saved."""
    kinds = (ActKind.MERGER, ActKind.SPLIT)
    acts = Act.objects.filter(unit__in=units, kind__in=kinds, on__gt=on, annulled_at__isnull=True)
    kept = dict(acts.order_by("-on", "-pk").values_list("unit_id", "notes__kept"))
    for unit in units:
        stand_again(unit, kept.get(unit.pk) or {})


def first_year(cemetery: Cemetery, on: date) -> int:
    """The year of the oldest burial or right in a cemetery; this year where there is none."""
    burials = Movement.objects.filter(cemetery=cemetery, annulled=False).aggregate(day=Min("on_from"))["day"]
    rights = Concession.objects.filter(unit__cemetery=cemetery).aggregate(day=Min("granted_from"))["day"]
    return min((day.year for day in (burials, rights) if day), default=on.year)


def surnames(unit_pks: Collection[int], on: date, *, asked: QuerySet[BurialUnit] | None = None) -> dict[int, str]:
    """The surname by which each unit is known on the day: its holder's, or that of who came to rest there last.

    `asked` is the question that the keys answered, where there was one: the database then reads no long lists of keys.
    """
    units = list(unit_pks) if asked is None else asked.values_list("pk", flat=True)
    rights: dict[int, int] = {}
    for unit, right in rights_on(units, on).values_list("unit_id", "pk"):
        rights.setdefault(unit, right)
    wanted = rights.values() if asked is None else rights_on(units, on).values_list("pk", flat=True)
    holders: dict[int, str] = {}
    for right, *person in owners(wanted, on).values_list("concession_id", *_named("person")):
        holders.setdefault(right, _surname(*person))
    found = {unit: holders[right] for unit, right in rights.items() if holders.get(right)}
    return _last_at_rest([pk for pk in unit_pks if pk not in found], on) | found


def _last_at_rest(unit_pks: list[int], on: date) -> dict[int, str]:
    rows = resting(on).filter(to_unit__in=unit_pks).order_by("on_from", "pk")
    return {unit: _surname(*person) for unit, *person in rows.values_list("to_unit_id", *_named("deceased")) if unit}


def _named(person: str) -> tuple[str, ...]:
    return tuple(f"{person}__{column}" for column in ("kind", "surname1", "surname2", "text"))


def _surname(kind: str, surname1: str, surname2: str, text: str) -> str:
    """Both surnames joined as in Catalan, or the name as written where they are not known apart."""
    if kind == PersonKind.NATURAL and surname1:
        return " i ".join(part for part in (surname1, surname2) if part)
    return text
