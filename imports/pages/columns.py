"""Which columns were found, what each is taken for, and what its cells become by it."""

from collections import Counter
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from imports.mapping import Mapping
from imports.models import ImportBatch
from imports.pages.frame import FAIRLY_SURE, SURE
from imports.samples import understood
from imports.services.choosing import sheet_key
from imports.services.stage import mapping_of

SAMPLES = 3


@dataclass(frozen=True)
class ColumnLine:
    """One column: its header, what it is taken for and how surely, and samples of what that makes of it."""

    field: str
    key: str
    header: str
    meaning: str
    confidence: float
    samples: list[tuple[str, str]]
    rest: AnyMapping[str, Any]
    is_told: bool = False

    @property
    def certainty(self) -> str:
        """Return in a word how sure the import is."""
        if self.is_told:
            return _("Ho heu dit vosaltres")
        if not self.meaning:
            return _("No se sap què és")
        if self.confidence >= SURE:
            return _("Segur")
        return _("Força segur") if self.confidence >= FAIRLY_SURE else _("Dubtós")

    @property
    def look(self) -> str:
        """Return the icon beside that word."""
        return "ok" if self.is_told or (self.meaning and self.confidence >= FAIRLY_SURE) else "warn"


@dataclass(frozen=True)
class ColumnTable:
    """The columns of all sheets that have the same ones: the sheets of a roll repeat their header."""

    sheets: list[str]
    keys: list[str]
    lines: list[ColumnLine]


def column_tables(batch: ImportBatch) -> list[ColumnTable]:
    """Return the columns of the import, those of sheets with the same header once."""
    by_sheet: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for column in batch.proposal.get("columns", []):
        by_sheet.setdefault((column.get("file", ""), column["sheet"]), []).append(column)
    alike: dict[tuple[Any, ...], list[tuple[str, str]]] = {}
    for place, columns in by_sheet.items():
        shape = tuple((column["column"], column["header"], column["meaning"]) for column in columns)
        alike.setdefault(shape, []).append(place)
    mapping = mapping_of(batch.mapping)
    return [_table(batch, places, _lines(at, by_sheet[places[0]], mapping)) for at, places in enumerate(alike.values())]


def _table(batch: ImportBatch, places: list[tuple[str, str]], lines: list[ColumnLine]) -> ColumnTable:
    keys = [sheet_key(batch.proposal, file, sheet) for file, sheet in places]
    told = {*batch.mapping.get("columns", {}), *batch.mapping.get("tables", {}).get(keys[0], {}).get("columns", {})}
    marked = [replace(line, is_told=line.key in told) for line in lines]
    return ColumnTable([sheet or file for file, sheet in places], keys, marked)


def _lines(at: int, columns: list[dict[str, Any]], mapping: Mapping) -> list[ColumnLine]:
    headers = Counter(column["header"] for column in columns)
    return [_line(at, column, _key(column, headers), mapping) for column in columns]


def _key(column: AnyMapping[str, Any], headers: AnyMapping[str, int]) -> str:
    """How a mapping names a column: by its header, or by its number where two have the same."""
    header = str(column["header"])
    return header if header and headers[header] == 1 else f"#{column['column'] + 1}"


def _line(at: int, column: dict[str, Any], key: str, mapping: Mapping) -> ColumnLine:
    header, number = column["header"], column["column"] + 1
    samples = [(text, understood(column["meaning"], text, mapping)) for text in column["samples"][:SAMPLES]]
    return ColumnLine(
        field=f"meaning-{at}-{number}",
        key=key,
        header=header or _("Columna %(number)d, sense nom") % {"number": number},
        meaning=column["meaning"],
        confidence=column["confidence"],
        samples=samples,
        rest={name: column[name] for name in ("group", "as_written", "joined_by") if column.get(name)},
    )
