"""Choosing among the layers of a survey file, and the fields that say what a feature is. Pure."""

import unicodedata
from collections.abc import Iterable, Sequence

from pyproj import CRS
from pyproj.exceptions import CRSError

from gis.surveys.layers import MOST_FEATURES, Table
from gis.surveys.refusals import SurveyRefusedError

SECTION_FIELDS = ("section", "seccio", "seccion", "sector", "bloc", "bloque", "block", "zona", "zone", "illa")
ROW_FIELDS = ("row", "fila")
COLUMN_FIELDS = ("column", "columna")


def choose_table(tables: Sequence[Table], *, wanted: str | None, code_field: str) -> Table:
    """The layer asked for, or the only one that can be meant; otherwise SurveyRefusedError with their names.

    Also refuses one without features, and one with more than a cemetery has.
    """
    table = _wanted(tables, wanted, code_field)
    if not table.count:
        raise SurveyRefusedError("no_features", layer=table.name)
    if table.count > MOST_FEATURES:
        raise SurveyRefusedError("too_many_features", count=table.count, most=MOST_FEATURES)
    return table


def _wanted(tables: Sequence[Table], wanted: str | None, code_field: str) -> Table:
    names = ", ".join(table.name for table in tables)
    if wanted:
        for table in tables:
            if table.name == wanted:
                return table
        raise SurveyRefusedError("no_such_layer", layer=wanted, layers=names)
    if len(tables) == 1:
        return tables[0]
    fitting = [table for table in tables if find_field(table.fields, code_field)]
    if len(fitting) != 1:
        raise SurveyRefusedError("choose_layer", layers=names)
    return fitting[0]


def columns_of(table: Table, code_field: str) -> dict[str, str | None]:
    """Which field of the layer plays which role (code, section, row, column); the code field is the one asked for."""
    code = find_field(table.fields, code_field)
    if code is None:
        raise SurveyRefusedError("no_such_field", field=code_field, fields=", ".join(table.fields) or "—")
    others = [name for name in table.fields if name != code]
    return {
        "code": code,
        "section": _alias(others, SECTION_FIELDS),
        "row": _alias(others, ROW_FIELDS),
        "column": _alias(others, COLUMN_FIELDS),
    }


def find_field(fields: Sequence[str], wanted: str) -> str | None:
    """The field of that name, capitals ignored."""
    if wanted in fields:
        return wanted
    return next((name for name in fields if name.casefold() == wanted.strip().casefold()), None)


def reference_of(table: Table) -> CRS | None:
    """The coordinate reference system that the file itself names, if PROJ knows it."""
    try:
        return CRS.from_user_input(table.crs) if table.crs else None
    except CRSError:
        return None


def plain(text: str) -> str:
    """A name small and without accents."""
    signs = unicodedata.normalize("NFKD", text.casefold().strip())
    return "".join(sign for sign in signs if not unicodedata.combining(sign))


def _alias(fields: Sequence[str], aliases: Iterable[str]) -> str | None:
    by_fold = {plain(name): name for name in reversed(fields)}
    return next((by_fold[alias] for alias in aliases if alias in by_fold), None)
