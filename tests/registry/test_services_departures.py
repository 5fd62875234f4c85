"""Reductions, clearances, cremations and receipts as they are written into the register."""

from dataclasses import replace
from datetime import date

import pytest

from cementiris.accounts.models import Municipality, User
from cementiris.documents.electronic import draw_html
from cementiris.documents.models import Document
from cementiris.registry.entries import ClearanceEntry, ExhumationEntry, Recipient, Submission
from cementiris.registry.models import Act, ActKind, BurialUnit, Movement, MovementKind, OrderStatus, WorkOrder
from cementiris.registry.queries import facts_of, resting_in
from cementiris.registry.rules.calendar import Moment
from cementiris.registry.rules.facts import ClearanceBasis, ExhumationPurpose, RemainsKind
from cementiris.registry.services.annulment import annul_act
from cementiris.registry.services.clearances import register_clearance
from cementiris.registry.services.departures import register_exhumation, register_reduction, register_relocation
from cementiris.registry.services.submission import RuleBroken
from tests.factories import make_burial, make_concession, make_person, make_unit

pytestmark = pytest.mark.usefixtures("in_vilaclara")
DAY = date(2026, 11, 23)
TOMORROW = date(2026, 11, 24)


@pytest.fixture
def sent(aina_user: User, today: date) -> Submission:
    return Submission(actor=aina_user, today=today)


@pytest.fixture
def niche(in_vilaclara: Municipality) -> BurialUnit:
    """A held niche where two rest since long ago."""
    unit = make_unit()
    make_concession(unit)
    for name, year in (("Anna Vila", 1990), ("Pere Coll", 2005)):
        dead = make_person(text=name, given_name=name.split()[0], surname1=name.split()[1], surname2="",
                           died_on=f"{year}-05-02", is_dead=True)  # fmt: skip
        make_burial(unit, on=f"{year}-05-03", deceased=dead)
    return unit


@pytest.fixture
def ossuary(in_vilaclara: Municipality) -> BurialUnit:
    return make_unit(number="", kind="ossuary")


def keys_of(unit: BurialUnit) -> tuple[int, ...]:
    return tuple(row.pk for row in resting_in(unit, DAY))


def html_of(act: Act) -> str:
    assert act.document is not None
    return draw_html(act.document)


def test_a_reduction_keeps_everybody_in_place_and_the_last_burial_as_it_was(
    niche: BurialUnit, sent: Submission
) -> None:
    movement = resting_in(niche, DAY).get(deceased__text="Pere Coll")
    act = register_reduction(unit=niche, entry=ExhumationEntry(movement_id=movement.pk, on=DAY), sent=sent)
    reduced = Movement.objects.get(act=act)
    assert (reduced.kind, reduced.remains) == (MovementKind.REDUCTION, RemainsKind.REMAINS)
    assert (reduced.from_unit, reduced.to_unit) == (niche, niche)
    facts = facts_of(niche, DAY)
    assert (facts.resting_count, facts.remains_count) == (2, 2)
    assert facts.last_burial == Moment.on(date(2005, 5, 3))
    assert "reducció" in html_of(act).lower()
    with pytest.raises(RuleBroken, match="ja es van reduir"):
        register_reduction(unit=niche, entry=ExhumationEntry(movement_id=reduced.pk, on=DAY), sent=sent)


def test_a_clearance_takes_all_to_the_ossuary_with_one_act_and_leaves_them_traceable(
    niche: BurialUnit, ossuary: BurialUnit, sent: Submission
) -> None:
    entry = ClearanceEntry(movement_ids=keys_of(niche), on=DAY, destination=ossuary, instructions="Dues caixes")
    act = register_clearance(unit=niche, entry=entry, sent=sent)
    assert not resting_in(niche, DAY).exists()
    moved = list(resting_in(ossuary, DAY))
    assert {str(row.deceased) for row in moved} == {"Anna Vila", "Pere Coll"}
    assert {(row.from_unit, row.act, row.remains) for row in moved} == {(niche, act, RemainsKind.REMAINS)}
    page = html_of(act)
    assert "Anna Vila" in page
    assert "Pere Coll" in page
    assert "ossera" in page
    orders = WorkOrder.objects.filter(act=act)
    assert {(order.kind, order.unit, order.instructions) for order in orders} == {
        ("clearance", niche, "Dues caixes"),
        ("clearance", ossuary, "Dues caixes"),
    }


def test_a_clearance_of_one_leaves_the_other(niche: BurialUnit, ossuary: BurialUnit, sent: Submission) -> None:
    one = resting_in(niche, DAY).get(deceased__text="Anna Vila")
    register_clearance(unit=niche, entry=ClearanceEntry(movement_ids=(one.pk,), on=DAY, destination=ossuary), sent=sent)
    assert [str(row.deceased) for row in resting_in(niche, DAY)] == ["Pere Coll"]


def test_a_clearance_taken_back_brings_everybody_home(niche: BurialUnit, ossuary: BurialUnit, sent: Submission) -> None:
    entry = ClearanceEntry(movement_ids=keys_of(niche), on=TOMORROW, destination=ossuary)
    act = register_clearance(unit=niche, entry=entry, sent=sent)
    assert resting_in(niche, TOMORROW).count() == 0
    annul_act(act=act, sent=replace(sent, reason="La família s’ho repensa"))
    assert resting_in(niche, TOMORROW).count() == 2
    assert set(WorkOrder.objects.values_list("status", flat=True)) == {OrderStatus.CANCELLED}


def test_charity_burials_go_to_the_common_grave_after_the_legal_period(sent: Submission) -> None:
    grave, common = make_unit(kind="grave_in_earth"), make_unit(number="", kind="common_grave")
    make_burial(grave, on="2015-05-03", is_charity=True)
    entry = ClearanceEntry(movement_ids=keys_of(grave), on=DAY, basis=ClearanceBasis.CHARITY, destination=common)
    register_clearance(unit=grave, entry=entry, sent=sent)
    assert resting_in(common, DAY).count() == 1


def test_somebody_dead_for_less_than_five_years_is_not_cleared(
    niche: BurialUnit, ossuary: BurialUnit, sent: Submission
) -> None:
    make_burial(niche, on="2023-05-03", deceased=make_person(text="Marc Roca", died_on="2023-05-02", is_dead=True))
    entry = ClearanceEntry(movement_ids=keys_of(niche), on=DAY, destination=ossuary)
    with pytest.raises(RuleBroken, match="menys de cinc anys"):
        register_clearance(unit=niche, entry=entry, sent=sent)


def test_who_is_burnt_after_an_exhumation_comes_back_as_ashes(niche: BurialUnit, sent: Submission) -> None:
    columbarium = make_unit(number="C-1", kind="columbarium")
    make_concession(columbarium, title_number="T-9")
    movement = resting_in(niche, DAY).get(deceased__text="Pere Coll")
    entry = ExhumationEntry(
        movement_id=movement.pk, on=DAY, destination=columbarium, cremated=True, cremation_certificate="C-77",
        reburied_on=date(2026, 11, 30),
    )  # fmt: skip
    act = register_relocation(unit=niche, entry=entry, sent=sent)
    urn = resting_in(columbarium, DAY).get()
    assert (urn.remains, urn.cremation_certificate, urn.reburied_on) == ("ashes", "C-77", date(2026, 11, 30))
    assert facts_of(columbarium, DAY).urn_count == 1
    assert "després de la cremació" in html_of(act)


def test_ashes_may_come_back_to_the_same_niche(niche: BurialUnit, sent: Submission) -> None:
    movement = resting_in(niche, DAY).get(deceased__text="Pere Coll")
    entry = ExhumationEntry(
        movement_id=movement.pk, on=DAY, destination=niche, cremated=True, cremation_certificate="C-77"
    )
    register_relocation(unit=niche, entry=entry, sent=sent)
    assert (facts_of(niche, DAY).urn_count, facts_of(niche, DAY).remains_count) == (1, 1)
    assert WorkOrder.objects.count() == 1


def test_ashes_are_handed_over_against_a_receipt(sent: Submission) -> None:
    columbarium = make_unit(kind="columbarium")
    make_concession(columbarium)
    urn = make_burial(columbarium, remains="ashes")
    entry = ExhumationEntry(movement_id=urn.pk, on=DAY, purpose=ExhumationPurpose.HANDED_OVER)
    with pytest.raises(RuleBroken, match="a qui es lliuren"):
        register_exhumation(unit=columbarium, entry=entry, sent=sent)
    recipient = Recipient(name="Mercè Serra i Roca", national_id="38412907D", kinship="filla")
    act = register_exhumation(unit=columbarium, entry=replace(entry, recipient=recipient), sent=sent)
    receipt = Document.objects.get(kind="remains_receipt")
    assert [paper["pk"] for paper in act.notes["papers"]] == [receipt.pk]
    page = draw_html(receipt)
    for text in ("Mercè Serra i Roca", "38412907D", "filla", "Cendres", "Josep Puig i Ferrer"):
        assert text in page
    movement = Movement.objects.get(act=act)
    assert (movement.purpose, movement.to_unit) == ("handed_over", None)


def test_a_number_of_the_generalitat_has_a_column_of_its_own(niche: BurialUnit, sent: Submission) -> None:
    movement = resting_in(niche, DAY).get(deceased__text="Pere Coll")
    entry = ExhumationEntry(
        movement_id=movement.pk, on=DAY, purpose=ExhumationPurpose.OTHER_CEMETERY, elsewhere="Berga",
        health_authorisation="SM 4/2026",
    )  # fmt: skip
    act = register_exhumation(unit=niche, entry=entry, sent=sent)
    written = Movement.objects.get(act=act)
    assert (written.health_authorisation, written.licence_number, written.elsewhere) == ("SM 4/2026", "", "Berga")
    assert "SM 4/2026" in html_of(act)


def test_a_relocation_opens_two_units_and_orders_both(niche: BurialUnit, sent: Submission) -> None:
    other = make_unit(number="13")
    make_concession(other, title_number="T-2")
    movement = resting_in(niche, DAY).get(deceased__text="Pere Coll")
    entry = ExhumationEntry(movement_id=movement.pk, on=TOMORROW, destination=other)
    act = register_relocation(unit=niche, entry=entry, sent=sent)
    assert set(WorkOrder.objects.filter(act=act).values_list("unit", "on")) == {
        (niche.pk, TOMORROW),
        (other.pk, TOMORROW),
    }
    assert act.kind == ActKind.RELOCATION


def test_a_full_destination_asks_for_a_reason_and_a_recent_burial_there_stops(
    niche: BurialUnit, sent: Submission
) -> None:
    other = make_unit(number="13")
    make_concession(other, title_number="T-2")
    make_burial(other, on="2026-01-01", deceased=make_person(died_on="2025-12-31", is_dead=True))
    movement = resting_in(niche, DAY).get(deceased__text="Pere Coll")
    entry = ExhumationEntry(movement_id=movement.pk, on=DAY, destination=other)
    with pytest.raises(RuleBroken, match="La sepultura de destinació no es pot obrir fins al 02/01/2028"):
        register_relocation(unit=niche, entry=entry, sent=sent)


def test_a_planned_departure_leaves_the_dead_in_place_until_its_day(niche: BurialUnit, sent: Submission) -> None:
    movement = resting_in(niche, DAY).get(deceased__text="Pere Coll")
    entry = ExhumationEntry(movement_id=movement.pk, on=TOMORROW, purpose=ExhumationPurpose.CREMATION)
    register_exhumation(unit=niche, entry=entry, sent=sent)
    assert (resting_in(niche, DAY).count(), resting_in(niche, TOMORROW).count()) == (2, 1)
    with pytest.raises(RuleBroken, match="ja té un moviment registrat per al 24/11/2026"):
        register_exhumation(unit=niche, entry=replace(entry, on=DAY), sent=sent)


def test_work_that_is_done_is_not_ordered(niche: BurialUnit, sent: Submission) -> None:
    movement = resting_in(niche, DAY).get(deceased__text="Pere Coll")
    entry = ExhumationEntry(movement_id=movement.pk, on=date(2026, 11, 20), purpose=ExhumationPurpose.CREMATION)
    register_exhumation(unit=niche, entry=entry, sent=sent)
    assert not WorkOrder.objects.exists()
