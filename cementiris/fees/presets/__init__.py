"""Tariffs that towns have published, ready to begin from: historic amounts, each file with its source [Snn]."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

KEYS = ("cunit", "rajadell", "castelldefels", "rossell", "roses", "roses_earlier", "la_seu")
SPANS = {"floors": "floor", "built": "built", "terms": "term"}


@dataclass(frozen=True)
class Preset:
    """A published tariff: its lines as the columns of the models, and where it was read."""

    key: str
    name: str
    year: int | None
    source: str
    url: str
    note: str
    rates: tuple[dict[str, Any], ...]
    adjustments: tuple[dict[str, Any], ...]

    @property
    def label(self) -> str:
        """The town whose tariff it is, with the year where it is known."""
        return f"{self.name} ({self.year})" if self.year else self.name


@cache
def load_preset(key: str) -> Preset:
    """The published tariff with this key; KeyError when there is none."""
    if key not in KEYS:
        raise KeyError(key)
    told = json.loads(files(__name__).joinpath(f"{key}.json").read_text("utf-8"))
    rates, adjustments = (tuple(_columns(row) for row in told.pop(part)) for part in ("rates", "adjustments"))
    return Preset(key=key, rates=rates, adjustments=adjustments, **told)


def all_presets() -> list[Preset]:
    """Every published tariff."""
    return [load_preset(key) for key in KEYS]


def _columns(row: dict[str, Any]) -> dict[str, Any]:
    """A line as the models' columns: a span becomes its two ends."""
    columns = {name: value for name, value in row.items() if name not in SPANS}
    for span, column in SPANS.items():
        if span in row:
            columns[f"{column}_from"], columns[f"{column}_to"] = row[span]
    return columns
