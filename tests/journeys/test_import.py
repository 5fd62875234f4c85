"""A clerk brings the town's old spreadsheet in, from the empty desk to the report."""

import json
from io import BytesIO

import pytest
from openpyxl import Workbook

from cementiris.accounts.models import Municipality
from cementiris.registry.models import BurialUnit, Concession, Movement
from cementiris.tenancy.scope import municipality
from tests.journeys.screen import Screen, let_the_worker_work

pytestmark = pytest.mark.browser

ROWS: list[list[object]] = [
    ["PADRÓ DE NÍNXOLS", None, None, None, None, None, None],
    ["Bloc", "Nínxol", "Pis", "Titular", "Títol", "Data concessió", "Difunt", "Data enterrament"],
    ["A", 1, 1, "Puig i Ferrer, Josep", "T-1", "03/05/1980", "Ferrer Vila, Antònia", "04/05/1980"],
    ["A", 2, 1, "Serra Roca, Mercè", "T-2", "12/01/1995", "Roca Pons, Pere", "12/01/1995"],
    ["A", 3, 1, "Hereus de Font Mas, Joan", "T-3", "1974", "Font Mas, Joan", "1974"],
    ["A", 4, 1, None, None, None, None, None],
]


def workbook() -> dict[str, object]:
    book = Workbook()
    sheet = book.active
    for row in ROWS:
        sheet.append(row)
    content = BytesIO()
    book.save(content)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return {"name": "padro.xlsx", "mimeType": kind, "buffer": content.getvalue()}


def test_a_clerk_brings_the_old_register_in(ainas: Screen, vilaclara: Municipality) -> None:
    given_a_town_with_nothing(ainas)
    when_she_hands_the_workbook_in(ainas, workbook())
    then_she_sees_what_was_understood_and_nothing_is_written(ainas, vilaclara)
    when_she_takes_it_into_the_register(ainas)
    then_the_register_holds_it(ainas, vilaclara)
    then_the_report_adds_up(ainas)


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


def then_she_sees_what_was_understood_and_nothing_is_written(screen: Screen, town: Municipality) -> None:
    screen.page.wait_for_url("**/importacions/*/")
    screen.says("Encara no s’ha tocat res del registre.")
    screen.look()
    with municipality(town.pk):
        assert BurialUnit.objects.count() == 0


def when_she_takes_it_into_the_register(screen: Screen) -> None:
    screen.press("Incorpora-ho al registre")
    screen.page.wait_for_load_state()
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
    kind, content = screen.fetch(str(screen.page.get_by_role("link", name="Baixa l’informe").get_attribute("href")))
    assert kind.startswith("application/json")
    rows = json.loads(content)["rows"]
    assert rows["read"] == rows["accepted"] + rows["warned"] + rows["refused"]


@pytest.mark.parametrize(
    ("name", "content"),
    [("buit.xlsx", b""), ("foto.xlsx", b"\x89PNG\r\n\x1a\n" + b"\0" * 200), ("text.xlsx", b"res de res")],
)
def test_a_file_that_is_no_register_is_said_to_be_none(
    ainas: Screen, vilaclara: Municipality, name: str, content: bytes
) -> None:
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    when_she_hands_the_workbook_in(ainas, file)
    ainas.page.wait_for_load_state()
    assert ainas.page.get_by_role("alert").first.is_visible() or ainas.page.locator(".errors, .err").first.is_visible()
    ainas.look()
