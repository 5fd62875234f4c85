"""The rows that were refused as a workbook: handed out, corrected in any spreadsheet, and taken back.

Each row carries a control with a short digest of its place and of every cell as it was handed out, so that only what
was changed there becomes a correction, and of that row: what somebody corrected on screen in between stays.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from cementiris.accounts.models import User
from cementiris.spreadsheets.cells import letters_of
from cementiris.spreadsheets.detect import detect
from cementiris.spreadsheets.workbooks import read_workbook
from cementiris.spreadsheets.writing import SheetToWrite, write_workbook
from imports.cleaning.cells import as_text
from imports.errors import UnreadableFile
from imports.models import ImportBatch, ImportFix, ImportRow, RowFate
from imports.readers.detect import told
from imports.rows import Cells, RowPlace
from imports.services.fixing import correct, lock_open
from imports.wording import issue_sentence

REFUSED_ONLY = (RowFate.REFUSED,)
LED_BY = 6
"""Columns before the cells: file, sheet, row, cell, what is the matter, control."""
CONTROL_AT = 5
_SIGN = "|"
"""What stands between the parts of a place in its digest."""
_MARK = re.compile(r"importacio-[0-9a-f]{16}")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def refused_workbook(batch: ImportBatch, only: Collection[str] = REFUSED_ONLY) -> bytes:
    """Return the rows of data with one of the fates as an .xlsx: a sheet for each of the source's, all cells text."""
    headers = _headers(batch)
    fixes = _fixes(batch)
    by_sheet: dict[tuple[str, str], list[list[str]]] = defaultdict(list)
    rows = ImportRow.objects.filter(batch=batch, fate__in=only).exclude(fate=RowFate.SKIPPED).order_by("position")
    for row in rows.iterator(2000):
        by_sheet[row.file_name, row.sheet].append(_line(row, fixes.get(_place(row), {})))
    sheets = [_sheet(batch, sheet, lines, headers) for (_file, sheet), lines in by_sheet.items()]
    return write_workbook(sheets or [_sheet(batch, _("Cap fila"), [], headers)], title=str(batch))


def _headers(batch: ImportBatch) -> dict[tuple[str, int], str]:
    headers: dict[tuple[str, int], str] = {}
    for column in batch.proposal.get("columns", []):
        headers.setdefault((column["sheet"], column["column"]), column["header"])
    return headers


def _fixes(batch: ImportBatch) -> dict[RowPlace, dict[int, str]]:
    fixes: dict[RowPlace, dict[int, str]] = defaultdict(dict)
    for fix in batch.fixes.exclude(column=None):
        fixes[_place(fix)][fix.column or 0] = fix.text
    return fixes


def _place(row: ImportRow | ImportFix) -> RowPlace:
    """Where a row stands, its names as a cell of a workbook gives them back."""
    return as_text(row.file_name), as_text(row.sheet), row.row, row.cell


def _line(row: ImportRow, fixes: Mapping[int, str]) -> list[str]:
    texts = [str(cell) for cell in row.raw]
    texts += [""] * (max(fixes, default=-1) + 1 - len(texts))
    now = [fixes.get(at, text) for at, text in enumerate(texts)]
    said = " ".join(issue_sentence(issue["code"], issue["values"]) for issue in row.issues)
    place = [row.file_name, row.sheet, str(row.row), row.cell]
    return [*place, said, _control([_SIGN.join(map(as_text, place)), *now]), *now]


def _sheet(
    batch: ImportBatch, name: str, lines: list[list[str]], headers: Mapping[tuple[str, int], str]
) -> SheetToWrite:
    width = max(map(len, lines), default=LED_BY) - LED_BY
    named = [(headers.get((name, at)) or letters_of(at), 20) for at in range(width)]
    place = [(_("Fitxer"), 18), (_("Full"), 14), (_("Fila"), 7), (_("Cel·la"), 7), (_("Què hi passa"), 60)]
    columns = [*place, (mark_of(batch), 30), *named]
    return SheetToWrite(name, columns, lines, hidden=frozenset({CONTROL_AT}), frozen_columns=CONTROL_AT)


def mark_of(batch: ImportBatch) -> str:
    """Name the import in a workbook, so that the workbook of another is known as such."""
    sums = sorted(batch.files.values_list("sha256", flat=True))
    told = f"{batch.municipality_id}-{batch.pk}-{'-'.join(sums)}"
    return f"importacio-{hashlib.sha256(told.encode()).hexdigest()[:16]}"


def _control(texts: Iterable[str]) -> str:
    return " ".join(map(_digest, texts))


def _digest(text: str) -> str:
    """A short digest of a cell; line ends and signs that a spreadsheet cannot keep do not count."""
    plain = "\n".join(line.strip() for line in _CONTROLS.sub("", as_text(text)).splitlines()).strip()
    return hashlib.blake2s(plain.encode("utf-8", "replace"), digest_size=4).hexdigest()


@dataclass(frozen=True)
class _Handed:
    """One row of a workbook that came back: where it stands, and the cells that were changed in it."""

    place: RowPlace
    texts: dict[int, str]


@transaction.atomic
def take_back(batch: ImportBatch, content: bytes, actor: User | None, *, name: str = "") -> int:
    """Turn what was changed in the workbook of refused rows into corrections; return how many cells were changed.

    A row that is no longer in the workbook changes nothing. Read the files anew afterwards. Raises UnreadableFile
    with a sentence when it is no such workbook or of another import, ImportIsClosed when that was brought in.
    """
    lock_open(batch)
    handed = list(_handed(batch, _sheets(content, name), name))
    numbers = {row.place[2] for row in handed}
    rows = ImportRow.objects.filter(batch=batch, row__in=numbers).exclude(fate=RowFate.SKIPPED)
    known = {_place(row): row for row in rows.defer("issues").iterator(2000)}
    for row in handed:
        if row.place not in known:
            raise UnreadableFile("unknown_row", name=name, sheet=row.place[1], row=row.place[2])
    return correct(batch, [(known[row.place], row.texts) for row in handed if row.texts], actor)


def _sheets(content: bytes, name: str) -> list[list[Cells]]:
    """The cells as they stand: nothing of this workbook is taken for a drawing or for cards."""
    with told(name):
        if detect(content) != "workbook":
            raise UnreadableFile("not_refused_rows", name=name)
        return [rows for _name, rows in read_workbook(content)]


def _handed(batch: ImportBatch, sheets: Sequence[list[Cells]], name: str) -> Iterator[_Handed]:
    marked = [(rows, at) for rows in sheets if (at := _marked_row(rows)) is not None]
    if not marked:
        raise UnreadableFile("not_refused_rows", name=name)
    for rows, at in marked:
        head = [as_text(cell) for cell in rows[at]]
        if head[CONTROL_AT] != mark_of(batch):
            raise UnreadableFile("rows_of_another", name=name)
        for cells in rows[at + 1 :]:
            if any(as_text(cell) for cell in cells):
                yield _read(cells, len(head), name)


def _marked_row(rows: list[Cells]) -> int | None:
    """The row of the header: the first ones are looked at, for somebody may have written a title above."""
    for at, cells in enumerate(rows[:20]):
        if len(cells) > CONTROL_AT and _MARK.fullmatch(as_text(cells[CONTROL_AT])):
            return at
    return None


def _read(cells: Cells, width: int, name: str) -> _Handed:
    """A row as it came back; columns beyond the header were not handed out."""
    texts = [as_text(cell) for cell in cells[:width]]
    texts += [""] * (LED_BY - len(texts))
    file, sheet, number, cell, _said, control = texts[:LED_BY]
    if not (file or sheet or number):
        raise UnreadableFile("added_row", name=name)
    if not (number.isascii() and number.isdecimal() and len(number) < 9):
        raise UnreadableFile("unknown_row", name=name, sheet=sheet, row=number)
    whose, *digests = control.split() or [""]
    if whose != _digest(_SIGN.join((file, sheet, number, cell))):
        raise UnreadableFile("unknown_row", name=name, sheet=sheet, row=number)
    changed = {at: text for at, text in enumerate(texts[LED_BY:]) if _digest(text) != _at(digests, at)}
    return _Handed((file, sheet, int(number), cell), changed)


def _at(digests: Sequence[str], at: int) -> str:
    """The digest of a cell as it was handed out; beyond the row it was empty."""
    return digests[at] if at < len(digests) else _digest("")
