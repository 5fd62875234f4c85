"""What the rules of fees say."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from cementiris.fees import messages
from cementiris.registry.messages.wording import Wording, wording

WORDINGS: Mapping[str, Wording] = {
    "R64": wording(
        _("Tarifa vigent"),
        {"": _("No hi ha cap tarifa vigent el %(on)s: no se sap quant costa.")},
        {"": _("%(tariff)s, vigent el %(on)s.")},
    ),
    "R65": wording(
        _("Recàrrecs i reduccions"),
        {"": _("El recàrrec o la reducció es compta sobre l’import de la tarifa.")},
    ),
    "X60": wording(_("Una tarifa cada vegada"), {"": messages.OVERLAP}),
    "X61": wording(_("Dies de la tarifa"), {"": messages.TURNED_ROUND}),
    "X62": wording(_("Imports de la tarifa"), {"": messages.OUT_OF_BOUNDS}),
    "X63": wording(_("Tarifa ja aplicada"), {"": messages.USED}),
    "X64": wording(_("Línies que es contradiuen"), {"": messages.TIE}),
}
