"""A right changes hands: between the living, after a death, or provisionally."""

from typing import Any

from django.db import transaction
from django.utils.translation import override

from cementiris.registry.dates import PartialDate
from cementiris.registry.entries import PersonEntry, Submission
from cementiris.registry.entries.transfers import ProvisionalEntry, SuccessionEntry, TransferEntry
from cementiris.registry.facts.transfers import (
    NEEDED,
    Ownership,
    death_of,
    designations,
    givers_of,
    holder_of,
    is_same,
    ownership,
    provisional_facts,
    succession_facts,
    transfer_facts,
)
from cementiris.registry.models import (
    Act,
    ActKind,
    BurialUnit,
    Holding,
    HoldingRole,
    Person,
    SuccessionBasis,
    Successor,
)
from cementiris.registry.rules.calendar import add_years
from cementiris.registry.rules.successions import check_provisional_title, check_succession
from cementiris.registry.rules.transfer_facts import SuccessionFacts
from cementiris.registry.rules.transfers import check_transfer
from cementiris.registry.services.handovers import (
    Handover,
    begin,
    close,
    lapsing,
    name_beneficiary,
    record_death,
)
from cementiris.registry.services.people import person_of
from cementiris.registry.services.submission import constraints_speak, decide, lock

BETWEEN_LIVING = "Transmissió entre vius"
BY_DEATH = "Transmissió per causa de mort"
PROVISIONAL = "Títol provisional, sense perjudici de qui hi tingui un dret millor"


def transfer_right(*, unit: BurialUnit, entry: TransferEntry, sent: Submission) -> Act:
    """Pass the right, a part of it or a share in it to a living relative, with the decision that proves it.

    Raises RuleBroken with every reason, AlreadySent when the form comes twice, UnitChanged when it is outdated.
    """
    with override("ca"), constraints_speak(sent.key), transaction.atomic():
        locked = lock(unit, sent)
        facts = transfer_facts(locked, entry, sent.today)
        overruled = decide(check_transfer(facts), sent)
        held = ownership(locked, facts.day)
        givers = [] if entry.joins else givers_of(held, entry)
        is_whole = len(givers) == len(held.owners)
        handover = begin(held, facts, [*givers, *lapsing(held, entry, lapses=is_whole)])
        _receive(handover, entry, givers)
        name_beneficiary(handover, entry.beneficiary)
        return close(handover, ActKind.TRANSFER, sent, _said(entry, held, overruled, cause=BETWEEN_LIVING))


def _receive(handover: Handover, entry: TransferEntry, givers: list[Holding]) -> None:
    """Who receives stands where those who give stood; who joins them comes after all of them."""
    role = HoldingRole.HOLDER if any(row.role == HoldingRole.HOLDER for row in givers) else HoldingRole.CO_HOLDER
    position = givers[0].position if givers else 1
    _take(handover, entry.recipient, role, position)
    if entry.co_holder.text:
        _take(handover, entry.co_holder, HoldingRole.CO_HOLDER, position + 1)


def _take(handover: Handover, entry: PersonEntry, role: str, position: int) -> None:
    handover.take(_person(handover, entry), entry.text, role, position)


def _person(handover: Handover, entry: PersonEntry) -> Person:
    """Who is named on the title to follow is that person, also where no number was typed."""
    named = [row for row in handover.leaving if row.role not in HoldingRole.owners()]
    named += designations(handover.held.concession) if handover.held.concession else []
    return person_of(entry, next((row.person for row in named if is_same(entry, row.person)), None))


def _said(
    entry: TransferEntry | SuccessionEntry | ProvisionalEntry,
    held: Ownership,
    overruled: list[dict[str, str]],
    *,
    cause: str,
    **more: Any,
) -> dict[str, Any]:
    """What the act and its paper say of who follows whom; `deaths` and `documents` are kept in its notes."""
    before = held.concession.title_number if held.concession else ""
    fees = {"fees_checked": True} if entry.fees_checked else {}
    return {
        "overruled": overruled,
        "person_text": entry.recipient.text,
        "detail": " · ".join(part for part in (before, cause) if part)[:300],
        "notes": {**fees, **more.pop("notes", {})},
        "paper": {"cause": cause, **more},
    }


def succeed_holder(*, unit: BurialUnit, entry: SuccessionEntry, sent: Submission) -> Act:
    """Pass the right of a dead holder to one heir; the others are written down with their renunciations (R18).

    Raises RuleBroken with every reason, AlreadySent when the form comes twice, UnitChanged when it is outdated.
    """
    with override("ca"), constraints_speak(sent.key), transaction.atomic():
        locked = lock(unit, sent)
        facts = succession_facts(locked, entry, sent.today)
        overruled = decide(check_succession(facts), sent)
        held = ownership(locked, facts.day)
        holding = holder_of(held, entry)
        assert holding is not None
        deaths = [*_death(holding, locked, entry.died), *_deaths_of_heirs(entry, held)]
        notes = {"documents": list(entry.documents), **({"deaths": deaths} if deaths else {})}
        handover = _follow(held, facts, holding, entry)
        said = _said(
            entry, held, overruled, cause=BY_DEATH, notes=notes, renounced=_renounced(entry),
            documents=[str(NEEDED[name]) for name in entry.documents if name in NEEDED],
        )  # fmt: skip
        act = close(handover, ActKind.SUCCESSION, sent, said)
        _write_successors(handover, entry, act)
        return act


def _follow(held: Ownership, facts: SuccessionFacts, holding: Holding, entry: SuccessionEntry) -> Handover:
    is_first = holding.role == HoldingRole.HOLDER
    handover = begin(held, facts, [holding, *lapsing(held, entry, lapses=is_first)])
    _take(handover, entry.recipient, holding.role, holding.position)
    name_beneficiary(handover, entry.beneficiary)
    return handover


def _death(holding: Holding, unit: BurialUnit, died: PartialDate) -> list[dict[str, Any]]:
    """The death that was typed, or the one that the register has with the burial of somebody of that name.

    Of "the widow of …" the register has no person whose death it could be.
    """
    if holding.is_widow:
        return []
    known, _latest = death_of(holding, unit)
    return record_death(holding.person, died if died.is_known else PartialDate.parse_edtf(known))


def _deaths_of_heirs(entry: SuccessionEntry, held: Ownership) -> list[dict[str, Any]]:
    """Who had been named to follow and has died is known to be dead from now on."""
    named = [row.person for row in designations(held.concession)] if held.concession else []
    dead = [heir.person for heir in entry.heirs if heir.has_died]
    known = [person for person in named if any(is_same(heir, person) for heir in dead)]
    return [note for person in known for note in record_death(person, PartialDate())]


def _renounced(entry: SuccessionEntry) -> list[str]:
    return [f"{heir.person.text}, {heir.renounced_on:%d/%m/%Y}" for heir in entry.heirs if heir.renounced_on]


def _write_successors(handover: Handover, entry: SuccessionEntry, act: Act) -> None:
    """Who succeeds and who renounced; who died before is no successor."""
    new = next(row for row in handover.begun if row.role in HoldingRole.owners() and row.text == entry.recipient.text)
    assert entry.basis is not None
    _write_successor(handover, new.person, entry.basis, act, becomes_holder=True)
    for heir in entry.heirs:
        if heir.renounced_on:
            person = _person(handover, heir.person)
            _write_successor(handover, person, heir.basis, act, renounced_on=heir.renounced_on)


def _write_successor(handover: Handover, person: Person, basis: str, act: Act, **fields: Any) -> None:
    right = handover.ended or handover.concession
    Successor.objects.create(concession=right, person=person, basis=SuccessionBasis(str(basis)), act=act, **fields)


def give_provisional_title(*, unit: BurialUnit, entry: ProvisionalEntry, sent: Submission) -> Act:
    """Give a relative a title that a better right may contest for some years (R22).

    Raises RuleBroken with every reason, AlreadySent when the form comes twice, UnitChanged when it is outdated.
    """
    with override("ca"), constraints_speak(sent.key), transaction.atomic():
        locked = lock(unit, sent)
        facts = provisional_facts(locked, entry, sent.today)
        overruled = decide(check_provisional_title(facts), sent)
        held = ownership(locked, facts.day)
        holding = holder_of(held, entry)
        assert holding is not None
        until = add_years(facts.day, facts.town.provisional_years)
        deaths = _death(holding, locked, entry.died)
        handover = begin(held, facts, [holding, *lapsing(held, entry, lapses=True)])
        handover.provisional_until = until
        _take(handover, entry.recipient, holding.role, holding.position)
        name_beneficiary(handover, entry.beneficiary)
        said = _said(
            entry, held, overruled, cause=PROVISIONAL, notes={"deaths": deaths} if deaths else {},
            provisional_until=f"{until:%d/%m/%Y}", published=f"{entry.published_in}, {entry.published_on:%d/%m/%Y}",
            relative=facts.relative,
        )  # fmt: skip
        return close(handover, ActKind.PROVISIONAL, sent, said)
