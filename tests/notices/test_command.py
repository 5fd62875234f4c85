"""`run_campaign`, as the town hall's technician runs it."""

import json
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pypdf import PdfReader

from cementiris.accounts.models import Municipality
from cementiris.notices.models import Campaign, Letter
from cementiris.tenancy.scope import municipality
from tests.notices.places import make_holder, make_right


def run(folder: Path, **changes: str) -> dict[str, Any]:
    """The campaign of the first quarter, and its report."""
    options = {
        "municipality": "99001",
        "expiring-from": "2027-01-01",
        "expiring-to": "2027-03-31",
        "on": "2026-11-23",
        "output": str(folder),
        "report": str(folder / "report.json"),
        **changes,
    }
    call_command("run_campaign", *[f"--{name}={value}" for name, value in options.items()], stdout=StringIO())
    report: dict[str, Any] = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    return report


@pytest.fixture
def rights(vilaclara: Municipality) -> None:
    """Three rights that end in the period, one of a dead holder, one without address."""
    with municipality(vilaclara.pk):
        make_right("1", date(2027, 1, 1))
        make_right("2", date(2027, 3, 31), holder=make_holder("Antoni Puig", is_dead=True))
        make_right("3", date(2027, 2, 1), holder=make_holder("Pere Mas", address=""))
        make_right("4", date(2027, 2, 1), standing="disputed")


def test_it_writes_letters_list_and_report(rights: None, tmp_path: Path):
    report = run(tmp_path / "sortida")
    assert {name: report[name] for name in ("letters", "without_address", "to_heirs", "pages")} == {
        "letters": 3,
        "without_address": 1,
        "to_heirs": 1,
        "pages": 8,
    }
    assert report["left_out"] == {"disputed": 1, "unticked": 0}
    content = (tmp_path / "sortida/cartes.pdf").read_bytes()
    assert len(PdfReader(BytesIO(content)).pages) == 8
    assert (tmp_path / "sortida/llista.xlsx").exists()


def test_run_twice_it_gives_the_same_letters(rights: None, tmp_path: Path, vilaclara: Municipality):
    first, second = run(tmp_path / "a"), run(tmp_path / "b")
    assert first == second
    for name in ("cartes.pdf", "llista.xlsx"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
    with municipality(vilaclara.pk):
        assert (Campaign.objects.count(), Letter.objects.count()) == (1, 3)


def test_a_period_in_which_no_right_ends_gives_a_report_and_no_letters(
    rights: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    report = run(tmp_path, **{"expiring-from": "2030-01-01", "expiring-to": "2030-01-31"})
    assert (report["letters"], report["pages"]) == (0, 0)
    assert "No queda cap carta per congelar" in capsys.readouterr().err
    assert not (tmp_path / "cartes.pdf").exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"municipality": "08113"}, "No hi ha cap municipi obert amb el codi 08113"),
        ({"on": "23/11/2026"}, "«23/11/2026» no és una data"),
        ({"expiring-to": "2026-01-01"}, "anterior al primer"),
        ({"on": "9999-12-31"}, "Reviseu els anys"),
        ({"output": "/proc/no"}, r"No es pot escriure .* Reviseu la carpeta"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(rights: None, tmp_path: Path, changes: dict[str, str], sentence: str):
    with pytest.raises(CommandError, match=sentence):
        run(tmp_path, **changes)
