"""Rolls in texts that machines made: a listing with rules on paper, a csv with broken quotes, an old workbook."""

from __future__ import annotations

from typing import Any

from imports.rows import SourceFile
from tests.imports.hands.cemetery import Block, Habits, Inventor, Place, Resting, Right
from tests.imports.hands.formats import Rows
from tests.imports.hands.inventory import Inventory, Truth
from tests.imports.hands.planting import plant
from tests.imports.hands.rolls import rights_of
from tests.imports.hands.scribe import CASTILIAN, Manner, Scribe, burial_truth, right_truth
from tests.imports.hands.xls import xls

# --- Castilian listing of a COBOL programme, cp850 -------------------------------------------------------------------

_WIDTHS = (6, 7, 4, 30, 10, 8, 12, 12, 12, 30, 12)
_TITLES = ("BLOQUE", "NICHO", "ALT.", "TITULAR", "N.I.F.", "TITULO", "F.CONCESION", "PLAZO", "F.CADUCIDAD", "FALLECIDO")
_PAGE = 50


def listing_with_rules(seed: int) -> Inventory:
    """Castilian listing, cp850: columns between bars, rules, a page head every fifty lines, further dead below."""
    blocks = [Block("1", "niche", 1, 60, 4), Block("2", "niche", 1, 45, 4)]
    inventor = Inventor(seed, Habits(partial=0.0, doubtful=0.0))
    places = inventor.cemetery(blocks)
    plant(places, ("duplicate_title", "end_before_start", "expiry_mismatch", "invalid_national_id"), inventor)
    manner = Manner(CASTILIAN, "comma", capitals=True, accents=0.6, joined=0, dates=("dashes",))
    scribe = Scribe(seed, manner)
    lines: list[str] = []
    truth = Truth()
    for place in places:
        right = place.rights[0] if place.rights else None
        cells = [place.block, place.number.upper(), place.floor, *_listed_right(scribe, truth, place, right)]
        for order, person in enumerate(place.lines):
            if len(lines) % _PAGE == 0:
                lines += _page_head(len(lines) // _PAGE + 1)
            if order == 0:
                place.stands_in("LISTADO", len(lines) + 1)
                truth.rows += 1
            who = _listed_dead(scribe, truth, place, person) if person else ["", ""]
            lines.append(_barred([*(cells if order == 0 else [""] * 9), *who]))
    lines += [_rule(), f" TOTAL NICHOS: {len(places)}"]
    return Inventory((SourceFile("LISTADO.TXT", "\r\n".join(lines).encode("cp850")),), truth.lines(places))


def _rule() -> str:
    return "+" + "+".join("-" * width for width in _WIDTHS) + "+"


def _barred(cells: list[Any]) -> str:
    return "|" + "|".join(str(cell)[:width].ljust(width) for cell, width in zip(cells, _WIDTHS, strict=True)) + "|"


def _page_head(page: int) -> list[str]:
    title = f"AYUNTAMIENTO DE VILLACLARA            LISTADO DE NICHOS               PAG. {page}"
    return [title, _rule(), _barred([*_TITLES, "F.FALLECIM."]), _rule()]


def _listed_right(scribe: Scribe, truth: Truth, place: Place, right: Right | None) -> list[Any]:
    if right is None:
        return [""] * 6
    right.owners = right.owners[:1]
    name, line = scribe.owner(right.owners[0], 30)
    ends = right.ends if right.ends and (place.planted or scribe.rng.random() < 0.7) else None
    truth.rights[id(place)].append(right_truth(right, [line], ends=ends))
    term = "PERPETUO" if right.years is None else f"{right.years} AÑOS"
    end = scribe.whole_day(ends) if ends else ""
    return [name, right.owners[0].national_id, right.title, scribe.day(right.granted), term, end]


def _listed_dead(scribe: Scribe, truth: Truth, place: Place, person: Resting) -> list[Any]:
    name = scribe.dead(person, "DESCONOCIDO", 30)
    truth.burials[id(place)].append(burial_truth(name, died_on=person.died))
    return [name.text, scribe.day(person.died)]


# --- Catalan csv with broken quotes and line breaks, a code of three parts --------------------------------------------


def csv_with_broken_quotes(seed: int) -> Inventory:
    """Catalan csv, UTF-8: code block-floor-number in a cell, quotes left open in addresses, dead on lines of a cell."""
    blocks = [Block("A", "niche", 1, 60, 5), Block("B", "niche", 1, 40, 5)]
    inventor = Inventor(seed)
    places = inventor.cemetery(blocks)
    plant(places, ("duplicate_unit", "duplicate_title", "invalid_national_id", "free_but_occupied"), inventor)
    scribe = Scribe(seed, Manner(accents=0.97, joined=0.5, dates=("slash", "words", "iso")))
    lines = ["Codi,Estat,Titular,DNI,Adreça,Títol,Data títol,Durada,Difunts"]
    truth = Truth()
    for place in places:
        for order, right in enumerate(rights_of(place)):
            place.stands_in("export", 1 + sum(1 + line.count("\n") for line in lines))
            truth.rows += 1
            lines.append(",".join(_broken_row(scribe, truth, place, right, first=order == 0)))
    return Inventory((SourceFile("export.csv", "\n".join(lines).encode()),), truth.lines(places))


def _broken_row(scribe: Scribe, truth: Truth, place: Place, right: Right | None, *, first: bool) -> list[str]:
    number, _, bis = place.number.partition(" ")
    code = f"{place.block}-{place.floor}-{number}{bis}"
    truth.states[id(place)] = place.state
    state = {"free": "Lliure", "occupied": "Ocupat", "expired": "Caducat"}[place.state]
    rights = [""] * 6
    if right is not None:
        written = [scribe.owner(owner) for owner in right.owners]
        truth.rights[id(place)].append(right_truth(right, [line for _, line in written]))
        house = scribe.rng.choice(['Can "Xic" Roca', "C/ Nou 3", 'Veïnat "de Dalt', "Mas Pujol"])
        term = "perpètua" if right.years is None else f"{right.years} anys"
        names = "; ".join(name for name, _ in written)
        rights = [names, right.owners[0].national_id, house, right.title, str(scribe.day(right.granted)), term]
    dead = []
    for person in place.dead if first else []:
        name = scribe.dead(person, "Desconegut")
        truth.burials[id(place)].append(burial_truth(name, remains=person.remains, died_on=person.died))
        mark = {"ashes": "cendres de ", "remains": "restes de "}.get(person.remains, "")
        dead.append(f"{mark}{name.text} ({scribe.day(person.died)})")
    return [code, state, *rights, '"' + "\n".join(dead) + '"' if dead else ""]


# --- Catalan workbook of Excel 97 ------------------------------------------------------------------------------------


def workbook_of_excel_97(seed: int) -> Inventory:
    """Catalan xls: a row per deceased, the unit told once and its cells merged downwards, free units with a dash."""
    blocks = [Block("Sant Josep", "niche", 1, 40, 4), Block("Roser", "niche", 1, 40, 4)]
    blocks += [Block("Osseres", "ossuary", 1, 3, 0)]
    inventor = Inventor(seed, Habits(bis=0.04))
    places = inventor.cemetery(blocks)
    plant(places, ("expiry_mismatch", "invalid_national_id", "burial_before_birth"), inventor)
    scribe = Scribe(seed, Manner(order="surname", capitals=True, accents=0.8, joined=0, dates=("cell", "slash")))
    header = ["CARRER", "NÚM.", "PIS", "MENA", "PROPIETARI", "NIF", "TÍTOL", "DATA", "ANYS", "CADUCA"]
    header += ["ENTERRAT", "NAIXEMENT", "DEFUNCIÓ"]
    rows: Rows = [["CEMENTIRI VELL"], header]
    merges, truth = [(0, 0, 0, 12)], Truth()
    for place in places:
        start = len(rows)
        right = place.rights[0] if place.rights else None
        floor = place.floor or "-"
        kind = {"niche": "NÍNXOL", "ossuary": "OSSERA"}[place.kind]
        unit = [place.block.upper(), place.number, floor, kind, *_old_right(scribe, truth, place, right)]
        for person in place.lines:
            who = _old_dead(scribe, truth, place, person) if person else ["", "", ""]
            rows.append([*(unit if len(rows) == start else [""] * 10), *who])
        if len(rows) > start + 1:
            merges += [(start, len(rows) - 1, column, column) for column in range(3)]
        place.stands_in("Full1", start + 1)
        truth.rows += 1
    return Inventory((SourceFile("CEMENT97.XLS", xls({"Full1": rows}, {"Full1": merges})),), truth.lines(places))


def _old_right(scribe: Scribe, truth: Truth, place: Place, right: Right | None) -> list[Any]:
    if right is None:
        return ["-", "", "", "", "", ""]
    right.owners = right.owners[:1]
    name, line = scribe.owner(right.owners[0])
    ends = right.ends if right.ends and (place.planted or scribe.rng.random() < 0.6) else None
    truth.rights[id(place)].append(right_truth(right, [line], ends=ends))
    years = "PERPÈTUA" if right.years is None else right.years
    end = scribe.whole_day(ends) if ends else ""
    return [name, right.owners[0].national_id, int(right.title), scribe.day(right.granted), years, end]


def _old_dead(scribe: Scribe, truth: Truth, place: Place, person: Resting) -> list[Any]:
    planted = "burial_before_birth" in place.planted
    born = person.born if planted or scribe.rng.random() < 0.3 else None
    name = scribe.dead(person, "DESCONEGUT")
    truth.burials[id(place)].append(burial_truth(name, died_on=person.died))
    return [name.text, scribe.day(born), scribe.day(person.died)]
