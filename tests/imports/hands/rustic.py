"""Hands of small places: floors as sub-headings, ditto marks, a sheet for each kind of unit, polite names."""

from __future__ import annotations

from datetime import date
from typing import Any

from imports.rows import SourceFile
from tests.imports.hands.books import in_order_of_days
from tests.imports.hands.cemetery import Block, Habits, Inventor, Place, Resting, Right
from tests.imports.hands.formats import Rows, ods, xlsx
from tests.imports.hands.inventory import Inventory, Truth
from tests.imports.hands.planting import plant, put_outside
from tests.imports.hands.rolls import rights_of
from tests.imports.hands.scribe import CASTILIAN, Manner, Scribe, burial_truth, right_truth
from tests.imports.hands.xls import xls

# --- Castilian xls: block and floor in sub-headings ------------------------

_FLOORS = ("PRIMERA", "SEGUNDA", "TERCERA", "CUARTA", "QUINTA")


def roll_by_floors(seed: int) -> Inventory:
    """Castilian xls: *BLOQUE A (Nº 1 al 60)*, below it *FILA PRIMERA*, and the niches of that floor; polite names."""
    blocks = [Block("A", "niche", 1, 60, 4), Block("B", "niche", 61, 105, 4)]
    inventor = Inventor(seed, Habits(bis=0.02))
    places = inventor.cemetery(blocks)
    plant(places, ("duplicate_title", "end_before_start", "expiry_mismatch", "invalid_national_id"), inventor)
    put_outside(places, blocks, inventor)
    styles = ("cell", "serial", "slash")
    manner = Manner(CASTILIAN, courtesy=0.4, joined=0.3, dates=styles, estate=("Herederos de ", "Hros. de "))
    scribe = Scribe(seed, manner)
    rows: Rows = [["EXCMO. AYUNTAMIENTO DE VILLACLARA"], ["Relación de nichos a 31/12/2001"], []]
    rows.append(["NICHO", "CONCESIONARIO", "D.N.I.", "TIT.", "FEC.CONC.", "AÑOS", "FEC.VTO.", "INHUMADOS", "OBS."])
    truth = Truth()
    for block in blocks:
        rows.append([f"BLOQUE {block.name} (Nº {block.first} al {block.last})"])
        for floor in range(1, block.floors + 1):
            rows.append([f"FILA {_FLOORS[floor - 1]}"])
            for place in (place for place in places if place.block == block.name and place.floor == floor):
                rows.append(_floor_row(scribe, truth, place))
                place.stands_in("Hoja1", len(rows))
                truth.rows += 1
    rows.append(["TOTAL", len(places)])
    return Inventory((SourceFile("NICHOS.XLS", xls({"Hoja1": rows})),), truth.lines(places))


def _floor_row(scribe: Scribe, truth: Truth, place: Place) -> list[Any]:
    right = place.rights[0] if place.rights else None
    cells: list[Any] = [""] * 6
    if right is not None:
        cells = _right_cells(scribe, truth, place, right)
    elif scribe.rng.random() < 0.5:
        truth.states[id(place)] = "free"
        cells = ["VACANTE", *[""] * 5]
    dead = [_bracketed(scribe, truth, place, person) for person in place.dead]
    number = int(place.number) if place.number.isdigit() else place.number
    return [number, *cells, scribe.rng.choice(["; ", "\n"]).join(dead), scribe.rng.choice(["", "", "Pagado"])]


def _right_cells(scribe: Scribe, truth: Truth, place: Place, right: Right) -> list[Any]:
    written = [scribe.owner(owner) for owner in right.owners]
    ends = right.ends if right.ends and (place.planted or scribe.rng.random() < 0.6) else None
    truth.rights[id(place)].append(right_truth(right, [line for _, line in written], ends=ends))
    term = "A PERPETUIDAD" if right.years is None else right.years
    names = " y ".join(name for name, _ in written) if len(written) == 1 else " / ".join(name for name, _ in written)
    end = scribe.whole_day(ends) if ends else ""
    return [names, right.owners[0].national_id, int(right.title), scribe.day(right.granted, ("", "-")), term, end]


def _bracketed(scribe: Scribe, truth: Truth, place: Place, person: Resting) -> str:
    name = scribe.dead(person, "Desconocido")
    truth.burials[id(place)].append(burial_truth(name, remains=person.remains, died_on=person.died))
    mark = {"ashes": "cenizas de ", "remains": "restos de "}.get(person.remains, "")
    day = scribe.day(person.died)
    if person.died and person.died.precision == "day":
        day = person.died.day  # a serial number never stands in brackets
    return f"{mark}{name.text} ({day:%d/%m/%Y})" if isinstance(day, date) else f"{mark}{name.text} ({day})"


# --- Catalan ods: ditto marks ------------------------


def book_with_ditto_marks(seed: int) -> Inventory:
    """Catalan ods: a burial book typed from paper, with a ditto mark where the block is that of the row above."""
    blocks = [Block("Sant Joan", "niche", 1, 40, 4), Block("Sant Pere", "niche", 1, 30, 4)]
    inventor = Inventor(seed, Habits(bis=0.0, unknown=0.03))
    places = inventor.cemetery(blocks)
    plant(places, ("burial_before_birth",), inventor)
    manner = Manner(order="given", joined=0.5, houses=("Can Roca",), dates=("slash", "words", "serial"))
    scribe = Scribe(seed, manner)
    rows: Rows = [["Parròquia de Sant Joan. Llibre d'òbits"]]
    rows.append(["Full", "Difunt", "Data naixement", "Data d'òbit", "Pany", "Nínxol", "Cos/cendres", "Anotacions"])
    truth = Truth(with_floors=False)
    above = ""
    for order, (_, place, person, _) in enumerate(in_order_of_days(places)):
        name = scribe.dead(person, "Desconegut")
        planted = "burial_before_birth" in place.planted
        born = person.born if planted or scribe.rng.random() < 0.3 else None
        truth.burials[id(place)].append(burial_truth(name, remains=person.remains, died_on=person.died))
        block = scribe.rng.choice(['"', "id.", "ídem"]) if place.block == above else place.block
        what = {"ashes": "cendres", "remains": "restes"}.get(person.remains, "cos")
        days = [scribe.day(born), scribe.day(person.died)]
        rows.append([1 + order // 20, name.text, *days, block, int(place.number), what, ""])
        above = place.block
        place.stands_in("Òbits", len(rows))
        truth.rows += 1
    return Inventory((SourceFile("obits.ods", ods({"Òbits": rows})),), truth.lines(places))


# --- Castilian workbook: a sheet for each kind of unit ------------------------


def workbook_with_a_sheet_per_kind(seed: int) -> Inventory:
    """Castilian xlsx: *NICHOS* with a column for the block, *COLUMBARIOS*, *TUMBAS* and *PANTEONES* without one."""
    sheets_of = {
        "NICHOS": [Block("1", "niche", 1, 40, 4), Block("2", "niche", 1, 40, 4)],
        "COLUMBARIOS": [Block("Columbarios", "columbarium", 1, 20, 4)],
        "TUMBAS": [Block("Tumbas", "tomb", 1, 12, 0)],
        "PANTEONES": [Block("Panteones", "pantheon", 1, 6, 0)],
    }
    inventor = Inventor(seed)
    places = inventor.cemetery([block for blocks in sheets_of.values() for block in blocks])
    plant(places, ("duplicate_unit", "duplicate_title", "expiry_mismatch", "invalid_national_id"), inventor)
    manner = Manner(CASTILIAN, "comma", accents=0.9, joined=0, dates=("cell", "slash"), estate=("Herederos de ",))
    scribe = Scribe(seed, manner)
    truth = Truth()
    sheets: dict[str, Rows] = {}
    for name, blocks in sheets_of.items():
        place_columns = ["BLOQUE", "NICHO", "FILA"] if name == "NICHOS" else ["NÚMERO", "FILA"]
        rows: Rows = [[f"CEMENTERIO MUNICIPAL - {name}"], []]
        rows.append([*place_columns, "TITULAR", "NIF", "Nº TÍTULO", "FECHA", "DURACIÓN", "VENCIMIENTO", "DIFUNTOS"])
        for place in (place for place in places if place.block in {block.name for block in blocks}):
            for order, right in enumerate(rights_of(place)):
                where = [place.number, place.floor or ""]
                cells = _right_cells(scribe, truth, place, right) if right else [""] * 6
                dead = [_bracketed(scribe, truth, place, person) for person in (place.dead if order == 0 else [])]
                rows.append([*([place.block] if name == "NICHOS" else []), *where, *cells, "; ".join(dead)])
                place.stands_in(name, len(rows))
                truth.rows += 1
        sheets[name] = rows
    return Inventory((SourceFile("cementerio municipal.xlsx", xlsx(sheets)),), truth.lines(places))
