"""The list of a campaign as a spreadsheet."""

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils import timezone
from xlsxwriter.worksheet import Worksheet

from cementiris.notices.messages import NOTES, REASONS
from cementiris.notices.models import Campaign, Letter, LetterStatus

COLUMNS = (
    ("Carta", 14), ("Destinatari", 36), ("Adreça", 48), ("Sepultura", 52),
    ("Títol", 14), ("Acaba el", 12), ("Nota", 44), ("Situació", 18),
)  # fmt: skip
FORMULA_SIGNS = ("=", "+", "-", "@")


def list_workbook(campaign: Campaign) -> bytes:
    """The letters in postal order, those without an address again apart, and what got no letter."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "default_date_format": "dd/mm/yyyy"})
    book.set_properties({"title": f"Avisos {campaign.code}", "created": _made_at(campaign)})
    letters = list(campaign.letters.select_related("concession", "campaign").order_by("number", "postal_order", "pk"))
    on_paper = [letter for letter in letters if letter.status != LetterStatus.LEFT_OUT]
    _letter_sheet(book, "Cartes", on_paper)
    _letter_sheet(book, "Sense adreça", [letter for letter in on_paper if not letter.has_address])
    _letter_sheet(book, "Tretes a mà", [letter for letter in letters if letter.status == LetterStatus.LEFT_OUT])
    _reason_sheet(book, campaign)
    book.close()
    return target.getvalue()


def _letter_sheet(book: xlsxwriter.Workbook, name: str, letters: Sequence[Letter]) -> None:
    sheet = _sheet(book, name, COLUMNS)
    quoted = book.add_format({"quote_prefix": True})
    for row, letter in enumerate(letters, start=1):
        for column, value in enumerate(_cells(letter)):
            _write(sheet, row, column, value, quoted)
    sheet.autofilter(0, 0, max(len(letters), 1), len(COLUMNS) - 1)


def _reason_sheet(book: xlsxwriter.Workbook, campaign: Campaign) -> None:
    sheet = _sheet(book, "Sense carta", (("Drets", 10), ("Motiu", 60)))
    for row, (reason, count) in enumerate(campaign.left_out.items(), start=1):
        sheet.write_number(row, 0, count)
        sheet.write_string(row, 1, str(REASONS[reason]))


def _sheet(book: xlsxwriter.Workbook, name: str, columns: Sequence[tuple[str, int]]) -> Worksheet:
    sheet: Worksheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "bottom": 1})
    for place, (title, width) in enumerate(columns):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, title, bold)
    sheet.freeze_panes(1, 0)
    return sheet


def _cells(letter: Letter) -> list[str | date]:
    note = NOTES.get(letter.note)
    return [
        letter.code,
        letter.recipient,
        letter.address,
        letter.place,
        letter.concession.title_number,
        letter.expires_on,
        str(note[0]) if note else "",
        str(letter.get_status_display()),
    ]


def _write(sheet: Worksheet, row: int, column: int, value: str | date, quoted: Any) -> None:
    """Text is always written as text: a name that begins like a formula must never be computed."""
    if isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day))
    elif value.startswith(FORMULA_SIGNS):
        sheet.write_string(row, column, value, quoted)
    else:
        sheet.write_string(row, column, value)


def _made_at(campaign: Campaign) -> datetime:
    # The workbook of the same letters is the same file whenever it is asked for.
    return timezone.make_naive(campaign.frozen_at or campaign.created_at)
