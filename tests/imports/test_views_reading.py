"""How a clerk says in which sheets, under which header and by which words an import is to be read."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cementiris.accounts.models import Municipality
from cementiris.tenancy.scope import municipality
from imports.models import ImportBatch, WordMeaning
from tests.imports.test_views import PLACE, hand_in, let_it_be_read, page


@pytest.fixture(autouse=True)
def kept_apart(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def batch_of(town: Municipality, pk: int) -> ImportBatch:
    with municipality(town.pk):
        return ImportBatch.objects.get(pk=pk)


def test_another_header_row_is_read_and_its_columns_are_found_anew(aina: Client, vilaclara: Municipality) -> None:
    pk = hand_in(aina, "Bloc;Núm.;Difunt\nA;1;Anna Mas\nA;2;Pere Pi\n", header="Bloc;Núm.;Titular\n")
    let_it_be_read(vilaclara, pk)
    assert aina.post(f"{PLACE}/{pk}/fulls/", {"use-0": "on", "header-0": "2"}).status_code == 302
    let_it_be_read(vilaclara, pk)
    batch = batch_of(vilaclara, pk)
    assert batch.mapping["tables"] == {"a": {"header_row": 2}}
    assert [column["meaning"] for column in batch.proposal["columns"]] == ["block", "number", "deceased"]
    assert batch.counts["read"] == 2


def test_a_header_row_told_in_error_is_shown_and_when_emptied_looked_for_again(
    aina: Client, vilaclara: Municipality
) -> None:
    pk = hand_in(aina, "A;1;Anna Mas\nA;2;Pere Pi\n", header="Bloc;Núm.;Titular\n")
    let_it_be_read(vilaclara, pk)
    aina.post(f"{PLACE}/{pk}/fulls/", {"use-0": "on", "header-0": "0"})
    let_it_be_read(vilaclara, pk)
    assert 'name="header-0" value="0"' in page(aina, f"{pk}/fulls/")
    aina.post(f"{PLACE}/{pk}/fulls/", {"use-0": "on", "header-0": ""})
    let_it_be_read(vilaclara, pk)
    assert [sheet["header_row"] for sheet in batch_of(vilaclara, pk).proposal["sheets"]] == [1]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"use-0": "on", "header-0": "la tercera"}, "Poseu-hi el número que té la fila de la capçalera"),
        ({"header-0": "1"}, "Deixeu com a mínim un full per llegir."),
        ({"use-0": "on", "header-0": "99999"}, "El full s’acaba a la fila 2"),
    ],
)
def test_a_sheet_form_that_cannot_be_keeps_what_was_typed(
    aina: Client, vilaclara: Municipality, sent: dict[str, str], said: str
) -> None:
    pk = hand_in(aina, "A;1;Anna Mas;\n")
    let_it_be_read(vilaclara, pk)
    answer = aina.post(f"{PLACE}/{pk}/fulls/", sent)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert f'value="{sent["header-0"]}"' in answer.content.decode()


def test_a_column_is_read_as_the_clerk_says_and_the_others_stay(aina: Client, vilaclara: Municipality) -> None:
    pk = hand_in(aina, "A;1;Anna Mas;Rosa Pi\n", header="Bloc;Núm.;Titular;Difunt\n")
    let_it_be_read(vilaclara, pk)
    assert "Ho heu dit vosaltres" not in page(aina, f"{pk}/columnes/")
    assert aina.post(f"{PLACE}/{pk}/columnes/", {"meaning-0-3": "deceased", "meaning-0-4": "notes"}).status_code == 302
    let_it_be_read(vilaclara, pk)
    meanings = [column["meaning"] for column in batch_of(vilaclara, pk).proposal["columns"]]
    assert meanings == ["block", "number", "deceased", "notes"]
    assert "Ho heu dit vosaltres" in page(aina, f"{pk}/columnes/")


def test_a_meaning_that_there_is_not_changes_nothing(aina: Client, vilaclara: Municipality) -> None:
    pk = hand_in(aina, "A;1;Anna Mas;\n")
    let_it_be_read(vilaclara, pk)
    answer = aina.post(f"{PLACE}/{pk}/columnes/", {"meaning-0-1": "moon"}, follow=True)
    assert "no és vàlid" in answer.content.decode()
    assert "tables" not in batch_of(vilaclara, pk).mapping


def test_a_word_is_asked_once_and_remembered_for_the_next_file(aina: Client, vilaclara: Municipality) -> None:
    header = "Bloc;Núm.;Classe;Titular\n"
    pk = hand_in(aina, "A;1;Xupaleta;Anna Mas\nA;2;Xupaleta;Pere Pi\n", header=header)
    let_it_be_read(vilaclara, pk)
    shown = page(aina, f"{pk}/paraules/")
    assert "Xupaleta" in shown
    assert "Classe de sepultura" in shown
    assert aina.post(f"{PLACE}/{pk}/paraules/", {"word-0": "niche"}).status_code == 302
    let_it_be_read(vilaclara, pk)
    assert "s’han entès totes" in page(aina, f"{pk}/paraules/")
    with municipality(vilaclara.pk):
        assert WordMeaning.objects.get().value == "niche"
    following = hand_in(aina, "B;1;Xupaleta;Rosa Vila\n", header=header, name="b.csv")
    let_it_be_read(vilaclara, following)
    assert "s’han entès totes" in page(aina, f"{following}/paraules/")


def test_a_file_that_holds_no_table_says_what_to_do(aina: Client, vilaclara: Municipality) -> None:
    pk = hand_in(aina, "res de res\n", header="")
    let_it_be_read(vilaclara, pk)
    shown = page(aina, f"{pk}/")
    assert "cal una fila de capçalera" in shown
    assert "Porta un altre fitxer" in shown
    for step in ("fulls/", "columnes/", "paraules/", "incidencies/"):
        assert page(aina, f"{pk}/{step}")


def test_what_a_clerk_says_of_columns_is_offered_to_the_next_such_file(aina: Client, vilaclara: Municipality) -> None:
    header = "Bloc;Núm.;Titular;Difunt\n"
    pk = hand_in(aina, "A;1;Anna Mas;Rosa Pi\n", header=header)
    let_it_be_read(vilaclara, pk)
    aina.post(f"{PLACE}/{pk}/columnes/", {"meaning-0-3": "deceased", "meaning-0-4": "notes"})
    let_it_be_read(vilaclara, pk)
    following = hand_in(aina, "B;7;Pere Vila;Joan Roca\nB;8;Mercè Font;\n", header=header, name="another.csv")
    let_it_be_read(vilaclara, following)
    batch = batch_of(vilaclara, following)
    assert [column["meaning"] for column in batch.proposal["columns"]] == ["block", "number", "deceased", "notes"]
    assert batch.counts["read"] == 2
    assert "Ho heu dit vosaltres" in page(aina, f"{following}/columnes/")
    other = hand_in(aina, "C;1;Rosa Pi\n", header="Bloc;Núm.;Titular\n", name="other.csv")
    let_it_be_read(vilaclara, other)
    assert "columns" not in batch_of(vilaclara, other).mapping


def test_a_sheet_that_is_not_to_be_read_is_left_and_may_be_taken_again(aina: Client, vilaclara: Municipality) -> None:
    names = ("one.csv", "two.csv")
    files = [SimpleUploadedFile(name, b"Bloc;Num.;Titular\nA;%d;Anna Mas\n" % at) for at, name in enumerate(names, 1)]
    sent = aina.post(f"{PLACE}/nova/", {"cemetery": "Vell", "register_files": files})
    pk = int(sent["Location"].rstrip("/").rsplit("/", 1)[1])
    let_it_be_read(vilaclara, pk)
    assert batch_of(vilaclara, pk).counts["read"] == 2
    for form, count in (({"use-0": "on", "header-0": "1"}, 1), ({"use-0": "on", "use-1": "on"}, 2)):
        aina.post(f"{PLACE}/{pk}/fulls/", form)
        let_it_be_read(vilaclara, pk)
        assert batch_of(vilaclara, pk).counts["read"] == count


def test_a_table_in_words_that_nobody_knows_is_read_once_the_clerk_names_them(
    aina: Client, vilaclara: Municipality
) -> None:
    pk = hand_in(aina, "anem;u;dos\nvenim;tres;quatre\nperò;cinc;sis\n", header="Xupa;Lampa;Zeta\n")
    let_it_be_read(vilaclara, pk)
    assert "Digueu on és la capçalera" in page(aina, f"{pk}/")
    assert "Lampa" in page(aina, f"{pk}/fulls/")
    aina.post(f"{PLACE}/{pk}/fulls/", {"use-0": "on", "header-0": "1"})
    let_it_be_read(vilaclara, pk)
    assert "Digueu què és cada columna" in page(aina, f"{pk}/")
    shown = page(aina, f"{pk}/columnes/")
    assert "No se sap què és" in shown
    assert "venim" in shown
    aina.post(f"{PLACE}/{pk}/columnes/", {"meaning-0-1": "number", "meaning-0-2": "holder"})
    let_it_be_read(vilaclara, pk)
    batch = batch_of(vilaclara, pk)
    assert batch.counts["read"] == 3
    assert [column["meaning"] for column in batch.proposal["columns"]] == ["number", "holder", "ignore"]
