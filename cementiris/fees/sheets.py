"""A tariff's spreadsheet as rows of text; what is damaged, huge or no table is refused with a sentence."""

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cementiris.spreadsheets.cells import Cells
from cementiris.spreadsheets.detect import detect
from cementiris.spreadsheets.errors import Unreadable
from cementiris.spreadsheets.limits import MEGABYTE, Limits
from cementiris.spreadsheets.texts import decode, guess_delimiter, lines_of, read_records, refuse_length
from cementiris.spreadsheets.workbooks import read_workbook

MAX_BYTES = 5 * MEGABYTE
MAX_ROWS = 2000
MAX_COLUMNS = 60
_WIDEST = 702
_LIMITS = Limits(MAX_BYTES, 60 * MEGABYTE, cells=MAX_ROWS * _WIDEST, columns=_WIDEST)
_TOO_FAR = gettext_lazy(
    "El full arriba massa lluny: el màxim són %(limit)s files. Esborreu-ne les files i columnes buides."
)
_DAMAGED = gettext_lazy("El fitxer està malmès i no es pot llegir. Obriu-lo, torneu-lo a desar i proveu-ho de nou.")
_NO_WORKBOOK = gettext_lazy("El fitxer no és un .xlsx que es pugui llegir. Deseu-lo com a .xlsx o .csv.")
_NO_TABLE = gettext_lazy("El fitxer no és un full de càlcul ni un text amb columnes. Deseu-lo com a .xlsx o .csv.")
_SENTENCES: dict[str, Promise] = {
    "too_large": gettext_lazy("El fitxer és massa gran per a una tarifa: el màxim són 5 MB."),
    "bomb": gettext_lazy("El fitxer s’infla massa en obrir-lo. Deseu-ne només la tarifa."),
    "too_heavy": gettext_lazy("El fitxer demana massa temps o memòria per obrir-lo. Deseu-ne només la tarifa."),
    "entities": gettext_lazy("El fitxer conté entitats XML, que no s’accepten. Torneu-lo a desar."),
    "too_many_cells": _TOO_FAR,
    "too_many_columns": _TOO_FAR,
    "too_many_lines": _TOO_FAR,
    "protected": _NO_WORKBOOK,
    "binary_workbook": _NO_WORKBOOK,
    "not_a_table": _NO_TABLE,
    "empty_file": _NO_TABLE,
}

Rows = list[list[str]]


class UnreadableSheet(Exception):
    """A file that yields no rows; its text is the sentence to show."""


def read_rows(content: bytes) -> Rows:
    """The cells of the first sheet as text. Raises UnreadableSheet."""
    try:
        rows = _read(content)
    except Unreadable as error:
        raise UnreadableSheet(_SENTENCES.get(error.code, _DAMAGED) % {"limit": MAX_ROWS}) from error
    if len(rows) > MAX_ROWS:
        raise UnreadableSheet(_("Hi ha massa files: el màxim és %(limit)s.") % {"limit": MAX_ROWS})
    return [[cell_text(cell) for cell in row[:MAX_COLUMNS]] for row in rows]


def _read(content: bytes) -> list[Cells]:
    kind = detect(content, _LIMITS)
    if kind == "workbook":
        return next((rows for _, rows in read_workbook(content, _LIMITS)), [])
    if kind != "text":
        raise Unreadable("not_a_table")
    text = decode(content)
    delimiter = guess_delimiter(text)
    refuse_length(text, delimiter, _LIMITS)
    if delimiter is None:
        return [[line] for line in lines_of(text)]
    return [list(record.cells) for record in read_records(text, delimiter)]


def cell_text(cell: object) -> str:
    """A cell as it would be typed: 12 and 1896,35; with a comma, so that a fraction is never taken for thousands."""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, int | float):
        rounded = round(cell, 6)
        return f"{rounded:.6f}".rstrip("0").rstrip(".").replace(".", ",")
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return "" if cell is None else str(cell).strip()
