"""The lines that a bench prints."""

import json

import pytest

from bench.readings import Reading, milliseconds, seconds


def test_a_reading_is_one_line_of_json_with_its_ratio() -> None:
    line = Reading("search", "page", 12.34567, "ms", 4.0, 10_000).as_line()
    assert json.loads(line) == {
        "bench": "search", "measure": "page", "value": 12.346, "unit": "ms",
        "floor": 4.0, "ratio": 3.09, "size": 10_000,
    }  # fmt: skip


def test_without_a_floor_there_is_no_ratio() -> None:
    assert json.loads(Reading("x", "y", 1.0, "s", 0.0, 1).as_line())["ratio"] is None


def test_the_first_run_does_not_count() -> None:
    runs: list[int] = []
    assert milliseconds(lambda: runs.append(1), runs=3) == pytest.approx(0, abs=50)
    assert len(runs) == 4
    assert seconds(lambda: None) >= 0
