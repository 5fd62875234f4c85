"""Rights as they change hands: between the living, after a death, provisionally, and back."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cementiris.accounts.models import User
from cementiris.documents.electronic import draw_html
from cementiris.documents.models import Document
from cementiris.documents.services import draw
from cementiris.registry.dates import PartialDate
from cementiris.registry.entries import PersonEntry, Submission
from cementiris.registry.entries.transfers import HeirEntry, ProvisionalEntry, SuccessionEntry, TransferEntry
from cementiris.registry.models import (
    Act,
    BurialUnit,
    Concession,
    EndReason,
    Holding,
    HoldingRole,
    Person,
    Standing,
    Successor,
)
from cementiris.registry.queries import owners, right_of
from cementiris.registry.rules.transfer_facts import Basis, Tie
from cementiris.registry.services.annulment import annul_act
from cementiris.registry.services.submission import RuleBroken
from cementiris.registry.services.transfers import give_provisional_title, succeed_holder, transfer_right
from tests.factories import make_burial, make_concession, make_ordinance, make_person, make_unit

pytestmark = pytest.mark.usefixtures("in_vilaclara")
LAIA = PersonEntry(given_name="Laia", surnames="Comas i Serra", national_id="12345678Z")
PERE = PersonEntry(given_name="Pere", surnames="Comas i Serra")
JORDI = PersonEntry(given_name="Jordi", surnames="Serra i Roca")
EVERYTHING = ("title", "last_wills", "will", "death")
DIED = PartialDate.on(date(2026, 2, 10))


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


def a_transfer(**changes: Any) -> TransferEntry:
    entry = TransferEntry(on=date(2026, 11, 20), recipient=LAIA, fees_checked=True, tie=Tie.BLOOD, degree=1)
    return replace(entry, **changes)


def a_succession(**changes: Any) -> SuccessionEntry:
    pere = HeirEntry(person=PERE, basis=Basis.LAW, renounced_on=date(2026, 5, 4))
    jordi = HeirEntry(person=JORDI, basis=Basis.BENEFICIARY, renounced_on=date(2026, 5, 5))
    entry = SuccessionEntry(
        on=date(2026, 11, 20), recipient=LAIA, fees_checked=True, died=DIED, basis=Basis.LAW, heirs=(pere, jordi),
        documents=EVERYTHING,
    )  # fmt: skip
    return replace(entry, **changes)


def held(unit: BurialUnit, on: date) -> list[str]:
    right = right_of(unit, on)
    return [f"{holding} ({holding.role})" for holding in owners([right.pk], on)] if right else []


def state() -> list[Any]:
    """What a transfer may change, as it stands."""
    rights = list(Concession.objects.exclude(standing=Standing.ANNULLED).values_list("pk", "term", "ended_on"))
    holdings = list(Holding.objects.order_by("pk").values_list("pk", "until", "ended_by"))
    return [rights, holdings, list(Person.objects.filter(is_dead=True).values_list("pk", flat=True))]


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
    assert act.notes["overruled"][0]["reason"] == "Es portaran demà"


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


def a_provisional_title(movement: int, **changes: Any) -> ProvisionalEntry:
    entry = ProvisionalEntry(
        on=date(2026, 11, 20), recipient=LAIA, fees_checked=True, movement_id=movement, tie=Tie.BLOOD, degree=3,
        published_on=date(2026, 9, 1), published_in="BOPB",
    )  # fmt: skip
    return replace(entry, **changes)


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


def test_a_succession_taken_back_leaves_everything_as_it_was(
    unit: BurialUnit, right: Concession, sent: Submission, today: date
) -> None:
    before, dead = held(unit, today), state()[2]
    act = succeed_holder(unit=unit, entry=a_succession(), sent=sent)
    annul_act(act=act, sent=replace(sent, reason="Era una altra sepultura"))
    assert (held(unit, today), state()[2]) == (before, dead)
    assert Person.objects.get(given_name="Mercè").died_on == ""


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


def test_the_paper_of_a_provisional_title_says_its_limits(unit: BurialUnit, sent: Submission, barcelona: int) -> None:
    act = give_provisional_title(unit=unit, entry=a_provisional_title(barcelona), sent=sent)
    assert act.document is not None
    assert "El títol és provisional fins al 20/11/2046" in draw_html(act.document)
