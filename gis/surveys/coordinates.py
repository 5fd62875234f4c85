"""Are these coordinates what the file says they are? Reprojection to EPSG:25831, and the refusals before it.

Pure. Positions are (x, y) with east before north, whatever the axis order of the reference system (always_xy).
"""

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyproj import CRS, Geod, Transformer
from pyproj.aoi import AreaOfInterest
from pyproj.datadir import append_data_dir
from pyproj.exceptions import CRSError, ProjError
from pyproj.network import set_network_enabled  # type: ignore[attr-defined]  # not in its stub
from pyproj.transformer import TransformerGroup

from gis.surveys.refusals import SurveyRefusedError

STORAGE_SRID = 25831
#: What surveys of Catalan cemeteries come in, the likeliest first.
COMMON_SRIDS = (25831, 25830, 23031, 23030, 4326, 3857, 32631)
ED50_SRID = 23031
ED50_SRIDS = frozenset({23029, 23030, 23031, 4230})
MARGIN_KM = 10.0
#: Metres in a projected system that are all smaller than this come from a picture or a local drawing.
LARGEST_LOCAL_COORDINATE = 20_000.0
#: Any: pyproj's own stub still asks for the class that this one replaced.
CATALONIA: Any = AreaOfInterest(0.1, 40.5, 3.4, 42.9)

Positions = NDArray[np.float64]
Transform = Callable[[Positions], Positions]


@dataclass(frozen=True)
class TownBox:
    """The rectangle around a municipality, in degrees (EPSG:4326)."""

    min_lon: float
    min_lat: float
    max_lon: float
    max_lat: float

    def distances_km(self, lonlat: Positions) -> Positions:
        """How far each position lies from the rectangle, in kilometres on the ellipsoid; 0 inside."""
        nearest = np.column_stack(
            [np.clip(lonlat[:, 0], self.min_lon, self.max_lon), np.clip(lonlat[:, 1], self.min_lat, self.max_lat)]
        )
        _, _, metres = Geod(ellps="GRS80").inv(lonlat[:, 0], lonlat[:, 1], nearest[:, 0], nearest[:, 1])
        return np.asarray(metres, dtype=np.float64) / 1000


def reference_system(srid: int) -> CRS:
    """The coordinate reference system of an EPSG number; SurveyRefusedError("unknown_srid") when there is none."""
    try:
        return CRS.from_epsg(srid)
    except CRSError:
        raise SurveyRefusedError("unknown_srid", srid=srid) from None


def srid_of(crs: CRS) -> int | None:
    """The EPSG number of a reference system, where PROJ recognises it."""
    return crs.to_epsg(min_confidence=25)


def transform_between(source: CRS, target: CRS) -> Transform:
    """A function from positions in `source` to positions in `target`; what cannot be converted becomes infinite.

    ED50 goes the best way that this machine knows (`ed50_way`).
    """
    if srid_of(source) in ED50_SRIDS and srid_of(target) == STORAGE_SRID:
        return _from_ed50(source)
    return _applying(_transformer(source, target))


def _from_ed50(source: CRS) -> Transform:
    """Within ED50 to zone 31, which loses nothing, and from there to ETRS89."""
    best = _ed50_transformers()[0]
    if srid_of(source) == ED50_SRID:
        return _applying(best)
    to_zone = _applying(_transformer(source, CRS.from_epsg(ED50_SRID)))
    to_storage = _applying(best)
    return lambda positions: to_storage(to_zone(positions))


def _transformer(source: CRS, target: CRS) -> Transformer:
    with warnings.catch_warnings():  # PROJ warns of grids that are not installed
        warnings.simplefilter("ignore", UserWarning)
        return Transformer.from_crs(source, target, always_xy=True, area_of_interest=CATALONIA)


def _applying(converter: Transformer) -> Transform:
    def transform(positions: Positions) -> Positions:
        x, y = converter.transform(positions[:, 0], positions[:, 1])
        return np.column_stack([x, y])

    return transform


@dataclass(frozen=True)
class DatumWay:
    """How ED50 becomes ETRS89 on this machine: PROJ's name of it, its accuracy in metres, and whether by a grid."""

    name: str
    accuracy: float
    has_grid: bool


def ed50_way() -> DatumWay:
    """The best way from ED50 to ETRS89 in Catalonia that this machine knows.

    With the grid of the ICGC (100800401) installed that one; without it the ICGC's own plane similarity (EPSG:5166),
    from which the grid was made: 5 cm as well.
    """
    best = _ed50_transformers()[0]
    return DatumWay(best.description, best.accuracy, "grid" in best.definition)


@cache
def _ed50_transformers() -> tuple[Transformer, ...]:
    """All ways that can be gone, the most accurate first and among equals one by a grid."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        group = TransformerGroup(ED50_SRID, STORAGE_SRID, always_xy=True, area_of_interest=CATALONIA)
    known = [way for way in group.transformers if way.accuracy >= 0]
    return tuple(sorted(known, key=lambda way: (way.accuracy, "grid" not in way.definition)))


def use_grids_of(folder: Path) -> None:
    """Let PROJ find the grids that an operator has put into a folder, and nowhere else: it never asks the network."""
    set_network_enabled(active=False)
    if folder.is_dir():
        append_data_dir(str(folder))
        _ed50_transformers.cache_clear()


@dataclass(frozen=True)
class Landing:
    """Where the middle of a file would land if it were in a system: degrees, and kilometres off the municipality.

    `is_swapped`: with its axes turned round. `km` is 0 inside the municipality's rectangle.
    """

    srid: int
    is_swapped: bool
    lon: float
    lat: float
    km: float

    @property
    def is_near(self) -> bool:
        """Whether it lands in the municipality, or within MARGIN_KM of it."""
        return self.km <= MARGIN_KM


def landings(positions: Positions, declared: int | None, town: TownBox) -> list[Landing]:
    """Where the file would land in what it says itself and in each common system; those that land near come first.

    Turned axes are tried too and told only where they land near. Positions that a system cannot mean give none.
    """
    middle = np.median(positions[np.isfinite(positions).all(axis=1)], axis=0).reshape(1, 2)
    srids = dict.fromkeys([*([declared] if declared else []), *COMMON_SRIDS])
    plain = [_landing(srid, middle, town, is_swapped=False) for srid in srids]
    turned = [_landing(srid, middle[:, ::-1], town, is_swapped=True) for srid in srids]
    found = [one for one in plain if one] + [one for one in turned if one and one.is_near]
    return sorted(found, key=lambda one: (not one.is_near, one.is_swapped))


@cache
def _to_degrees(srid: int) -> Transform:
    return transform_between(reference_system(srid), CRS.from_epsg(4326))


def _landing(srid: int, middle: Positions, town: TownBox, *, is_swapped: bool) -> Landing | None:
    try:
        lonlat = _to_degrees(srid)(middle)
    except (ProjError, SurveyRefusedError):
        return None
    if not np.isfinite(lonlat).all() or abs(lonlat[0, 1]) > 90 or abs(lonlat[0, 0]) > 180:
        return None
    lon, lat = (float(degrees) for degrees in lonlat[0])
    return Landing(srid, is_swapped, lon, lat, float(town.distances_km(lonlat)[0]))


def check_positions(positions: Positions, crs: CRS | None, town: TownBox | None) -> float:
    """Refuse positions that are not what `crs` says, or say how many kilometres off the town all of them lie.

    Raises SurveyRefusedError: no_srid, pixels, not_degrees, swapped_axes, off_the_map, looks_like (naming the SRID).
    """
    if crs is None:
        raise _without_system(positions, town)
    _refuse_impossible(positions, crs, town)
    if town is None:
        return 0.0
    nearest_km = _nearest_km(positions, crs, town)
    if nearest_km <= MARGIN_KM:
        return 0.0
    _refuse_better_reading(positions, crs, town)
    if nearest_km == float("inf"):
        raise SurveyRefusedError("off_the_map")
    return nearest_km


def _without_system(positions: Positions, town: TownBox | None) -> SurveyRefusedError:
    """Why a file that names no system is not taken: a likely one is missing, or none can be meant by pixels."""
    likely = _likely_srid(positions, town)
    if likely:
        return SurveyRefusedError("no_srid", likely=likely)
    x, y = _usual_size(positions)
    if max(x, y) < LARGEST_LOCAL_COORDINATE and (x > 180 or y > 180):
        return SurveyRefusedError("pixels", x=round(x), y=round(y))
    return SurveyRefusedError("no_srid")


def _usual_size(positions: Positions) -> tuple[float, float]:
    """How large the coordinates are, either way of zero."""
    x, y = (float(np.median(np.abs(positions[:, axis]))) for axis in (0, 1))
    return x, y


def _refuse_impossible(positions: Positions, crs: CRS, town: TownBox | None) -> None:
    x, y = _usual_size(positions)
    in_degrees, like_degrees = crs.is_geographic, x <= 180 and y <= 90
    if in_degrees == like_degrees and (in_degrees or max(x, y) >= LARGEST_LOCAL_COORDINATE):
        return
    likely = _likely_srid(positions, town)
    if likely:
        raise SurveyRefusedError("looks_like", srid=srid_of(crs), likely=likely)
    if in_degrees and x <= 90 and y <= 180:
        raise SurveyRefusedError("swapped_axes")
    if max(x, y) < LARGEST_LOCAL_COORDINATE:
        raise SurveyRefusedError("pixels", x=round(x), y=round(y))
    raise SurveyRefusedError("not_degrees", x=round(x), y=round(y))


def _refuse_better_reading(positions: Positions, crs: CRS, town: TownBox) -> None:
    """Refuse when another common system, or the axes the other way round, would land in the town."""
    likely = _likely_srid(positions, town)
    if likely:
        raise SurveyRefusedError("looks_like", srid=srid_of(crs), likely=likely)
    swapped = positions[:, ::-1]
    if _lands_in(swapped, crs, town) or _likely_srid(swapped, town):
        raise SurveyRefusedError("swapped_axes")


def _likely_srid(positions: Positions, town: TownBox | None) -> int | None:
    """The first common SRID whose reading puts the middle of the file in the town."""
    if town is None:
        return None
    return next((srid for srid in COMMON_SRIDS if _lands_in(positions, CRS.from_epsg(srid), town)), None)


def _lands_in(positions: Positions, crs: CRS, town: TownBox) -> bool:
    return _nearest_km(np.median(positions, axis=0).reshape(1, 2), crs, town) <= MARGIN_KM


def _nearest_km(positions: Positions, crs: CRS, town: TownBox) -> float:
    try:
        lonlat = transform_between(crs, CRS.from_epsg(4326))(positions)
    except ProjError:
        return float("inf")
    lonlat = lonlat[np.isfinite(lonlat).all(axis=1)]
    return float(town.distances_km(lonlat).min()) if len(lonlat) else float("inf")
