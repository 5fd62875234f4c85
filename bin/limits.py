"""Hold the code to its limits of length, and prove on failing samples that every limit bites.

Complexity and the number of arguments are ruff's to find (pyproject.toml); the lengths are counted here.
"""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("cementiris", "gis", "imports", "demo", "bench", "bin", "tests")
LONGEST_FUNCTION = 40
LONGEST_FILE = 400


def findings(source: str, name: str) -> Iterator[str]:
    """Yield one line for each limit of length that `source` breaks."""
    lines = len(source.splitlines())
    if lines > LONGEST_FILE:
        yield f"{name}: {lines} lines, at most {LONGEST_FILE}"
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        yield f"{name}:{error.lineno}: {error.msg}"
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LONGEST_FUNCTION:
                yield f"{name}:{node.lineno}: {node.name} has {length} lines, at most {LONGEST_FUNCTION}"


def sources() -> Iterator[Path]:
    """Yield the Python files that people write: migrations are written by Django."""
    for folder in FOLDERS:
        yield from (path for path in sorted((ROOT / folder).rglob("*.py")) if "migrations" not in path.parts)


def ruff_codes(source: str) -> str:
    """Return what ruff, with the project's own settings, says about `source`."""
    command = [str(Path(sys.executable).with_name("ruff")), "check", "--stdin-filename", "cementiris/sample.py", "-"]
    run = subprocess.run(command, input=source, capture_output=True, text=True, cwd=ROOT)
    return str(run.stdout)


def branches(count: int) -> str:
    """Return a function with `count` branches, whose complexity is one more."""
    return "def choose(x: int) -> None:\n" + "".join(f"    if x == {n}:\n        choose({n})\n" for n in range(count))


def blunt_limits() -> list[str]:
    """Return the limits that let a sample pass that breaks them, or refuse one that does not."""
    lengthy = "def wait() -> None:\n" + "    wait()\n"
    trials = {
        "function length": (lengthy + "    wait()\n" * 39, lengthy + "    wait()\n" * 38, "has 41 lines", findings_of),
        "file length": ("x = 1\n" * 401, "x = 1\n" * 400, "401 lines", findings_of),
        "complexity": (branches(8), branches(7), "C901", ruff_codes),
        "arguments": ("def f(a, b, c, d, e, g): ...", "def f(a, b, c, d, e): ...", "PLR0913", ruff_codes),
        "clock": ("from datetime import date\n\ndate.today()\n", "import datetime\n", "TID251", ruff_codes),
        "history": ("import pgtrigger\n\npgtrigger.ignore()\n", "import pgtrigger\n", "TID251", ruff_codes),
    }
    return [name for name, (bad, good, sign, ask) in trials.items() if sign not in ask(bad) or sign in ask(good)]


def findings_of(source: str) -> str:
    """Return the findings for a sample as one text."""
    return "\n".join(findings(source, "sample.py"))


def main() -> int:
    """Print what breaks a limit; return 1 when anything does."""
    blunt = [f"the limit of {name} does not bite" for name in blunt_limits()]
    broken = [line for path in sources() for line in findings(path.read_text("utf-8"), str(path.relative_to(ROOT)))]
    print(*blunt, *broken, sep="\n", end="\n" if blunt or broken else "")
    return 1 if blunt or broken else 0


if __name__ == "__main__":
    sys.exit(main())
