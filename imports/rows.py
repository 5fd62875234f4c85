"""What an import makes of a file: sheets of cells, cleaned rows, and what became of each of them.

Everything is frozen and plain, so that it can be tested without a database and written as JSON.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from cementiris.registry.dates import UNKNOWN_DATE, PartialDate
from cementiris.registry.names import NameParts
from cementiris.spreadsheets.cells import Cell as Cell
from cementiris.spreadsheets.cells import Cells as Cells
from imports.messages import NOTE_CODES, REFUSING_CODES


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a sheet: its cells as read, and each of them as text."""

    cells: Cells
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file as it was handed in."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class RawSheet:
    """One sheet, table or text file as rows of cells, with what its format says about them.

    `row_numbers`: how the source numbers its rows (from 1 when absent). `labels`: the names of the columns where the
    format itself tells them (fields of a table, keys of cards), so that no row is a header. `cells`: for each row the
    cell it stands in, where one row of the source draws several units. `skipped`: rows that the reader found to be no
    data (deleted records, the legend of a drawing), by number and reason.
    """

    name: str
    rows: list[Cells]
    row_numbers: list[int] | None = None
    file: str = ""
    labels: tuple[str, ...] | None = None
    cells: list[str] | None = None
    skipped: tuple[tuple[int, str], ...] = ()

    def number_of(self, index: int) -> int:
        """The number that the source itself gives to the row at `index`."""
        return self.row_numbers[index] if self.row_numbers is not None else index + 1

    def index_of(self, number: int) -> int:
        """The index of the row that the source itself gives this number; -1 when it has no such row."""
        if self.row_numbers is None:
            return number - 1
        return self.row_numbers.index(number) if number in self.row_numbers else -1

    def cell_of(self, index: int) -> str:
        """The cell that the row at `index` stands in, or nothing where a row is one unit."""
        return self.cells[index] if self.cells is not None else ""


Advance: TypeAlias = Callable[[int, int], None]
"""Called while reading with how many rows of how many are through."""

RowPlace: TypeAlias = tuple[str, str, int, str]
"""File, sheet, row and cell: where a row of data stands."""


@dataclass(frozen=True, slots=True)
class Fixes:
    """What a clerk corrected: texts by place and column (from 0), and the rows set aside."""

    texts: Mapping[RowPlace, Mapping[int, str]] = field(default_factory=dict)
    aside: frozenset[RowPlace] = frozenset()


NO_FIXES = Fixes()


class Fate(StrEnum):
    """What becomes of a row of data; every row has exactly one."""

    ACCEPTED = "accepted"
    WARNED = "warned"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Issue:
    """Something about a row that the clerk should know; `values` fill the sentence of its code."""

    code: str
    values: tuple[tuple[str, str], ...] = ()
    cell: str = ""

    @classmethod
    def about(cls, code: str, **values: object) -> Issue:
        """An issue with the values of its sentence."""
        return cls(code, tuple((key, str(value)) for key, value in values.items()))


@dataclass(frozen=True, slots=True)
class CleanUnit:
    """The place a row speaks of; `floor` counts from the ground, and `number` is text.

    `as_written`: block and number are no codes but words of the source, matched without regard to capitals only.
    `is_by_code`: the row says only a code, and what else is known of the unit stands in a row of another table.
    """

    block: str = ""
    number: str = ""
    kind: str = ""
    floor: int | None = None
    column: int | None = None
    section_path: tuple[str, ...] = ()
    state: str = ""
    code_as_written: str = ""
    key: str = ""
    as_written: bool = False
    is_by_code: bool = False


@dataclass(frozen=True, slots=True)
class CleanHolder:
    """A holder of a right, as written and split; `role` is holder, co_holder, widow_of, institution or beneficiary."""

    text: str
    parts: NameParts
    role: str = "holder"
    is_estate: bool = False
    is_unknown: bool = False
    national_id: str = ""
    address: str = ""
    postal_code: str = ""
    locality: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class CleanConcession:
    """A right over a unit, as the row tells it; an end that is not written is grant plus term, `price` is in euros."""

    title_number: str = ""
    granted_on: PartialDate = UNKNOWN_DATE
    term_years: int | None = None
    perpetual: bool = False
    expires_on: PartialDate = UNKNOWN_DATE
    expiry_is_written: bool = False
    price: Decimal | None = None
    holders: tuple[CleanHolder, ...] = ()


@dataclass(frozen=True, slots=True)
class CleanBurial:
    """One deceased of a row; `is_exhumation` marks a row that only takes somebody out."""

    text: str
    parts: NameParts
    died_on: PartialDate = UNKNOWN_DATE
    buried_on: PartialDate = UNKNOWN_DATE
    exhumed_on: PartialDate = UNKNOWN_DATE
    born_on: PartialDate = UNKNOWN_DATE
    kind: str = "body"
    sex: str = ""
    age_text: str = ""
    legacy_key: str = ""
    is_exhumation: bool = False
    is_unknown: bool = False


@dataclass(slots=True)
class CleanRow:
    """One row of data, cleaned; issues are added by the checks, and from them follows its fate."""

    file: str
    sheet: str
    row: int
    raw: tuple[str, ...] = ()
    unit: CleanUnit | None = None
    concession: CleanConcession | None = None
    burials: tuple[CleanBurial, ...] = ()
    notes: str = ""
    legacy_key: str = ""
    cell: str = ""
    issues: list[Issue] = field(default_factory=list)

    @property
    def fate(self) -> Fate:
        """Refused, warned or accepted, by the gravest of its issues."""
        codes = {issue.code for issue in self.issues}
        if codes & REFUSING_CODES:
            return Fate.REFUSED
        return Fate.WARNED if codes - NOTE_CODES else Fate.ACCEPTED

    @property
    def is_set_aside(self) -> bool:
        """Whether a clerk left the row out: then it contradicts nothing."""
        return bool(self.issues) and any(issue.code == "set_aside" for issue in self.issues)

    def report(self, code: str, **values: object) -> None:
        """Add an issue, once."""
        issue = Issue.about(code, **values)
        if issue not in self.issues:
            self.issues.append(issue)


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row that holds no data, and why."""

    file: str
    sheet: str
    row: int
    reason: str
    raw: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetHead:
    """How a sheet begins, for the clerk to see where its header was found: rows by number, long texts cut.

    `header_row` is 0 where the sheet has no header of its own; `is_used`: its rows were read as data; `last_row` is the
    number of its last row.
    """

    file: str
    name: str
    header_row: int
    is_used: bool
    row_count: int
    first: tuple[tuple[int, tuple[str, ...]], ...]
    labels: tuple[str, ...] = ()
    last_row: int = 0


@dataclass(frozen=True, slots=True)
class ProposedColumn:
    """What one column is taken for, how surely, and samples of what it holds."""

    sheet: str
    column: int
    header: str
    meaning: str
    confidence: float
    samples: tuple[str, ...] = ()
    file: str = ""
    group: int = 0
    indexes: tuple[int, ...] = ()
    joined_by: str = " "
    as_written: bool = False


@dataclass(slots=True)
class ReadOutcome:
    """Everything that was read from the files of one import."""

    rows: list[CleanRow] = field(default_factory=list)
    skipped: list[SkippedRow] = field(default_factory=list)
    columns: list[ProposedColumn] = field(default_factory=list)
    header_rows: dict[str, int] = field(default_factory=dict)
    exhumations: dict[int, int] = field(default_factory=dict)
    heads: list[SheetHead] = field(default_factory=list)
    ranges: dict[str, tuple[int, int]] = field(default_factory=dict)
    """The first and last number that each block is said to have, by the key of the block."""

    def count(self, fate: Fate) -> int:
        """How many rows of data met this fate."""
        return sum(1 for row in self.rows if row.fate is fate)
