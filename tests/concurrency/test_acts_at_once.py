"""Two clerks, or one who presses twice, in the same second."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from cementiris.accounts.models import Municipality, User
from cementiris.registry.entries import BurialEntry, GrantEntry, PersonEntry, RenewalEntry, Submission
from cementiris.registry.entries.rights import DuplicateCause, DuplicateEntry
from cementiris.registry.facts import version_of
from cementiris.registry.models import Act, BurialUnit, Concession, Extension, Movement
from cementiris.registry.services.burials import register_burial
from cementiris.registry.services.concessions import grant_concession
from cementiris.registry.services.extensions import renew_concession
from cementiris.registry.services.submission import AlreadySent, RuleBroken, UnitChanged
from cementiris.registry.services.titles import issue_duplicate
from cementiris.registry.typed_dates import read_moment
from cementiris.tenancy.scope import municipality
from tests.concurrency.conftest import AtOnce
from tests.factories import make_concession, make_unit

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2026, 11, 23)
MERCE = PersonEntry(given_name="Mercè", surnames="Serra i Roca")


@pytest.fixture
def niche(transactional_db: None, vilaclara: Municipality) -> BurialUnit:
    """A niche that nobody has a right to."""
    with municipality(vilaclara.pk):
        return make_unit()


def a_burial(unit: BurialUnit, sent: Submission, name: str) -> Callable[[], Act]:
    entry = BurialEntry(
        deceased=PersonEntry(given_name=name, surnames="Costa i Mas"),
        died=read_moment("21/11/2026, 9.00", this_year=2026),
        buried=read_moment("23/11/2026, 9.00", this_year=2026),
        licence_number="1/2026",
        licence_on=date(2026, 11, 22),
    )
    return lambda: register_burial(unit=unit, entry=entry, sent=sent)


def faults(outcomes: list[Any]) -> list[type]:
    return [type(outcome) for outcome in outcomes if isinstance(outcome, BaseException)]


def test_one_form_sent_twice_at_once_buries_once(niche: BurialUnit, aina_user: User, at_once: AtOnce) -> None:
    sent = Submission(actor=aina_user, today=DAY, key=uuid4())
    with municipality(niche.municipality_id):
        make_concession(niche)
    outcomes = at_once(a_burial(niche, sent, "Dolors"), a_burial(niche, sent, "Dolors"))
    assert faults(outcomes) == [AlreadySent]
    with municipality(niche.municipality_id):
        assert (Movement.objects.count(), Act.objects.count()) == (1, 1)


def test_of_two_burials_at_once_the_second_is_told_of_the_first(
    niche: BurialUnit, aina_user: User, at_once: AtOnce
) -> None:
    with municipality(niche.municipality_id):
        make_concession(niche)
        sent = Submission(actor=aina_user, today=DAY, version=version_of(niche))
    outcomes = at_once(a_burial(niche, sent, "Dolors"), a_burial(niche, sent, "Pere"))
    assert faults(outcomes) == [UnitChanged]
    with municipality(niche.municipality_id):
        assert Movement.objects.count() == 1


def test_of_two_grants_at_once_one_is_refused_in_words(niche: BurialUnit, aina_user: User, at_once: AtOnce) -> None:
    sent = Submission(actor=aina_user, today=DAY)
    entry = GrantEntry(on=DAY, term_years=50, holder=MERCE)
    outcomes = at_once(*[lambda: grant_concession(unit=niche, entry=entry, sent=sent)] * 2)
    assert faults(outcomes) == [RuleBroken]
    with municipality(niche.municipality_id):
        assert Concession.objects.count() == 1


def test_of_two_renewals_at_once_the_second_is_told_of_the_first(
    niche: BurialUnit, aina_user: User, at_once: AtOnce
) -> None:
    with municipality(niche.municipality_id):
        make_concession(niche, term=(date(2002, 2, 14), date(2027, 2, 15)), expires_on="2027-02-14", term_years=25)
        sent = Submission(actor=aina_user, today=DAY, version=version_of(niche))
    entry = RenewalEntry(on=DAY, years=5)
    outcomes = at_once(*[lambda: renew_concession(unit=niche, entry=entry, sent=sent)] * 2)
    assert faults(outcomes) == [UnitChanged]
    with municipality(niche.municipality_id):
        assert (Extension.objects.count(), Concession.objects.get().expires_on) == (1, "2032-02-14")


def test_two_duplicates_at_once_take_one_number_each(niche: BurialUnit, aina_user: User, at_once: AtOnce) -> None:
    sent = Submission(actor=aina_user, today=DAY)
    with municipality(niche.municipality_id):
        right = make_concession(niche)
        entry = DuplicateEntry(on=DAY, holding=right.holdings.get().pk, cause=DuplicateCause.LOSS)
    outcomes = at_once(*[lambda: issue_duplicate(unit=niche, entry=entry, sent=sent)] * 2)
    assert faults(outcomes) == []
    assert sorted(act.document.code for act in outcomes) == ["2026/0001", "2026/0002"]


def test_two_grants_that_name_the_same_couple_the_other_way_round_both_come_through(
    niche: BurialUnit, aina_user: User, at_once: AtOnce
) -> None:
    """The first turn makes the couple known; in the others each grant finds both people and locks them."""
    anna = PersonEntry(given_name="Anna", surnames="Pla i Mas", national_id="21000001D")
    biel = PersonEntry(given_name="Biel", surnames="Roca i Vila", national_id="21000002X")
    for turn in range(6):
        with municipality(niche.municipality_id):
            one, other = (make_unit(number=f"{number}", section=niche.section) for number in (100 + turn, 200 + turn))
        outcomes = at_once(a_grant(one, aina_user, anna, biel), a_grant(other, aina_user, biel, anna))
        assert faults(outcomes) == []


def a_grant(unit: BurialUnit, actor: User, holder: PersonEntry, co_holder: PersonEntry) -> Callable[[], Act]:
    entry = GrantEntry(on=DAY, term_years=50, holder=holder, co_holders=(co_holder,))
    sent = Submission(actor=actor, today=DAY, reason="Ho demanen tots dos.")
    return lambda: grant_concession(unit=unit, entry=entry, sent=sent)
