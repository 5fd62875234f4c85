"""Two clerks who pass the same right on, or decide the same application, in the same second."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cementiris.accounts.models import Municipality, User
from cementiris.documents.models import Document
from cementiris.registry.entries import PersonEntry, Submission
from cementiris.registry.entries.transfers import DecisionEntry, TransferEntry
from cementiris.registry.facts import version_of
from cementiris.registry.models import Act, Application, BurialUnit, Concession, Holding
from cementiris.registry.rules.transfer_facts import Tie
from cementiris.registry.services.applications import decide_application
from cementiris.registry.services.submission import RuleBroken, UnitChanged
from cementiris.registry.services.transfers import transfer_right
from cementiris.tenancy.scope import municipality
from tests.concurrency.conftest import AtOnce
from tests.factories import make_concession, make_ordinance, make_unit

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2026, 11, 23)


@pytest.fixture
def niche(transactional_db: None, vilaclara: Municipality) -> BurialUnit:
    """A niche whose right Mercè holds."""
    with municipality(vilaclara.pk):
        make_ordinance(allowed_term_years=[25])
        unit = make_unit()
        make_concession(unit, fees_paid_through=2026)
        return unit


def to(name: str, unit: BurialUnit, sent: Submission, **changes: Any) -> Callable[[], Act]:
    entry = TransferEntry(
        on=DAY, recipient=PersonEntry(given_name=name, surnames="Comas i Serra"), tie=Tie.BLOOD, degree=1
    )
    return lambda: transfer_right(unit=unit, entry=replace(entry, **changes), sent=sent)


def faults(outcomes: list[Any]) -> list[type]:
    return [type(outcome) for outcome in outcomes if isinstance(outcome, BaseException)]


def test_of_two_transfers_at_once_the_second_is_told_of_the_first(
    niche: BurialUnit, aina_user: User, at_once: AtOnce
) -> None:
    with municipality(niche.municipality_id):
        sent = Submission(actor=aina_user, today=DAY, version=version_of(niche))
    outcomes = at_once(to("Laia", niche, sent), to("Pere", niche, sent))
    assert faults(outcomes) == [UnitChanged]
    with municipality(niche.municipality_id):
        assert Holding.objects.filter(until=None).count() == 1
        assert Document.objects.count() == 1


def test_the_part_of_one_holder_is_given_once(niche: BurialUnit, aina_user: User, at_once: AtOnce) -> None:
    sent = Submission(actor=aina_user, today=DAY)
    with municipality(niche.municipality_id):
        part = Holding.objects.get().pk
    outcomes = at_once(to("Laia", niche, sent, giver_id=part), to("Pere", niche, sent, giver_id=part))
    assert faults(outcomes) == [RuleBroken]
    with municipality(niche.municipality_id):
        assert Holding.objects.filter(until=None).count() == 1


def test_a_perpetual_right_ends_once(niche: BurialUnit, aina_user: User, at_once: AtOnce) -> None:
    with municipality(niche.municipality_id):
        Concession.objects.update(perpetual=True)
        sent = Submission(actor=aina_user, today=DAY, version=version_of(niche))
    works = [to(name, niche, sent, term_years=25) for name in ("Laia", "Pere")]
    assert faults(at_once(*works)) == [UnitChanged]
    with municipality(niche.municipality_id):
        assert Concession.objects.count() == 2


def test_an_application_is_decided_once(niche: BurialUnit, aina_user: User, at_once: AtOnce) -> None:
    sent = Submission(actor=aina_user, today=DAY)
    with municipality(niche.municipality_id):
        asked = Application.objects.create(
            kind="transfer", unit=niche, applicant="Laia", entered_on=date(2026, 11, 2), due_on=date(2027, 2, 2)
        )

    def decide(decision: str) -> Callable[[], Act]:
        entry = DecisionEntry(decision=decision, decided_on=DAY)
        return lambda: decide_application(application=asked, entry=entry, sent=sent)

    outcomes = at_once(decide("refused"), decide("withdrawn"))
    assert faults(outcomes) == [RuleBroken]
    with municipality(niche.municipality_id):
        assert Act.objects.count() == 1
