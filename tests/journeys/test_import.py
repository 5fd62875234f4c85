"""A clerk brings the town’s old spreadsheet in, from the empty desk to the report, and corrects what it says wrong."""

import json
from collections.abc import Sequence
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from cementiris.accounts.models import Municipality
from cementiris.registry.models import BurialUnit, Concession, Movement
from cementiris.tenancy.scope import municipality
from tests.journeys.screen import Screen, let_the_worker_work

pytestmark = pytest.mark.browser

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Row = Sequence[object]
TITLE: Row = ["PADRÓ DE NÍNXOLS"]
HEADER: Row = ["Bloc", "Nínxol", "Pis", "Titular", "Títol", "Data concessió", "Difunt", "Data enterrament"]
ROWS: list[Row] = [
    TITLE,
    HEADER,
    ["A", 1, 1, "Puig i Ferrer, Josep", "T-1", "03/05/1980", "Ferrer Vila, Antònia", "04/05/1980"],
    ["A", 2, 1, "Serra Roca, Mercè", "T-2", "12/01/1995", "Roca Pons, Pere", "12/01/1995"],
    ["A", 3, 1, "Hereus de Font Mas, Joan", "T-3", "1974", "Font Mas, Joan", "1974"],
    ["A", 4, 1, None, None, None, None, None],
]
LACKING: list[Row] = [
    TITLE,
    HEADER,
    ["A", 1, 1, "Puig i Ferrer, Josep", "T-1", "03/05/1980", "Ferrer Vila, Antònia", "04/05/1980"],
    [None, None, None, "Serra Roca, Mercè", "T-2", "12/01/1995", "Roca Pons, Pere", "12/01/1995"],
    [None, None, None, "Font Mas, Joan", "T-3", "03/02/1974", "Mas Vila, Rosa", "03/02/1974"],
]


def workbook(rows: list[Row]) -> dict[str, object]:
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    content = BytesIO()
    book.save(content)
    return {"name": "padro.xlsx", "mimeType": XLSX, "buffer": content.getvalue()}


def test_a_clerk_brings_the_old_register_in(ainas: Screen, vilaclara: Municipality) -> None:
    given_a_town_with_nothing(ainas)
    when_she_hands_the_workbook_in(ainas, workbook(ROWS))
    then_she_may_leave_and_find_the_reading_again(ainas)
    then_she_sees_what_was_understood_and_nothing_is_written(ainas, vilaclara)
    when_she_takes_it_into_the_register(ainas)
    then_the_register_holds_it(ainas, vilaclara)
    then_the_report_adds_up(ainas)
    when_she_follows_a_unit_to_its_source(ainas, vilaclara)
    when_she_undoes_it(ainas)
    then_the_register_is_as_it_was(ainas, vilaclara)


def given_a_town_with_nothing(screen: Screen) -> None:
    screen.open("/vilaclara/")
    screen.says("El registre de Vilaclara encara no té dades")
    screen.look()
    screen.follow("Importa un fitxer")
    screen.look()


def when_she_hands_the_workbook_in(screen: Screen, file: dict[str, object]) -> None:
    screen.open("/vilaclara/importacions/nova/")
    screen.look()
    screen.page.locator("[name=register_files]").set_input_files(file)  # type: ignore[arg-type]
    screen.page.locator("[name=cemetery]").fill("Cementiri de Sant Pere")
    screen.press("Llegeix els fitxers")


def then_she_may_leave_and_find_the_reading_again(screen: Screen) -> None:
    screen.page.wait_for_url("**/importacions/*/")
    screen.says("S’estan llegint i comprovant els fitxers")
    screen.look()
    screen.open("/vilaclara/importacions/")
    screen.follow("padro.xlsx")
    screen.says("Podeu tancar la pàgina")
    let_the_worker_work()
    screen.says("Encara no s’ha tocat res del registre.")


def then_she_sees_what_was_understood_and_nothing_is_written(screen: Screen, town: Municipality) -> None:
    screen.look()
    for step, said in (
        ("Fitxers i fulls", "Capçalera a la fila 2."),
        ("Columnes", "Puig | Ferrer"),
        ("Paraules", "No hi ha cap paraula per preguntar"),
        ("Incidències", "Que digui"),
    ):
        screen.page.locator(".steps").get_by_role("link", name=step).click()
        screen.says(said)
        screen.look()
    screen.follow("Incorporació")
    with municipality(town.pk):
        assert BurialUnit.objects.count() == 0


def when_she_takes_it_into_the_register(screen: Screen) -> None:
    screen.press("Incorpora-ho al registre")
    screen.says("S’està incorporant al registre")
    let_the_worker_work()
    screen.says("Incorporat el")
    screen.look()


def then_the_register_holds_it(screen: Screen, town: Municipality) -> None:
    with municipality(town.pk):
        counts = BurialUnit.objects.count(), Concession.objects.count(), Movement.objects.count()
    assert counts == (4, 3, 3)
    screen.follow("Obre el cementiri")
    screen.page.wait_for_load_state("networkidle")
    assert screen.heading() == "Cementiri de Sant Pere"
    screen.look()


def then_the_report_adds_up(screen: Screen) -> None:
    screen.page.go_back()
    kind, content = screen.fetch(str(screen.page.get_by_role("link", name="JSON").get_attribute("href")))
    assert kind.startswith("application/json")
    rows = json.loads(content)["rows"]
    assert rows["read"] == rows["accepted"] + rows["warned"] + rows["refused"]


def when_she_follows_a_unit_to_its_source(screen: Screen, town: Municipality) -> None:
    with municipality(town.pk):
        unit = BurialUnit.objects.get(number="2")
    batch = screen.page.url
    screen.open(f"/vilaclara/sepultures/{unit.pk}/")
    screen.page.get_by_text("Fila 4, full «Sheet»").click()
    screen.follow("Obre la fila a la importació")
    assert screen.heading() == "Fila 4 de Sheet"
    screen.says("Serra Roca, Mercè")
    screen.look()
    screen.open(batch)


def when_she_undoes_it(screen: Screen) -> None:
    screen.follow("Desfés la importació")
    screen.says("Res: es pot desfer sencera.")
    screen.look()
    screen.press("Desfés-la")
    screen.says("S’està desfent la importació")
    let_the_worker_work()
    screen.says("el registre ja no té res del que aquesta importació hi havia portat")
    screen.look()


def then_the_register_is_as_it_was(screen: Screen, town: Municipality) -> None:
    with municipality(town.pk):
        counts = BurialUnit.objects.count(), Concession.objects.count(), Movement.objects.count()
    assert counts == (0, 0, 0)


def brought_to_the_issues(screen: Screen, rows: list[Row]) -> None:
    when_she_hands_the_workbook_in(screen, workbook(rows))
    screen.page.wait_for_url("**/importacions/*/")
    let_the_worker_work()
    screen.says("Encara no s’ha tocat res del registre.")
    screen.follow("Incidències")
    screen.says("Corregir les refusades en un full de càlcul")


def test_a_refused_row_is_corrected_where_it_stands(ainas: Screen, vilaclara: Municipality) -> None:
    brought_to_the_issues(ainas, LACKING)
    link = ainas.page.get_by_role("link", name="Corregeix la fila 4")
    ainas.tab_to(link)
    ainas.keys("Enter")
    ainas.says("Fila 4 de Sheet")
    ainas.look()
    ainas.type("Bloc", "A")
    ainas.type("Nínxol", "2")
    ainas.keys("Enter")
    ainas.says("2 cel·les corregides.")
    ainas.look()
    let_the_worker_work()
    ainas.open(ainas.page.url)
    ainas.says("1 fila")
    ainas.page.get_by_label("Què se’n fa").select_option("accepted")
    ainas.press("Filtra")
    ainas.says("Serra Roca")
    assert ainas.page.locator(".samples .now").all_inner_texts()[-2:] == ["Ara diu:\nA", "Ara diu:\n2"]


def test_refused_rows_come_back_in_a_workbook(ainas: Screen, vilaclara: Municipality) -> None:
    brought_to_the_issues(ainas, LACKING)
    kind, content = ainas.fetch(str(ainas.page.get_by_role("link", name="Baixa les refusades").get_attribute("href")))
    assert kind == XLSX
    corrected = corrected_book(content)
    ainas.page.locator("[name=workbook]").set_input_files({"name": "r.xlsx", "mimeType": XLSX, "buffer": corrected})
    ainas.press("Torna a portar el full")
    ainas.says("4 cel·les corregides.")
    let_the_worker_work()
    ainas.open(ainas.page.url)
    ainas.says("Vés a la incorporació")
    ainas.look()


def corrected_book(content: bytes) -> bytes:
    """The workbook with a block and a number in each of its rows, as a clerk would write them."""
    book = load_workbook(BytesIO(content))
    sheet = book.worksheets[0]
    at = {str(cell.value): cell.column for row in sheet.iter_rows(max_row=5) for cell in row}
    header = next(cell.row for row in sheet.iter_rows(max_row=5) for cell in row if cell.value == "Nínxol")
    for number in (row[0].row for row in sheet.iter_rows(header + 1) if row[0].value):
        sheet.cell(number, at["Bloc"]).value = "A"
        sheet.cell(number, at["Nínxol"]).value = str(number)
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [("buit.xlsx", b""), ("foto.xlsx", b"\x89PNG\r\n\x1a\n" + b"\0" * 200)],
)
def test_a_file_that_is_no_register_is_said_to_be_none(
    ainas: Screen, vilaclara: Municipality, name: str, content: bytes
) -> None:
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    when_she_hands_the_workbook_in(ainas, file)
    ainas.page.wait_for_load_state()
    assert ainas.page.get_by_role("alert").first.is_visible()
    ainas.look()


def test_a_file_without_a_table_is_found_out_behind_the_page(ainas: Screen, vilaclara: Municipality) -> None:
    file = {"name": "text.csv", "mimeType": "text/csv", "buffer": b"res de res"}
    when_she_hands_the_workbook_in(ainas, file)
    ainas.page.wait_for_url("**/importacions/*/")
    let_the_worker_work()
    ainas.says("no s’hi ha trobat cap taula amb dades")
    ainas.look()
