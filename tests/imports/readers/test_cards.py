"""Cards: each a row, its keys the columns, at the line on which it begins."""

from __future__ import annotations

import pytest

from imports.readers import read_files
from imports.rows import RawSheet, SourceFile

DOTTED = """FITXER DE NÍNXOLS
==================

Nínxol ....: 12 bis      Fila: 3
Titular ...: PUIG I VILA, Josep
Adreça ....: C. Major, 5
             08201 Sabadell

Difunt ....: Maria Soler
----------------------
Nínxol ....: 13          Fila: 2
Titular ...: LLIURE
"""


def read(text: str) -> RawSheet:
    (sheet,) = read_files([SourceFile("fitxes.txt", text.encode())])
    return sheet


def test_keys_are_labels_and_a_card_is_a_row_at_its_first_line() -> None:
    sheet = read(DOTTED)
    assert sheet.labels == ("Nínxol", "Fila", "Titular", "Adreça", "Difunt")
    assert sheet.row_numbers == [4, 11]
    assert sheet.rows == [
        ["12 bis", "3", "PUIG I VILA, Josep", "C. Major, 5\n08201 Sabadell", "Maria Soler"],
        ["13", "2", "LLIURE", "", ""],
    ]
    assert sheet.skipped == ((1, "title"),)


@pytest.mark.parametrize("between", ["\n", "----------\n", "=====\n", "\f\n", "[fitxa]\n", ""])
@pytest.mark.parametrize("sign", [": ", "=", " = ", " ....: "])
def test_cards_are_told_apart_however_they_are_parted(between: str, sign: str) -> None:
    text = between.join(f"NUM{sign}{number}\nTITULAR{sign}Pere Mas\n" for number in range(1, 5))
    assert [row[0] for row in read(text).rows] == ["1", "2", "3", "4"]


def test_a_card_that_lacks_its_first_key_begins_after_the_rule() -> None:
    text = "----\n".join(
        ["Num: 1\nTitular: A\n", "Titular: B\nObs: x\n", "Num: 3\nTitular: C\n", "Num: 4\nTitular: D\n"]
    )
    assert [row[:2] for row in read(text).rows] == [["1", "A"], ["", "B"], ["3", "C"], ["4", "D"]]


def test_a_key_that_comes_again_gives_a_line_each() -> None:
    text = "Num: 1\nDifunt: Pere Mas\nDifunt: Anna Mas\n\nNum: 2\nDifunt: Rosa Pi\n"
    assert read(text).rows == [["1", "Pere Mas\nAnna Mas"], ["2", "Rosa Pi"]]


def test_keys_that_come_again_together_keep_what_belongs_together() -> None:
    text = "Num: 1\nDifunt: Pere\nDifunt: Anna\nData: 1960\nDifunt: Joan\nData: 1970\n\nNum: 2\nDifunt: Rosa\n"
    sheet = read(text)
    assert sheet.labels == ("Num", "Difunt", "Data", "Difunt 2", "Data 2", "Difunt 3", "Data 3")
    assert sheet.rows[0] == ["1", "Pere", "", "Anna", "1960", "Joan", "1970"]


def test_a_value_may_hold_what_looks_like_a_key() -> None:
    text = "".join(f"Num: {number}\nObs: mort a les 12:30\n   vegeu: llibre {number}\n\n" for number in range(1, 3))
    assert [row[0] for row in read(text).rows] == ["1", "2"]
    assert "12:30" in str(read(text).rows[0][1])


def test_delimited_text_with_colons_is_no_card_file() -> None:
    assert read("Núm;Hora: exacta;Titular\n1;12:30;Pere: Mas\n2;12:40;Anna: Pi\n").labels is None


def test_a_key_that_only_later_cards_have_stands_where_they_have_it() -> None:
    text = "Num: 1\nDifunt 1: Pere\nDef 1: 1950\nDifunt 2: Anna\n\nNum: 2\nDifunt 1: Joan\nNat 1: 1900\nDef 1: 1960\n"
    assert read(text).labels == ("Num", "Difunt 1", "Nat 1", "Def 1", "Difunt 2")


@pytest.mark.parametrize("between", ["", "\n", "-----\n"])
@pytest.mark.parametrize("heading", ["FITXA NÚM. {}", "--- Fitxa {} ---", "* Nínxol {} *"])
def test_a_card_begins_at_the_line_that_heads_it(between: str, heading: str) -> None:
    cards = [f"{heading.format(number)}\nBloc: A\nTitular: Pere Mas\nObs: cap\n" for number in (1, 2, 3)]
    sheet = read("FITXER DEL CEMENTIRI\n\n" + between.join(cards))
    step = 4 + len(between.splitlines())
    assert sheet.row_numbers == [3, 3 + step, 3 + 2 * step]
    assert [row[1:] for row in sheet.rows] == [["A", "Pere Mas", "cap"]] * 3
    assert [str(row[0])[-1] for row in sheet.rows] == ["1", "2", "3"]
    assert sheet.labels == (heading.strip("-* ").split()[0], "Bloc", "Titular", "Obs")
    assert sheet.skipped == ((1, "title"),)
