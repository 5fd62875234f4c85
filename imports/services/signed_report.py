"""The report of an import to be signed: a numbered paper, frozen as the import stood when it was issued.

However large an import, the paper stays a paper: it names the first rows of each kind, and the rest stand in the
report as JSON and in the workbook of refused rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localtime
from django.utils.translation import override

from cementiris.accounts.models import User
from cementiris.documents.kinds import ImportIssueLine, ImportPaper, town_snapshot
from cementiris.documents.models import Document, DocumentKind
from cementiris.documents.services import issue
from cementiris.registry.models import Act, ActKind
from cementiris.spreadsheets.cells import letters_of
from imports.errors import NotBroughtIn
from imports.messages import NOTE_CODES
from imports.models import BatchState, ImportBatch, ImportFix, ImportRow, RowFate
from imports.samples import MEANING_WORDS
from imports.services.commit import IMPORT_NOTE
from imports.services.words import CHOICES, NO_ANSWER
from imports.wording import issue_kind, issue_sentence

ROWS_AN_ISSUE = 12
MOST_REFUSED = 200
MOST_COLUMNS = 80
MOST_WORDS = 100
MOST_CORRECTIONS = 100
MOST_BLOCKS = 80
LONGEST_CELL = 120
FATE_WORDS = {
    "read": "Llegides",
    RowFate.ACCEPTED: "Acceptades",
    RowFate.WARNED: "Acceptades amb avís",
    RowFate.REFUSED: "Refusades",
    RowFate.SKIPPED: "Sense cap dada (títols, totals, files en blanc)",
}
RESULT_WORDS = {
    "units": "Sepultures noves",
    "people": "Persones noves",
    "concessions": "Drets nous",
    "burials": "Inhumacions i exhumacions noves",
    "changed": "Dades canviades",
    "left": "Files de sepultures que ja hi eren",
    "collisions": "Dades que un funcionari havia tocat i s’han deixat com estaven",
    "gone": "Dades d’una importació anterior que el fitxer ja no diu, i que s’han deixat",
}


@transaction.atomic
def issue_report(batch: ImportBatch, actor: User | None, today: date) -> Document:
    """Issue the report of an import that was brought in; the same report again is the same paper.

    Raises NotBroughtIn while the register does not hold the import.
    """
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.state not in (BatchState.COMMITTED, BatchState.UNDONE) or batch.committed_at is None:
        raise NotBroughtIn
    with override("ca"):
        snapshot = _snapshot(batch, batch.committed_at)
        latest = reports_of(batch).first()
        if latest is not None and latest.snapshot == snapshot:
            return latest
        return issue(DocumentKind.IMPORT_REPORT, snapshot=snapshot, on=today, actor=actor)


def reports_of(batch: ImportBatch) -> QuerySet[Document]:
    """Return the reports issued of an import, the latest first."""
    return Document.objects.filter(kind=DocumentKind.IMPORT_REPORT, snapshot__batch=batch.pk).order_by("-pk")


def _snapshot(batch: ImportBatch, committed_at: datetime) -> dict[str, Any]:
    found = _found(batch)
    refused, refused_more = _refused(batch)
    corrections, corrections_more = _corrections(batch)
    blocks, blocks_more = _blocks(batch.proposal.get("reconciliation", {}))
    paper = ImportPaper(
        town=town_snapshot(batch.municipality),
        batch=batch.pk,
        cemetery=batch.cemetery_name,
        at=f"{localtime(committed_at):%d/%m/%Y}",
        by=_brought_in_by(batch),
        undone=f"{localtime(batch.undone_at):%d/%m/%Y}" if batch.undone_at else "",
        files=[[file.name, _size(file.byte_count), _in_groups(file.sha256)] for file in batch.files.order_by("pk")],
        counts=[[word, str(batch.counts.get(key, 0))] for key, word in FATE_WORDS.items()],
        outcome=[[word, str(batch.result[key])] for key, word in RESULT_WORDS.items() if key in batch.result],
        issues=[found[code].line(code) for code in _by_count(found) if code not in NOTE_CODES],
        notes=[found[code].line(code) for code in _by_count(found) if code in NOTE_CODES],
        refused=refused,
        refused_more=refused_more,
        columns=_columns(batch),
        words=_words(batch.mapping.get("values", {})),
        corrections=corrections,
        corrections_more=corrections_more,
        blocks=blocks,
        blocks_more=blocks_more,
    )
    return dict(paper)


def _brought_in_by(batch: ImportBatch) -> str:
    act = Act.objects.filter(kind=ActKind.IMPORT, **{f"notes__{IMPORT_NOTE}": batch.pk}).order_by("pk").first()
    return str((act.recorded_by if act else None) or batch.created_by or "")


def _in_groups(text: str) -> str:
    """A fingerprint in groups of eight signs, which can be read aloud and break over lines."""
    return " ".join(text[at : at + 8] for at in range(0, len(text), 8))


def _size(byte_count: int) -> str:
    kilobytes = max(1, round(byte_count / 1024))
    return f"{kilobytes:,}\N{NO-BREAK SPACE}kB".replace(",", ".")


@dataclass
class _Found:
    """The rows with one code: how many, and where the first stand."""

    count: int = 0
    places: list[str] = field(default_factory=list)

    def line(self, code: str) -> ImportIssueLine:
        """As the paper says it."""
        more = self.count - len(self.places)
        rows = "; ".join(self.places) + (f" i {more} més" if more else "")
        return ImportIssueLine(what=issue_kind(code), count=str(self.count), rows=rows)


def _found(batch: ImportBatch) -> dict[str, _Found]:
    """Return what was found in the rows, by code. One query."""
    found: dict[str, _Found] = defaultdict(_Found)
    rows = ImportRow.objects.filter(batch=batch).exclude(issue_codes="").order_by("position")
    columns = ("file_name", "sheet", "row", "cell", "issue_codes")
    for *place, codes in rows.values_list(*columns).iterator(5000):
        for code in codes.split():
            found[code].count += 1
            if len(found[code].places) < ROWS_AN_ISSUE:
                found[code].places.append(_place(place))
    return found


def _by_count(found: Mapping[str, _Found]) -> list[str]:
    return sorted(found, key=lambda code: (-found[code].count, code))


def _place(place: Sequence[Any]) -> str:
    _file, sheet, row, cell = place
    return f"{sheet} {cell}" if cell else f"{sheet} {row}"


def _refused(batch: ImportBatch) -> tuple[list[list[str]], str]:
    rows = ImportRow.objects.filter(batch=batch, fate=RowFate.REFUSED).order_by("position")
    lines = [
        [
            _place((row.file_name, row.sheet, row.row, row.cell)),
            " ".join(issue_sentence(issue["code"], issue["values"]) for issue in row.issues),
        ]
        for row in rows[:MOST_REFUSED]
    ]
    return lines, _more(batch.counts.get("refused", 0) - len(lines))


def _more(count: int) -> str:
    return f"I {count} més, que són a l’informe en format JSON." if count > 0 else ""


def _columns(batch: ImportBatch) -> list[list[str]]:
    """Return what each differently named column was taken for: the sheets of a roll repeat their header."""
    seen: dict[tuple[str, str], None] = {}
    for column in batch.proposal.get("columns", []):
        header = column["header"] or letters_of(column["column"])
        word = MEANING_WORDS.get(column["meaning"] or "ignore", column["meaning"])
        seen[header[:LONGEST_CELL], str(word)] = None
    return [[header, word] for header, word in list(seen)[:MOST_COLUMNS]]


def _words(values: Mapping[str, Mapping[str, str]]) -> list[list[str]]:
    lines = []
    for meaning, table in values.items():
        labels = {value: str(label) for value, label in (*CHOICES.get(meaning, ()), NO_ANSWER)}
        lines += [[word[:LONGEST_CELL], labels.get(value, value)] for word, value in table.items()]
    return lines[:MOST_WORDS]


def _corrections(batch: ImportBatch) -> tuple[list[list[str]], str]:
    """Return what was corrected, cell by cell: what the source says, and what was read instead."""
    fixes = list(batch.fixes.order_by("file_name", "sheet", "row", "cell", "column")[:MOST_CORRECTIONS])
    sources = _sources(batch, fixes)
    headers = {(column["sheet"], column["column"]): column["header"] for column in batch.proposal.get("columns", [])}
    lines = [_correction(fix, sources, headers) for fix in fixes]
    return lines, _more(batch.fixes.count() - len(lines))


def _sources(batch: ImportBatch, fixes: Iterable[ImportFix]) -> dict[tuple[Any, ...], list[str]]:
    rows = ImportRow.objects.filter(batch=batch, row__in={fix.row for fix in fixes})
    return {(row.file_name, row.sheet, row.row, row.cell): row.raw for row in rows.iterator(2000)}


def _correction(fix: ImportFix, sources: Mapping[Any, list[str]], headers: Mapping[Any, str]) -> list[str]:
    place = (fix.file_name, fix.sheet, fix.row, fix.cell)
    if fix.column is None:
        return [_place(place), "", "", "S’ha deixat fora"]
    cells = sources.get(place, [])
    before = str(cells[fix.column]) if fix.column < len(cells) else ""
    header = headers.get((fix.sheet, fix.column)) or letters_of(fix.column)
    return [_place(place), header[:LONGEST_CELL], before[:LONGEST_CELL], fix.text[:LONGEST_CELL]]


def _blocks(reconciliation: Mapping[str, Any]) -> tuple[list[list[str]], str]:
    lines = [_block(line) for line in reconciliation.get("blocks", [])[:MOST_BLOCKS]]
    left_out = reconciliation.get("left_out", 0) + max(0, len(reconciliation.get("blocks", [])) - MOST_BLOCKS)
    return lines, _more(left_out)


def _block(line: Mapping[str, Any]) -> list[str]:
    on_plan = "–" if line["on_plan"] is None else str(line["on_plan"])
    parts = [
        _numbers("només al fitxer", line["only_in_file"]),
        _numbers("només al plànol", line["only_on_plan"]),
        _numbers("anunciats i no trobats", line["stated_missing"]),
    ]
    if line["shift"]:
        parts.append(f"els titulars van correguts {line['shift']:+d}")
    return [line["block"], str(line["in_file"]), on_plan, "; ".join(part for part in parts if part)]


def _numbers(what: str, some: Mapping[str, Any]) -> str:
    if not some["count"]:
        return ""
    more = ", …" if some["count"] > len(some["examples"]) else ""
    return f"{some['count']} {what} ({', '.join(some['examples'])}{more})"
