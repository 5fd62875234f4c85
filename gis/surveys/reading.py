"""Reading a survey file (shp, zipped shp, gpkg, geojson) into features fit for the register.

Pure: no Django, nothing written. Features read = accepted + warned + refused, always; geometry comes out in EPSG:25831.
"""

import math
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS
from shapely.geometry.base import BaseGeometry

from cementiris.registry.numbers import natural_order, number_key
from gis.surveys.coordinates import (
    MARGIN_KM,
    STORAGE_SRID,
    TownBox,
    check_positions,
    lacks_ed50_grid,
    reference_system,
    srid_of,
    transform_between,
)
from gis.surveys.geometry import Shape, clean
from gis.surveys.refusals import Issue, SurveyRefusedError
from gis.surveys.sources import Layer, choose_layer, find_field, open_layers

SECTION_FIELDS = ("section", "seccio", "seccion", "sector", "bloc", "bloque", "block", "zona", "zone", "illa")
ROW_FIELDS = ("row", "fila")
COLUMN_FIELDS = ("column", "columna")
#: A cemetery has no more graves than this; more is another kind of file.
MOST_FEATURES = 50_000
LONGEST_CODE = 40
LONGEST_SECTION = 80

_REFUSALS = frozenset(
    {"empty_geometry", "not_an_area", "no_code", "code_too_long", "section_too_long", "repeated_code", "off_the_map"}
)


@dataclass(frozen=True)
class SurveyRequest:
    """Which file to read and how: the field that names each feature, the layer, and the SRID where the file errs."""

    path: Path
    code_field: str
    layer: str | None = None
    srid: int | None = None
    town: TownBox | None = None


@dataclass(frozen=True)
class Feature:
    """One grave, block or enclosure of the file; `number` is its place in the file, from 1. Shape in EPSG:25831."""

    number: int
    code: str
    section: str
    row: str
    column: str
    shape: Shape

    @property
    def order(self) -> tuple[str, ...]:
        """The sort key of people: section 10 after section 2."""
        return tuple(natural_order(text) for text in (self.section, self.row, self.column, self.code))


@dataclass(frozen=True)
class Survey:
    """What a file held: its usable features in natural order, and every issue met."""

    features: tuple[Feature, ...]
    issues: tuple[Issue, ...]
    read_count: int
    srid: int | None
    layer: str = ""
    fields: tuple[str, ...] = ()
    section_field: str = ""

    @property
    def refused_count(self) -> int:
        """Features that cannot be used."""
        return self.read_count - len(self.features)

    @property
    def warned_count(self) -> int:
        """Features used although something about them is odd."""
        usable = {feature.number for feature in self.features}
        return len({issue.feature for issue in self.issues if issue.feature in usable})

    @property
    def accepted_count(self) -> int:
        """Features without remark."""
        return self.read_count - self.refused_count - self.warned_count


def read_survey(request: SurveyRequest) -> Survey:
    """Read the file, or raise SurveyRefusedError with the reason why none of it can be used."""
    layer = choose_layer(open_layers(request.path), wanted=request.layer, code_field=request.code_field)
    if not layer.feature_count:
        raise SurveyRefusedError("no_features", layer=layer.name)
    columns = _columns(layer, request.code_field)
    table = layer.read([name for name in columns.values() if name], at_most=MOST_FEATURES)
    crs = reference_system(request.srid) if request.srid else layer.crs
    geometries, file_issues, far = _in_storage(table.geometries, crs, request.town)
    rows = [
        _Row(index + 1, {role: _text(table.values[name][index]) for role, name in columns.items() if name})
        for index in range(len(geometries))
    ]
    features, issues = _judge(rows, geometries, far)
    return Survey(
        features=tuple(sorted(features, key=lambda feature: feature.order)),
        issues=(*file_issues, *issues),
        read_count=len(rows),
        srid=srid_of(crs) if crs else None,
        layer=layer.name,
        fields=layer.fields,
        section_field=columns["section"] or "",
    )


@dataclass(frozen=True)
class _Row:
    number: int
    texts: dict[str, str]

    def text(self, role: str) -> str:
        return self.texts.get(role, "")


def _columns(layer: Layer, code_field: str) -> dict[str, str | None]:
    """Which field of the layer plays which role; the code field is the one that was asked for."""
    code = find_field(layer.fields, code_field)
    if code is None:
        raise SurveyRefusedError("no_such_field", field=code_field, fields=", ".join(layer.fields) or "—")
    others = [name for name in layer.fields if name != code]
    return {
        "code": code,
        "section": _alias(others, SECTION_FIELDS),
        "row": _alias(others, ROW_FIELDS),
        "column": _alias(others, COLUMN_FIELDS),
    }


def _alias(fields: Sequence[str], aliases: Iterable[str]) -> str | None:
    by_fold = {_fold(name): name for name in reversed(fields)}
    return next((by_fold[alias] for alias in aliases if alias in by_fold), None)


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold().strip())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def _text(value: object) -> str:
    """An attribute as text: 12.0 is "12", nothing is ""."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join("".join(sign if sign.isprintable() else " " for sign in str(value)).split())


def _in_storage(
    geometries: NDArray[np.object_], crs: CRS | None, town: TownBox | None
) -> tuple[list[BaseGeometry | None], list[Issue], set[int]]:
    """The geometries in EPSG:25831, what to say of the whole file, and the places of those far from the rest."""
    boxes = shapely.bounds(geometries)
    centres = np.column_stack([(boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2])
    known: NDArray[np.bool_] = np.asarray(np.isfinite(centres).all(axis=1))
    if not known.any():
        return list(geometries), [], set()
    nearest_km = check_positions(centres[known], crs, town)
    assert crs is not None  # check_positions refuses a file without one
    flat = shapely.force_2d(geometries)
    moved = shapely.transform(flat, transform_between(crs, CRS.from_epsg(STORAGE_SRID)))
    issues = [Issue("far_from_town", facts={"km": round(nearest_km)})] if nearest_km > 0 else []
    if lacks_ed50_grid(crs):
        issues.append(Issue("ed50_without_grid", facts={"srid": srid_of(crs)}))
    far = _far_features(centres, known, crs, town) if not nearest_km else set()
    return list(moved), issues, far


def _far_features(centres: NDArray[np.float64], known: NDArray[np.bool_], crs: CRS, town: TownBox | None) -> set[int]:
    if town is None:
        return set()
    lonlat = transform_between(crs, CRS.from_epsg(4326))(centres[known])
    km = np.where(np.isfinite(lonlat).all(axis=1), town.distances_km(np.nan_to_num(lonlat, posinf=0.0)), math.inf)
    return {int(place) for place in np.flatnonzero(known)[km > MARGIN_KM]}


def _judge(rows: list[_Row], geometries: list[BaseGeometry | None], far: set[int]) -> tuple[list[Feature], list[Issue]]:
    seen: dict[tuple[str, str], int] = {}
    features: list[Feature] = []
    issues: list[Issue] = []
    for place, (row, geometry) in enumerate(zip(rows, geometries, strict=True)):
        feature, found = _feature(row, geometry)
        if place in far:
            found.append(_issue(row, "outside_town"))
        if feature is not None:
            first = seen.setdefault((number_key(feature.section), number_key(feature.code)), row.number)
            if first != row.number:
                feature = None
                found.append(_issue(row, "repeated_code", first=first))
        features += [feature] if feature else []
        issues += found
    return features, issues


def _feature(row: _Row, geometry: BaseGeometry | None) -> tuple[Feature | None, list[Issue]]:
    codes = _faults_of_names(row.text("code"), row.text("section"))
    shape = None
    if geometry is not None and not np.isfinite(shapely.bounds(geometry)).all() and not geometry.is_empty:
        codes.append("off_the_map")
    else:
        cleaned = clean(geometry)
        shape, codes = cleaned.shape, [*codes, *cleaned.issues]
    issues = [_issue(row, name) for name in codes]
    if shape is None or any(issue.is_refusal for issue in issues):
        return None, issues
    section, line, column = row.text("section"), row.text("row"), row.text("column")
    return Feature(row.number, row.text("code"), section, line, column, shape), issues


def _faults_of_names(code: str, section: str) -> list[str]:
    if not number_key(code):
        return ["no_code"]
    too_long = {"code_too_long": len(code) > LONGEST_CODE, "section_too_long": len(section) > LONGEST_SECTION}
    return [name for name, is_so in too_long.items() if is_so]


def _issue(row: _Row, code: str, **facts: object) -> Issue:
    return Issue(code, row.number, row.text("code"), is_refusal=code in _REFUSALS, facts=facts)
