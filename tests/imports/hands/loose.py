"""What is no table at first sight: cards, a drawing of a wall of niches, two columns of plain words."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
from openpyxl.styles import PatternFill

from imports.rows import SourceFile
from tests.imports.hands.cemetery import Block, Habits, Inventor, Place, Resting, Right
from tests.imports.hands.formats import Rows, xlsx
from tests.imports.hands.inventory import Inventory, Truth
from tests.imports.hands.planting import plant
from tests.imports.hands.scribe import CASTILIAN, Manner, Scribe, burial_truth, right_truth

# --- Catalan card file, cp850: a key and a value on each line --------------------------------------------------------


def card_file(seed: int) -> Inventory:
    """Catalan cards typed in DOS, cp850: *KEY....: value* lines, several dead on lines of their own, rules between."""
    blocks = [Block("Nord", "niche", 1, 40, 4), Block("Ponent", "niche", 1, 35, 4), Block("Jardí", "tomb", 1, 6, 0)]
    inventor = Inventor(seed, Habits(vague=0.03))
    places = inventor.cemetery(blocks)
    plant(places, ("duplicate_unit", "end_before_start", "expiry_mismatch", "invalid_national_id"), inventor)
    plant(places, ("free_but_occupied",), inventor)
    scribe = Scribe(seed, Manner(accents=0.8, dates=("slash", "short", "words", "dashes")))
    truth = Truth()
    lines = ["CEMENTIRI PARROQUIAL DE SANT ESTEVE", "Fitxer de sepultures, any 1998", ""]
    for place in scribe.rng.sample(places, len(places)):
        for order, right in enumerate([*place.rights] or [None]):
            truth.rows += 1
            place.stands_in("FITXES", len(lines) + 1)
            lines += _card(scribe, truth, place, right, first=order == 0)
            lines.append("-" * 40)
    content = "\r\n".join(lines) + "\r\n\x1a"
    return Inventory((SourceFile("FITXES.TXT", content.encode("cp850", "replace")),), truth.lines(places))


def _card(scribe: Scribe, truth: Truth, place: Place, right: Right | None, *, first: bool) -> list[str]:
    words = {"niche": "Nínxol", "tomb": "Tomba"}
    lines = [f"SEPULTURA...: {words[place.kind]}", f"SECTOR......: {place.block}", f"NÚMERO......: {place.number}"]
    if place.floor:
        lines.append(f"FILA........: {place.floor}")
    if right is None and ("free_but_occupied" in place.planted or scribe.rng.random() < 0.5):
        truth.states[id(place)] = "free"
        lines.append("ESTAT.......: LLIURE")
    if right is not None:
        lines += _card_right(scribe, truth, place, right)
    for order, person in enumerate(place.dead if first else []):
        key = "DIFUNTS.....: " if order == 0 else " " * 14
        lines.append(key + _named_with_day(scribe, truth, place, person))
    if scribe.rng.random() < 0.2:
        lines.append("OBSERVACIONS: làpida trencada")
    return lines


def _card_right(scribe: Scribe, truth: Truth, place: Place, right: Right) -> list[str]:
    written = [scribe.owner(owner) for owner in right.owners]
    ends = right.ends if right.ends and (place.planted or scribe.rng.random() < 0.4) else None
    truth.rights[id(place)].append(right_truth(right, [line for _, line in written], ends=ends))
    owner = right.owners[0]
    lines = [f"TITULAR.....: {' / '.join(name for name, _ in written)}"]
    if owner.national_id:
        lines.append(f"DNI.........: {owner.national_id}")
    if owner.address:
        lines.append(f"ADREÇA......: {owner.address}")
    lines.append(f"TÍTOL.......: {right.title}")
    lines.append(f"CONCEDIT....: {scribe.day(right.granted)}")
    lines.append(f"DURADA......: {'perpètua' if right.years is None else f'{right.years} anys'}")
    return [*lines, f"VENCIMENT...: {scribe.whole_day(ends)}"] if ends else lines


def _named_with_day(scribe: Scribe, truth: Truth, place: Place, person: Resting) -> str:
    name = scribe.dead(person, "Desconegut")
    truth.burials[id(place)].append(burial_truth(name, remains=person.remains, died_on=person.died))
    mark = {"ashes": "cendres de ", "remains": "restes de "}.get(person.remains, "")
    return f"{mark}{name.text} ({scribe.day(person.died)})"


# --- Catalan drawing: each cell is a niche, its fill a state ---------------------------------------------------------

_FILLS = {"free": "92D050", "occupied": "FF7C80", "expired": "FFD966"}
_STATES = {"free": "Lliure", "occupied": "Ocupat", "expired": "Caducat"}


def drawn_elevation(seed: int) -> Inventory:
    """Catalan xlsx: the wall of each block drawn as it stands, the highest floor on top, fills told in a legend."""
    blocks = [Block("A", "niche", 1, 40, 5), Block("B", "niche", 41, 76, 4)]
    inventor = Inventor(seed, Habits(bis=0.0))
    places = inventor.cemetery(blocks)
    scribe = Scribe(seed, Manner(order="comma", accents=0.9))
    book = openpyxl.Workbook()
    del book[book.sheetnames[0]]
    truth = Truth()
    for block in blocks:
        sheet = book.create_sheet(f"BLOC {block.name}")
        sheet["B1"] = f"CEMENTIRI MUNICIPAL - ALÇAT DEL BLOC {block.name}"
        own = [place for place in places if place.block == block.name]
        _draw(sheet, scribe, truth, own, block)
        for order, (state, fill) in enumerate(_FILLS.items()):
            row = 3 + block.floors + 2 + order
            sheet.cell(row, 2).fill = PatternFill("solid", start_color=fill)
            sheet.cell(row, 3, _STATES[state])
    target = io.BytesIO()
    book.save(target)
    return Inventory((SourceFile("alcats.xlsx", target.getvalue()),), truth.lines(places))


def _draw(sheet: Any, scribe: Scribe, truth: Truth, own: list[Place], block: Block) -> None:
    """Columns of niches from left to right; the top floor stands on row 3."""
    for order, place in enumerate(own):
        assert place.floor
        row, column = 3 + block.floors - place.floor, 2 + order // block.floors
        sheet.cell(row, 1, f"Fila {place.floor}")
        cell = sheet.cell(row, column, int(place.number))
        cell.fill = PatternFill("solid", start_color=_FILLS[place.state])
        truth.states[id(place)] = place.state
        truth.rows += 1
        place.rights, place.dead = [], []
        place.stands_in(sheet.title, row, cell.coordinate)


# --- Castilian, two columns: where, and everything else --------------------------------------------------------------


def two_columns_of_words(seed: int) -> Inventory:
    """Castilian xlsx of two columns without a header: *Bloque A, nicho 12, fila 3* and who lies there."""
    blocks = [Block("A", "niche", 1, 50, 5), Block("B", "niche", 1, 30, 5)]
    inventor = Inventor(seed, Habits(unknown=0.0))
    places = [place for place in inventor.cemetery(blocks) if place.dead]
    scribe = Scribe(seed, Manner(CASTILIAN, "comma", accents=0.9, joined=0, shortened=0.3, dates=("slash", "short")))
    rows: Rows = [["Cementerio parroquial. Copiado del libro viejo en 2003.", ""]]
    truth = Truth()
    for place in places:
        place.rights = []
        where = scribe.rng.choice(
            [
                f"Bloque {place.block}, nicho {place.number}, fila {place.floor}",
                f"Bloque {place.block} nicho {place.number} fila {place.floor}ª",
                f"Bl. {place.block}, nº {place.number}, fila {place.floor}",
            ]
        )
        dead = []
        for person in place.dead:
            name = scribe.dead(person, "Desconocido")
            truth.burials[id(place)].append(burial_truth(name, remains=person.remains, died_on=person.died))
            mark = {"ashes": "cenizas de ", "remains": "restos de "}.get(person.remains, "")
            dead.append(f"{mark}{name.text} ({scribe.day(person.died)})")
        rows.append([where, scribe.rng.choice([" / ", "; "]).join(dead)])
        place.stands_in("Hoja1", len(rows))
        truth.rows += 1
    return Inventory((SourceFile("cementerio.xlsx", xlsx({"Hoja1": rows})),), truth.lines(places))
