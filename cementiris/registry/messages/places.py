"""What the rules of places and of changing units say."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from cementiris.registry.messages.wording import Wording, wording

FUTURE = _("El dia %(day)s encara no ha arribat.")

WORDINGS: Mapping[str, Wording] = {
    "X19": wording(
        _("Baixa de la sepultura"), {"": _("Una sepultura es dona de baixa després d’obrir-la. Reviseu les dates.")}
    ),
    "X20": wording(
        _("Fora de servei una sola vegada"),
        {"": _("La sepultura ja és fora de servei en aquestes dates. Torneu-la primer al servei.")},
    ),
    "X21": wording(
        _("Part d’una sola sepultura"), {"": _("La sepultura ja forma part d’una altra. Dividiu-la primer.")}
    ),
    "X40": wording(
        _("Números lliures"),
        {
            "unreadable": _("No s’entén «%(text)s». Escriviu números i trams, com ara 13, 45-47."),
            "none": _("Encara no en surt cap número: ompliu les caselles que calguin."),
            "many": _("En sortirien %(count)s sepultures, i d’una vegada se’n fan %(most)s com a molt."),
            "repeated": _("Aquests números hi són més d’una vegada: %(numbers)s."),
            "taken": _("Aquests números ja són d’una altra sepultura del mateix bloc: %(numbers)s."),
            "cells": _("Al mateix pis i columna ja hi ha una altra sepultura: %(cells)s."),
        },
        {"": _("Cap dels números (%(count)s) no és d’una altra sepultura.")},
    ),
    "X41": wording(
        _("Agrupació de sepultures"),
        {
            "alone": _("Trieu amb quines sepultures s’agrupa."),
            "gone": _("Ja no existeixen aquell dia: %(units)s."),
            "shared": _("Una ossera o una fossa comuna no s’agrupa amb cap altra sepultura."),
            "number": _("El número %(number)s ja és d’una altra sepultura del mateix bloc."),
            "ashes": _("Hi reposen cossos o restes, i una sepultura per a cendres no en pot tenir."),
            "future": FUTURE,
            "later": _("Hi ha fets posteriors a aquest dia (%(units)s, fins al %(day)s). Escriviu un dia que no sigui "
                       "anterior."),
            "opened": _("Alguna de les sepultures es va obrir el %(day)s. Escriviu un dia posterior."),
            "disputed": _("Hi ha un dret en conflicte. Resoleu-lo abans d’agrupar-les."),
            "right_elsewhere": _("El dret és sobre %(units)s. Feu l’agrupació des de la fitxa d’aquesta sepultura."),
            "holders": _("El dret sobre %(units)s és d’altres titulars. Transmeteu-lo o acabeu-lo abans."),
            "apart": _("Segons el pis i la columna, aquestes sepultures no es toquen."),
        },
        {
            "": _("Les sepultures passen a ser-ne una. Persones que hi reposaran: %(resting)s."),
            "rights": _("El dret sobre %(units)s acaba amb l’agrupació; continua el de la sepultura que queda."),
        },
    ),
    "X42": wording(
        _("Divisió de la sepultura"),
        {
            "gone": _("La sepultura ja no existeix aquell dia."),
            "none": _("Escriviu els números de les sepultures noves."),
            "taken": _("Aquests números ja són d’una altra sepultura del mateix bloc, o s’han escrit dues vegades: "
                       "%(numbers)s."),
            "shared": _("Una ossera o una fossa comuna no es divideix."),
            "ashes": _("Hi passarien cossos o restes, i una sepultura per a cendres no en pot tenir."),
            "future": FUTURE,
            "later": _("Hi ha fets posteriors a aquest dia (%(units)s, fins al %(day)s). Escriviu un dia que no sigui "
                       "anterior."),
            "opened": _("La sepultura es va obrir el %(day)s. Escriviu un dia posterior."),
            "who": _("Digueu de cadascú en quina sepultura reposa a partir d’ara."),
            "bare": _("%(count)s persones reposaran en una sepultura sense dret. Concediu-lo després, o expliqueu per "
                      "què."),
        },
        {"": _("De la sepultura en surten %(count)s.")},
    ),
    "X43": wording(
        _("Servei de la sepultura"),
        {
            "none": _("Trieu almenys una sepultura."),
            "gone": _("Ja no existeixen aquell dia: %(units)s."),
            "closed": _("Ja són fora de servei en aquestes dates: %(units)s."),
            "until": _("El dia que torna al servei ha de ser posterior al %(day)s."),
            "held": _("Hi ha un dret vigent sobre %(units)s: aviseu-ne els titulars i expliqueu el motiu."),
            "not_closed": _("No són fora de servei: %(units)s."),
            "same_day": _("Tornen al servei després del dia que en van sortir: %(units)s. Si va ser un error, anul·leu "
                          "l’acte."),
            "future": FUTURE,
            "occupied": _("Encara hi reposa algú: %(units)s. Feu-ne abans l’exhumació o el trasllat."),
            "right": _("Hi ha un dret vigent sobre %(units)s. Acabeu-lo abans."),
            "expired": _("Hi ha un dret vençut que ningú no ha tancat: %(units)s."),
            "later": _("Hi ha fets posteriors a aquest dia: %(units)s."),
        },
        {"": _("Fora de servei des del %(since)s.")},
    ),
    "X44": wording(
        _("Descripció de la sepultura"),
        {
            "future": FUTURE,
            "built": _("L’any de construcció %(year)s encara no ha arribat."),
            "ashes": _("Hi reposen cossos o restes (%(count)s), i una sepultura per a cendres no en pot tenir."),
            "shared": _("Hi ha un dret sobre la sepultura, i una ossera o una fossa comuna no en té."),
            "opened": _("El %(day)s ja s’hi havia fet alguna cosa. Ha d’haver-se obert aquell dia o abans."),
            "retired": _("La sepultura es va donar de baixa el %(day)s. Ha d’haver-se obert abans."),
            "cell": _("En aquest pis i columna ja hi ha %(unit)s."),
            "cells": _("Amb aquesta mida taparia el lloc de %(units)s. L’alçat la dibuixarà d’una sola casella."),
            "same": _("No heu canviat res."),
            "used": _("Ja s’han fet servir, i no es poden anul·lar: %(units)s. Anul·leu abans el que s’hi ha fet."),
            "made": _("El que s’ha creat de nou no s’anul·la: canvieu-ne el nom o la descripció."),
            "number_lost": _("El número antic %(number)s ja és d’una altra sepultura. Canvieu-lo abans."),
            "name": _("Ja n’hi ha un altre que es diu %(name)s."),
        },
        {"": _("Qui hi reposa i el dret permeten la classe nova.")},
    ),
}  # fmt: skip
