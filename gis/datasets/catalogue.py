"""What of a town leaves as layers: for GeoPackage, GeoJSON and WFS the same rows, columns and shapes (EPSG:25831).

Each layer has one kind of shape, so that every program draws it; people are columns that are added when asked for.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.gis.db.models import GeometryField, LineStringField, MultiPolygonField, PointField
from django.contrib.gis.db.models.functions import GeoFunc
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cementiris.design.states import STATES
from cementiris.registry.models import BurialUnit, Cemetery, Section, UnitKind
from cementiris.registry.queries import there_on
from cementiris.registry.unit_states import with_states
from gis.datasets.people import PEOPLE_COLUMNS, with_people
from gis.datasets.rows import LayerRows
from gis.models import Path

Fields = dict[str, "models.Field[Any, Any]"]


@dataclass(frozen=True)
class Dataset:
    """One layer: its rows on a day, the column with its shape, and its other columns with the kind of their values.

    `derived` and `people` are computed, for the rows that are read. `rows` is given the day and what narrows the
    layer; `of_a_cemetery` is the lookup that narrows it to one cemetery.
    """

    name: str
    title: Promise
    shape: str
    shape_field: "GeometryField[Any, Any]"
    rows: Callable[[date, Q], LayerRows]
    columns: Fields
    derived: Fields = field(default_factory=dict)
    people: Fields = field(default_factory=dict)
    of_a_cemetery: str = "cemetery"

    def read(self, on: date, *, cemetery: int | None = None, people: bool = False) -> LayerRows:
        """The rows of the day in the order of their keys, with the columns of people where they are asked for."""
        within = Q(**{self.of_a_cemetery: cemetery}) if cemetery else Q()
        rows = self.rows(on, within).order_by()
        if not self.derived:
            return rows
        late = self.derived | (self.people if people else {})
        return rows.completed_by(lambda units: _told(units, on, people=people), late)

    def columns_of(self, *, people: bool = False) -> Fields:
        """The columns by name, in order."""
        return {**self.columns, **self.derived, **(self.people if people else {})}


class PlaceOf(GeoFunc):
    """A point that lies on a footprint for certain."""

    function = "ST_PointOnSurface"
    geom_param_pos = (0,)
    output_field = PointField(srid=settings.STORAGE_SRID)


def _text(length: int = 120) -> "models.CharField[Any, Any]":
    return models.CharField(max_length=length, null=True)


def _number() -> "models.IntegerField[Any, Any]":
    return models.IntegerField(null=True)


def _yes_or_no() -> "models.BooleanField[Any, Any]":
    return models.BooleanField()


def _cemeteries(on: date, within: Q) -> LayerRows:
    return LayerRows(Cemetery).filter(within)


def _entrances(on: date, within: Q) -> LayerRows:
    return LayerRows(Cemetery).filter(within, entrance__isnull=False)


def _sections(on: date, within: Q) -> LayerRows:
    rows: LayerRows = LayerRows(Section).filter(within).annotate(cemetery_name=F("cemetery__name"))
    return rows


def _fronts(on: date, within: Q) -> LayerRows:
    return _sections(on, within).filter(front__isnull=False)


def _paths(on: date, within: Q) -> LayerRows:
    rows: LayerRows = LayerRows(Path).filter(within).annotate(cemetery_name=F("cemetery__name"))
    return rows


def _units(on: date, within: Q) -> LayerRows:
    """The units of the day, also those that nobody has drawn yet: they have no shape."""
    kinds = {str(kind): kind.label for kind in UnitKind}
    there = LayerRows(BurialUnit).filter(there_on(on), within)
    rows: LayerRows = there.annotate(
        cemetery_name=F("cemetery__name"), section_name=F("section__name"), kind_name=_words("kind", kinds)
    )
    return rows


def _told(units: LayerRows, on: date, *, people: bool) -> LayerRows:
    """The units with their state and the end of the right that counts (R55), perhaps with their people."""
    words = {look.key: look.word for look in STATES if look.key != "anomaly"}
    rows: LayerRows = with_states(units, on).annotate(state_name=_words("state", words))
    return with_people(rows, on) if people else rows


def _unit_points(on: date, within: Q) -> LayerRows:
    """One point for each unit that is on the plan: as surveyed, or within its footprint."""
    drawn = Q(point__isnull=False) | Q(footprint__isnull=False)
    rows: LayerRows = _units(on, within & drawn).annotate(place=Coalesce("point", PlaceOf("footprint")))
    return rows


def _words(column: str, words: Mapping[str, str | Promise]) -> Case:
    cases = [When(**{column: key}, then=Value(str(word))) for key, word in words.items()]
    return Case(*cases, default=Value(""), output_field=models.CharField())


_UNIT_COLUMNS: Fields = {
    "cemetery_name": _text(),
    "section_name": _text(),
    "kind": _text(),
    "kind_name": _text(),
    "number": _text(),
    "floor": _number(),
    "column": _number(),
    "columns_wide": _number(),
    "floors_high": _number(),
    "built_year": _number(),
}
_DERIVED_COLUMNS: Fields = {
    "state": _text(),
    "state_name": _text(),
    "is_anomalous": _yes_or_no(),
    "right_ends_on": models.DateField(null=True),
    "is_perpetual": _yes_or_no(),
}
_SECTION_COLUMNS: Fields = {
    "cemetery_name": _text(),
    "level_name": _text(),
    "name": _text(),
    "floors": _number(),
    "columns": _number(),
    "numbering": _text(),
    "first_number": _number(),
    "cell_width": _number(),
    "cell_height": _number(),
}
_AREA, _LINE, _POINT = (kind(srid=settings.STORAGE_SRID) for kind in (MultiPolygonField, LineStringField, PointField))

DATASETS: tuple[Dataset, ...] = (
    Dataset("cemeteries", _("Cementiris"), "footprint", _AREA, _cemeteries, {"name": _text()}, of_a_cemetery="pk"),
    Dataset("entrances", _("Entrades"), "entrance", _POINT, _entrances, {"name": _text()}, of_a_cemetery="pk"),
    Dataset("sections", _("Blocs i zones"), "footprint", _AREA, _sections, _SECTION_COLUMNS),
    Dataset("fronts", _("Peus de les parets"), "front", _LINE, _fronts, _SECTION_COLUMNS),
    Dataset(
        "paths",
        _("Camins"),
        "line",
        _LINE,
        _paths,
        {"cemetery_name": _text(), "name": _text(), "has_steps": _yes_or_no()},
    ),
    Dataset(
        name="units",
        title=_("Sepultures"),
        shape="footprint",
        shape_field=_AREA,
        rows=_units,
        columns=_UNIT_COLUMNS,
        derived=_DERIVED_COLUMNS,
        people=PEOPLE_COLUMNS,
    ),
    Dataset(
        name="unit_points",
        title=_("Sepultures, com a punts"),
        shape="place",
        shape_field=_POINT,
        rows=_unit_points,
        columns=_UNIT_COLUMNS,
        derived=_DERIVED_COLUMNS,
        people=PEOPLE_COLUMNS,
    ),
)


def dataset_named(name: str) -> Dataset | None:
    """The layer with this name, or None."""
    return next((dataset for dataset in DATASETS if dataset.name == name), None)
