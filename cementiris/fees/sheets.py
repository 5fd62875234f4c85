"""A spreadsheet's bytes as rows of text; what is damaged, huge or no table is refused with a sentence."""

import csv
import io
import re
import zipfile
import zlib
from datetime import date

import python_calamine
from django.utils.translation import gettext as _

MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED_BYTES = 60 * 1024 * 1024
MAX_ROWS = 2000
MAX_COLUMNS = 60
_CELL = re.compile(rb'[<:]c [^>/]*?\br="([A-Z]{1,3})(\d{1,7})"')
_DELIMITERS = ";\t,|"
_CONTROLS = bytes(sign for sign in range(32) if sign not in b"\t\n\r\x0b\x0c\x1a")

Rows = list[list[str]]


class UnreadableSheet(Exception):
    """A file that yields no rows; its text is the sentence to show."""


def read_rows(content: bytes) -> Rows:
    """The cells of the first sheet as text. Raises UnreadableSheet."""
    if len(content) > MAX_BYTES:
        raise UnreadableSheet(_("El fitxer és massa gran per a una tarifa: el màxim són 5 MB."))
    rows = _read_workbook(content) if content.startswith(b"PK") else _read_text(content)
    if len(rows) > MAX_ROWS:
        raise UnreadableSheet(_("Hi ha massa files: el màxim és %(limit)s.") % {"limit": MAX_ROWS})
    return [row[:MAX_COLUMNS] for row in rows]


def _read_workbook(content: bytes) -> Rows:
    _refuse_hostile(content)
    try:
        sheet = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        return [[cell_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # the library panics beside its own errors
        raise _damaged() from error


def _refuse_hostile(content: bytes) -> None:
    """Before anything is unpacked whole: no bomb, no entities, no password, no two cells at opposite corners."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            if sum(member.file_size for member in members) > MAX_UNPACKED_BYTES:
                raise UnreadableSheet(_("El fitxer s’infla massa en obrir-lo. Deseu-ne només la tarifa."))
            if "xl/workbook.xml" not in archive.namelist() or any(member.flag_bits & 1 for member in members):
                raise UnreadableSheet(_("El fitxer no és un .xlsx que es pugui llegir. Deseu-lo com a .xlsx o .csv."))
            for member in members:
                if member.filename.endswith((".xml", ".rels")):
                    _refuse_part(archive.read(member), is_sheet=member.filename.startswith("xl/worksheets/"))
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError, ValueError, EOFError) as error:
        raise _damaged() from error


def _refuse_part(part: bytes, *, is_sheet: bool) -> None:
    head = part[:2048]
    if b"<!ENTITY" in head or b"<!DOCTYPE" in head:
        raise UnreadableSheet(_("El fitxer conté entitats XML, que no s’accepten. Torneu-lo a desar."))
    if is_sheet and any(len(column) > 2 or int(row) > MAX_ROWS for column, row in _CELL.findall(part)):
        raise UnreadableSheet(
            _("El full arriba massa lluny: el màxim són %(limit)s files. Esborreu-ne les files i columnes buides.")
            % {"limit": MAX_ROWS}
        )


def _read_text(content: bytes) -> Rows:
    head = content[:4096]
    is_wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not is_wide and len(head) - len(head.translate(None, _CONTROLS)) > len(head) // 50:
        raise UnreadableSheet(
            _("El fitxer no és un full de càlcul ni un text amb columnes. Deseu-lo com a .xlsx o .csv.")
        )
    text = _decode(content).replace("\0", "")
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        return [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), delimiter=delimiter)]
    except csv.Error as error:
        raise _damaged() from error


def _decode(content: bytes) -> str:
    for encoding in ("utf-16",) if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


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


def _damaged() -> UnreadableSheet:
    return UnreadableSheet(
        _("El fitxer està malmès i no es pot llegir. Obriu-lo, torneu-lo a desar i proveu-ho de nou.")
    )
