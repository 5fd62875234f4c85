"""Hands that write signs instead of words: letters for states and kinds, told in a legend; a form for each niche."""

from __future__ import annotations

from typing import Any

from imports.rows import SourceFile
from tests.imports.hands.cemetery import Block, Inventor, Place, Right
from tests.imports.hands.formats import Rows, xlsx
from tests.imports.hands.inventory import Inventory, Truth
from tests.imports.hands.planting import plant
from tests.imports.hands.rolls import rights_of
from tests.imports.hands.scribe import CASTILIAN, Manner, Scribe, burial_truth, right_truth

_STATES = {"free": "L", "occupied": "O", "expired": "C"}
_KINDS = {"niche": "NX", "columbarium": "CB", "tomb": "TB"}


def roll_with_signs(seed: int) -> Inventory:
    """Catalan xlsx: L, O and C for the states, NX, CB and TB for the kinds, explained in a legend below."""
    blocks = [Block("A", "niche", 1, 50, 5), Block("B", "columbarium", 1, 24, 4), Block("T", "tomb", 1, 8, 0)]
    inventor = Inventor(seed)
    places = inventor.cemetery(blocks)
    plant(places, ("duplicate_title", "expiry_mismatch", "invalid_national_id", "free_but_occupied"), inventor)
    scribe = Scribe(seed, Manner(order="comma", capitals=True, accents=0.7, joined=0, dates=("slash", "cell")))
    rows: Rows = [["CEMENTIRI DE PUIGFOSC. LLISTAT GENERAL"], []]
    rows.append(["BL.", "NÚM.", "FILA", "CL.", "EST.", "TITULAR", "NIF", "TÍT.", "CONC.", "ANYS", "VENC.", "DIFUNTS"])
    truth = Truth()
    for place in places:
        for order, right in enumerate(rights_of(place)):
            truth.states[id(place)] = place.state
            cells = [place.block, place.number, place.floor or "", _KINDS[place.kind], _STATES[place.state]]
            cells += _right_cells(scribe, truth, place, right) if right else [""] * 6
            rows.append([*cells, "; ".join(_dead(scribe, truth, place)) if order == 0 else ""])
            place.stands_in("General", len(rows))
            truth.rows += 1
    rows += [[], ["Llegenda:"], ["L", "Lliure"], ["O", "Ocupat"], ["C", "Caducat"]]
    rows += [["NX", "Nínxol"], ["CB", "Columbari"], ["TB", "Tomba"]]
    return Inventory((SourceFile("general.xlsx", xlsx({"General": rows})),), truth.lines(places))


def _right_cells(scribe: Scribe, truth: Truth, place: Place, right: Right) -> list[Any]:
    right.owners = right.owners[:1]
    name, line = scribe.owner(right.owners[0])
    ends = right.ends if right.ends and (place.planted or scribe.rng.random() < 0.6) else None
    truth.rights[id(place)].append(right_truth(right, [line], ends=ends))
    forever = "perpetuïtat" if scribe.manner.language != CASTILIAN else "perpetuidad"
    end = scribe.whole_day(ends) if ends else ""
    return [name, right.owners[0].national_id, right.title, scribe.day(right.granted), right.years or forever, end]


def _dead(scribe: Scribe, truth: Truth, place: Place) -> list[str]:
    dead = []
    for person in place.dead:
        name = scribe.dead(person, "DESCONEGUT")
        truth.burials[id(place)].append(burial_truth(name, remains=person.remains, died_on=person.died))
        mark = {"ashes": "CENDRES DE ", "remains": "RESTES DE "}.get(person.remains, "")
        day = person.died
        written = f"{day.day:%d/%m/%Y}" if day and day.precision == "day" else scribe.day(day)
        dead.append(f"{mark}{name.text} ({written})")
    return dead


# --- a form for each niche ------------------------


def form_for_each_niche(seed: int) -> Inventory:
    """Castilian xlsx: a sheet for each niche, filled in like a form: label on the left, value beside it."""
    inventor = Inventor(seed)
    places = inventor.cemetery([Block("A", "niche", 1, 24, 4), Block("B", "niche", 1, 16, 4)])
    plant(places, ("expiry_mismatch", "invalid_national_id"), inventor, each=1)
    manner = Manner(CASTILIAN, "given", joined=0.2, dates=("cell", "slash"), estate=("Herederos de ",))
    scribe = Scribe(seed, manner)
    sheets: dict[str, Rows] = {}
    truth = Truth()
    for place in places:
        right = place.rights[0] if place.rights else None
        labels = ["Titular:", "N.I.F.:", "Nº título:", "Fecha concesión:", "Años:", "Vencimiento:"]
        cells = _right_cells(scribe, truth, place, right) if right else [""] * 6
        rows: Rows = [["FICHA DE NICHO"], ["Bloque:", place.block], ["Nicho:", place.number], ["Fila:", place.floor]]
        rows += [[label, cell] for label, cell in zip(labels, cells, strict=True)]
        rows += [["Difuntos:", "; ".join(_dead(scribe, truth, place))]]
        name = f"{place.block}-{place.number}"
        sheets[name] = rows
        place.stands_in(name, 2)
        truth.rows += 1
    return Inventory((SourceFile("fichas.xlsx", xlsx(sheets)),), truth.lines(places))
