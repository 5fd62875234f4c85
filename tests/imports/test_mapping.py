"""What each column is taken for, by its header and by its cells, and what a clerk may say instead, sheet by sheet."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from imports.errors import UnreadableFile
from imports.layouts import layout_of
from imports.mapping import Mapping, read_mapping
from imports.pipeline import read_sheets
from imports.rows import Cell, RawSheet, ReadOutcome
from imports.samples import MEANING_WORDS
from imports.vocabulary import MEANINGS, meaning_of_header

Rows = list[list[Cell]]
PEOPLE = ["Anna Mas Coll", "Pere Roca Pi", "Joan Vila Font", "Rita Sala Bru"]
IDS = ["12345678Z", "87654321X", "11111111H", "22222222J"]


def read(rows: Rows, said: dict[str, Any] | None = None) -> ReadOutcome:
    mapping = read_mapping(json.dumps(said)) if said else Mapping()
    return read_sheets([RawSheet("Full1", rows, file="a.xlsx")], mapping)


def meanings(outcome: ReadOutcome) -> dict[str, str]:
    return {column.header: column.meaning for column in outcome.columns}


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        ("N.", "number"),
        ("Nº N.", "number"),
        ("Nínx.", "number"),
        ("Sepult.", "number"),
        ("NUM_NIN", "number"),
        ("Blc.", "block"),
        ("Dpt.", "block"),
        ("Fila/Pis", "floor"),
        ("ALÇ.", "floor"),
        ("F. Def.", "died_on"),
        ("FECDEF", "died_on"),
        ("DATA_INH", "buried_on"),
        ("Data d'òbit", "died_on"),
        ("F.NAC", "born_on"),
        ("FechaConcesion", "granted_on"),
        ("Data d'adj.", "granted_on"),
        ("Atorgada", "granted_on"),
        ("F.VENCIM.", "expires_on"),
        ("Vence", "expires_on"),
        ("VTO", "expires_on"),
        ("NTITOL", "title_number"),
        ("Nº Exp.", "title_number"),
        ("Núm. concessió", "title_number"),
        ("PERPETU", "perpetual"),
        ("NOMTIT", "holder_given"),
        ("Cogn. dif.", "deceased_surnames"),
        ("APELLTIT", "holder_surnames"),
        ("TLF", "phone"),
        ("Adr.", "address"),
        ("UnitatID", "legacy_key"),
        ("grave_id", "legacy_key"),
        ("deceased", "deceased"),
        ("unit_key", "unit_key"),
        ("Removed", "exhumed_on"),
        ("Cos/cendres", "remains"),
        ("Enterrados (año)", "deceased"),
        ("Data (dd/mm/aa)", "date"),
        ("(Titular)", "holder"),
        ("Enterrat el", "buried_on"),
        ("Falleció el", "died_on"),
        ("Qualsevol altra cosa", ""),
    ],
)
def test_a_header_says_what_stands_below(header: str, meaning: str) -> None:
    assert meaning_of_header(header) == meaning


def column(header: str, cells: list[Cell]) -> str:
    """What a column of this header and these cells is taken for, beside a niche, a holder and a title."""
    rows: Rows = [["Nínxol", "Titular", "Títol", header]]
    rows += [[float(n), PEOPLE[n - 1], 100.0 + 7 * n, cell] for n, cell in enumerate(cells, 1)]
    return meanings(read(rows))[header]


@pytest.mark.parametrize(
    ("header", "cells", "meaning"),
    [
        ("Identificació", IDS, "national_id"),
        ("Contacte", ["a@b.cat", "c@d.cat", "e@f.cat", "g@h.cat"], "email"),
        ("Situació", ["Lliure", "Ocupat", "Caducat", "Ocupat"], "state"),
        ("Mena", ["Nínxol", "Nínxol", "Columbari", "Ossera"], "kind"),
        ("Temps", ["50 anys", "perpetu", "25 anys", "50 anys"], "term"),
        ("Des del dia", ["3/4/1980", "5/6/1990", "7/8/1970", "1/2/1960"], "granted_on"),
        ("Últim pagament", ["3/4/2010", "5/6/2011", "7/8/2012", "1/2/2013"], ""),
        ("Mort", ["N", "S", "N", "N"], ""),
        ("Tipus", ["Cos", "Cendres", "Restes", "Cos"], "movement"),
    ],
)
def test_the_cells_say_what_the_header_does_not(header: str, cells: list[Cell], meaning: str) -> None:
    assert column(header, cells) == meaning


def test_a_header_that_its_cells_refute_is_doubted() -> None:
    rows: Rows = [["Nínxol", "Titular", "DNI"], *[[float(n), IDS[n - 1], PEOPLE[n - 1]] for n in range(1, 5)]]
    outcome = read(rows)
    assert meanings(outcome)["Titular"] == "national_id"
    assert {c.header: c.confidence for c in outcome.columns}["Titular"] == 0.5


def test_a_second_date_a_round_term_later_is_the_end_of_the_right() -> None:
    rows: Rows = [["Nínxol", "Titular", "Data títol", "Últim dia"]]
    rows += [[float(n), PEOPLE[n - 1], f"3/4/19{70 + n}", f"3/4/20{20 + n}"] for n in range(1, 5)]
    assert meanings(read(rows))["Últim dia"] == "expires_on"


def test_of_two_numbers_the_one_that_only_counts_is_no_unit() -> None:
    rows: Rows = [["No", "Plot", "Given names", "Surname", "Died"]]
    rows += [[float(n), f"E{n % 2 + 1}", "Ann", "Hill", f"{n} May 1950"] for n in range(1, 5)]
    assert [meanings(read(rows))[header] for header in ("No", "Plot")] == ["legacy_key", "number"]


@pytest.mark.parametrize(
    ("relation", "role", "is_estate"), [("Vídua de", "widow_of", False), ("Hereus de", "holder", True)]
)
def test_a_column_says_in_what_quality_somebody_holds(relation: str, role: str, is_estate: bool) -> None:
    rows: Rows = [["Nínxol", "Titular", "Relació"], [1.0, "Pere Mas", relation], [2.0, "Anna Pi", "Titular"]]
    right = read(rows).rows[0].concession
    assert right is not None
    assert (right.holders[0].role, right.holders[0].is_estate) == (role, is_estate)


def test_a_proposal_keeps_what_a_correction_of_one_column_needs() -> None:
    rows: Rows = [["Nínxol", "Titular", "Difunt 1", "Data 1", "Difunt 2", "Data 2"]]
    rows += [[1.0, "Anna Mas", "Pere Mas", "1/2/1950", "Joan Mas", "1/2/1960"]]
    proposed = [(c.file, c.meaning, c.group, c.indexes) for c in read(rows).columns[2:]]
    assert proposed == [
        ("a.xlsx", "deceased", 0, (2,)),
        ("a.xlsx", "died_on", 0, (3,)),
        ("a.xlsx", "deceased", 1, (4,)),
        ("a.xlsx", "died_on", 1, (5,)),
    ]


# --- what a clerk says -----------------------------------------------------------------------------------------


def two_sheets(said: dict[str, Any]) -> ReadOutcome:
    north: Rows = [["Dades de 2009", "", ""], ["Nínxol", "Titular", "Fila"], [1.0, "Anna Mas", 2.0]]
    south: Rows = [["x", "y", "z"], ["q", "w", "e"], [7.0, "Pere Pi", 3.0]]
    sheets = [RawSheet("Nord", north, file="a.xlsx"), RawSheet("Sud", south, file="a.xlsx")]
    return read_sheets(sheets, read_mapping(json.dumps(said)))


def told(outcome: ReadOutcome) -> list[tuple[str, str, int | None]]:
    return [(row.sheet, row.unit.number, row.unit.floor) for row in outcome.rows if row.unit]


def test_one_sheet_is_mapped_by_hand_and_the_other_goes_on_being_guessed() -> None:
    said = {"tables": {"Sud": {"header_row": 2, "columns": {"q": "number", "w": "holder", "#3": "floor"}}}}
    assert told(two_sheets(said)) == [("Nord", "1", 2), ("Sud", "7", 3)]


def test_a_sheet_may_be_named_after_its_file() -> None:
    said = {"tables": {"a.xlsx/Sud": {"header_row": 2, "columns": {"q": "number"}}, "Sud": {"skip": True}}}
    assert told(two_sheets(said)) == [("Nord", "1", 2), ("Sud", "7", None)]


def test_a_sheet_that_is_left_out_is_skipped_line_by_line() -> None:
    outcome = two_sheets({"tables": {"Sud": {"skip": True}}})
    assert told(outcome) == [("Nord", "1", 2)]
    assert [(skip.row, skip.reason) for skip in outcome.skipped if skip.sheet == "Sud"] == [
        (1, "no_table"),
        (2, "no_table"),
        (3, "no_table"),
    ]


def test_constants_of_a_sheet_are_laid_over_those_for_all() -> None:
    said = {"constants": {"block": "Vell"}, "tables": {"Sud": {"header_row": 2, "columns": {"q": "number"}}}}
    said["tables"]["Sud"]["constants"] = {"block": "Nou"}  # type: ignore[index]
    outcome = two_sheets(said)
    assert [row.unit.block for row in outcome.rows if row.unit] == ["Vell", "Nou"]


def test_a_header_row_given_by_hand_may_have_another_line_above_it() -> None:
    rows: Rows = [
        ["Títol", "Nom"],
        ["UBICACIÓ", "", "TITULAR", ""],
        ["Bloc", "Núm.", "Nom", "DNI"],
        ["A", 3.0, "Anna Mas", ""],
    ]
    outcome = read(rows, {"tables": {"Full1": {"header_row": 3}}})
    assert outcome.header_rows == {"Full1": 3}
    assert [holder.text for row in outcome.rows if row.concession for holder in row.concession.holders] == ["Anna Mas"]


def test_a_sheet_said_to_have_no_header_is_known_by_its_cells() -> None:
    rows: Rows = [[f"A-{n}", PEOPLE[n - 1], IDS[n - 1]] for n in range(1, 5)]
    sheets = [RawSheet("U", [["Nínxol", "Titular"], [1.0, "Anna Mas"]]), RawSheet("V", rows)]
    outcome = read_sheets(sheets, read_mapping('{"tables": {"V": {"header_row": 0}}}'))
    assert [row.sheet for row in outcome.rows] == ["U", "V", "V", "V", "V"]


@pytest.mark.parametrize(
    "said",
    [
        {"tables": []},
        {"tables": {"Full1": {"heder_row": 2}}},
        {"tables": {"Full1": {"header_row": "2"}}},
        {"tables": {"Full1": {"header_row": -1}}},
        {"tables": {"Full1": {"columns": {"a": "nonsense"}}}},
        {"tables": {"Full1": 3}},
        {"header_row": True},
        {"header_row": 1.5},
    ],
)
def test_a_slip_in_what_is_said_of_a_sheet_is_refused(said: dict[str, Any]) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_mapping(json.dumps(said))
    assert caught.value.code == "bad_mapping"


# --- the fingerprint of a source -------------------------------------------------------------------------------


def test_a_source_is_known_again_by_its_headers() -> None:
    header: list[Cell] = ["Núm.", "Titular", "Taxa 2009"]
    one = RawSheet("Nord", [["Padró 2009"], header, [1.0, "Anna Mas", ""]], file="padro2009.xlsx")
    next_year: Rows = [["Padró 2010"], [], ["Núm.", "TITULAR", "Taxa 2010"], [1.0, "Pere Pi", ""], [2.0, "", ""]]
    other = RawSheet("Nord", next_year, file="padro2010.xlsx")
    assert layout_of([one]) == layout_of([other]) == layout_of([other, one])
    assert len(layout_of([one])) == 64
    assert layout_of([RawSheet("Nord", [["Núm.", "Fila", "Titular"], [1.0, 1.0, ""]])]) != layout_of([one])
    assert layout_of([RawSheet("Full1", [["Hola"]])]) == ""


def test_the_fields_of_a_table_are_its_fingerprint() -> None:
    one = RawSheet("A", [["1", "Anna"]], labels=("NUM", "TITULAR"))
    assert layout_of([one]) == layout_of([RawSheet("B", [], labels=("NUM", "TITULAR"))])


DOCUMENT = (Path(__file__).resolve().parents[2] / "docs" / "import-mapping.md").read_text()


@pytest.mark.parametrize("meaning", sorted(MEANINGS))
def test_every_meaning_is_documented_and_has_a_word_on_screen(meaning: str) -> None:
    assert f"`{meaning}`" in DOCUMENT
    assert meaning in MEANING_WORDS


def test_every_mapping_of_the_document_is_valid() -> None:
    examples = re.findall(r"```json\n(.*?)```", DOCUMENT, re.DOTALL)
    assert len(examples) == 2
    for example in examples:
        assert isinstance(read_mapping(example), Mapping)
