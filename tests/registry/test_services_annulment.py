"""Acts annulled: everything is again as it was, nothing is lost, and what came later goes first."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from cementiris.accounts.models import Municipality, User
from cementiris.registry.entries import (
    BurialEntry,
    ExhumationEntry,
    GrantEntry,
    PersonEntry,
    RenewalEntry,
    Submission,
)
from cementiris.registry.facts import version_of
from cementiris.registry.models import (
    Act,
    ActKind,
    BurialUnit,
    Concession,
    Extension,
    Movement,
    OrderKind,
    OrderStatus,
    Person,
    UnitKind,
    WorkOrder,
)
from cementiris.registry.queries import facts_of, right_of
from cementiris.registry.services.annulment import annul_act
from cementiris.registry.services.burials import register_burial
from cementiris.registry.services.concessions import grant_concession
from cementiris.registry.services.departures import register_exhumation, register_relocation
from cementiris.registry.services.extensions import renew_concession
from cementiris.registry.services.reversals import NOTHING_TO_TAKE_BACK, REVERSALS
from cementiris.registry.services.submission import AlreadySent, RuleBroken, UnitChanged
from cementiris.registry.services.work_orders import plan_work
from cementiris.registry.typed_dates import read_moment
from tests.factories import make_burial, make_concession, make_ordinance, make_person, make_unit

pytestmark = pytest.mark.usefixtures("in_vilaclara")
MERCE = PersonEntry(given_name="Mercè", surnames="Serra i Roca")


@pytest.fixture
def sent(aina_user: User, today: date) -> Submission:
    return Submission(actor=aina_user, today=today, reason="Error de sepultura")


@pytest.fixture
def niche(in_vilaclara: Municipality) -> BurialUnit:
    make_ordinance()
    unit = make_unit()
    make_concession(unit)
    return unit


def bury(unit: BurialUnit, sent: Submission, **deceased: Any) -> Act:
    who = PersonEntry(**{"given_name": "Dolors", "surnames": "Costa i Mas", **deceased})
    entry = BurialEntry(
        deceased=who,
        died=read_moment("20/11/2026, 9.00", this_year=2026),
        buried=read_moment("22/11/2026, 9.00", this_year=2026),
        licence_number="1/2026",
        licence_on=date(2026, 11, 21),
    )
    return register_burial(unit=unit, entry=entry, sent=sent)


def leave(unit: BurialUnit, sent: Submission, destination: BurialUnit | None = None) -> Act:
    movement = Movement.objects.filter(to_unit=unit, annulled=False).latest("pk")
    entry = ExhumationEntry(
        movement_id=movement.pk, on=sent.today, destination=destination, reburied_on=sent.today, elsewhere="Girona",
        health_authorisation="G-1", judicial_authorisation="J-1",
    )  # fmt: skip
    register = register_relocation if destination else register_exhumation
    return register(unit=unit, entry=entry, sent=sent)


def state_of(*units: BurialUnit, people: list[int]) -> list[Any]:
    """All that the register says of units today, and of these people."""
    facts = [facts_of(unit, date(2026, 11, 23)) for unit in units]
    lives = list(Person.objects.filter(pk__in=people).order_by("pk").values())
    rights = Concession.objects.exclude(standing="annulled").order_by("pk")
    return [facts, lives, list(rights.values())]


def test_an_annulled_burial_counts_no_more_and_stays_readable(niche: BurialUnit, sent: Submission) -> None:
    act = bury(niche, sent)
    annulment = annul_act(act=act, sent=sent)
    act.refresh_from_db()
    assert (act.annulled_by, act.annulled_reason) == (sent.actor, "Error de sepultura")
    assert act.annulled_at == annulment.recorded_at
    assert (annulment.kind, annulment.corrects, annulment.unit) == (ActKind.ANNULMENT, act, niche)
    assert Movement.objects.get().annulled
    assert facts_of(niche, sent.today).resting_count == 0
    assert act.document is not None
    assert act.document.code == "2026/0001"


def test_a_holder_buried_by_mistake_lives_again(niche: BurialUnit, sent: Submission) -> None:
    holder = make_person(text="Dolors Costa i Mas", national_id="12345678Z")
    act = bury(niche, sent, national_id="12345678Z")
    holder.refresh_from_db()
    assert holder.is_dead
    annul_act(act=act, sent=sent)
    holder.refresh_from_db()
    assert (holder.is_dead, holder.died_on, holder.died_from) == (False, "", None)


def test_a_death_that_was_known_before_the_burial_stays(niche: BurialUnit, sent: Submission) -> None:
    dead = make_person(
        text="Dolors Costa i Mas", national_id="12345678Z", is_dead=True, died_on="2026-11-20", health_group="2"
    )
    annul_act(act=bury(niche, sent, national_id="12345678Z"), sent=sent)
    dead.refresh_from_db()
    assert (dead.is_dead, dead.died_on) == (True, "2026-11-20")


Prepared = tuple[list[BurialUnit], Callable[[], Act]]


def an_exhumation(sent: Submission) -> Prepared:
    unit = make_unit(number="21")
    make_concession(unit)
    make_burial(unit)
    return [unit], lambda: leave(unit, sent)


def a_relocation(sent: Submission) -> Prepared:
    unit, other = make_unit(number="22"), make_unit(number="23")
    make_concession(unit)
    make_burial(unit)
    make_concession(other, title_number="T-23")
    return [unit, other], lambda: leave(unit, sent, other)


def a_grant(sent: Submission) -> Prepared:
    unit = make_unit(number="24")
    make_concession(unit, term=(date(1970, 1, 1), date(2020, 1, 2)), expires_on="2020-01-01")
    entry = GrantEntry(on=sent.today, term_years=25, holder=MERCE)
    return [unit], lambda: grant_concession(unit=unit, entry=entry, sent=sent)


def a_grant_over_a_right_without_end(sent: Submission) -> Prepared:
    unit = make_unit(number="26")
    make_concession(unit, term=(None, None))
    entry = GrantEntry(on=sent.today, term_years=25, holder=MERCE)
    return [unit], lambda: grant_concession(unit=unit, entry=entry, sent=sent)


def a_renewal(sent: Submission) -> Prepared:
    unit = make_unit(number="25")
    make_concession(unit, term=(date(2002, 2, 14), date(2027, 2, 15)), expires_on="2027-02-14", term_years=25)
    entry = RenewalEntry(on=sent.today, years=25)
    return [unit], lambda: renew_concession(unit=unit, entry=entry, sent=sent)


@pytest.mark.parametrize("prepare", [an_exhumation, a_relocation, a_grant, a_grant_over_a_right_without_end, a_renewal])
def test_what_an_act_changed_is_as_before(prepare: Callable[[Submission], Prepared], sent: Submission) -> None:
    make_ordinance()
    units, register = prepare(sent)
    known = list(Person.objects.values_list("pk", flat=True))
    before = state_of(*units, people=known)
    act = register()
    assert state_of(*units, people=known) != before
    annul_act(act=act, sent=sent)
    assert state_of(*units, people=known) == before


def test_an_annulled_renewal_leaves_its_extension_to_be_read(sent: Submission) -> None:
    make_ordinance()
    (unit,), register = a_renewal(sent)
    annul_act(act=register(), sent=sent)
    assert Extension.objects.count() == 1
    again = renew_concession(unit=unit, entry=RenewalEntry(on=sent.today, years=25), sent=sent)
    right = right_of(unit, sent.today)
    assert right is not None
    assert (right.expires_on, again.annulled_at) == ("2052-02-14", None)


def test_x52_a_burial_whose_body_has_left_is_annulled_after_that(niche: BurialUnit, sent: Submission) -> None:
    burial = bury(niche, sent)
    exhumation = leave(niche, sent)
    with pytest.raises(RuleBroken, match="X52") as broken:
        annul_act(act=burial, sent=sent)
    assert "Exhumació" in str(broken.value)
    annul_act(act=exhumation, sent=sent)
    annul_act(act=burial, sent=sent)
    assert facts_of(niche, sent.today).resting_count == 0


def test_x52_a_grant_under_which_somebody_was_buried_is_annulled_after_that(sent: Submission) -> None:
    make_ordinance()
    unit = make_unit()
    grant = grant_concession(unit=unit, entry=GrantEntry(on=sent.today, term_years=25, holder=MERCE), sent=sent)
    entry = replace(sent, today=date(2026, 11, 25))
    burial = register_burial(
        unit=unit,
        entry=BurialEntry(
            deceased=PersonEntry(given_name="Pere", surnames="Mas"),
            died=read_moment("23/11/2026, 9.00", this_year=2026),
            buried=read_moment("24/11/2026, 10.00", this_year=2026),
            licence_number="2",
            licence_on=date(2026, 11, 24),
        ),
        sent=entry,
    )
    with pytest.raises(RuleBroken, match="X52"):
        annul_act(act=grant, sent=entry)
    annul_act(act=burial, sent=entry)
    annul_act(act=grant, sent=entry)
    assert right_of(unit, sent.today) is None


def test_x52_an_exhumation_that_made_room_is_annulled_after_who_took_it(niche: BurialUnit, sent: Submission) -> None:
    make_burial(niche)
    exhumation = leave(niche, sent)
    bury(niche, sent)
    with pytest.raises(RuleBroken, match="X52"):
        annul_act(act=exhumation, sent=sent)


def test_two_burials_of_one_unit_do_not_rest_on_each_other(niche: BurialUnit, sent: Submission) -> None:
    BurialUnit.objects.update(kind=UnitKind.PANTHEON)
    first = bury(niche, sent)
    bury(niche, sent, given_name="Pere")
    annul_act(act=first, sent=sent)
    assert facts_of(niche, sent.today).resting_count == 1


def test_x51_nothing_is_annulled_without_a_reason_nor_twice(niche: BurialUnit, sent: Submission) -> None:
    act = bury(niche, sent)
    with pytest.raises(RuleBroken, match="X51"):
        annul_act(act=act, sent=replace(sent, reason=" "))
    annul_act(act=act, sent=sent)
    with pytest.raises(RuleBroken, match="X51"):
        annul_act(act=act, sent=sent)
    assert Act.objects.filter(kind=ActKind.ANNULMENT).count() == 1


def test_x51_an_import_is_not_annulled(niche: BurialUnit, sent: Submission) -> None:
    act = Act.objects.create(kind=ActKind.IMPORT, on=sent.today)
    with pytest.raises(RuleBroken, match="X51"):
        annul_act(act=act, sent=sent)


def test_x51_of_every_kind_it_is_known_how_it_is_taken_back_or_that_it_is_not() -> None:
    final = {kind for kind in ActKind if kind not in REVERSALS and kind not in NOTHING_TO_TAKE_BACK}
    assert final == {
        ActKind.ANNULMENT,
        ActKind.CAMPAIGN,
        ActKind.HIDDEN,
        ActKind.IMPORT,
        ActKind.ORDINANCE,
        ActKind.SURVEY,
    }


def test_the_same_annulment_sent_twice_is_one(niche: BurialUnit, sent: Submission) -> None:
    act, once = bury(niche, sent), replace(sent, key=uuid4())
    annulment = annul_act(act=act, sent=once)
    with pytest.raises(AlreadySent) as repeated:
        annul_act(act=act, sent=once)
    assert repeated.value.act == annulment


def test_work_to_be_done_is_called_off_and_work_done_stays(niche: BurialUnit, sent: Submission) -> None:
    act = bury(niche, sent)
    WorkOrder.objects.filter(act=act).delete()
    planned = plan_work(OrderKind.BURIAL, unit=niche, act=act, when=sent.today)
    done = plan_work(OrderKind.BURIAL, unit=niche, act=act, when=sent.today)
    WorkOrder.objects.filter(pk=done.pk).update(status=OrderStatus.DONE)
    annul_act(act=act, sent=sent)
    statuses = dict(WorkOrder.objects.values_list("pk", "status"))
    assert statuses == {planned.pk: OrderStatus.CANCELLED, done.pk: OrderStatus.DONE}


def test_both_units_of_an_annulled_relocation_tell_of_it(sent: Submission) -> None:
    make_ordinance()
    (unit, other), register = a_relocation(sent)
    act = register()
    versions = [version_of(unit), version_of(other)]
    annulment = annul_act(act=act, sent=sent)
    assert [version_of(unit), version_of(other)] != versions
    echo = Act.objects.get(unit=other, kind=ActKind.ANNULMENT)
    assert (annulment.unit, echo.corrects, echo.notes) == (unit, act, {"echo_of": annulment.pk})


def test_a_form_left_open_while_a_colleague_annulled_is_told_what_changed(niche: BurialUnit, sent: Submission) -> None:
    act = bury(niche, sent)
    drawn = version_of(niche)
    annulment = annul_act(act=act, sent=sent)
    with pytest.raises(UnitChanged) as changed:
        bury(niche, replace(sent, version=drawn), given_name="Pere")
    assert changed.value.acts == (annulment,)
