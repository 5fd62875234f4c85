"""The town's layers as feature types of WFS 2.0, for django-gisserver: in pages, by any filter of FES 2.0."""

from copy import copy
from datetime import date
from functools import cached_property
from typing import Any
from xml.etree.ElementTree import tostring

from django.conf import settings
from django.contrib.gis.db.models import Extent
from django.contrib.gis.gdal import AxisOrder
from django.contrib.gis.geos import GEOSGeometry, Polygon
from django.db import models
from django.db.models import QuerySet
from gisserver.crs import CRS, WEB_MERCATOR, WGS84
from gisserver.features import FeatureField, FeatureType
from gisserver.geometries import WGS84BoundingBox
from gisserver.parsers.ast import tag_registry
from gisserver.parsers.gml.geometries import GEOSGMLGeometry
from gisserver.parsers.xml import NSElement, xmlns

from cementiris.registry.models import BurialUnit, Cemetery, Section
from gis.datasets.catalogue import Dataset
from gis.datasets.rows import LayerRows
from gis.projecting import to_degrees

STORED = CRS.from_srid(settings.STORAGE_SRID)
_EXTENTS = ((Cemetery, "footprint"), (Section, "footprint"), (BurialUnit, "footprint"), (BurialUnit, "point"))


class ColumnField(FeatureField):  # type: ignore[misc]  # gisserver has no types
    """A column of a layer, stored or computed by its query: both are read and filtered by their name."""

    def __init__(self, name: str, kind: "models.Field[Any, Any]") -> None:
        super().__init__(name)
        self.kind = kind

    def bind(self, model: type[models.Model], parent: Any = None, feature_type: FeatureType | None = None) -> None:
        """Take the column for a field of the model, which it need not be."""
        self.model, self.parent, self.feature_type = model, parent, feature_type
        self.model_field = copy(self.kind)
        self.model_field.set_attributes_from_name(self.name)
        self.model_field.model = model


class LayerType(FeatureType):  # type: ignore[misc]
    """One layer on a day, with or without the columns of people."""

    def __init__(self, dataset: Dataset, on: date, *, people: bool, extent: "TownExtent") -> None:
        columns = dataset.columns_of(people=people) | {dataset.shape: dataset.shape_field}
        super().__init__(
            dataset.read(on, people=people),
            name=dataset.name,
            title=str(dataset.title),
            fields=[ColumnField(name, kind) for name, kind in columns.items()],
            geometry_field_name=dataset.shape,
            crs=STORED,
            other_crs=[WGS84, WEB_MERCATOR],
            show_name_field=False,
        )
        self.names_people = people and bool(dataset.people)
        self.extent = extent

    def get_queryset(self) -> QuerySet[Any]:
        """The rows with every column: which of them are loaded is decided by what is asked for."""
        rows: LayerRows = self.queryset.all()
        return rows

    def get_bounding_box(self) -> WGS84BoundingBox | None:
        """Where the town's cemeteries lie: the same for every layer, and cheap."""
        return self.extent.box


class TownExtent:
    """West, south, east, north of everything that is on the open town's plan, asked for once a request."""

    @cached_property
    def box(self) -> WGS84BoundingBox | None:
        """The extent in degrees; None when nothing is drawn."""
        found = [model._default_manager.aggregate(box=Extent(name))["box"] for model, name in _EXTENTS]
        boxes = [box for box in found if box]
        if not boxes:
            return None
        west, south = (min(box[side] for box in boxes) for side in (0, 1))
        east, north = (max(box[side] for box in boxes) for side in (2, 3))
        polygon = Polygon.from_bbox((west, south, east, north))
        polygon.srid = settings.STORAGE_SRID
        to_degrees(polygon)
        return WGS84BoundingBox(*polygon.extent)


class Shape(GEOSGMLGeometry):  # type: ignore[misc]
    """A shape in a filter. One that names no reference system is in the layer's own: GDAL and QGIS send such boxes."""

    @classmethod
    def from_xml(cls, element: NSElement) -> "Shape":
        """Read the shape; the layer that is asked for settles the missing reference system."""
        if "srsName" in element.attrib:
            read: Shape = super().from_xml(element)
            return read
        shape = GEOSGeometry.from_gml(tostring(element, encoding="unicode"))
        CRS.tag_geometry(shape, axis_order=AxisOrder.AUTHORITY)
        return cls(srs=None, geos_data=shape)


_SHAPES = ("Envelope", "Point", "LineString", "LinearRing", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon")


def read_shapes_without_reference_system() -> None:
    """Let filters be read by `Shape`: gisserver itself refuses a shape that names no reference system."""
    tag_registry.parsers |= {xmlns.gml32.qname(tag): Shape for tag in (*_SHAPES, "MultiSurface")}
