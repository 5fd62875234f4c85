"""Works and files."""

from django.utils.translation import gettext_lazy as _

from cementiris.registry.actions.base import Situation, UnitAction


def actions(here: Situation) -> list[UnitAction]:
    """A paper may always be added, and work ordered; nobody needs leave to work on what is the town's own."""
    licence = [] if here.sheet.facts.is_shared else [here.action(_("Dona llicència d’obres o de làpida"), "licence")]
    return [
        here.action(_("Afegeix un document o una fotografia"), "attach"),
        *licence,
        here.action(_("Encarrega una feina a la brigada"), "new_work"),
    ]
