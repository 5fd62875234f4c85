"""Keeping versions of the ordinance."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from cementiris.registry.entries import Submission
from cementiris.registry.models import Act, ActKind, Ordinance


@transaction.atomic
def save_ordinance(values: Mapping[str, Any], *, sent: Submission) -> Ordinance:
    """Keep a version of the ordinance, or correct the one of the same day; the journal says which.

    Acts are judged by the version of their day, so that a new one changes nothing of what was done before it.
    """
    day = values["valid_from"]
    chosen = {name: value for name, value in values.items() if name != "valid_from"}
    ordinance, is_new = Ordinance.objects.update_or_create(valid_from=day, defaults=chosen)
    Act.objects.create(
        kind=ActKind.ORDINANCE,
        on=day,
        detail=ordinance.regulation,
        notes={} if is_new else {"corrected": True},
        recorded_by=sent.actor,
    )
    return ordinance
