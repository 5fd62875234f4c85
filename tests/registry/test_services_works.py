"""Licences for headstones and works, and what a town still waits for."""

from dataclasses import replace
from datetime import date, datetime, time
from uuid import uuid4

import pytest

from cementiris.accounts.models import Municipality, User
from cementiris.documents.electronic import draw_pdf
from cementiris.registry.entries import Submission
from cementiris.registry.entries.works import LicenceEntry
from cementiris.registry.models import Act, BurialUnit, Concession, UnitKind, WorkOrder, WorksLicence
from cementiris.registry.pages.licences import HeadstoneTerms, open_licences
from cementiris.registry.services.annulment import annul_act
from cementiris.registry.services.submission import AlreadySent, RuleBroken
from cementiris.registry.services.work_orders import take_back_work_done
from cementiris.registry.services.works import LicenceClosed, finish_licence, grant_licence, take_back_licence
from tests.factories import make_concession, make_licence, make_ordinance, make_unit

pytestmark = pytest.mark.usefixtures("in_vilaclara")
ENTRY = LicenceEntry(
    kind="headstone", on=date(2026, 11, 23), applicant="Mercè Serra i Roca", contractor="Marbres Puig",
    description="Làpida de marbre blanc",
)  # fmt: skip


@pytest.fixture
def sent(aina_user: User, today: date) -> Submission:
    return Submission(actor=aina_user, today=today, key=uuid4())


@pytest.fixture
def unit(in_vilaclara: Municipality) -> BurialUnit:
    make_ordinance(headstone_months=6)
    unit = make_unit()
    a_right(unit, date(2026, 11, 1))
    return unit


def a_right(unit: BurialUnit, awarded: date, **fields: object) -> Concession:
    act = Act.objects.create(kind="grant", unit=unit, on=awarded)
    bounds = {"term": (awarded, date(2076, 11, 2)), "granted_on": awarded.isoformat(), "expires_on": "2076-11-01"}
    return make_concession(unit, **{**bounds, "act": act, **fields})


def test_r14_a_licence_takes_the_term_of_the_ordinance_and_its_paper_says_it(
    unit: BurialUnit, sent: Submission
) -> None:
    act = grant_licence(unit=unit, entry=ENTRY, sent=sent)
    licence = WorksLicence.objects.get()
    assert (licence.due_on, licence.act, licence.document) == (date(2027, 5, 1), act, act.document)
    assert licence.concession == Concession.objects.get()
    assert act.document is not None
    snapshot = act.document.snapshot
    assert (snapshot["due_on"], snapshot["holder"], snapshot["work"]) == ("01/05/2027", "Mercè Serra i Roca", "Làpida")
    assert draw_pdf(act.document).startswith(b"%PDF-")


def test_a_licence_may_order_the_work(unit: BurialUnit, sent: Submission) -> None:
    entry = replace(ENTRY, planned_at=datetime(2026, 12, 1, 9, 30))
    act = grant_licence(unit=unit, entry=entry, sent=sent)
    order = WorkOrder.objects.get()
    assert (order.kind, order.on, order.at, order.act) == ("headstone", date(2026, 12, 1), time(9, 30), act)
    assert order.licence == WorksLicence.objects.get()


def test_a_licence_for_works_has_only_the_term_that_was_typed(unit: BurialUnit, sent: Submission) -> None:
    grant_licence(unit=unit, entry=replace(ENTRY, kind="construction"), sent=sent)
    assert WorksLicence.objects.get().due_on is None


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"applicant": ""}, "X49"),
        ({"on": None}, "X49"),
        ({"due_on": date(2027, 12, 1)}, "R14"),
        ({"planned_at": date(2026, 11, 1)}, "X48"),
    ],
)
def test_what_a_licence_lacks_is_said(
    unit: BurialUnit, sent: Submission, changes: dict[str, object], code: str
) -> None:
    with pytest.raises(RuleBroken) as broken:
        grant_licence(unit=unit, entry=replace(ENTRY, **changes), sent=sent)  # type: ignore[arg-type]
    assert code in {breach.code for breach in broken.value.breaches}
    assert not WorksLicence.objects.exists()


def test_a_licence_is_granted_once(unit: BurialUnit, sent: Submission) -> None:
    grant_licence(unit=unit, entry=ENTRY, sent=sent)
    with pytest.raises(AlreadySent):
        grant_licence(unit=unit, entry=ENTRY, sent=sent)
    assert WorksLicence.objects.count() == 1


def test_a_licence_is_fulfilled_once_and_may_be_open_again(unit: BurialUnit, sent: Submission) -> None:
    licence = make_licence(unit)
    act = finish_licence(licence, on=sent.today, sent=sent)
    with pytest.raises(LicenceClosed):
        finish_licence(licence, on=sent.today, sent=replace(sent, key=None))
    take_back_work_done(act)
    licence.refresh_from_db()
    assert licence.done_on is None


def test_an_annulled_licence_counts_no_more(unit: BurialUnit, sent: Submission) -> None:
    act = grant_licence(unit=unit, entry=ENTRY, sent=sent)
    assert open_licences().count() == 1
    take_back_licence(act)
    assert open_licences().count() == 0
    assert WorksLicence.objects.get().annulled


def test_r14_the_town_waits_for_the_headstones_of_rights_granted_here(unit: BurialUnit) -> None:
    for number, fields in enumerate(
        [
            {"term_years": 5},
            {"act": None},
            {"standing": "annulled"},
            {"ended_on": date(2026, 11, 20)},
        ]
    ):
        a_right(make_unit(number=f"{number}"), date(2026, 11, 1), **fields)
    a_right(make_unit(number="9", kind=UnitKind.PANTHEON), date(2026, 11, 1))
    with_licence = make_unit(number="10")
    make_licence(with_licence, concession=a_right(with_licence, date(2026, 11, 1)))
    terms = HeadstoneTerms()
    assert [(row.right.unit, row.due_on) for row in map(terms.due, terms.awaited())] == [(unit, date(2027, 5, 1))]


def test_r14_each_award_is_judged_by_the_ordinance_of_its_day(unit: BurialUnit) -> None:
    make_ordinance(valid_from=date(2026, 11, 10), headstone_months=12)
    make_ordinance(valid_from=date(2026, 11, 20), headstone_months=0)
    a_right(make_unit(number="1"), date(2026, 11, 10))
    a_right(make_unit(number="2"), date(2026, 11, 20))
    terms = HeadstoneTerms()
    assert [terms.due(right).due_on for right in terms.awaited()] == [date(2027, 5, 1), date(2027, 11, 10)]


def test_r14_a_town_without_an_ordinance_waits_for_none(in_vilaclara: Municipality) -> None:
    a_right(make_unit(), date(2026, 11, 1))
    assert not HeadstoneTerms().awaited().exists()


def test_annulling_the_licence_calls_its_work_off(unit: BurialUnit, sent: Submission) -> None:
    act = grant_licence(unit=unit, entry=replace(ENTRY, planned_at=date(2026, 12, 1)), sent=sent)
    annul_act(act=act, sent=replace(sent, key=None, reason="Era per a una altra sepultura"))
    assert WorksLicence.objects.get().annulled
    order = WorkOrder.objects.get()
    assert (order.status, order.done_note) == ("cancelled", "Era per a una altra sepultura")


def test_annulling_that_it_is_done_opens_the_licence_again(unit: BurialUnit, sent: Submission) -> None:
    licence = make_licence(unit)
    act = finish_licence(licence, on=sent.today, sent=replace(sent, key=None))
    annul_act(act=act, sent=replace(sent, key=None, reason="Encara no és feta"))
    licence.refresh_from_db()
    assert licence.done_on is None
