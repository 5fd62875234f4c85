"""The pages of an import, as a clerk reads them."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cementiris.accounts.models import Municipality
from cementiris.jobs.models import Progress
from cementiris.registry.models import BurialUnit, Concession
from cementiris.tenancy.scope import municipality
from imports.models import ImportBatch, ImportFix, ImportRow
from imports.tasks import commit_import, read_import, undo_import
from tests.factories import make_cemetery

HEADER = "Bloc;Núm.;Titular;DNI\n"
PLACE = "/vilaclara/importacions"


@pytest.fixture(autouse=True)
def kept_apart(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def town(vilaclara: Municipality) -> Municipality:
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


@pytest.mark.parametrize("said", ["cementiri de SANT ROC", "Cementiri de  Sant Roc"])
def test_a_cemetery_that_there_is_is_known_however_it_is_spelled(aina: Client, town: Municipality, said: str) -> None:
    with municipality(town.pk):
        make_cemetery(name="Cementiri de Sant Roc")
    sent = {"cemetery": said, "register_files": SimpleUploadedFile("a.csv", f"{HEADER}A;1;Anna Mas;\n".encode())}
    assert aina.post(f"{PLACE}/nova/", sent).status_code == 302
    with municipality(town.pk):
        assert ImportBatch.objects.get().cemetery_name == "Cementiri de Sant Roc"


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


def test_rows_are_found_by_code_fate_sheet_and_words(aina: Client, town: Municipality) -> None:
    pk = hand_in(aina, "A;1;Anna Mas;11111111A\nA;;Pere Pi;\nA;3;Rosa Vila;\n")
    let_it_be_read(town, pk)
    found = {
        "": {"Anna Mas", "Pere Pi"},
        "?codi=no_unit": {"Pere Pi"},
        "?files=accepted": {"Rosa Vila"},
        "?files=refused&full=a": {"Pere Pi"},
        "?full=another": set(),
        "?q=vila rosa": {"Rosa Vila"},
        "?q=4": {"Rosa Vila"},
        "?codi=nothing_like_it": {"Anna Mas", "Pere Pi"},
    }
    for asked, names in found.items():
        shown = page(aina, f"{pk}/incidencies/{asked}").split("<tbody>")[-1]
        assert {name for name in ("Anna Mas", "Pere Pi", "Rosa Vila") if name in shown} == names, asked


def test_a_list_without_rows_says_why(aina: Client, town: Municipality) -> None:
    pk = hand_in(aina, "A;1;Anna Mas;\n")
    let_it_be_read(town, pk)
    assert "tot s’ha entès" in page(aina, f"{pk}/incidencies/")
    assert "Traieu algun filtre" in page(aina, f"{pk}/incidencies/?q=ningú")


def test_a_row_is_left_out_and_taken_in_again(aina: Client, town: Municipality) -> None:
    pk = hand_in(aina, "A;1;Anna Mas;\nA;2;Pere Pi;\n")
    let_it_be_read(town, pk)
    with municipality(town.pk):
        row = ImportRow.objects.get(batch=pk, position=0)
    place = {"lloc": f"{row.file_name}|{row.sheet}|{row.row}|"}
    for step, refused, offer in (
        ("deixa-fora", 1, "Torna-la a incloure"),
        ("inclou", 0, "Deixa fora aquesta fila"),
    ):
        shown = aina.post(f"{PLACE}/{pk}/files/0/{step}/", place, follow=True).content.decode()
        assert offer in shown
        let_it_be_read(town, pk)
        with municipality(town.pk):
            assert ImportBatch.objects.get(pk=pk).counts["refused"] == refused


def test_a_row_answers_in_its_place_in_the_list(aina: Client, town: Municipality) -> None:
    pk = hand_in(aina, "A;;Anna Mas;\n")
    let_it_be_read(town, pk)
    asked = {"HTTP_HX_REQUEST": "true"}
    form = aina.get(f"{PLACE}/{pk}/files/0/", **asked).content.decode()
    assert form.startswith(("\n<tr", "<tr"))
    assert 'name="cel-1"' in form
    sent = {"lloc": "a.csv|a|2|", "cel-1": "7"}
    answer = aina.post(f"{PLACE}/{pk}/files/0/", sent, **asked).content.decode()
    assert "1 cel·la corregida." in answer
    assert 'id="progres" hx-swap-oob="true"' in answer
    assert "<html" not in answer


def test_every_page_asks_the_database_as_often_for_a_thousand_rows(
    aina: Client, town: Municipality, django_assert_max_num_queries: Any
) -> None:
    few = hand_in(aina, "A;1;Anna Mas;11111111A\n", name="few.csv")
    rows = "".join(f"A;{number};Anna Mas{'' if number % 2 else ' Pi'};{number:08d}A\n" for number in range(1, 1001))
    many = hand_in(aina, rows, name="many.csv")
    for pk in (few, many):
        let_it_be_read(town, pk)
        for step, most in (("", 15), ("fulls/", 15), ("columnes/", 15), ("paraules/", 15), ("incidencies/", 19)):
            with django_assert_max_num_queries(most):
                page(aina, f"{pk}/{step}")


def test_who_only_reads_may_not_look_and_another_town_finds_nothing(
    aina: Client, bernat: Client, carla: Client, town: Municipality
) -> None:
    pk = hand_in(aina, "A;1;Anna Mas;\n")
    let_it_be_read(town, pk)
    for step in ("", "fulls/", "columnes/", "paraules/", "incidencies/", "files/0/", "refusades.xlsx", "informe.json"):
        assert bernat.get(f"{PLACE}/{pk}/{step}").status_code == 403
        assert carla.get(f"{PLACE}/{pk}/{step}").status_code == 404
        assert carla.get(f"/puigfosc/importacions/{pk}/{step}").status_code == 404


def test_the_same_form_sent_twice_makes_one_import(aina: Client, town: Municipality) -> None:
    assert hand_in(aina, "A;1;Anna Mas;\n") == hand_in(aina, "A;1;Anna Mas;\n")


def test_a_page_of_an_import_that_is_made_offers_no_change(aina: Client, town: Municipality) -> None:
    pk = hand_in(aina, "A;1;Anna Mas;11111111A\n")
    let_it_be_read(town, pk)
    with municipality(town.pk):
        commit_import(batch_id=pk, user_id=begun(aina, pk))
    for step in ("", "fulls/", "columnes/", "paraules/", "incidencies/", "files/0/"):
        shown = page(aina, f"{pk}/{step}")
        assert "Torna a llegir amb" not in shown
        assert "Desa la correcció" not in shown
    answer = aina.post(f"{PLACE}/{pk}/files/0/", {"lloc": "a.csv|a|2|", "cel-1": "7"}, follow=True)
    assert "no s’hi pot canviar res" in answer.content.decode()
    assert aina.post(f"{PLACE}/{pk}/incorpora/").status_code == 302


def test_the_source_of_a_unit_marks_the_cells_that_tell_of_it(aina: Client, town: Municipality) -> None:
    pk = hand_in(aina, "A;1;Anna Mas;11111111A\n")
    let_it_be_read(town, pk)
    with municipality(town.pk):
        commit_import(batch_id=pk, user_id=begun(aina, pk))
        unit, right = BurialUnit.objects.get().pk, Concession.objects.get()
        person = right.holdings.get().person_id
    marked = {
        f"sepultura/{unit}/": ["A", "1"],
        f"dret/{right.pk}/": ["Anna Mas", "11111111A"],
        f"persona/{person}/": ["Anna Mas", "11111111A"],
    }
    for address, cells in marked.items():
        shown = page(aina, address)
        assert re.findall(r"<mark>(.*?)</mark>", shown) == cells
        assert f"importacions/{pk}/files/0/" in shown


def begun(client: Client, pk: int) -> int:
    """Ask for the import to be brought in; return who asked."""
    client.post(f"{PLACE}/{pk}/incorpora/")
    asker = ImportBatch.objects.get(pk=pk).created_by_id
    assert asker is not None
    return asker


def test_undoing_shows_first_what_goes_and_takes_it_back_once(aina: Client, town: Municipality) -> None:
    pk = hand_in(aina, "A;1;Anna Mas;11111111A\nA;2;Pere Pi;\n")
    let_it_be_read(town, pk)
    assert "No hi ha res per desfer" in aina.get(f"{PLACE}/{pk}/desfes/", follow=True).content.decode()
    with municipality(town.pk):
        actor = begun(aina, pk)
        commit_import(batch_id=pk, user_id=actor)
    shown = page(aina, f"{pk}/desfes/")
    assert "<dt>Sepultures</dt><dd>2</dd>" in shown
    assert "Res: es pot desfer sencera." in shown
    for _twice in range(2):
        assert aina.post(f"{PLACE}/{pk}/desfes/").status_code == 302
    assert "S’està desfent la importació" in page(aina, f"{pk}/")
    with municipality(town.pk):
        undo_import(batch_id=pk, user_id=actor)
        assert not BurialUnit.objects.exists()
    assert "Desfeta el" in page(aina, f"{pk}/")
    assert "No hi ha res per desfer" in aina.post(f"{PLACE}/{pk}/desfes/", follow=True).content.decode()


def test_undoing_lists_what_somebody_touched_and_leaves_it(aina: Client, town: Municipality) -> None:
    pk = hand_in(aina, "A;1;Anna Mas;11111111A\nA;2;Pere Pi;\n")
    let_it_be_read(town, pk)
    with municipality(town.pk):
        actor = begun(aina, pk)
        commit_import(batch_id=pk, user_id=actor)
        unit = BurialUnit.objects.get(number="2")
        unit.notes = "Làpida esquerdada"
        unit.save()
    shown = page(aina, f"{pk}/desfes/")
    assert "Algú ho ha canviat després d’incorporar-ho." in shown
    assert f"/sepultures/{unit.pk}/" in shown
    aina.post(f"{PLACE}/{pk}/desfes/")
    with municipality(town.pk):
        undo_import(batch_id=pk, user_id=actor)
        assert list(BurialUnit.objects.values_list("pk", flat=True)) == [unit.pk]
    shown = page(aina, f"{pk}/")
    assert "S’ha desfet tot menys" in shown
    assert "Desfés la importació" in shown


def test_a_newer_file_says_what_it_follows_and_what_it_changes(aina: Client, town: Municipality) -> None:
    header = "Bloc;Núm.;Titular;Data concessió\n"
    first = hand_in(aina, "A;1;Anna Mas;1/2/1990\nA;2;Pere Pi;3/4/1991\n", header=header, name="2023.csv")
    let_it_be_read(town, first)
    with municipality(town.pk):
        commit_import(batch_id=first, user_id=begun(aina, first))
    newer = hand_in(aina, "A;1;Anna Mas;1/2/1995\nA;3;Rosa Vila;3/4/1999\n", header=header, name="2024.csv")
    let_it_be_read(town, newer)
    shown = page(aina, f"{newer}/")
    assert "Ve després de «2023.csv»" in shown
    assert "?codi=changed_by_file" in shown
    assert "d’una versió anterior" in shown
    listed = page(aina, f"{newer}/incidencies/?codi=changed_by_file")
    assert "(Data de concessió): «1990-02-01» passa a «1995-02-01»" in listed


def test_a_reading_that_stopped_is_begun_again_from_its_page(aina: Client, town: Municipality) -> None:
    pk = hand_in(aina, "A;1;Anna Mas;\n")
    with municipality(town.pk):
        Progress.objects.update(state=Progress.State.FAILED)
    assert "no s’ha perdut res: els fitxers són aquí" in page(aina, f"{pk}/")
    assert aina.post(f"{PLACE}/{pk}/torna-a-llegir/").status_code == 302
    assert "S’estan llegint i comprovant els fitxers" in page(aina, f"{pk}/")
    let_it_be_read(town, pk)
    assert "Incorpora-ho al registre" in page(aina, f"{pk}/")


def test_who_asks_how_far_the_work_is_hears_when_it_is_over(aina: Client, town: Municipality) -> None:
    pk = hand_in(aina, "A;1;Anna Mas;\n")
    assert "hx-get" in page(aina, f"{pk}/progres/")
    let_it_be_read(town, pk)
    assert aina.get(f"{PLACE}/{pk}/progres/")["HX-Refresh"] == "true"
    beside = aina.get(f"{PLACE}/{pk}/progres/?des=issues")
    assert "HX-Refresh" not in beside
    assert "Actualitza la llista" in beside.content.decode()
