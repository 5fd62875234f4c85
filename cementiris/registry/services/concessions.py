"""Granting rights."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import override

from cementiris.documents.models import Document, DocumentKind
from cementiris.documents.services import issue
from cementiris.registry.entries import PersonEntry, Submission
from cementiris.registry.entries.rights import GrantEntry, NeedEntry
from cementiris.registry.facts import grant_facts
from cementiris.registry.models import (
    Act,
    ActKind,
    BurialUnit,
    Concession,
    EndReason,
    Holding,
    HoldingRole,
    Remains,
)
from cementiris.registry.queries import rights_on
from cementiris.registry.rules.calendar import ONE_DAY
from cementiris.registry.rules.concessions import check_grant, expiry_of_grant
from cementiris.registry.rules.facts import GrantFacts
from cementiris.registry.services.papers import day_text, euros, right_paper
from cementiris.registry.services.people import lock_known, person_of
from cementiris.registry.services.submission import constraints_speak, decide, lock, record


def term_between(first: date | None, last: date | None) -> DateRange:
    """The term as stored, half-open: a right whose title says that it ends on a day is in force on that day."""
    return DateRange(first, last + ONE_DAY if last else None, "[)")


def grant_concession(*, unit: BurialUnit, entry: GrantEntry, sent: Submission) -> Act:
    """Grant a right with its title and decision, or nothing of it; an expired right over the unit is settled by it.

    Raises RuleBroken with every reason, AlreadySent when the form comes twice, UnitChanged when it is outdated.
    """
    with override("ca"), constraints_speak(sent.key), transaction.atomic():
        locked = lock(unit, sent)
        facts = grant_facts(locked, entry, sent.today)
        overruled = decide(check_grant(facts), sent)
        on = facts.on or sent.today
        settled = settle_rights(locked, on)
        concession = _write_concession(locked, entry, facts)
        _write_holdings(concession, entry, since=facts.on)
        title, decisions = _papers(concession, entry, sent, overruled)
        act = record(
            ActKind.GRANT, unit=locked, sent=sent, on=on, person_text=entry.holder.text, document=title,
            papers=decisions, detail=concession.title_number, overruled=overruled, notes=_need_note(entry.need),
        )  # fmt: skip
        Concession.objects.filter(pk=concession.pk).update(act=act)
        Holding.objects.filter(concession=concession).update(act=act)
        Concession.objects.filter(pk__in=[old.pk for old in settled]).update(ended_by=act)
        return act


def settle_rights(unit: BurialUnit, on: date) -> list[Concession]:
    """End the rights over the unit that were left open, so that a new one may begin on the day; return them.

    What another act has ended since stays ended by that act.
    Whoever settles them writes its act into their `ended_by`, by which they are opened again if it is taken back.
    """
    settled = list(rights_on([unit.pk], on).filter(ended_on__isnull=True))
    for old in settled:
        old.ended_on, old.ended_reason = on, EndReason.REVERTED
        if old.term.upper is None or old.term.upper > on:
            old.term = DateRange(old.term.lower, on, "[)")
        old.save()
    return settled


def _write_concession(unit: BurialUnit, entry: GrantEntry, facts: GrantFacts) -> Concession:
    expires_on = expiry_of_grant(facts)
    return Concession.objects.create(
        unit=unit,
        title_number=entry.title_number,
        granted_on=facts.on.isoformat() if facts.on else "",
        term_years=None if entry.perpetual else entry.term_years,
        perpetual=entry.perpetual,
        expires_on=expires_on.isoformat() if expires_on else "",
        term=term_between(facts.on, expires_on),
        price=entry.price,
        resident_since=entry.resident_since,
    )


def _write_holdings(concession: Concession, entry: GrantEntry, *, since: date | None) -> None:
    """Since when is unknown for an old right without its first date, and then they have held it always."""
    roles = (
        (HoldingRole.HOLDER, entry.holder),
        *((HoldingRole.CO_HOLDER, person) for person in entry.co_holders),
        (HoldingRole.BENEFICIARY, entry.beneficiary),
        (HoldingRole.SUBSTITUTE, entry.substitute),
    )
    lock_known(person for _, person in roles)
    for position, (role, person) in enumerate(roles):
        if person.text:
            write_holding(concession, role, person, position=position, since=since)


def write_holding(
    concession: Concession, role: str, entry: PersonEntry, *, position: int = 0, since: date | None, **fields: Any
) -> Holding:
    """Write what a person is to a right from a day on; the person is known by identity number, or new."""
    return Holding.objects.create(
        concession=concession, person=person_of(entry), role=role, text=entry.text, position=position, since=since,
        **fields,
    )  # fmt: skip


def _need_note(need: NeedEntry) -> dict[str, Any]:
    """The immediate need as the act keeps it (R7)."""
    words = need_text(need)
    return {"need": words} if words else {}


def need_text(need: NeedEntry) -> str:
    """Who will rest there and as what, as papers say it."""
    remains = str(Remains(need.remains).label) if need.remains else ""
    return ", ".join(part for part in (need.deceased.text, remains.lower() if need.deceased.text else remains) if part)


def _papers(
    concession: Concession, entry: GrantEntry, sent: Submission, overruled: list[dict[str, str]]
) -> tuple[Document, list[Document]]:
    """The title and the decision; a right without a number of its own takes the title's, and both papers say it.

    An old perpetual right is only written down: nobody decides today what may be granted no more (R5).
    """
    more = {
        "price": euros(entry.price),
        "need": need_text(entry.need),
        "resident_since": day_text(entry.resident_since),
    }
    paper = dict(right_paper(concession, sent.today, overruled, **more))
    title = issue(DocumentKind.TITLE, snapshot=paper, on=sent.today, actor=sent.actor)
    if not concession.title_number:
        concession.title_number = paper["title_number"] = title.code
        concession.save(update_fields=["title_number"])
        title.snapshot["title_number"] = title.code
        title.save(update_fields=["snapshot"])
    if entry.perpetual:
        return title, []
    return title, [issue(DocumentKind.GRANT_DECISION, snapshot=paper, on=sent.today, actor=sent.actor)]
