"""One sentence for every answer of a rule: what is wrong, and from when it will be possible."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cementiris.registry.rules.findings import Breach, Finding, Parameter

Words = Promise | str


@dataclass(frozen=True)
class Wording:
    """How a rule speaks: its short name, and its sentences by variant ("" is the plain one)."""

    title: Words
    breach: Mapping[str, Words]
    holds: Mapping[str, Words]


def _wording(title: Words, breach: Mapping[str, Words], holds: Mapping[str, Words] | None = None) -> Wording:
    return Wording(title, breach, holds or {})


_OUT_OF_SERVICE = _wording(
    _("Sepultura en servei"),
    {
        "": _("La sepultura és fora de servei fins al %(possible_on)s."),
        "open": _("La sepultura és fora de servei. Torneu-la al servei o trieu-ne una altra."),
    },
)

_RIGHTS: dict[str, Wording] = {
    "R1": _wording(
        _("Durada màxima"),
        {
            "": _(
                "El dret arribaria al %(new_end)s. Amb les pròrrogues no pot passar de %(cap)s "
                "anys: fins al %(latest)s."
            ),
            "no_term": _("Trieu per quants anys es concedeix el dret."),
            "unknown": _("No se sap quan es va concedir el dret, i no es pot comprovar el màxim de %(cap)s anys."),
        },
        {"": _("El dret arriba al %(new_end)s, dins el màxim de %(cap)s anys.")},
    ),
    "R2": _wording(
        _("Límit del municipi"),
        {
            "": _(
                "L’ordenança del municipi diu %(cap)s anys, i la llei no deixa passar de %(law)s. Corregiu l’ordenança."
            )
        },
        {"": _("El màxim del municipi és de %(cap)s anys.")},
    ),
    "R3": _wording(
        _("Dret antic a perpetuïtat"),
        {
            "": _("Un dret antic a perpetuïtat dura %(years)s anys, i aquest va acabar el %(end)s."),
            "extension": _("Un dret antic a perpetuïtat acaba als %(years)s anys i no es pot prorrogar."),
        },
        {"": _("El dret antic a perpetuïtat acaba als %(years)s anys: el %(end)s.")},
    ),
    "R4": _wording(
        _("Primera data del títol"),
        {"": _("No se sap la primera data del dret a perpetuïtat i no es pot comptar quan acaba.")},
    ),
    "R5": _wording(
        _("Dret amb termini"),
        {
            "": _("Des del %(since)s ja no es concedeixen drets a perpetuïtat. Trieu-ne la durada."),
            "always": _("No es concedeixen drets a perpetuïtat. Trieu-ne la durada."),
        },
        {"": _("El dret que segueix un dret a perpetuïtat té termini.")},
    ),
    "R6": _wording(
        _("Terminis del municipi"),
        {"": _("El municipi no concedeix drets de %(years)s anys. Pot ser de: %(allowed)s.")},
        {"": _("El municipi concedeix drets de %(years)s anys.")},
    ),
    "R12": _wording(
        _("Titular viu"),
        {"": _("Consta que %(holder)s és mort. Cal transmetre el dret abans de prorrogar-lo.")},
        {"": _("No consta que el titular sigui mort.")},
    ),
    "R13": _wording(
        _("A nom d’una persona viva"),
        {
            "": _("Consta que %(holder)s és mort, i el dret ha d’anar a nom d’una persona viva."),
            "nobody": _("Escriviu a nom de qui es concedeix el dret."),
        },
        {"": _("El dret va a nom d’una persona que no consta com a morta.")},
    ),
    "X1": _wording(
        _("Un sol dret"),
        {
            "": _(
                "La sepultura té un dret vigent fins al %(expires_on)s. Se’n podrà concedir un altre "
                "a partir del %(possible_on)s."
            ),
            "begun": _("La sepultura ja té un dret que comença aquell dia o després."),
            "open": _("La sepultura té un dret que no se sap quan acaba. El dret nou el donarà per acabat."),
            "expired": _(
                "El dret anterior va acabar el %(expires_on)s i no s’ha tancat. El dret nou el donarà per acabat."
            ),
        },
        {"": _("La sepultura no té cap altre dret.")},
    ),
    "X2": _wording(_("Termini del dret"), {"": _("El dret ha d’acabar després de començar. Reviseu-ne les dates.")}),
    "X3": _wording(
        _("Número de la sepultura"),
        {"": _("En aquest lloc ja hi ha una sepultura amb el mateix número. Reviseu el número o el tipus.")},
    ),
    "X15": _wording(
        _("Lloc comú"), {"": _("La fossa comuna i l’ossera són del municipi i no se’n concedeix cap dret.")}
    ),
    "X16": _wording(
        _("Data de l’acte"),
        {
            "": _("La data, %(on)s, encara no ha arribat. Es podrà registrar a partir del %(possible_on)s."),
            "missing": _("Escriviu des de quin dia es concedeix el dret."),
        },
    ),
    "X17": _wording(
        _("Venciment conegut"),
        {
            "": _("El dret va acabar el %(expires_on)s. Digueu per què es prorroga fora de termini."),
            "unknown": _("No se sap quan acaba el dret i no es pot prorrogar. Concediu-ne un de nou que el tanqui."),
        },
        {"": _("El dret és vigent fins al %(expires_on)s.")},
    ),
}

_BURIALS: dict[str, Wording] = {
    "R40": _wording(
        _("24 hores des de la mort"),
        {
            "": _("Han de passar 24 hores des de la mort. Es pot inhumar a partir de les %(possible_on)s."),
            "day": _("Han de passar 24 hores des de la mort, que va ser el %(died)s. Canvieu la data de la inhumació."),
            "hours": _(
                "Potser no han passat 24 hores des de la mort. Escriviu les hores o digueu per què no se saben."
            ),
        },
        {
            "": _("Han passat 24 hores des de la mort."),
            "authorised": _("Consta una autorització per inhumar abans de les 24 hores."),
        },
    ),
    "R41": _wording(
        _("Conservació"),
        {
            "": _("Passen més de %(hours)s hores des de la mort. Digueu quina conservació s’ha fet."),
            "longer": _("Passen més de %(hours)s hores des de la mort, el màxim de la conservació que consta."),
        },
        {
            "": _("No cal conservació: són menys de 48 hores."),
            "conserved": _("La conservació que consta permet esperar %(hours)s hores."),
        },
    ),
    "R42": _wording(
        _("Reobertura de la sepultura"),
        {
            "": _(
                "No es pot obrir fins al %(possible_on)s: han de passar més de %(years)s anys des de "
                "l’última inhumació, del %(last)s."
            ),
            "compartments": _(
                "L’última inhumació és del %(last)s. Fins al %(possible_on)s només es pot obrir un "
                "altre compartiment: digueu quin."
            ),
            "unknown": _(
                "No se sap quan va ser l’última inhumació, i han de fer més de %(years)s anys. "
                "Digueu com s’ha comprovat."
            ),
        },
        {
            "": _("Es pot obrir: fa més de %(years)s anys de l’última inhumació, del %(last)s."),
            "empty": _("Es pot obrir: no hi reposa ningú que ho impedeixi."),
            "judge": _("Es pot obrir: ho ordena un jutge."),
        },
    ),
    "R43": _wording(
        _("Mort del grup I"),
        {
            "": _(
                "Hi reposa una mort del grup I. No es pot obrir fins al %(possible_on)s: %(years)s "
                "anys des de l’última inhumació."
            ),
            "compartments": _(
                "Hi reposa una mort del grup I. Fins al %(possible_on)s només es pot obrir un "
                "altre compartiment: digueu quin."
            ),
            "blocked": _("Hi reposa una mort del grup I i l’ordenança del municipi no deixa obrir la sepultura."),
            "unknown": _("Hi reposa una mort del grup I i no se sap des de quan. La sepultura no es pot obrir."),
        },
        {"": _("Hi reposa una mort del grup I, i fa més de %(years)s anys de l’última inhumació.")},
    ),
    "R44": _wording(
        _("Cadàver o restes"),
        {
            "remains": _("Fa més de cinc anys de la mort: ja no és un cadàver. Trieu «Restes»."),
            "body": _("Fa menys de cinc anys de la mort: encara és un cadàver. Trieu «Cadàver»."),
        },
        {
            "body": _("És un cadàver: fa menys de cinc anys de la mort."),
            "remains": _("Són restes: fa més de cinc anys de la mort."),
        },
    ),
    "R48": _wording(
        _("Llicència d’enterrament"),
        {
            "": _("Escriviu el número de la llicència d’enterrament. El trobareu al full del Registre Civil."),
            "date": _("Escriviu la data de la llicència d’enterrament."),
            "judicial": _("En una mort no natural cal l’autorització judicial. Escriviu-ne el número."),
            "remains": _("No consta amb quina llicència venen les restes. Escriviu-la o digueu per què no n’hi ha."),
        },
        {"": _("Consta la llicència %(number)s."), "judicial": _("Consta l’autorització judicial.")},
    ),
    "R49": _wording(
        _("Certificat de cremació"),
        {"": _("Per dipositar cendres cal el certificat de cremació. Escriviu-ne el número.")},
        {"": _("Consta el certificat de cremació.")},
    ),
    "R51": _wording(
        _("Dret en vigor"),
        {
            "": _("El dret va acabar el %(expires_on)s. Cal prorrogar-lo o concedir-ne un de nou abans d’inhumar."),
            "none": _("La sepultura no té cap dret. Cal concedir-lo abans d’inhumar."),
            "unknown": _(
                "No consta cap dret sobre la sepultura, on ja reposa algú. Digueu amb quin títol s’hi inhuma."
            ),
            "later": _("El dret comença el %(possible_on)s. Abans no s’hi pot inhumar."),
            "fee": _("La taxa de la sepultura no és pagada. Cal pagar-la abans d’inhumar."),
        },
        {"": _("El dret és vigent fins al %(expires_on)s."), "open": _("El dret és vigent i no en consta el final.")},
    ),
    "R54": _wording(
        _("Un cadàver per fèretre"),
        {"": _("Un fèretre porta un sol cadàver. Si és una excepció, digueu quina.")},
        {"": _("Un sol cadàver per fèretre."), "shared": _("Consta per què el fèretre porta més d’un cadàver.")},
    ),
    "X4": _wording(
        _("Data de la inhumació"),
        {
            "": _(
                "La inhumació és del %(on)s, que encara no ha arribat. Es podrà registrar a partir del %(possible_on)s."
            )
        },
    ),
    "X5": _wording(
        _("Inhumació després de la mort"),
        {"": _("La inhumació, del %(on)s, no pot ser abans de la mort, del %(died)s. Reviseu les dues dates.")},
    ),
    "X6": _wording(
        _("Data de la mort"),
        {
            "": _("La mort és del %(died)s, que encara no ha arribat. Reviseu la data."),
            "birth": _("La mort, del %(died)s, no pot ser abans del naixement, del %(born)s. Reviseu les dues dates."),
        },
    ),
    "X7": _wording(
        _("Cabuda"),
        {
            "": _(
                "Fèretres que hi caben: %(room)s. Ja n’hi ha, de fa menys de cinc anys: %(here)s. Digueu com hi cabrà."
            )
        },
        {"": _("Hi ha lloc.")},
    ),
    "X8": _OUT_OF_SERVICE,
    "X9": _wording(
        _("Només cendres"),
        {"": _("En un columbari només s’hi dipositen cendres. Trieu «Cendres» o una altra sepultura.")},
        {"": _("El columbari és per a cendres.")},
    ),
    "X10": _wording(
        _("Data de la llicència"),
        {
            "": _("La llicència, del %(licence_on)s, no pot ser d’abans de la mort, del %(died)s."),
            "future": _("La llicència és del %(licence_on)s, que encara no ha arribat."),
        },
    ),
    "X18": _wording(
        _("NIF d’aquesta persona"),
        {"": _("Al registre aquest NIF és de %(name)s. Reviseu-lo, o digueu per què el nom és diferent.")},
    ),
    "X11": _wording(
        _("Encara no reposa enlloc"),
        {"": _("Aquesta persona ja reposa a %(place)s. Si canvia de lloc, registreu un trasllat.")},
    ),
}

_EXHUMATIONS: dict[str, Wording] = {
    "R45": _wording(
        _("Reinhumació en 48 hores"),
        {
            "": _("Un cadàver exhumat s’ha de reinhumar en 48 hores: fins al %(until)s."),
            "before": _("La reinhumació no pot ser abans de l’exhumació, del %(on)s."),
        },
        {"": _("El cadàver es reinhuma en menys de 48 hores.")},
    ),
    "R46": _wording(
        _("Fora de la temporada tancada"),
        {"": _("En aquests mesos no s’exhuma ningú. Es podrà a partir del %(possible_on)s.")},
        {"": _("L’ordenança permet exhumar en aquest mes.")},
    ),
    "R47": _wording(
        _("Exhumació del grup I"),
        {"": _("Qui va morir d’una causa del grup I no es pot exhumar, perquè l’ordenança del municipi no ho permet.")},
        {"": _("L’ordenança permet exhumar qui va morir d’una causa del grup I.")},
    ),
    "R53": _wording(
        _("Autorització de la Generalitat"),
        {
            "": _(
                "Per portar les restes a un altre cementiri cal l’autorització de la "
                "Generalitat. Escriviu-ne el número."
            )
        },
        {"": _("Consta l’autorització %(number)s de la Generalitat.")},
    ),
    "X12": _wording(
        _("Data de l’exhumació"),
        {
            "": _(
                "L’exhumació és del %(on)s, que encara no ha arribat. Es podrà registrar a partir del %(possible_on)s."
            )
        },
    ),
    "X13": _wording(
        _("Qui hi reposa"),
        {"": _("Aquesta persona no reposa a la sepultura aquell dia. Trieu-ne una altra.")},
        {"": _("La persona reposa a la sepultura.")},
    ),
    "X14": _wording(
        _("Sepultura de destinació"),
        {
            "": _("La sepultura de destinació no té cap dret en vigor. Digueu amb quin títol s’hi porta."),
            "out": _("La sepultura de destinació és fora de servei. Trieu-ne una altra."),
            "ashes": _("En un columbari només s’hi dipositen cendres. Trieu una altra destinació."),
        },
        {"": _("La sepultura de destinació té un dret en vigor.")},
    ),
}

_STATES: dict[str, Wording] = {
    "R55": _wording(
        _("Estat coherent"),
        {
            "nobody": _("El registre antic la dona per ocupada, i no hi consta ningú."),
            "somebody": _("El registre antic la dona per lliure, i hi reposa algú."),
            "right": _("El registre antic la dona per lliure, i té un dret."),
        },
    ),
}

WORDINGS: Mapping[str, Wording] = {**_RIGHTS, **_BURIALS, **_EXHUMATIONS, **_STATES}


def display(value: Parameter) -> str:
    """Write one parameter as the screen does: 22/11/2026, and an hour as «18.40 del 22/11/2026»."""
    if isinstance(value, datetime):
        hour = f"{value:%H.%M}".removeprefix("0")
        return str(_("%(hour)s del %(day)s")) % {"hour": hour, "day": f"{value:%d/%m/%Y}"}
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


def title(finding: Finding) -> str:
    """The rule's short name, for the list at the side."""
    return str(WORDINGS[finding.code].title)


def sentence(finding: Finding) -> str:
    """The whole sentence, in the reader's language."""
    wording = WORDINGS[finding.code]
    words = (wording.breach if isinstance(finding, Breach) else wording.holds)[finding.variant]
    return str(words) % {name: display(value) for name, value in finding.parameters.items()}
