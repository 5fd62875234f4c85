"""Tables of dBase: records numbered as the program numbers them, in whatever code page, and no file trusted."""

import struct
from datetime import date

import pytest

from cementiris.spreadsheets.dbf import read_dbf
from cementiris.spreadsheets.detect import detect
from cementiris.spreadsheets.errors import Unreadable
from tests.spreadsheets.files import dbf

FIELDS = [("NUM", "N", 4), ("NOM", "C", 16), ("MORT", "D", 8), ("PERPETU", "L", 1)]


def record(number: str, name: str, day: str, yes: str = "F", *, sign: str = " ") -> bytes:
    return f"{sign}{number:>4}{name:<16}{day:<8}{yes}".encode("cp850")


def test_deleted_records_are_counted_and_hold_no_data() -> None:
    table = read_dbf(dbf(FIELDS, [record("1", "PUIG", ""), record("2", "MAS", "", sign="*"), record("3", "COLL", "")]))
    assert table.labels == ("NUM", "NOM", "MORT", "PERPETU")
    assert [number for number, _ in table.records] == [1, 3]
    assert table.deleted == (2,)


@pytest.mark.parametrize("page", ["cp850", "cp1252", "cp437", "utf-8"])
@pytest.mark.parametrize("told", [0, 2, 3])
def test_the_code_page_is_that_in_which_the_words_make_sense(page: str, told: int) -> None:
    written = ["PEÑA Núñez", "Güell í fill", "Maria Çorbera"]
    encoded = [b"    1" + name.encode(page).ljust(16) + b"        F" for name in written]
    table = read_dbf(dbf(FIELDS, encoded, page=told))
    assert [cells[1] for _, cells in table.records] == written


def test_each_type_gives_what_it_means_and_a_day_no_more_than_it_says() -> None:
    days = ["19740312", "00000000", "20150000", "        ", "19741399"]
    table = read_dbf(dbf(FIELDS, [record("7", "", day, "T") for day in days] + [record("****", "", "", "?")]))
    assert [cells[2] for _, cells in table.records] == [date(1974, 3, 12), "", "20150000", "", "19741399", ""]
    assert table.records[0][1][::3] == [7, "Sí"]
    assert table.records[5][1][::3] == ["****", ""]


def test_a_fraction_is_a_number() -> None:
    ((_, cells),) = read_dbf(dbf([("IMPORT", "N", 8), ("F", "F", 8)], [b"   12.50     -3,5"])).records
    assert cells == [12.5, -3.5]


def test_the_types_of_foxpro_are_read() -> None:
    fields = [("I", "I", 4), ("T", "T", 8), ("Y", "Y", 8), ("B", "B", 8)]
    instant = struct.pack("<iI", date(1974, 3, 12).toordinal() + 1_721_425, 0)
    raw = b" " + struct.pack("<i", -5) + instant + struct.pack("<q", 125_000) + struct.pack("<d", 2.5)
    ((_, cells),) = read_dbf(dbf(fields, [raw], version=0x30)).records
    assert cells == [-5, date(1974, 3, 12), 12.5, 2.5]


def test_long_texts_come_from_the_file_beside_the_table_or_not_at_all() -> None:
    content = dbf([("NUM", "N", 4), ("OBS", "M", 10)], [b"    7         1"], version=0x83)
    memo = bytes(512) + "Traslladat al nínxol 8".encode("cp850") + b"\x1a\x1a"
    assert read_dbf(content).labels == ("NUM",)
    table = read_dbf(content, memo)
    assert table.labels == ("NUM", "OBS")
    assert table.records == [(1, [7, "Traslladat al nínxol 8"])]


def test_a_table_that_ends_too_early_is_told_with_both_counts() -> None:
    whole = dbf(FIELDS, [record(str(number), "PUIG", "") for number in range(9)])
    with pytest.raises(Unreadable) as caught:
        read_dbf(whole[:-60])
    assert (caught.value.code, caught.value.values) == ("truncated", {"wanted": 9, "found": 7})


def test_a_header_that_lies_is_told_and_takes_no_memory() -> None:
    whole = bytearray(dbf(FIELDS, [record("1", "PUIG", "")]))
    for at, size, code in ((4, 4, "truncated"), (8, 2, "damaged"), (10, 2, "truncated")):
        lying = bytearray(whole)
        lying[at : at + size] = b"\xff" * size
        with pytest.raises(Unreadable) as caught:
            read_dbf(bytes(lying))
        assert caught.value.code == code


def test_records_that_the_header_forgot_are_read_too() -> None:
    whole = bytearray(dbf(FIELDS, [record(str(number), "PUIG", "") for number in range(5)]))
    whole[4] = 3
    assert len(read_dbf(bytes(whole)).records) == 5


def test_a_table_is_known_by_its_header_and_text_is_not_taken_for_one() -> None:
    assert detect(dbf(FIELDS, [record("1", "PUIG", "")])) == "dbf"
    assert detect(b"0" * 32 + b"NOM        C;" + b"1;2\n" * 40) == "text"


def test_records_that_all_lead_to_one_long_text_take_no_memory() -> None:
    fields = [("NUM", "N", 4), ("NOTES", "M", 10)]
    memo = bytes(512) + b"x" * 64_000
    few, many = (dbf(fields, [b"    1         1"] * count, version=0x83) for count in (3, 2_000))
    assert [len(str(cells[1])) for _, cells in read_dbf(few, memo).records] == [64_000] * 3
    with pytest.raises(Unreadable, match="damaged"):
        read_dbf(many, memo)
