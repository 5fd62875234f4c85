"""The sentences of drawing on the plan: why something is refused, what is odd, what came of undoing."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

REFUSALS: Mapping[str, str | Promise] = {
    "not_a_number": _("«%(text)s» no és un nombre. Escriviu-lo amb xifres, com ara 12,50."),
    "not_a_pair": _("Escriviu un punt a cada línia: l’est i el nord en metres, com ara 431200,50 4589000,25."),
    "many_points": _("Hi ha massa punts; un dibuix en té com a molt %(most)s."),
    "has_height": _("El plànol és pla: traieu l’altura i deixeu només l’est i el nord."),
    "curved": _("El plànol no guarda corbes. Marqueu uns quants punts al llarg de la corba."),
    "one_point": _("Marqueu un sol punt."),
    "too_few": _("Hi falten punts: en calen %(least)s de diferents com a mínim."),
    "short_line": _("La línia fa %(centimetres)s cm. Feu-la de 20 cm o més."),
    "empty": _("El dibuix és buit. Marqueu-ne els punts."),
    "not_an_area": _("Això no tanca cap àrea. Dibuixeu-ne tot el contorn."),
    "crosses_itself": _("El contorn es creua amb si mateix%(where)s. Torneu a marcar els punts en ordre."),
    "tiny": _("És més petit que un full de paper (%(square_centimetres)s cm²). Reviseu les mides, que van en metres."),
    "huge": _("És més gran que qualsevol cementiri (%(hectares)s ha). Reviseu les mides, que van en metres."),
    "far_away": _(
        "Cau fora de Catalunya. Les coordenades són metres ETRS89 UTM 31N (EPSG:25831), primer l’est i després el nord."
    ),
    "bad_depth": _("El fons ha de fer entre %(least)s i %(most)s metres."),
    "narrow_columns": _(
        "Les columnes farien %(centimetres)s cm d’ample. Allargueu la façana o poseu-hi menys columnes."
    ),
    "sharp_corner": _("La façana gira massa de cop. Dibuixeu-la en dos blocs."),
    "too_deep": _(
        "Amb %(metres)s m de fons les parets del racó es trepitgen. Feu-lo menys fondo o allargueu la façana."
    ),
    "no_such_side": _("El contorn té %(most)s costats. Digueu quin és la façana, de l’1 al %(most)s."),
    "column_without_area": _("Alguna columna quedaria sense lloc. Reviseu el contorn i quin costat és la façana."),
    "no_columns": _("Digueu quantes columnes té el bloc."),
    "no_front": _("Dibuixeu el peu de la façana o el contorn del bloc."),
    "bad_count": _("N’hi ha d’haver almenys una."),
    "many_graves": _("En sortirien %(count)s fosses, i d’una vegada se’n dibuixen %(most)s com a molt."),
    "bad_measure": _("Ha de ser entre %(least)s i %(most)s."),
    "line_misses": _("La línia no travessa la peça de banda a banda. Allargueu-la pels dos costats."),
    "bad_parts": _("Es pot dividir en 2 parts o més, fins a %(most)s, i totes han de tenir àrea."),
    "alone": _("Trieu almenys dues peces."),
    "not_neighbours": _("Les peces no es toquen: en quedarien %(count)s de separades."),
    "path_again": _("Aquest camí ja hi és."),
    "X30": _("El contorn del bloc no és vàlid: es creua amb si mateix o no té àrea."),
    "X31": _("La façana no és vàlida: té tots els punts al mateix lloc."),
    "X32": _("El contorn del cementiri no és vàlid: es creua amb si mateix o no té àrea."),
    "X33": _("El contorn de la sepultura no és vàlid: es creua amb si mateix o no té àrea."),
    "X35": _("El camí no és vàlid: té tots els punts al mateix lloc."),
    "no_geometry": _("El plànol no pot guardar aquesta geometria. Torneu-la a dibuixar."),
    "gone": _("Alguna de les peces ja no hi és. Torneu a obrir el plànol."),
    "no_such_unit": _("En aquest bloc no hi ha cap sepultura amb aquests números: %(numbers)s."),
    "not_drawn": _("Encara no és al plànol: primer cal dibuixar-la."),
    "one_place": _("Trieu una sola sepultura o un sol bloc."),
    "parts_without_unit": _(
        "En surten %(parts)s parts i hi ha %(units)s sepultures per posar-hi. Digueu quina sepultura va a cada part; "
        "si encara no existeixen, feu primer la divisió al registre."
    ),
    "already_undone": _("Aquest pas ja s’havia desfet."),
}

REMARKS: Mapping[str, str | Promise] = {
    "outside": _("Peces que surten del recinte del cementiri: %(count)s."),
    "over": _("Quedaria a sobre d’altres sepultures (%(count)s): %(names)s."),
    "over_walls": _("Quedaria a sobre d’un altre bloc: %(names)s."),
    "homeless": _("Sepultures sense columna en aquesta paret, que es queden com estan (%(count)s): %(names)s."),
    "uneven": _("Hi ha %(units)s sepultures i %(graves)s fosses dibuixades: les que sobren es queden com estan."),
    "left_out": _("Blocs que quedarien fora del recinte: %(count)s."),
    "far_entrance": _("L’entrada cau a més de 50 metres del recinte."),
    "path_outside": _("El camí surt del recinte."),
}

STAYING: Mapping[str, str | Promise] = {
    "changed": _("perquè després algú les ha tornades a dibuixar"),
    "used": _("perquè ja surten en algun acte"),
    "gone": _("perquè ja no hi són"),
}


def refusal(code: str, facts: Mapping[str, object]) -> str:
    """Why something is not drawn, and what to do about it."""
    told = dict(facts)
    if code == "crosses_itself":
        told["where"] = gettext(" (a prop de %(place)s)") % {"place": facts["where"]} if facts.get("where") else ""
    return str(REFUSALS[code]) % _in_catalan(told) if told else str(REFUSALS[code])


def remark(code: str, facts: Mapping[str, object]) -> str:
    """What is odd about a sketch."""
    return str(REMARKS[code]) % facts if facts else str(REMARKS[code])


def _in_catalan(facts: Mapping[str, object]) -> dict[str, object]:
    """Numbers with a comma, as they are typed."""
    return {name: f"{fact:g}".replace(".", ",") if isinstance(fact, float) else fact for name, fact in facts.items()}
