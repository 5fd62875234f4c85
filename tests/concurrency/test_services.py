"""Whole acts at the same second: granting, burying, freezing, importing."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest

from cementiris.accounts.models import Municipality, User
from cementiris.documents.models import Document
from cementiris.notices.models import Campaign, Letter
from cementiris.notices.services.planning import freeze, plan_campaign
from cementiris.registry.entries import BurialEntry, GrantEntry, PersonEntry, Submission
from cementiris.registry.facts import version_of
from cementiris.registry.models import Act, BurialUnit, Concession, Movement
from cementiris.registry.services.burials import register_burial
from cementiris.registry.services.concessions import grant_concession
from cementiris.registry.services.submission import AlreadySent, RuleBroken, UnitChanged
from cementiris.registry.typed_dates import read_moment
from cementiris.tenancy.scope import municipality
from imports.rows import SourceFile
from imports.services.commit import commit
from imports.services.stage import read_again, stage
from tests.concurrency.conftest import AtOnce
from tests.factories import make_concession, make_unit

pytestmark = pytest.mark.django_db(transaction=True)

TODAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Europe/Madrid"))


@pytest.fixture
def niche(transactional_db: None, vilaclara: Municipality) -> BurialUnit:
    """A free niche."""
    with municipality(vilaclara.pk):
        return make_unit()


def kinds_of(outcomes: list[Any]) -> list[str]:
    return sorted(type(outcome).__name__ for outcome in outcomes)


def a_grant(unit: BurialUnit, actor: User, surname: str, **form: Any) -> Callable[[], Act]:
    entry = GrantEntry(on=TODAY, term_years=50, holder=PersonEntry(given_name="Mercè", surnames=surname))
    return lambda: grant_concession(unit=unit, entry=entry, sent=Submission(actor=actor, today=TODAY, **form))


def test_of_two_grants_of_one_niche_the_later_reads_why_not(
    niche: BurialUnit, aina_user: User, at_once: AtOnce
) -> None:
    outcomes = at_once(a_grant(niche, aina_user, "Serra"), a_grant(niche, aina_user, "Puig"))
    assert kinds_of(outcomes) == ["Act", "RuleBroken"]
    broken = next(outcome for outcome in outcomes if isinstance(outcome, RuleBroken))
    assert "X1" in {breach.code for breach in broken.breaches}
    with municipality(niche.municipality_id):
        assert (Concession.objects.count(), Document.objects.count(), Act.objects.count()) == (1, 2, 1)


def a_burial(unit: BurialUnit, actor: User, given_name: str, *, key: UUID | None, version: str) -> Callable[[], Act]:
    entry = BurialEntry(
        deceased=PersonEntry(given_name=given_name, surnames="Vilaplana i Costa"),
        died=read_moment("21/11/2026, 18.40", this_year=2026),
        buried=read_moment("23/11/2026, 10.00", this_year=2026),
        licence_number="412/2026",
        licence_on=date(2026, 11, 22),
    )
    sent = Submission(actor=actor, today=TODAY, key=key, version=version)
    return lambda: register_burial(unit=unit, entry=entry, sent=sent)


def test_the_same_burial_sent_twice_at_once_is_one(niche: BurialUnit, aina_user: User, at_once: AtOnce) -> None:
    with municipality(niche.municipality_id):
        make_concession(niche)
        form = {"key": uuid4(), "version": version_of(niche)}
    send = a_burial(niche, aina_user, "Dolors", **form)
    outcomes = at_once(send, send, send)
    assert kinds_of(outcomes) == ["Act", "AlreadySent", "AlreadySent"]
    made = next(outcome for outcome in outcomes if isinstance(outcome, Act))
    assert {outcome.act.pk for outcome in outcomes if isinstance(outcome, AlreadySent)} == {made.pk}
    with municipality(niche.municipality_id):
        assert (Movement.objects.count(), Document.objects.count()) == (1, 1)


def test_of_two_clerks_at_one_niche_the_later_is_told_what_changed(
    niche: BurialUnit, aina_user: User, at_once: AtOnce
) -> None:
    with municipality(niche.municipality_id):
        make_concession(niche)
        version = version_of(niche)
    works = [a_burial(niche, aina_user, name, key=uuid4(), version=version) for name in ("Dolors", "Ramon")]
    outcomes = at_once(*works)
    assert kinds_of(outcomes) == ["Act", "UnitChanged"]
    changed = next(outcome for outcome in outcomes if isinstance(outcome, UnitChanged))
    assert len(changed.acts) == 1


def test_a_campaign_asked_for_and_frozen_twice_at_once_is_one(
    niche: BurialUnit, aina_user: User, at_once: AtOnce
) -> None:
    with municipality(niche.municipality_id):
        make_concession(niche, term=(date(1977, 1, 16), date(2027, 1, 16)), expires_on="2027-01-15")

    def ask() -> Campaign:
        return plan_campaign(ends_from=date(2027, 1, 1), ends_until=date(2027, 1, 31), on=TODAY, actor=aina_user)

    asked = at_once(ask, ask)
    assert kinds_of(asked) == ["Campaign", "Campaign"]
    assert asked[0] == asked[1]
    frozen = at_once(*[lambda: freeze(asked[0], at=NOON, actor=aina_user)] * 2)
    assert kinds_of(frozen) == ["Campaign", "Campaign"]
    with municipality(niche.municipality_id):
        assert (Letter.objects.count(), Act.objects.count()) == (1, 1)


def test_one_import_committed_twice_at_once_is_written_once(
    vilaclara: Municipality, aina_user: User, at_once: AtOnce
) -> None:
    book = SourceFile("padro.csv", "Nínxol;Titular\n1;Josep Puig i Ferrer\n2;Mercè Serra i Roca\n".encode())
    with municipality(vilaclara.pk):
        batch = stage([book], cemetery_name="Cementiri de Sant Pere", mapping={}, actor=aina_user)

    def write() -> Any:
        return commit(batch, read_again(batch), actor=aina_user, at=NOON)

    outcomes = at_once(write, write)
    assert kinds_of(outcomes) == ["ImportBatch", "ImportBatch"]
    with municipality(vilaclara.pk):
        assert (BurialUnit.objects.count(), Concession.objects.count()) == (2, 2)
