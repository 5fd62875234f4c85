"""The places that open a town, or reach past one, are few; a new one is a decision to be read, not an oversight."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = ("cementiris", "gis", "imports", "demo")

OPENERS = {
    "cementiris/accounts/middleware.py": "each request opens the town of its address, and the stream after it",
    "cementiris/jobs/town_tasks.py": "each job opens the town it was queued in",
    "demo/loading.py": "the demo makes its two towns",
    "demo/scale.py": "the benches fill many invented towns",
}
"""Ordinary callers. Besides these, a management command opens the town that its --municipality names."""

REACHES_PAST = re.compile(
    r"app\.municipality|row_security|SET\s+(LOCAL\s+)?ROLE|RESET\s+(ROLE|ALL|app)|DISCARD\s+ALL|SECURITY\s+DEFINER"
    r"|MATERIALIZED\s+VIEW|CEMENTIRIS_LOGIN",
    re.IGNORECASE,
)
SPEAK_OF_THE_SETTING = {
    "cementiris/settings.py",
    "cementiris/settings_test.py",
    "cementiris/tenancy/operations.py",
    "cementiris/tenancy/scope.py",
}


def sources() -> Iterator[tuple[str, str]]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            yield str(path.relative_to(ROOT)), path.read_text("utf-8")


def imported_from_scope(source: str) -> set[str]:
    found = [
        alias.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom) and node.module == "cementiris.tenancy.scope"
        for alias in node.names
    ]
    return set(found)


def is_command(path: str) -> bool:
    return "/management/commands/" in path


def test_only_the_request_the_job_and_a_command_open_a_town() -> None:
    openers = {path for path, source in sources() if imported_from_scope(source) & {"municipality", "keep_open"}}
    assert {path for path in openers if not is_command(path)} == set(OPENERS)


def test_nobody_reaches_behind_the_scope() -> None:
    inner = {"_town", "_tell", "_leave"}
    assert {path for path, source in sources() if imported_from_scope(source) & inner} == set()
    whole = re.compile(r"import cementiris\.tenancy\.scope|from cementiris\.tenancy import .*\bscope\b")
    found = {path for path, source in sources() if whole.search(source) and "/migrations/" not in path}
    assert found == set()


def test_nobody_else_touches_the_setting_or_the_role() -> None:
    found = {path for path, source in sources() if REACHES_PAST.search(source)}
    assert found <= SPEAK_OF_THE_SETTING


def test_history_is_never_switched_off() -> None:
    found = {path for path, source in sources() if re.search(r"pgtrigger\.ignore\(|import ignore", source)}
    assert found == set()
