"""What a unit whose register contradicts itself says."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from cementiris.registry.messages.wording import Wording, wording

WORDINGS: Mapping[str, Wording] = {
    "R55": wording(
        _("Estat coherent"),
        {
            "nobody": _("El registre antic la dona per ocupada, i no hi consta ningú."),
            "somebody": _("El registre antic la dona per lliure, i hi reposa algú."),
            "right": _("El registre antic la dona per lliure, i té un dret."),
        },
    ),
}
