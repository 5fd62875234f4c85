"""The derived state of a unit (R55): pure facts, no database."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cementiris.registry.rules.facts import RightFacts, UnitFacts
from cementiris.registry.rules.states import State, derive_state

TODAY = date(2026, 11, 22)
RIGHT = RightFacts(granted_from=date(1991, 6, 30), expires_on=date(2041, 6, 30))


def state_of(**changes: Any) -> State:
    return derive_state(UnitFacts(on=TODAY, **changes)).state


def anomalies_of(**changes: Any) -> set[str]:
    return {breach.code for breach in derive_state(UnitFacts(on=TODAY, **changes)).anomalies}


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, State.FREE),
        ({"right": RIGHT}, State.CONCEDED),
        ({"right": RIGHT, "resting_count": 1}, State.OCCUPIED),
        ({"resting_count": 1}, State.OCCUPIED),
        ({"right": replace(RIGHT, perpetual=True), "resting_count": 1}, State.PERPETUAL),
        ({"right": replace(RIGHT, perpetual=True, expires_on=date(2026, 12, 1))}, State.SOON),
        ({"right": replace(RIGHT, expires_on=date(2027, 2, 22)), "resting_count": 1}, State.SOON),
        ({"right": replace(RIGHT, expires_on=date(2027, 2, 23)), "resting_count": 1}, State.OCCUPIED),
        ({"right": replace(RIGHT, expires_on=TODAY), "resting_count": 1}, State.SOON),
        ({"right": replace(RIGHT, expires_on=date(2026, 11, 21)), "resting_count": 1}, State.EXPIRED),
        ({"right": replace(RIGHT, expires_on=date(2026, 11, 21)), "out_of_service": True}, State.OUT),
        ({"right": RightFacts()}, State.CONCEDED),
        ({"right": RightFacts(), "stated_state": "expired"}, State.EXPIRED),
        ({"stated_state": "occupied"}, State.OCCUPIED),
        ({"stated_state": "expired"}, State.EXPIRED),
    ],
)
def test_r55_the_state_follows_from_rights_and_burials(changes: dict[str, Any], state: State) -> None:
    assert state_of(**changes) is state


def test_r55_what_the_old_source_states_against_the_facts_is_an_anomaly() -> None:
    assert anomalies_of(stated_state="occupied") == {"R55"}
    assert anomalies_of(stated_state="free", resting_count=1) == {"R55"}
    assert anomalies_of(stated_state="free", right=RIGHT) == {"R55"}
    assert anomalies_of(stated_state="occupied", resting_count=1, right=RIGHT) == set()


def test_r4_a_perpetual_right_without_an_end_is_an_anomaly() -> None:
    assert anomalies_of(right=RightFacts(perpetual=True)) == {"R4"}


def test_r13_a_dead_holder_is_an_anomaly() -> None:
    state = derive_state(UnitFacts(on=TODAY, right=replace(RIGHT, dead_holder="Joan Serra i Puig")))
    assert state.is_anomalous
    assert state.anomalies[0].code == "R13"


def test_x9_a_body_in_a_columbarium_is_an_anomaly() -> None:
    assert anomalies_of(kind="columbarium", resting_count=1, recent_body_count=1) == {"X9"}
