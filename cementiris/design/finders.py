"""Where the web server finds the web fonts: made once from their packages, kept in the state folder."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage

from cementiris.design.webfonts import FACES, make_web_font

PREFIX = "fonts"


class WebFontsFinder(BaseFinder):
    """Offers `fonts/gc-sans.woff2` and `fonts/gc-serif.woff2`, making them the first time they are asked for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.folder = Path(settings.STATE_DIR) / "webfonts"

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        """Nothing can be wrong before the fonts are asked for."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """Return the file behind `path`, or nothing: the style sheet then falls back to the packages' own files."""
        found = [str(file) for file in self._files() if path == f"{PREFIX}/{file.name}"]
        return found if find_all else next(iter(found), [])

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        """Name every web font, for whoever collects the static files."""
        storage = FileSystemStorage(location=str(self.folder))
        storage.prefix = PREFIX  # type: ignore[attr-defined]  # as Django's own finder does
        for file in self._files():
            yield file.name, storage

    def _files(self) -> tuple[Path, ...]:
        wanted = [(face, self.folder / face.file_name) for face in FACES]
        try:
            for face, file in wanted:
                if not file.exists():
                    make_web_font(face, file)
        except OSError:
            return ()  # a folder without rights must not take the pages down
        return tuple(file for _, file in wanted)
