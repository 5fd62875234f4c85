"""Hands that nobody tuned for come in whole, and the measure itself tells hits from misses."""

import copy

import pytest

from imports.pipeline import read_register
from tests.imports.gathering import lines_of, report_of
from tests.imports.hands import HANDS
from tests.imports.scoring import Score, score_import

FLOORS = {
    "unit recall": 0.995,
    "unit precision": 0.995,
    "unit row": 0.99,
    "unit kind": 0.99,
    "burial recall": 0.99,
    "burial precision": 0.99,
    "burial kind": 0.99,
    "name split": 0.97,
    "date value": 0.99,
    "date precision": 0.99,
    "concession recall": 0.99,
    "term": 0.99,
    "holder recall": 0.98,
    "holder precision": 0.98,
    "national id": 0.99,
    "rows accounted": 1.0,
}


def score(hand: str) -> Score:
    written = HANDS[hand](0)
    outcome = read_register(written.files)
    return score_import(lines_of(outcome), report_of(outcome), written.truth)


@pytest.mark.parametrize("hand", HANDS)
def test_every_hand_comes_in_whole(hand: str) -> None:
    measured = score(hand)
    missed = {name: measured.misses[name][:3] for name, floor in FLOORS.items() if measured[name] < floor}
    assert not missed
    assert measured["false alarms per row"] <= 0.005


def test_a_missing_unit_and_a_wrong_name_lower_the_score() -> None:
    written = HANDS["roll_with_a_sheet_per_block"](0)
    outcome = read_register(written.files)
    lines = copy.deepcopy(lines_of(outcome))
    del lines[0]
    for line in lines:
        for burial in line["burials"]:
            burial["surname1"], burial["surname2"] = burial["surname2"], burial["surname1"]
    measured = score_import(lines, report_of(outcome), written.truth)
    assert measured["unit recall"] < 1
    assert measured["unit precision"] == 1
    assert measured["name split"] < 0.97
