"""Burials, exhumations and relocations as they are written into the register."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from cementiris.accounts.models import Municipality, User
from cementiris.documents.models import Document
from cementiris.registry.dates import PartialDate
from cementiris.registry.entries import BurialEntry, ExhumationEntry, PersonEntry, Submission
from cementiris.registry.facts import version_of
from cementiris.registry.models import Act, BurialUnit, Movement, Person
from cementiris.registry.queries import resting_in, unit_states
from cementiris.registry.rules.facts import ExhumationPurpose, RemainsKind
from cementiris.registry.rules.states import State
from cementiris.registry.services.burials import register_burial
from cementiris.registry.services.departures import register_exhumation, register_relocation
from cementiris.registry.services.submission import AlreadySent, RuleBroken, UnitChanged
from cementiris.registry.typed_dates import read_moment
from tests.factories import make_burial, make_concession, make_person, make_unit

pytestmark = pytest.mark.usefixtures("in_vilaclara")
DOLORS = PersonEntry(given_name="Dolors", surnames="Vilaplana i Costa", national_id="38412907D")


def an_entry(**changes: Any) -> BurialEntry:
    entry = BurialEntry(
        deceased=DOLORS,
        died=read_moment("21/11/2026, 18.40", this_year=2026),
        buried=read_moment("23/11/2026, 10.00", this_year=2026),
        licence_number="412/2026",
        licence_on=date(2026, 11, 22),
    )
    return replace(entry, **changes)


@pytest.fixture
def sent(aina_user: User, today: date) -> Submission:
    return Submission(actor=aina_user, today=today)


@pytest.fixture
def niche(in_vilaclara: Municipality) -> BurialUnit:
    unit = make_unit()
    make_concession(unit)
    return unit


def test_a_burial_writes_person_movement_act_and_permit(niche: BurialUnit, sent: Submission) -> None:
    act = register_burial(unit=niche, entry=an_entry(), sent=sent)
    movement = Movement.objects.get()
    assert movement.act == act
    assert (movement.on, movement.to_unit, movement.licence_number) == ("2026-11-23", niche, "412/2026")
    assert (movement.deceased.surname1, movement.deceased.is_dead) == ("Vilaplana", True)
    assert act.document is not None
    assert act.document.code == "2026/0001"
    assert act.document.snapshot["deceased"] == "Dolors Vilaplana i Costa"
    assert unit_states(BurialUnit.objects.all(), sent.today)[niche.pk].state is State.OCCUPIED


def test_a_stop_cannot_be_overruled_and_nothing_is_written(niche: BurialUnit, sent: Submission) -> None:
    make_burial(niche, on="2025-09-03")
    with pytest.raises(RuleBroken) as broken:
        register_burial(
            unit=niche, entry=an_entry(licence_number=""), sent=replace(sent, reason="Ho demana la família")
        )
    assert [breach.code for breach in broken.value.breaches if breach.is_stop] == ["R42", "R48"]
    assert not broken.value.can_be_overruled
    assert "04/09/2027" in str(broken.value)
    assert (Movement.objects.count(), Act.objects.count(), Document.objects.count()) == (1, 0, 0)


def test_a_warning_needs_a_reason_which_stays_in_the_journal(in_vilaclara: Municipality, sent: Submission) -> None:
    niche = make_unit()
    make_burial(niche, on="2001-05-03")
    with pytest.raises(RuleBroken) as broken:
        register_burial(unit=niche, entry=an_entry(), sent=sent)
    assert broken.value.can_be_overruled
    act = register_burial(unit=niche, entry=an_entry(), sent=replace(sent, reason="Títol de 1960 vist al taulell"))
    assert act.notes["overruled"][0]["rule"] == "R51"
    assert act.notes["overruled"][0]["reason"] == "Títol de 1960 vist al taulell"
    assert act.document is not None
    assert act.document.snapshot["overruled"] == act.notes["overruled"]


def test_the_same_form_registers_once(niche: BurialUnit, sent: Submission) -> None:
    once = replace(sent, key=uuid4(), version=version_of(niche))
    act = register_burial(unit=niche, entry=an_entry(), sent=once)
    with pytest.raises(AlreadySent) as repeated:
        register_burial(unit=niche, entry=an_entry(), sent=once)
    assert repeated.value.act == act
    assert Movement.objects.count() == 1


def test_an_outdated_form_is_told_what_changed(niche: BurialUnit, sent: Submission) -> None:
    version = version_of(niche)
    make_person()
    register_burial(unit=niche, entry=an_entry(), sent=sent)
    other = PersonEntry(given_name="Pere", surnames="Serra i Roca")
    with pytest.raises(UnitChanged) as changed:
        register_burial(unit=niche, entry=an_entry(deceased=other), sent=replace(sent, version=version))
    assert [act.person_text for act in changed.value.acts] == ["Dolors Vilaplana i Costa"]


def test_the_holder_who_dies_is_the_same_person(in_vilaclara: Municipality, sent: Submission) -> None:
    unit = make_unit()
    holder = make_person(text="Dolors Vilaplana i Costa", national_id="38412907D")
    make_concession(unit, holder=holder)
    register_burial(unit=unit, entry=an_entry(), sent=sent)
    holder.refresh_from_db()
    assert (holder.is_dead, holder.died_on) == (True, "2026-11-21")
    assert Person.objects.filter(national_id="38412907D").count() == 1
    anomalies = unit_states(BurialUnit.objects.all(), sent.today)[unit.pk].anomalies
    assert [breach.code for breach in anomalies] == ["R13"]


def test_a_number_of_somebody_else_is_noticed(niche: BurialUnit, sent: Submission) -> None:
    other = make_person(text="Pere Costa i Mas", national_id="38412907D")
    with pytest.raises(RuleBroken, match="Pere Costa i Mas"):
        register_burial(unit=niche, entry=an_entry(), sent=sent)
    other.refresh_from_db()
    assert not other.is_dead


def test_who_rests_somewhere_is_not_buried_again(niche: BurialUnit, sent: Submission) -> None:
    register_burial(unit=niche, entry=an_entry(), sent=sent)
    other = make_unit(number="13")
    make_concession(other, title_number="T-2")
    with pytest.raises(RuleBroken) as broken:
        register_burial(unit=other, entry=an_entry(), sent=sent)
    assert "X11" in {breach.code for breach in broken.value.breaches}


def test_a_relocation_moves_somebody_and_frees_the_place(niche: BurialUnit, sent: Submission) -> None:
    movement = make_burial(niche, on="2001-05-03", deceased=make_person(died_on="2001-05-01", is_dead=True))
    ossuary = make_unit(number="", kind="ossuary")
    entry = ExhumationEntry(movement_id=movement.pk, on=date(2026, 11, 23), destination=ossuary)
    act = register_relocation(unit=niche, entry=entry, sent=sent)
    assert not resting_in(niche, sent.today).exists()
    moved = resting_in(ossuary, sent.today).get()
    assert (moved.act, moved.remains, moved.from_unit) == (act, RemainsKind.REMAINS, niche)
    assert act.document is not None
    assert act.document.snapshot["destination"] == "Cementiri de Sant Pere, ossera"


def test_an_exhumation_for_another_cemetery_needs_its_authorisation(niche: BurialUnit, sent: Submission) -> None:
    movement = make_burial(niche, on="2001-05-03")
    entry = ExhumationEntry(
        movement_id=movement.pk, on=date(2026, 11, 23), purpose=ExhumationPurpose.OTHER_CEMETERY, elsewhere="Berga"
    )
    with pytest.raises(RuleBroken) as broken:
        register_exhumation(unit=niche, entry=entry, sent=sent)
    assert [breach.code for breach in broken.value.breaches] == ["R53"]
    register_exhumation(unit=niche, entry=replace(entry, health_authorisation="SM 4/2026"), sent=sent)
    assert not resting_in(niche, sent.today).exists()


def test_nobody_is_exhumed_in_the_closed_season(niche: BurialUnit, sent: Submission) -> None:
    movement = make_burial(niche, on="2001-05-03")
    entry = ExhumationEntry(movement_id=movement.pk, on=date(2026, 8, 3))
    with pytest.raises(RuleBroken, match="01/10/2026"):
        register_exhumation(unit=niche, entry=entry, sent=sent)


def test_a_partly_known_death_is_kept_as_it_is_known(niche: BurialUnit, sent: Submission) -> None:
    entry = an_entry(
        died=read_moment("novembre de 1974", this_year=2026), remains=RemainsKind.REMAINS, licence_number="7/1974"
    )
    entry = replace(entry, licence_on=date(1974, 12, 1))
    register_burial(unit=niche, entry=entry, sent=sent)
    assert PartialDate.parse_edtf(Movement.objects.get().deceased.died_on).display() == "11/1974"
