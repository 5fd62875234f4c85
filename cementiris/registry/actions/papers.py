"""Papers that tell what the register says."""

from django.utils.translation import gettext_lazy as _

from cementiris.registry.actions.base import Situation, UnitAction


def actions(here: Situation) -> list[UnitAction]:
    """A certificate can always be asked for."""
    return [here.action(_("Expedeix un certificat"), "certify")]
