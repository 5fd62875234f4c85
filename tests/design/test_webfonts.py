"""The faces as web fonts: light, complete for our languages, under a name of their own."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from fontTools.ttLib import TTFont

from cementiris.design.finders import WebFontsFinder
from cementiris.design.webfonts import FACES, make_web_font


@pytest.fixture(scope="module")
def sans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("faces") / FACES[0].file_name
    make_web_font(FACES[0], target)
    return target


def test_the_face_is_light(sans: Path) -> None:
    assert sans.stat().st_size < 60_000


def test_the_face_has_every_sign_of_our_languages(sans: Path) -> None:
    with TTFont(sans) as font:
        signs = font.getBestCmap()
    assert all(ord(sign) in signs for sign in "àèéíïòóúüçñŀĿ·€’«»ABCabc0123456789")


def test_made_at_another_moment_the_face_is_the_same(
    sans: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("fontTools.ttLib.tables._h_e_a_d.timestampNow", lambda: 4_000_000_000)
    make_web_font(FACES[0], tmp_path / "again.woff2")
    assert (tmp_path / "again.woff2").read_bytes() == sans.read_bytes()
    assert [file.name for file in tmp_path.iterdir()] == ["again.woff2"]


def test_the_face_goes_by_its_own_name(sans: Path) -> None:
    with TTFont(sans) as font:
        assert font["name"].getDebugName(1) == "GC Sans"


def test_a_face_is_made_once_and_found_by_its_address(settings: LazySettings, sans: Path) -> None:
    settings.STATE_DIR = sans.parent.parent / "state"
    folder = settings.STATE_DIR / "webfonts"
    folder.mkdir(parents=True)
    for face in FACES:
        (folder / face.file_name).write_bytes(sans.read_bytes())
    finder = WebFontsFinder()
    assert finder.find("fonts/gc-sans.woff2") == str(folder / "gc-sans.woff2")
    assert finder.find("fonts/other.woff2") == []
    assert [name for name, _ in finder.list(None)] == ["gc-sans.woff2", "gc-serif.woff2"]


def test_a_folder_that_cannot_be_written_leaves_the_pages_alone(settings: LazySettings, tmp_path: Path) -> None:
    settings.STATE_DIR = tmp_path / "file"
    settings.STATE_DIR.write_text("not a folder")
    assert WebFontsFinder().find("fonts/gc-sans.woff2") == []
