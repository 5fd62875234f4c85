"""What the pages of notices show."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cementiris.jobs.models import Progress
from cementiris.notices.messages import NOTES, REASONS, say
from cementiris.notices.models import Campaign, CampaignStatus, Letter, LetterStatus, Outcome
from cementiris.notices.rules import next_step
from cementiris.notices.services.production import PRODUCE
from cementiris.registry.models import Standing

ROWS_A_PAGE = 50
TABS: dict[str, tuple[Promise, list[str]]] = {
    "": (gettext_lazy("Totes"), LetterStatus.on_paper()),
    "sense": (gettext_lazy("Sense resposta"), LetterStatus.unanswered()),
    "retornades": (gettext_lazy("Retornades"), [LetterStatus.RETURNED]),
    "lliurades": (gettext_lazy("Lliurades"), [LetterStatus.DELIVERED]),
    "contestades": (gettext_lazy("Contestades"), [LetterStatus.ANSWERED]),
}
REVIEW = [LetterStatus.PLANNED, LetterStatus.LEFT_OUT]
LOOKS = {
    Outcome.DELIVERED: "ok",
    Outcome.ANSWERED: "ok",
    Outcome.ABSENT: "warn",
    Outcome.WRONG_ADDRESS: "stop",
    Outcome.REFUSED: "stop",
    Outcome.UNKNOWN_PERSON: "stop",
    Outcome.DEAD_PERSON: "stop",
}


@dataclass(frozen=True)
class Step:
    """One of the four visible steps."""

    title: str
    note: str
    state: str
    url: str = ""


@dataclass(frozen=True)
class Tab:
    """A filter of the list, with how many letters it holds."""

    key: str
    label: str
    count: int


@dataclass(frozen=True)
class LetterRow:
    """One letter in a list: what is odd about it, what happened and what is to be done."""

    letter: Letter

    @property
    def note(self) -> str:
        """What to know before it goes out."""
        found = NOTES.get(self.letter.note)
        return str(found[0]) if found else ""

    @property
    def note_rule(self) -> str:
        """The rule behind the note."""
        found = NOTES.get(self.letter.note)
        return found[1] if found else ""

    @property
    def look(self) -> str:
        """Which icon and colour the outcome has; "" while nothing is known."""
        return LOOKS.get(Outcome(self.letter.outcome), "") if self.letter.outcome else ""

    @property
    def said(self) -> str:
        """What happened, in a word."""
        if not self.letter.outcome:
            return str(self.letter.get_status_display())
        word = str(self.letter.get_outcome_display())
        if self.letter.outcome != Outcome.ABSENT:
            return word
        attempt = _("1r intent") if self.letter.attempt_count == 1 else _("2n intent")
        return f"{word}, {attempt}"

    @cached_property
    def is_settled(self) -> bool:
        """Whether the right was renewed, ended or annulled since, as `queries.SETTLED` asks."""
        right = self.letter.concession
        is_longer = right.expires_until is not None and right.expires_until > self.letter.expires_on
        return is_longer or right.ended_on is not None or right.standing == Standing.ANNULLED

    @cached_property
    def next_step(self) -> tuple[str, str]:
        """What is to be done, with its rule."""
        if self.is_settled:
            return _("Res: el dret ja s’ha renovat o acabat"), ""
        at = self.letter.outcome_at
        step = next_step(self.letter.outcome, timezone.localtime(at) if at else None, self.letter.attempt_count)
        return (say(step), step.rule) if step else ("", "")


@dataclass(frozen=True)
class CampaignPage:
    """A campaign with its steps, its letters and the one that was just scanned or noted."""

    campaign: Campaign
    listed: Page[Letter]
    tab: str
    counts: Counter[str]
    unaddressed_count: int
    heirs_count: int
    progress: Progress | None
    scanned: Letter | None = None
    noted: Letter | None = None

    @property
    def rows(self) -> list[LetterRow]:
        """The letters of this page of the list."""
        return [LetterRow(letter) for letter in self.listed.object_list]

    @property
    def is_draft(self) -> bool:
        """Whether the list may still be changed."""
        return self.campaign.status == CampaignStatus.DRAFT

    @property
    def is_printed(self) -> bool:
        """Whether the print file is made."""
        return self.campaign.status == CampaignStatus.PRODUCED

    @property
    def stopped_because(self) -> str:
        """Why the drawing stopped; "" while it goes on."""
        return self.progress.message if self.progress and self.progress.state == Progress.State.FAILED else ""

    @property
    def letter_count(self) -> int:
        """How many letters there are, or will be."""
        return sum(count for status, count in self.counts.items() if status != LetterStatus.LEFT_OUT)

    @property
    def left_out_count(self) -> int:
        """How many were unticked."""
        return self.counts[LetterStatus.LEFT_OUT]

    @property
    def unanswered_count(self) -> int:
        """How many wait for an answer."""
        return sum(self.counts[status] for status in LetterStatus.unanswered())

    @property
    def unposted_count(self) -> int:
        """How many are printed and not yet at the post."""
        return self.counts[LetterStatus.PRODUCED]

    @property
    def is_printing_next(self) -> bool:
        """Whether printing is what is to be done: nothing is at the post yet and no letter is in hand."""
        return self.scanned is None and self.unposted_count > self.unaddressed_count

    @property
    def known_count(self) -> int:
        """Of how many something is known."""
        return self.letter_count - self.unanswered_count

    @property
    def tabs(self) -> list[Tab]:
        """The filters of the follow-up."""
        return [
            Tab(key, str(label), sum(self.counts[status] for status in statuses))
            for key, (label, statuses) in TABS.items()
        ]

    @property
    def left_out(self) -> list[tuple[int, str]]:
        """How many rights of the period get no letter, and why."""
        return [(count, str(REASONS[reason])) for reason, count in self.campaign.left_out.items()]

    @property
    def is_second_attempt_due(self) -> bool:
        """Whether there are letters to print for a second attempt."""
        return second_attempts(self.campaign).exists()

    @property
    def steps(self) -> list[Step]:
        """Choose, review, freeze and print, follow up."""
        return [
            Step(_("Trieu"), self._chosen(), "done", reverse("notices:index", args=[self.campaign.municipality.slug])),
            Step(_("Reviseu"), self._reviewed(), "current" if self.is_draft else "done"),
            Step(_("Congeleu i imprimiu"), self._printed(), self._print_state()),
            Step(_("Feu-ne el seguiment"), self._followed(), "current" if self.is_printed else "todo"),
        ]

    def _chosen(self) -> str:
        total = self.letter_count + self.left_out_count
        return ngettext("%(total)s dret del període", "%(total)s drets del període", total) % {"total": total}

    def _reviewed(self) -> str:
        text = ngettext("%(count)s carta", "%(count)s cartes", self.letter_count) % {"count": self.letter_count}
        out = self.left_out_count
        return text + (", " + ngettext("%(out)s treta", "%(out)s tretes", out) % {"out": out} if out else "")

    def _printed(self) -> str:
        if self.campaign.frozen_at is None:
            return _("Encara no")
        day = timezone.localtime(self.campaign.frozen_at)
        pages = self.campaign.page_count
        text = ngettext("%(pages)s pàgina", "%(pages)s pàgines", pages) % {"pages": pages} if pages else _("en marxa")
        return f"{day:%d/%m/%Y}, {text}"

    def _print_state(self) -> str:
        states = {CampaignStatus.DRAFT: "todo", CampaignStatus.FROZEN: "current", CampaignStatus.PRODUCED: "done"}
        return states[CampaignStatus(self.campaign.status)]

    def _followed(self) -> str:
        if not self.is_printed:
            return _("Quan siguin a correus")
        return _("%(known)s amb resposta, %(unknown)s sense") % {
            "known": self.known_count,
            "unknown": self.unanswered_count,
        }


def campaign_page(
    campaign: Campaign, *, tab: str, number: str, scanned: Letter | None = None, noted: Letter | None = None
) -> CampaignPage:
    """Assemble the page of a campaign."""
    tab = tab if tab in TABS else ""
    figures = campaign.letters.aggregate(
        unaddressed=Count("pk", filter=Q(address="") & ~Q(status=LetterStatus.LEFT_OUT)),
        heirs=Count("pk", filter=Q(note="heirs") & ~Q(status=LetterStatus.LEFT_OUT)),
    )
    return CampaignPage(
        campaign=campaign,
        listed=_listed(campaign, tab, number),
        tab=tab,
        counts=Counter(dict(campaign.letters.order_by().values_list("status").annotate(Count("pk")))),
        unaddressed_count=figures["unaddressed"],
        heirs_count=figures["heirs"],
        progress=Progress.objects.filter(work=PRODUCE, subject_id=campaign.pk).first(),
        scanned=scanned,
        noted=noted,
    )


def second_attempts(campaign: Campaign) -> QuerySet[Letter]:
    """The letters that found nobody once and must go out again (R57)."""
    return campaign.letters.filter(
        status=LetterStatus.RETURNED, outcome=Outcome.ABSENT, attempt_count=1
    ).select_related("campaign__template")


def campaign_rows() -> QuerySet[Campaign]:
    """Every campaign, latest first, with its figures."""
    on_paper = ~Q(letters__status=LetterStatus.LEFT_OUT)
    return Campaign.objects.order_by("-year", "-number").annotate(
        letter_count=Count("letters", filter=on_paper),
        unanswered_count=Count("letters", filter=Q(letters__status__in=LetterStatus.unanswered())),
    )


def _listed(campaign: Campaign, tab: str, number: str) -> Page[Letter]:
    statuses = REVIEW if campaign.status == CampaignStatus.DRAFT else TABS[tab][1]
    letters = campaign.letters.filter(status__in=statuses).select_related("concession__unit__section", "campaign")
    return Paginator(letters.order_by("number", "postal_order", "pk"), ROWS_A_PAGE).get_page(number)
