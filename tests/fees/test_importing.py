"""A tariff from a spreadsheet and back; what is no tariff is refused with a sentence."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from cementiris.accounts.models import Municipality
from cementiris.fees.importing import read_kept, read_sheet
from cementiris.fees.models import Rate, Tariff
from cementiris.fees.presets import KEYS, load_preset
from cementiris.fees.queries import lines_of
from cementiris.fees.services import begin_tariff, replace_lines
from cementiris.fees.sheets import MAX_BYTES, UnreadableSheet, cell_text
from cementiris.fees.workbook import tariff_workbook
from cementiris.tenancy.scope import municipality
from tests.factories import make_rate, make_tariff

SPANISH = """Ordenanza fiscal 12;;;
Concepto;Clase;Importe;Fila;Años;Recargo %
Concesión;Nicho;1.896,35 €;1 a 4;50;
Inhumación;Nicho / Columbario;84,35;;;
Concesión;;;1;;20
Cambio de nombre;;12,5O €;;;
Vuelo;Nicho;10;;;
Exhumación;Nicho;-3;;;
;;;;;
"""


def comparable(tariff: Tariff) -> tuple[set[object], set[object]]:
    lines = lines_of(tariff)
    rates = {(rate.concept, rate.amount, rate.per, rate.when, rate.label, rate.article) for rate in lines.rates}
    return rates, {(row.percent, row.concepts, row.when, row.label) for row in lines.adjustments}


@pytest.mark.parametrize("key", KEYS)
def test_a_tariff_that_was_handed_out_is_brought_in_as_it_was(key: str, in_vilaclara: Municipality) -> None:
    first = begin_tariff(name="Taxa", valid_from=date(2026, 1, 1), preset=load_preset(key))
    second = make_tariff()
    sheet = read_sheet(tariff_workbook(first))
    assert [row.faults for row in sheet.bad] == []
    replace_lines(second, *read_kept(sheet.kept).columns())
    assert comparable(first) == comparable(second)


def test_a_spanish_table_is_understood_and_each_wrong_row_says_why() -> None:
    sheet = read_sheet(SPANISH.encode("cp1252"))
    rates, adjustments = sheet.columns()
    assert [(rate["concept"], rate["amount"], rate["kinds"]) for rate in rates] == [
        ("grant", Decimal("1896.35"), ["niche"]),
        ("burial", Decimal("84.35"), ["niche", "columbarium"]),
    ]
    assert [(row["percent"], row["concepts"], row["floor_from"]) for row in adjustments] == [
        (Decimal(20), ["grant"], 1)
    ]
    assert [row.number for row in sheet.bad] == [6, 7, 8]
    said = [" ".join(row.faults) for row in sheet.bad]
    assert "«12,5O €» no és un import" in said[0]
    assert "Vuelo" in said[1]
    assert "negatiu" in said[2]


def workbook(**parts: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", text)
    return target.getvalue()


HOSTILE = {
    "empty": b"",
    "picture": b"\x89PNG\r\n\x1a\n" + b"\0" * 64,
    "no header": b"a;b\n1;2\n",
    "prose": b"Benvolguts senyors",
    "too large": b"a" * (MAX_BYTES + 1),
    "too many rows": b"Concepte;Import\n" + b"Titol;1\n" * 2500,
    "other zip": workbook()[:40],
    "damaged": b"PK\x03\x04" + b"\0" * 50,
    "empty workbook": workbook(),
    "entities": workbook(xl__worksheets__sheet1='<!DOCTYPE x [<!ENTITY a "b">]><x/>'),
    "far cell": workbook(xl__worksheets__sheet1='<x><c r="A1"/><c r="XFD1048576"/></x>'),
    "bomb": workbook(xl__worksheets__sheet1="0" * 70_000_000),
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_is_no_tariff_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(UnreadableSheet, match=r"\w"):
        read_sheet(content)


@given(st.binary(max_size=400) | st.text(max_size=400).map(lambda text: f"Concepte;Import\n{text}".encode()))
def test_no_file_breaks_the_reader(content: bytes) -> None:
    try:
        sheet = read_sheet(content)
    except UnreadableSheet:
        return
    assert len(sheet.good) + len(sheet.bad) == len(sheet.rows)


@pytest.mark.parametrize(
    "kept", ["", "x", "[1]", "{}", "[]", '[{"concept": "grant"}]', '[{"concept": {"a": 1}}]', "[" * 5000]
)
def test_lines_that_come_back_otherwise_than_they_went_are_refused(kept: str) -> None:
    with pytest.raises(UnreadableSheet):
        read_kept(kept)


@pytest.mark.parametrize(
    ("cell", "text"),
    [(1896.35, "1896,35"), (30.000000000000004, "30"), (12.345, "12,345"), (100.0, "100"), (None, ""), (-50.0, "-50"),
     (date(2026, 4, 1), "01/04/2026")],
)  # fmt: skip
def test_a_cell_is_read_as_it_would_be_typed(cell: object, text: str) -> None:
    assert cell_text(cell) == text


def test_an_administrator_sees_each_row_before_anything_is_kept(roser: Client, vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        tariff = make_rate("7").tariff
    address = f"/vilaclara/taxes/{tariff.pk}/importa/"
    page = roser.post(address, {"file": SimpleUploadedFile("taxa.csv", SPANISH.encode())}).content.decode()
    assert "S’entenen 3 files" in page
    assert "3 files no es poden portar" in page
    assert "12,5O €" in page
    with municipality(vilaclara.pk):
        assert Rate.objects.get().amount == 7
    roser.post(address, {"kept": read_sheet(SPANISH.encode()).kept})
    with municipality(vilaclara.pk):
        assert sorted(Rate.objects.values_list("amount", flat=True)) == [Decimal("84.35"), Decimal("1896.35")]


@pytest.mark.parametrize("content", [b"\x00\xff", b"Concepte\nTitol\n"])
def test_a_file_that_cannot_be_read_says_so_on_the_page(roser: Client, vilaclara: Municipality, content: bytes) -> None:
    with municipality(vilaclara.pk):
        tariff = make_tariff()
    response = roser.post(f"/vilaclara/taxes/{tariff.pk}/importa/", {"file": SimpleUploadedFile("x.xlsx", content)})
    assert response.status_code == 200
    assert "error" in response.content.decode()
