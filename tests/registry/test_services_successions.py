"""Rights as they pass to an heir, or provisionally to a relative, and back."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cementiris.accounts.models import User
from cementiris.documents.electronic import draw_html
from cementiris.registry.dates import PartialDate
from cementiris.registry.entries import PersonEntry, Submission
from cementiris.registry.entries.transfers import HeirEntry
from cementiris.registry.models import (
    BurialUnit,
    Concession,
    Holding,
    HoldingRole,
    Person,
    Successor,
)
from cementiris.registry.rules.transfer_facts import Basis, Tie
from cementiris.registry.services.annulment import annul_act
from cementiris.registry.services.submission import RuleBroken
from cementiris.registry.services.transfers import give_provisional_title, succeed_holder, transfer_right
from tests.factories import make_burial, make_concession, make_ordinance, make_person, make_unit
from tests.registry.handovers import (
    EVERYTHING,
    JORDI,
    LAIA,
    PERE,
    a_provisional_title,
    a_succession,
    a_transfer,
    held,
    state,
)

pytestmark = pytest.mark.usefixtures("in_vilaclara")


@pytest.fixture
def sent(aina_user: User, today: date) -> Submission:
    return Submission(actor=aina_user, today=today)


@pytest.fixture
def unit(vilaclara: Any) -> BurialUnit:
    """Niche 12, whose right Mercè holds, with Jordi named to follow her."""
    make_ordinance(allowed_term_years=[5, 25, 50])
    return make_unit()


@pytest.fixture
def right(unit: BurialUnit) -> Concession:
    concession = make_concession(unit, fees_paid_through=2026)
    jordi = make_person(text="Jordi Serra i Roca", given_name="Jordi", surname1="Serra", surname2="Roca")
    Holding.objects.create(concession=concession, person=jordi, role=HoldingRole.BENEFICIARY, text=jordi.text)
    return concession


def test_a_succession_writes_the_heir_the_renunciations_and_the_death(
    unit: BurialUnit, right: Concession, sent: Submission, today: date
) -> None:
    act = succeed_holder(unit=unit, entry=a_succession(), sent=sent)
    assert held(unit, today) == ["Laia Comas i Serra (holder)"]
    rows = Successor.objects.filter(act=act).order_by("-becomes_holder", "renounced_on")
    assert [(str(row), row.basis, row.becomes_holder, row.renounced_on) for row in rows] == [
        ("Laia Comas i Serra", "law", True, None),
        ("Pere Comas i Serra", "law", False, date(2026, 5, 4)),
        ("Jordi Serra i Roca", "beneficiary", False, date(2026, 5, 5)),
    ]
    merce = Person.objects.get(given_name="Mercè")
    assert (merce.is_dead, merce.died_on) == (True, "2026-02-10")
    assert Person.objects.filter(given_name="Jordi").count() == 1
    assert act.notes["documents"] == list(EVERYTHING)
    assert act.document is not None
    assert act.document.snapshot["renounced"][0] == "Pere Comas i Serra, 04/05/2026"


def test_r17_the_beneficiary_of_the_title_succeeds_without_a_will(
    unit: BurialUnit, right: Concession, sent: Submission, today: date
) -> None:
    entry = a_succession(recipient=JORDI, basis=Basis.BENEFICIARY, heirs=(), documents=("title", "last_wills", "death"))
    succeed_holder(unit=unit, entry=entry, sent=sent)
    assert held(unit, today) == ["Jordi Serra i Roca (holder)"]
    assert Person.objects.filter(given_name="Jordi").count() == 1


def test_r17_an_heir_does_not_pass_the_beneficiary_by(unit: BurialUnit, right: Concession, sent: Submission) -> None:
    with pytest.raises(RuleBroken, match="R17"):
        succeed_holder(unit=unit, entry=a_succession(heirs=()), sent=sent)


def test_a_beneficiary_who_died_before_is_known_to_be_dead_from_now_on(
    unit: BurialUnit, right: Concession, sent: Submission
) -> None:
    gone = HeirEntry(person=JORDI, basis=Basis.BENEFICIARY, has_died=True)
    succeed_holder(unit=unit, entry=a_succession(heirs=(gone,)), sent=sent)
    assert Person.objects.get(given_name="Jordi").is_dead
    assert not Successor.objects.filter(person__given_name="Jordi").exists()


@pytest.mark.parametrize(
    ("heir", "code"),
    [
        (HeirEntry(person=PERE, basis=Basis.LAW), "R18"),
        (HeirEntry(person=PERE, basis=Basis.LAW, renounced_on=date(2026, 11, 24)), "X57"),
        (HeirEntry(person=PERE, basis=Basis.LAW, renounced_on=date(2026, 2, 9)), "X57"),
        (HeirEntry(person=LAIA, basis=Basis.LAW, renounced_on=date(2026, 5, 4)), "X28"),
        (
            HeirEntry(
                person=PersonEntry(given_name="Mercè", surnames="Serra i Roca"),
                basis=Basis.LAW,
                renounced_on=date(2026, 5, 4),
            ),
            "X28",
        ),
    ],
)
def test_an_heir_who_does_not_fit_stops_the_succession(
    unit: BurialUnit, right: Concession, sent: Submission, heir: HeirEntry, code: str
) -> None:
    Holding.objects.filter(role=HoldingRole.BENEFICIARY).update(until=date(2020, 1, 1))
    before = state()
    with pytest.raises(RuleBroken, match=code):
        succeed_holder(unit=unit, entry=a_succession(heirs=(heir,)), sent=sent)
    assert state() == before


def test_a_death_that_nobody_has_written_down_is_asked_for(
    unit: BurialUnit, right: Concession, sent: Submission
) -> None:
    with pytest.raises(RuleBroken, match="X27"):
        succeed_holder(unit=unit, entry=a_succession(died=PartialDate()), sent=sent)


def test_the_register_takes_the_death_from_the_burial_and_asks_for_no_certificate(
    unit: BurialUnit, right: Concession, sent: Submission
) -> None:
    buried = make_person(text="Mercè Serra i Roca", given_name="Mercè", is_dead=True, died_on="2026-02-10")
    make_burial(unit, deceased=buried, on="2026-02-12")
    entry = a_succession(died=PartialDate(), documents=("title", "last_wills", "will"))
    succeed_holder(unit=unit, entry=entry, sent=sent)
    assert Holding.objects.get(ended_by__isnull=False, role=HoldingRole.HOLDER).person.died_on == "2026-02-10"


def test_x56_a_missing_document_is_explained(unit: BurialUnit, right: Concession, sent: Submission) -> None:
    entry = a_succession(documents=("title", "will"))
    with pytest.raises(RuleBroken, match="certificat d’últimes voluntats, certificat de defunció") as broken:
        succeed_holder(unit=unit, entry=entry, sent=sent)
    assert broken.value.can_be_overruled
    act = succeed_holder(unit=unit, entry=entry, sent=replace(sent, reason="Es portaran demà"))
    (kept,) = act.notes["overruled"]
    assert kept["reason"] == "Es portaran demà"
    assert kept["sentence"] == "Falten documents: certificat d’últimes voluntats, certificat de defunció."


def test_the_widow_of_somebody_dead_is_alive_until_her_death_is_typed(
    unit: BurialUnit, right: Concession, sent: Submission, today: date
) -> None:
    Person.objects.filter(given_name="Mercè").update(is_dead=True, died_on="1999-01-01")
    Holding.objects.filter(role=HoldingRole.HOLDER).update(is_widow=True, text="Vda. de Serra")
    with pytest.raises(RuleBroken, match="X27"):
        succeed_holder(unit=unit, entry=a_succession(died=PartialDate()), sent=sent)
    succeed_holder(unit=unit, entry=a_succession(), sent=sent)
    assert Person.objects.get(given_name="Mercè").died_on == "1999-01-01"
    assert held(unit, today) == ["Laia Comas i Serra (holder)"]


def test_r16_in_olerdola_who_comes_late_has_renounced(unit: BurialUnit, right: Concession, sent: Submission) -> None:
    make_ordinance(valid_from=date(2010, 1, 1), late_succession="renounced")
    late = a_succession(died=PartialDate.on(date(2024, 2, 10)))
    with pytest.raises(RuleBroken, match="R16"):
        succeed_holder(unit=unit, entry=late, sent=replace(sent, reason="No ho sabien"))
    in_time = replace(late, asked_on=date(2025, 1, 10))
    assert succeed_holder(unit=unit, entry=in_time, sent=sent).pk


def test_the_heir_of_a_co_holder_takes_that_part_only(
    unit: BurialUnit, right: Concession, sent: Submission, today: date
) -> None:
    nuria = make_person(text="Núria Serra i Mas", given_name="Núria")
    co = Holding.objects.create(concession=right, person=nuria, role=HoldingRole.CO_HOLDER, text=nuria.text, position=1)
    with pytest.raises(RuleBroken, match="X27"):
        succeed_holder(unit=unit, entry=a_succession(), sent=sent)
    succeed_holder(unit=unit, entry=a_succession(holder_id=co.pk), sent=sent)
    assert held(unit, today) == ["Mercè Serra i Roca (holder)", "Laia Comas i Serra (co_holder)"]
    assert Holding.objects.get(role=HoldingRole.BENEFICIARY).until is None


@pytest.fixture
def barcelona(unit: BurialUnit, right: Concession) -> int:
    """The profile with provisional titles; Mercè is dead, and an uncle of Laia rests there."""
    make_ordinance(valid_from=date(2010, 1, 1), provisional_titles=True)
    Person.objects.filter(given_name="Mercè").update(is_dead=True, died_on="2015-05-03")
    return make_burial(unit, on="1999-05-03").pk


def test_r22_a_provisional_title_lasts_twenty_years(
    unit: BurialUnit, sent: Submission, barcelona: int, today: date
) -> None:
    act = give_provisional_title(unit=unit, entry=a_provisional_title(barcelona), sent=sent)
    new = Holding.objects.get(act=act)
    assert (str(new), new.provisional_until) == ("Laia Comas i Serra", date(2046, 11, 20))
    assert act.document is not None
    assert act.document.snapshot["provisional_until"] == "20/11/2046"
    assert held(unit, today) == ["Laia Comas i Serra (holder)"]


def test_nobody_gives_a_fuller_title_than_the_provisional_one_they_have(
    unit: BurialUnit, sent: Submission, barcelona: int
) -> None:
    give_provisional_title(unit=unit, entry=a_provisional_title(barcelona), sent=sent)
    act = transfer_right(unit=unit, entry=a_transfer(recipient=PERE), sent=sent)
    assert Holding.objects.get(act=act).provisional_until == date(2046, 11, 20)


@pytest.mark.parametrize(
    "changes", [{"degree": 5}, {"movement_id": 987654321}, {"published_in": ""}, {"tie": Tie.COHABITANT}]
)
def test_r22_what_is_missing_refuses_the_title(
    unit: BurialUnit, sent: Submission, barcelona: int, changes: dict[str, Any]
) -> None:
    with pytest.raises(RuleBroken, match="R22"):
        give_provisional_title(unit=unit, entry=a_provisional_title(barcelona, **changes), sent=sent)


def test_r22_a_burial_after_the_title_refuses_it(unit: BurialUnit, sent: Submission, barcelona: int) -> None:
    make_burial(unit, on="2020-05-03")
    with pytest.raises(RuleBroken, match="03/05/2020"):
        give_provisional_title(unit=unit, entry=a_provisional_title(barcelona), sent=sent)


def test_a_succession_taken_back_leaves_everything_as_it_was(
    unit: BurialUnit, right: Concession, sent: Submission, today: date
) -> None:
    before, dead = held(unit, today), state()[2]
    act = succeed_holder(unit=unit, entry=a_succession(), sent=sent)
    annul_act(act=act, sent=replace(sent, reason="Era una altra sepultura"))
    assert (held(unit, today), state()[2]) == (before, dead)
    assert Person.objects.get(given_name="Mercè").died_on == ""


def test_the_paper_of_a_provisional_title_says_its_limits(unit: BurialUnit, sent: Submission, barcelona: int) -> None:
    act = give_provisional_title(unit=unit, entry=a_provisional_title(barcelona), sent=sent)
    assert act.document is not None
    assert "El títol és provisional fins al 20/11/2046" in draw_html(act.document)
