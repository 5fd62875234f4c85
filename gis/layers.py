"""The plan as GeoJSON for Leaflet: what of a cemetery lies in a window, as coarse or fine as the zoom asks.

The cemetery and its sections always; single units only from zoom 18, where they are larger than a fingertip's dot.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.gis.db.models import Collect, Extent, GeometryField
from django.contrib.gis.db.models.functions import AsGeoJSON, Transform
from django.contrib.gis.geos import Polygon
from django.db.models import Case, F, Func, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from cementiris.registry.models import BurialUnit, Cemetery, Section, UnitKind
from cementiris.registry.queries import units_on
from cementiris.registry.unit_states import with_states
from gis.projecting import to_degrees, to_metres
from gis.wording import state_words

#: West, south, east, north.
Box = tuple[float, float, float, float]
UNITS_FROM_ZOOM = 18
#: Decimals of a degree: 1e-7 is a centimetre.
PRECISION = 7
#: What a state is marked with where the register contradicts itself.
ODD = "!"
#: Degrees around the country: farther off EPSG:25831 bends back upon itself, or has no place at all.
AROUND: Box = (-10.0, 30.0, 20.0, 50.0)
_SHAPE: "GeometryField[Any, Any]" = GeometryField(srid=settings.STORAGE_SRID)


@dataclass(frozen=True)
class Window:
    """What the map shows: west, south, east, north in degrees (EPSG:4326), and the zoom."""

    box: Box
    zoom: float

    @classmethod
    def parse(cls, bbox: str, zoom: str) -> "Window | None":
        """The window of a map's request; None when it is not one."""
        try:
            west, south, east, north = (float(part) for part in bbox.split(","))
            level = float(zoom)
        except ValueError:
            return None
        if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90 and 0 <= level <= 30):
            return None
        return cls((west, south, east, north), level)

    def as_polygon(self) -> Polygon:
        """What of the window lies around the country, in EPSG:25831, to be met by the index of the geometry columns."""
        west, south, east, north = AROUND
        lons = [min(max(lon, west), east) for lon in self.box[::2]]
        lats = [min(max(lat, south), north) for lat in self.box[1::2]]
        polygon = Polygon.from_bbox((lons[0], lats[0], lons[1], lats[1]))
        polygon.srid = settings.API_SRID
        to_metres(polygon)
        return polygon


def plan_geojson(cemetery: Cemetery, window: Window, on: date, *, town: str) -> str:
    """What of a cemetery the window touches, as docs/plan-data.md says. One query each for its three levels."""
    features = [*_outline(cemetery), *_sections(cemetery, window, town)]
    words = ""
    if window.zoom >= UNITS_FROM_ZOOM:
        features += _units(cemetery, window, on)
        words = f'"words":{json.dumps(_words(town), ensure_ascii=False)},'
    elif not features:
        features += _hulls(cemetery, on, town)
    return f'{{"type":"FeatureCollection",{words}"features":[{",".join(features)}]}}'


def extent(cemetery: Cemetery, on: date) -> Box | None:
    """West, south, east, north of everything surveyed that is there on the day, in degrees; None when nothing is."""
    units = units_on(on).filter(cemetery=cemetery)
    boxes = [
        cemetery.footprint.extent if cemetery.footprint else None,
        _extent(Section.objects.filter(cemetery=cemetery), "footprint"),
        _extent(units, "footprint"),
        _extent(units, "point"),
    ]
    known = [box for box in boxes if box]
    if not known:
        return None
    west, south = (min(box[side] for box in known) for side in (0, 1))
    east, north = (max(box[side] for box in known) for side in (2, 3))
    polygon = Polygon.from_bbox((west, south, east, north))
    polygon.srid = settings.STORAGE_SRID
    to_degrees(polygon)
    return polygon.extent


def _extent(places: QuerySet[Section] | QuerySet[BurialUnit], name: str) -> Box | None:
    box: Box | None = places.aggregate(box=Extent(name))["box"]
    return box


def _geojson(name: str) -> AsGeoJSON:
    return AsGeoJSON(Transform(name, settings.API_SRID), precision=PRECISION)


def _feature(geometry: str, properties: dict[str, object]) -> str:
    return f'{{"type":"Feature","geometry":{geometry},"properties":{json.dumps(properties, ensure_ascii=False)}}}'


def _outline(cemetery: Cemetery) -> Iterator[str]:
    rows = Cemetery.objects.filter(pk=cemetery.pk).values_list(_geojson("footprint"), _geojson("entrance"))
    for footprint, entrance in rows:
        if footprint:
            yield _feature(footprint, {"layer": "cemetery", "label": cemetery.name})
        if entrance:
            yield _feature(entrance, {"layer": "entrance", "label": _("Entrada")})


def _sections(cemetery: Cemetery, window: Window, town: str) -> Iterator[str]:
    rows = Section.objects.filter(cemetery=cemetery, footprint__bboverlaps=window.as_polygon())
    for section in rows.annotate(geojson=_geojson("footprint")).defer("footprint"):
        yield _section_feature(section.geojson, section, cemetery, town)


def _hulls(cemetery: Cemetery, on: date, town: str) -> Iterator[str]:
    """From afar, where only graves were surveyed: an outline around those of each section, so that something shows."""
    sections = Section.objects.in_bulk(cemetery.sections.values_list("pk", flat=True))
    shapes = Collect(Coalesce("footprint", "point", output_field=_SHAPE))
    hull = Transform(Func(shapes, function="ST_ConvexHull", output_field=_SHAPE), settings.API_SRID)
    rows = units_on(on).filter(cemetery=cemetery).exclude(footprint=None, point=None).order_by()
    for pk, geometry in rows.values("section").values_list("section", AsGeoJSON(hull, precision=PRECISION)):
        yield _section_feature(geometry, sections.get(pk), cemetery, town)


def _section_feature(geometry: str, section: Section | None, cemetery: Cemetery, town: str) -> str:
    base = reverse("gis:cemetery", kwargs={"town": town, "pk": cemetery.pk})
    pk = section.pk if section else 0
    label, name = (str(section), section.name) if section else (_("Fora dels blocs"), "")
    return _feature(geometry, {"layer": "section", "id": pk, "name": name, "label": label, "url": f"{base}?bloc={pk}"})


def _units(cemetery: Cemetery, window: Window, on: date) -> "QuerySet[Any, str]":
    """The features of the units, put into text by the database: thousands of rows are never objects of ours."""
    box = window.as_polygon()
    units = units_on(on).filter(Q(footprint__bboverlaps=box) | Q(point__bboverlaps=box), cemetery=cemetery)
    shape = Coalesce("footprint", "point", output_field=_SHAPE)
    geojson = AsGeoJSON(Transform(shape, settings.API_SRID), precision=PRECISION)
    mark = Case(When(is_anomalous=True, then=Value(ODD)), default=Value(""))
    section = Coalesce(Cast("section_id", TextField()), Value("null"))
    floor = Coalesce(_Text(Value(',"f":'), F("floor")), Value(""))  # of what is NULL, no text
    feature = _Text(
        Value('{"type":"Feature","id":'), F("pk"), Value(',"geometry":'), geojson,
        Value(',"properties":{"n":'), Func(F("number"), function="to_json"),
        Value(',"k":"'), F("kind"), Value('","s":"'), F("state"), mark, Value('","b":'), section, floor, Value("}}"),
    )  # fmt: skip
    return with_states(units, on).values_list(feature, flat=True)


class _Text(Func):
    """Pieces of text, one after the other."""

    template = "%(expressions)s"
    arg_joiner = " || "
    output_field = TextField()


def _words(town: str) -> dict[str, object]:
    """What is said of units, once for all of them, in the reader's language."""
    states = {
        f"{key}{ODD if odd else ''}": {"key": key, "anomaly": odd, "word": word}
        for (key, odd), word in state_words().items()
    }
    return {
        "unit_url": reverse("registry:unit", kwargs={"town": town, "pk": 0}),
        "kinds": {str(kind): str(kind.label) for kind in UnitKind},
        "states": states,
    }
