"""Tables that know each other by a code: the unit, the right and the people of a row may stand in another table."""

import io
from itertools import product
from typing import Any

import openpyxl
import pytest

from imports.keys import key_of
from imports.mapping import Mapping, read_mapping
from imports.pipeline import read_register, read_sheets
from imports.rows import Cell, CleanRow, Fate, RawSheet, ReadOutcome, SourceFile

Rows = list[list[Any]]

NAMES = ["Anna Mas Coll", "Pere Roca Pi", "Joan Vila Font", "Rita Sala Bru", "Pau Camps Roig", "Neus Coma Prat"]


def read(**sheets: Rows) -> ReadOutcome:
    return read_sheets([RawSheet(name, rows, file="a.xlsx") for name, rows in sheets.items()], Mapping())


def of_sheet(outcome: ReadOutcome, name: str) -> list[CleanRow]:
    return [row for row in outcome.rows if row.sheet == name]


def codes(row: CleanRow) -> list[str]:
    return [issue.code for issue in row.issues]


def unit_of(row: CleanRow) -> tuple[str, str] | None:
    return (row.unit.block, row.unit.number) if row.unit else None


def holders_of(row: CleanRow) -> list[tuple[str, str]]:
    return [(holder.text, holder.role) for holder in row.concession.holders] if row.concession else []


def units(*header: Cell, count: int = 6) -> Rows:
    rows: Rows = [list(header) or ["Codi", "Bloc", "Núm.", "Fila", "Tipus"]]
    return rows + [[f"A-{n:03}", "A", float(n), 1.0, "Nínxol"] for n in range(1, count + 1)]


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("A 0012", "a-12", True),
        ("A12", "A.012", True),
        ("1-12", "11-2", False),
        ("12 bis", "12", False),
        ("0100123", "100123", True),
    ],
)
def test_a_code_is_one_however_it_is_spelled(one: str, other: str, is_same: bool) -> None:
    assert (key_of(one) == key_of(other)) is is_same


def test_holders_take_their_unit_from_the_list_of_units() -> None:
    holders: Rows = [["Codi", "Titular", "Títol"], *[[f"A {n}", NAMES[n - 1], 100.0 + n] for n in range(1, 7)]]
    outcome = read(Unitats=units(), Titulars=holders)
    rows = of_sheet(outcome, "Titulars")
    assert [unit_of(row) for row in rows] == [("A", str(n)) for n in range(1, 7)]
    assert {row.unit.floor for row in rows if row.unit} == {1}
    assert len(outcome.rows) == 12
    assert {row.fate for row in outcome.rows} == {Fate.ACCEPTED}


def test_two_rows_of_one_title_are_co_holders_of_one_right() -> None:
    holders: Rows = [
        ["Codi", "Ordre", "Títol", "Cognoms", "Nom", "Data concessió"],
        ["A-1", 2.0, 55.0, "MAS COLL", "PERE", ""],
        ["A-1", 1.0, 55.0, "MAS COLL", "ANNA", "3/4/1980"],
        *[[f"A-{n}", 1.0, 60.0 + n, f"ROCA {n}", "PAU", "3/4/1980"] for n in range(2, 7)],
    ]
    outcome = read(Unitats=units(), Titulars=holders)
    first, second = of_sheet(outcome, "Titulars")[:2]
    assert first.concession is second.concession
    assert holders_of(first) == [("MAS COLL ANNA", "holder"), ("MAS COLL PERE", "co_holder")]
    assert [codes(row) for row in (first, second)] == [[], []]


def test_two_titles_of_one_unit_stay_two_rights_and_are_told() -> None:
    holders: Rows = [
        ["Codi", "Títol", "Titular"],
        ["A-1", 55.0, "Anna Mas Coll"],
        ["A-1", 77.0, "Rita Sala Bru"],
        *[[f"A-{n}", 60.0 + n, NAMES[n - 1]] for n in range(2, 7)],
    ]
    rows = of_sheet(read(Unitats=units(), Titulars=holders), "Titulars")
    assert ["duplicate_unit" in codes(row) for row in rows[:3]] == [True, True, False]


def test_a_code_that_is_in_no_list_is_told() -> None:
    holders: Rows = [["Codi", "Titular"], *[[f"A-{n}", NAMES[n % 6]] for n in (1, 2, 3, 4, 99)]]
    rows = of_sheet(read(Unitats=units(), Titulars=holders), "Titulars")
    assert [codes(row) for row in rows] == [[], [], [], [], ["unit_not_listed"]]
    assert unit_of(rows[4]) == ("A", "99")
    assert rows[4].fate is Fate.WARNED


def test_an_opaque_key_that_leads_nowhere_is_refused() -> None:
    niches: Rows = [["IDNINXOL", "Bloc", "Núm."], *[[5000.0 + 7 * n, "A", float(n)] for n in range(1, 7)]]
    dead: Rows = [["IDDIF", "IDNINXOL", "Difunt", "Data defunció"]]
    dead += [[float(n), 5000.0 + 7 * n, f"Mas {NAMES[n - 1]}", "3/4/1980"] for n in range(1, 6)]
    dead += [[6.0, 9999.0, "Rita Pi", "3/4/1980"]]
    rows = of_sheet(read(NINXOLS=niches, DIFUNTS=dead), "DIFUNTS")
    assert [unit_of(row) for row in rows] == [*[("A", str(n)) for n in range(1, 6)], None]
    assert "key_not_found" in codes(rows[5])
    assert rows[5].fate is Fate.REFUSED


def chain() -> dict[str, Rows]:
    """Units, rights, holders and dead, each known to the next by an opaque key."""
    return {
        "Unitats": [["UnitatID", "Bloc", "Número"], *[[700.0 + n, "A", float(n)] for n in range(1, 7)]],
        "Concessions": [
            ["ConcessioID", "UnitatID", "Títol", "Data concessió", "Anys"],
            *[[900.0 + n, 700.0 + n, 50.0 + n, "3/4/1980", 50.0] for n in range(1, 7)],
        ],
        "Titulars": [
            ["TitularID", "ConcessioID", "Nom i cognoms", "NIF"],
            *[[10.0 + n, 900.0 + n, NAMES[n - 1], ""] for n in range(1, 7)],
            [17.0, 901.0, "Pere Mas Coll", ""],
        ],
        "Difunts": [
            ["DifuntID", "UnitatID", "Nom i cognoms", "Data defunció"],
            *[[80.0 + n, 700.0 + n, f"Maria {NAMES[n - 1]}", "5/6/1990"] for n in range(1, 7)],
        ],
    }


@pytest.mark.parametrize(
    "order", [("Unitats", "Concessions", "Titulars", "Difunts"), ("Difunts", "Titulars", "Concessions", "Unitats")]
)
def test_a_chain_of_keys_is_followed_in_whatever_order_the_tables_stand(order: tuple[str, ...]) -> None:
    sheets = chain()
    outcome = read(**{name: sheets[name] for name in order})
    assert len(outcome.rows) == 25
    for name in order:
        assert [unit_of(row) for row in of_sheet(outcome, name)][:6] == [("A", str(n)) for n in range(1, 7)]
    first = of_sheet(outcome, "Titulars")[0]
    assert holders_of(first) == [("Anna Mas Coll", "holder"), ("Pere Mas Coll", "co_holder")]
    assert first.concession is of_sheet(outcome, "Concessions")[0].concession
    assert first.concession is not None
    assert (first.concession.title_number, first.concession.term_years) == ("51", 50)
    assert {row.fate for row in outcome.rows} == {Fate.ACCEPTED}


def test_one_list_of_people_serves_holders_and_dead() -> None:
    people: Rows = [["PersonaID", "Nom", "Cognom1", "Cognom2", "NIF"]]
    people += [[300.0 + n, f"Nom{chr(96 + n)}", "Mas", "Coll", ""] for n in range(1, 13)]
    outcome = read(
        Unitats=chain()["Unitats"],
        Persones=people,
        Titols=[
            ["TitolID", "UnitatID", "TitularID", "NumTitol"],
            *[[20.0 + n, 700.0 + n, 300.0 + n, 50.0 + n] for n in range(1, 7)],
        ],
        Inhumacions=[
            ["InhumacioID", "UnitatID", "DifuntID", "Data defunció"],
            *[[40.0 + n, 700.0 + n, 306.0 + n, "5/6/1990"] for n in range(1, 7)],
        ],
    )
    assert holders_of(of_sheet(outcome, "Titols")[0]) == [("Noma Mas Coll", "holder")]
    (burial,) = of_sheet(outcome, "Inhumacions")[0].burials
    assert (burial.text, burial.died_on.edtf) == ("Nomg Mas Coll", "1990-06-05")
    listed = of_sheet(outcome, "Persones")
    assert [unit_of(row) for row in listed] == [("A", str(1 + n % 6)) for n in range(12)]
    assert sum(len(row.burials) for row in listed) == 0
    assert {row.fate for row in outcome.rows} == {Fate.ACCEPTED}


def test_a_person_who_is_in_no_list_is_told_and_the_unit_kept() -> None:
    niches: Rows = [["Bloc", "Núm.", "IDPROP"], *[["A", float(n), 30.0 + n] for n in range(1, 7)]]
    owners: Rows = [
        ["IDPROP", "Cognom1", "Cognom2", "Nom"],
        *[[30.0 + n, "MAS", "COLL", f"PAU{n}"] for n in range(1, 6)],
    ]
    outcome = read(NINXOLS=niches, PROPIET=owners)
    rows = of_sheet(outcome, "NINXOLS")
    assert [codes(row) for row in rows] == [[], [], [], [], [], ["person_not_found"]]
    assert unit_of(rows[5]) == ("A", "6")
    assert rows[0].raw == ("A", "1", "31")


def test_like_sheets_are_no_tables_to_be_joined() -> None:
    sheet: Rows = [["Núm.", "Titular"], [1.0, "Anna Mas"], [2.0, "Pere Pi"]]
    outcome = read(Nord=sheet, Sud=[list(row) for row in sheet])
    assert [unit_of(row) for row in outcome.rows] == [("Nord", "1"), ("Nord", "2"), ("Sud", "1"), ("Sud", "2")]


def test_a_roll_and_a_book_that_number_from_one_are_not_joined_by_their_running_numbers() -> None:
    outcome = read(
        Padró=[["Bloc", "Núm.", "Titular"], *[["A", float(n), NAMES[n - 1]] for n in range(1, 7)]],
        Llibre=[
            ["Ordre", "Difunt", "Data enterrament", "Nínxol"],
            *[[float(n), f"Mas {NAMES[n - 1]}", "3/4/1980", f"A-{7 - n}"] for n in range(1, 7)],
        ],
    )
    assert [unit_of(row) for row in of_sheet(outcome, "Llibre")] == [("A", str(7 - n)) for n in range(1, 7)]


def test_tables_of_several_files_are_joined() -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in units():
        book.active.append(row)
    target = io.BytesIO()
    book.save(target)
    lines = ["codi;titular;dni"] + [f"A{n};{NAMES[n - 1]};" for n in range(1, 7)]
    files = [SourceFile("titulars.csv", "\n".join(lines).encode()), SourceFile("unitats.xlsx", target.getvalue())]
    outcome = read_register(files)
    assert [unit_of(row) for row in of_sheet(outcome, "titulars")] == [("A", str(n)) for n in range(1, 7)]


def test_keys_are_named_in_a_mapping_where_nobody_could_guess_them() -> None:
    mapping = read_mapping(
        '{"tables": {"U": {"columns": {"x": "unit_key", "y": "block", "z": "number"}},'
        ' "T": {"columns": {"p": "unit_key", "q": "holder"}}}}'
    )
    sheets = [
        RawSheet("U", [["x", "y", "z"], ["k1", "A", "7"], ["k2", "A", "8"]]),
        RawSheet("T", [["p", "q"], ["k2", "Anna Mas"], ["k1", "Pere Pi"]]),
    ]
    outcome = read_sheets(sheets, mapping)
    assert [unit_of(row) for row in of_sheet(outcome, "T")] == [("A", "8"), ("A", "7")]


@pytest.mark.parametrize("blocks", [["IdBloc", "Nom"], ["Id", "Descripció"], ["Codi", "Bloc"]])
def test_blocks_and_kinds_may_be_codes_that_a_small_table_names(blocks: list[Cell]) -> None:
    outcome = read(
        Blocs=[blocks, [1.0, "Sant Josep"], [2.0, "Sant Pau"]],
        TipusSepultura=[["IdTipus", "Descripcio"], [1.0, "Nínxol"], [2.0, "Columbari"]],
        Unitats=[
            ["IdUnitat", "IdBloc", "Numero", "IdTipus"],
            *[[70.0 + n, 1.0 + n % 2, float(n), 1.0 + n % 2] for n in range(1, 5)],
        ],
        Titulars=[["IdTitular", "IdUnitat", "Nom i cognoms"], *[[5.0 + n, 70.0 + n, NAMES[n]] for n in range(1, 5)]],
    )
    assert [unit_of(row) for row in of_sheet(outcome, "Titulars")] == [
        ("Sant Pau", "1"),
        ("Sant Josep", "2"),
        ("Sant Pau", "3"),
        ("Sant Josep", "4"),
    ]
    kinds = [row.unit.kind for row in of_sheet(outcome, "Unitats") if row.unit]
    assert kinds == ["columbarium", "niche", "columbarium", "niche"]
    assert {row.sheet for row in outcome.rows} == {"Unitats", "Titulars"}
    assert outcome.rows[0].raw == ("71", "2", "1", "2")


def test_a_book_may_know_its_unit_by_the_title_only() -> None:
    roll: Rows = [["Bloc", "Núm.", "Núm. títol", "Titular"]]
    roll += [["A", float(n), 3000.0 + 7 * n, NAMES[n - 1]] for n in range(1, 7)]
    dead: Rows = [["Núm. títol", "Difunt", "Data defunció"]]
    dead += [[3000.0 + 7 * n, f"Mas {NAMES[n - 1]}", "3/4/1980"] for n in (6, 2, 4)]
    rows = of_sheet(read(Padró=roll, Difunts=dead), "Difunts")
    assert [unit_of(row) for row in rows] == [("A", "6"), ("A", "2"), ("A", "4")]


def test_holders_may_be_known_by_their_document_only() -> None:
    ids = ["12345678Z", "87654321X", "11111111H", "22222222J", "33333333P"]
    rights: Rows = [["Bloc", "Nínxol", "Títol", "DNI"], *[["A", float(n), 90.0 + n, ids[n - 1]] for n in range(1, 6)]]
    people: Rows = [
        ["DNI", "Nom i cognoms", "Adreça"],
        *[[ids[n - 1], NAMES[n - 1], "C/ Nou, 1"] for n in range(5, 0, -1)],
    ]
    outcome = read(Concessions=rights, Contribuents=people)
    first = of_sheet(outcome, "Concessions")[0]
    assert holders_of(first) == [("Anna Mas Coll", "holder")]
    assert first.concession is not None
    assert (first.concession.holders[0].national_id, first.concession.holders[0].address) == ("12345678Z", "C/ Nou, 1")


LIKE_ROLLS: dict[str, dict[str, Rows]] = {
    "a column that one sheet refutes": {
        "Nord": [
            ["Núm.", "Fila", "Titular", "Venciment"],
            *[[float(n), 1.0, NAMES[n - 1], "3/4/2030"] for n in range(1, 7)],
        ],
        "Sud": [
            ["Núm.", "Fila", "Titular", "Venciment"],
            *[[float(n), 1.0, NAMES[n - 1], "pagat"] for n in range(1, 7)],
        ],
    },
    "headers of two hands": {
        "Nord": [["Núm.", "Fila", "Titular"], *[[float(n), 1.0, NAMES[n - 1]] for n in range(1, 7)]],
        "Sud": [["Núm. nínxol", "Pis", "Concessionari"], *[[float(n), 1.0, NAMES[n - 1]] for n in range(1, 7)]],
    },
    "blocks in headings": {
        "Full1": [["Núm.", "Fila", "Titular"], ["BLOC Nord"], *[[float(n), 1.0, NAMES[n - 1]] for n in range(1, 7)]],
        "Full2": [["Nínxol", "Pis", "Propietari"], ["BLOC Sud"], *[[float(n), 1.0, NAMES[n - 1]] for n in range(1, 7)]],
    },
    "a running number beside the niche": {
        "Nord": [
            ["Ordre", "Bloc", "Nínxol", "Titular"],
            *[[float(n), "Nord", 7.0 - n, NAMES[n - 1]] for n in range(1, 7)],
        ],
        "Full2": [["Núm. nínxol", "Difunt"], ["BLOC Sud"], *[[float(n), NAMES[n - 1]] for n in range(1, 7)]],
    },
}


@pytest.mark.parametrize("is_dated", [False, True])
def test_a_code_that_stands_at_hundreds_makes_no_right_of_hundreds_of_holders(is_dated: bool) -> None:
    words = [[name.split()[at] for name in NAMES] for at in range(3)]
    people = [" ".join(name) for name in product(*words)]
    told = [(name, f"{1 + at % 28:02}/02/{1950 + at % 60}" if is_dated else "") for at, name in enumerate(people)]
    everybody: Rows = [[f"A-{1 if at > 5 else at + 1:03}", *cells] for at, cells in enumerate(told)]
    outcome = read(Unitats=units(), Titulars=[["Codi", "Titular", "Data concessió"], *everybody])
    rows = of_sheet(outcome, "Titulars")
    assert len(rows) == 216
    assert max(len(holders_of(row)) for row in rows) <= 40
    assert {text for row in rows for text, _role in holders_of(row)} == set(people)


@pytest.mark.parametrize("name", LIKE_ROLLS)
def test_blocks_that_number_from_one_are_never_taken_for_each_other(name: str) -> None:
    outcome = read(**LIKE_ROLLS[name])
    assert len({row.unit.key for row in outcome.rows if row.unit}) == 12
    assert {row.unit.block for row in outcome.rows if row.unit} == {"Nord", "Sud"}


def test_the_proposal_names_the_codes_that_join() -> None:
    sheets = chain()
    outcome = read(**sheets)
    meanings = {(column.sheet, column.header): column.meaning for column in outcome.columns}
    assert meanings["Unitats", "UnitatID"] == meanings["Concessions", "UnitatID"] == "unit_key"
    assert meanings["Concessions", "ConcessioID"] == meanings["Titulars", "ConcessioID"] == "right_key"
    assert meanings["Difunts", "DifuntID"] == "legacy_key"
    assert [row.legacy_key for row in of_sheet(outcome, "Difunts")][:2] == ["81", "82"]
