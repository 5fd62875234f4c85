"""Rights as they pass between the living, and back."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cementiris.accounts.models import User
from cementiris.documents.electronic import draw_html
from cementiris.documents.models import Document
from cementiris.documents.services import draw
from cementiris.registry.entries import PersonEntry, Submission
from cementiris.registry.models import (
    Act,
    BurialUnit,
    Concession,
    EndReason,
    Holding,
    HoldingRole,
    Person,
)
from cementiris.registry.queries import right_of
from cementiris.registry.rules.transfer_facts import Tie
from cementiris.registry.services.annulment import annul_act
from cementiris.registry.services.submission import RuleBroken
from cementiris.registry.services.transfers import transfer_right
from tests.factories import make_concession, make_ordinance, make_person, make_unit
from tests.registry.handovers import (
    LAIA,
    PERE,
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


@pytest.fixture
def perpetual(unit: BurialUnit) -> Concession:
    term = (date(1950, 3, 1), date(2049, 3, 2))
    return make_concession(unit, term=term, expires_on="2049-03-01", perpetual=True, term_years=None)


def test_a_transfer_changes_the_holder_and_not_the_right(
    unit: BurialUnit, right: Concession, sent: Submission, today: date
) -> None:
    act = transfer_right(unit=unit, entry=a_transfer(), sent=sent)
    assert held(unit, today) == ["Laia Comas i Serra (holder)"]
    assert held(unit, date(2026, 11, 19)) == ["Mercè Serra i Roca (holder)"]
    right.refresh_from_db()
    assert (right.ended_on, right.title_number, right.holdings.count()) == (None, "T-1", 3)
    gone = Holding.objects.get(person__given_name="Mercè")
    assert (gone.until, gone.ended_by) == (date(2026, 11, 20), act)
    assert Holding.objects.get(role=HoldingRole.BENEFICIARY).until == date(2026, 11, 20)


def test_the_decision_says_who_follows_whom(unit: BurialUnit, right: Concession, sent: Submission) -> None:
    act = transfer_right(unit=unit, entry=a_transfer(beneficiary=PERE), sent=sent)
    assert act.document is not None
    paper = act.document.snapshot
    assert act.document.kind == "transfer_decision"
    assert (paper["holder"], paper["previous_holder"]) == ("Laia Comas i Serra", "Mercè Serra i Roca")
    assert (paper["cause"], paper["beneficiary"]) == ("Transmissió entre vius", "Pere Comas i Serra")
    assert paper["transferred_on"] == "20/11/2026"


def test_a_co_holder_may_join_and_then_receive_the_other_part(
    unit: BurialUnit, right: Concession, sent: Submission, today: date
) -> None:
    transfer_right(unit=unit, entry=a_transfer(joins=True, recipient=PERE), sent=sent)
    assert held(unit, today) == ["Mercè Serra i Roca (holder)", "Pere Comas i Serra (co_holder)"]
    merce = Holding.objects.get(person__given_name="Mercè", until=None)
    transfer_right(unit=unit, entry=a_transfer(giver_id=merce.pk, on=today), sent=sent)
    assert held(unit, today) == ["Laia Comas i Serra (holder)", "Pere Comas i Serra (co_holder)"]


def test_two_may_receive_the_right_together(unit: BurialUnit, right: Concession, sent: Submission, today: date) -> None:
    transfer_right(unit=unit, entry=a_transfer(co_holder=PERE), sent=sent)
    assert held(unit, today) == ["Laia Comas i Serra (holder)", "Pere Comas i Serra (co_holder)"]


def test_r5_a_perpetual_right_ends_and_one_with_a_term_begins(
    unit: BurialUnit, perpetual: Concession, sent: Submission, today: date
) -> None:
    act = transfer_right(unit=unit, entry=a_transfer(term_years=25), sent=sent)
    perpetual.refresh_from_db()
    assert (perpetual.ended_on, perpetual.ended_reason) == (date(2026, 11, 20), EndReason.TRANSFERRED)
    new = right_of(unit, today)
    assert new is not None
    assert (new.perpetual, new.term_years, new.expires_on, new.act) == (False, 25, "2051-11-20", act)
    title = Document.objects.get(kind="title")
    assert new.title_number == title.code
    assert act.notes["papers"] == [{"pk": title.pk, "kind": "title", "code": title.code}]
    assert act.document is not None
    assert (act.document.snapshot["replaces"], act.document.snapshot["title_number"]) == ("T-1", title.code)


def test_r5_who_does_not_leave_a_perpetual_right_holds_the_new_one_too(
    unit: BurialUnit, perpetual: Concession, sent: Submission, today: date
) -> None:
    transfer_right(unit=unit, entry=a_transfer(term_years=50, joins=True), sent=sent)
    assert held(unit, today) == ["Mercè Serra i Roca (holder)", "Laia Comas i Serra (co_holder)"]
    assert held(unit, date(2020, 1, 1)) == ["Mercè Serra i Roca (holder)"]


def test_r5_a_perpetual_right_is_not_passed_on_without_a_term(
    unit: BurialUnit, perpetual: Concession, sent: Submission
) -> None:
    with pytest.raises(RuleBroken, match="Trieu per quants anys"):
        transfer_right(unit=unit, entry=a_transfer(), sent=sent)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"tie": Tie.OTHER}, "R19"),
        ({"tie": Tie.BLOOD, "degree": 3}, "R19"),
        ({"on": date(2026, 11, 24)}, "X29"),
        ({"recipient": PersonEntry()}, "X28"),
        ({"recipient": PersonEntry(given_name="Mercè", surnames="Serra i Roca")}, "X28"),
        ({"co_holder": LAIA}, "X28"),
        ({"giver_id": 987654321}, "X29"),
    ],
)
def test_a_wrong_transfer_is_refused_whole(
    unit: BurialUnit, right: Concession, sent: Submission, changes: dict[str, Any], code: str
) -> None:
    before = state()
    with pytest.raises(RuleBroken, match=code):
        transfer_right(unit=unit, entry=a_transfer(**changes), sent=sent)
    assert state() == before
    assert not Act.objects.exists()


def test_the_dead_receive_nothing(unit: BurialUnit, right: Concession, sent: Submission) -> None:
    make_person(text="Laia Comas i Serra", national_id="12345678Z", is_dead=True)
    with pytest.raises(RuleBroken, match="R13"):
        transfer_right(unit=unit, entry=a_transfer(), sent=sent)


def test_a_dead_holder_gives_nothing_between_the_living(unit: BurialUnit, right: Concession, sent: Submission) -> None:
    Person.objects.filter(given_name="Mercè").update(is_dead=True)
    with pytest.raises(RuleBroken, match="X27"):
        transfer_right(unit=unit, entry=a_transfer(), sent=sent)


def test_nothing_is_passed_on_before_its_holder_had_it(unit: BurialUnit, right: Concession, sent: Submission) -> None:
    transfer_right(unit=unit, entry=a_transfer(), sent=sent)
    with pytest.raises(RuleBroken, match="X29"):
        transfer_right(unit=unit, entry=a_transfer(recipient=PERE, on=date(2026, 11, 19)), sent=sent)


def test_nothing_is_passed_on_before_what_has_changed_the_right_since(
    unit: BurialUnit, right: Concession, sent: Submission
) -> None:
    transfer_right(unit=unit, entry=a_transfer(joins=True, beneficiary=PERE), sent=sent)
    with pytest.raises(RuleBroken, match="ja va acabar o canviar el dret"):
        transfer_right(unit=unit, entry=a_transfer(recipient=PERE, on=date(2026, 11, 19)), sent=sent)


def test_r21_unknown_fees_are_checked_by_the_clerk_or_explained(
    unit: BurialUnit, right: Concession, sent: Submission
) -> None:
    Concession.objects.update(fees_paid_through=None)
    with pytest.raises(RuleBroken) as broken:
        transfer_right(unit=unit, entry=a_transfer(fees_checked=False), sent=sent)
    assert broken.value.can_be_overruled
    act = transfer_right(unit=unit, entry=a_transfer(), sent=sent)
    assert act.notes["fees_checked"] is True


def test_r21_fees_known_to_be_unpaid_are_not_talked_away(unit: BurialUnit, right: Concession, sent: Submission) -> None:
    Concession.objects.update(fees_paid_through=2020)
    with pytest.raises(RuleBroken, match="R21"):
        transfer_right(unit=unit, entry=a_transfer(), sent=replace(sent, reason="Ho diu la filla"))


def test_a_transfer_taken_back_leaves_everything_as_it_was(
    unit: BurialUnit, right: Concession, sent: Submission, today: date
) -> None:
    before = held(unit, today)
    act = transfer_right(unit=unit, entry=a_transfer(beneficiary=PERE), sent=sent)
    annul_act(act=act, sent=replace(sent, reason="Era una altra sepultura"))
    assert held(unit, today) == before
    assert [str(row) for row in right.holdings.filter(until=None, role=HoldingRole.BENEFICIARY)] == [
        "Jordi Serra i Roca"
    ]


def test_a_perpetual_right_goes_on_when_its_transfer_is_taken_back(
    unit: BurialUnit, perpetual: Concession, sent: Submission, today: date
) -> None:
    act = transfer_right(unit=unit, entry=a_transfer(term_years=25), sent=sent)
    annul_act(act=act, sent=replace(sent, reason="No va anar així"))
    now = right_of(unit, today)
    assert now == perpetual
    assert now is not None
    assert (now.term.upper, now.ended_on, now.ended_reason) == (date(2049, 3, 2), None, "")
    assert held(unit, today) == ["Mercè Serra i Roca (holder)"]
    again = transfer_right(unit=unit, entry=a_transfer(term_years=50), sent=sent)
    assert again.document is not None


def test_the_paper_of_a_perpetual_right_says_what_becomes_of_it(
    unit: BurialUnit, perpetual: Concession, sent: Submission
) -> None:
    act = transfer_right(unit=unit, entry=a_transfer(term_years=25), sent=sent)
    assert act.document is not None
    drawn = draw_html(act.document)
    assert "El dret anterior, a perpetuïtat, s’extingeix amb la transmissió" in drawn
    assert "recurs potestatiu de reposició" in drawn
    assert "El títol és provisional" not in drawn
    assert draw(act.document)[:5] == b"%PDF-"
