"""What the rules of an ordinance's own choices say."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from cementiris.registry.messages.wording import Wording, wording

WORDINGS: Mapping[str, Wording] = {
    "X65": wording(_("Dins de la llei"), {"": _("La llei vol entre %(least)s i %(most)s.")}),
    "X66": wording(
        _("Ordenança coherent"),
        {
            "cap": _("Cap durada no pot passar de la màxima, %(cap)s anys."),
            "bounds": _("El màxim no pot ser menor que el mínim."),
            "conversion": _("Digueu de quants anys es converteix i a quants, que han de ser més."),
            "window": _("Digueu els dos dies, o cap."),
        },
    ),
}
