"""What the acts over several units or over entries share: one journal."""

from collections.abc import Sequence
from typing import Any

from cementiris.registry.entries import Submission
from cementiris.registry.models import Act, BurialUnit

REASON_LENGTH = 300
ECHO_OF = "echo_of"
"""In the notes of an act: the act whose echo it is in the journal of another unit."""


def record_over(units: Sequence[BurialUnit], kind: str, *, sent: Submission, **fields: Any) -> Act:
    """Write an act that concerns several units: one act, and an echo in the journal of each further unit.

    Every unit's sheet shows it, and every form that is open over one of them learns of it.
    """
    notes = fields.pop("notes", {})
    reason = sent.reason.strip()[:REASON_LENGTH]
    written = {"on": sent.today, "recorded_by": sent.actor, "kind": kind, "detail": reason, **fields}
    act = Act.objects.create(unit=units[0] if units else None, submission_key=sent.key, notes=notes, **written)
    echoes = [Act(unit=unit, notes={**notes, ECHO_OF: act.pk}, **written) for unit in units[1:]]
    Act.objects.bulk_create(echoes, batch_size=500)
    return act
