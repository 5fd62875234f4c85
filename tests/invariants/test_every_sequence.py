"""No sequence of acts reaches a state that must never be."""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from cementiris.accounts.models import Municipality, User
from tests.invariants.machine import RegisterMachine

DEEP_ENOUGH = settings(
    max_examples=8,
    stateful_step_count=50,
    deadline=None,
    phases=[Phase.reuse, Phase.generate],  # shrinking a history of forty acts takes longer than reading it
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.mark.usefixtures("in_vilaclara")
def test_no_sequence_of_acts_breaks_what_must_never_be_false(aina_user: User, vilaclara: Municipality) -> None:
    RegisterMachine.actor = aina_user
    RegisterMachine.tally = {}
    run_state_machine_as_test(RegisterMachine, settings=DEEP_ENOUGH)
    done = {name for name, count in RegisterMachine.tally.items() if count and not name.endswith("refused")}
    assert {"grant_concession", "register_burial", "annul_act"} <= done, (
        "the machine must do things, not only be refused"
    )
