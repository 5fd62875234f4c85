"""Rights as they are granted and renewed."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from cementiris.accounts.models import Municipality, User
from cementiris.documents.models import Document
from cementiris.registry.entries import GrantEntry, PersonEntry, RenewalEntry, Submission
from cementiris.registry.models import BurialUnit, Concession, EndReason, Extension, Holding, Person, PersonKind
from cementiris.registry.queries import facts_of, last_day_of, right_of
from cementiris.registry.services.concessions import grant_concession, renew_concession, term_between
from cementiris.registry.services.submission import AlreadySent, RuleBroken, constraints_speak
from tests.factories import make_concession, make_ordinance, make_person, make_unit

pytestmark = pytest.mark.usefixtures("in_vilaclara")
MERCE = PersonEntry(given_name="Mercè", surnames="Serra i Roca", address="Carrer Major, 3")


def a_right(unit: BurialUnit, first: date, last: date, **fields: Any) -> Concession:
    term = term_between(first, last)
    expires = {"granted_on": first.isoformat(), "expires_on": last.isoformat()}
    return make_concession(unit, term=(term.lower, term.upper), **expires, **fields)


@pytest.fixture
def sent(aina_user: User, today: date) -> Submission:
    return Submission(actor=aina_user, today=today)


def test_a_grant_writes_right_holders_act_and_title(in_vilaclara: Municipality, sent: Submission) -> None:
    unit = make_unit()
    laia = PersonEntry(given_name="Laia", surnames="Comas i Serra")
    entry = GrantEntry(on=date(2026, 11, 20), term_years=50, holder=MERCE, beneficiary=laia)
    act = grant_concession(unit=unit, entry=entry, sent=sent)
    right = Concession.objects.get()
    assert (right.expires_on, last_day_of(right)) == ("2076-11-20", date(2076, 11, 20))
    assert right.act == act
    assert act.document is not None
    assert right.title_number == act.document.code == act.document.snapshot["title_number"]
    assert [(row.role, str(row)) for row in right.holdings.all()] == [
        ("holder", "Mercè Serra i Roca"),
        ("beneficiary", "Laia Comas i Serra"),
    ]
    assert Person.objects.get(given_name="Mercè").surname1 == "Serra"


def test_an_institution_holds_a_right_with_its_whole_name(in_vilaclara: Municipality, sent: Submission) -> None:
    parish = PersonEntry(kind=PersonKind.INSTITUTION, surnames="Parròquia de Sant Pere")
    grant_concession(unit=make_unit(), entry=GrantEntry(on=sent.today, term_years=50, holder=parish), sent=sent)
    person = Person.objects.get()
    assert (person.kind, person.text, person.surname1) == ("institution", "Parròquia de Sant Pere", "")


def test_a_second_right_over_a_unit_is_refused_with_its_date(in_vilaclara: Municipality, sent: Submission) -> None:
    unit = make_unit()
    a_right(unit, date(2000, 3, 1), date(2050, 3, 1))
    with pytest.raises(RuleBroken, match="02/03/2050") as broken:
        grant_concession(unit=unit, entry=GrantEntry(on=sent.today, term_years=50, holder=MERCE), sent=sent)
    assert broken.value.breaches[0].code == "X1"
    assert (Concession.objects.count(), Document.objects.count()) == (1, 0)


def test_a_grant_settles_the_expired_right_with_a_reason(in_vilaclara: Municipality, sent: Submission) -> None:
    unit = make_unit()
    old = a_right(unit, date(1970, 1, 1), date(2020, 1, 1))
    entry = GrantEntry(on=sent.today, term_years=25, holder=MERCE)
    with pytest.raises(RuleBroken) as broken:
        grant_concession(unit=unit, entry=entry, sent=sent)
    assert broken.value.can_be_overruled
    grant_concession(unit=unit, entry=entry, sent=replace(sent, reason="La família regularitza el dret"))
    old.refresh_from_db()
    assert (old.ended_on, old.ended_reason) == (sent.today, EndReason.REVERTED)
    current = right_of(unit, sent.today)
    assert current is not None
    assert current.pk != old.pk


def test_a_right_without_an_end_is_cut_where_the_new_one_begins(in_vilaclara: Municipality, sent: Submission) -> None:
    unit = make_unit()
    old = make_concession(unit, term=(None, None))
    entry = GrantEntry(on=sent.today, term_years=25, holder=MERCE)
    grant_concession(unit=unit, entry=entry, sent=replace(sent, reason="Regularització"))
    old.refresh_from_db()
    assert old.term.upper == sent.today


def test_an_old_perpetual_right_gets_its_computed_end(in_vilaclara: Municipality, sent: Submission) -> None:
    make_ordinance()
    unit = make_unit()
    entry = GrantEntry(on=date(1950, 3, 1), perpetual=True, holder=MERCE, title_number="129")
    grant_concession(unit=unit, entry=entry, sent=sent)
    right = Concession.objects.get()
    assert (right.perpetual, right.term_years, right.expires_on, right.title_number) == (
        True,
        None,
        "2049-03-01",
        "129",
    )


def test_the_dead_are_granted_nothing(in_vilaclara: Municipality, sent: Submission) -> None:
    make_person(national_id="38412907D", is_dead=True)
    entry = GrantEntry(on=sent.today, term_years=50, holder=replace(MERCE, national_id="38412907D"))
    with pytest.raises(RuleBroken, match="R13"):
        grant_concession(unit=make_unit(), entry=entry, sent=sent)


def test_a_renewal_lengthens_the_right_from_its_end(in_vilaclara: Municipality, sent: Submission) -> None:
    unit = make_unit()
    right = a_right(unit, date(2002, 2, 14), date(2027, 2, 14), term_years=25)
    act = renew_concession(unit=unit, entry=RenewalEntry(on=sent.today, years=25), sent=sent)
    right.refresh_from_db()
    assert (right.expires_on, last_day_of(right)) == ("2052-02-14", date(2052, 2, 14))
    extension = Extension.objects.get()
    assert (extension.previous_expires_on, extension.new_expires_on) == (date(2027, 2, 14), date(2052, 2, 14))
    assert extension.act == act
    assert act.document is not None
    assert act.document.snapshot["previous_expires_on"] == "14/02/2027"


def test_a_renewal_over_the_cap_is_refused(in_vilaclara: Municipality, sent: Submission) -> None:
    unit = make_unit()
    a_right(unit, date(1977, 2, 14), date(2027, 2, 14))
    with pytest.raises(RuleBroken, match="R1"):
        renew_concession(unit=unit, entry=RenewalEntry(on=sent.today, years=5), sent=sent)


def test_a_dead_holder_blocks_the_renewal(in_vilaclara: Municipality, sent: Submission) -> None:
    unit = make_unit()
    a_right(unit, date(2002, 2, 14), date(2027, 2, 14), holder=make_person(is_dead=True))
    with pytest.raises(RuleBroken, match="R12"):
        renew_concession(unit=unit, entry=RenewalEntry(on=sent.today, years=25), sent=sent)


def test_what_has_no_right_is_not_renewed(in_vilaclara: Municipality, sent: Submission) -> None:
    with pytest.raises(RuleBroken, match="R51"):
        renew_concession(unit=make_unit(), entry=RenewalEntry(on=sent.today, years=25), sent=sent)


def test_the_same_grant_sent_twice_is_one(in_vilaclara: Municipality, sent: Submission) -> None:
    unit, once = make_unit(), replace(sent, key=uuid4())
    entry = GrantEntry(on=sent.today, term_years=50, holder=MERCE)
    act = grant_concession(unit=unit, entry=entry, sent=once)
    with pytest.raises(AlreadySent) as repeated:
        grant_concession(unit=unit, entry=entry, sent=once)
    assert repeated.value.act == act


@pytest.mark.django_db(transaction=True)
def test_x1_the_database_says_the_same_sentence_as_the_rule(vilaclara: Municipality) -> None:
    unit = make_unit()
    make_concession(unit)
    with pytest.raises(RuleBroken) as broken, constraints_speak(None):
        make_concession(unit, title_number="T-2")
    assert broken.value.breaches[0].code == "X1"


@pytest.mark.django_db(transaction=True)
def test_x2_a_right_without_days_is_refused_by_the_database(vilaclara: Municipality) -> None:
    unit, day = make_unit(), date(2026, 1, 1)
    with pytest.raises(RuleBroken) as broken, constraints_speak(None):
        make_concession(unit, term=(day, day))
    assert broken.value.breaches[0].code == "X2"


@pytest.mark.django_db(transaction=True)
def test_x3_two_units_with_one_number_are_refused_by_the_database(vilaclara: Municipality) -> None:
    make_unit()
    with pytest.raises(RuleBroken) as broken, constraints_speak(None):
        make_unit(number="012")
    assert broken.value.breaches[0].code == "X3"


def test_the_facts_of_a_granted_unit_show_its_last_day(in_vilaclara: Municipality, sent: Submission) -> None:
    unit = make_unit()
    grant_concession(unit=unit, entry=GrantEntry(on=sent.today, term_years=5, holder=MERCE), sent=sent)
    right = facts_of(unit, sent.today).right
    assert right is not None
    assert right.expires_on == date(2031, 11, 23)
    assert Holding.objects.get().since == sent.today
