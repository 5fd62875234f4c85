"""What happens to letters once they are printed: posted, delivered, returned, answered."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cementiris.accounts.models import User
from cementiris.notices.models import Campaign, Letter, LetterEvent, LetterStatus, Outcome

TRANSITIONS: dict[str, frozenset[str]] = {
    LetterStatus.PLANNED: frozenset({LetterStatus.LEFT_OUT, LetterStatus.FROZEN}),
    LetterStatus.LEFT_OUT: frozenset({LetterStatus.PLANNED}),
    LetterStatus.FROZEN: frozenset({LetterStatus.PRODUCED}),
    LetterStatus.PRODUCED: frozenset(
        {LetterStatus.POSTED, LetterStatus.DELIVERED, LetterStatus.RETURNED, LetterStatus.ANSWERED}
    ),
    LetterStatus.POSTED: frozenset({LetterStatus.DELIVERED, LetterStatus.RETURNED, LetterStatus.ANSWERED}),
    LetterStatus.DELIVERED: frozenset({LetterStatus.ANSWERED}),
    LetterStatus.RETURNED: frozenset(
        {LetterStatus.POSTED, LetterStatus.RETURNED, LetterStatus.DELIVERED, LetterStatus.ANSWERED}
    ),
    LetterStatus.ANSWERED: frozenset(),
}
"""Which steps a letter may take; everything else is refused."""

STATUS_AFTER: dict[str, LetterStatus] = {
    Outcome.DELIVERED: LetterStatus.DELIVERED,
    Outcome.ANSWERED: LetterStatus.ANSWERED,
    Outcome.ABSENT: LetterStatus.RETURNED,
    Outcome.WRONG_ADDRESS: LetterStatus.RETURNED,
    Outcome.REFUSED: LetterStatus.RETURNED,
    Outcome.UNKNOWN_PERSON: LetterStatus.RETURNED,
    Outcome.DEAD_PERSON: LetterStatus.RETURNED,
}


class StepRefusedError(Exception):
    """A letter cannot take this step; the message says why, for the clerk."""


@transaction.atomic
def post_letters(campaign: Campaign, *, at: datetime, actor: User | None) -> int:
    """Note that the printed letters with an address went to the post; returns how many. Twice does nothing."""
    waiting = campaign.letters.select_for_update().filter(status=LetterStatus.PRODUCED).exclude(address="")
    letters = list(waiting)
    LetterEvent.objects.bulk_create(
        LetterEvent(letter=letter, status_before=letter.status, status=LetterStatus.POSTED, at=at, recorded_by=actor)
        for letter in letters
    )
    waiting.update(status=LetterStatus.POSTED)
    return len(letters)


def refuse_before_freezing(campaign: Campaign, at: datetime) -> None:
    """Raise StepRefusedError for an instant at which the letters were not made yet; clerks give it to the minute."""
    made_at = campaign.frozen_at
    if made_at is None or at >= made_at.replace(second=0, microsecond=0):
        return
    sentence = _("Les cartes es van fer el %(made)s: abans no els pot haver passat res. Poseu-hi un moment posterior.")
    raise StepRefusedError(sentence % {"made": f"{timezone.localtime(made_at):%d/%m/%Y, %H.%M}"})


@transaction.atomic
def record_outcome(letter: Letter, outcome: str, *, at: datetime, actor: User | None) -> Letter:
    """Note what happened to a letter. Raises StepRefusedError when it cannot have happened to it, or not then."""
    row = Letter.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=letter.pk)
    refuse_before_freezing(row.campaign, at)
    status = STATUS_AFTER[outcome]
    if status not in TRANSITIONS[row.status]:
        present, asked = row.get_status_display(), status.label
        sentence = _("La carta %(code)s consta com a «%(present)s»: ja no pot passar a «%(asked)s».")
        raise StepRefusedError(sentence % {"code": row.code, "present": present, "asked": asked})
    LetterEvent.objects.create(
        letter=row,
        status_before=row.status,
        status=status,
        outcome_before=row.outcome,
        outcome=outcome,
        at=at,
        recorded_by=actor,
    )
    row.status, row.outcome, row.outcome_at = status, outcome, at
    row.attempt_count += 1
    row.save(update_fields=["status", "outcome", "outcome_at", "attempt_count"])
    return row


@transaction.atomic
def undo_outcome(letter: Letter, *, at: datetime, actor: User | None) -> Letter:
    """Take back the last thing noted on a letter, keeping both in its history (R76)."""
    row = Letter.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=letter.pk)
    last = row.events.order_by("-pk").first()
    if last is None or last.is_undo or not last.outcome:
        raise StepRefusedError(_("No hi ha res per desfer a la carta %(code)s.") % {"code": row.code})
    LetterEvent.objects.create(
        letter=row,
        status_before=row.status,
        status=last.status_before,
        outcome_before=row.outcome,
        outcome=last.outcome_before,
        is_undo=True,
        at=at,
        recorded_by=actor,
    )
    row.status, row.outcome = last.status_before, last.outcome_before
    row.outcome_at = last.at if last.outcome_before else None
    row.attempt_count -= 1
    row.save(update_fields=["status", "outcome", "outcome_at", "attempt_count"])
    return row
