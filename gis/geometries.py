"""Geometries on their way between the database (GEOS) and what the plan is reckoned with (shapely), in EPSG:25831."""

import shapely
from django.conf import settings
from django.contrib.gis.geos import GEOSGeometry
from shapely import MultiPolygon
from shapely.geometry.base import BaseGeometry


def stored(shape: BaseGeometry) -> GEOSGeometry:
    """A shape as the database takes it."""
    return GEOSGeometry(memoryview(shapely.to_wkb(shape)), srid=settings.STORAGE_SRID)


def as_shape(geometry: GEOSGeometry) -> BaseGeometry:
    """A geometry of the database as the plan reckons with it."""
    return shapely.from_wkb(bytes(geometry.wkb))


def as_area(geometry: GEOSGeometry) -> MultiPolygon:
    """An area of the database, likewise."""
    area = as_shape(geometry)
    assert isinstance(area, MultiPolygon)
    return area
