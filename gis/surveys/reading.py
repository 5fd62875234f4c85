"""Reading a survey file into features fit for the register: codes, sections, shapes, and what is wrong with each.

Pure: no Django, nothing written. Features read = accepted + warned + refused, always; geometry comes out in EPSG:25831.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS
from shapely.geometry import MultiPolygon, Point
from shapely.geometry.base import BaseGeometry

from cementiris.registry.numbers import natural_order, number_key
from gis.surveys.coordinates import (
    ED50_SRIDS,
    MARGIN_KM,
    STORAGE_SRID,
    TownBox,
    check_positions,
    ed50_way,
    reference_system,
    srid_of,
    transform_between,
)
from gis.surveys.geometry import Shape, clean, suspicions
from gis.surveys.layers import Table
from gis.surveys.refusals import Issue
from gis.surveys.sources import choose_table, columns_of, reference_of

#: Metres. Nothing on earth lies so far from the origin of our system.
OFF_THE_MAP = 20_000_000.0
LONGEST_CODE = 40
LONGEST_SECTION = 80

_REFUSALS = frozenset(
    {
        "empty_geometry", "not_an_area", "no_code", "code_too_long", "section_too_long", "repeated_code", "off_the_map",
        "huge_geometry",
    }
)  # fmt: skip


@dataclass(frozen=True)
class SurveyRequest:
    """How a file is read: the field that names each feature, the layer, and the SRID where the file errs.

    `is_swapped`: north stands before east in it, and its axes are to be turned.
    """

    code_field: str
    layer: str | None = None
    srid: int | None = None
    town: TownBox | None = None
    is_swapped: bool = False


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
    code_field: str = ""

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


def survey_of(tables: Sequence[Table], request: SurveyRequest) -> Survey:
    """The survey that the tables of a file hold, read as asked.

    Raises SurveyRefusedError: choose_layer, no_such_layer, no_such_field, no_features, too_many_features, unknown_srid,
    and what `check_positions` says of coordinates that are none.
    """
    table = choose_table(tables, wanted=request.layer, code_field=request.code_field)
    columns = columns_of(table, request.code_field)
    crs = reference_system(request.srid) if request.srid else reference_of(table)
    shapes = [_turned(shape, is_swapped=request.is_swapped) for shape in table.shapes]
    geometries, file_issues, far = _in_storage(np.array(shapes, dtype=object), crs, request.town)
    rows = [
        _Row(index + 1, {role: table.values[name][index] for role, name in columns.items() if name}, faults)
        for index, faults in enumerate(table.faults)
    ]
    features, issues = _judge(rows, geometries, far)
    return Survey(
        features=tuple(sorted(features, key=lambda feature: feature.order)),
        issues=(*file_issues, *issues),
        read_count=len(rows),
        srid=srid_of(crs) if crs else None,
        layer=table.name,
        fields=table.fields,
        section_field=columns["section"] or "",
        code_field=columns["code"] or "",
    )


def _turned(shape: bytes | None, *, is_swapped: bool) -> BaseGeometry | None:
    geometry = shapely.from_wkb(shape) if shape else None
    if geometry is None or not is_swapped:
        return geometry
    return shapely.transform(geometry, lambda positions: positions[:, ::-1])


@dataclass(frozen=True)
class _Row:
    number: int
    texts: dict[str, str]
    faults: list[str]

    def text(self, role: str) -> str:
        return self.texts.get(role, "")


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
    if srid_of(crs) in ED50_SRIDS:
        way = ed50_way()
        facts = {"cm": round(way.accuracy * 100), "way": way.name}
        issues.append(Issue("from_ed50_by_grid" if way.has_grid else "from_ed50", facts=facts))
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
    codes = [*_faults_of_names(row.text("code"), row.text("section")), *row.faults]
    shape = None
    if geometry is not None and not (np.abs(shapely.bounds(geometry)) < OFF_THE_MAP).all():  # nor NaN
        codes.append("off_the_map")
    elif geometry is not None:
        shape = _sound(geometry)
        codes += suspicions(shape) if shape is not None else ["not_an_area"]
    issues = [_issue(row, name) for name in codes]
    if shape is None or any(issue.is_refusal for issue in issues):
        return None, issues
    section, line, column = row.text("section")[:LONGEST_SECTION], row.text("row"), row.text("column")
    return Feature(row.number, row.text("code"), section, line, column, shape), issues


def _sound(geometry: BaseGeometry) -> Shape | None:
    """A shape that was sound in the file's own system, and may have lost that by a hair on its way into ours."""
    if geometry.is_valid and isinstance(geometry, MultiPolygon | Point):
        return geometry
    return clean(geometry).shape


def _faults_of_names(code: str, section: str) -> list[str]:
    if not number_key(code):
        return ["no_code"]
    too_long = {"code_too_long": len(code) > LONGEST_CODE, "section_too_long": len(section) > LONGEST_SECTION}
    return [name for name, is_so in too_long.items() if is_so]


def _issue(row: _Row, code: str, **facts: object) -> Issue:
    return Issue(code, row.number, row.text("code"), is_refusal=code in _REFUSALS, facts=facts)
