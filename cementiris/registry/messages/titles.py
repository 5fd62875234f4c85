"""What the rules of titles say: who follows the holder, a new name, a duplicate, the fee paid."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from cementiris.registry.messages.wording import Wording, wording

WORDINGS: Mapping[str, Wording] = {
    "R24": wording(
        _("L’última designació val"),
        {
            "dead": _("Consta que el titular és mort i ja no pot designar ningú. Cal transmetre el dret."),
            "later": _("Hi ha una designació posterior, del %(last)s, i és la que val. Reviseu la data."),
            "same": _("El beneficiari i el substitut són els mateixos que ja consten. Escriviu-hi el canvi."),
            "substitute_alone": _("Hi ha un substitut i cap beneficiari. Escriviu el beneficiari."),
        },
        {
            "": _("La designació nova deixa sense efecte la de %(former)s."),
            "first": _("Es designa beneficiari."),
            "none_left": _("Ningú no quedarà designat beneficiari. Fins ara ho era: %(former)s."),
        },
    ),
    "R26": wording(
        _("Dret vigent"),
        {
            "": _("El dret va acabar el %(expires_on)s, i només es fan duplicats del títol d’un dret vigent."),
            "not_begun": _("El dret encara no havia començat, i només es fan duplicats del títol d’un dret vigent."),
            "disputed": _("Hi ha dos drets en conflicte. Resoleu quin val abans de fer un duplicat del títol."),
        },
        {"": _("El dret és vigent.")},
    ),
    "X22": wording(
        _("Conversió en lloc de pròrroga"),
        {"": _("Un dret de %(first)s anys no es prorroga: cal convertir-lo en un de %(last)s anys o bé renunciar-hi.")},
    ),
    "X23": wording(
        _("Cadascú un sol cop al títol"),
        {
            "": _(
                "%(person)s consta dues vegades al títol. Deixeu-hi la persona una sola vegada; si en són dues amb el "
                "mateix nom, escriviu-ne els NIF."
            ),
            "dead": _("Consta que %(person)s és una persona morta i no pot rebre el dret. Designeu una persona viva."),
        },
    ),
    "X24": wording(
        _("Canvi de nom"),
        {
            "nobody": _("Trieu quin titular canvia de nom."),
            "dead": _("Consta que %(former)s és una persona morta. Cal transmetre el dret."),
            "blank": _("Escriviu el nom nou."),
            "same": _("El nom nou és el mateix que ja consta: %(former)s."),
        },
        {"": _("És la mateixa persona que fins ara constava com a %(former)s.")},
    ),
    "X25": wording(
        _("El demana un titular"),
        {"": _("El duplicat del títol només el pot demanar un dels titulars. Trieu quin el demana.")},
        {"": _("El duplicat el demana un dels titulars.")},
    ),
    "X26": wording(
        _("Any de la taxa de conservació"),
        {
            "": _("La taxa de %(year)s encara no es pot haver pagat. Escriviu un any fins al %(latest)s."),
            "missing": _("Escriviu fins a quin any s’ha pagat la taxa."),
            "before": _("El dret va començar el %(begun)s, i la taxa de %(year)s no li correspon."),
            "same": _("Ja consta que la taxa està pagada fins al %(year)s."),
            "less": _("Ara consta pagada fins al %(noted)s. Si és un error, digueu-ho al motiu."),
        },
        {"": _("La taxa de conservació constarà pagada fins al %(year)s.")},
    ),
}
