"""A table of an import desk for tests: text in, a checked import out."""

from datetime import date

from cementiris.accounts.models import User
from imports.models import ImportBatch, ImportRow
from imports.rows import SourceFile
from imports.services.stage import stage

READ_ON = date(2026, 11, 22)


def staged(text: str, actor: User | None = None, *, name: str = "a.csv", cemetery: str = "Vell") -> ImportBatch:
    """An import of one file of text, read and checked."""
    return staged_files({name: text}, actor, cemetery=cemetery)


def staged_files(texts: dict[str, str], actor: User | None = None, *, cemetery: str = "Vell") -> ImportBatch:
    """An import of several files of text, read and checked."""
    files = [SourceFile(name, text.encode()) for name, text in texts.items()]
    return stage(files, cemetery_name=cemetery, mapping={}, actor=actor, on=READ_ON)


def row_of(batch: ImportBatch, number: int) -> ImportRow:
    """The row of data with this number."""
    return ImportRow.objects.get(batch=batch, row=number)


def codes_of(batch: ImportBatch) -> dict[int, set[str]]:
    """The issue codes of every row of data that has some, by its number."""
    rows = ImportRow.objects.filter(batch=batch).exclude(issue_codes="").order_by("position")
    return {row.row: set(row.issue_codes.split()) for row in rows}
