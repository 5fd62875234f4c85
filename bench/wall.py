"""The elevation: a wall of five hundred niches, the page that shows it and the wall alone, beside the bare queries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from bench.installation import ask, clerk_of, queries_of, town_of
from bench.readings import Reading, milliseconds
from cementiris.registry.models import BurialUnit, Section, UnitKind
from cementiris.registry.queries import section_units
from cementiris.registry.unit_states import derived_states
from cementiris.tenancy.scope import municipality
from gis.pages.cemetery import NOT_DRAWN
from gis.queries import surnames
from gis.wall.looks import Look, Part, walls

FLOORS, COLUMNS = 5, 100
ON = date(2026, 11, 23)


def run(size: int) -> Iterator[Reading]:
    """A wall of 5 × 100 niches among the units of a town; it is built for the reading and taken down again."""
    town = town_of(size)
    clerk = clerk_of(town)
    with municipality(town.pk), transaction.atomic():
        wall = _built()
        address = f"/{town.slug}/cementiris/{wall.cemetery_id}/?bloc={wall.pk}"
        queries = queries_of(clerk, address)
        floor = milliseconds(lambda: ask(queries))
        yield Reading("wall", "page of 500 niches", milliseconds(lambda: clerk.get(address)), "ms", floor, size)
        with CaptureQueriesContext(connection) as captured:
            _elevation(wall)
        asked = [query["sql"] for query in captured if query["sql"].startswith(("SELECT", "WITH"))]
        bare = milliseconds(lambda: ask(asked))
        yield Reading("wall", "elevation of 500 niches", milliseconds(lambda: _elevation(wall)), "ms", bare, size)
        transaction.set_rollback(True)


def _built() -> Section:
    """Five hundred of the town's niches, with who rests in them and their rights, put into one wall."""
    units = list(BurialUnit.objects.filter(kind=UnitKind.NICHE).order_by("pk")[: FLOORS * COLUMNS])
    wall = Section(cemetery_id=units[0].cemetery_id, name="500", floors=FLOORS, columns=COLUMNS)
    wall.save()
    for index, unit in enumerate(units):
        unit.section, unit.cemetery_id = wall, wall.cemetery_id
        unit.floor, unit.column = index // COLUMNS + 1, index % COLUMNS + 1
        unit.set_number(str(index + 1))
    BurialUnit.objects.bulk_update(
        units, ["section", "cemetery", "floor", "column", "number", "number_key", "number_order"]
    )
    return wall


def _elevation(wall: Section) -> None:
    """The wall alone, from the register to its drawing: units, states, surnames."""
    asked = section_units(wall, ON)
    units = list(asked.defer(*NOT_DRAWN))
    states, names = derived_states(asked, ON), surnames([unit.pk for unit in units], ON, asked=asked)
    looks = {pk: Look(state, names.get(pk, "")) for pk, state in states.items()}
    walls([Part(wall, units)], looks, of=wall, town="bench")
