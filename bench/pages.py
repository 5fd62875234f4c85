"""The pages that are open all day, beside the bare queries that they ask."""

from __future__ import annotations

from collections.abc import Iterator

from bench.installation import ask, clerk_of, queries_of, town_of
from bench.readings import Reading, milliseconds
from cementiris.registry.models import BurialUnit, Section
from cementiris.tenancy.scope import municipality


def run(size: int) -> Iterator[Reading]:
    """Start, unit sheet, and a cemetery with its plan and one wall of two hundred niches."""
    town = town_of(size)
    clerk = clerk_of(town)
    with municipality(town.pk):
        unit = BurialUnit.objects.exclude(arrivals=None).exclude(concessions=None).order_by("pk")[0]
        wall = Section.objects.filter(floors__isnull=False).order_by("pk")[0]
    pages = {
        "unit sheet": f"/{town.slug}/sepultures/{unit.pk}/",
        "wall of niches": f"/{town.slug}/cementiris/{wall.cemetery_id}/?bloc={wall.pk}",
        "start": f"/{town.slug}/",
    }
    for measure, address in pages.items():
        queries = queries_of(clerk, address)
        value = milliseconds(lambda address=address: clerk.get(address))  # type: ignore[misc]
        with municipality(town.pk):
            floor = milliseconds(lambda queries=queries: ask(queries))  # type: ignore[misc]
        yield Reading("pages", measure, value, "ms", floor, size)
