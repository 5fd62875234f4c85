"""What the county's page shows."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import ngettext

from cementiris.accounts.models import Municipality
from cementiris.county.models import TownFigures
from cementiris.county.queries import FreeHere


@dataclass(frozen=True)
class TownLine:
    """One town of the table; without figures it has not been counted yet."""

    town: Municipality
    figures: TownFigures | None


@dataclass(frozen=True)
class Totals:
    """The county in figures."""

    town_count: int
    unit_count: int
    free_count: int
    soon_count: int
    expired_count: int


#: By what the table of towns is sorted; towns that were not counted yet stand last.
ORDERS: dict[str, Callable[[TownFigures], Any]] = {
    "units": lambda figures: figures.unit_count,
    "free": lambda figures: figures.free_count,
    "used": lambda figures: figures.in_use_count,
    "soon": lambda figures: figures.soon_count,
    "expired": lambda figures: figures.expired_count,
    "plan": lambda figures: figures.on_plan_percent or 0,
    "import": lambda figures: figures.last_import_at.timestamp() if figures.last_import_at else 0,
    "counted": lambda figures: figures.counted_at,
}


def town_lines(towns: Sequence[Municipality], sort: str) -> list[TownLine]:
    """The towns with their figures, by name or as asked for (`free`, `-free`)."""
    lines = [TownLine(town, getattr(town, "figures", None)) for town in towns]
    if sort == "-name":
        return lines[::-1]
    order = ORDERS.get(sort.removeprefix("-"))
    if order is None:
        return lines
    counted = [line for line in lines if line.figures]
    counted.sort(key=lambda line: order(line.figures) if line.figures else 0, reverse=sort.startswith("-"))
    return counted + [line for line in lines if not line.figures]


def totals(lines: Sequence[TownLine]) -> Totals:
    """The sums over all towns that have been counted."""
    counted = [line.figures for line in lines if line.figures]
    return Totals(
        town_count=len(lines),
        unit_count=sum(figures.unit_count for figures in counted),
        free_count=sum(figures.free_count for figures in counted),
        soon_count=sum(figures.soon_count for figures in counted),
        expired_count=sum(figures.expired_count for figures in counted),
    )


def extent_of(found: Sequence[FreeHere]) -> str:
    """West, south, east, north of the cemeteries in degrees, as the map reads it; empty where none is drawn."""
    places = [one.place for one in found if one.place]
    if not places:
        return ""
    east_west, north_south = [place.x for place in places], [place.y for place in places]
    sides = (min(east_west), min(north_south), max(east_west), max(north_south))
    return ",".join(f"{side:.6f}" for side in sides)


def as_geojson(found: Sequence[FreeHere]) -> str:
    """The cemeteries as points, each with the words that the table beside the map says of it."""
    features = [_feature(one) for one in found if one.place]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)


def _feature(one: FreeHere) -> dict[str, Any]:
    assert one.place is not None
    words = ngettext("%(count)s lliure", "%(count)s lliures", one.free_count) % {"count": one.free_count}
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [round(one.place.x, 6), round(one.place.y, 6)]},
        "properties": {
            "row": f"cementiri-{one.cemetery.pk}",
            "town": one.town.name,
            "free": one.free_count,
            "label": f"{one.town.name}, {one.cemetery.name}: {words}",
            "url": reverse("gis:cemetery", kwargs={"town": one.town.slug, "pk": one.cemetery.cemetery_key}),
        },
    }
