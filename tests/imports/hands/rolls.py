"""Rolls: a row per unit, with its right and its dead in the cells of that row."""

from __future__ import annotations

from datetime import date
from typing import Any

from imports.rows import SourceFile
from tests.imports.hands.cemetery import Block, Habits, Inventor, Place, Resting, Right
from tests.imports.hands.formats import Rows, line_after, ods, text, xlsx
from tests.imports.hands.inventory import Inventory, Truth
from tests.imports.hands.planting import plant, put_outside
from tests.imports.hands.scribe import CASTILIAN, Manner, Scribe, Written, burial_truth, right_truth

_KINDS = {"niche": "Nínxol", "columbarium": "Columbari", "tomb": "Tomba"}
RIGHTS = ("duplicate_unit", "duplicate_title", "end_before_start", "expiry_mismatch", "invalid_national_id")


def rights_of(place: Place) -> list[Right | None]:
    """One row for each right of the unit, or one row without any."""
    return [*place.rights] or [None]


# --- Catalan, ods: two-line merged header, blocks with their ranges in sub-headings, several dead in one cell ---


def roll_in_ods_with_ranges(seed: int) -> Inventory:
    """Catalan ods in one sheet: merged header of two lines, sub-headings with ranges, page header again, subtotals."""
    blocks = [
        Block("A", "niche", 1, 60),
        Block("B", "niche", 1, 45),
        Block("C", "columbarium", 1, 20, 4),
        Block("D", "tomb", 1, 9, 0),
    ]
    inventor = Inventor(seed)
    places = inventor.cemetery(blocks)
    plant(places, (*RIGHTS, "free_but_occupied"), inventor)
    put_outside(places, blocks[:2], inventor)
    scribe = Scribe(seed, Manner(order="given", accents=0.9, dates=("slash", "cell", "short", "words")))
    upper = ["UBICACIÓ", "", "", "TITULAR", "", "", "CONCESSIÓ", "", "", "", "OCUPACIÓ", ""]
    lower = [
        *("Núm.", "Pis", "Tipus", "Nom i cognoms", "DNI", "Domicili", "Títol"),
        *("Atorgada", "Anys", "Caduca", "Enterrats (data defunció)", "Observacions"),
    ]
    rows: Rows = [["AJUNTAMENT DE PUIGFOSC", *[""] * 11], ["Padró del cementiri municipal", *[""] * 11], [""] * 12]
    rows += [upper, lower]
    truth = Truth()
    for block in blocks:
        if block.name != "A":
            rows += [upper, lower]
        rows.append([_heading(block), *[""] * 11])
        own = [place for place in places if place.block == block.name]
        for place in own:
            for order, right in enumerate(rights_of(place)):
                rows.append(_ods_row(scribe, truth, place, right, first=order == 0))
                place.stands_in("Full1", len(rows))
                truth.rows += 1
        rows += [[f"Total {_heading(block).split(' (')[0].lower()}: {len(own)}", *[""] * 11], [""] * 12]
    rows.append(["Nota: les dates sense any són de l'antic llibre.", *[""] * 11])
    spans = {(3, 0): 3, (3, 3): 3, (3, 6): 4, (3, 10): 2, (0, 0): 12}
    return Inventory((SourceFile("padro.ods", ods({"Full1": rows}, {"Full1": spans})),), truth.lines(places))


def _heading(block: Block) -> str:
    words = {"niche": "BLOC {0} (núm. {1} al {2})", "columbarium": "BLOC {0} - COLUMBARIS (núm. {1} al {2})"}
    return words.get(block.kind, "BLOC {0} - TOMBES (núm. {1} al {2})").format(block.name, block.first, block.last)


def _ods_row(scribe: Scribe, truth: Truth, place: Place, right: Right | None, *, first: bool) -> list[Any]:
    floor = scribe.rng.choice([place.floor, f"{place.floor}r", f"{place.floor}a"]) if place.floor else ""
    number = int(place.number) if place.number.isdigit() else place.number
    dead = scribe.rng.choice(["\n", "; ", " / "]).join(
        _dead_in_cell(scribe, truth, place, person) for person in (place.dead if first else [])
    )
    holder, identity, home, title, granted, years, ends = _right_cells(scribe, truth, place, right, free="LLIURE")
    note = scribe.rng.choice(["", "", "", "", "Falta el títol original", "Avisar família"])
    return [number, floor, _KINDS[place.kind], holder, identity, home, title, granted, years, ends, dead, note]


def _right_cells(scribe: Scribe, truth: Truth, place: Place, right: Right | None, *, free: str) -> list[Any]:
    if right is None:
        if (free and scribe.rng.random() < 0.6) or "free_but_occupied" in place.planted:
            truth.states[id(place)] = "free"
            return [free, "", "", "", "", "", ""]
        return [""] * 7
    written = [scribe.owner(owner) for owner in right.owners]
    ends = right.ends if right.ends and (place.planted or scribe.rng.random() < 0.6) else None
    truth.rights[id(place)].append(right_truth(right, [line for _, line in written], ends=ends))
    owner = right.owners[0]
    forever = ["A perpetuïtat", "perpètua", "PERPETUA"] if scribe.manner.language != CASTILIAN else ["PERPETUIDAD"]
    years = scribe.rng.choice(forever if right.years is None else [right.years, f"{right.years} anys"])
    if scribe.manner.language == CASTILIAN and right.years:
        years = f"{right.years} años" if scribe.rng.random() < 0.3 else right.years
    return [
        scribe.rng.choice(["\n", " / "]).join(holder for holder, _ in written),
        _identity(scribe, owner.national_id),
        owner.address,
        int(right.title),
        scribe.day(right.granted),
        years,
        scribe.whole_day(ends) if ends else "",
    ]


def _identity(scribe: Scribe, number: str) -> str:
    if not number:
        return ""
    figures, letter = number[:8], number[8]
    dotted = f"{figures[:2]}.{figures[2:5]}.{figures[5:]}"
    return scribe.rng.choice([number, number, f"{figures}-{letter}", f"{dotted}-{letter}", f"{dotted} {letter}"])


def _dead_in_cell(scribe: Scribe, truth: Truth, place: Place, person: Resting) -> str:
    """One of several dead in a cell: *cendres de*, the name, and the day of death in brackets."""
    spanish = scribe.manner.language == CASTILIAN
    name = scribe.dead(person, "Desconocido" if spanish else "Desconegut")
    died = person.died if scribe.rng.random() > 0.06 else None
    birth = None
    if died and person.born and ("burial_before_birth" in place.planted or scribe.rng.random() < 0.08):
        birth = person.born
    truth.burials[id(place)].append(burial_truth(name, remains=person.remains, died_on=died))
    marks = {"ashes": "cenizas de " if spanish else "cendres de ", "remains": "restos de " if spanish else "restes de "}
    mark = marks.get(person.remains, "")
    if mark.startswith("cendres") and name.text[0] in "AEIOUÀÈÉÍÒÓÚH":
        mark = mark[:-2] + "'"
    if died is None:
        return f"{mark}{name.text}"
    written = scribe.day(died)
    written = f"{written:%d/%m/%Y}" if isinstance(written, date) else str(written)
    if birth:
        return (
            f"{mark}{name.text} ({birth.day.year}-{died.day.year}{died.mark})"
            if _only_years(truth, place, died)
            else ""
        )
    return f"{mark}{name.text} ({scribe.rng.choice(['†', '', '', 'm. '])}{written})"


def _only_years(truth: Truth, place: Place, died: Any) -> bool:
    """A span of years in brackets leaves nothing but the year of death."""
    truth.burials[id(place)][-1]["died_on"] = f"{died.day.year}{died.mark}"
    return True


# --- Castilian, text in Latin-1 with tabs: each deceased in columns of his own, the code in one ----------------


def roll_with_columns_per_deceased(seed: int) -> Inventory:
    """Castilian text, Latin-1 with tabs: three parts of a name and a day for each of three dead, narrow columns."""
    blocks = [
        Block("San Pedro", "niche", 1, 55, 4),
        Block("Virgen del Carmen", "niche", 56, 110, 4),
        Block("Jardín", "tomb", 1, 8, 0),
        Block("Capillas", "pantheon", 1, 4, 0),
    ]
    inventor = Inventor(seed, Habits(most_dead=3, unknown=0.0))
    places = inventor.cemetery(blocks)
    plant(places, (*RIGHTS, "burial_before_birth"), inventor)
    manner = Manner(CASTILIAN, "surname", capitals=True, accents=0.2, joined=0, dates=("slash", "dashes", "short"))
    scribe = Scribe(seed, manner)
    header = ["PATIO", "Nº", "ALTURA", "CLASE", "PROPIETARIO", "NIF", "DOMICILIO"]
    header += ["TITULO", "F.CONCESION", "AÑOS", "F.VENCIM."]
    for order in (1, 2, 3):
        header += [f"NOMBRE DIF.{order}", f"1ER APELLIDO DIF.{order}", f"2º APELLIDO DIF.{order}"]
        header += [f"F.NAC.{order}", f"F.DEF.{order}", f"RESTOS {order}"]
    words = {"niche": "NICHO", "tomb": "TUMBA", "pantheon": "PANTEON"}
    rows: Rows = [header]
    truth = Truth()
    for place in places:
        for order, right in enumerate(rights_of(place)):
            cells = [place.block.upper(), place.number.upper().zfill(3), place.floor or "", words[place.kind]]
            cells += _right_cells(scribe, truth, place, right, free="")
            for person in place.dead if order == 0 else []:
                cells += _dead_in_columns(scribe, truth, place, person)
            place.stands_in("PADRON", line_after(rows))
            rows.append([*cells, *[""] * (len(header) - len(cells))])
            truth.rows += 1
    return Inventory((SourceFile("PADRON.TXT", text(rows, "\t", "latin-1")),), truth.lines(places))


def _dead_in_columns(scribe: Scribe, truth: Truth, place: Place, person: Resting) -> list[Any]:
    assert person.soul
    name = scribe.fields(person.soul, (14, 12, 12))
    planted = "burial_before_birth" in place.planted
    born = person.born if planted or scribe.rng.random() < 0.3 else None
    truth.burials[id(place)].append(burial_truth(name, remains=person.remains, died_on=person.died))
    kind = {"ashes": "CENIZAS", "remains": "RESTOS"}.get(person.remains, "")
    return [name.given, name.surname1, name.surname2, scribe.day(born), scribe.day(person.died), kind]


# --- Castilian workbook: further dead on rows of their own under the unit ----------------------------------------


def roll_with_rows_below(seed: int) -> Inventory:
    """Castilian xlsx: the unit and its holder on the first row, the other dead on rows below it, cells merged."""
    blocks = [Block("1", "niche", 1, 40), Block("2", "niche", 1, 40)]
    inventor = Inventor(seed, Habits(bis=0.06))
    places = inventor.cemetery(blocks)
    plant(places, ("duplicate_title", "expiry_mismatch", "invalid_national_id"), inventor)
    manner = Manner(
        CASTILIAN, "comma", accents=0.95, dates=("slash", "cell", "words"), estate=("Herederos de ", "Hros. de ")
    )
    scribe = Scribe(seed, manner)
    header = [
        "Bloque",
        "Nicho",
        "Fila",
        "Titular",
        "D.N.I.",
        "Domicilio",
        "Nº título",
        "Concesión",
        "Duración",
        "Vence",
    ]
    header += ["Difunto", "Fecha de defunción"]
    rows: Rows = [["CEMENTERIO DE VILLACLARA"], [], header]
    merges, truth = [], Truth()
    for place in places:
        floor = f"{place.floor}ª"
        right = place.rights[0] if place.rights else None
        first = [int(place.block), place.number, floor, *_right_cells(scribe, truth, place, right, free="LIBRE")]
        start = len(rows) + 1
        for person in place.lines:
            who = _dead_beside(scribe, truth, place, person) if person else ["", ""]
            rows.append([*(first if len(rows) + 1 == start else [""] * 10), *who])
        if len(rows) > start:
            merges += [f"{column}{start}:{column}{len(rows)}" for column in "ABC"]
        place.stands_in("Nichos", start)
        truth.rows += 1
    rows.append(["Total nichos", len(places)])
    return Inventory((SourceFile("nichos.xlsx", xlsx({"Nichos": rows}, {"Nichos": merges})),), truth.lines(places))


def _dead_beside(scribe: Scribe, truth: Truth, place: Place, person: Resting) -> list[Any]:
    name: Written = scribe.dead(person, "Desconocido")
    truth.burials[id(place)].append(burial_truth(name, remains="body", died_on=person.died))
    return [name.text, scribe.day(person.died)]
