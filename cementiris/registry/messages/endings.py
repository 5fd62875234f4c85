"""What the rules of renunciation and retrocession say."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from cementiris.registry.messages.wording import Wording, wording

REFUND = _("Es tornen %(amount)s: %(price)s × %(left)s dies que queden, de %(days)s.")
NO_PRICE = _("Escriviu què es va pagar pel dret: la devolució se’n calcula.")

WORDINGS: Mapping[str, Wording] = {
    "R27": wording(
        _("Sepultura buida o sense inhumacions recents"),
        {
            "": _(
                "Fa menys de %(years)s anys de l’última inhumació. S’hi podrà renunciar a partir del "
                "%(possible_on)s, o quan la sepultura sigui buida."
            ),
            "unknown": _(
                "No se sap quan va ser l’última inhumació, i cal que faci més de %(years)s anys. Digueu com consta."
            ),
        },
        {
            "": _("Fa més de %(years)s anys de l’última inhumació."),
            "empty": _("La sepultura és buida."),
        },
    ),
    "R28": wording(
        _("Devolució d’un dret curt"),
        {"price": NO_PRICE},
        {
            "": REFUND,
            "nothing": _("Es retrocedeix sense devolució: no queden més de %(years)s anys de dret."),
        },
    ),
    "R29": wording(
        _("Devolució d’un dret llarg"),
        {
            "price": NO_PRICE,
            "valuation": _(
                "El dret és a perpetuïtat o no se’n saben les dates: escriviu en quant el valora l’arquitecte "
                "municipal."
            ),
        },
        {
            "": REFUND,
            "nothing": _("Es retrocedeix sense devolució: el dret és acabat o han passat els primers %(years)s anys."),
            "valuation": _("Es tornen %(amount)s, segons la valoració de l’arquitecte municipal."),
        },
    ),
    "R30": wording(
        _("Dret curt d’una sepultura buida"),
        {
            "": _("No hi queda ningú: un dret de fins a %(years)s anys s’ha de retrocedir quan en surten les restes."),
            "last": _(
                "És l’última persona que hi reposa: en sortir-ne, un dret de fins a %(years)s anys s’ha de retrocedir. "
                "Digueu quan es farà."
            ),
        },
    ),
    "R31": wording(
        _("Condicions de la retrocessió"),
        {
            "wait": _(
                "Fa menys de %(years)s anys de l’última inhumació. Es podrà retrocedir a partir del %(possible_on)s; "
                "mentrestant s’hi pot renunciar sense devolució."
            ),
            "unknown": _(
                "No se sap quan va ser l’última inhumació, i cal que faci %(years)s anys o més. Digueu com consta."
            ),
            "window": _("El municipi només admet retrocessions en un termini de l’any, que s’obre el %(possible_on)s."),
            "signature": _("Han de signar tots els titulars. Falta la signatura de: %(names)s."),
        },
        {
            "wait": _("No hi ha inhumacions dels últims %(years)s anys."),
            "signature": _("Ho han signat els titulars que cal."),
        },
    ),
    "X31": wording(
        _("Dret que es deixa"),
        {
            "none": _("La sepultura no té cap dret que es pugui deixar."),
            "disputed": _("Hi ha més d’un dret en conflicte. Aclariu abans de qui és."),
            "begun": _("El dret comença aquell dia o després. Si es va concedir per error, anul·leu la concessió."),
            "changed": _("Un acte posterior a la data que heu escrit ja va acabar o canviar el dret."),
            "expired": _("El dret va acabar el %(expires_on)s. Digueu per què s’hi renuncia ara."),
            "file": _("El dret té un expedient de caducitat en tràmit. Digueu per què es deixa ara, i arxiveu-lo."),
        },
        {"": _("El dret és vigent.")},
    ),
    "X32": wording(
        _("Signatura dels titulars"),
        {
            "": _("Han de signar tots els titulars. Falta la signatura de: %(names)s."),
            "dead": _("Consta que %(holder)s va morir i no pot signar. Cal transmetre abans el dret."),
            "nobody": _("No consta qui és el titular. Digueu qui ho demana i com ho acredita."),
        },
        {"": _("Ho han signat tots els titulars.")},
    ),
}
