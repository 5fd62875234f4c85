"""Find what the Spanish and English catalogues lack: every marked text needs a translation that is not fuzzy.

Catalan is the language of the source texts and has no catalogue. The texts are gathered in a copy of the sources.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("cementiris", "gis", "imports", "demo", "templates", "manage.py")
LANGUAGES = ("es", "en")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{\w*\}|%[sd]")


def gather(copy: Path) -> str:
    """Bring the catalogues of a copy of the sources up to date; return what went wrong, "" when nothing did."""
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("static", "__pycache__", "*.mo"))
        elif source.exists():
            shutil.copy(source, copy / name)
    (copy / "cementiris" / "locale").mkdir(exist_ok=True)
    wanted = [argument for language in LANGUAGES for argument in ("--locale", language)]
    command = [sys.executable, "manage.py", "makemessages", *wanted, "--no-wrap"]
    run = subprocess.run(command, cwd=copy, env=os.environ | {"PYTHONPATH": ""}, capture_output=True, text=True)
    return run.stderr.strip() if run.returncode else ""


def texts(value: object) -> tuple[str, ...]:
    """Return the forms of a message or of its translation: one, or one for each plural."""
    return tuple(str(form) for form in value) if isinstance(value, list | tuple) else (str(value),)


def fault(message: Message) -> str:
    """Return what a translation lacks, "" when it is whole."""
    forms = texts(message.string)
    if message.fuzzy:
        return "fuzzy"
    if not all(forms):
        return "missing"
    wanted = {name for text in texts(message.id) for name in PLACEHOLDER.findall(text)}
    return "" if {name for text in forms for name in PLACEHOLDER.findall(text)} == wanted else "other placeholders"


def findings(copy: Path) -> Iterator[str]:
    """Yield one line for each marked text without a proper translation."""
    for language in LANGUAGES:
        path = copy / "cementiris" / "locale" / language / "LC_MESSAGES" / "django.po"
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id and (lack := fault(message)):
                    where = ", ".join(f"{name}:{line}" for name, line in message.locations[:2])
                    yield f"{language}: {lack}: {texts(message.id)[0]!r} ({where})"


def main() -> int:
    """Print what is not translated; return 1 when anything is."""
    with tempfile.TemporaryDirectory() as folder:
        trouble = gather(Path(folder))
        lines = [trouble] if trouble else list(findings(Path(folder)))
    print(*lines, sep="\n", end="\n" if lines else "")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
