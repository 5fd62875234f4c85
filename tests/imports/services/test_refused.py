"""The refused rows as a workbook that comes back corrected."""

import io
from typing import Any

import openpyxl
import pytest

from cementiris.accounts.models import Municipality, User
from imports.errors import UnreadableFile
from imports.models import ImportBatch, ImportFix, RowFate
from imports.rows import SourceFile
from imports.services.fixing import fix_row
from imports.services.refused import refused_workbook, take_back
from imports.services.stage import check_again, stage
from tests.imports.hands import HANDS
from tests.imports.office import READ_ON, codes_of, row_of, staged

FILE = (
    "Bloc;Núm.;Titular;Difunts;Data concessió\n"
    "A;1;Anna Mas;=1+1;3/5/1950\n"
    ";;-Pere Pi;@algú;12-3-74\n"
    ";;Joan Pi;+34 600;\n"
    "A;4;Rosa Pi;;2001\n"
)
BOTH = (RowFate.REFUSED, RowFate.WARNED)


@pytest.fixture(autouse=True)
def private_files(settings: Any, tmp_path: Any, in_vilaclara: Municipality) -> None:
    settings.MEDIA_ROOT = tmp_path


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def saved(book: Any) -> bytes:
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def test_it_holds_each_refused_row_with_its_place_its_sentence_and_its_cells() -> None:
    page = opened(refused_workbook(staged(FILE))).worksheets[0]
    head, first, second = ([cell.value or "" for cell in row] for row in page.iter_rows())
    assert head[:5] == ["Fitxer", "Full", "Fila", "Cel·la", "Què hi passa"]
    assert head[6:] == ["Bloc", "Núm.", "Titular", "Difunts", "Data concessió"]
    assert first[:4] == ["a.csv", "a", "3", ""]
    assert "no diu de quina sepultura" in first[4]
    assert (first[6:], second[8]) == (["", "", "-Pere Pi", "@algú", "12-3-74"], "Joan Pi")


def test_no_cell_of_it_is_a_formula() -> None:
    page = opened(refused_workbook(staged(FILE), only=[*RowFate.values])).worksheets[0]
    cells = {cell.value: cell.data_type for row in page.iter_rows() for cell in row if cell.value}
    assert {cells[text] for text in ("=1+1", "-Pere Pi", "@algú", "+34 600")} == {"s"}


def test_it_comes_back_unchanged_and_corrects_nothing(aina_user: User) -> None:
    batch = staged(FILE)
    handed = refused_workbook(batch, only=[RowFate.ACCEPTED, *BOTH])
    assert take_back(batch, handed, aina_user) == 0
    assert take_back(batch, saved(opened(handed)), aina_user) == 0


def test_cells_that_slid_to_the_number_of_another_row_correct_nothing(aina_user: User) -> None:
    batch = staged(FILE)
    book = opened(refused_workbook(batch))
    page = book.worksheets[0]
    page["C2"], page["G2"], page["H2"] = "5", "A", 2
    with pytest.raises(UnreadableFile) as refused:
        take_back(batch, saved(book), aina_user)
    assert (refused.value.code, refused.value.values["row"]) == ("unknown_row", "5")
    assert not ImportFix.objects.exists()


def test_what_was_changed_in_it_is_corrected_and_a_row_left_out_is_nothing(aina_user: User) -> None:
    batch = staged(FILE)
    book = opened(refused_workbook(batch))
    page = book.worksheets[0]
    page["G2"], page["H2"] = "A", 2
    page.delete_rows(3)
    assert take_back(batch, saved(book), aina_user) == 2
    check_again(batch, batch.mapping)
    assert (row_of(batch, 3).fate, row_of(batch, 4).fate) == (RowFate.ACCEPTED, RowFate.REFUSED)
    assert "no_unit" not in codes_of(batch).get(3, set())


def test_what_was_corrected_on_screen_in_between_stays(aina_user: User) -> None:
    batch = staged(FILE)
    book = opened(refused_workbook(batch))
    fix_row(batch, row_of(batch, 3), {0: "B", 1: "7"}, aina_user)
    book.worksheets[0]["I2"] = "Pere Pi Mas"
    assert take_back(batch, saved(book), aina_user) == 1
    assert {fix.column: fix.text for fix in ImportFix.objects.all()} == {0: "B", 1: "7", 2: "Pere Pi Mas"}


@pytest.mark.parametrize(
    "hand", ["drawn_elevation", "card_file", "niches_and_owners_in_dbase", "csv_with_broken_quotes"]
)
def test_rows_of_whatever_source_come_back_as_they_went(hand: str, aina_user: User) -> None:
    files = [SourceFile(file.name, file.content) for file in HANDS[hand](0).files]
    batch = stage(files, cemetery_name="Vell", mapping={}, actor=None, on=READ_ON)
    handed = refused_workbook(batch, only=[*RowFate.values])
    assert take_back(batch, handed, aina_user) == 0
    book = opened(handed)
    book.worksheets[0]["G2"] = "Prova"
    assert take_back(batch, saved(book), aina_user) == 1


def test_the_workbook_of_another_import_is_refused_with_a_sentence(aina_user: User) -> None:
    batch, other = staged(FILE), staged(FILE, name="b.csv")
    with pytest.raises(UnreadableFile) as refused:
        take_back(batch, refused_workbook(other), aina_user, name="b.xlsx")
    assert refused.value.code == "rows_of_another"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda page: page.delete_cols(6), "not_refused_rows"),
        (lambda page: page.delete_rows(1), "not_refused_rows"),
        (lambda page: page.__setitem__("C2", "900"), "unknown_row"),
        (lambda page: page.__setitem__("C2", "tres"), "unknown_row"),
        (lambda page: page.__setitem__("B2", "altre"), "unknown_row"),
        (lambda page: page.append(["", "", "", "", "", "", "A", "9"]), "added_row"),
    ],
)
def test_a_workbook_that_lost_its_places_is_refused_with_a_sentence(aina_user: User, change: Any, code: str) -> None:
    batch = staged(FILE)
    book = opened(refused_workbook(batch))
    change(book.worksheets[0])
    with pytest.raises(UnreadableFile) as refused:
        take_back(batch, saved(book), aina_user, name="f.xlsx")
    assert refused.value.code == code
    assert not ImportFix.objects.exists()


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n\0\0", b"PK\x03\x04 no", b"una sola frase"])
def test_a_file_that_is_no_workbook_is_refused_with_a_sentence(aina_user: User, content: bytes) -> None:
    batch: ImportBatch = staged(FILE)
    with pytest.raises(UnreadableFile) as refused:
        take_back(batch, content, aina_user, name="x.xlsx")
    assert "x.xlsx" in str(refused.value)
