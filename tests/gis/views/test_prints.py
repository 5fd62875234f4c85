"""What the printer is asked for: papers to scale, names only for who may see people, and a sentence for what is odd."""

from datetime import date, time
from typing import Any

import pytest
from django.contrib.gis.geos import LineString, MultiPolygon, Point, Polygon
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cementiris.accounts.models import Municipality
from cementiris.audit.models import AccessLog
from cementiris.registry.models import BurialUnit, Cemetery, Concession, Holding, Person, Section, WorkOrder
from cementiris.registry.services.arms import keep_arms
from cementiris.tenancy.scope import municipality
from gis.models import Path
from tests.gis.prints.papers import boxes_on, pages_of, size_of
from tests.registry.files import a_picture, sent_file

EAST, NORTH = 398_640.0, 4_622_480.0


def area(x: float, y: float, width: float, height: float) -> MultiPolygon:
    box = Polygon.from_bbox((EAST + x, NORTH + y, EAST + x + width, NORTH + y + height))
    return MultiPolygon(box, srid=25831)


@pytest.fixture
def cemetery(vilaclara: Municipality) -> Cemetery:
    """A wall of 2 × 4 niches that somebody measured, with a part of its own; a grave and a path on the plan."""
    with municipality(vilaclara.pk):
        entrance = Point(EAST + 5, NORTH, srid=25831)
        place = Cemetery.objects.create(name="Cementiri vell", footprint=area(0, 0, 50, 40), entrance=entrance)
        block = Section(cemetery=place, name="Sant Josep", floors=2, columns=4, footprint=area(2, 2, 20, 3))
        block.cell_width, block.cell_height = 90, 70
        block.save()
        back = Section(cemetery=place, name="Darrere", parent=block, floors=1, columns=2)
        back.save()
        for number in range(1, 9):
            BurialUnit(cemetery=place, section=block, number=str(number)).save()
        for number in (21, 22):
            BurialUnit(cemetery=place, section=back, number=str(number)).save()
        BurialUnit(cemetery=place, kind="tomb", number="9", footprint=area(30, 30, 1, 2)).save()
        line = LineString((EAST + 5, NORTH), (EAST + 30, NORTH + 30), srid=25831)
        Path.objects.create(cemetery=place, name="Passeig", line=line)
        _with_holder(BurialUnit.objects.get(number="2"))
    return place


def _with_holder(unit: BurialUnit) -> None:
    person = Person.objects.create(text="Anna Serra i Roca", given_name="Anna", surname1="Serra", surname2="Roca")
    right = Concession.objects.create(
        unit=unit, granted_on="2001-05-02", term=(date(2001, 5, 2), date(2051, 5, 2)), term_years=50
    )
    Holding.objects.create(concession=right, person=person)


def block_of(cemetery: Cemetery) -> int:
    with municipality(cemetery.municipality_id):
        return Section.objects.get(name="Sant Josep").pk


def texts(client: Client, cemetery: Cemetery, paper: str) -> str:
    answer = client.get(f"/vilaclara/cementiris/{cemetery.pk}/{paper}")
    assert answer.status_code == 200, answer.content.decode()
    assert answer["Content-Type"] == "application/pdf"
    return "\n".join(page.extract_text() for page in pages_of(answer.content))


def readings(cemetery: Cemetery) -> int:
    with municipality(cemetery.municipality_id):
        return AccessLog.objects.filter(action="names.printed").count()


def test_a_block_is_printed_with_its_parts_at_the_scale_asked_for(aina: Client, cemetery: Cemetery) -> None:
    address = f"/vilaclara/cementiris/{cemetery.pk}/alcat.pdf?bloc={block_of(cemetery)}&escala=50&full=A3"
    front, back = pages_of(aina.get(address).content)
    assert size_of(front) == (420, 297)
    assert sum(each[2:] == (18.0, 14.0) for each in boxes_on(front)) == 8
    assert "Darrere" in back.extract_text()
    assert "suposades" in back.extract_text()
    assert "suposades" not in front.extract_text()


def test_the_arms_of_the_town_stand_on_the_paper(
    aina: Client, cemetery: Cemetery, vilaclara: Municipality, tmp_path: Any, settings: Any
) -> None:
    settings.MEDIA_ROOT = str(tmp_path)
    address = f"/vilaclara/cementiris/{cemetery.pk}/alcat.pdf?bloc={block_of(cemetery)}"
    assert [len(page.images) for page in pages_of(aina.get(address).content)] == [0, 0]
    keep_arms(vilaclara, sent_file(a_picture(size=(60, 80))))
    assert [len(page.images) for page in pages_of(aina.get(address).content)] == [1, 1]


def test_what_lies_in_no_block_is_printed_in_lines(aina: Client, cemetery: Cemetery) -> None:
    assert "no és a escala" in texts(aina, cemetery, "alcat.pdf?bloc=0&escala=50")


def test_the_plan_shows_blocks_graves_paths_and_the_entrance(aina: Client, cemetery: Cemetery) -> None:
    text = texts(aina, cemetery, "planol.pdf?full=A3")
    for said in ("Sant Josep", "Entrada", "Camí", "EPSG:25831", "Escala 1:200", "Lliure (1)"):
        assert said in text


def test_the_plan_can_be_of_a_block_or_of_what_the_map_shows(aina: Client, cemetery: Cemetery) -> None:
    of_block = texts(aina, cemetery, f"planol.pdf?part={block_of(cemetery)}")
    assert "Plànol. Bloc Sant Josep" in of_block
    box = "1.7805,41.7462,1.7806,41.7463"
    assert "Escala 1:100" in texts(aina, cemetery, f"planol.pdf?part=mapa&finestra={box}")


def test_a_past_day_is_printed_as_it_was(aina: Client, cemetery: Cemetery) -> None:
    text = texts(aina, cemetery, f"alcat.pdf?bloc={block_of(cemetery)}&dia=1999-01-01")
    assert "Estat el 01/01/1999" in text
    assert "Lliure (8)" in text


def test_names_are_printed_when_asked_for_and_the_reading_is_recorded(aina: Client, cemetery: Cemetery) -> None:
    paper = f"alcat.pdf?bloc={block_of(cemetery)}"
    assert "Serra" not in texts(aina, cemetery, paper)
    assert readings(cemetery) == 0
    assert "Serra" in texts(aina, cemetery, f"{paper}&noms=on")
    assert readings(cemetery) == 1


def test_who_may_not_see_people_gets_no_names_whatever_is_asked(pau: Client, cemetery: Cemetery) -> None:
    assert "Serra" not in texts(pau, cemetery, f"alcat.pdf?bloc={block_of(cemetery)}&noms=on")
    assert 'name="noms"' not in pau.get(f"/vilaclara/cementiris/{cemetery.pk}/imprimeix/").content.decode()
    assert readings(cemetery) == 0


def test_the_form_begins_with_what_was_being_looked_at(aina: Client, cemetery: Cemetery) -> None:
    query = f"bloc={block_of(cemetery)}&dia=2020-03-01&part=mapa&finestra=1,41,2,42"
    text = aina.get(f"/vilaclara/cementiris/{cemetery.pk}/imprimeix/?{query}").content.decode()
    assert f'value="{block_of(cemetery)}" selected' in text
    assert text.count('value="01/03/2020"') == 2
    assert 'value="mapa" selected' in text
    assert 'value="1,41,2,42"' in text


def test_the_gravedigger_gets_the_list_and_the_wall(pau: Client, cemetery: Cemetery) -> None:
    with municipality(cemetery.municipality_id):
        first, second = BurialUnit.objects.filter(number__in=("3", "9")).order_by("number")
        WorkOrder.objects.create(
            kind="headstone", unit=first, on=date(2026, 11, 24), at=time(10, 30), instructions="Marbre blanc"
        )
        WorkOrder.objects.create(kind="other", unit=first, on=date(2026, 11, 20), status="done", instructions="Fet")
    answer = pau.get(f"/vilaclara/cementiris/{cemetery.pk}/feina.pdf?unit={first.pk},{second.pk}")
    sheet, wall = (page.extract_text() for page in pages_of(answer.content))
    for said in ("Nínxol 3", "Pis 1 des de terra, columna 3", "24/11/2026, 10.30 h", "Marbre blanc", "Tomba 9"):
        assert said in sheet
    assert "Cap feina prevista" in sheet
    assert sheet.count("m de l’entrada, a peu") == 2
    assert "Fet" not in sheet.replace("Feta", "")
    assert "Bloc Sant Josep" in wall


@pytest.mark.parametrize(
    ("paper", "sentence"),
    [
        ("alcat.pdf?bloc=0&escala=0", "No s’imprimeix a escala 1:0."),
        ("alcat.pdf?bloc=0&full=B9", "No hi ha cap full «B9»."),
        ("alcat.pdf?bloc=0&dia=31/12/2190", "Aquest dia encara no ha arribat."),
        ("alcat.pdf?bloc=0&dia=01/02/1650", "D’aquell dia no hi ha cap registre."),
        ("alcat.pdf?bloc=0&dia=1800-01-01x", "no és una data"),
        ("alcat.pdf?bloc=77777", "Aquest cementiri no té aquest bloc."),
        ("planol.pdf?escala=100", "no cap en un full A4. Trieu 1:"),
        ("planol.pdf?part=mapa&finestra=nan,1,2,3", "No se sap quina part del mapa es veia."),
        ("planol.pdf?part=mapa&finestra=0,40,3,43", "Trieu una escala més petita, un full més gran o una part menor."),
        ("planol.pdf?part=9", "Aquesta part no és al plànol."),
        ("feina.pdf", "No heu triat cap sepultura d’aquest cementiri."),
        ("feina.pdf?unit=0&unit=abc", "No heu triat cap sepultura d’aquest cementiri."),
        ("feina.pdf?" + "&".join(f"unit={key}" for key in range(300)), "Heu triat 300 sepultures"),
        ("feina.pdf?unit=1-99999999", "Heu triat 20000 sepultures, i un full de feina en porta 200 com a molt."),
    ],
)
def test_what_cannot_be_printed_is_said_in_a_sentence(
    aina: Client, cemetery: Cemetery, paper: str, sentence: str
) -> None:
    answer = aina.get(f"/vilaclara/cementiris/{cemetery.pk}/{paper}")
    assert answer["Content-Type"].startswith("text/html")
    assert sentence in answer.content.decode()


def test_ten_thousand_units_are_refused_before_they_are_read(aina: Client, cemetery: Cemetery) -> None:
    query = "&".join(f"unit={key}" for key in range(10_000))
    answer = aina.get(f"/vilaclara/cementiris/{cemetery.pk}/feina.pdf?{query}", follow=True)
    assert "Heu triat 10000 sepultures, i un full de feina en porta 200 com a molt." in answer.content.decode()


def test_a_cemetery_without_plan_or_units_says_so(aina: Client, vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        empty = Cemetery.objects.create(name="Cementiri nou")
    for paper, sentence in (("planol.pdf", "no hi ha res dibuixat"), ("alcat.pdf", "no hi havia cap sepultura")):
        assert sentence in aina.get(f"/vilaclara/cementiris/{empty.pk}/{paper}").content.decode()


def test_a_larger_wall_asks_no_more_queries(aina: Client, cemetery: Cemetery) -> None:
    address = f"/vilaclara/cementiris/{cemetery.pk}/alcat.pdf?bloc={block_of(cemetery)}&noms=on"
    with CaptureQueriesContext(connection) as few:
        aina.get(address)
    with municipality(cemetery.municipality_id):
        block = Section.objects.get(name="Sant Josep")
        Section.objects.filter(pk=block.pk).update(columns=30)
        for number in range(100, 152):
            BurialUnit(cemetery=cemetery, section=block, number=str(number)).save()
    with CaptureQueriesContext(connection) as many:
        aina.get(address)
    assert len(many) == len(few)
