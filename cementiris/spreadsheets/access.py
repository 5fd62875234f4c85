"""Databases of Access, .mdb and .accdb, through the programs of mdbtools, each held to little time and memory.

The file is written into a folder of its own and nothing of it is ever run: tables come out as delimited text.
"""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from cementiris.spreadsheets.cells import Cell, Cells
from cementiris.spreadsheets.children import run_held
from cementiris.spreadsheets.errors import Unreadable
from cementiris.spreadsheets.limits import DEFAULT_LIMITS, MEGABYTE, Limits, refuse_width

TOOLS = ("mdb-tables", "mdb-export", "mdb-count")
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d) 00:00:00")
_SYSTEM = ("MSys", "~")
_ENCRYPTED = ("Microsoft Enhanced".encode("utf-16-le"), b"<encryption ")


@dataclass(frozen=True, slots=True)
class AccessTable:
    """A table of a database: its name, the names of its columns, and its rows in the order of the file."""

    name: str
    labels: tuple[str, ...]
    rows: list[Cells]


def read_access(content: bytes, limits: Limits = DEFAULT_LIMITS) -> Iterator[AccessTable]:
    """The tables that the users of a database made.

    Raise Unreadable: no_access_tool, protected, damaged, truncated, too_many_sheets, too_many_cells.
    """
    if any(shutil.which(tool) is None for tool in TOOLS):
        raise Unreadable("no_access_tool")
    if any(mark in content[: 2 * MEGABYTE] for mark in _ENCRYPTED):
        raise Unreadable("protected")
    with TemporaryDirectory(prefix="access-") as folder:
        file = Path(folder) / "database"
        file.write_bytes(content)
        told = _run(("mdb-tables", "-1", "-t", "table", str(file))).decode(errors="replace")
        names = [name for name in told.splitlines() if name and not name.startswith(_SYSTEM)]
        if len(names) > limits.sheets:
            raise Unreadable("too_many_sheets", count=len(names), limit=limits.sheets)
        for name in names:
            yield _table(file, name, limits)


def _table(file: Path, name: str, limits: Limits) -> AccessTable:
    command = ("mdb-export", "-b", "strip", "-D", "%Y-%m-%d", "-T", "%Y-%m-%d %H:%M:%S", "--", str(file), name)
    text = _run(command).decode(errors="replace").replace("\0", "")
    try:
        rows = list(_within(limits, name, csv.reader(io.StringIO(text, newline=""))))
    except csv.Error as error:  # a cell longer than any file may be
        raise Unreadable("damaged") from error
    _refuse_cut_off(file, name, len(rows) - 1)
    labels = tuple(rows[0]) if rows else ()
    return AccessTable(name, labels, [[_cell(text) for text in row] for row in rows[1:]])


def _within(limits: Limits, name: str, rows: Iterable[list[str]]) -> Iterator[list[str]]:
    """The rows as they come; rows of empty cells take little room in the file and much of it in memory."""
    count = 0
    for row in rows:
        refuse_width(len(row), limits, name)
        count += len(row)
        if count > limits.cells:
            raise Unreadable("too_many_cells", sheet=name, count=count, limit=limits.cells)
        yield row


def _refuse_cut_off(file: Path, name: str, found: int) -> None:
    """Where pages are missing the export goes on without their rows: the table itself knows how many there are."""
    told = _run(("mdb-count", "--", str(file), name)).strip()
    wanted = int(told) if told.isdigit() else 0
    if found < wanted:
        raise Unreadable("truncated", wanted=wanted, found=max(0, found))


def _cell(text: str) -> Cell:
    """A cell: a day where the database holds an instant at midnight, else the text."""
    if match := _DAY.fullmatch(text):
        try:
            return date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            return text
    return text.strip()


def _run(command: Sequence[str]) -> bytes:
    return run_held(command, surroundings={"MDB_JET3_CHARSET": "cp1252"})
