"""Granting and renewing rights."""

from datetime import date, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import override

from cementiris.documents.models import Document, DocumentKind
from cementiris.documents.services import issue
from cementiris.registry.entries import GrantEntry, PersonEntry, RenewalEntry, Submission
from cementiris.registry.facts import grant_facts, renewal_facts
from cementiris.registry.models import (
    Act,
    ActKind,
    BurialUnit,
    Concession,
    EndReason,
    Extension,
    Holding,
    HoldingRole,
)
from cementiris.registry.queries import right_of, rights_on
from cementiris.registry.rules.concessions import check_grant, check_renewal, expiry_of_grant, expiry_of_renewal
from cementiris.registry.rules.facts import GrantFacts
from cementiris.registry.rules.findings import stop
from cementiris.registry.services.papers import right_paper
from cementiris.registry.services.people import person_of
from cementiris.registry.services.submission import RuleBroken, constraints_speak, decide, lock, record

ONE_DAY = timedelta(days=1)


def term_between(first: date | None, last: date | None) -> DateRange:
    """The term as stored, half-open: a right whose title says that it ends on a day is in force on that day."""
    return DateRange(first, last + ONE_DAY if last else None, "[)")


def grant_concession(*, unit: BurialUnit, entry: GrantEntry, sent: Submission) -> Act:
    """Grant a right with its title, or nothing of it; an expired right over the unit is settled by it.

    Raises RuleBroken with every reason, AlreadySent when the form comes twice, UnitChanged when it is outdated.
    """
    with override("ca"), constraints_speak(sent.key), transaction.atomic():
        locked = lock(unit, sent)
        facts = grant_facts(locked, entry, sent.today)
        overruled = decide(check_grant(facts), sent)
        on = facts.on or sent.today
        settle_rights(locked, on)
        concession = _write_concession(locked, entry, facts)
        _write_holdings(concession, entry, on)
        document = _title(concession, sent, overruled)
        act = record(
            ActKind.GRANT, unit=locked, sent=sent, on=on, person_text=entry.holder.text, document=document,
            detail=concession.title_number, overruled=overruled,
        )  # fmt: skip
        Concession.objects.filter(pk=concession.pk).update(act=act)
        return act


def settle_rights(unit: BurialUnit, on: date) -> None:
    """End the rights over the unit that were left open, so that a new one may begin on the day."""
    for old in rights_on([unit.pk], on):
        old.ended_on, old.ended_reason = on, EndReason.REVERTED
        if old.term.upper is None or old.term.upper > on:
            old.term = DateRange(old.term.lower, on, "[)")
        old.save()


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
    )


def _write_holdings(concession: Concession, entry: GrantEntry, on: date) -> None:
    roles = (
        (HoldingRole.HOLDER, entry.holder),
        (HoldingRole.CO_HOLDER, entry.co_holder),
        (HoldingRole.BENEFICIARY, entry.beneficiary),
    )
    for position, (role, person) in enumerate(roles):
        if person.text:
            _write_holding(concession, role, person, position=position, since=on)


def _write_holding(concession: Concession, role: str, entry: PersonEntry, *, position: int, since: date) -> None:
    Holding.objects.create(
        concession=concession, person=person_of(entry), role=role, text=entry.text, position=position, since=since
    )


def _title(concession: Concession, sent: Submission, overruled: list[dict[str, str]]) -> Document:
    """The title; a right without a number of its own takes the title's."""
    paper = right_paper(concession, sent.today, overruled)
    document = issue(DocumentKind.TITLE, snapshot=paper, on=sent.today, actor=sent.actor)
    if not concession.title_number:
        concession.title_number = document.code
        concession.save(update_fields=["title_number"])
        document.snapshot["title_number"] = document.code
        document.save(update_fields=["snapshot"])
    return document


def renew_concession(*, unit: BurialUnit, entry: RenewalEntry, sent: Submission) -> Act:
    """Lengthen the right over the unit from its present end, with the paper that proves it.

    Raises RuleBroken with every reason, AlreadySent when the form comes twice, UnitChanged when it is outdated.
    """
    with override("ca"), constraints_speak(sent.key), transaction.atomic():
        locked = lock(unit, sent)
        facts = renewal_facts(locked, entry, sent.today)
        concession = right_of(locked, min(facts.on, sent.today)) if facts else None
        if facts is None or concession is None:
            raise RuleBroken([stop("R51", "none")])
        overruled = decide(check_renewal(facts), sent)
        new_end, previous = expiry_of_renewal(facts), facts.right.expires_on
        assert new_end is not None
        assert previous is not None
        _lengthen(concession, new_end)
        document = _renewal_paper(concession, previous, sent, overruled)
        holder = concession.holdings.first()
        act = record(
            ActKind.RENEWAL, unit=locked, sent=sent, on=facts.on, person_text=str(holder or ""), document=document,
            detail=f"{previous:%d/%m/%Y} → {new_end:%d/%m/%Y}", overruled=overruled,
        )  # fmt: skip
        Extension.objects.create(
            concession=concession, granted_on=facts.on, years=entry.years, previous_expires_on=previous,
            new_expires_on=new_end, act=act,
        )  # fmt: skip
        return act


def _lengthen(concession: Concession, new_end: date) -> None:
    concession.expires_on = new_end.isoformat()
    concession.term = term_between(concession.term.lower, new_end)
    concession.save()


def _renewal_paper(
    concession: Concession, previous: date, sent: Submission, overruled: list[dict[str, str]]
) -> Document:
    paper = right_paper(concession, sent.today, overruled, previous_expires_on=f"{previous:%d/%m/%Y}")
    return issue(DocumentKind.RENEWAL, snapshot=paper, on=sent.today, actor=sent.actor)
