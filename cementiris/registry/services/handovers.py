"""What every change of holder writes: who leaves, who comes, the new right where a perpetual one ends, and back."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F, Q

from cementiris.documents.kinds import TransferPaper
from cementiris.documents.models import Document, DocumentKind
from cementiris.documents.services import issue
from cementiris.registry.dates import PartialDate
from cementiris.registry.entries import PersonEntry, Submission
from cementiris.registry.entries.transfers import HandoverEntry
from cementiris.registry.facts.transfers import Ownership, designations
from cementiris.registry.models import Act, Concession, EndReason, Holding, HoldingRole, Person, Standing
from cementiris.registry.rules.calendar import add_years
from cementiris.registry.rules.transfer_facts import HandoverFacts
from cementiris.registry.services.annulment_of_rights import reopen
from cementiris.registry.services.concessions import term_between
from cementiris.registry.services.papers import filled, right_paper
from cementiris.registry.services.people import person_of
from cementiris.registry.services.submission import record


@dataclass
class Handover:
    """One change of holder being written; `concession` is the right as it goes on, `ended` the perpetual one."""

    held: Ownership
    on: date
    concession: Concession
    leaving: list[Holding]
    ended: Concession | None = None
    gone: list[Holding] = field(default_factory=list)
    begun: list[Holding] = field(default_factory=list)
    provisional_until: date | None = None

    def leave(self, holding: Holding) -> None:
        """Somebody is no more what they were to the right."""
        holding.until = self.on
        holding.save(update_fields=["until"])
        self.gone.append(holding)

    def take(self, person: Person, text: str, role: str, position: int) -> None:
        """Somebody becomes holder, co-holder or beneficiary; what is provisional stays so for a new owner."""
        until = self.provisional_until if role in HoldingRole.owners() else None
        self.begun.append(
            Holding.objects.create(
                concession=self.concession, person=person, role=role, text=text, position=position, since=self.on,
                provisional_until=until,
            )
        )  # fmt: skip


def begin(held: Ownership, facts: HandoverFacts, leaving: list[Holding]) -> Handover:
    """Close what those who leave held; a perpetual right ends here and its other holders go on in the new one."""
    assert held.concession is not None
    until = _still_provisional(held.owners, facts.day)
    handover = Handover(held, facts.day, held.concession, leaving, provisional_until=until)
    for holding in leaving:
        handover.leave(holding)
    if facts.takes_a_term:
        _end_perpetuity(handover, facts)
    return handover


def _still_provisional(owners: list[Holding], on: date) -> date | None:
    """Nobody gives a fuller title than they have: who follows a provisional holder is one until the same day."""
    days = [row.provisional_until for row in owners if row.provisional_until and row.provisional_until > on]
    return max(days, default=None)


def _end_perpetuity(handover: Handover, facts: HandoverFacts) -> None:
    old, on = handover.concession, handover.on
    old.ended_on, old.ended_reason = on, EndReason.TRANSFERRED
    old.term = DateRange(old.term.lower, on, "[)")
    old.save()
    handover.ended, handover.concession = old, _new_right(old, facts)
    for holding in _current(old, on):
        handover.leave(holding)
        handover.take(holding.person, holding.text, holding.role, holding.position)


def _new_right(old: Concession, facts: HandoverFacts) -> Concession:
    assert facts.term_years is not None
    last = add_years(facts.day, facts.term_years)
    return Concession.objects.create(
        unit=old.unit, granted_on=facts.day.isoformat(), term_years=facts.term_years, expires_on=last.isoformat(),
        term=term_between(facts.day, last), fees_paid_through=old.fees_paid_through,
    )  # fmt: skip


def _current(concession: Concession, on: date) -> list[Holding]:
    rows = concession.holdings.filter(Q(until__isnull=True) | Q(until__gt=on)).select_related("person")
    return list(rows)


def lapsing(held: Ownership, entry: HandoverEntry, *, lapses: bool) -> list[Holding]:
    """The designations that end: those of a holder who leaves, or all where a beneficiary is named anew."""
    ends = held.concession is not None and (lapses or bool(entry.beneficiary.text))
    return designations(held.concession) if ends and held.concession else []


def name_beneficiary(handover: Handover, entry: PersonEntry) -> None:
    """The holder who comes may name a beneficiary anew."""
    if entry.text:
        handover.take(person_of(entry), entry.text, HoldingRole.BENEFICIARY, position=2)


def close(handover: Handover, kind: str, sent: Submission, said: dict[str, Any]) -> Act:
    """Issue the decision and write the act that everything changed belongs to.

    `said` holds `overruled`, `person_text`, `detail`, what goes into the act's `notes` and what the `paper` says more.
    """
    titles = [_new_title(handover.concession, sent, said["overruled"])] if handover.ended else []
    act = record(
        kind, unit=handover.held.unit, sent=sent, on=handover.on, person_text=said["person_text"],
        document=_decide(handover, sent, said), papers=titles, detail=said["detail"], overruled=said["overruled"],
        notes=said["notes"],
    )  # fmt: skip
    _sign(handover, act)
    return act


def _new_title(concession: Concession, sent: Submission, overruled: list[dict[str, str]]) -> Document:
    """The title of the right that follows a perpetual one; the right takes its number."""
    paper = right_paper(concession, sent.today, overruled)
    title = issue(DocumentKind.TITLE, snapshot=paper, on=sent.today, actor=sent.actor)
    concession.title_number = title.snapshot["title_number"] = title.code
    concession.save(update_fields=["title_number"])
    title.save(update_fields=["snapshot"])
    return title


def _decide(handover: Handover, sent: Submission, said: dict[str, Any]) -> Document:
    concession = handover.concession
    owners = [str(holding) for holding in handover.leaving if holding.role in HoldingRole.owners()]
    more = filled(
        previous_holder=", ".join(owners), transferred_on=f"{handover.on:%d/%m/%Y}",
        replaces=handover.ended.title_number if handover.ended else "", **said["paper"],
    )  # fmt: skip
    paper = cast(TransferPaper, {**right_paper(concession, sent.today, said["overruled"]), **more})
    return issue(DocumentKind.TRANSFER_DECISION, snapshot=paper, on=sent.today, actor=sent.actor)


def _sign(handover: Handover, act: Act) -> None:
    """Everything that the act wrote and ended says so, that it can be taken back."""
    Holding.objects.filter(pk__in=[row.pk for row in handover.gone]).update(ended_by=act)
    Holding.objects.filter(pk__in=[row.pk for row in handover.begun]).update(act=act)
    if handover.ended:
        Concession.objects.filter(pk=handover.ended.pk).update(ended_by=act)
        Concession.objects.filter(pk=handover.concession.pk).update(act=act)


def take_back_handover(act: Act) -> None:
    """Who came has never held, who left holds again; a right that ended goes on and the one that followed is annulled.

    A death that the act recorded is unrecorded.
    """
    Holding.objects.filter(act=act).update(until=F("since"), ended_by=act)
    Holding.objects.filter(ended_by=act).exclude(act=act).update(until=None, ended_by=None)
    act.concessions.update(standing=Standing.ANNULLED)
    for right in act.ended_concessions.all():
        reopen(right)
    for death in act.notes.get("deaths", []):
        _unrecord_death(death)


def record_death(person: Person, died: PartialDate) -> list[dict[str, Any]]:
    """Mark a person as dead where the register does not know it yet; return what `take_back_handover` needs."""
    if person.is_dead and (person.died_on or not died.is_known):
        return []
    before = {"person": person.pk, "was_dead": person.is_dead}
    person.is_dead, person.died_on = True, person.died_on or died.edtf
    person.save()
    return [before]


def _unrecord_death(death: dict[str, Any]) -> None:
    unknown: dict[str, Any] = {"died_on": "", "died_from": None, "died_until": None}
    Person.objects.filter(pk=death["person"]).update(is_dead=death["was_dead"], **unknown)
