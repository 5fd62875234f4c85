"""Acts over the unit itself: its number, its description, its service, its joining and dividing."""

from django.utils.translation import gettext_lazy as _

from cementiris.registry.actions.base import Situation, UnitAction, first_stop
from cementiris.registry.queries import is_there
from cementiris.registry.rules.places import ClosingFacts, check_retirement


def actions(here: Situation) -> list[UnitAction]:
    """Everything that can become of a unit that is there; of one that is no more, nothing."""
    if not is_there(here.sheet.unit, here.sheet.on):
        return []
    service = (
        here.action(_("Torna-la al servei"), "reopen")
        if here.sheet.facts.out_of_service
        else here.action(_("Posa-la fora de servei"), "close")
    )
    return [
        here.action(_("Canvia la descripció"), "describe"),
        here.action(_("Canvia el número"), "renumber"),
        service,
        *_shapes(here),
        _retirement(here),
    ]


def _shapes(here: Situation) -> list[UnitAction]:
    """Joining and dividing; an ossuary or a common grave stays what it is."""
    if here.sheet.facts.is_shared:
        return []
    return [here.action(_("Agrupa-la amb altres"), "merge"), here.action(_("Divideix-la"), "split")]


def _retirement(here: Situation) -> UnitAction:
    facts, on = here.sheet.facts, here.sheet.on
    name = (str(here.sheet.unit),)
    closing = ClosingFacts(
        today=on,
        on=on,
        occupied=name if facts.resting_count else (),
        held=name if facts.right and not facts.right.has_expired(on) else (),
    )
    return here.action(_("Dona-la de baixa"), "retire", first_stop(check_retirement(closing)))
