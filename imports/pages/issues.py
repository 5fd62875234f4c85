"""The rows of an import by what is the matter with them, and one row to be corrected."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.paginator import Page, Paginator
from django.db.models import CharField, Count, F, Func, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import ngettext

from cementiris.registry.models import BurialUnit
from imports.messages import ISSUES
from imports.models import ImportBatch, ImportFix, ImportRow, RowFate, SourceLink
from imports.wording import issue_kind, issue_sentence, skipped_word

ROWS_A_PAGE = 25
SAID_OF_A_CODE = 2


@dataclass(frozen=True)
class Filter:
    """Which rows are asked for; what is not known is passed over."""

    code: str = ""
    fate: str = ""
    sheet: str = ""
    words: str = ""

    @classmethod
    def asked(cls, query: Mapping[str, str]) -> "Filter":
        """Read the filter from an address."""
        said = {name: query.get(name, "").replace("\0", "")[:200] for name in ("codi", "files", "full", "q")}
        code = said["codi"] if said["codi"] in ISSUES else ""
        fate = said["files"] if said["files"] in RowFate.values else ""
        return cls(code, fate, said["full"], said["q"].strip())

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for: then every row with an issue is shown."""
        return self == Filter()


@dataclass(frozen=True)
class CellLine:
    """One cell of a row: its column, what the file says, and what it says after correction (None: as in the file)."""

    column: int
    header: str
    was: str
    now: str | None

    @property
    def number(self) -> int:
        """Return how the column is counted by people."""
        return self.column + 1

    @property
    def text(self) -> str:
        """Return what holds."""
        return self.was if self.now is None else self.now


@dataclass(frozen=True)
class RowLine:
    """One row of the list: as it was, as it was corrected, and what is said about it."""

    row: ImportRow
    sentences: list[str]
    cells: list[CellLine]
    is_aside: bool

    @property
    def place(self) -> str:
        """Return where the row stands in its file, so that a form cannot correct another one."""
        return f"{self.row.file_name}|{self.row.sheet}|{self.row.row}|{self.row.cell}"

    @property
    def said(self) -> str:
        """Return the row as written, shortened for the list."""
        return " · ".join(cell.was for cell in self.cells if cell.was.strip())[:160]

    @property
    def changes(self) -> list[CellLine]:
        """Return the cells that were corrected."""
        return [cell for cell in self.cells if cell.now is not None]

    @property
    def may_be_fixed(self) -> bool:
        """Whether the row is one of data."""
        return self.row.fate != RowFate.SKIPPED


@dataclass(frozen=True)
class IssuesPage:
    """The rows asked for, and what can be asked for."""

    filter: Filter
    lines: Page[Any]
    codes: list[tuple[str, str, int]]
    fates: list[tuple[str, str, int]]
    sheets: list[tuple[str, int]]


def issues_page(batch: ImportBatch, asked: Filter, number: str) -> IssuesPage:
    """Assemble the list of issues of an import."""
    page: Page[Any] = Paginator(_rows(batch, asked), ROWS_A_PAGE).get_page(number)
    page.object_list = lines_of(batch, list(page.object_list))
    rows = ImportRow.objects.filter(batch=batch)
    fates = dict(rows.values_list("fate").annotate(count=Count("pk")).order_by("fate"))
    sheets = rows.exclude(issue_codes="").values_list("sheet").annotate(count=Count("pk")).order_by("sheet")
    labelled = [(str(fate), str(fate.label), fates[fate]) for fate in RowFate if fates.get(fate)]
    return IssuesPage(asked, page, codes_found(batch), labelled, list(sheets))


def _rows(batch: ImportBatch, asked: Filter) -> QuerySet[ImportRow]:
    rows = ImportRow.objects.filter(batch=batch).order_by("position")
    if not (asked.fate or asked.code or asked.words):
        rows = rows.exclude(issue_codes="")
    if asked.fate:
        rows = rows.filter(fate=asked.fate)
    if asked.code:
        rows = rows.alias(padded=Concat(Value(" "), "issue_codes", Value(" "))).filter(
            padded__contains=f" {asked.code} "
        )
    if asked.sheet:
        rows = rows.filter(sheet=asked.sheet)
    return _that_say(rows, asked.words) if asked.words else rows


def _that_say(rows: QuerySet[ImportRow], words: str) -> QuerySet[ImportRow]:
    """Rows with every one of the words in some cell, or whose number is the only word."""
    said = Q()
    for word in words.split()[:8]:
        said &= Q(text__icontains=word)
    if words.isascii() and words.isdecimal() and len(words) < 8:
        said |= Q(row=int(words))
    return rows.alias(text=Cast("raw", TextField())).filter(said)


def codes_found(batch: ImportBatch) -> list[tuple[str, str, int]]:
    """Return every code found, its sentence without values, and in how many rows, the commonest first."""
    words = Func(F("issue_codes"), Value(" "), function="string_to_array", output_field=ArrayField(CharField()))
    code = Func(words, function="unnest", output_field=CharField())
    rows = ImportRow.objects.filter(batch=batch).exclude(issue_codes="")
    found = rows.annotate(code=code).values_list("code").annotate(count=Count("pk")).order_by("-count", "code")
    return [(code, issue_kind(code), count) for code, count in found if code in ISSUES]


def lines_of(batch: ImportBatch, rows: list[ImportRow]) -> list[RowLine]:
    """Return rows with their sentences, their cells under their headers, and what was corrected in them."""
    headers = _headers(batch)
    fixes = _fixes(batch, rows)
    return [
        _line(row, headers.get((row.file_name, row.sheet)) or headers.get(("", row.sheet), {}), fixes) for row in rows
    ]


def _line(row: ImportRow, headers: Mapping[int, str], fixes: Mapping[tuple[Any, ...], str]) -> RowLine:
    place = (row.file_name, row.sheet, row.row, row.cell)
    shown = sorted({*headers, *(at for at, cell in enumerate(row.raw) if str(cell).strip())})
    cells = [
        CellLine(at, headers.get(at, ""), str(row.raw[at]) if at < len(row.raw) else "", fixes.get((*place, at)))
        for at in shown
    ]
    said = _sentences(row) or ([skipped_word(row.reason)] if row.reason else [])
    return RowLine(row, said, cells, (*place, None) in fixes)


def _sentences(row: ImportRow) -> list[str]:
    """Say what is the matter with a row; of many issues of one code the first are said, the others counted."""
    by_code: dict[str, list[str]] = {}
    for issue in row.issues:
        by_code.setdefault(issue["code"], []).append(issue_sentence(issue["code"], issue["values"]))
    return [sentence for same in by_code.values() for sentence in _first(same)]


def _first(same: list[str]) -> list[str]:
    more = len(same) - SAID_OF_A_CODE
    if more <= 0:
        return same
    counted = ngettext("I %(count)d més com aquesta.", "I %(count)d més com aquesta.", more) % {"count": more}
    return [*same[:SAID_OF_A_CODE], counted]


def _headers(batch: ImportBatch) -> dict[tuple[str, str], dict[int, str]]:
    """Return the headers of each sheet by column; the file of a column is not known in older imports."""
    headers: dict[tuple[str, str], dict[int, str]] = {}
    for column in batch.proposal.get("columns", []):
        headers.setdefault((column.get("file", ""), column["sheet"]), {})[column["column"]] = column["header"]
    return headers


def _fixes(batch: ImportBatch, rows: list[ImportRow]) -> dict[tuple[Any, ...], str]:
    found = ImportFix.objects.filter(batch=batch, row__in={row.row for row in rows})
    return {(fix.file_name, fix.sheet, fix.row, fix.cell, fix.column): fix.text for fix in found}


def told_units(row: ImportRow) -> QuerySet[BurialUnit]:
    """Return the units that the register holds by a row."""
    return BurialUnit.objects.filter(pk__in=SourceLink.objects.filter(row=row, unit__isnull=False).values("unit"))
