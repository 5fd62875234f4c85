"""What the rules of exhumations and relocations say."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from cementiris.registry.messages.wording import Wording, wording

WORDINGS: Mapping[str, Wording] = {
    "R45": wording(
        _("Reinhumació en 48 hores"),
        {
            "": _("Un cadàver exhumat s’ha de reinhumar en 48 hores: fins al %(until)s."),
            "before": _("La reinhumació no pot ser abans de l’exhumació, del %(on)s."),
        },
        {"": _("El cadàver es reinhuma en menys de 48 hores.")},
    ),
    "R46": wording(
        _("Fora de la temporada tancada"),
        {"": _("En aquests mesos no s’exhuma ningú. Es podrà a partir del %(possible_on)s.")},
        {"": _("L’ordenança permet exhumar en aquest mes.")},
    ),
    "R47": wording(
        _("Exhumació del grup I"),
        {"": _("Qui va morir d’una causa del grup I no es pot exhumar, perquè l’ordenança del municipi no ho permet.")},
        {"": _("L’ordenança permet exhumar qui va morir d’una causa del grup I.")},
    ),
    "R53": wording(
        _("Autorització de la Generalitat"),
        {
            "": _(
                "Per portar les restes a un altre cementiri cal l’autorització de la "
                "Generalitat. Escriviu-ne el número."
            )
        },
        {"": _("Consta l’autorització %(number)s de la Generalitat.")},
    ),
    "X12": wording(
        _("Data de l’exhumació"),
        {
            "": _(
                "L’exhumació és del %(on)s, que encara no ha arribat. Es podrà registrar a partir del %(possible_on)s."
            )
        },
    ),
    "X13": wording(
        _("Qui hi reposa"),
        {"": _("Aquesta persona no reposa a la sepultura aquell dia. Trieu-ne una altra.")},
        {"": _("La persona reposa a la sepultura.")},
    ),
    "X14": wording(
        _("Sepultura de destinació"),
        {
            "": _("La sepultura de destinació no té cap dret en vigor. Digueu amb quin títol s’hi porta."),
            "out": _("La sepultura de destinació és fora de servei. Trieu-ne una altra."),
            "ashes": _("En un columbari només s’hi dipositen cendres. Trieu una altra destinació."),
        },
        {"": _("La sepultura de destinació té un dret en vigor.")},
    ),
}
