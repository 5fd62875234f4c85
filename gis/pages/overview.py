"""The town's cemeteries at a glance: how many units of each state they have, and a small picture of each."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.contrib.gis.geos import MultiPolygon
from django.db.models import Count
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cementiris.registry.models import Cemetery, Section
from cementiris.registry.queries import units_on
from cementiris.registry.unit_states import with_states

#: Pixels of the picture.
WIDTH, HEIGHT, MARGIN = 96, 72, 3


@dataclass(frozen=True)
class CemeteryLine:
    """One cemetery of the town on a day."""

    cemetery: Cemetery
    picture: SafeString
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def unit_count(self) -> int:
        """All units that are there on the day."""
        return self.counts.total()


def overview(on: date) -> list[CemeteryLine]:
    """The cemeteries of the town by name, with their units counted by state: three queries, however many there are."""
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    rows = with_states(units_on(on), on).order_by().values_list("cemetery", "state").annotate(Count("pk"))
    for cemetery, state, count in rows:
        counts[cemetery][state] = count
    parts: dict[int, list[MultiPolygon]] = defaultdict(list)
    for key, footprint in Section.objects.values_list("cemetery", "footprint"):
        if footprint:
            parts[key].append(footprint)
    cemeteries = Cemetery.objects.order_by("name")
    return [CemeteryLine(row, picture_of(row.footprint, parts[row.pk]), counts[row.pk]) for row in cemeteries]


def picture_of(enclosure: MultiPolygon | None, sections: Iterable[MultiPolygon]) -> SafeString:
    """The enclosure and its sections as a small SVG, north up; empty where nothing is drawn."""
    shapes = [("enclosure", enclosure)] if enclosure else []
    shapes += [("block", section) for section in sections]
    if not shapes:
        return SafeString("")
    boxes = [shape.extent for _kind, shape in shapes]
    west, south = (min(box[side] for box in boxes) for side in (0, 1))
    east, north = (max(box[side] for box in boxes) for side in (2, 3))
    scale = min((WIDTH - 2 * MARGIN) / max(east - west, 1), (HEIGHT - 2 * MARGIN) / max(north - south, 1))
    left, top = (WIDTH - (east - west) * scale) / 2, (HEIGHT - (north - south) * scale) / 2

    def path(shape: MultiPolygon) -> str:
        rings = (ring for polygon in shape.coords for ring in polygon)
        places = (
            " ".join(f"{left + (x - west) * scale:.1f} {top + (north - y) * scale:.1f}" for x, y in ring)
            for ring in rings
        )
        return "".join(f"M{place}z" for place in places)

    drawn = format_html_join("", '<path class="{}" d="{}"/>', ((kind, path(shape)) for kind, shape in shapes))
    return format_html(
        '<svg class="mini-plan" aria-hidden="true" viewBox="0 0 {0} {1}" width="{0}" height="{1}">{2}</svg>',
        WIDTH,
        HEIGHT,
        drawn,
    )
