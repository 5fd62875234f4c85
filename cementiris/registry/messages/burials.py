"""What the rules of burials and of opening a unit say."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from cementiris.registry.messages.rights import OUT_OF_SERVICE
from cementiris.registry.messages.wording import Wording, wording

WORDINGS: Mapping[str, Wording] = {
    "R40": wording(
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
    "R41": wording(
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
    "R42": wording(
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
            "destination": _(
                "La sepultura de destinació no es pot obrir fins al %(possible_on)s: han de passar més de %(years)s "
                "anys des de l’última inhumació, del %(last)s."
            ),
            "destination_compartments": _(
                "A la sepultura de destinació l’última inhumació és del %(last)s. Fins al %(possible_on)s només es "
                "pot obrir un altre compartiment: digueu quin."
            ),
            "destination_unknown": _(
                "No se sap quan va ser l’última inhumació a la sepultura de destinació, i han de fer més de "
                "%(years)s anys. Digueu com s’ha comprovat."
            ),
        },
        {
            "": _("Es pot obrir: fa més de %(years)s anys de l’última inhumació, del %(last)s."),
            "empty": _("Es pot obrir: no hi reposa ningú que ho impedeixi."),
            "judge": _("Es pot obrir: ho ordena un jutge."),
            "same_opening": _("És la mateixa obertura: avui mateix s’hi ha inhumat algú altre."),
        },
    ),
    "R43": wording(
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
            "destination": _(
                "A la sepultura de destinació hi reposa una mort del grup I. No es pot obrir fins al "
                "%(possible_on)s: %(years)s anys des de l’última inhumació."
            ),
            "destination_compartments": _(
                "A la sepultura de destinació hi reposa una mort del grup I. Fins al %(possible_on)s només es pot "
                "obrir un altre compartiment: digueu quin."
            ),
            "destination_blocked": _(
                "A la sepultura de destinació hi reposa una mort del grup I i l’ordenança del municipi no deixa "
                "obrir-la."
            ),
            "destination_unknown": _(
                "A la sepultura de destinació hi reposa una mort del grup I i no se sap des de quan. No es pot obrir."
            ),
        },
        {"": _("Hi reposa una mort del grup I, i fa més de %(years)s anys de l’última inhumació.")},
    ),
    "R44": wording(
        _("Cadàver o restes"),
        {
            "remains": _("Fa més de cinc anys de la mort: ja no és un cadàver. Trieu «Restes»."),
            "body": _("Fa menys de cinc anys de la mort: encara és un cadàver. Trieu «Cadàver»."),
            "not_reduced": _("Fa menys de cinc anys de la mort: un cadàver no es pot reduir."),
            "unknown": _("No se sap si fa més de cinc anys de la mort. Digueu com s’ha comprovat que ja són restes."),
            "nothing_to_reduce": _("Són cendres: no hi ha res a reduir."),
            "reduced_already": _("Les restes d’aquesta persona ja es van reduir."),
            "clearance": _(
                "Fa menys de cinc anys de la mort de %(names)s: encara no poden anar a l’ossera ni a la fossa."
            ),
        },
        {
            "body": _("És un cadàver: fa menys de cinc anys de la mort."),
            "remains": _("Són restes: fa més de cinc anys de la mort."),
        },
    ),
    "R48": wording(
        _("Llicència d’enterrament"),
        {
            "": _("Escriviu el número de la llicència d’enterrament. El trobareu al full del Registre Civil."),
            "date": _("Escriviu la data de la llicència d’enterrament."),
            "judicial": _("En una mort no natural cal l’autorització judicial. Escriviu-ne el número."),
            "remains": _("No consta amb quina llicència venen les restes. Escriviu-la o digueu per què no n’hi ha."),
            "clinical": _(
                "No consta el document del centre sanitari que acompanya les restes. Escriviu-ne el número, o digueu "
                "per què no n’hi ha."
            ),
        },
        {"": _("Consta la llicència %(number)s."), "judicial": _("Consta l’autorització judicial.")},
    ),
    "R49": wording(
        _("Certificat de cremació"),
        {
            "": _("Per dipositar cendres cal el certificat de cremació. Escriviu-ne el número."),
            "already": _("Ja són cendres: no es poden cremar. Desmarqueu la cremació."),
        },
        {"": _("Consta el certificat de cremació.")},
    ),
    "R51": wording(
        _("Dret en vigor"),
        {
            "": _("El dret va acabar el %(expires_on)s. Cal prorrogar-lo o concedir-ne un de nou abans d’inhumar."),
            "none": _("La sepultura no té cap dret. Si en té, reviseu la data; si no, cal concedir-lo abans."),
            "unknown": _(
                "No consta cap dret sobre la sepultura, on ja reposa algú. Digueu amb quin títol s’hi inhuma."
            ),
            "later": _("El dret comença el %(possible_on)s. Abans no s’hi pot inhumar."),
            "fee": _("La taxa de conservació de l’any %(year)s no és pagada. Cal pagar-la abans d’inhumar."),
            "fee_unknown": _(
                "No consta que la taxa de conservació de l’any %(year)s sigui pagada. Comproveu-ho i marqueu-ho."
            ),
            "dead_holder": _(
                "El titular, %(holder)s, és mort. Cal canviar abans el titular, o que hi estiguin d’acord la persona "
                "beneficiària o la majoria dels successors."
            ),
            "change_first": _("El titular, %(holder)s, és mort. Cal canviar el titular abans d’inhumar."),
        },
        {
            "": _("El dret és vigent fins al %(expires_on)s."),
            "open": _("El dret és vigent i no en consta el final."),
            "charity": _("És una inhumació de beneficència: no cal cap dret."),
        },
    ),
    "R50": wording(
        _("Títol del dret"),
        {
            "none": _("Sense el títol només es pot inhumar en tres casos. Trieu-ne un o demaneu el títol."),
            "not_here": _(
                "L’ordenança del municipi no deixa inhumar sense el títol. Cal demanar-ne un duplicat abans."
            ),
            "lost_by_the_dead": _(
                "El titular, %(holder)s, és mort i no pot declarar que ha perdut el títol. Trieu un altre cas."
            ),
            "not_the_holder": _(
                "El registre no diu que la persona difunta sigui titular de la sepultura. Digueu com s’ha comprovat."
            ),
            "holder_lives": _(
                "El registre no diu que el titular sigui mort: és ell qui ha de presentar el títol o declarar-ne la "
                "pèrdua."
            ),
        },
        {
            "": _("S’ha presentat el títol."),
            "lost": _("El titular declara que ha perdut el títol: cal fer-li’n un duplicat."),
            "holder": _("La persona difunta n’és titular: després de la inhumació caldrà canviar el titular."),
            "successors": _("La persona beneficiària o la majoria dels successors hi estan d’acord."),
        },
    ),
    "R54": wording(
        _("Un cadàver per fèretre"),
        {"": _("Un fèretre porta un sol cadàver. Si és una excepció, digueu quina.")},
        {"": _("Un sol cadàver per fèretre."), "shared": _("Consta per què el fèretre porta més d’un cadàver.")},
    ),
    "X4": wording(
        _("Data de la inhumació"),
        {"": _("La inhumació és del %(on)s. Es pot registrar deu dies abans, a partir del %(possible_on)s.")},
        {"planned": _("Quedarà prevista per al %(on)s, i comptarà des d’aquell dia.")},
    ),
    "X5": wording(
        _("Inhumació després de la mort"),
        {"": _("La inhumació, del %(on)s, no pot ser abans de la mort, del %(died)s. Reviseu les dues dates.")},
    ),
    "X6": wording(
        _("Data de la mort"),
        {
            "": _("La mort és del %(died)s, que encara no ha arribat. Reviseu la data."),
            "birth": _("La mort, del %(died)s, no pot ser abans del naixement, del %(born)s. Reviseu les dues dates."),
        },
    ),
    "X7": wording(
        _("Cabuda"),
        {
            "bodies": _(
                "Fèretres que hi caben: %(room)s. Ja n’hi ha, de fa menys de cinc anys: %(here)s. Digueu com hi cabrà."
            ),
            "bodies_strict": _("Fèretres que hi caben: %(room)s. Ja n’hi ha, de fa menys de cinc anys: %(here)s."),
            "remains": _("Restes que hi caben: %(room)s. Ja n’hi ha: %(here)s. Digueu com hi cabran."),
            "remains_strict": _("Restes que hi caben: %(room)s. Ja n’hi ha: %(here)s."),
            "urns": _("Urnes que hi caben: %(room)s. Ja n’hi ha: %(here)s. Digueu com hi cabrà."),
            "urns_strict": _("Urnes que hi caben: %(room)s. Ja n’hi ha: %(here)s."),
        },
        {"": _("Hi ha lloc.")},
    ),
    "X8": OUT_OF_SERVICE,
    "X9": wording(
        _("Només cendres"),
        {
            "": _("En un columbari només s’hi dipositen cendres. Trieu «Cendres» o una altra sepultura."),
            "ossuary": _("En una ossera només hi van restes i cendres. Trieu una altra sepultura per al cadàver."),
        },
        {"": _("El columbari és per a cendres.")},
    ),
    "X10": wording(
        _("Data de la llicència"),
        {
            "": _("La llicència, del %(licence_on)s, no pot ser d’abans de la mort, del %(died)s."),
            "future": _("La llicència és del %(licence_on)s, que encara no ha arribat."),
        },
    ),
    "X18": wording(
        _("NIF d’aquesta persona"),
        {"": _("Al registre aquest NIF és de %(name)s. Reviseu-lo, o digueu per què el nom és diferent.")},
    ),
    "X11": wording(
        _("Encara no reposa enlloc"),
        {"": _("Aquesta persona ja reposa a %(place)s. Si canvia de lloc, registreu un trasllat.")},
    ),
    "X35": wording(
        _("Inhumacions posteriors"),
        {
            "": _(
                "Ja hi ha una inhumació prevista per al %(later)s. Després d’aquesta no s’hi podria fer: trieu el "
                "mateix dia o una altra sepultura."
            ),
            "past": _("Al registre hi ha una inhumació posterior, del %(later)s. Digueu com s’ha comprovat la data."),
        },
    ),
    "X36": wording(
        _("Titular del mateix nom"),
        {
            "": _(
                "El titular de la sepultura també es diu %(holder)s. Si és la mateixa persona, trieu «La persona "
                "difunta n’és titular» i escriviu-ne el NIF; si no, digueu-ho."
            )
        },
    ),
    "X38": wording(
        _("Nom de la persona difunta"),
        {"": _("No consta el nom de la persona difunta. Quedarà com a desconeguda: digueu per què no se sap.")},
    ),
}
