"""What the rules of changing units say."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from cementiris.registry.messages.wording import Wording, wording

WORDINGS: Mapping[str, Wording] = {
    "X19": wording(
        _("Baixa de la sepultura"), {"": _("Una sepultura es dona de baixa després d’obrir-la. Reviseu les dates.")}
    ),
    "X20": wording(
        _("Fora de servei una sola vegada"),
        {"": _("La sepultura ja és fora de servei en aquestes dates. Torneu-la primer al servei.")},
    ),
    "X21": wording(
        _("Part d’una sola sepultura"), {"": _("La sepultura ja forma part d’una altra. Dividiu-la primer.")}
    ),
}
