"""The questions of WFS as programs ask them: what is read, by whom, and how a bad question is answered."""

import json
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from cementiris.accounts.models import Municipality
from cementiris.audit.models import AccessLog
from cementiris.registry.models import BurialUnit
from cementiris.tenancy.scope import municipality
from gis.views.wfs import LONGEST_QUESTION, LayersView
from tests.gis.ground import EAST, NORTH, make_ground, make_many
from tests.gis.keys import basic, colleague, secret_for

GET_FEATURE = "/vilaclara/wfs/?service=WFS&version=2.0.0&request=GetFeature&typenames=cementiris:"
NAMESPACES = 'xmlns="http://www.opengis.net/fes/2.0" xmlns:gml="http://www.opengis.net/gml/3.2"'
SHAPE = "<ValueReference>footprint</ValueReference>"


def filtered(condition: str) -> str:
    return f"units&outputformat=geojson&filter={quote(f'<Filter {NAMESPACES}>{condition}</Filter>')}"


def equal(column: str, value: str) -> str:
    return f"<PropertyIsEqualTo><ValueReference>{column}</ValueReference><Literal>{value}</Literal></PropertyIsEqualTo>"


class Program:
    """A program with a key of Vilaclara."""

    def __init__(self, secret: str) -> None:
        self.client, self.header = Client(raise_request_exception=False), basic(secret)

    def ask(self, question: str) -> str:
        return self.client.get(f"{GET_FEATURE}{question}", headers=self.header).getvalue().decode()  # type: ignore[attr-defined]

    def numbers(self, question: str) -> list[str]:
        answer = self.client.get(f"{GET_FEATURE}{question}", headers=self.header)
        assert answer.status_code == 200, answer.getvalue()
        return [feature["properties"]["number"] for feature in json.loads(answer.getvalue())["features"]]


@pytest.fixture
def program(vilaclara: Municipality) -> Program:
    cache.clear()
    with municipality(vilaclara.pk):
        make_ground()
    return Program(secret_for(colleague(vilaclara), vilaclara))


def test_filters_by_any_column_stored_or_derived(program: Program) -> None:
    assert program.numbers(filtered(equal("state", "occupied"))) == ["7"]
    assert program.numbers(filtered(equal("number", "9"))) == ["9"]
    later = equal("right_ends_on", "2050-02-28").replace("IsEqualTo", "IsGreaterThanOrEqualTo")
    assert program.numbers(filtered(later)) == ["7"]
    upper = '<Function name="strToUpperCase"><ValueReference>state</ValueReference></Function><Literal>FREE</Literal>'
    assert program.numbers(filtered(f"<PropertyIsEqualTo>{upper}</PropertyIsEqualTo>")) == ["1", "9"]


def test_a_box_that_names_no_reference_system_is_in_the_layer_s_own(program: Program) -> None:
    corners = "<gml:lowerCorner>{} {}</gml:lowerCorner><gml:upperCorner>{} {}</gml:upperCorner>"
    for x, found in ((39, ["7"]), (60, [])):
        here = corners.format(EAST + x, NORTH + 39, EAST + x + 4, NORTH + 43)
        assert program.numbers(filtered(f"<BBOX>{SHAPE}<gml:Envelope>{here}</gml:Envelope></BBOX>")) == found
        named = f'<gml:Envelope srsName="urn:ogc:def:crs:EPSG::25831">{here}</gml:Envelope>'
        assert program.numbers(filtered(f"<BBOX>{SHAPE}{named}</BBOX>")) == found


def test_pages_neither_overlap_nor_leave_out(program: Program, vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        ground = BurialUnit.objects.all()[0].cemetery
        make_many(ground, 22)
    for sort in ("", "&sortby=state", "&sortby=kind+DESC"):
        pages = [
            program.numbers(f"units&outputformat=geojson{sort}&count=7&startindex={start}") for start in (0, 7, 14, 21)
        ]
        numbers = [number for page in pages for number in page]
        assert [len(page) for page in pages] == [7, 7, 7, 4]
        assert len(set(numbers)) == 25


def test_axes_stand_in_the_order_of_the_reference_system(program: Program) -> None:
    def place(name: str) -> list[float]:
        answer = program.ask(f"entrances&srsname={name}")
        return [float(number) for number in answer.partition('<gml:pos srsDimension="2">')[2].partition("<")[0].split()]

    assert place("urn:ogc:def:crs:EPSG::25831") == [EAST + 50, NORTH]
    latitude, longitude = place("urn:ogc:def:crs:EPSG::4326")
    assert (round(latitude, 3), round(longitude, 3)) == (41.639, 2.16)
    assert place("EPSG:4326") == [longitude, latitude]


def test_people_are_shown_to_a_key_that_asks_for_them_and_each_reading_is_recorded(
    program: Program, vilaclara: Municipality
) -> None:
    assert "Mercè Serra" not in program.ask("units")
    assert "<ows:ExceptionReport" in program.ask(filtered(equal("holders", "x")))
    seeing = Program(secret_for(colleague(vilaclara, name="laia"), vilaclara, sees_people=True))
    assert seeing.numbers(filtered(equal("holders", "Mercè Serra i Roca"))) == ["7"]
    seeing.ask("paths")
    with municipality(vilaclara.pk):
        assert [(row.action, str(row.user)) for row in AccessLog.objects.all()] == [("layers.read", "Laia")]


def test_a_key_shows_nothing_of_another_town(program: Program, puigfosc: Municipality) -> None:
    with municipality(puigfosc.pk):
        make_ground(holder="Forastera")
    assert sorted(program.numbers("units&outputformat=geojson")) == ["1", "7", "9"]


def test_as_many_questions_for_a_page_of_many_as_of_few(program: Program, vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        make_many(BurialUnit.objects.all()[0].cemetery, 40)
    program.ask("units&count=1")
    asked = []
    for count in (2, 40):
        with CaptureQueriesContext(connection) as queries:
            program.ask(f"units&count={count}")
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 13, asked


@override_settings(HTTPS=True, SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"))
def test_behind_a_proxy_the_addresses_it_tells_are_the_proxy_s(program: Program) -> None:
    header = program.header | {"X-Forwarded-Proto": "https", "Host": "localhost"}
    answer = program.client.get("/vilaclara/wfs/?service=WFS&request=GetCapabilities", headers=header)
    assert 'xlink:href="https://localhost/vilaclara/wfs/' in answer.content.decode()
    assert "http://localhost" not in answer.content.decode()


def test_an_answer_in_gml_holds_no_more_than_a_page(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LayersView, "max_page_size", 2)
    answer = program.ask("units&count=100000")
    assert 'numberMatched="3" numberReturned="2"' in answer


def test_programs_are_told_how_large_a_page_is(program: Program) -> None:
    told = program.client.get("/vilaclara/wfs/?service=WFS&request=GetCapabilities", headers=program.header)
    operation = told.content.decode().partition('<ows:Operation name="GetFeature">')[2].partition("</ows:Operation>")[0]
    assert f'"CountDefault"><ows:NoValues/><ows:DefaultValue>{LayersView.max_page_size}<' in operation


BAD = {
    "another service": "units&service=WMS",
    "a version of long ago": "units&version=1.1.0",
    "a version that is none": "units&version=../x",
    "writing": "units&request=Transaction",
    "locking": "units&request=LockFeature",
    "no such layer": "secrets",
    "two layers joined": "units,paths",
    "no such column": "units&propertyname=password",
    "a path": "units&propertyname=a//b",
    "minus one": "units&count=-1",
    "a start beyond all": f"units&startindex={'9' * 30}",
    "a box of words": "units&bbox=a,b,c,d",
    "a box of nothing": "units&bbox=nan,nan,nan,nan",
    "another planet": "units&srsname=EPSG:99999",
    "a paper": "units&outputformat=application/pdf",
    "sorted by nothing": "units&sortby=nope",
    "a filter that is none": "units&filter=x",
    "a filter of nothing": filtered(""),
    "a word for a number": filtered(equal("floor", "abc")),
    "a day that is none": filtered(equal("right_ends_on", "2026-99-99")),
    "a function that is none": filtered("<PropertyIsNull><Function name='boom'/></PropertyIsNull>"),
    "a box without corners": filtered(f"<BBOX>{SHAPE}<gml:Envelope/></BBOX>"),
}


@pytest.mark.parametrize("question", BAD.values(), ids=BAD)
def test_a_bad_question_is_told_as_wfs_tells_it(question: str, program: Program) -> None:
    asked = question.partition("&")[2]
    address = GET_FEATURE.replace("request=GetFeature&", "") if "request=" in asked else GET_FEATURE
    address = address.replace("service=WFS&", "") if "service=" in asked else address
    address = address.replace("version=2.0.0&", "") if "version=" in asked else address
    answer = program.client.get(f"{address}{question}", headers=program.header)
    assert answer.status_code == 400
    assert "<ows:ExceptionReport" in answer.content.decode()


BOMB = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    '<GetFeature service="WFS" version="2.0.0" xmlns="http://www.opengis.net/wfs/2.0">'
    '<Query typeNames="&b;"/></GetFeature>'
)
POSTED = {
    "a bomb of entities": BOMB,
    "a file of the server": BOMB.replace('"ha"', 'SYSTEM "file:///etc/passwd"'),
    "nothing": "",
    "no XML": "hola",
    "a change": '<wfs:Transaction service="WFS" version="2.0.0" xmlns:wfs="http://www.opengis.net/wfs/2.0"/>',
    "a tower": "<a>" * 20_000,
    "too much": f"<a>{'x' * LONGEST_QUESTION}</a>",
}


@pytest.mark.parametrize("body", POSTED.values(), ids=POSTED)
def test_a_bad_question_by_post_does_no_harm(body: str, program: Program) -> None:
    answer = program.client.post("/vilaclara/wfs/", body, content_type="text/xml", headers=program.header)
    assert answer.status_code == 400
    assert "<ows:ExceptionReport" in answer.content.decode()
    assert "root:" not in answer.content.decode()


def test_a_fault_of_ours_is_noted_as_one_without_what_was_asked(
    program: Program, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(view: LayersView, feature_type: object) -> None:
        raise LookupError("Serra i Roca")

    monkeypatch.setattr(LayersView, "check_permissions", broken)
    with caplog.at_level("INFO", logger="gis.views.wfs"):
        answer = program.client.get(f"{GET_FEATURE}units", headers=program.header)
    assert answer.status_code == 400
    assert [record.levelname for record in caplog.records if record.name == "gis.views.wfs"] == ["ERROR"]
    assert "test_wfs.py:" in caplog.text
    assert "Serra" not in caplog.text
