"""What is done on a title without ending the right: who follows the holder, a new name, a duplicate, the fee paid."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import override

from cementiris.documents.models import Document, DocumentKind
from cementiris.documents.services import issue
from cementiris.registry.entries import PersonEntry, Submission
from cementiris.registry.entries.rights import (
    BeneficiaryEntry,
    DuplicateCause,
    DuplicateEntry,
    FeesEntry,
    NameChangeEntry,
)
from cementiris.registry.facts import titles as gather
from cementiris.registry.models import Act, ActKind, BurialUnit, Concession, Holding, HoldingRole, Person
from cementiris.registry.queries import holdings_on, owners
from cementiris.registry.rules import titles as rules
from cementiris.registry.rules.findings import Finding, stop
from cementiris.registry.services.concessions import write_holding
from cementiris.registry.services.extensions import right_in_question
from cementiris.registry.services.papers import right_paper
from cementiris.registry.services.people import name_parts
from cementiris.registry.services.submission import RuleBroken, constraints_speak, decide, lock, record

NAME_COLUMNS = ("text", "given_name", "surname1", "surname2")
COPIES_OF_THE_TITLE = (DocumentKind.TITLE, DocumentKind.DUPLICATE)
LONGEST_NAMES = 200
"""How much of the names the journal's line holds; the papers and the title have them whole."""
FIRST_FOLLOWER_POSITION = 100
"""Who follows stands on the title after all who own, however many come to own it."""


@dataclass(frozen=True)
class OnTitle:
    """An act on a title that the rules have let pass: the unit locked, its right, and what was overruled."""

    unit: BurialUnit
    concession: Concession
    facts: Any
    overruled: list[dict[str, str]]
    sent: Submission

    def paper(self, kind: DocumentKind, **more: str) -> Document:
        """Issue a paper of the right as it stands now."""
        paper = right_paper(self.concession, self.sent.today, self.overruled, **more)
        return issue(kind, snapshot=paper, on=self.sent.today, actor=self.sent.actor)

    def record(self, kind: str, **fields: Any) -> Act:
        """Write the act into the journal."""
        return record(kind, unit=self.unit, sent=self.sent, on=self.facts.on, overruled=self.overruled, **fields)


def _begin(
    unit: BurialUnit,
    entry: Any,
    sent: Submission,
    *,
    facts_of: Callable[..., Any],
    check: Callable[[Any], tuple[Finding, ...]],
) -> OnTitle:
    """Lock the unit and let the rules judge. Raises RuleBroken, AlreadySent and UnitChanged."""
    locked = lock(unit, sent)
    facts = facts_of(locked, entry, sent.today)
    concession = right_in_question(locked, entry.on, sent)
    if facts is None or concession is None:
        raise RuleBroken([stop("R51", "none")])
    return OnTitle(locked, concession, facts, decide(check(facts), sent), sent)


def _chosen(begun: OnTitle, key: int | None) -> Holding:
    """The owner chosen, of whom the rules have seen that there is one."""
    assert key is not None
    return owners([begun.concession.pk], begun.facts.on).get(pk=key)


def designate_beneficiary(*, unit: BurialUnit, entry: BeneficiaryEntry, sent: Submission) -> Act:
    """Name who is to follow the holder, or strike them off, with a new title; who stood there stays readable.

    Raises RuleBroken with every reason, AlreadySent when the form comes twice, UnitChanged when it is outdated.
    """
    with override("ca"), constraints_speak(sent.key), transaction.atomic():
        begun = _begin(unit, entry, sent, facts_of=gather.beneficiary_facts, check=rules.check_beneficiary)
        ended, written = _change_followers(begun.concession, entry, begun.facts)
        document = begun.paper(DocumentKind.TITLE, replaces=_last_copy(begun.concession))
        names = ", ".join(person.text for person in (entry.beneficiary, entry.substitute) if person.text)
        act = begun.record(
            ActKind.BENEFICIARY, document=document, person_text=names[:LONGEST_NAMES],
            detail=f"Fins ara: {begun.facts.former}" if begun.facts.former else "",
        )  # fmt: skip
        Holding.objects.filter(pk__in=written).update(act=act)
        Holding.objects.filter(pk__in=ended).update(ended_by=act)
        return act


def _change_followers(
    concession: Concession, entry: BeneficiaryEntry, facts: rules.BeneficiaryFacts
) -> tuple[list[int], list[int]]:
    """End the holdings that change and write the new ones; return the keys of both."""
    rows = list(holdings_on([concession.pk], facts.on))
    ended: list[int] = []
    written: list[int] = []
    followers = ((HoldingRole.BENEFICIARY, entry.beneficiary), (HoldingRole.SUBSTITUTE, entry.substitute))
    for position, (role, person) in enumerate(followers, start=FIRST_FOLLOWER_POSITION):
        former = [row for row in rows if row.role == role]
        if gather.is_the_same(former[0] if former else None, person):
            continue
        ended += [row.pk for row in former]
        if person.text:
            written.append(write_holding(concession, role, person, position=position, since=facts.on).pk)
    Holding.objects.filter(pk__in=ended).update(until=facts.on)
    return ended, written


def take_back_beneficiary(act: Act) -> None:
    """Those named by the act never followed; those whom it had struck off follow again."""
    Holding.objects.filter(act=act).update(until=F("since"))
    Holding.objects.filter(ended_by=act).update(until=None, ended_by=None)


def change_name(*, unit: BurialUnit, entry: NameChangeEntry, sent: Submission) -> Act:
    """Write a holder under another name, the same person, with a new title; the former name stays on act and title.

    Raises RuleBroken with every reason, AlreadySent when the form comes twice, UnitChanged when it is outdated.
    """
    with override("ca"), constraints_speak(sent.key), transaction.atomic():
        begun = _begin(unit, entry, sent, facts_of=gather.name_change_facts, check=rules.check_name_change)
        holding = _chosen(begun, entry.holding)
        former = _rename(holding, entry)
        replaced = _last_copy(begun.concession)
        document = begun.paper(DocumentKind.TITLE, previous_holder=begun.facts.former, replaces=replaced)
        detail = ". ".join(part for part in (f"Abans: {begun.facts.former}", entry.proof) if part)
        return begun.record(
            ActKind.NAME_CHANGE, document=document, person_text=entry.text, detail=detail, notes={"former": former}
        )


def _rename(holding: Holding, entry: NameChangeEntry) -> dict[str, Any]:
    """Give person and holding the new name; return the former one as it stood in their columns."""
    person = Person.objects.select_for_update().get(pk=holding.person_id)
    former = {
        "person": person.pk,
        "holding": holding.pk,
        "holding_text": holding.text,
        "name": {column: getattr(person, column) for column in NAME_COLUMNS},
    }
    typed = PersonEntry(kind=person.kind, given_name=entry.given_name, surnames=entry.surnames)
    names = {"text": entry.text, "given_name": "", "surname1": "", "surname2": "", **name_parts(typed)}
    _write_name(person, names)
    Holding.objects.filter(pk=holding.pk).update(text=entry.text)
    return former


def _write_name(person: Person, names: dict[str, str]) -> None:
    for column, value in names.items():
        setattr(person, column, value)
    person.save()


def take_back_name_change(act: Act) -> None:
    """The holder stands under the former name again."""
    former = act.notes["former"]
    _write_name(Person.objects.select_for_update().get(pk=former["person"]), former["name"])
    Holding.objects.filter(pk=former["holding"]).update(text=former["holding_text"])


def issue_duplicate(*, unit: BurialUnit, entry: DuplicateEntry, sent: Submission) -> Act:
    """Issue another copy of the title to the holder who asks for it; nothing else changes (R26).

    Raises RuleBroken with every reason, AlreadySent when the form comes twice, UnitChanged when it is outdated.
    """
    with override("ca"), constraints_speak(sent.key), transaction.atomic():
        begun = _begin(unit, entry, sent, facts_of=gather.duplicate_facts, check=rules.check_duplicate)
        asks = str(_chosen(begun, entry.holding))
        cause = str(DuplicateCause(entry.cause).label)
        document = begun.paper(
            DocumentKind.DUPLICATE, replaces=_last_copy(begun.concession), cause=cause, applicant=asks,
            announced_in=entry.announced_in,
        )  # fmt: skip
        return begun.record(ActKind.DUPLICATE, document=document, person_text=asks, detail=cause)


def _last_copy(concession: Concession) -> str:
    """The number of the last title or duplicate of the right; "" where the register issued none."""
    acts = Act.objects.filter(
        unit=concession.unit_id, document__kind__in=COPIES_OF_THE_TITLE, annulled_at__isnull=True
    ).select_related("document")
    documents = (act.document for act in acts.order_by("-pk") if act.document)
    return next((paper.code for paper in documents if _is_of(paper, concession)), "")


def _is_of(paper: Document, concession: Concession) -> bool:
    return bool(concession.title_number) and paper.snapshot.get("title_number") == concession.title_number


def note_fees_paid(*, unit: BurialUnit, entry: FeesEntry, sent: Submission) -> Act:
    """Note through which year the conservation fee of the right is paid, with the receipt that proves it.

    Raises RuleBroken with every reason, AlreadySent when the form comes twice, UnitChanged when it is outdated.
    """
    with override("ca"), constraints_speak(sent.key), transaction.atomic():
        begun = _begin(unit, entry, sent, facts_of=gather.fees_facts, check=rules.check_fees)
        concession, former = begun.concession, begun.concession.fees_paid_through
        concession.fees_paid_through = entry.through
        concession.save(update_fields=["fees_paid_through"])
        holder = owners([concession.pk], begun.facts.on).first()
        detail = ". ".join(part for part in (f"Pagada fins al {entry.through}", entry.receipt) if part)
        notes = {"former": {"right": concession.pk, "fees_paid_through": former}}
        return begun.record(ActKind.FEES_PAID, person_text=str(holder or ""), detail=detail, notes=notes)


def take_back_fees_paid(act: Act) -> None:
    """The fee is noted as paid through the year that stood there before."""
    former = act.notes["former"]
    Concession.objects.filter(pk=former["right"]).update(fees_paid_through=former["fees_paid_through"])
