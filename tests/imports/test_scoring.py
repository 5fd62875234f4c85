"""Hands that nobody tuned for come in whole, and the measure itself tells hits from misses."""

import copy
from typing import Any

import pytest

from imports.pipeline import read_register
from tests.imports.gathering import lines_of, report_of
from tests.imports.hands import HANDS
from tests.imports.judge import measure, shortfalls
from tests.imports.scoring import CONTRADICTIONS, score_import

Line = dict[str, Any]


@pytest.mark.parametrize("hand", HANDS)
def test_every_hand_comes_in_whole(hand: str) -> None:
    assert not shortfalls(measure(HANDS[hand](0)))


def test_the_hands_contain_every_contradiction() -> None:
    planted = {issue["kind"] for hand in HANDS.values() for line in hand(0).truth[1:] for issue in line["issues"]}
    assert planted == CONTRADICTIONS


def test_a_hand_writes_the_same_file_from_the_same_seed() -> None:
    hand = HANDS["book_with_rows_that_take_out"]
    assert hand(3) == hand(3)
    assert hand(3).files != hand(4).files


@pytest.fixture(scope="module")
def well_read() -> tuple[list[Line], Line, list[Line]]:
    written = HANDS["roll_with_a_sheet_per_block"](0)
    outcome = read_register(written.files)
    return lines_of(outcome), report_of(outcome), written.truth


def test_a_missing_unit_and_a_wrong_name_lower_the_score(well_read: tuple[list[Line], Line, list[Line]]) -> None:
    lines, report, truth = copy.deepcopy(well_read)
    del lines[0]
    for line in lines:
        for burial in line["burials"]:
            burial["surname1"], burial["surname2"] = burial["surname2"], burial["surname1"]
    measured = score_import(lines, report, truth)
    assert measured["unit recall"] < 1
    assert measured["unit precision"] == 1
    assert measured["name split"] < 0.97


def test_a_finer_date_and_a_wrong_end_lower_the_score(well_read: tuple[list[Line], Line, list[Line]]) -> None:
    lines, report, truth = copy.deepcopy(well_read)
    for line in truth[1:]:
        for burial in line["burials"]:
            burial["died_on"] = burial["died_on"] and burial["died_on"][:7]
    for line in lines:
        for right in line["concessions"]:
            right["expires_on"] = right["expires_on"] and "2999"
    measured = score_import(lines, report, truth)
    assert measured["date precision"] < 0.99
    assert measured["expiry"] < 0.99


def test_a_silent_report_misses_contradictions_and_a_loud_one_raises_false_alarms(
    well_read: tuple[list[Line], Line, list[Line]],
) -> None:
    lines, report, truth = copy.deepcopy(well_read)
    where = truth[1]["source"][0]
    truth[1]["issues"] = [{"kind": "duplicate_unit", "where": where}]
    told = [where | {"code": "end_before_start"}, where | {"code": "partial_date"}]
    measured = score_import(lines, report | {"issues": told}, truth)
    assert measured["contradictions reported"] == 0
    assert measured["contradictions located"] == 1
    assert measured.hits["false alarms per row"] == 1
    assert measured.hits["notes per row"] == 1


def test_rows_that_are_not_accounted_for_are_seen(well_read: tuple[list[Line], Line, list[Line]]) -> None:
    lines, report, truth = copy.deepcopy(well_read)
    report["rows"]["accepted"] -= 1
    report["fates"]["warned"] = [["BLOC NORD", 4]]
    measured = score_import(lines, report, truth)
    assert measured["rows accounted"] == 0
    assert measured["fates named"] < 1


def _with_persons(lines: list[Line], key: str) -> list[Line]:
    for order, line in enumerate(lines):
        for right in line.get("concessions", ()):
            for holder in right["holders"]:
                holder["person"] = key or str(order)
    return lines


def test_people_wrongly_joined_and_wrongly_kept_apart_lower_the_score(
    well_read: tuple[list[Line], Line, list[Line]],
) -> None:
    lines, report, truth = copy.deepcopy(well_read)
    joined = score_import(_with_persons(lines, "1"), report, _with_persons(truth, ""))
    assert joined["persons kept apart"] == 0
    apart = score_import(_with_persons(lines, ""), report, _with_persons(truth, "1"))
    assert apart["persons joined"] == 0
