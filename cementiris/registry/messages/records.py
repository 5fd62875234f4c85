"""What the rules of annulling, correcting and uniting entries say."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from cementiris.registry.messages.wording import Wording, wording

WORDINGS: Mapping[str, Wording] = {
    "X50": wording(
        _("Dues entrades"),
        {
            "": _("És la mateixa entrada. Trieu-ne una altra."),
            "united": _("Una de les dues ja s’ha unificat amb una altra persona. Torneu a la llista."),
        },
    ),
    "X51": wording(
        _("Motiu de l’anul·lació"),
        {
            "": _("Escriviu per què s’anul·la."),
            "done": _("Aquest acte ja és anul·lat."),
            "kind": _("Un acte d’aquesta mena no s’anul·la: registreu l’acte contrari o corregiu-ne les dades."),
        },
    ),
    "X52": wording(
        _("Abans, el més nou"),
        {
            "": _("Hi ha actes posteriors que en depenen: %(count)s. Anul·leu-los abans, començant per: %(newest)s."),
        },
        {"": _("No hi ha cap acte posterior que en depengui.")},
    ),
    "X53": wording(
        _("Què es corregeix"),
        {
            "": _("Escriviu per què es corregeix."),
            "order": _(
                "Amb aquest dia, el que va passar amb les restes quedaria desordenat. Corregiu abans l’altre dia."
            ),
            "nothing": _("No heu canviat res. Corregiu alguna dada o torneu enrere."),
        },
    ),
    "X54": wording(
        _("La mateixa persona"),
        {
            "": _("Tenen dos NIF diferents, %(one)s i %(other)s. Si un és erroni, corregiu-lo abans."),
            "deaths": _("No van morir el mateix dia. Si una data és errònia, corregiu-la abans."),
            "births": _("No van néixer el mateix dia. Si una data és errònia, corregiu-la abans."),
            "lives": _("L’una va morir abans que nasqués l’altra. Si una data és errònia, corregiu-la abans."),
            "title": _("Surten totes dues al mateix títol: són dues persones, o el títol té un error."),
            "sex": _("L’una consta com a dona i l’altra com a home. Digueu per què són la mateixa persona."),
            "places": _("Reposen en dos llocs, %(one)s i %(other)s: en comptarà l’últim. Digueu com s’ha comprovat."),
        },
        {"": _("Tenen el mateix NIF.")},
    ),
    "X55": wording(
        _("Tal com va quedar"),
        {"": _("Després d’aquest acte ha canviat: %(what)s. Desfeu abans aquell canvi.")},
    ),
}
