"""Rights as they are given back, and the taking back of that."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from cementiris.accounts.models import User
from cementiris.documents.electronic import draw_html
from cementiris.documents.models import Document
from cementiris.registry.entries import ExhumationEntry, Submission
from cementiris.registry.entries.endings import EndingEntry
from cementiris.registry.facts import exhumation_facts
from cementiris.registry.facts.endings import emptied_facts, paid_period_from
from cementiris.registry.models import (
    Act,
    BurialUnit,
    Concession,
    EndReason,
    Extension,
    Holding,
    HoldingRole,
    LateSuccession,
)
from cementiris.registry.queries import free_units, right_of
from cementiris.registry.rules.endings import r30_an_emptied_short_right_is_given_back
from cementiris.registry.rules.exhumations import check_exhumation
from cementiris.registry.rules.findings import breaches
from cementiris.registry.services.endings import renounce, retrocede
from cementiris.registry.services.reversals import REVERSALS
from cementiris.registry.services.submission import AlreadySent, RuleBroken
from tests.factories import (
    make_burial,
    make_concession,
    make_lapse_file,
    make_ordinance,
    make_person,
    make_unit,
)

pytestmark = pytest.mark.usefixtures("in_vilaclara")


@pytest.fixture
def sent(aina_user: User, today: date) -> Submission:
    return Submission(actor=aina_user, today=today)


def a_short_right(unit: BurialUnit) -> Concession:
    """Five years from 23 November 2024, paid with 500 euros."""
    return make_concession(
        unit, term=(date(2024, 11, 23), date(2029, 11, 24)), granted_on="2024-11-23", expires_on="2029-11-23",
        term_years=5, price=Decimal("500.00"),
    )  # fmt: skip


def signed_by_all(right: Concession) -> EndingEntry:
    keys = right.holdings.values_list("pk", flat=True)
    return EndingEntry(on=date(2026, 11, 23), signed=frozenset(keys), price=right.price)


def test_r16_the_right_of_heirs_who_never_asked_is_given_up_without_a_signature(sent: Submission) -> None:
    make_ordinance(late_succession=LateSuccession.RENOUNCED)
    unit = make_unit()
    person = a_short_right(unit).holdings.get().person
    person.is_dead, person.died_on = True, "2025-11-22"
    person.save()
    act = renounce(unit=unit, entry=EndingEntry(on=sent.today), sent=sent)
    assert act.document is not None
    assert "ningú no n’ha demanat la transmissió" in draw_html(act.document)


def test_r16_heirs_who_may_still_ask_have_renounced_nothing(sent: Submission) -> None:
    make_ordinance(late_succession=LateSuccession.RENOUNCED)
    unit = make_unit()
    person = a_short_right(unit).holdings.get().person
    person.is_dead, person.died_on = True, "2026-01-10"
    person.save()
    with pytest.raises(RuleBroken, match="X32"):
        renounce(unit=unit, entry=EndingEntry(on=sent.today), sent=sent)


def test_a_renunciation_ends_the_right_and_frees_the_unit(sent: Submission) -> None:
    unit = make_unit()
    right = a_short_right(unit)
    act = renounce(unit=unit, entry=signed_by_all(right), sent=sent)
    right.refresh_from_db()
    assert (right.ended_on, right.ended_reason, right.ended_by) == (sent.today, EndReason.RENOUNCED, act)
    assert right.term.upper == sent.today
    assert right_of(unit, sent.today) is None
    assert unit in free_units(sent.today)
    assert act.document is not None
    html = draw_html(act.document)
    assert "accepta la renúncia" in html
    assert "recurs potestatiu de reposició" in html
    assert "Devolució" not in html


def test_a_retrocession_keeps_the_reckoning_of_its_refund(sent: Submission) -> None:
    unit = make_unit()
    right = a_short_right(unit)
    act = retrocede(unit=unit, entry=signed_by_all(right), sent=sent)
    refund = act.notes["refund"]
    assert refund["amount"] == "300,11 €"
    assert refund["reckoning"] == "500,00 € × 1096 / 1826 dies"
    assert act.detail == "Devolució: 300,11 €"
    assert act.document is not None
    assert act.document.snapshot["refund"] == refund
    html = draw_html(act.document)
    assert "300,11 €" in html
    assert "500,00 € × 1096 / 1826 dies" in html


def test_a_retrocession_too_late_pays_nothing_and_says_so(sent: Submission) -> None:
    unit = make_unit()
    right = make_concession(
        unit, term=(date(2000, 3, 1), date(2050, 3, 2)), granted_on="2000-03-01", expires_on="2050-03-01"
    )
    act = retrocede(unit=unit, entry=signed_by_all(right), sent=sent)
    assert act.notes["refund"] == {"amount": "0,00 €", "basis": "Sense devolució"}


def test_a_perpetual_right_is_paid_back_by_its_valuation(sent: Submission) -> None:
    unit = make_unit()
    right = make_concession(unit, perpetual=True, term_years=None)
    entry = replace(signed_by_all(right), valuation=Decimal("1850.50"))
    act = retrocede(unit=unit, entry=entry, sent=sent)
    assert act.notes["refund"]["amount"] == "1.850,50 €"


def test_one_missing_signature_stops_a_renunciation(sent: Submission) -> None:
    unit = make_unit()
    right = a_short_right(unit)
    entry = signed_by_all(right)
    Holding.objects.create(concession=right, person=make_person(text="Laia Comas"), role=HoldingRole.CO_HOLDER)
    with pytest.raises(RuleBroken, match="X32"):
        renounce(unit=unit, entry=entry, sent=sent)
    assert (Act.objects.count(), Document.objects.count()) == (0, 0)


def test_an_occupied_niche_opened_last_year_is_not_renounced(sent: Submission) -> None:
    unit = make_unit()
    right = a_short_right(unit)
    make_burial(unit, on="2025-12-01")
    with pytest.raises(RuleBroken, match="02/12/2027"):
        renounce(unit=unit, entry=signed_by_all(right), sent=sent)


def test_barcelona_takes_nothing_back_in_december(sent: Submission) -> None:
    make_ordinance(retrocession_from_day="09-01", retrocession_until_day="12-09", retrocession_wait_years=5)
    unit = make_unit()
    right = a_short_right(unit)
    december = replace(sent, today=date(2026, 12, 20))
    entry = replace(signed_by_all(right), on=date(2026, 12, 20))
    with pytest.raises(RuleBroken, match="01/09/2027"):
        retrocede(unit=unit, entry=entry, sent=december)


def test_where_the_caducity_runs_a_renunciation_asks_why(sent: Submission) -> None:
    unit = make_unit()
    right = a_short_right(unit)
    make_lapse_file(unit, concession=right)
    with pytest.raises(RuleBroken) as broken:
        renounce(unit=unit, entry=signed_by_all(right), sent=sent)
    assert broken.value.can_be_overruled
    act = renounce(unit=unit, entry=signed_by_all(right), sent=replace(sent, reason="La família la deixa"))
    assert act.notes["overruled"][0]["rule"] == "X31"


def test_a_right_that_has_ended_since_is_not_given_back_a_second_time(sent: Submission) -> None:
    unit = make_unit()
    right = a_short_right(unit)
    first = renounce(unit=unit, entry=signed_by_all(right), sent=sent)
    earlier = replace(signed_by_all(right), on=date(2026, 10, 1))
    with pytest.raises(RuleBroken, match="X31"):
        renounce(unit=unit, entry=earlier, sent=sent)
    right.refresh_from_db()
    assert (right.ended_on, right.ended_by) == (sent.today, first)


def test_a_right_that_has_changed_hands_since_is_not_given_back_by_who_had_it(sent: Submission) -> None:
    unit = make_unit()
    right = a_short_right(unit)
    Holding.objects.filter(concession=right).update(until=date(2026, 11, 1))
    heir = make_person(text="Laia Comas i Serra")
    Holding.objects.create(concession=right, person=heir, text=heir.text, since=date(2026, 11, 1))
    entry = replace(signed_by_all(right), on=date(2026, 10, 1))
    with pytest.raises(RuleBroken, match="X31"):
        renounce(unit=unit, entry=entry, sent=sent)


def test_the_same_renunciation_sent_twice_is_one(sent: Submission) -> None:
    unit, once = make_unit(), replace(sent, key=uuid4())
    right = a_short_right(unit)
    act = renounce(unit=unit, entry=signed_by_all(right), sent=once)
    with pytest.raises(AlreadySent) as repeated:
        renounce(unit=unit, entry=signed_by_all(right), sent=once)
    assert repeated.value.act == act


def test_a_retrocession_that_is_taken_back_leaves_the_right_as_it_was(sent: Submission) -> None:
    unit = make_unit()
    right = a_short_right(unit)
    before = (right.term.lower if hasattr(right.term, "lower") else right.term[0], date(2029, 11, 24))
    act = retrocede(unit=unit, entry=signed_by_all(right), sent=sent)
    REVERSALS[act.kind](act)
    right.refresh_from_db()
    assert (right.ended_on, right.ended_reason, right.ended_by) == (None, "", None)
    assert (right.term.lower, right.term.upper) == before
    assert right_of(unit, sent.today) == right


def test_after_an_extension_the_price_counts_from_its_beginning() -> None:
    right = a_short_right(make_unit())
    Extension.objects.create(
        concession=right, granted_on=date(2024, 10, 1), years=5, previous_expires_on=date(2024, 11, 23),
        new_expires_on=date(2029, 11, 23),
    )  # fmt: skip
    Concession.objects.filter(pk=right.pk).update(granted_on="2019-11-23", granted_from=date(2019, 11, 23))
    right.refresh_from_db()
    assert paid_period_from(right, date(2026, 11, 23)) == date(2024, 11, 23)
    assert paid_period_from(right, date(2024, 11, 1)) == date(2019, 11, 23)


def test_r30_shows_when_the_last_remains_leave_and_after(today: date) -> None:
    make_ordinance(retrocession_when_emptied=True)
    unit = make_unit()
    a_short_right(unit)
    burial = make_burial(unit)
    leaving = exhumation_facts(unit, ExhumationEntry(movement_id=burial.pk, on=today), today)
    assert "R30" in {breach.code for breach in breaches(check_exhumation(leaving))}
    assert r30_an_emptied_short_right_is_given_back(emptied_facts(unit, today)) is None
    make_burial(unit, kind="exhumation", deceased=burial.deceased, from_unit=unit, to_unit=None, on="2026-11-01")
    assert r30_an_emptied_short_right_is_given_back(emptied_facts(unit, today)) is not None
