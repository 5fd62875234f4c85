"""Questions about letters."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet

from cementiris.notices.models import Letter, LetterStatus
from cementiris.registry.models import BurialUnit, Concession, Standing
from cementiris.registry.queries import extensions_in_force

SETTLED = (
    Q(concession__expires_until__gt=F("expires_on"))
    | Q(concession__ended_on__isnull=False)
    | Q(concession__standing=Standing.ANNULLED)
)
"""The right was renewed, ended or annulled since the letter was written: nothing more is due. Derived, never stored."""


@dataclass(frozen=True)
class Unanswered:
    """Letters that went out and of which nothing is known: how many, and since when the oldest."""

    count: int
    oldest_on: date | None


def unanswered_letters() -> Unanswered:
    """Return the letters without an answer, whose right is not settled meanwhile."""
    letters = Letter.objects.filter(status__in=LetterStatus.unanswered()).exclude(SETTLED)
    figures = letters.aggregate(count=Count("pk"), oldest=Min("campaign__on"))
    return Unanswered(figures["count"], figures["oldest"])


def ending_between(first: date, last: date) -> QuerySet[Concession]:
    """Return every right, of whatever standing, whose last day lies between two days, both included."""
    return Concession.objects.filter(expires_until__gte=first, expires_until__lte=last)


def rights_to_notify(first: date, last: date) -> QuerySet[Concession]:
    """Return the rights of which a campaign should write: accepted, not ended, and followed by no other right."""
    return ending_between(first, last).filter(~Exists(_followers()), standing=Standing.ACCEPTED, ended_on__isnull=True)


def left_out_counts(first: date, last: date) -> dict[str, int]:
    """Return how many rights of the period get no letter, by reason."""
    followed = Exists(_followers())
    rows: Any = ending_between(first, last).annotate(followed=followed).values_list("standing", "ended_on", "followed")
    counts = Counter(_reason(standing, ended_on, is_followed) for standing, ended_on, is_followed in rows)
    extended = extensions_in_force().filter(previous_expires_on__gte=first, previous_expires_on__lte=last)
    counts["extended"] = extended.filter(concession__expires_until__gt=last).count()
    return {reason: count for reason, count in sorted(counts.items()) if reason and count}


def letters_of(unit: BurialUnit) -> QuerySet[Letter]:
    """Return the letters ever written about a unit, latest first."""
    letters = Letter.objects.filter(concession__unit=unit, status__in=LetterStatus.on_paper())
    return letters.select_related("campaign", "concession").order_by("-campaign__on", "-pk")


def find_letter(code: str) -> Letter | None:
    """Return the letter with the number that a reader scanned or a clerk typed ("2026/4-009", "2026-4-9"), or None."""
    parts = code.strip().replace("/", "-").replace(" ", "").split("-")
    if len(parts) != 3 or not all(part.isdecimal() and len(part) < 9 for part in parts):
        return None
    year, campaign, number = (int(part) for part in parts)
    letters = Letter.objects.select_related("campaign").filter(campaign__year=year, campaign__number=campaign)
    return letters.filter(number=number).first()


def _followers() -> QuerySet[Concession]:
    """A right over the same unit that begins when this one is over: the place is somebody's already."""
    return Concession.objects.filter(standing=Standing.ACCEPTED, unit=OuterRef("unit"), term__fully_gt=OuterRef("term"))


def _reason(standing: str, ended_on: date | None, followed: bool) -> str:
    if standing != Standing.ACCEPTED:
        return standing
    if ended_on is not None:
        return "ended"
    return "followed" if followed else ""
