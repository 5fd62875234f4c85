"""The register as JSON Lines, one burial unit a line: the shape of docs/export-format.md."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from cementiris.registry.models import (
    BurialUnit,
    Cemetery,
    Concession,
    Holding,
    HoldingRole,
    Movement,
    MovementKind,
    PersonKind,
    Remains,
    Standing,
    UnitKind,
)
from cementiris.registry.names import NameParts, fold
from imports.cleaning.people import read_holders
from imports.models import SourceLink

EXPORT_KINDS = {
    UnitKind.DOUBLE_NICHE: "niche",
    UnitKind.REDUCED_NICHE: "niche",
    UnitKind.URN_SPACE: "columbarium",
    UnitKind.GRAVE_IN_EARTH: "tomb",
    UnitKind.HYPOGEUM: "pantheon",
    UnitKind.CHAPEL: "pantheon",
    UnitKind.PLOT: "tomb",
}
EXPORT_REMAINS = {Remains.ASHES: "ashes", Remains.REMAINS: "remains"}
NO_ARRIVALS = (MovementKind.EXHUMATION, MovementKind.REDUCTION, MovementKind.MERGER)
Line = dict[str, Any]


def export_cemetery(cemetery: Cemetery) -> Iterator[Line]:
    """Yield every unit that the cemetery has; last, when there are any, those who rest at a place not recorded."""
    concessions, burials, sources = _concessions(cemetery), _burials(cemetery), _sources(cemetery)
    units = BurialUnit.objects.filter(cemetery=cemetery, retired_on=None).select_related("section")
    for unit in units.defer("footprint", "point").order_by("section__name_order", "number_order", "pk").iterator(2000):
        yield {
            "unit": _unit(unit),
            "code_as_written": list(dict.fromkeys(written for written, *_ in sources[unit.pk] if written)),
            "concessions": concessions[unit.pk],
            "burials": burials[unit.pk],
            "source": [
                {"sheet": sheet, "row": row}
                for sheet, row in dict.fromkeys((sheet, row) for _, sheet, row in sources[unit.pk])
            ],
        }
    if burials[None]:
        nowhere = {"block": None, "row": None, "number": None, "kind": None}
        yield {"unit": nowhere, "code_as_written": [], "concessions": [], "burials": burials[None], "source": []}


def _unit(unit: BurialUnit) -> Line:
    line = {
        "block": unit.section.name if unit.section else None,
        "row": unit.floor,
        "number": unit.number or None,
        "kind": EXPORT_KINDS.get(UnitKind(unit.kind), unit.kind),
    }
    return line | ({"state": unit.stated_state} if unit.stated_state else {})


def _concessions(cemetery: Cemetery) -> dict[int, list[Line]]:
    grouped: dict[int, list[Line]] = defaultdict(list)
    holders = _holders(cemetery)
    rights = Concession.objects.filter(unit__cemetery=cemetery).exclude(standing=Standing.ANNULLED)
    for right in rights.order_by("pk").iterator(2000):
        grouped[right.unit_id].append(
            {
                "title_number": right.title_number or None,
                "granted_on": right.granted_on or None,
                "term_years": None if right.perpetual else right.term_years,
                "perpetual": right.perpetual,
                "expires_on": right.expires_on or None,
                "holders": holders[right.pk],
            }
        )
    return grouped


def _holders(cemetery: Cemetery) -> dict[int, list[Line]]:
    grouped: dict[int, list[Line]] = defaultdict(list)
    rows = Holding.objects.filter(concession__unit__cemetery=cemetery, role__in=HoldingRole.owners())
    rows = rows.exclude(person__kind=PersonKind.UNKNOWN)  # nobody is named
    for holding in rows.select_related("person").order_by("position", "pk").iterator(2000):
        person = holding.person
        is_institution = person.kind == PersonKind.INSTITUTION
        parts = _parts_as_written(holding)
        grouped[holding.concession_id].append(
            {
                "given_name": parts.given_name or None,
                "surname1": parts.surname1 or None,
                "surname2": parts.surname2 or None,
                "text": holding.text,
                "national_id": person.national_id or None,
                "role": "institution" if is_institution else "widow_of" if holding.is_widow else holding.role,
                "is_estate": holding.is_estate,
                "person": None if is_institution else str(person.pk),
            }
        )
    return grouped


def _parts_as_written(holding: Holding) -> NameParts:
    """One person may be spelled differently on two titles: each title keeps its spelling."""
    person = holding.person
    if fold(holding.text) != fold(person.text):
        readings = read_holders(holding.text)
        if readings:
            return readings[0].parts
    return NameParts(person.given_name, person.surname1, person.surname2)


def _burials(cemetery: Cemetery) -> dict[int | None, list[Line]]:
    grouped: dict[int | None, list[Line]] = defaultdict(list)
    rows = Movement.objects.filter(cemetery=cemetery, annulled=False).select_related("deceased").order_by("pk")
    departures = {
        (row.deceased_id, row.from_unit_id): row.on for row in rows.filter(kind=MovementKind.EXHUMATION).iterator(2000)
    }
    became = {(row.deceased_id, row.from_unit_id): row.to_unit_id for row in rows.filter(kind=MovementKind.MERGER)}
    for row in rows.exclude(kind__in=NO_ARRIVALS).iterator(2000):
        person, home = row.deceased, row.to_unit_id
        while (person.pk, home) in became:
            home = became[person.pk, home]
        grouped[home].append(
            {
                "given_name": person.given_name or None,
                "surname1": person.surname1 or None,
                "surname2": person.surname2 or None,
                "text": person.text,
                "died_on": person.died_on or None,
                "buried_on": row.on or None,
                "exhumed_on": departures.get((row.deceased_id, home)) or None,
                "kind": EXPORT_REMAINS.get(Remains(row.remains), "body"),
            }
        )
    return grouped


def _sources(cemetery: Cemetery) -> dict[int | None, list[tuple[str, str, int]]]:
    """Every row that speaks of a unit, with the code as it stood there."""
    grouped: dict[int | None, list[tuple[str, str, int]]] = defaultdict(list)
    links = SourceLink.objects.filter(unit__cemetery=cemetery, movement__isnull=True)
    rows = links.order_by("pk").values_list("unit_id", "written", "row__sheet", "row__row")
    for unit_id, written, sheet, row in rows.iterator(2000):
        grouped[unit_id].append((written, sheet, row))
    return grouped
