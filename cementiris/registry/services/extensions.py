"""Extending rights, and converting short ones into long ones."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import override

from cementiris.documents.models import Document, DocumentKind
from cementiris.documents.services import issue
from cementiris.registry.entries import Submission
from cementiris.registry.entries.rights import ConversionEntry, RenewalEntry
from cementiris.registry.facts.rights import conversion_facts, renewal_facts, standing_right
from cementiris.registry.models import Act, ActKind, BurialUnit, Concession, Extension
from cementiris.registry.queries import owners
from cementiris.registry.rules.extensions import (
    check_conversion,
    check_renewal,
    expiry_of_conversion,
    expiry_of_renewal,
)
from cementiris.registry.rules.findings import stop
from cementiris.registry.services.annulment_of_rights import take_back_renewal
from cementiris.registry.services.concessions import term_between
from cementiris.registry.services.papers import right_paper, years_text
from cementiris.registry.services.submission import RuleBroken, constraints_speak, decide, lock, record

SHORT_DECISION = "Pròrroga curta, fins que es pugui exhumar"
CONVERSION_DECISION = "Conversió en un dret de llarga durada"


def renew_concession(*, unit: BurialUnit, entry: RenewalEntry, sent: Submission) -> Act:
    """Lengthen the right over the unit from its present end, with the paper that proves it.

    Raises RuleBroken with every reason, AlreadySent when the form comes twice, UnitChanged when it is outdated.
    """
    with override("ca"), constraints_speak(sent.key), transaction.atomic():
        locked = lock(unit, sent)
        facts = renewal_facts(locked, entry, sent.today)
        concession = right_in_question(locked, entry.on, sent)
        if facts is None or concession is None:
            raise RuleBroken([stop("R51", "none")])
        overruled = decide(check_renewal(facts), sent)
        new_end, previous = expiry_of_renewal(facts), facts.right.expires_on
        assert new_end is not None
        assert previous is not None
        _lengthen(concession, new_end)
        more = {"extension": years_text(entry.years), "decision": SHORT_DECISION if entry.short else ""}
        document = _decision(concession, previous, sent, overruled=overruled, **more)
        act = _record(ActKind.RENEWAL, concession, previous, sent, on=facts.on, document=document, overruled=overruled)
        _write_extension(concession, act, years=entry.years, previous=previous, new_end=new_end)
        return act


def convert_concession(*, unit: BurialUnit, entry: ConversionEntry, sent: Submission) -> Act:
    """Make the short right over the unit a long one, counted from its title, with the decision that proves it (R10).

    Raises RuleBroken with every reason, AlreadySent when the form comes twice, UnitChanged when it is outdated.
    """
    with override("ca"), constraints_speak(sent.key), transaction.atomic():
        locked = lock(unit, sent)
        facts = conversion_facts(locked, entry, sent.today)
        concession = right_in_question(locked, entry.on, sent)
        if facts is None or concession is None:
            raise RuleBroken([stop("R51", "none")])
        overruled = decide(check_conversion(facts), sent)
        new_end, previous, years = expiry_of_conversion(facts), facts.right.expires_on, facts.town.conversion_to_years
        assert new_end is not None
        assert previous is not None
        former = {"term_years": concession.term_years, "resident_since": _iso(concession.resident_since)}
        concession.term_years, concession.resident_since = years, facts.resident_since
        _lengthen(concession, new_end)
        document = _decision(concession, previous, sent, overruled=overruled, decision=CONVERSION_DECISION)
        act = _record(
            ActKind.CONVERSION, concession, previous, sent, on=facts.on, document=document, overruled=overruled,
            notes={"former": former},
        )  # fmt: skip
        added = years - (facts.right.term_years or 0) - facts.right.extension_years
        _write_extension(concession, act, years=max(added, 0), previous=previous, new_end=new_end)
        return act


def take_back_conversion(act: Act) -> None:
    """The right is a short one again and ends when it did before."""
    take_back_renewal(act)
    former = act.notes["former"]
    rights = Concession.objects.filter(extensions__act=act)
    rights.update(term_years=former["term_years"], resident_since=former["resident_since"])


def right_in_question(unit: BurialUnit, on: date | None, sent: Submission) -> Concession | None:
    """The right over the unit on the day of the act, the one whose facts the rules have seen."""
    return standing_right(unit, on or sent.today, sent.today)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _lengthen(concession: Concession, new_end: date) -> None:
    concession.expires_on = new_end.isoformat()
    concession.term = term_between(concession.term.lower, new_end)
    concession.save()


def _decision(
    concession: Concession, previous: date, sent: Submission, *, overruled: list[dict[str, str]], **more: str
) -> Document:
    paper = right_paper(concession, sent.today, overruled, previous_expires_on=f"{previous:%d/%m/%Y}", **more)
    return issue(DocumentKind.RENEWAL, snapshot=paper, on=sent.today, actor=sent.actor)


def _record(kind: str, concession: Concession, previous: date, sent: Submission, **fields: Any) -> Act:
    holder = owners([concession.pk], sent.today).first()
    detail = f"{previous:%d/%m/%Y} → {date.fromisoformat(concession.expires_on):%d/%m/%Y}"
    return record(kind, unit=concession.unit, sent=sent, person_text=str(holder or ""), detail=detail, **fields)


def _write_extension(concession: Concession, act: Act, *, years: int, previous: date, new_end: date) -> Extension:
    return Extension.objects.create(
        concession=concession, granted_on=act.on, years=years, previous_expires_on=previous, new_expires_on=new_end,
        act=act,
    )  # fmt: skip
