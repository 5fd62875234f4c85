"""The pages of an import, as a clerk reads them."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cementiris.accounts.models import Municipality
from cementiris.tenancy.scope import municipality
from imports.models import ImportBatch, ImportFix, ImportRow
from imports.tasks import read_import

HEADER = "Bloc;Núm.;Titular;DNI\n"
PLACE = "/vilaclara/importacions"


@pytest.fixture(autouse=True)
def kept_apart(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def town(vilaclara: Municipality) -> Iterator[Municipality]:
    return vilaclara


def hand_in(client: Client, rows: str, *, header: str = HEADER, name: str = "a.csv") -> int:
    """Hand a file in and let it be read; return the import's key."""
    sent = {"cemetery": "Vell", "register_files": SimpleUploadedFile(name, (header + rows).encode())}
    answer = client.post(f"{PLACE}/nova/", sent)
    assert answer.status_code == 302, answer.content.decode()
    return int(answer["Location"].rstrip("/").rsplit("/", 1)[1])


def let_it_be_read(town: Municipality, pk: int) -> None:
    with municipality(town.pk):
        read_import(batch_id=pk)


def page(client: Client, address: str) -> str:
    answer = client.get(f"{PLACE}/{address}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("rows", "counted"),
    [
        ("A;1;Anna Mas;11111111A\n", ("1 fila amb avís o refusada", "s’incorpora i queda marcada")),
        ("A;1;Anna Mas;11111111A\nA;2;Pere Pi;22222222A\n", ("2 files amb avís", "s’incorporen i queden marcades")),
    ],
)
def test_one_row_is_spoken_of_as_one(aina: Client, town: Municipality, rows: str, counted: tuple[str, ...]) -> None:
    pk = hand_in(aina, rows)
    let_it_be_read(town, pk)
    shown = page(aina, f"{pk}/")
    assert all(words in shown for words in counted)
    assert "fila sense dades" in shown


def test_a_file_that_waits_to_be_read_says_so_on_every_page(aina: Client, town: Municipality) -> None:
    pk = hand_in(aina, "A;1;Anna Mas;\n")
    for step in ("", "fulls/", "columnes/", "paraules/", "incidencies/"):
        assert "S’estan llegint i comprovant els fitxers" in page(aina, f"{pk}/{step}")


def test_a_sheet_is_shown_with_its_header_and_why_rows_hold_no_data(aina: Client, town: Municipality) -> None:
    pk = hand_in(aina, "A;1;Anna Mas;\n", header="CEMENTIRI VELL;;;\n;;;\n" + HEADER)
    let_it_be_read(town, pk)
    shown = page(aina, f"{pk}/fulls/")
    assert "Capçalera a la fila 3." in shown
    assert "CEMENTIRI VELL" in shown
    assert "Títol" in shown
    assert "Anna Mas" in shown


def test_columns_say_in_words_how_sure_they_are(aina: Client, town: Municipality) -> None:
    pk = hand_in(aina, "A;1;Anna Mas;\n")
    let_it_be_read(town, pk)
    shown = page(aina, f"{pk}/columnes/")
    assert "Segur" in shown
    assert "Què és la columna Titular" in shown
    assert "Anna | Mas" in shown


def test_a_corrected_cell_shows_before_and_after_and_is_read_anew(aina: Client, town: Municipality) -> None:
    pk = hand_in(aina, "A;;Anna Mas;\nA;2;Pere Pi;\n")
    let_it_be_read(town, pk)
    form = page(aina, f"{pk}/files/0/")
    assert 'name="cel-1"' in form
    with municipality(town.pk):
        row = ImportRow.objects.get(batch=pk, position=0)
    sent = {"lloc": f"{row.file_name}|{row.sheet}|{row.row}|", "cel-1": "7"}
    for _twice in range(2):
        assert aina.post(f"{PLACE}/{pk}/files/0/", sent).status_code == 302
    let_it_be_read(town, pk)
    with municipality(town.pk):
        assert ImportFix.objects.filter(batch=pk).count() == 1
        assert ImportBatch.objects.get(pk=pk).counts["refused"] == 0
    shown = page(aina, f"{pk}/files/0/")
    assert "El fitxer deia: —" in shown
    assert 'value="7"' in shown


def test_a_row_that_stands_elsewhere_by_now_is_not_corrected(aina: Client, town: Municipality) -> None:
    pk = hand_in(aina, "A;;Anna Mas;\n")
    let_it_be_read(town, pk)
    answer = aina.post(f"{PLACE}/{pk}/files/0/", {"lloc": "a.csv||99|", "cel-1": "7"}, follow=True)
    assert "Torneu a triar la fila" in answer.content.decode()
    with municipality(town.pk):
        assert not ImportFix.objects.exists()
