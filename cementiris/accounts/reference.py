"""The municipalities of Catalonia, read from fixtures/municipalities.csv (source and licence beside it)."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

CSV = Path(__file__).resolve().parent.parent.parent / "fixtures" / "municipalities.csv"


@dataclass(frozen=True)
class ReferenceMunicipality:
    """A municipality as INE and ICGC know it; `box` is min_lon, min_lat, max_lon, max_lat in degrees (EPSG:4326)."""

    code: str
    name: str
    name_index: str
    comarca: str
    province: str
    population: int
    box: tuple[float, float, float, float]


def _read(row: dict[str, str]) -> ReferenceMunicipality:
    box = (float(row["min_lon"]), float(row["min_lat"]), float(row["max_lon"]), float(row["max_lat"]))
    return ReferenceMunicipality(
        row["code"], row["name"], row["name_index"], row["comarca"], row["province"], int(row["population"] or 0), box
    )


@cache
def municipalities() -> dict[str, ReferenceMunicipality]:
    """Return all municipalities by their five-digit INE code."""
    with CSV.open(encoding="utf-8", newline="") as source:
        return {row["code"]: _read(row) for row in csv.DictReader(source)}
