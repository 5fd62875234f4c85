"""The command: what it says, what it writes, and the sentence for what it cannot do."""

import json
from pathlib import Path

import geopandas as gpd
import pytest
from django.core.management import CommandError, call_command
from shapely.geometry import box

from cementiris.accounts.models import Municipality
from cementiris.registry.models import BurialUnit
from cementiris.tenancy.scope import municipality
from gis.models import SurveyFile

#: Reference code of a real town, so that its whereabouts are known; nothing else of it is used.
REAL_CODE = "08113"


@pytest.fixture
def town(db: None) -> Municipality:
    """A town whose rectangle the reference data knows."""
    return Municipality.objects.create(code=REAL_CODE, name="Manresa", slug="manresa")


@pytest.fixture
def graves(tmp_path: Path) -> Path:
    """Three graves in EPSG:25831, inside the town."""
    shapes = [box(402_000 + 3 * place, 4_619_000, 402_001 + 3 * place, 4_619_002) for place in range(3)]
    gpd.GeoDataFrame({"codi": ["1", "2", "10"]}, geometry=shapes, crs=25831).to_file(tmp_path / "tombes.gpkg")
    return tmp_path / "tombes.gpkg"


def run(file: Path, *more: str, code: str = REAL_CODE) -> None:
    call_command("import_survey", str(file), "--municipality", code, "--cemetery", "Nou", "--code-field", "codi", *more)


def test_it_brings_graves_in_and_writes_its_report(town: Municipality, graves: Path, tmp_path: Path) -> None:
    run(graves, "--commit", "--report", str(tmp_path / "informe.json"))
    report = json.loads((tmp_path / "informe.json").read_text())
    assert report["features"] == {"read": 3, "accepted": 3, "warned": 0, "refused": 0}
    assert (report["created"], report["issues"]) == (3, [])
    run(graves, "--commit")
    with municipality(town.pk):
        assert BurialUnit.objects.count() == 3
        assert [(kept.state, kept.choices["field"]) for kept in SurveyFile.objects.all()] == [("committed", "codi")]


def test_without_commit_it_only_says(town: Municipality, graves: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(graves)
    assert "no s'ha desat res" in capsys.readouterr().out
    with municipality(town.pk):
        assert not BurialUnit.objects.exists()
        assert not SurveyFile.objects.exists()


def test_a_wrong_srid_is_said_with_the_right_one(town: Municipality, graves: Path) -> None:
    with pytest.raises(CommandError, match="EPSG:25831"):
        run(graves, "--srid", "25830", "--commit")


def test_a_town_that_is_not_open_is_said(db: None, graves: Path) -> None:
    with pytest.raises(CommandError, match="add_town"):
        run(graves, code="00000")


def test_a_field_that_is_missing_is_said_with_those_there_are(town: Municipality, graves: Path) -> None:
    with pytest.raises(CommandError, match="codi"):
        call_command(
            "import_survey", str(graves), "--municipality", REAL_CODE, "--cemetery", "Nou", "--code-field", "numero"
        )


def test_a_report_that_cannot_be_written_is_said(town: Municipality, graves: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="informe"):
        run(graves, "--commit", "--report", str(tmp_path / "no" / "informe.json"))
    with municipality(town.pk):
        assert not BurialUnit.objects.exists()


def test_a_cemetery_needs_a_name(town: Municipality, graves: Path) -> None:
    with pytest.raises(CommandError, match="120 signes"):
        call_command(
            "import_survey", str(graves), "--municipality", REAL_CODE, "--cemetery", " ", "--code-field", "codi"
        )
