"""The road from files to rows: every row has one fate, every other line a reason, and contradictions are told."""

import io
import json

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imports.errors import UnreadableFile
from imports.mapping import Mapping, read_mapping
from imports.pipeline import read_register, read_sheets
from imports.rows import CleanRow, Fate, RawSheet, ReadOutcome, SourceFile

HEADER = ["Núm.", "Fila", "Classe", "Titular", "DNI", "Títol", "Data concessió", "Anys", "Venciment", "Difunts"]


def roll(*rows: list[str], title: str = "PADRÓ – BLOC A (núm. 1 a 60)") -> ReadOutcome:
    return read_sheets(
        [RawSheet("Full1", [[title], HEADER, *[list(row) for row in rows]], file="roll.xlsx")], Mapping()
    )


def row_of(number: str, **cells: str) -> list[str]:
    names = {"holder": 3, "dni": 4, "title": 5, "granted": 6, "years": 7, "end": 8, "dead": 9, "kind": 2}
    row = [number, "1", "Nínxol", *[""] * 7]
    for name, text in cells.items():
        row[names[name]] = text
    return row


def codes(row: CleanRow) -> list[str]:
    return [issue.code for issue in row.issues]


def test_every_line_is_data_with_one_fate_or_skipped_with_a_reason() -> None:
    outcome = roll(
        row_of("1", holder="Anna Mas"),
        [""] * 10,
        HEADER,
        ["BLOC B"],
        row_of("1", holder="Pere Roca", dni="12345678A"),
        ["Total: 2"],
        ["", "", "", "sense número", "", "", "", "", "", ""],
    )
    assert [(row.unit.block if row.unit else None, row.fate) for row in outcome.rows] == [
        ("A", Fate.ACCEPTED),
        ("B", Fate.WARNED),
        (None, Fate.REFUSED),
    ]
    assert [skip.reason for skip in outcome.skipped] == ["title", "header", "blank", "header", "heading", "total"]
    assert sum(outcome.count(fate) for fate in Fate) == len(outcome.rows)


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"holder": "Anna Mas", "granted": "01/01/1980", "years": "50", "end": "01/01/1979"}, "end_before_start"),
        ({"holder": "Anna Mas", "granted": "01/01/1980", "years": "50", "end": "01/01/2020"}, "expiry_mismatch"),
        ({"holder": "Anna Mas", "dni": "12345678A"}, "invalid_national_id"),
        ({"holder": "LLIURE", "dead": "Pere Mas (1950)"}, "free_but_occupied"),
        ({"holder": "Anna Mas", "dead": "Pere Mas (1960-1950)"}, "burial_before_birth"),
    ],
)
def test_a_row_that_contradicts_itself_is_warned_about_once(cells: dict[str, str], code: str) -> None:
    (row,) = roll(row_of("1", **cells)).rows
    assert codes(row) == [code]
    assert row.fate is Fate.WARNED


@pytest.mark.parametrize(
    "cells",
    [
        {"holder": "Anna Mas", "granted": "01/01/1980", "years": "50", "end": "31/12/2029"},
        {"holder": "Anna Mas", "granted": "1980", "years": "50", "end": "15/06/2030"},
        {"holder": "Anna Mas", "granted": "01/01/1980", "years": "perpetu", "end": "01/01/2079"},
        {"holder": "Anna Mas", "dni": "12345678Z"},
        {"holder": "LLIURE"},
        {"holder": "Anna Mas", "dead": "Pere Mas (1950-1950)"},
    ],
)
def test_what_is_no_contradiction_is_not_warned_about(cells: dict[str, str]) -> None:
    (row,) = roll(row_of("1", **cells)).rows
    assert codes(row) == []


def test_a_number_beyond_the_range_of_its_block_is_told() -> None:
    outcome = roll(row_of("60"), row_of("60 bis"), row_of("61"))
    assert [codes(row) for row in outcome.rows] == [[], [], ["number_outside_block"]]


def test_one_unit_with_two_holders_is_told_at_both_rows() -> None:
    outcome = roll(row_of("1", holder="Anna Mas Coll"), row_of("01", holder="Pere Roca"), row_of("2", holder="Joan Pi"))
    assert [codes(row) for row in outcome.rows] == [["duplicate_unit"], ["duplicate_unit"], []]


def test_one_unit_with_one_holder_spelled_twice_is_a_note_only() -> None:
    outcome = roll(row_of("1", holder="Josep Puig Vila"), row_of("1", holder="José Puch y Vila"))
    assert [codes(row) for row in outcome.rows] == [[], ["same_unit_again", "similar_person"]]
    assert outcome.rows[1].fate is Fate.ACCEPTED


def test_one_title_with_two_holders_is_told() -> None:
    outcome = roll(row_of("1", holder="Anna Mas Coll", title="7"), row_of("2", holder="Pere Roca", title="7"))
    assert [codes(row) for row in outcome.rows] == [["duplicate_title"], ["duplicate_title"]]
    both = roll(row_of("1", holder="Anna Mas Coll", title="7"), row_of("2", holder="Anna Mas Coll", title="7"))
    assert [codes(row) for row in both.rows] == [[], []]


def test_titles_that_begin_anew_in_each_block_contradict_nothing() -> None:
    people = [
        "Anna Mas Coll",
        "Pere Roca Pi",
        "Joan Vila Font",
        "Rita Sala Bru",
        "Pau Camps Roig",
        "Marc Bosch Gual",
        "Neus Coma Prat",
    ]
    rows = [row_of(str(number), holder=name, title=str(number)) for number, name in enumerate(people, 1)]
    others = [
        row_of(str(number), holder=name, title=str(number)) for number, name in enumerate(reversed(people[:6]), 1)
    ]
    outcome = roll(*rows, ["BLOC B"], *others)
    assert {code for row in outcome.rows for code in codes(row)} == set()


def test_a_holder_who_rests_in_the_unit_is_a_note() -> None:
    (row,) = roll(row_of("1", holder="Anna Mas Coll", dead="Anna Mas i Coll (1950)")).rows
    assert codes(row) == ["holder_deceased"]
    assert row.fate is Fate.ACCEPTED


def test_an_end_that_is_not_written_is_grant_plus_term() -> None:
    (row,) = roll(row_of("1", holder="Anna Mas", granted="març 1980", years="50 anys")).rows
    assert row.concession is not None
    assert (row.concession.expires_on.edtf, row.concession.expiry_is_written) == ("2030-03", False)


def test_a_row_with_more_dead_only_continues_the_one_above() -> None:
    outcome = roll(
        row_of("1", holder="Anna Mas", dead="Pere Mas (1950)"), ["", "", "", "", "", "", "", "", "", "Joan Mas (1960)"]
    )
    (row,) = outcome.rows
    assert [burial.text for burial in row.burials] == ["Pere Mas", "Joan Mas"]


def sheet(*rows: list[str]) -> ReadOutcome:
    return read_sheets([RawSheet("Full1", [list(row) for row in rows])], Mapping())


def test_a_block_written_once_for_many_rows_holds_until_the_next() -> None:
    header = ["Bloc", "Nínxol", "Titular"]
    outcome = sheet(
        header,
        ["A", "1", "Anna Mas"],
        ["", "2", ""],
        ["", "3", ""],
        ["B", "1", "Pere Pi"],
        ["", "2", ""],
        ["", "3", ""],
    )
    assert [(row.unit.block, row.unit.number) for row in outcome.rows if row.unit] == [
        (block, number) for block in "AB" for number in "123"
    ]


def test_a_header_of_two_words_for_the_unit_is_its_code() -> None:
    outcome = sheet(["BLOC-NÍNXOL", "Titular"], ["A-1", "Anna Mas"], ["B-12 bis", "Pere Pi"])
    assert [(row.unit.block, row.unit.number) for row in outcome.rows if row.unit] == [("A", "1"), ("B", "12 bis")]


@pytest.mark.parametrize(
    ("header", "sign", "state"), [("Lliure", "X", "free"), ("Ocupat", "N", "free"), ("Ocupat", "S", "occupied")]
)
def test_a_sign_in_a_column_of_its_own_tells_the_state(header: str, sign: str, state: str) -> None:
    outcome = sheet(["Núm.", "Fila", "Titular", header], ["1", "1", "", sign], ["2", "1", "Anna Mas", ""])
    assert [row.unit.state for row in outcome.rows if row.unit] == [state, ""]


def test_more_dead_with_their_dates_continue_the_row_above() -> None:
    header = ["Núm.", "Fila", "Titular", "Difunt", "Data defunció"]
    outcome = sheet(
        header,
        ["1", "1", "Anna Mas", "Pere Mas", "1950"],
        ["", "", "", "Joan Mas", "1960"],
        ["2", "1", "Rita Pi", "", ""],
    )
    assert [[(b.text, b.died_on.edtf) for b in row.burials] for row in outcome.rows] == [
        [("Pere Mas", "1950"), ("Joan Mas", "1960")],
        [],
    ]


def test_kinds_that_are_numbered_anew_stand_in_parts_of_their_own() -> None:
    outcome = roll(
        row_of("1", kind="Tomba"), row_of("1", kind="Panteó"), row_of("-", kind="Ossera"), title="TOMBES I PANTEONS"
    )
    assert [(row.unit.block, row.unit.number) for row in outcome.rows if row.unit] == [
        ("Tombes", "1"),
        ("Panteons", "1"),
        ("Comuns", ""),
    ]


BOOK = ["Registre", "Data inhumació", "Cognoms i nom", "Nínxol", "Moviment"]


def book(*rows: list[str]) -> ReadOutcome:
    index = RawSheet("ÍNDEX", [["Bloc", "Del", "Al"], ["N", "1", "60"]])
    return read_sheets([RawSheet("LLIBRE I", [BOOK, *[list(row) for row in rows]]), index], Mapping())


def test_an_exhumation_joins_its_burial_and_may_contradict_it() -> None:
    outcome = book(
        ["1", "01/02/1950", "MAS COLL, ANNA", "10N", "INHUMACIÓ"],
        ["2", "01/02/1960", "MAS, ANNA", "010-N", "EXHUMACIÓ"],
        ["3", "01/02/1950", "ROCA PI, PERE", "11N", "INHUMACIÓ"],
        ["4", "01/02/1940", "ROCA PI, PERE", "11 N", "EXHUMACIÓ"],
        ["5", "01/02/1940", "SERRA, JOAN", "12 N", "EXHUMACIÓ"],
    )
    assert outcome.exhumations == {1: 0, 3: 2}
    assert [codes(row) for row in outcome.rows] == [
        [],
        [],
        [],
        ["exhumation_before_burial"],
        ["exhumation_without_burial"],
    ]


def test_an_index_of_blocks_gives_their_ranges_and_is_no_data() -> None:
    outcome = book(["1", "01/02/1950", "MAS COLL, ANNA", "61N", "INHUMACIÓ"])
    assert codes(outcome.rows[0]) == ["number_outside_block"]
    assert [skip.reason for skip in outcome.skipped if skip.sheet == "ÍNDEX"] == ["header", "index"]


def test_a_burial_without_a_place_is_kept_with_a_warning() -> None:
    outcome = book(["1", "01/02/1950", "MAS COLL, ANNA", "", "INHUMACIÓ"])
    assert codes(outcome.rows[0]) == ["place_unknown"]
    assert outcome.rows[0].fate is Fate.WARNED


def test_a_burial_of_nobody_named_is_kept_with_a_warning() -> None:
    outcome = book(["1", "01/02/1950", "", "10N", "INHUMACIÓ"])
    assert codes(outcome.rows[0]) == ["nobody_named"]
    assert outcome.rows[0].burials[0].is_unknown


def test_a_sheet_without_a_header_continues_the_one_before() -> None:
    first = RawSheet("I", [BOOK, ["1", "01/02/1950", "MAS COLL, ANNA", "10N", "INHUMACIÓ"]])
    second = RawSheet("II", [[str(n), "01/02/1951", "ROCA PI, PERE", f"{n}N", "INHUMACIÓ"] for n in (2, 3)])
    outcome = read_sheets([first, second], Mapping())
    assert [(row.sheet, row.row) for row in outcome.rows] == [("I", 2), ("II", 1), ("II", 2)]


def test_a_table_without_any_header_is_read_by_its_contents() -> None:
    rows: list[list[str]] = [
        [f"{n}", f"Anna Mas {name}", f"0{n}/02/195{n}"] for n, name in enumerate(("Coll", "Pi", "Roca"), 1)
    ]
    outcome = read_sheets([RawSheet("Full1", [list(row) for row in rows])], Mapping())
    assert [row.burials[0].buried_on.edtf for row in outcome.rows] == ["1951-02-01", "1952-02-02", "1953-02-03"]


def test_the_proposal_shows_what_each_column_is_taken_for() -> None:
    columns = {
        column.header: column for column in roll(row_of("1", holder="Anna Mas"), row_of("2", holder="Pere Pi")).columns
    }
    assert columns["Titular"].meaning == "holder"
    assert columns["Titular"].samples == ("Anna Mas", "Pere Pi")
    assert 0 < columns["Titular"].confidence <= 1


MAPPED = {
    "columns": {
        "id": "legacy_key",
        "first": "deceased_given",
        "last": "deceased_surname1",
        "where": {"meaning": "block", "as_written": True},
        "lot": {"meaning": "number", "as_written": True},
        "when": "buried_on",
    },
    "constants": {"kind": "grave_in_earth"},
    "date_order": "mdy",
    "date_range": ["1866", "1921"],
    "placeholders": ["Unknown"],
}


def test_a_mapping_file_says_what_the_import_cannot_guess() -> None:
    text = "id,first,last,where,lot,when\n1,Henry,Unknown,Old ground,Lot 7,12/21/98\n"
    text += "2,Ann,Lee,OLD GROUND,lot 7,1866-07-24\n"
    text += "3,Unknown,Unknown,,,2/4/21\n4,Sam,Poe,,9 1/2,1609-11-16\n"
    outcome = read_register([SourceFile("g.csv", text.encode())], read_mapping(json.dumps(MAPPED)))
    assert [row.fate for row in outcome.rows] == [Fate.ACCEPTED, Fate.ACCEPTED, Fate.WARNED, Fate.WARNED]
    assert [row.burials[0].buried_on.edtf for row in outcome.rows] == ["1898-12-21", "1866-07-24", "1921-02-04", ""]
    assert [row.burials[0].is_unknown for row in outcome.rows] == [False, False, True, False]
    assert len({row.unit.key for row in outcome.rows if row.unit}) == 2
    assert outcome.rows[0].burials[0].text == "Henry Unknown"
    assert outcome.rows[0].burials[0].parts.surname1 == ""
    assert [codes(row) for row in outcome.rows[2:]] == [["place_unknown"], ["impossible_date"]]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"colums": {}}',
        '{"columns": {"a": "nonsense"}}',
        '{"date_order": "xyz"}',
        '{"combine": [{"meaning": "number"}]}',
    ],
)
def test_a_mapping_that_is_not_valid_is_told(text: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_mapping(text)
    assert caught.value.code == "bad_mapping"


def test_columns_can_be_named_by_letter_and_number_and_read_as_one() -> None:
    mapping = {
        "header_row": 1,
        "columns": {"#A": "number", "#2": "floor"},
        "combine": [{"meaning": "holder", "columns": ["x", "y"]}],
    }
    text = "a;b;x;y\n7;2;Anna;Mas\n8;1;Pere;Pi\n"
    outcome = read_register([SourceFile("g.csv", text.encode())], read_mapping(json.dumps(mapping)))
    rows = [
        (row.unit.number, row.unit.floor, row.concession.holders[0].text)
        for row in outcome.rows
        if row.unit and row.concession
    ]
    assert rows == [("7", 2, "Anna Mas"), ("8", 1, "Pere Pi")]


def test_many_empty_rows_and_columns_cost_nothing() -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (HEADER, row_of("1", holder="Anna Mas")):
        book.active.append(row)
    book.active.cell(200_000, 1).value = "Total: 1"
    target = io.BytesIO()
    book.save(target)
    outcome = read_register([SourceFile("roll.xlsx", target.getvalue())])
    assert len(outcome.rows) == 1


_CELL = st.text(max_size=12) | st.floats(allow_nan=False) | st.none() | st.dates() | st.booleans()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(_CELL, max_size=10), max_size=12))
def test_whatever_stands_under_a_header_every_line_is_accounted_for(rows: list[list[object]]) -> None:
    sheet = RawSheet("Full1", [HEADER, *[list(row) for row in rows], row_of("1", holder="Anna Mas")])  # type: ignore[list-item]
    outcome = read_sheets([sheet], Mapping())
    told = {row.row for row in outcome.rows} | {skip.row for skip in outcome.skipped}
    continued = set(range(1, len(sheet.rows) + 1)) - told
    assert 1 not in continued
    assert sum(outcome.count(fate) for fate in Fate) == len(outcome.rows)


def test_a_divided_number_is_not_the_number_without_its_stroke() -> None:
    outcome = roll(row_of("1/2", holder="Anna Mas"), row_of("12", holder="Pere Roca"))
    assert [codes(row) for row in outcome.rows] == [[], []]
    assert len({row.unit.key for row in outcome.rows if row.unit}) == 2
