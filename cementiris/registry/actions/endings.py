"""Acts that end the right."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cementiris.registry.actions.base import Situation, UnitAction, first_stop
from cementiris.registry.facts.endings import emptied_facts, heirs_asked_until
from cementiris.registry.models import LapseFile, LapseStatus, LateSuccession
from cementiris.registry.rules.endings import (
    EndingFacts,
    RetrocessionFacts,
    check_renunciation,
    check_retrocession,
    r30_an_emptied_short_right_is_given_back,
)

OF_THE_RIGHT = frozenset({"X31", "X32", "R23", "R27", "R31"})
"""Rules of giving a right back that speak of the right and the day; prices wait for the form, as do signatures."""


def actions(here: Situation) -> list[UnitAction]:
    """Giving the right back and opening its caducity, where there is a right."""
    sheet = here.sheet
    if sheet.right is None:
        return []
    under_way = LapseFile.objects.filter(concession=sheet.right).exclude(status=LapseStatus.CLOSED).first()
    seen = _seen(here, has_open_file=under_way is not None)
    is_silence_renunciation = here.choices.late_succession == LateSuccession.RENOUNCED
    until = heirs_asked_until(sheet.unit, sheet.on, sheet.on) if is_silence_renunciation else None
    renunciation = first_stop(check_renunciation(EndingFacts(**seen, heirs_asked_until=until)), OF_THE_RIGHT)
    return [
        here.action(_("Anota una renúncia"), "renounce", renunciation),
        _retrocede(here, RetrocessionFacts(**seen)),
        _lapse(here, under_way),
    ]


def _lapse(here: Situation, file: LapseFile | None) -> UnitAction:
    if file is None:
        return here.action(_("Obre l’expedient de caducitat"), "open_lapse")
    url = reverse("registry:lapse_file", kwargs={"town": here.town, "pk": file.pk})
    return UnitAction(_("Segueix l’expedient de caducitat"), url)


def _seen(here: Situation, *, has_open_file: bool) -> dict[str, Any]:
    """What the sheet knows; everybody counts as having signed."""
    sheet = here.sheet
    return {
        "today": sheet.on,
        "on": sheet.on,
        "right": sheet.facts.right,
        "town": here.choices,
        "resting_count": sheet.facts.resting_count,
        "last_burial": sheet.last_burial,
        "owner_count": len(sheet.owners),
        "has_open_file": has_open_file,
    }


def _retrocede(here: Situation, facts: RetrocessionFacts) -> UnitAction:
    is_due = here.choices.retrocession_when_emptied and r30_an_emptied_short_right_is_given_back(
        emptied_facts(here.sheet.unit, here.sheet.on)
    )
    label = _("Retrocedeix el dret: la sepultura ha quedat buida i cal fer-ho") if is_due else _("Retrocedeix el dret")
    return here.action(label, "retrocede", first_stop(check_retrocession(facts), OF_THE_RIGHT))
