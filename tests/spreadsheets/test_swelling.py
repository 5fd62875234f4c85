"""Workbooks of few bytes whose cells would fill the memory: by a text that many share, by many sheets, by no tags."""

from __future__ import annotations

import io
import zipfile

import pytest

from cementiris.spreadsheets.archives import Archive
from cementiris.spreadsheets.errors import Unreadable
from cementiris.spreadsheets.extents import whole_tags
from cementiris.spreadsheets.limits import DEFAULT_LIMITS, MEGABYTE, Limits
from cementiris.spreadsheets.swelling import may_swell
from cementiris.spreadsheets.workbooks import read_workbook
from tests.spreadsheets.files import ods, workbook, xlsx, zipped

LONG = "x" * 32_000
SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
AGAIN = '<table:table-cell office:value-type="string" table:number-columns-repeated="3"><text:p>x</text:p>'
SHARED = {
    "plain": f"<sst {SPACE}><si><t>{LONG}</t></si></sst>",
    "a name of its own": f'<x:sst xmlns:x="{SPACE[7:-1]}"><x:si><x:t>{LONG}</x:t></x:si></x:sst>',
    "ends in remarks": f"<sst {SPACE}><si><t>{'x<!--</si>-->' * 32_000}</t></si></sst>",
    "after short ones": f"<sst {SPACE}>{'<si><t>x</t></si>' * 9}<si >\n<t>{LONG}</t></si ></sst>",
}


def sharing(texts: str, count: int) -> bytes:
    """A workbook of so many cells, each of which is said to hold the first of the shared texts."""
    with zipfile.ZipFile(io.BytesIO(xlsx(["x"]))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    rows = "".join(f'<row r="{at}"><c r="A{at}" t="s"><v>0</v></c></row>' for at in range(1, count + 1))
    parts["xl/sharedStrings.xml"] = texts.encode()
    parts["xl/worksheets/sheet1.xml"] = f"<worksheet {SPACE}><sheetData>{rows}</sheetData></worksheet>".encode()
    return zipped(parts)


@pytest.mark.parametrize("texts", SHARED.values(), ids=SHARED.keys())
def test_a_long_text_that_many_cells_share_is_counted_for_each_of_them(texts: str) -> None:
    assert may_swell(Archive(sharing(texts, 15_000), DEFAULT_LIMITS))
    assert not may_swell(Archive(sharing(texts, 500), DEFAULT_LIMITS))


def test_a_workbook_that_swells_brings_down_only_the_process_that_reads_it() -> None:
    with pytest.raises(Unreadable) as caught:
        list(read_workbook(sharing(SHARED["plain"], 15_000)))
    assert caught.value.code == "damaged"


def test_what_comes_again_in_an_open_document_is_read_apart_and_gives_the_same_cells() -> None:
    content = ods(f"<table:table-row>{AGAIN}</table:table-cell></table:table-row>")
    assert may_swell(Archive(content, DEFAULT_LIMITS))
    assert [cells for _, cells in read_workbook(content)] == [[["x", "x", "x"]]]


def test_all_sheets_together_have_no_more_cells_than_one_may_have() -> None:
    content = workbook({name: [[1, 2, 3, 4]] * 5 for name in ("Nord", "Sud", "Est")})
    assert len(list(read_workbook(content, Limits(cells=60)))) == 3
    with pytest.raises(Unreadable) as caught:
        list(read_workbook(content, Limits(cells=59)))
    assert (caught.value.code, caught.value.values["sheet"]) == ("too_many_cells", "Est")


def test_a_long_stretch_without_tags_is_never_held_whole() -> None:
    pieces = list(whole_tags(iter([b"<c>", *[b"x" * MEGABYTE] * 30, b"</c>"])))
    assert max(map(len, pieces)) < 6 * MEGABYTE
    assert sum(map(len, pieces)) >= 30 * MEGABYTE + 7
