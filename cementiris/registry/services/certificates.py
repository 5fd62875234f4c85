"""Certificates of what the register says, and the burial book as a paper."""

from datetime import date
from typing import cast

from django.db import transaction
from django.utils.translation import override

from cementiris.accounts.models import Municipality
from cementiris.documents.kinds import BookPaper, CertificatePaper, town_snapshot
from cementiris.documents.models import Document, DocumentKind
from cementiris.documents.services import issue
from cementiris.registry.books import in_words, lines_of_person, lines_of_unit, lines_of_year
from cementiris.registry.entries import Submission
from cementiris.registry.entries.certificates import CertificateEntry
from cementiris.registry.models import Act, ActKind, BurialUnit, Movement, Person
from cementiris.registry.queries import resting, right_of
from cementiris.registry.rules.certificates import CertificateFacts, check_certificate
from cementiris.registry.services.papers import day_text, filled, place_part, resting_part, right_part
from cementiris.registry.services.submission import constraints_speak, decide, lock, record


def certify_unit(*, unit: BurialUnit, entry: CertificateEntry, sent: Submission) -> Act:
    """Issue a certificate of what the register says of the unit on a day.

    Raises RuleBroken with every reason, AlreadySent when the form comes twice, UnitChanged when it is outdated.
    """
    with override("ca"), constraints_speak(sent.key), transaction.atomic():
        locked = lock(unit, sent, may_be_gone=True)
        decide(check_certificate(certificate_facts(entry, sent.today)), sent)
        document = issue(
            DocumentKind.UNIT_CERTIFICATE, snapshot=_unit_paper(locked, entry), on=sent.today, actor=sent.actor
        )
        return record(
            ActKind.CERTIFICATE, unit=locked, sent=sent, on=sent.today, person_text=entry.applicant,
            detail=entry.cause, document=document,
        )  # fmt: skip


def certificate_facts(entry: CertificateEntry, today: date, *, is_dead: bool = True) -> CertificateFacts:
    """What the rules of a certificate look at."""
    return CertificateFacts(
        today=today, on=entry.on, applicant=entry.applicant, with_holder=entry.with_holder, is_dead=is_dead
    )


def _unit_paper(unit: BurialUnit, entry: CertificateEntry) -> CertificatePaper:
    history = in_words(lines_of_unit(unit, entry.on)) if entry.with_history else []
    paper = {
        **place_part(unit),
        **(_holder_part(unit, entry) if entry.with_holder else {}),
        "at": day_text(entry.on),
        "resting": resting_part(unit, entry.on),
        **filled(applicant=entry.applicant, cause=entry.cause, history=history),
    }
    return cast(CertificatePaper, paper)


def _holder_part(unit: BurialUnit, entry: CertificateEntry) -> dict[str, str]:
    right = right_of(unit, entry.on)
    return {**right_part(unit, entry.on), **filled(granted_on=day_text(right.granted_from) if right else "")}


def certify_person(*, person: Person, entry: CertificateEntry, sent: Submission) -> Act:
    """Issue a certificate of where a dead person was laid and rests, up to a day. Raises RuleBroken."""
    with override("ca"), constraints_speak(sent.key), transaction.atomic():
        decide(check_certificate(certificate_facts(entry, sent.today, is_dead=person.is_dead)), sent)
        rests = resting(entry.on).filter(deceased=person).select_related("to_unit__section", "to_unit__cemetery")
        paper = _person_paper(person, rests.first(), entry)
        document = issue(DocumentKind.PERSON_CERTIFICATE, snapshot=paper, on=sent.today, actor=sent.actor)
        return Act.objects.create(
            kind=ActKind.CERTIFICATE, on=sent.today, person_text=str(person), detail=entry.cause, document=document,
            recorded_by=sent.actor, submission_key=sent.key,
        )  # fmt: skip


def _person_paper(person: Person, rests: Movement | None, entry: CertificateEntry) -> CertificatePaper:
    died_on = person.died_from if person.died_from == person.died_until else None
    paper = {
        "town": town_snapshot(person.municipality),
        "deceased": str(person),
        "at": day_text(entry.on),
        **(place_part(rests.to_unit) if rests and rests.to_unit else {}),
        **filled(
            died_on=day_text(died_on),
            applicant=entry.applicant,
            cause=entry.cause,
            history=in_words(lines_of_person(person, entry.on)),
        ),
    }
    return cast(CertificatePaper, paper)


@transaction.atomic
def print_book(town: Municipality, *, year: int, sent: Submission) -> Document:
    """Issue the burial register of a year as a numbered book, frozen as it reads today."""
    with override("ca"):
        lines = in_words(lines_of_year(year))
        paper = BookPaper(town=town_snapshot(town), year=str(year), history=lines, count=str(len(lines)))
        return issue(DocumentKind.BURIAL_BOOK, snapshot=paper, on=sent.today, actor=sent.actor)
