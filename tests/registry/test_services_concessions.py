"""Rights as they are granted and renewed."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from cementiris.accounts.models import Municipality, User
from cementiris.documents.electronic import draw_html
from cementiris.documents.models import Document, DocumentKind
from cementiris.registry.entries import GrantEntry, PersonEntry, RenewalEntry, Submission
from cementiris.registry.entries.rights import NeedEntry
from cementiris.registry.models import (
    BurialUnit,
    Concession,
    EndReason,
    Extension,
    Holding,
    Person,
    PersonKind,
    Remains,
)
from cementiris.registry.queries import facts_of, last_day_of, right_of
from cementiris.registry.rules.states import derive_state
from cementiris.registry.services.concessions import grant_concession, term_between
from cementiris.registry.services.extensions import renew_concession
from cementiris.registry.services.submission import AlreadySent, RuleBroken, constraints_speak
from tests.factories import make_burial, make_concession, make_ordinance, make_person, make_unit

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


def test_a_grant_issues_the_decision_beside_the_title(in_vilaclara: Municipality, sent: Submission) -> None:
    entry = GrantEntry(on=sent.today, term_years=50, holder=MERCE, price=Decimal("1896.35"))
    act = grant_concession(unit=make_unit(), entry=entry, sent=sent)
    decision = Document.objects.get(kind=DocumentKind.GRANT_DECISION)
    assert act.notes["papers"] == [{"pk": decision.pk, "kind": "grant_decision", "code": "2026/0001"}]
    assert decision.snapshot["price"] == "1.896,35 €"
    assert decision.snapshot["title_number"] == "2026/0001"
    assert "recurs potestatiu de reposició" in draw_html(decision)
    assert Concession.objects.get().price == Decimal("1896.35")


def test_all_who_hold_a_right_and_who_follow_stand_on_its_title(in_vilaclara: Municipality, sent: Submission) -> None:
    others = tuple(PersonEntry(given_name=name, surnames="Serra i Pla") for name in ("Anna", "Biel", "Carme"))
    laia, pau = (PersonEntry(given_name=name, surnames="Comas i Serra") for name in ("Laia", "Pau"))
    entry = GrantEntry(on=sent.today, term_years=50, holder=MERCE, co_holders=others, beneficiary=laia, substitute=pau)
    act = grant_concession(unit=make_unit(), entry=entry, sent=sent)
    assert act.document is not None
    paper = act.document.snapshot
    assert paper["co_holders"] == ["Anna Serra i Pla", "Biel Serra i Pla", "Carme Serra i Pla"]
    assert (paper["beneficiary"], paper["substitute"]) == ("Laia Comas i Serra", "Pau Comas i Serra")
    assert set(Holding.objects.values_list("act", flat=True)) == {act.pk}


def test_a_co_holder_who_is_dead_is_refused(in_vilaclara: Municipality, sent: Submission) -> None:
    make_person(national_id="38412907D", is_dead=True)
    dead = PersonEntry(given_name="Joan", surnames="Serra", national_id="38412907D")
    entry = GrantEntry(on=sent.today, term_years=50, holder=MERCE, co_holders=(dead,))
    with pytest.raises(RuleBroken, match="R13"):
        grant_concession(unit=make_unit(), entry=entry, sent=sent)


@pytest.mark.parametrize("field", ["beneficiary", "substitute"])
def test_who_is_named_twice_is_refused(in_vilaclara: Municipality, sent: Submission, field: str) -> None:
    entry = replace(GrantEntry(on=sent.today, term_years=50, holder=MERCE), **{field: MERCE})
    with pytest.raises(RuleBroken, match="X23"):
        grant_concession(unit=make_unit(), entry=entry, sent=sent)


def test_two_of_one_name_are_told_apart_by_their_numbers(in_vilaclara: Municipality, sent: Submission) -> None:
    daughter = replace(MERCE, national_id="38412907D")
    entry = GrantEntry(on=sent.today, term_years=50, holder=MERCE, beneficiary=daughter)
    grant_concession(unit=make_unit(), entry=entry, sent=sent)
    assert Person.objects.filter(text=MERCE.text).count() == 2


def test_where_need_must_be_shown_the_act_keeps_who_will_rest(in_vilaclara: Municipality, sent: Submission) -> None:
    make_ordinance(immediate_need_only=True)
    unit, entry = make_unit(), GrantEntry(on=sent.today, term_years=50, holder=MERCE)
    with pytest.raises(RuleBroken, match="R7"):
        grant_concession(unit=unit, entry=entry, sent=sent)
    dolors = PersonEntry(given_name="Dolors", surnames="Costa i Mas")
    need = NeedEntry(deceased=dolors, remains=Remains.ASHES)
    act = grant_concession(unit=unit, entry=replace(entry, need=need), sent=sent)
    assert act.notes["need"] == "Dolors Costa i Mas, cendres"


def test_where_somebody_rests_already_need_is_shown(in_vilaclara: Municipality, sent: Submission) -> None:
    make_ordinance(immediate_need_only=True)
    unit = make_unit()
    make_burial(unit)
    grant_concession(unit=unit, entry=GrantEntry(on=sent.today, term_years=50, holder=MERCE), sent=sent)
    assert Concession.objects.get().unit == unit


def test_a_holder_who_is_the_deceased_is_refused(in_vilaclara: Municipality, sent: Submission) -> None:
    one = PersonEntry(given_name="Dolors", surnames="Costa i Mas", national_id="38412907D")
    entry = GrantEntry(on=sent.today, term_years=50, holder=one, need=NeedEntry(deceased=one))
    with pytest.raises(RuleBroken, match="R13"):
        grant_concession(unit=make_unit(), entry=entry, sent=sent)


def test_the_longest_term_of_cunit_is_for_residents(in_vilaclara: Municipality, sent: Submission) -> None:
    make_ordinance(allowed_term_years=[3, 49], resident_years_for_longest=3)
    unit, entry = make_unit(), GrantEntry(on=sent.today, term_years=49, holder=MERCE)
    with pytest.raises(RuleBroken, match="R10"):
        grant_concession(unit=unit, entry=entry, sent=sent)
    grant_concession(unit=unit, entry=replace(entry, resident_since=date(2020, 1, 1)), sent=sent)
    assert Concession.objects.get().resident_since == date(2020, 1, 1)


def test_an_act_of_the_past_is_judged_by_the_ordinance_of_its_day(in_vilaclara: Municipality, sent: Submission) -> None:
    make_ordinance(allowed_term_years=[30])
    make_ordinance(valid_from=date(2020, 1, 1), allowed_term_years=[25])
    unit = make_unit()
    with pytest.raises(RuleBroken, match="R6"):
        grant_concession(unit=unit, entry=GrantEntry(on=sent.today, term_years=30, holder=MERCE), sent=sent)
    grant_concession(unit=unit, entry=GrantEntry(on=date(2019, 5, 2), term_years=30, holder=MERCE), sent=sent)
    assert Concession.objects.get().expires_on == "2049-05-02"


def test_a_perpetual_right_without_its_first_date_has_no_end_and_was_always_theirs(
    in_vilaclara: Municipality, sent: Submission
) -> None:
    unit = make_unit()
    entry = GrantEntry(perpetual=True, holder=MERCE, title_number="129")
    with pytest.raises(RuleBroken, match="R4") as broken:
        grant_concession(unit=unit, entry=entry, sent=sent)
    assert broken.value.can_be_overruled
    grant_concession(unit=unit, entry=entry, sent=replace(sent, reason="El títol no porta data"))
    right = Concession.objects.get()
    assert (right.granted_on, right.expires_on, right.term.lower, right.term.upper) == ("", "", None, None)
    assert Holding.objects.get().since is None
    assert [breach.code for breach in derive_state(facts_of(unit, sent.today)).anomalies] == ["R4"]


def test_a_new_grant_keeps_what_it_settled(in_vilaclara: Municipality, sent: Submission) -> None:
    unit = make_unit()
    old = a_right(unit, date(1970, 1, 1), date(2020, 1, 1))
    entry = GrantEntry(on=sent.today, term_years=25, holder=MERCE)
    act = grant_concession(unit=unit, entry=entry, sent=replace(sent, reason="La família regularitza el dret"))
    old.refresh_from_db()
    assert old.ended_by == act


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


def test_a_grant_of_the_past_leaves_what_another_act_has_ended_since(
    in_vilaclara: Municipality, sent: Submission
) -> None:
    unit, ended_on = make_unit(), date(2026, 3, 1)
    old = a_right(unit, date(1970, 1, 1), date(2020, 1, 1), ended_on=ended_on, ended_reason=EndReason.LAPSED)
    entry = GrantEntry(on=date(2025, 5, 1), term_years=25, holder=MERCE)
    why = replace(sent, reason="El títol és a l’arxiu")
    grant_concession(unit=unit, entry=entry, sent=why)
    old.refresh_from_db()
    assert (old.ended_on, old.ended_reason, old.ended_by) == (ended_on, EndReason.LAPSED, None)


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


def test_an_old_perpetual_right_is_written_down_and_no_decision_grants_it_today(
    in_vilaclara: Municipality, sent: Submission
) -> None:
    make_ordinance()
    entry = GrantEntry(on=date(1950, 3, 1), perpetual=True, holder=MERCE, title_number="129")
    act = grant_concession(unit=make_unit(), entry=entry, sent=sent)
    assert list(Document.objects.values_list("kind", flat=True)) == [DocumentKind.TITLE]
    assert "papers" not in act.notes


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


def test_x8_nothing_is_granted_over_a_unit_that_is_gone_even_on_a_day_on_which_it_was_there(
    in_vilaclara: Municipality, sent: Submission
) -> None:
    unit = make_unit(retired_on=sent.today - timedelta(days=5))
    entry = GrantEntry(on=sent.today - timedelta(days=30), term_years=50, holder=MERCE)
    with pytest.raises(RuleBroken, match="ja no hi és"):
        grant_concession(unit=unit, entry=entry, sent=sent)
