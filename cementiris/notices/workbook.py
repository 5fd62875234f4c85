"""The list of a campaign as a spreadsheet."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone

from cementiris.notices.messages import NOTES, REASONS
from cementiris.notices.models import Campaign, Letter, LetterStatus
from cementiris.spreadsheets.writing import SheetToWrite, write_workbook

COLUMNS = (
    ("Carta", 14), ("Destinatari", 36), ("Adreça", 48), ("Sepultura", 52),
    ("Títol", 14), ("Acaba el", 12), ("Nota", 44), ("Situació", 18),
)  # fmt: skip


def list_workbook(campaign: Campaign) -> bytes:
    """The letters in postal order, those without an address again apart, and what got no letter."""
    letters = list(campaign.letters.select_related("concession", "campaign").order_by("number", "postal_order", "pk"))
    on_paper = [letter for letter in letters if letter.status != LetterStatus.LEFT_OUT]
    reasons = [(count, str(REASONS[reason])) for reason, count in campaign.left_out.items()]
    sheets = [
        _letter_sheet("Cartes", on_paper),
        _letter_sheet("Sense adreça", [letter for letter in on_paper if not letter.has_address]),
        _letter_sheet("Tretes a mà", [letter for letter in letters if letter.status == LetterStatus.LEFT_OUT]),
        SheetToWrite("Sense carta", (("Drets", 10), ("Motiu", 60)), reasons),
    ]
    return write_workbook(sheets, title=f"Avisos {campaign.code}", created=_made_at(campaign))


def _letter_sheet(name: str, letters: Sequence[Letter]) -> SheetToWrite:
    return SheetToWrite(name, COLUMNS, [_cells(letter) for letter in letters], has_filters=True)


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


def _made_at(campaign: Campaign) -> datetime:
    # The workbook of the same letters is the same file whenever it is asked for.
    return timezone.make_naive(campaign.frozen_at or campaign.created_at)
