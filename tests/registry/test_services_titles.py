"""Beneficiaries, names, duplicates and paid fees as they are registered and taken back."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from cementiris.accounts.models import Municipality, User
from cementiris.documents.electronic import draw_html
from cementiris.documents.models import Document, DocumentKind
from cementiris.registry.entries import GrantEntry, PersonEntry, Submission
from cementiris.registry.entries.rights import (
    BeneficiaryEntry,
    DuplicateCause,
    DuplicateEntry,
    FeesEntry,
    NameChangeEntry,
)
from cementiris.registry.facts import version_of
from cementiris.registry.models import Act, BurialUnit, Concession, Holding, HoldingRole, Person, PersonKind
from cementiris.registry.queries import holdings_on
from cementiris.registry.services.annulment import annul_act
from cementiris.registry.services.concessions import grant_concession
from cementiris.registry.services.submission import AlreadySent, RuleBroken, UnitChanged
from cementiris.registry.services.titles import change_name, designate_beneficiary, issue_duplicate, note_fees_paid
from tests.factories import make_concession, make_person, make_unit

pytestmark = pytest.mark.usefixtures("in_vilaclara")
MERCE = PersonEntry(given_name="Mercè", surnames="Serra i Roca", national_id="38412907D")
LAIA = PersonEntry(given_name="Laia", surnames="Comas i Serra")
PAU = PersonEntry(given_name="Pau", surnames="Comas i Serra")


@pytest.fixture
def sent(aina_user: User, today: date) -> Submission:
    return Submission(actor=aina_user, today=today)


@pytest.fixture
def granted(in_vilaclara: Municipality, sent: Submission) -> BurialUnit:
    """A niche granted in 2020 to Mercè, with Laia to follow her."""
    unit = make_unit()
    entry = GrantEntry(on=date(2020, 3, 1), term_years=50, holder=MERCE, beneficiary=LAIA)
    grant_concession(unit=unit, entry=entry, sent=sent)
    return unit


def name(unit: BurialUnit, sent: Submission, **people: Any) -> Act:
    return designate_beneficiary(unit=unit, entry=BeneficiaryEntry(on=sent.today, **people), sent=sent)


def following(on: date) -> list[tuple[str, str]]:
    right = Concession.objects.get()
    rows = holdings_on([right.pk], on).exclude(role=HoldingRole.HOLDER)
    return [(row.role, str(row)) for row in rows]


def holder_key() -> int:
    return Holding.objects.get(role=HoldingRole.HOLDER).pk


def test_the_last_designation_counts_and_the_former_stays_readable(granted: BurialUnit, sent: Submission) -> None:
    act = name(granted, sent, beneficiary=PAU, substitute=LAIA)
    assert following(sent.today) == [("beneficiary", "Pau Comas i Serra"), ("substitute", "Laia Comas i Serra")]
    assert following(date(2021, 1, 1)) == [("beneficiary", "Laia Comas i Serra")]
    assert (act.person_text, act.detail) == ("Pau Comas i Serra, Laia Comas i Serra", "Fins ara: Laia Comas i Serra")
    assert act.document is not None
    assert (act.document.kind, act.document.snapshot["beneficiary"]) == ("title", "Pau Comas i Serra")
    assert act.document.snapshot["replaces"] == "2026/0001"
    assert "Substitueix el número" in draw_html(act.document)


def test_who_is_to_follow_is_changed_any_number_of_times_in_a_day(granted: BurialUnit, sent: Submission) -> None:
    name(granted, sent, beneficiary=PAU)
    name(granted, sent, beneficiary=LAIA)
    name(granted, sent)
    assert following(sent.today) == []
    name(granted, sent, beneficiary=PAU)
    assert following(sent.today) == [("beneficiary", "Pau Comas i Serra")]
    assert Holding.objects.filter(role=HoldingRole.BENEFICIARY).count() == 4


def test_a_designation_before_the_last_one_is_refused(granted: BurialUnit, sent: Submission) -> None:
    act = name(granted, sent, beneficiary=PAU)
    earlier = BeneficiaryEntry(on=date(2026, 11, 1), beneficiary=replace(PAU, surnames="X"))
    with pytest.raises(RuleBroken, match="R24"):
        designate_beneficiary(unit=granted, entry=earlier, sent=sent)
    annul_act(act=act, sent=replace(sent, reason="Repetida"))
    designate_beneficiary(unit=granted, entry=earlier, sent=sent)
    assert following(sent.today) == [("beneficiary", "Pau X")]


def test_only_what_changes_is_written(granted: BurialUnit, sent: Submission) -> None:
    before = Holding.objects.get(role=HoldingRole.BENEFICIARY)
    name(granted, sent, beneficiary=LAIA, substitute=PAU)
    before.refresh_from_db()
    assert before.until is None
    with pytest.raises(RuleBroken, match="R24"):
        name(granted, sent, beneficiary=LAIA, substitute=PAU)


def test_a_designation_taken_back_leaves_who_stood_there(granted: BurialUnit, sent: Submission) -> None:
    act = name(granted, sent, beneficiary=PAU)
    annul_act(act=act, sent=replace(sent, reason="Ho va demanar qui no és titular"))
    assert following(sent.today) == [("beneficiary", "Laia Comas i Serra")]


def test_the_dead_are_not_named_and_name_nobody(granted: BurialUnit, sent: Submission) -> None:
    make_person(text="Joan Puig", national_id="12345678Z", is_dead=True)
    dead = PersonEntry(given_name="Joan", surnames="Puig", national_id="12345678Z")
    with pytest.raises(RuleBroken, match="X23"):
        name(granted, sent, beneficiary=dead)
    Person.objects.filter(national_id=MERCE.national_id).update(is_dead=True)
    with pytest.raises(RuleBroken, match="R24"):
        name(granted, sent, beneficiary=PAU)


def test_a_holder_does_not_follow_herself(granted: BurialUnit, sent: Submission) -> None:
    with pytest.raises(RuleBroken, match="X23"):
        name(granted, sent, beneficiary=MERCE)


def test_a_new_name_keeps_the_former_readable(granted: BurialUnit, sent: Submission) -> None:
    entry = NameChangeEntry(
        on=sent.today,
        holding=holder_key(),
        given_name="Maria Mercè",
        surnames="Serra i Roca",
        proof="Registre Civil 12",
    )
    act = change_name(unit=granted, entry=entry, sent=sent)
    person = Person.objects.get(national_id="38412907D")
    assert (str(person), person.given_name, person.surname1) == ("Maria Mercè Serra i Roca", "Maria Mercè", "Serra")
    assert "maria merce" in person.folded
    assert act.detail == "Abans: Mercè Serra i Roca. Registre Civil 12"
    assert act.document is not None
    html = draw_html(act.document)
    assert "Maria Mercè Serra i Roca" in html
    assert "Titular anterior" in html
    annul_act(act=act, sent=replace(sent, reason="Era una altra persona"))
    person.refresh_from_db()
    assert (str(person), person.given_name) == ("Mercè Serra i Roca", "Mercè")
    assert Holding.objects.get(role=HoldingRole.HOLDER).text == "Mercè Serra i Roca"


def test_an_institution_takes_its_new_name_whole(sent: Submission) -> None:
    parish = make_person(text="Parròquia de Sant Pere", given_name="", surname1="", kind=PersonKind.INSTITUTION)
    unit = make_unit()
    make_concession(unit, holder=parish)
    entry = NameChangeEntry(on=sent.today, holding=holder_key(), surnames="Parròquia de Sant Pere i Sant Pau")
    change_name(unit=unit, entry=entry, sent=sent)
    parish.refresh_from_db()
    assert (parish.text, parish.surname1) == ("Parròquia de Sant Pere i Sant Pau", "")


def test_another_name_for_nobody_is_refused(granted: BurialUnit, sent: Submission) -> None:
    beneficiary = Holding.objects.get(role=HoldingRole.BENEFICIARY).pk
    with pytest.raises(RuleBroken, match="X24"):
        change_name(unit=granted, entry=NameChangeEntry(on=sent.today, holding=beneficiary, surnames="X"), sent=sent)


def a_duplicate(sent: Submission, **changes: Any) -> DuplicateEntry:
    entry = DuplicateEntry(
        on=sent.today, holding=holder_key(), cause=DuplicateCause.LOSS, announced_in="BOP 12/11/2026"
    )
    return replace(entry, **changes)


def test_a_duplicate_is_numbered_and_says_what_it_replaces(granted: BurialUnit, sent: Submission) -> None:
    act = issue_duplicate(unit=granted, entry=a_duplicate(sent), sent=sent)
    second = issue_duplicate(unit=granted, entry=a_duplicate(sent, cause=DuplicateCause.THEFT), sent=sent)
    assert act.document is not None
    assert second.document is not None
    assert [act.document.code, second.document.code] == ["2026/0001", "2026/0002"]
    assert (act.document.kind, act.document.snapshot["cause"]) == (DocumentKind.DUPLICATE, "Pèrdua")
    assert act.document.snapshot["title_number"] == second.document.snapshot["title_number"] == "2026/0001"
    html = draw_html(second.document)
    assert all(words in html for words in ("Robatori", "Mercè Serra i Roca", "BOP 12/11/2026"))


def test_any_co_holder_may_ask_for_a_duplicate(sent: Submission) -> None:
    unit = make_unit()
    entry = GrantEntry(on=sent.today, term_years=50, holder=MERCE, co_holders=(PAU,))
    grant_concession(unit=unit, entry=entry, sent=sent)
    co_holder = Holding.objects.get(role=HoldingRole.CO_HOLDER).pk
    act = issue_duplicate(unit=unit, entry=a_duplicate(sent, holding=co_holder), sent=sent)
    assert act.person_text == "Pau Comas i Serra"


def test_a_duplicate_is_of_a_right_in_force_and_for_its_holder(granted: BurialUnit, sent: Submission) -> None:
    beneficiary = Holding.objects.get(role=HoldingRole.BENEFICIARY).pk
    with pytest.raises(RuleBroken, match="X25"):
        issue_duplicate(unit=granted, entry=a_duplicate(sent, holding=beneficiary), sent=sent)
    late = replace(sent, today=date(2070, 3, 2))
    with pytest.raises(RuleBroken, match="R26"):
        issue_duplicate(unit=granted, entry=a_duplicate(late), sent=late)
    assert not Document.objects.filter(kind=DocumentKind.DUPLICATE).exists()


def test_a_paid_fee_is_noted_and_taken_back(granted: BurialUnit, sent: Submission) -> None:
    note_fees_paid(unit=granted, entry=FeesEntry(on=sent.today, through=2025, receipt="Rebut 77"), sent=sent)
    act = note_fees_paid(unit=granted, entry=FeesEntry(on=sent.today, through=2026), sent=sent)
    assert Concession.objects.get().fees_paid_through == 2026
    annul_act(act=act, sent=replace(sent, reason="El rebut és d’un altre nínxol"))
    assert Concession.objects.get().fees_paid_through == 2025


@pytest.mark.parametrize("register", [designate_beneficiary, change_name, issue_duplicate, note_fees_paid])
def test_a_unit_without_a_right_has_no_title_to_change(sent: Submission, register: Any) -> None:
    entries = {
        designate_beneficiary: BeneficiaryEntry(on=sent.today, beneficiary=PAU),
        change_name: NameChangeEntry(on=sent.today, holding=1, surnames="X"),
        issue_duplicate: DuplicateEntry(on=sent.today, holding=1, cause=DuplicateCause.LOSS),
        note_fees_paid: FeesEntry(on=sent.today, through=2026),
    }
    with pytest.raises(RuleBroken, match="R51"):
        register(unit=make_unit(), entry=entries[register], sent=sent)


def test_a_change_sent_twice_or_from_an_old_page_is_told(granted: BurialUnit, sent: Submission) -> None:
    old, once = version_of(granted), replace(sent, key=uuid4())
    act = name(granted, once, beneficiary=PAU)
    with pytest.raises(AlreadySent) as repeated:
        name(granted, once, beneficiary=PAU)
    assert repeated.value.act == act
    with pytest.raises(UnitChanged):
        note_fees_paid(unit=granted, entry=FeesEntry(on=sent.today, through=2026), sent=replace(sent, version=old))
