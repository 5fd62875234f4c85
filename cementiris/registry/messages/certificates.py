"""What the rules of certificates say."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from cementiris.registry.messages.wording import Wording, wording

WORDINGS: Mapping[str, Wording] = {
    "X67": wording(
        _("Dia del certificat"),
        {"": _("El %(on)s encara no ha arribat, i el registre no en pot dir res. Trieu avui o un dia passat.")},
        {"": _("El certificat diu què consta al registre el %(on)s.")},
    ),
    "X68": wording(
        _("A qui es diu el titular"),
        {"": _("Per fer-hi constar el titular, escriviu qui demana el certificat.")},
        {"": _("Consta a qui es diu el nom del titular.")},
    ),
    "X69": wording(
        _("Persona difunta"), {"": _("No consta que aquesta persona sigui morta: no se’n pot certificar res aquí.")}
    ),
}
