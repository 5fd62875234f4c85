"""What the rules of caducity say, and what is to be done next in a file."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from cementiris.registry.messages.wording import Wording, Words, wording

WORDINGS: Mapping[str, Wording] = {
    "R32": wording(
        _("Anys sense pagar la taxa"),
        {
            "": _(
                "Consten %(unpaid)s anys seguits sense pagar i en calen %(years)s. L’expedient es podrà obrir a partir "
                "del %(possible_on)s."
            ),
            "unknown": _(
                "No consta fins a quin any s’ha pagat la taxa de conservació, i calen %(years)s anys seguits sense "
                "pagar. Digueu com se sap."
            ),
        },
        {"": _("Consten %(unpaid)s anys seguits sense pagar; en calen %(years)s.")},
    ),
    "R33": wording(
        _("Termini d’al·legacions"),
        {
            "": _("Es poden presentar al·legacions fins al %(until)s. Es podrà resoldre a partir del %(possible_on)s."),
            "late": _("El termini d’al·legacions va acabar el %(until)s. Digueu per què s’admeten."),
        },
        {"": _("El termini d’al·legacions va acabar el %(until)s.")},
    ),
    "R34": wording(
        _("Termini per pagar"),
        {
            "": _(
                "Es pot pagar o demanar un ajornament fins al %(until)s. Es podrà resoldre a partir del "
                "%(possible_on)s."
            )
        },
        {"": _("El termini per pagar va acabar el %(until)s.")},
    ),
    "R35": wording(
        _("Termini d’obres"),
        {
            "": _("El termini d’obres és de %(months)s mesos com a màxim: fins al %(latest)s."),
            "term": _("Escriviu fins quan es poden fer les obres: el %(latest)s com a molt tard."),
            "running": _(
                "L’expedient és suspès per obres fins al %(until)s. Es podrà resoldre a partir del %(possible_on)s."
            ),
        },
        {"": _("L’expedient queda suspès per obres fins al %(until)s.")},
    ),
    "R36": wording(
        _("Restes fins que la caducitat és ferma"),
        {
            "": _("La caducitat serà ferma el %(possible_on)s. Fins llavors les restes no es toquen."),
            "open": _("L’expedient de caducitat encara no és ferm. Fins llavors les restes no es toquen."),
            "expired": _(
                "El dret va acabar el %(expires_on)s, però ningú no n’ha declarat la caducitat. Obriu-ne l’expedient."
            ),
        },
        {"": _("La caducitat és ferma des del %(lapsed_on)s.")},
    ),
    "R37": wording(
        _("Notificació"),
        {
            "": _(
                "Encara no s’ha notificat: %(attempts)s intents en paper fallits. En calen dos, o una notificació "
                "electrònica."
            ),
            "boe": _("Han fallat %(attempts)s intents en paper. Cal anunciar-ho al BOE."),
            "few": _(
                "Només hi ha %(attempts)s intents en paper fallits. Digueu per què s’anuncia ja: no se sap qui és "
                "l’interessat o on viu."
            ),
        },
        {
            "": _("Consta notificat el %(told)s."),
            "attempts": _("Hi ha dos intents en paper fallits: toca anunciar-ho al BOE."),
        },
    ),
    "R38": wording(
        _("Consulta del padró"),
        {"": _("La carta va tornar per l’adreça. Consulteu el padró abans del segon intent i anoteu-ho.")},
        {"": _("S’ha consultat el padró després de la carta retornada.")},
    ),
    "R39": wording(
        _("Fotografia amb data"),
        {
            "": _("Cal una fotografia amb data de la sepultura abans de buidar-la."),
            "file": _("Adjunteu la fotografia, o trieu-ne una de la sepultura."),
        },
        {
            "": _("La fotografia es desa amb la seva data."),
            "on": _("La sepultura es va fotografiar el %(photographed_on)s."),
        },
    ),
    "R57": wording(
        _("Segon intent"),
        {
            "": _(
                "El primer intent va ser a les %(first)s. El segon ha de ser a l’altra banda de les 15 hores i amb 3 "
                "hores de diferència. Digueu per què no ho ha estat."
            ),
            "late": _("El segon intent havia de ser el %(latest)s com a molt tard. Digueu per què no ho ha estat."),
            "hour": _("Escriviu a quina hora hi van anar: la llei la demana."),
        },
        {"": _("El segon intent és dins dels tres dies i a l’altra banda de les 15 hores.")},
    ),
    "R58": wording(
        _("Notificació electrònica no oberta"),
        {"": _("Es compta com a rebutjada passats 10 dies naturals: es podrà anotar a partir del %(possible_on)s.")},
        {"": _("Es va donar per rebutjada el %(rejected)s.")},
    ),
    "R59": wording(
        _("Sense anunci al BOE"),
        {"": _("Ja consta notificat el %(told)s. No s’ha d’anunciar al BOE.")},
    ),
    "X30": wording(
        _("Un sol expedient"),
        {"": _("El dret ja té un expedient de caducitat en tràmit.")},
    ),
    "X33": wording(
        _("Resolució ferma"),
        {"": _("Encara es pot recórrer. La resolució serà ferma el %(possible_on)s.")},
        {"": _("La resolució és ferma des del %(since)s.")},
    ),
    "X34": wording(
        _("Causa i ordre dels tràmits"),
        {
            "no_right": _("La sepultura no té cap dret que pugui caducar."),
            "no_cause": _("Trieu per quina causa s’obre l’expedient."),
            "disputed": _("Hi ha més d’un dret en conflicte. Aclariu abans de qui és."),
            "report": _("Escriviu què diu l’informe en què es basa l’expedient."),
            "running": _(
                "El dret és vigent fins al %(expires_on)s. L’expedient es pot obrir a partir del %(possible_on)s."
            ),
            "no_end": _("No se sap quan acaba el dret. Digueu com consta que ha acabat."),
            "ended": _("L’expedient és acabat i no admet més tràmits."),
            "before": _("El tràmit no pot ser anterior al %(since)s, el dia d’un altre tràmit del qual depèn."),
            "declared": _("La caducitat ja és declarada. Ara toca notificar-la i esperar que sigui ferma."),
            "not_declared": _("La caducitat encara no s’ha declarat."),
            "nothing_alleged": _("No hi ha al·legacions per respondre."),
            "no_debt": _("La causa de l’expedient no és cap deute."),
            "no_ruin": _("La causa de l’expedient no és la ruïna."),
            "no_works": _("No s’ha donat cap termini d’obres."),
            "why": _("Escriviu a les observacions per què s’arxiva l’expedient."),
            "over": _("Un altre acte ja ha acabat el dret. Arxiveu l’expedient."),
            "renewed": _("El dret s’ha renovat. Arxiveu l’expedient."),
            "accepted": _("Les al·legacions s’han estimat. Arxiveu l’expedient."),
            "paid": _("El deute s’ha pagat. Arxiveu l’expedient."),
            "works_done": _("Les obres s’han fet. Arxiveu l’expedient."),
            "unanswered": _("Hi ha al·legacions sense resposta. Responeu-les abans."),
            "term": _("El dret encara no ha acabat. La caducitat es podrà declarar l’endemà."),
            "deferred": _("Es va demanar un ajornament. Digueu per què es declara igualment."),
        },
        {
            "report": _("Consta l’informe en què es basa."),
            "expired": _("El dret va acabar el %(expires_on)s."),
            "ending": _("El dret acaba el %(expires_on)s i ja es pot obrir l’expedient."),
        },
    ),
}

NEXT_STEPS: Mapping[str, Words] = {
    "first": _("Notifiqueu-ho a l’interessat"),
    "second": _("Feu el segon intent de notificació"),
    "second_after_15": _("Feu el segon intent, després de les 15 hores"),
    "second_before_15": _("Feu el segon intent, abans de les 15 hores"),
    "roll": _("Consulteu el padró abans del segon intent"),
    "announcement": _("Anuncieu-ho al BOE"),
    "answer": _("Responeu les al·legacions"),
    "hearing": _("Espereu que acabi el termini d’al·legacions"),
    "payment": _("Espereu que acabi el termini per pagar"),
    "works": _("Comproveu si s’han fet les obres"),
    "photograph": _("Fotografieu la sepultura"),
    "term": _("Espereu que acabi el dret"),
    "declare": _("Declareu la caducitat"),
    "final": _("Espereu que la resolució sigui ferma"),
    "final_now": _("La resolució ja és ferma: anoteu-ho i acabarà el dret"),
    "over": _("Arxiveu l’expedient: un altre acte ja ha acabat el dret"),
    "renewed": _("Arxiveu l’expedient: el dret s’ha renovat"),
    "accepted": _("Arxiveu l’expedient: les al·legacions s’han estimat"),
    "paid": _("Arxiveu l’expedient: el deute s’ha pagat"),
    "works_done": _("Arxiveu l’expedient: les obres s’han fet"),
}
"""What is to be done next in a file, by case."""

OUTCOMES: Mapping[str, Words] = {
    "delivered": _("Lliurada"),
    "refused": _("Rebutjada per l’interessat"),
    "absent": _("Absent"),
    "wrong_address": _("Adreça incorrecta"),
    "unknown_person": _("Desconegut a l’adreça"),
    "dead_person": _("L’interessat és mort"),
    "opened": _("Oberta per l’interessat"),
    "rejected": _("Rebutjada"),
    "not_opened": _("No oberta en deu dies"),
    "same_address": _("El padró diu la mateixa adreça"),
    "other_address": _("El padró diu una altra adreça"),
    "not_found": _("No és al padró"),
    "accepted": _("Estimades"),
    "paid": _("Pagat"),
    "deferred": _("Ajornament demanat"),
    "renewed": _("El dret s’ha renovat"),
    "transferred": _("El dret s’ha transmès o deixat"),
    "works_done": _("Les obres s’han fet"),
    "other": _("Un altre motiu"),
}
"""What came of a step, by outcome; a rejected answer is said otherwise than a rejected notice."""

ANSWERS: Mapping[str, Words] = {"accepted": _("Estimades"), "rejected": _("Desestimades")}
