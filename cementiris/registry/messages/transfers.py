"""What the rules of transfers, successions, provisional titles and applications say."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from cementiris.registry.messages.wording import Wording, wording

WORDINGS: Mapping[str, Wording] = {
    "R15": wording(
        _("Petició dins de termini"),
        {
            "": _("La transmissió s’havia de demanar fins al %(limit)s. Es demana fora de termini."),
            "unknown": _("No se sap quan va morir el titular i no es pot comprovar si es demana dins de termini."),
        },
        {"": _("Es demana dins de termini, que acaba el %(limit)s.")},
    ),
    "R16": wording(
        _("Petició tardana"),
        {
            "": _("La transmissió s’havia de demanar fins al %(limit)s. Segons l’ordenança, qui no ho fa hi renuncia: "
                  "el dret no es transmet. Anoteu-ne la renúncia."),
        },
        {"": _("Ningú no va demanar la transmissió fins al %(until)s: s’entén que s’hi ha renunciat.")},
    ),
    "R17": wording(
        _("Ordre de successió"),
        {
            "": _("El títol designa %(name)s, que passa al davant. Si hi renuncia o ha mort, escriviu-ho a la llista "
                  "d’altres cridats a succeir."),
            "stronger": _("%(name)s té un dret millor a succeir i no consta que hi hagi renunciat."),
            "later_will": _("El títol designa %(name)s, i es transmet a qui nomena un testament posterior. Digueu quin "
                            "és el testament."),
            "undesignated": _("Al registre no consta que el títol el designi com a beneficiari. Digueu en quin paper "
                              "consta."),
        },
        {"": _("Ningú amb un dret millor a succeir no s’hi oposa.")},
    ),
    "R18": wording(
        _("Renúncia dels altres hereus"),
        {"": _("Falta la renúncia, amb la data, de: %(names)s. El dret només pot quedar a nom d’una persona.")},
        {"": _("El dret queda a nom d’un sol hereu.")},
    ),
    "R19": wording(
        _("Parentiu de qui el rep"),
        {
            "": _("Entre vius, el dret només es pot transmetre al cònjuge o parella, a parents o a qui hi conviu."),
            "untold": _("Digueu què és del titular la persona que rep el dret."),
            "degree": _("Escriviu de quin grau és el parentiu."),
            "blood": _("El parentiu és de grau %(degree)s, i el municipi admet fins al grau %(limit)s de "
                       "consanguinitat."),
            "affinity": _("El parentiu és de grau %(degree)s, i el municipi admet fins al grau %(limit)s d’afinitat."),
            "since": _("Escriviu des de quin dia conviuen."),
            "cohabitant": _("Encara no fa prou temps que conviuen. Es podrà transmetre a partir del %(possible_on)s."),
        },
        {
            "": _("El rep el cònjuge o la parella."),
            "kin": _("El rep un parent de grau %(degree)s, dins el límit del municipi."),
            "cohabitant": _("El rep qui conviu amb el titular des del %(since)s."),
        },
    ),
    "R20": wording(
        _("Transmissió gratuïta"),
        {"": _("El dret no es pot vendre: la transmissió és gratuïta.")},
        {"": _("La transmissió és gratuïta: només es paga la taxa municipal.")},
    ),
    "R21": wording(
        _("Dret vigent i al corrent"),
        {
            "": _("El dret va acabar el %(expires_on)s i no es pot transmetre."),
            "unpaid": _("La taxa de conservació no està al corrent de pagament, i sense això el dret no es transmet."),
            "unknown": _("No se sap si la taxa de conservació està al corrent. Comproveu-ho i marqueu-ho, o digueu per "
                         "què es transmet igualment."),
        },
        {"": _("El dret és vigent i la taxa de conservació està al corrent.")},
    ),
    "R22": wording(
        _("Títol provisional"),
        {
            "not_here": _("L’ordenança del municipi no preveu títols provisionals."),
            "young": _("El títol anterior és del %(title_on)s i ha de tenir més de %(years)s anys. Es podrà donar "
                       "després del %(possible_on)s."),
            "age_unknown": _("No se sap de quan és el títol anterior, que ha de tenir més de %(years)s anys."),
            "burial": _("S’hi va inhumar algú el %(last)s, després del títol anterior."),
            "no_relative": _("Trieu quin parent de qui ho demana hi reposa, i què n’és."),
            "far": _("Ha de reposar-hi un parent fins al grau 4 de consanguinitat o fins al 2 d’afinitat. "
                     "Escriviu-ne el grau."),
            "unpublished": _("La petició s’ha de publicar. Escriviu on i quin dia es va publicar."),
            "published_later": _("La publicació, del %(on)s, ha de ser anterior al títol."),
        },
        {
            "": _("El títol serà provisional durant %(years)s anys, fins al %(until)s."),
            "old": _("El títol anterior és del %(title_on)s."),
            "relative": _("Hi reposa un parent de qui ho demana: %(name)s."),
            "published": _("La petició es va publicar el %(on)s."),
        },
    ),
    "R23": wording(
        _("Límits del títol provisional"),
        {
            "renounce": _("El títol és provisional fins al %(until)s, i qui el té no hi pot renunciar abans."),
            "retrocede": _("El títol és provisional fins al %(until)s, i no es pot retrocedir abans."),
            "exhume": _("El títol és provisional fins al %(until)s: fins llavors només s’hi poden exhumar parents de "
                        "qui el té."),
        },
        {"": _("El títol és provisional, però qui s’exhuma és parent de qui el té.")},
    ),
    "R25": wording(
        _("Termini per resoldre"),
        {"": _("El termini per resoldre va acabar el %(due)s: la sol·licitud ja consta desestimada per silenci.")},
        {"": _("Cal resoldre-la fins al %(due)s. Després s’entendrà desestimada per silenci.")},
    ),
    "X27": wording(
        _("Qui transmet"),
        {
            "": _("Consta que %(holder)s va morir. El seu dret es transmet per causa de mort."),
            "alive": _("No consta que %(holder)s hagi mort. Escriviu la data de la mort."),
            "nobody": _("Trieu quin titular ha mort."),
        },
    ),
    "X28": wording(
        _("Persones diferents"),
        {
            "nobody": _("Escriviu a nom de qui es transmet el dret."),
            "owner": _("%(name)s ja és titular d’aquest dret."),
            "twice": _("%(name)s hi surt dues vegades."),
        },
    ),
    "X29": wording(
        _("Data de la transmissió"),
        {
            "": _("La data, %(on)s, encara no ha arribat. Es podrà registrar a partir del %(possible_on)s."),
            "missing": _("Escriviu quin dia es transmet el dret."),
            "before": _("Qui transmet el dret el té des del %(since)s. La transmissió no pot ser anterior."),
            "changed": _("Un acte posterior a la data que heu escrit ja va acabar o canviar el dret."),
        },
    ),
    "X56": wording(
        _("Documents de la successió"),
        {"": _("Falten documents: %(missing)s. Digueu per què es transmet sense.")},
        {"": _("S’hi han aportat tots els documents.")},
    ),
    "X57": wording(
        _("Dates de la successió"),
        {
            "death": _("La data de la mort, %(on)s, encara no ha arribat."),
            "before": _("La transmissió, del %(on)s, no pot ser anterior a la mort del titular, el %(died)s."),
            "asked": _("La petició, del %(on)s, no pot ser posterior a la transmissió."),
            "renounced_later": _("La renúncia de %(name)s, del %(on)s, no pot ser posterior a la transmissió."),
            "renounced_early": _("%(name)s no pot haver renunciat abans de la mort del titular, el %(died)s."),
        },
    ),
    "X58": wording(
        _("Dates de la sol·licitud"),
        {
            "": _("La data, %(on)s, encara no ha arribat."),
            "missing": _("Escriviu quin dia va entrar la sol·licitud."),
            "nobody": _("Escriviu qui ho sol·licita."),
            "undated": _("Escriviu quin dia es va resoldre."),
            "early": _("La sol·licitud va entrar el %(on)s i no es pot haver resolt abans."),
            "decided": _("La sol·licitud ja està resolta."),
        },
    ),
    "X59": wording(
        _("Dret sense conflicte"),
        {"": _("Hi ha dues inscripcions d’aquest dret que es contradiuen. Cal resoldre-ho abans de transmetre’l.")},
    ),
}  # fmt: skip
