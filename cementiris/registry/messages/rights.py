"""What the rules of granting and renewing rights say."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from cementiris.registry.messages.wording import Wording, wording

OUT_OF_SERVICE = wording(
    _("Sepultura en servei"),
    {
        "": _("La sepultura és fora de servei fins al %(possible_on)s."),
        "open": _("La sepultura és fora de servei. Torneu-la al servei o trieu-ne una altra."),
        "gone": _("La sepultura ja no hi és des del %(since)s. Feu-ho a la que ara ocupa el seu lloc."),
    },
)

WORDINGS: Mapping[str, Wording] = {
    "R1": wording(
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
    "R2": wording(
        _("Límit del municipi"),
        {
            "": _(
                "L’ordenança del municipi diu %(cap)s anys, i la llei no deixa passar de %(law)s. Corregiu l’ordenança."
            )
        },
        {"": _("El màxim del municipi és de %(cap)s anys.")},
    ),
    "R3": wording(
        _("Dret antic a perpetuïtat"),
        {
            "": _("Un dret antic a perpetuïtat dura %(years)s anys, i aquest va acabar el %(end)s."),
            "extension": _("Un dret antic a perpetuïtat acaba als %(years)s anys i no es pot prorrogar."),
        },
        {"": _("El dret antic a perpetuïtat acaba als %(years)s anys: el %(end)s.")},
    ),
    "R4": wording(
        _("Primera data del títol"),
        {"": _("No se sap la primera data del dret a perpetuïtat i no es pot comptar quan acaba.")},
    ),
    "R5": wording(
        _("Dret amb termini"),
        {
            "": _("Des del %(since)s ja no es concedeixen drets a perpetuïtat. Trieu-ne la durada."),
            "always": _("No es concedeixen drets a perpetuïtat. Trieu-ne la durada."),
        },
        {"": _("El dret que segueix un dret a perpetuïtat té termini.")},
    ),
    "R6": wording(
        _("Terminis del municipi"),
        {"": _("El municipi no concedeix drets de %(years)s anys. Pot ser de: %(allowed)s.")},
        {"": _("El municipi concedeix drets de %(years)s anys.")},
    ),
    "R7": wording(
        _("Necessitat immediata"),
        {
            "": _(
                "El municipi només concedeix drets per a una necessitat immediata. Escriviu qui hi ha de reposar, "
                "les restes o les cendres."
            )
        },
        {
            "": _("El dret es concedeix per a una necessitat immediata."),
            "rests": _("Ja hi reposa algú, i el dret es concedeix per a una necessitat immediata."),
        },
    ),
    "R8": wording(
        _("Pròrrogues del dret temporal"),
        {
            "between": _("Cada pròrroga ha de ser de %(shortest)s a %(longest)s anys, i aquesta és de %(years)s."),
            "least": _("Cada pròrroga ha de ser de %(shortest)s anys o més, i aquesta és de %(years)s."),
            "until": _(
                "Amb les pròrrogues, un dret temporal no pot passar de %(total)s anys: fins al %(latest)s. "
                "Trieu-ne menys."
            ),
            "total": _("Amb les pròrrogues, un dret temporal no pot passar de %(total)s anys. Trieu-ne menys."),
        },
        {"": _("La pròrroga queda dins dels %(total)s anys que pot durar un dret temporal.")},
    ),
    "R9": wording(
        _("Total de les pròrrogues"),
        {
            "": _(
                "Les pròrrogues d’un dret temporal no poden sumar més de %(total)s anys. Ja n’ha tingut %(used)s "
                "i n’hi queden %(left)s."
            )
        },
        {
            "": _("Les pròrrogues no poden sumar més de %(total)s anys. Després d’aquesta n’hi quedaran %(left)s."),
            "grant": _(
                "És un dret temporal, de %(longest)s anys com a molt. Les pròrrogues no podran sumar més de "
                "%(total)s anys."
            ),
        },
    ),
    "R10": wording(
        _("Durada més llarga"),
        {
            "": _(
                "La durada més llarga és per a qui fa %(years)s anys que consta al padró, i el titular hi consta des "
                "del %(since)s. Es podrà fer a partir del %(possible_on)s."
            ),
            "unknown": _(
                "La durada més llarga és per a qui fa %(years)s anys que consta al padró. Escriviu des de quin dia hi "
                "consta el titular, o trieu una durada més curta."
            ),
            "none": _("L’ordenança del municipi no preveu convertir un dret curt en un de llarg."),
            "other_term": _("Només es converteixen en drets de %(last)s anys els de %(first)s anys."),
        },
        {
            "": _("El titular consta al padró des del %(since)s: fa els %(years)s anys que calen."),
            "rate": _("El dret passa a ser de %(last)s anys, pagant el %(percent)s %% de la tarifa."),
        },
    ),
    "R11": wording(
        _("Pròrroga curta"),
        {
            "": _("Una pròrroga curta ha de ser de %(shortest)s a %(longest)s anys, i aquesta és de %(years)s."),
            "none": _("L’ordenança del municipi no preveu pròrrogues curtes."),
            "needless": _(
                "La pròrroga curta és per quan encara no es pot exhumar, i quan el dret acabi ja es podrà. "
                "Digueu per què es concedeix."
            ),
        },
        {"": _("La pròrroga curta dura de %(shortest)s a %(longest)s anys, fins que es pugui exhumar.")},
    ),
    "R12": wording(
        _("Titular viu"),
        {"": _("Consta que %(holder)s va morir. Cal transmetre el dret abans de prorrogar-lo.")},
        {"": _("No consta que el titular sigui mort.")},
    ),
    "R13": wording(
        _("A nom d’una persona viva"),
        {
            "": _("Consta que %(holder)s va morir, i el dret ha d’anar a nom d’una persona viva."),
            "nobody": _("Escriviu a nom de qui es concedeix el dret."),
            "will_rest": _(
                "El titular té el mateix NIF que qui hi ha de reposar, i el dret ha d’anar a nom d’una persona viva."
            ),
            "same_name": _(
                "El titular té el mateix nom que qui hi ha de reposar. Si són dues persones, digueu-ho al motiu."
            ),
        },
        {"": _("El dret va a nom d’una persona que no consta com a morta.")},
    ),
    "X1": wording(
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
    "X2": wording(_("Termini del dret"), {"": _("El dret ha d’acabar després de començar. Reviseu-ne les dates.")}),
    "X3": wording(
        _("Número de la sepultura"),
        {"": _("En aquest lloc ja hi ha una sepultura amb el mateix número. Reviseu el número o el tipus.")},
    ),
    "X15": wording(
        _("Lloc comú"), {"": _("La fossa comuna i l’ossera són del municipi i no se’n concedeix cap dret.")}
    ),
    "X16": wording(
        _("Data de l’acte"),
        {
            "": _("La data, %(on)s, encara no ha arribat. Es podrà registrar a partir del %(possible_on)s."),
            "missing": _("Escriviu des de quin dia es concedeix el dret."),
            "before": _("El dret va començar el %(begun)s, i la data no pot ser anterior."),
        },
    ),
    "X17": wording(
        _("Venciment conegut"),
        {
            "": _("El dret va acabar el %(expires_on)s. Digueu per què es prorroga fora de termini."),
            "unknown": _("No se sap quan acaba el dret i no es pot prorrogar. Concediu-ne un de nou que el tanqui."),
        },
        {"": _("El dret és vigent fins al %(expires_on)s.")},
    ),
}
