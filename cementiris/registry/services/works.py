"""Granting leave for headstones and works, and writing down that they are done."""

from datetime import date
from typing import cast

from django.db import transaction
from django.utils.translation import override

from cementiris.documents.kinds import LicencePaper
from cementiris.documents.models import DocumentKind
from cementiris.documents.services import issue
from cementiris.registry.entries import Submission
from cementiris.registry.entries.works import LicenceEntry
from cementiris.registry.facts.works import day_of, hour_of, licence_facts, licence_findings
from cementiris.registry.models import Act, ActKind, BurialUnit, OrderKind, WorkOrder, WorksKind, WorksLicence
from cementiris.registry.queries import ordinance_on, right_of
from cementiris.registry.rules.works import headstone_due
from cementiris.registry.services.papers import day_text, filled, place_part, right_part
from cementiris.registry.services.submission import constraints_speak, decide, lock, record
from cementiris.registry.services.work_orders import LICENCE

ORDER_KINDS = {WorksKind.HEADSTONE: OrderKind.HEADSTONE, WorksKind.CONSTRUCTION: OrderKind.OTHER}


class LicenceClosed(Exception):
    """The licence is fulfilled or annulled already: somebody was quicker."""


def grant_licence(*, unit: BurialUnit, entry: LicenceEntry, sent: Submission) -> Act:
    """Grant a licence with its paper, and order the work where a day for it was typed.

    Raises RuleBroken with every reason, AlreadySent when the form comes twice, UnitChanged when it is outdated.
    """
    with override("ca"), constraints_speak(sent.key), transaction.atomic():
        locked = lock(unit, sent)
        overruled = decide(licence_findings(locked, entry, sent.today), sent)
        licence = _licence(locked, entry, sent.today)
        paper = licence_paper(licence, entry, overruled)
        document = issue(DocumentKind.WORKS_LICENCE, snapshot=paper, on=sent.today, actor=sent.actor)
        act = record(
            ActKind.LICENCE, unit=locked, sent=sent, on=licence.granted_on, person_text=entry.applicant,
            document=document, detail=_detail(licence), overruled=overruled,
        )  # fmt: skip
        licence.act, licence.document = act, document
        licence.save()
        if entry.planned_at is not None:
            _order(licence, entry.planned_at, act)
        return act


def _licence(unit: BurialUnit, entry: LicenceEntry, today: date) -> WorksLicence:
    facts = licence_facts(unit, entry, today)
    is_headstone = entry.kind == WorksKind.HEADSTONE
    due = headstone_due(facts.awarded_on, facts.award_years, facts.town, perpetual=facts.perpetual)
    on = entry.on or today
    return WorksLicence(
        unit=unit,
        concession=right_of(unit, on),
        kind=entry.kind,
        applicant=entry.applicant,
        contractor=entry.contractor,
        description=entry.description,
        granted_on=on,
        due_on=entry.due_on or (due if is_headstone else None),
    )


def _detail(licence: WorksLicence) -> str:
    until = f"fins al {licence.due_on:%d/%m/%Y}" if licence.due_on else ""
    return ", ".join(part for part in (licence.get_kind_display(), until) if part)


def _order(licence: WorksLicence, when: date, act: Act) -> None:
    WorkOrder.objects.create(
        kind=ORDER_KINDS[WorksKind(licence.kind)], unit=licence.unit, licence=licence, act=act, on=day_of(when),
        at=hour_of(when), instructions=licence.description[:300],
    )  # fmt: skip


def licence_paper(licence: WorksLicence, entry: LicenceEntry, overruled: list[dict[str, str]]) -> LicencePaper:
    """What the paper of a licence says."""
    on = licence.granted_on
    assert on is not None
    paper = dict(
        **place_part(licence.unit),
        **right_part(licence.unit, on),
        work=str(licence.get_kind_display()),
        applicant=licence.applicant,
        granted_on=day_text(on),
        **filled(
            contractor=licence.contractor,
            description=licence.description,
            due_on=day_text(licence.due_on),
            at=day_text(entry.planned_at),
            regulation=ordinance_on(on).regulation,
            overruled=overruled,
        ),
    )
    return cast(LicencePaper, paper)


def finish_licence(licence: WorksLicence, *, on: date, sent: Submission) -> Act:
    """Write down that what a licence allowed is done. Raises LicenceClosed."""
    with override("ca"), transaction.atomic():
        locked = WorksLicence.objects.select_for_update(of=("self",)).select_related("unit").get(pk=licence.pk)
        if locked.done_on or locked.annulled:
            raise LicenceClosed
        locked.done_on = on
        locked.save(update_fields=["done_on"])
        return record(
            ActKind.WORK_DONE, unit=locked.unit, sent=sent, on=on, person_text=locked.applicant,
            detail=locked.get_kind_display(), notes={LICENCE: locked.pk},
        )  # fmt: skip


def take_back_licence(act: Act) -> None:
    """The licence of an annulled act counts no more; its paper stays, with the number it has."""
    WorksLicence.objects.filter(act=act).update(annulled=True)
