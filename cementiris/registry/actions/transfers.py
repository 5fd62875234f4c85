"""Acts that change who holds the right, and applications for any act."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cementiris.registry.actions.base import Situation, UnitAction, first_stop
from cementiris.registry.rules.facts import RightFacts
from cementiris.registry.rules.successions import check_provisional_title, check_succession
from cementiris.registry.rules.transfer_facts import ProvisionalTitleFacts, SuccessionFacts, TransferFacts
from cementiris.registry.rules.transfers import check_transfer, fees_are_paid

OF_THE_RIGHT = frozenset({"R21", "X27", "X59"})
"""Rules of a transfer that speak of the right itself; the others wait for the form."""
OF_A_SUCCESSION = frozenset({"R21", "X59"})


def actions(here: Situation) -> list[UnitAction]:
    """Passing the right on: of a living holder, of a dead one, provisionally where the town does; and applications."""
    sheet = here.sheet
    if sheet.facts.is_shared:
        return []
    application = here.action(_("Registra una sol·licitud"), "apply")
    return [*_transfers(here, sheet.facts.right), application] if sheet.facts.right else [application]


def _transfers(here: Situation, right: RightFacts) -> list[UnitAction]:
    common = _common(here, right)
    living = TransferFacts(**common, dead_giver=right.dead_holder)
    dead = SuccessionFacts(**common)
    found = [
        here.action(_("Transmet el dret entre vius"), "transfer", first_stop(check_transfer(living), OF_THE_RIGHT)),
        here.action(
            _("Transmet el dret per mort del titular"),
            "succession",
            first_stop(check_succession(dead), OF_A_SUCCESSION),
        ),
    ]
    if here.choices.provisional_titles and right.dead_holder:
        title = ProvisionalTitleFacts(**common)
        stop = first_stop(check_provisional_title(title), OF_A_SUCCESSION)
        found.append(here.action(_("Dona un títol provisional"), "provisional", stop))
    return found


def _common(here: Situation, right: RightFacts) -> dict[str, Any]:
    sheet = here.sheet
    paid = fees_are_paid(right.fees_paid_through, sheet.on)
    return {"today": sheet.on, "on": sheet.on, "unit": sheet.facts, "town": here.choices, "fees_paid": paid}
