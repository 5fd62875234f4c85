"""What the pages of caducity files show: where each one stands, what is next and until when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cementiris.documents.models import Document
from cementiris.registry.dates import PartialDate
from cementiris.registry.facts.lapse import facts_of_file
from cementiris.registry.messages.lapse import ANSWERS, NEXT_STEPS, OUTCOMES
from cementiris.registry.messages.wording import Words
from cementiris.registry.models import ActKind, Holding, HoldingRole, LapseFile, LapseStep, LapseStepKind
from cementiris.registry.pages.timeline import DocumentLink, TimelineItem
from cementiris.registry.queries import ordinance_on, town_choices
from cementiris.registry.rules.facts import TownChoices
from cementiris.registry.rules.lapse import may_be_done
from cementiris.registry.rules.lapse_facts import LapseFacts, Step
from cementiris.registry.rules.lapse_terms import NextStep, allegations_until, final_from, next_step, payment_until


@dataclass(frozen=True)
class FileRow:
    """One file in the list."""

    file: LapseFile
    holders: str
    next: NextStep | None
    next_words: Words
    is_late: bool


@dataclass(frozen=True)
class StepLink:
    """A step that may be recorded now."""

    label: str | Promise
    url: str
    is_next: bool = False


@dataclass(frozen=True)
class FilePage:
    """One file with everything done in it."""

    row: FileRow
    facts: LapseFacts
    steps: list[TimelineItem]
    links: list[StepLink]
    allegations_until: date | None
    payment_until: date | None
    final_from: date | None


def file_rows(files: Iterable[LapseFile], today: date) -> list[FileRow]:
    """Say of each file what is next; the files come with their steps and holders."""
    town = town_choices(ordinance_on(today))
    return [_row(file, _facts(file, today, town), today) for file in files]


def _facts(file: LapseFile, today: date, town: TownChoices) -> LapseFacts:
    return facts_of_file(file, list(file.steps.all()), today, town=town)


def _row(file: LapseFile, facts: LapseFacts, today: date) -> FileRow:
    step = next_step(facts)
    is_over = bool(step and step.on and step.on < today)
    return FileRow(
        file=file,
        holders=", ".join(_owners(file, today)),
        next=step,
        next_words=_words(step, today),
        is_late=bool(step and is_over and not step.waits),
    )


def _owners(file: LapseFile, on: date) -> list[str]:
    rows: Iterable[Holding] = file.concession.holdings.all()
    return [str(row) for row in rows if row.role in HoldingRole.owners() and (row.until is None or row.until > on)]


def _words(step: NextStep | None, today: date) -> Words:
    if step is None:
        return ""
    is_now = step.case == "final" and step.on is not None and step.on <= today
    return NEXT_STEPS["final_now" if is_now else step.case]


def file_page(file: LapseFile, today: date, *, town: str) -> FilePage:
    """Assemble the page of one file; steps that were taken back stay, struck."""
    facts = _facts(file, today, town_choices(ordinance_on(today)))
    row = _row(file, facts, today)
    return FilePage(
        row=row,
        facts=facts,
        steps=_timeline(file, town),
        links=_links(file, facts, row.next, town),
        allegations_until=allegations_until(facts),
        payment_until=payment_until(facts),
        final_from=final_from(facts),
    )


def _links(file: LapseFile, facts: LapseFacts, following: NextStep | None, town: str) -> list[StepLink]:
    kinds = [kind for kind in Step if may_be_done(facts, kind)]
    labels = dict(LapseStepKind.choices)
    links = [
        StepLink(
            labels[kind],
            reverse("registry:lapse_step", kwargs={"town": town, "pk": file.pk, "kind": kind}),
            bool(following and following.kind is kind),
        )
        for kind in kinds
    ]
    return sorted(links, key=lambda link: not link.is_next)


def _timeline(file: LapseFile, town: str) -> list[TimelineItem]:
    """Everything done in the file, newest first, down to its opening."""
    steps = LapseStep.objects.filter(file=file).select_related("document", "act", "attachment")
    items = [_item(step, town) for step in reversed(steps)]
    return [*items, _opening(file, town)]


def _opening(file: LapseFile, town: str) -> TimelineItem:
    paper = file.act.document if file.act else None
    return TimelineItem(
        when=PartialDate.on(file.opened_on),
        title=str(ActKind.LAPSE_OPENED.label),
        text=file.get_cause_display(),
        documents=(_paper(paper, town),) if paper else (),
        url=reverse("registry:act", kwargs={"town": town, "pk": file.act_id}) if file.act_id else "",
    )


def _item(step: LapseStep, town: str) -> TimelineItem:
    links = [_paper(step.document, town)] if step.document else []
    if step.attachment:
        address = reverse("registry:attachment", kwargs={"town": town, "pk": step.attachment.pk})
        links.append(DocumentLink(address, step.attachment.name, ""))
    return TimelineItem(
        when=PartialDate.on(step.on),
        title=step.get_kind_display(),
        text=". ".join(_said(step)),
        documents=tuple(links),
        url=reverse("registry:act", kwargs={"town": town, "pk": step.act_id}) if step.act_id else "",
        is_annulled=step.annulled,
        annulled=step.act.annulled_reason if step.annulled and step.act else "",
    )


def _said(step: LapseStep) -> list[str]:
    words = ANSWERS if step.kind == LapseStepKind.ALLEGATION_ANSWER else OUTCOMES
    hour = f"{step.at:%H.%M}" if step.at else ""
    until = _("fins al %(day)s") % {"day": f"{step.due_on:%d/%m/%Y}"} if step.due_on else ""
    return [part for part in (str(words.get(step.outcome, "")), hour, until, step.note) if part]


def _paper(document: Document, town: str) -> DocumentLink:
    address = reverse("documents:document", kwargs={"town": town, "pk": document.pk})
    return DocumentLink(address, f"{document.get_kind_display()} {document.code}")
