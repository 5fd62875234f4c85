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
        {
            "": _("En aquests mesos no s’exhuma ningú. Es podrà a partir del %(possible_on)s."),
            "reburial": _(
                "En aquests mesos no es reinhuma qui ha estat exhumat en un altre lloc. Es podrà a partir del "
                "%(possible_on)s."
            ),
        },
        {"": _("L’ordenança permet exhumar en aquest mes.")},
    ),
    "R47": wording(
        _("Exhumació del grup I"),
        {
            "": _(
                "Qui va morir d’una causa del grup I no es pot exhumar, perquè l’ordenança del municipi no ho permet."
            ),
            "clearance": _(
                "Van morir d’una causa del grup I i no es poden exhumar, perquè l’ordenança del municipi no ho permet: "
                "%(names)s."
            ),
        },
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
    "R52": wording(
        _("Autorització sanitària de trasllat"),
        {
            "": _("Ve de fora de Catalunya o hi va: cal l’autorització sanitària de trasllat. Escriviu-ne el número."),
            "annex_1": _(
                "Va morir d’una causa de l’annex I: cal l’autorització sanitària de trasllat. Escriviu-ne el número."
            ),
        },
        {"": _("Consta l’autorització sanitària %(number)s.")},
    ),
    "X12": wording(
        _("Data de l’exhumació"),
        {"": _("És del %(on)s. Es pot registrar deu dies abans, a partir del %(possible_on)s.")},
        {"planned": _("Quedarà previst per al %(on)s, i comptarà des d’aquell dia.")},
    ),
    "X13": wording(
        _("Qui hi reposa"),
        {
            "": _("Aquesta persona no reposa a la sepultura aquell dia. Trieu-ne una altra."),
            "later": _("Aquesta persona ja té un moviment registrat per al %(later)s. Anul·leu-lo abans."),
            "nobody": _("Trieu qui es trasllada."),
            "some_later": _("Ja tenen un moviment registrat per a més endavant: %(names)s. Anul·leu-lo abans."),
        },
        {"": _("La persona reposa a la sepultura."), "all": _("Totes les persones triades reposen a la sepultura.")},
    ),
    "X14": wording(
        _("Sepultura de destinació"),
        {
            "": _("El dret de la sepultura de destinació va acabar el %(expires_on)s. Cal prorrogar-lo abans."),
            "none": _("La sepultura de destinació no té cap dret. Cal concedir-lo abans."),
            "unknown": _(
                "No consta cap dret sobre la sepultura de destinació, on ja reposa algú. Digueu amb quin títol "
                "s’hi porta."
            ),
            "later": _(
                "El dret de la sepultura de destinació comença el %(possible_on)s. Abans no s’hi pot portar ningú."
            ),
            "out": _("La sepultura de destinació és fora de servei. Trieu-ne una altra."),
            "ashes": _("En un columbari només s’hi dipositen cendres. Trieu una altra destinació."),
        },
        {"": _("La sepultura de destinació el pot acollir.")},
    ),
    "X37": wording(
        _("Destinació de les restes"),
        {
            "": _("Trieu l’ossera o la fossa comuna on van les restes."),
            "not_common": _("Les restes només poden anar a una ossera o a una fossa comuna."),
            "out": _("L’ossera o la fossa triada és fora de servei. Trieu-ne una altra."),
            "right_lives": _("Algú encara té el dret sobre la sepultura: sense la seva voluntat no es pot buidar."),
            "no_decision": _("No consta com va acabar el dret sobre la sepultura. Digueu com s’ha comprovat."),
            "not_charity": _("No tots els que heu triat van ser inhumats de beneficència. Trieu un altre motiu."),
        },
        {"": _("Les restes van a un lloc comú, i la seva fitxa dirà on.")},
    ),
    "X39": wording(
        _("Lliurament"),
        {
            "": _("Escriviu a qui es lliuren les restes o les cendres."),
            "number": _("No consta el NIF de qui les rep. Escriviu-lo, o digueu com s’ha identificat."),
            "body": _("Un cadàver no es lliura a ningú: se l’endú una empresa funerària."),
            "where": _("Escriviu a quin cementiri van les restes."),
            "judge": _("En una exhumació judicial cal el número de l’ordre del jutge."),
        },
        {"": _("Es lliura a %(name)s, amb rebut.")},
    ),
}
