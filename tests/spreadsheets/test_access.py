"""Databases of Access come out table by table, and what cannot be read is told."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import pytest

from cementiris.spreadsheets import access, children
from cementiris.spreadsheets.access import AccessTable, read_access
from cementiris.spreadsheets.detect import detect
from cementiris.spreadsheets.errors import Unreadable
from cementiris.spreadsheets.limits import Limits
from imports.errors import UnreadableFile
from imports.readers import read_files
from imports.rows import SourceFile

SAMPLES = Path(__file__).parent / "samples"


def sample(kind: str) -> bytes:
    return gzip.decompress((SAMPLES / f"cementiri.{kind}.gz").read_bytes())


def code_of(content: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        list(read_access(content))
    return caught.value.code


@pytest.fixture(params=["mdb", "accdb"])
def tables(request: pytest.FixtureRequest) -> dict[str, AccessTable]:
    content = sample(request.param)
    assert detect(content) == "access"
    return {table.name: table for table in read_access(content)}


def test_every_table_of_the_users_is_read_with_its_columns(tables: dict[str, AccessTable]) -> None:
    assert {name: len(table.rows) for name, table in tables.items()} == {"Nínxols": 40, "Titulars": 8}
    assert tables["Nínxols"].labels == ("IdNinxol", "Bloc", "Número", "Fila", "Ocupat", "IdTitular")
    assert tables["Nínxols"].rows[6] == ["7", "Sant Pere", "7 bis", "3", "1", "8"]


def test_days_quotes_accents_and_long_texts_come_through(tables: dict[str, AccessTable]) -> None:
    first, third, last = (tables["Titulars"].rows[at] for at in (0, 2, 7))
    assert first[:4] == ["1", "Núria Peña i Güell", "12345678Z", date(1950, 3, 12)]
    assert third[5] == "Traslladat del bloc vell;\r\nvegeu el llibre 2"
    assert last[1] == 'Ramon "el Xic" Pi'


def test_each_table_is_a_sheet_whose_rows_count_from_one() -> None:
    first, second = read_files([SourceFile("vell.mdb", sample("mdb"))])
    assert (first.name, first.labels and first.labels[0], first.number_of(39)) == ("Nínxols", "IdNinxol", 40)
    assert (second.name, len(second.rows)) == ("Titulars", 8)


def test_without_the_programs_the_operator_is_told_which_package_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "TOOLS", ("mdb-no-such-program",))
    assert code_of(sample("mdb")) == "no_access_tool"
    with pytest.raises(UnreadableFile, match="mdbtools"):
        read_files([SourceFile("vell.mdb", sample("mdb"))])


def test_a_database_that_is_cut_off_or_locked_is_told() -> None:
    whole = sample("mdb")
    assert code_of(whole[:4096]) == "damaged"
    assert code_of(whole[:20] + b"\x09" + whole[21:]) == "damaged"
    assert code_of(whole[:600] + "Microsoft Enhanced RSA".encode("utf-16-le") + whole[700:]) == "protected"


def test_a_table_whose_pages_are_missing_is_not_taken_for_empty() -> None:
    with pytest.raises(Unreadable) as caught:
        list(read_access(sample("mdb")[:-4096]))
    assert (caught.value.code, caught.value.values) == ("truncated", {"wanted": 8, "found": 0})


def test_a_program_that_prints_or_lasts_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children, "OUTPUT", 100)
    assert code_of(sample("mdb")) == "too_heavy"
    monkeypatch.setattr(children, "SECONDS", 0)
    assert code_of(sample("mdb")) == "too_heavy"


def test_too_many_tables_are_told() -> None:
    with pytest.raises(Unreadable) as caught:
        list(read_access(sample("mdb"), Limits(sheets=1)))
    assert caught.value.code == "too_many_sheets"


def test_a_table_with_more_cells_than_any_register_is_told_before_all_its_rows_are_in_memory() -> None:
    with pytest.raises(Unreadable) as caught:
        list(read_access(sample("mdb"), Limits(cells=100)))
    assert (caught.value.code, caught.value.values) == (
        "too_many_cells",
        {"sheet": "Nínxols", "count": 102, "limit": 100},
    )
