"""Between the metres that are kept (EPSG:25831) and the degrees that maps ask for (EPSG:4326)."""

import threading

from django.conf import settings
from django.contrib.gis.gdal import CoordTransform, SpatialReference
from django.contrib.gis.geos import GEOSGeometry

#: Making one takes longer than a page (50 ms); one cannot be used by two threads at once.
_kept = threading.local()


def to_degrees(geometry: GEOSGeometry) -> None:
    """Turn a geometry in EPSG:25831 into longitudes and latitudes, in place."""
    geometry.transform(_between(settings.STORAGE_SRID, settings.API_SRID))


def to_metres(geometry: GEOSGeometry) -> None:
    """Turn a geometry in longitudes and latitudes into EPSG:25831, in place."""
    geometry.transform(_between(settings.API_SRID, settings.STORAGE_SRID))


def _between(source: int, target: int) -> CoordTransform:
    ways: dict[tuple[int, int], CoordTransform] = _kept.__dict__.setdefault("ways", {})
    if (source, target) not in ways:
        ways[source, target] = CoordTransform(SpatialReference(source), SpatialReference(target))
    return ways[source, target]
