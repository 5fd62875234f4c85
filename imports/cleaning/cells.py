"""Cells as text, and the words by which registers say that they do not know."""

from __future__ import annotations

import re
from datetime import date, datetime

from cementiris.registry.names import fold
from imports.rows import Cell

_ODD = re.compile("  |[\t\0\u00a0\u2007\u202f]")
_SPACES = re.compile(r"[ \t\u00a0\u2007\u202f]+")
_UNKNOWN = frozenset(
    [
        "desconegut",
        "desconeguda",
        "desconeguts",
        "desconegudes",
        "desconocido",
        "desconocida",
        "desconocidos",
        "desc",
        "unknown",
        "blank",
        "none",
        "s d",
        "s f",
        "sf",
        "sd",
        "no consta",
        "no hi consta",
        "nc",
        "n c",
        "n a",
        "na",
        "nd",
        "n d",
        "sense data",
        "sin fecha",
        "no date",
        "sense dades",
        "sin datos",
        "ignorat",
        "ignorada",
        "ignorado",
        "ignora",
        "no se sap",
        "no se sabe",
        "illegible",
        "il legible",
        "ilegible",
        "not given",
    ]
)

_DITTO = frozenset(['"', "''", "”", "“", "〃", "„", "»", "«", ",,", '" "', "” ”", '"-"', '-"-', "-''-"])
_DITTO_WORDS = frozenset({"id", "idem", "item", "el mateix", "el mismo", "la mateixa", "la misma", "ditto", "same"})
_LONGEST_UNKNOWN = 24
_LONGEST_DITTO = 12
_LONGEST_CELL = 8_000


def as_text(cell: Cell) -> str:
    """Write any cell as one trimmed text: whole numbers without decimals, days as ISO, line breaks kept.

    What is longer than any honest cell is cut off.
    """
    if isinstance(cell, str):
        text = cell[:_LONGEST_CELL].strip()
        if text.isprintable() and "  " not in text:  # nearly all cells, and no odd blank is printable
            return text
        return _SPACES.sub(" ", text.replace("\0", "")).strip() if _ODD.search(text) else text
    if cell is None:
        return ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if not (cell.hour or cell.minute or cell.second) else cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


def is_unknown(text: str) -> bool:
    """Whether a text only says that the value is not known: ``s/d``, ``?``, ``desconegut``, ``no consta``."""
    if len(text) > _LONGEST_UNKNOWN or text[:1].isdecimal():
        return False
    folded = fold(text)
    return not folded or folded in _UNKNOWN


def is_ditto(text: str) -> bool:
    """Whether a text only says *as above*: ``"``, ``íd.``, ``ídem``."""
    if not text or len(text) > _LONGEST_DITTO or text[0].isdecimal():
        return False
    bare = text.strip(" -–_.")
    return bare in _DITTO or fold(bare) in _DITTO_WORDS


def one_line(text: str) -> str:
    """The text with its line breaks as blanks."""
    return " ".join(text.split())
