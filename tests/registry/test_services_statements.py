"""What an old source stated of a unit counts until somebody has been there since."""

from datetime import date, timedelta

import pytest

from cementiris.accounts.models import User
from cementiris.registry.entries import GrantEntry, PersonEntry, Submission
from cementiris.registry.models import BurialUnit
from cementiris.registry.queries import anomalous_units, free_units, unit_states
from cementiris.registry.rules.states import State
from cementiris.registry.services.annulment import annul_act
from cementiris.registry.services.concessions import grant_concession
from cementiris.registry.services.statements import outdate_statement
from tests.factories import make_unit

pytestmark = pytest.mark.usefixtures("in_vilaclara")
MERCE = PersonEntry(given_name="Mercè", surnames="Serra i Roca")


@pytest.fixture
def sent(aina_user: User, today: date) -> Submission:
    return Submission(actor=aina_user, today=today, reason="Error")


def state_of(unit: BurialUnit, on: date) -> State:
    return unit_states(BurialUnit.objects.filter(pk=unit.pk), on)[unit.pk].state


def test_a_grant_over_a_niche_that_the_old_source_showed_as_free_is_no_anomaly(sent: Submission) -> None:
    unit = make_unit(stated_state="free")
    grant_concession(unit=unit, entry=GrantEntry(on=sent.today, term_years=50, holder=MERCE), sent=sent)
    assert not anomalous_units(sent.today).exists()
    assert state_of(unit, sent.today) is State.CONCEDED
    assert state_of(unit, sent.today - timedelta(days=1)) is State.FREE


def test_when_the_grant_is_annulled_the_source_counts_again(sent: Submission) -> None:
    unit = make_unit(stated_state="expired")
    act = grant_concession(unit=unit, entry=GrantEntry(on=sent.today, term_years=50, holder=MERCE), sent=sent)
    assert state_of(unit, sent.today) is State.CONCEDED
    annul_act(act=act, sent=sent)
    assert state_of(unit, sent.today) is State.EXPIRED


def test_a_niche_said_to_be_occupied_is_free_only_after_somebody_has_been_taken_out(today: date) -> None:
    unit = make_unit(stated_state="occupied")
    outdate_statement(unit, by="grant", on=today)
    assert not free_units(today).exists()
    outdate_statement(unit, by="clearance", on=today)
    assert free_units(today).get() == unit
    assert not free_units(today - timedelta(days=1)).exists()
