"""What an import and the plan say differently, in the words of its page."""

from typing import Any

import pytest

from imports.pages.reconciliation import reconciliation

NONE = {"count": 0, "examples": []}
AGREEING = {
    "block": "Nord", "in_file": 40, "on_plan": 40, "stated": None, "stated_missing": NONE,
    "only_in_file": NONE, "only_on_plan": NONE, "shift": 0,
}  # fmt: skip


def told(**differing: Any) -> dict[str, Any]:
    blocks = [AGREEING | differing, AGREEING]
    return {"reconciliation": {"blocks": blocks, "left_out": 3, "differing": 1, "on_plan": 80}}


@pytest.mark.parametrize(
    ("differing", "sentence"),
    [
        ({"only_in_file": {"count": 1, "examples": ["41"]}}, "1 sepultura del fitxer no és al plànol: 41."),
        (
            {"only_on_plan": {"count": 3, "examples": ["7", "8"]}},
            "3 sepultures del plànol no són al fitxer: 7, 8 i altres.",
        ),
        (
            {"stated": [1, 42], "stated_missing": {"count": 2, "examples": ["41", "42"]}},
            "El bloc va del 1 al 42 i hi falten 2 números: 41, 42.",
        ),
        ({"shift": -2}, "Els titulars hi són 2 números més enrere que al registre: mireu si el fitxer va corregut."),
    ],
)
def test_a_block_that_differs_says_how(differing: dict[str, Any], sentence: str) -> None:
    found = reconciliation(told(**differing))
    assert found is not None
    assert [(line.name, line.sentences) for line in found.lines] == [("Nord", [sentence])]
    assert found.agreeing_count == 4


def test_without_a_plan_and_a_difference_nothing_is_said() -> None:
    assert reconciliation({}) is None
    nothing = {"blocks": [AGREEING | {"on_plan": None}], "left_out": 0, "differing": 0, "on_plan": 0}
    assert reconciliation({"reconciliation": nothing}) is None
