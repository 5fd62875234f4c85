"""A tariff from a spreadsheet: columns by the words of their heads, each row judged by the form of its line."""

import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from cementiris.fees.forms import AdjustmentForm, LineForm, RateForm
from cementiris.fees.headers import HEADERS, WORDS
from cementiris.fees.sheets import MAX_ROWS, Rows, UnreadableSheet, read_rows

HEADER_WITHIN = 20
MANY = frozenset({"kinds", "concept"})
"""What may be several things in one cell."""
Data = dict[str, str | list[str]]


@dataclass(frozen=True)
class SheetRow:
    """One row of the sheet: its number there, the line that it would be, and what is wrong with it."""

    number: int
    data: Data
    form: LineForm
    faults: tuple[str, ...]

    @property
    def summary(self) -> str:
        """What the row says, as written."""
        return " · ".join(
            ", ".join(value) if isinstance(value, list) else value for value in self.data.values() if value
        )


@dataclass(frozen=True)
class TariffSheet:
    """What a spreadsheet says, row by row."""

    rows: tuple[SheetRow, ...]

    @property
    def good(self) -> list[SheetRow]:
        """The rows that can be taken."""
        return [row for row in self.rows if not row.faults]

    @property
    def bad(self) -> list[SheetRow]:
        """The rows that cannot."""
        return [row for row in self.rows if row.faults]

    @property
    def kept(self) -> str:
        """The rows that can be taken, to be sent back when the clerk confirms."""
        return json.dumps([row.data for row in self.good], ensure_ascii=False)

    def columns(self) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """The rates and the adjustments that can be taken, as columns of their tables."""
        forms = [row.form for row in self.good]
        rates = [form.columns() for form in forms if isinstance(form, RateForm)]
        return rates, [form.columns() for form in forms if isinstance(form, AdjustmentForm)]


def read_sheet(content: bytes) -> TariffSheet:
    """Read a spreadsheet. Raises UnreadableSheet with the sentence that says why not."""
    rows = read_rows(content)
    at, fields = _find_header(rows)
    found = [(number, _row_data(fields, row)) for number, row in enumerate(rows[at + 1 :], at + 2)]
    return TariffSheet(tuple(_judge(number, data) for number, data in found if any(data.values())))


def read_kept(text: str) -> TariffSheet:
    """The rows that a clerk has confirmed. Raises UnreadableSheet when they are not as they were sent."""
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _not_as_sent() from error
    if not isinstance(rows, list) or len(rows) > MAX_ROWS or not all(_is_data(row) for row in rows):
        raise _not_as_sent()
    sheet = TariffSheet(tuple(_judge(number, row) for number, row in enumerate(rows, 1)))
    if sheet.bad or not sheet.rows:
        raise _not_as_sent()
    return sheet


def _not_as_sent() -> UnreadableSheet:
    return UnreadableSheet(_("Les línies no han arribat senceres. Torneu a triar el fitxer."))


def _is_data(row: object) -> bool:
    return isinstance(row, dict) and all(
        isinstance(value, str) or (isinstance(value, list) and all(isinstance(part, str) for part in value))
        for value in row.values()
    )


def _find_header(rows: Rows) -> tuple[int, dict[int, str]]:
    for at, row in enumerate(rows[:HEADER_WITHIN]):
        fields = {place: HEADERS[plain(cell)] for place, cell in enumerate(row) if plain(cell) in HEADERS}
        if "concept" in fields.values() and {"amount", "percent"} & set(fields.values()):
            return at, fields
    raise UnreadableSheet(_("No s’hi ha trobat la capçalera: calen almenys les columnes «Concepte» i «Import»."))


def _row_data(fields: Mapping[int, str], row: list[str]) -> Data:
    data: Data = {}
    for place, name in fields.items():
        text = row[place] if place < len(row) else ""
        if text and not data.get(name):
            data[name] = _understood(name, text)
    return data


def _understood(name: str, text: str) -> str | list[str]:
    """Words become keys; what is not known stays as written, for the form to refuse by name."""
    if name in MANY:
        parts = [part for part in text.replace("/", ",").replace(";", ",").split(",") if part.strip()]
        keys = [_key(name, part) for part in parts]
        return keys[0] if name == "concept" and len(keys) == 1 else keys
    return _key(name, text) if name in WORDS else text


def _key(name: str, text: str) -> str:
    return WORDS[name].get(plain(text), text.strip())


def plain(text: str) -> str:
    """A word without capitals, accents and signs around it: «Import (€)» is import."""
    bare = "".join(sign for sign in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(sign))
    kept = "".join(sign if sign.isalnum() or sign == "%" else " " for sign in bare)
    return " ".join(kept.split())


def _judge(number: int, data: Data) -> SheetRow:
    percent, amount = data.get("percent"), data.get("amount")
    if percent and not amount:
        concept = data.get("concept") or []
        concepts = concept if isinstance(concept, list) else [concept]
        typed: Data = {**data, "concepts": [] if concepts == ["*"] else concepts}
        return _row(number, data, AdjustmentForm(typed))
    rate = {"per": "unit", **data}
    extra = [_("La fila té import i percentatge: deixeu-n’hi només un.")] if percent and amount else []
    return _row(number, data, RateForm(rate), extra)


def _row(number: int, data: Data, form: LineForm, extra: Iterable[str] = ()) -> SheetRow:
    faults = [f"{form.fields[name].label}: {text}" for name, texts in form.errors.items() for text in texts]
    return SheetRow(number, data, form, (*extra, *faults))
