"""Two clerks annul, correct or unite the same thing in the same second: one does it, the other reads why not."""

from datetime import date

import pytest

from cementiris.accounts.models import Municipality, User
from cementiris.registry.entries import GrantEntry, PersonEntry, Submission
from cementiris.registry.facts.records import row_version
from cementiris.registry.models import Act, ActKind, Concession, Holding, Person
from cementiris.registry.services.annulment import annul_act
from cementiris.registry.services.concessions import grant_concession
from cementiris.registry.services.corrections import EntryChanged, correct_person
from cementiris.registry.services.matches import unite
from cementiris.registry.services.submission import RuleBroken
from cementiris.tenancy.scope import municipality
from tests.concurrency.conftest import AtOnce
from tests.factories import make_person, make_unit

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2026, 11, 23)


@pytest.fixture
def sent(transactional_db: None, aina_user: User) -> Submission:
    return Submission(actor=aina_user, today=DAY, reason="Error de còpia")


@pytest.fixture
def pair(transactional_db: None, vilaclara: Municipality) -> tuple[Person, Person]:
    with municipality(vilaclara.pk):
        return make_person(national_id="12345678Z"), make_person(text="José Puch Ferrer", national_id="12345678Z")


def test_of_two_annulments_of_one_act_the_later_is_told_it_is_done(
    vilaclara: Municipality, sent: Submission, at_once: AtOnce
) -> None:
    entry = GrantEntry(on=DAY, term_years=50, holder=PersonEntry(given_name="Mercè", surnames="Serra i Roca"))
    with municipality(vilaclara.pk):
        act = grant_concession(unit=make_unit(), entry=entry, sent=sent)
    outcomes = at_once(*[lambda: annul_act(act=act, sent=sent)] * 2)
    (broken,) = [outcome for outcome in outcomes if isinstance(outcome, RuleBroken)]
    assert [(breach.code, breach.variant) for breach in broken.breaches] == [("X51", "done")]
    with municipality(vilaclara.pk):
        assert Act.objects.filter(kind=ActKind.ANNULMENT).count() == 1
        assert Concession.objects.get().standing == "annulled"


def test_of_two_unions_in_opposite_directions_one_is_made(
    vilaclara: Municipality, pair: tuple[Person, Person], sent: Submission, at_once: AtOnce
) -> None:
    one, other = pair
    outcomes = at_once(
        lambda: unite(kept=one, other=other, take=[], sent=sent),
        lambda: unite(kept=other, other=one, take=[], sent=sent),
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Act", "RuleBroken"]
    with municipality(vilaclara.pk):
        assert Person.objects.filter(merged_into__isnull=True).count() == 1


def test_a_right_granted_while_its_holder_is_united_stands_in_the_name_that_stays(
    vilaclara: Municipality, pair: tuple[Person, Person], sent: Submission, at_once: AtOnce
) -> None:
    one, other = pair
    with municipality(vilaclara.pk):
        unit = make_unit()
    holder = PersonEntry(given_name="Josep", surnames="Puig i Ferrer", national_id="12345678Z")
    entry = GrantEntry(on=DAY, term_years=50, holder=holder)
    outcomes = at_once(
        lambda: unite(kept=other, other=one, take=[], sent=sent),
        lambda: grant_concession(unit=unit, entry=entry, sent=sent),
    )
    assert [type(outcome).__name__ for outcome in outcomes] == ["Act", "Act"]
    with municipality(vilaclara.pk):
        assert Holding.objects.get().person_id == other.pk
        assert Person.objects.get(pk=one.pk).merged_into_id == other.pk


def test_of_two_corrections_at_once_the_later_is_told_what_changed(
    vilaclara: Municipality, pair: tuple[Person, Person], aina_user: User, at_once: AtOnce
) -> None:
    with municipality(vilaclara.pk):
        drawn = Submission(actor=aina_user, today=DAY, reason="Padró", version=row_version(pair[0]))
    outcomes = at_once(
        *[lambda phone=phone: correct_person(person=pair[0], values={"phone": phone}, sent=drawn) for phone in "12"]
    )
    (changed,) = [outcome for outcome in outcomes if isinstance(outcome, EntryChanged)]
    assert [change.label for change in changed.changes] == ["Telèfon"]
