"""The pages of survey files: who may, what they show at each step, and the lists that are handed out."""

import json
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from cementiris.accounts.models import Municipality
from cementiris.registry.models import BurialUnit, Cemetery
from cementiris.tenancy.scope import municipality
from gis.models import SurveyFile, SurveyState
from gis.services import survey_files
from gis.surveys.coordinates import TownBox
from gis.surveys.packing import Handed
from gis.tasks import commit_kept_survey, read_kept_survey, undo_kept_survey
from tests import factories
from tests.gis.survey_files import graves, here, uploaded


@pytest.fixture(autouse=True)
def quick_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """Vilaclara lies around the invented cemetery; files are read without a process of their own."""
    monkeypatch.setattr(survey_files, "read_held", here)
    monkeypatch.setattr(survey_files, "box_of", lambda code: TownBox(2.35, 41.65, 2.45, 41.75))


@pytest.fixture
def cemetery(vilaclara: Municipality) -> Cemetery:
    """A cemetery with two tombs that are on no plan."""
    with municipality(vilaclara.pk):
        place = factories.make_cemetery()
        for number in ("1", "2"):
            BurialUnit(cemetery=place, kind="tomb", number=number).save()
    return place


def upload(client: Client, cemetery: Cemetery, file: Handed) -> str:
    response = client.post(f"/vilaclara/cementiris/{cemetery.pk}/planols/nou/", {"survey_files": uploaded(file)})
    assert response.status_code == 302, response.content.decode()
    return str(response["Location"])


@pytest.fixture
def address(aina: Client, cemetery: Cemetery, vilaclara: Municipality) -> str:
    """The page of a file that has been uploaded and read: two tombs, and one that nobody knows."""
    found = upload(aina, cemetery, graves("1", "2", "=99"))
    run(vilaclara, read_kept_survey)
    return found


def run(town: Municipality, task: object, **keys: int) -> SurveyFile:
    with municipality(town.pk):
        kept = SurveyFile.objects.get()
        task(survey_id=kept.pk, **keys)  # type: ignore[operator]
        kept.refresh_from_db()
        return kept


def test_a_survey_goes_from_upload_to_undoing(
    aina: Client, address: str, vilaclara: Municipality, cemetery: Cemetery
) -> None:
    page = aina.get(address).content.decode()
    assert "Encara no s’ha tocat res." in page
    assert "2 de 3" in page
    assert "EPSG:25831" in page
    user = int(aina.session["_auth_user_id"])
    aina.post(f"{address}incorpora/")
    assert run(vilaclara, commit_kept_survey, user_id=user).state == SurveyState.COMMITTED
    assert "Desfés-lo" in aina.get(address).content.decode()
    assert upload(aina, cemetery, graves("1", "2", "=99")) == address
    aina.post(f"{address}desfes/")
    assert run(vilaclara, undo_kept_survey, user_id=user).state == SurveyState.UNDONE
    assert "2 contorns tornen a ser com eren" in aina.get(address).content.decode()
    assert "Desfet" in aina.get(f"/vilaclara/cementiris/{cemetery.pk}/planols/").content.decode()


def test_the_lists_are_shown_and_handed_out(aina: Client, address: str) -> None:
    assert "=99" in aina.get(f"{address}llistes/unmatched/").content.decode()
    assert "Tomba 1" in aina.get(f"{address}llistes/matched/").content.decode()
    book = load_workbook(BytesIO(aina.get(f"{address}llistes/unmatched.xlsx").content))
    rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows(min_row=2)]
    assert [row[:2] for row in rows] == [[3, "=99"]]
    assert aina.get(f"{address}llistes/tot/").status_code == 404


def test_the_preview_holds_the_features_of_its_window(aina: Client, address: str) -> None:
    answer = aina.get(f"{address}elements.geojson?bbox=2.3,41.6,2.5,41.8&zoom=19")
    joined = [feature["properties"]["joined"] for feature in json.loads(answer.content)["features"]]
    assert joined == ["matched", "matched", "unmatched"]
    assert json.loads(aina.get(f"{address}elements.geojson?bbox=0,0,1,1&zoom=19").content)["features"] == []
    assert aina.get(f"{address}elements.geojson?bbox=-180,-90,180,90&zoom=0").status_code == 200
    assert aina.get(f"{address}elements.geojson?bbox=a").status_code == 400


def test_the_clerk_reads_it_otherwise(aina: Client, address: str, vilaclara: Municipality) -> None:
    assert "Trieu-ne una de la llista." in aina.post(address, {"source": "9:9", "system": "1"}).content.decode()
    assert aina.post(address, {"source": "0:1", "system": "25831"}).status_code == 302
    kept = run(vilaclara, read_kept_survey)
    assert (kept.choices["field"], kept.failure["code"]) == ("obs", "nothing_matches")
    assert "Reviseu el camp del codi" in aina.get(address).content.decode()


def test_what_is_no_survey_is_said_and_nothing_is_kept(
    aina: Client, cemetery: Cemetery, vilaclara: Municipality
) -> None:
    address = f"/vilaclara/cementiris/{cemetery.pk}/planols/nou/"
    for name, content, said in (("a.dwg", b"AC1032", "dxf"), ("b.gpkg", b"", "buit"), ("c.pdf", b"%PDF", ".pdf")):
        page = aina.post(address, {"survey_files": uploaded(Handed(name, content))}).content.decode()
        assert said in page
    assert "Trieu el fitxer del plànol." in aina.post(address).content.decode()
    with municipality(vilaclara.pk):
        assert not SurveyFile.objects.exists()


def test_where_nothing_finds_its_place_nothing_is_offered_to_be_brought_in(
    aina: Client, address: str, vilaclara: Municipality
) -> None:
    assert "Incorpora’l al plànol" in aina.get(address).content.decode()
    with municipality(vilaclara.pk):
        kept = SurveyFile.objects.get()
        kept.counts |= {"matched": 0, "created": 0, "doubtful": 2}
        kept.save()
    page = aina.get(address).content.decode()
    assert "Així no hi ha res per incorporar" in page
    assert "Incorpora’l al plànol" not in page


def test_the_page_asks_little(aina: Client, address: str) -> None:
    aina.get(address)
    with CaptureQueriesContext(connection) as asked:
        aina.get(address)
    assert len(asked) <= 17, "\n".join(query["sql"][:120] for query in asked)
    with CaptureQueriesContext(connection) as asked:
        aina.get(f"{address}llistes/matched/")
    assert len(asked) <= 16, "\n".join(query["sql"][:120] for query in asked)
