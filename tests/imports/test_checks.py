"""What rows say against themselves and against each other, and what is no contradiction."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cementiris.registry.names import NameParts
from imports.checks import check_rows
from imports.headings import NumberRange
from imports.messages import ISSUES
from imports.pipeline import read_register
from imports.rows import CleanBurial, CleanRow, CleanUnit, ReadOutcome, SourceFile

READ_ON = date(2026, 11, 22)
ROLL = "Bloc;Núm.;Titular;DNI;Títol;Data concessió;Anys;Venciment;Difunts;Estat\n"
GIVEN = ["Anna", "Joan", "Pere", "Rita", "Pau"]
SURNAMES = ["Puig", "Roca", "Vila", "Mas", "Coll", "Font", "Sala", "Bru"]
BOOK = "Bloc;Núm.;Difunt;Data naixement;Data defunció;Data inhumació;Moviment;Edat\n"


def read(**files: str) -> ReadOutcome:
    return read_register([SourceFile(f"{name}.csv", text.encode()) for name, text in files.items()], on=READ_ON)


def codes(outcome: ReadOutcome) -> dict[tuple[str, int], set[str]]:
    found = {(row.sheet, row.row): {issue.code for issue in row.issues} for row in outcome.rows}
    return {place: said for place, said in found.items() if said}


def roll(*rows: str) -> dict[tuple[str, int], set[str]]:
    return codes(read(roll=ROLL + "".join(f"{row}\n" for row in rows)))


def book(*rows: str) -> dict[tuple[str, int], set[str]]:
    return codes(read(book=BOOK + "".join(f"{row}\n" for row in rows)))


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("A;1;Anna Mas Pi;;7;3/5/1990;50;3/5/1980;;", "end_before_start"),
        ("A;1;Anna Mas Pi;;7;3/5/1990;50;3/5/2045;;", "expiry_mismatch"),
        ("A;1;Anna Mas Pi;11111111A;;;;;;", "invalid_national_id"),
        ("A;1;;;;;;;Anna Mas Pi (1950);lliure", "free_but_occupied"),
        ("A;1;Anna Mas Pi;;7;3/5/2031;50;;;", "granted_in_future"),
    ],
)
def test_a_right_that_contradicts_itself_is_reported(row: str, code: str) -> None:
    assert roll(row, "A;2;Pere Roca Vila;;8;3/5/1990;50;3/5/2040;;") == {("roll", 2): {code}}


@pytest.mark.parametrize(
    "row",
    [
        "A;1;Anna Mas Pi;;7;3/5/1990;50;2/5/2040;;",
        "A;1;Anna Mas Pi;;7;1990;50;3/5/2040;;",
        "A;1;Anna Mas Pi;;7;3/5/1990;99;3/5/2089;;",
        "A;1;Anna Mas Pi;;7;22/11/2026;50;;;",
        "A;1;Anna Mas Pi;11111111H;;;;;;ocupat",
    ],
)
def test_a_right_that_may_be_so_is_not_reported(row: str) -> None:
    assert roll(row, "A;2;Pere Roca Vila;;8;3/5/1990;50;3/5/2040;;") == {}


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("A;1;Anna Mas Pi;3/5/1980;3/5/1970;;Inhumació;", "burial_before_birth"),
        ("A;1;Anna Mas Pi;;3/5/2031;;Inhumació;", "impossible_date"),
        ("A;1;Anna Mas Pi;;3/5/1970;1/5/1970;Inhumació;", "burial_before_death"),
        ("A;1;Anna Mas Pi;3/5/1850;3/5/1970;;Inhumació;", "implausible_age"),
        ("A;1;Anna Mas Pi;;3/5/1970;4/5/1970;Inhumació;120", "implausible_age"),
        ("A;1;Anna Mas Pi;;3/5/1930;4/5/1970;Inhumació;", "late_burial"),
        ("A;1;Anna Mas Pi;;;4/5/1970;Exhumació;", "exhumation_without_burial"),
    ],
)
def test_a_burial_that_contradicts_itself_is_reported(row: str, code: str) -> None:
    assert book(row, "A;2;Pere Roca Vila;1/1/1900;3/5/1990;4/5/1990;Inhumació;90") == {("book", 2): {code}}


@pytest.mark.parametrize(
    "row",
    [
        "A;1;Anna Mas Pi;1970;1970;;Inhumació;0",
        "A;1;Anna Mas Pi;1/1/1860;1/1/1970;2/1/1970;Inhumació;110",
        "A;1;Restes d'Anna Mas Pi;;3/5/1965;4/5/1970;Inhumació de restes;",
    ],
)
def test_a_burial_that_may_be_so_is_not_reported(row: str) -> None:
    assert book(row, "A;2;Pere Roca Vila;1/1/1900;3/5/1990;4/5/1990;Inhumació;90") == {}


def test_a_birth_to_come_is_impossible_and_contradicts_the_death() -> None:
    assert book("A;1;Anna Mas Pi;2027;3/5/2018;;Inhumació;") == {
        ("book", 2): {"impossible_date", "burial_before_birth"}
    }


@pytest.mark.parametrize(("count", "misspelt"), [(20, {}), (300, {("out", 3): {"exhumation_without_burial"}})])
def test_in_a_common_grave_only_equal_names_meet(count: int, misspelt: dict[tuple[str, int], set[str]]) -> None:
    names = [f"{given} {one} {other}" for given in GIVEN for one in SURNAMES for other in SURNAMES][:count]
    laid = BOOK + "".join(f"A;1;{name};;;3/5/1950;Inhumació;\n" for name in names)
    slip = "Anna Puig Roka"
    out = BOOK + f"A;1;{names[7]};;;4/5/1960;Exhumació;\nA;1;{slip};;;4/5/1960;Exhumació;\n"
    outcome = read(laid=laid, out=out)
    assert outcome.exhumations[count] == 7
    assert {place: said for place, said in codes(outcome).items() if place[0] == "out"} == misspelt


def test_an_exhumation_meets_its_burial_in_another_file() -> None:
    laid = BOOK + "A;1;Anna Mas Pi;;3/5/1970;4/5/1970;Inhumació;\n"
    out = BOOK + "A;1;Ana Mas Pi;;;4/5/1960;Exhumació;\nA;9;Joan Coll Riu;;;4/5/1960;Exhumació;\n"
    outcome = read(one=laid, two=out)
    assert codes(outcome) == {("two", 2): {"exhumation_before_burial"}, ("two", 3): {"exhumation_without_burial"}}
    assert outcome.exhumations == {1: 0}


def test_of_two_namesakes_in_a_unit_the_earlier_one_is_taken_out() -> None:
    rows = [
        "A;1;Joan Mas Pi;;;4/5/1950;Inhumació;",
        "A;1;Joan Mas Pi;;;4/5/1980;Inhumació;",
        "A;1;Joan Mas Pi;;;4/5/1960;Exhumació;",
    ]
    assert book(*rows) == {}


def test_a_free_unit_in_the_roll_is_not_free_while_the_book_buries_somebody_there() -> None:
    free = ROLL + "A;1;;;;;;;;lliure\nA;2;;;;;;;;lliure\n"
    laid = BOOK + "A;1;Anna Mas Pi;;;4/5/1970;Inhumació;\nA;2;Pere Roca Vila;;;4/5/1970;Inhumació;\n"
    assert codes(read(roll=free, book=laid + "A;2;Pere Roca Vila;;;4/5/1990;Exhumació;\n")) == {
        ("roll", 2): {"free_but_occupied"}
    }


def test_a_holder_who_rests_in_the_unit_by_another_file_is_noted() -> None:
    held = ROLL + "A;1;Anna Mas Pi;;;;;;;\nA;2;Hereus de Pere Roca Vila;;;;;;;\n"
    laid = BOOK + "A;1;Anna Mas Pi;;;4/5/1970;Inhumació;\nA;2;Pere Roca Vila;;;4/5/1970;Inhumació;\n"
    assert codes(read(roll=held, book=laid)) == {("roll", 2): {"holder_deceased"}}


def test_a_unit_twice_with_other_holders_is_reported_and_with_the_same_is_noted() -> None:
    found = roll(
        "A;1;Anna Mas Pi;;1;;;;;",
        "A;1;Joan Coll Riu;;2;;;;;",
        "A;2;Josep Puig Vila;;3;;;;;",
        "A;2;José Puch Vila;;3;;;;;",
    )
    assert found == {
        ("roll", 2): {"duplicate_unit"},
        ("roll", 3): {"duplicate_unit"},
        ("roll", 5): {"same_unit_again", "similar_person"},
    }


def test_a_title_at_two_units_with_other_holders_is_reported() -> None:
    found = roll("A;1;Anna Mas Pi;;1;;;;;", "A;2;Joan Coll Riu;;1;;;;;", "A;3;Pau Riu Coll;;5;;;;;")
    assert found == {("roll", 2): {"duplicate_title"}, ("roll", 3): {"duplicate_title"}}


def test_where_each_block_numbers_its_titles_only_those_of_one_block_are_compared() -> None:
    names = ["Anna Mas Pi", "Joan Coll Riu", "Pau Serra Font", "Lluís Vidal Camps", "Rosa Bosch Prat", "Emma Grau Sala"]
    others = [
        "Carme Puig Roca",
        "Martí Soler Mas",
        "Neus Ferrer Pou",
        "Oriol Costa Bru",
        "Pilar Nadal Gil",
        "Roc Amat Ros",
    ]
    rows = [f"A;{at};{name};;{at};;;;;" for at, name in enumerate(names, 1)]
    rows += [f"B;{at};{name};;{at};;;;;" for at, name in enumerate(others, 1)]
    assert roll(*rows) == {}
    assert roll(*rows, "B;7;Quim Vall Roig;;6;;;;;") == {
        ("roll", 13): {"duplicate_title"},
        ("roll", 14): {"duplicate_title"},
    }


def test_a_document_beside_two_names_is_reported_at_both_and_an_estate_is_not() -> None:
    found = roll(
        "A;1;Anna Mas Pi;11111111H;1;;;;;",
        "A;2;Joan Coll Riu;11111111-H;2;;;;;",
        "A;3;Ana Mas Pi;11111111H;3;;;;;",
        "A;4;Hereus de Pere Grau Sala;11111111H;4;;;;;",
    )
    assert found == {
        ("roll", 2): {"document_of_two"},
        ("roll", 3): {"document_of_two"},
        ("roll", 4): {"similar_person"},
    }


def test_one_person_buried_on_one_day_in_two_units_is_reported_at_both() -> None:
    found = book(
        "A;1;Anna Mas Pi;;3/5/1970;4/5/1970;Inhumació;",
        "A;2;Ana Mas Pi;;3/5/1970;4/5/1970;Inhumació;",
        "A;3;Joan Coll;;3/5/1970;4/5/1970;Inhumació;",
        "A;4;Joan Coll;;3/5/1970;4/5/1970;Inhumació;",
        "A;5;Pau Coll Riu;;;1970;Inhumació;",
        "A;6;Pau Coll Riu;;;1970;Inhumació;",
    )
    assert found == {("book", 2): {"buried_twice"}, ("book", 3): {"buried_twice"}}


def test_a_row_set_aside_contradicts_nothing() -> None:
    outcome = read(roll=ROLL + "A;1;Anna Mas Pi;;1;;;;;\nA;1;Joan Coll Riu;;2;;;;;\n")
    for row in outcome.rows:
        row.issues = []
    outcome.rows[1].report("set_aside")
    check_rows(outcome.rows, {}, READ_ON)
    assert codes(outcome) == {("roll", 3): {"set_aside"}}


def test_where_most_numbers_are_outside_the_range_speaks_of_others() -> None:
    index = "Bloc;Del;Al\nA;1;3\n\n"
    rows = [f"A;{number};Anna Mas Pi;;;;;;;" for number in range(1, 16)]
    outcome = read(index=index, roll=ROLL + "".join(f"{row}\n" for row in rows))
    said: set[str] = set().union(*(codes(outcome).values() or [set()]))
    assert "number_outside_block" not in said


def test_checking_twice_says_nothing_twice() -> None:
    outcome = read(roll=ROLL + "A;1;Anna Mas Pi;;1;;;;;\nA;1;Joan Coll Riu;;2;;;;;\n")
    before = [list(row.issues) for row in outcome.rows]
    check_rows(outcome.rows, {}, READ_ON)
    assert [row.issues for row in outcome.rows] == before


def test_every_code_is_documented() -> None:
    documented = (Path(__file__).parents[2] / "docs" / "export-format.md").read_text(encoding="utf-8")
    assert [code for code in ISSUES if f"`{code}`" not in documented] == []


def test_in_joined_tables_a_unit_is_reported_where_it_stands_and_not_at_its_holders() -> None:
    unit = CleanUnit("A", "77", "niche", state="free", key="a|77|")
    dead = CleanBurial("Anna Mas Pi", NameParts("Anna", "Mas", "Pi"))
    stands = CleanRow("units", "units", 1, unit=unit)
    named = CleanRow("people", "people", 1, unit=replace(unit, is_by_code=True), burials=(dead,))
    sound = [CleanRow("units", "units", at, unit=CleanUnit("A", str(at), key=f"a|{at}|")) for at in range(2, 9)]
    check_rows([named, stands, *sound], {"a": NumberRange(1, 8)}, READ_ON)
    assert {issue.code for issue in stands.issues} == {"number_outside_block", "free_but_occupied"}
    assert named.issues == []


def test_a_block_may_number_its_niches_and_its_columbaria_alike() -> None:
    header = "Bloc;Núm.;Tipus de sepultura;Titular;Estat\n"
    told = "A;1;Nínxol;Anna Mas Pi;\nA;1;Columbari;Joan Coll Riu;\nA;1;Columbari;Pau Serra Font;\n"
    assert codes(read(roll=header + told)) == {("roll", 3): {"duplicate_unit"}, ("roll", 4): {"duplicate_unit"}}


@pytest.mark.parametrize("title", ["pendent", "000", "-"])
def test_what_is_no_title_number_is_not_doubled(title: str) -> None:
    assert roll(f"A;1;Anna Mas Pi;;{title};;;;;", f"A;2;Joan Coll Riu;;{title};;;;;") == {}


def test_a_title_or_document_typed_everywhere_is_none() -> None:
    names = ["Anna Mas Pi", "Joan Coll Riu", "Pau Serra Font", "Lluís Vidal Camps", "Rosa Bosch Prat", "Emma Grau Sala"]
    rows = [f"A;{at};{name};00000000T;9999;;;;;" for at, name in enumerate([*names, "Roc Amat Ros"], 1)]
    assert roll(*rows) == {}


def test_the_document_of_a_couple_may_stand_beside_either() -> None:
    assert roll("A;1;Anna Mas Pi / Joan Coll Riu;11111111H;1;;;;;", "A;2;Joan Coll Riu;11111111H;2;;;;;") == {}


def test_one_burial_that_a_roll_and_a_book_tell_is_one_with_the_finer_dates() -> None:
    held = ROLL + "A;1;Josep Puig Vila;;;;;;Maria Soler Puig (1990), Pau Soler Puig (1950);\n"
    laid = BOOK + "A;1;Soler Puig, Maria;;1/5/1990;3/5/1990;Inhumació;\nA;1;Soler Puig, Pau;;1/5/1960;;Inhumació;\n"
    outcome = read(roll=held, book=laid)
    assert codes(outcome) == {("book", 2): {"same_burial"}}
    dead = [(burial.parts.given_name, burial.died_on.edtf, burial.buried_on.edtf) for burial in outcome.rows[0].burials]
    assert dead == [("Maria", "1990-05-01", "1990-05-03"), ("Pau", "1950", "")]
    assert [len(row.burials) for row in outcome.rows[1:]] == [0, 1]


def test_who_is_taken_out_in_a_third_table_is_the_one_that_two_tell() -> None:
    held = ROLL + "A;1;;;;;;;Maria Soler Puig (1950);\n"
    laid = BOOK + "A;1;Maria Soler Puig;;1/5/1950;3/5/1950;Inhumació;\n"
    outcome = read(roll=held, book=laid, out=BOOK + "A;1;Maria Soler Puig;;;3/5/1990;Exhumació;\n")
    assert outcome.exhumations == {2: 0}
    assert codes(outcome) == {("book", 2): {"same_burial"}}


@pytest.mark.parametrize(
    ("held", "laid"),
    [
        ("Desconegut", "A;1;Desconegut;;;;Inhumació;"),
        ("Maria Soler", "A;1;Maria Soler;;1/5/1990;;Inhumació;"),
        ("Maria Soler Puig (1950), Maria Soler Puig (1990)", "A;1;Maria Soler Puig;;1/5/1990;;Inhumació;"),
        ("Maria Soler Puig", "A;2;Maria Soler Puig;;;;Inhumació;"),
    ],
)
def test_who_may_be_two_people_stays_two(held: str, laid: str) -> None:
    outcome = read(roll=ROLL + f"A;1;;;;;;;{held};\n", book=BOOK + f"{laid}\n")
    assert not any(issue.code == "same_burial" for row in outcome.rows for issue in row.issues)
