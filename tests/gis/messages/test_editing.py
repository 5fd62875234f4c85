"""Every way in which drawing is refused or doubted has its sentence, and the facts that it names."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from gis.messages.editing import REFUSALS, REMARKS, refusal, remark

ROOT = Path(__file__).resolve().parents[3] / "gis"
SOURCES = [*(ROOT / "editing").glob("*.py"), *(ROOT / "services").glob("*.py"), *(ROOT / "forms").glob("editing*.py")]


def calls(*names: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The code of each refusal or remark in the sources, with the names of its facts."""
    for source in SOURCES:
        for node in ast.walk(ast.parse(source.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
                facts = [keyword.arg for keyword in node.keywords if keyword.arg not in (None, "field")]
                facts += [key.value for arg in node.args if isinstance(arg, ast.Dict) for key in arg.keys]
                codes = [leaf.value for leaf in ast.walk(node.args[0]) if isinstance(leaf, ast.Constant)]
                yield from ((code, tuple(facts)) for code in codes if isinstance(code, str) and code)


REFUSED = sorted(set(calls("NotDrawableError", "PlanRefusedError")))
DOUBTED = sorted(set(calls("Remark")))


def test_the_sources_were_found() -> None:
    assert len(REFUSED) > 30
    assert len(DOUBTED) > 6


@pytest.mark.parametrize(("code", "facts"), REFUSED)
def test_every_refusal_has_a_sentence_for_its_facts(code: str, facts: tuple[str, ...]) -> None:
    told = refusal(code, dict.fromkeys(facts, 1.5))
    assert told
    assert "%(" not in told


@pytest.mark.parametrize(("code", "facts"), DOUBTED)
def test_every_remark_has_a_sentence_for_its_facts(code: str, facts: tuple[str, ...]) -> None:
    assert "%(" not in remark(code, dict.fromkeys(facts, 1))


def test_no_sentence_stands_for_nothing() -> None:
    constraints = {"X30", "X31", "X32", "X33", "X35"}
    assert set(REFUSALS) - constraints == {code for code, _facts in REFUSED}
    assert set(REMARKS) == {code for code, _facts in DOUBTED}
