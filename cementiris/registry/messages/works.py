"""What the rules of works, files and corrections say."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from cementiris.registry.messages.wording import Wording, wording

WORDINGS: Mapping[str, Wording] = {
    "R14": wording(
        _("Termini de la làpida"),
        {
            "": _("La làpida s’havia de posar abans del %(due)s: %(months)s mesos des de la concessió."),
            "later": _(
                "La làpida s’ha de posar com a molt tard el %(due)s: %(months)s mesos des de la concessió. "
                "Escriviu per què es dona més temps, o escurceu el termini."
            ),
        },
        {"": _("La làpida es pot posar fins al %(due)s: %(months)s mesos des de la concessió.")},
    ),
    "R72": wording(
        _("Fitxer analitzat"),
        {
            "infected": _("L’antivirus ha trobat un programa maliciós a «%(name)s». No s’ha desat."),
            "failed": _("No s’ha pogut analitzar «%(name)s» amb l’antivirus i no s’ha desat. Torneu-ho a provar."),
        },
        {"": _("L’antivirus no hi ha trobat res.")},
    ),
    "X45": wording(
        _("Tipus de fitxer"),
        {
            "": _(
                "«%(name)s» no és un PDF, una imatge (JPEG, PNG, WebP, TIFF) ni un document de text (ODT, DOCX sense "
                "macros), digui el que digui el nom. Deseu-lo com a PDF i torneu-lo a enviar."
            ),
            "broken": _("La imatge «%(name)s» està malmesa i no es pot llegir. Torneu-la a treure de la càmera."),
            "huge": _("La imatge «%(name)s» té massa punts. Feu-la més petita i torneu-la a enviar."),
        },
    ),
    "X46": wording(
        _("Mida del fitxer"),
        {
            "": _("«%(name)s» és massa gran: com a molt, %(most)s MB."),
            "empty": _("«%(name)s» és buit. Torneu-lo a triar."),
        },
    ),
    "X47": wording(
        _("Fotografia amb data"),
        {
            "no_picture": _("«%(name)s» no és una imatge. Trieu una altra classe de document, o una fotografia."),
            "missing": _("Escriviu quin dia es va fer la fotografia."),
            "future": _("El %(on)s encara no ha arribat: la fotografia no es pot haver fet aquell dia."),
        },
    ),
    "X48": wording(
        _("Hora lliure"),
        {
            "": _("A les %(hour)s ja s’obre %(others)s al mateix cementiri. Canvieu l’hora, o escriviu per què."),
            "past": _("El %(on)s ja ha passat. Trieu avui o un dia que hagi de venir."),
        },
        {"": _("No coincideix amb cap altra feina.")},
    ),
    "X49": wording(
        _("Llicència completa"),
        {
            "": _("El termini, %(due)s, acaba abans de la concessió, %(on)s."),
            "missing": _("Escriviu quin dia es concedeix la llicència."),
            "future": _("El dia de la llicència encara no ha arribat."),
            "nobody": _("Escriviu qui demana la llicència."),
            "no_right": _("Ningú no té cap dret sobre la sepultura. Escriviu per què s’hi autoritzen obres."),
        },
    ),
}
