"""Hands that came later: holders by rank, days before names, days in three columns, a drawing with names."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
from openpyxl.styles import PatternFill

from imports.rows import SourceFile
from tests.imports.hands.books import in_order_of_days, spellings
from tests.imports.hands.cemetery import Block, Habits, Inventor, Owner, Place, Resting, Right
from tests.imports.hands.formats import Rows, line_after, ods, text, xlsx
from tests.imports.hands.inventory import Inventory, Truth
from tests.imports.hands.planting import plant
from tests.imports.hands.rolls import rights_of
from tests.imports.hands.scribe import CASTILIAN, Manner, Scribe, burial_truth, right_truth

# --- Catalan workbook: holders in columns by rank, a beneficiary, money and telephones ------------------------

_RANKED = ["Departament", "Núm. nínxol", "Alçada", "1r titular", "DNI 1r titular", "2n titular", "Adreça i telèfon"]
_RANKED += ["Núm. concessió", "Data concessió", "Període", "Data final", "Taxa 2009", "Restes inhumades", "Situació"]


def roll_with_holders_by_rank(seed: int) -> Inventory:
    """Catalan xlsx: first and second holder in columns of their own, amounts, telephones, the state in words."""
    blocks = [Block("1", "niche", 1, 45, 5), Block("2", "niche", 46, 90, 5), Block("3", "niche", 91, 102, 4)]
    inventor = Inventor(seed, Habits(bis=0.02))
    places = inventor.cemetery(blocks)
    codes = ("duplicate_title", "end_before_start", "expiry_mismatch", "invalid_national_id", "free_but_occupied")
    plant(places, codes, inventor)
    manner = Manner(order="given", accents=0.95, joined=0.6, dates=("cell", "slash"), estate=("Hereus de ", "Hrus. "))
    scribe = Scribe(seed, manner)
    rows: Rows = [["Gestió de cementiri"], ["Data del llistat: 14/02/2011", "", "", "", "Pàgina 1"], _RANKED]
    truth = Truth()
    for order, place in enumerate(places):
        if order and order % 40 == 0:
            rows += [[], ["Gestió de cementiri", "", "", "", f"Pàgina {order // 40 + 1}"], _RANKED]
        rows.append(_ranked_row(scribe, truth, place))
        place.stands_in("Llistat", len(rows))
        truth.rows += 1
    rows += [[], ["Nínxols:", len(places)], ["Imprès el 14/02/2011"]]
    return Inventory((SourceFile("llistat.xlsx", xlsx({"Llistat": rows})),), truth.lines(places))


def _ranked_row(scribe: Scribe, truth: Truth, place: Place) -> list[Any]:
    truth.states[id(place)] = place.state
    state = {"free": "Buit", "occupied": "Ocupat", "expired": "Caducat"}[place.state]
    right = place.rights[0] if place.rights else None
    cells: list[Any] = [""] * 9
    if right is not None:
        cells = _ranked_right(scribe, truth, place, right)
    dead = []
    for person in place.dead:
        name = scribe.dead(person, "Desconegut")
        truth.burials[id(place)].append(burial_truth(name, remains=person.remains, died_on=person.died))
        mark = {"ashes": "cendres de ", "remains": "restes de "}.get(person.remains, "")
        dead.append(f"{mark}{name.text} ({_plain(scribe, person)})")
    number = int(place.number) if place.number.isdigit() else place.number
    return [int(place.block), number, place.floor, *cells, "; ".join(dead), state]


def _plain(scribe: Scribe, person: Resting) -> str:
    day = scribe.day(person.died)
    return f"{day:%d/%m/%Y}" if hasattr(day, "strftime") else str(day)


def _ranked_right(scribe: Scribe, truth: Truth, place: Place, right: Right) -> list[Any]:
    first, *others = right.owners
    name, line = scribe.owner(first)
    second, lines = "", [line]
    if others:
        second, other = scribe.owner(Owner(others[0].soul, role="co_holder"))
        lines.append(other)
    ends = right.ends if right.ends and (place.planted or scribe.rng.random() < 0.7) else None
    truth.rights[id(place)].append(right_truth(right, lines, ends=ends))
    home = scribe.rng.choice([f"{first.address} Tel. 972 50 12 34", first.address, "972501234 (filla)"])
    term = scribe.rng.choice(["A perpetuïtat", "Perpètua"]) if right.years is None else f"{right.years} anys"
    granted, end = scribe.day(right.granted, ("", "desconeguda")), scribe.whole_day(ends) if ends else ""
    return [
        name,
        first.national_id,
        second,
        home,
        right.title,
        granted,
        term,
        end,
        scribe.rng.choice([18.5, "18,50 €", ""]),
    ]


# --- Castilian text of Excel (UTF-16): the day stands before the name ------------------------


def text_with_days_before_names(seed: int) -> Inventory:
    """Castilian *Unicode text* of Excel, UTF-16 with tabs: *12/03/1974 - PUIG VILA JOSE*, one below the other."""
    blocks = [Block("Norte", "niche", 1, 50, 5), Block("Sur", "niche", 1, 40, 5)]
    inventor = Inventor(seed, Habits(unknown=0.0))
    places = inventor.cemetery(blocks)
    plant(places, ("duplicate_unit", "expiry_mismatch", "invalid_national_id"), inventor)
    manner = Manner(CASTILIAN, "surname", capitals=True, accents=0.8, joined=0, dates=("slash", "dashes"))
    scribe = Scribe(seed, manner)
    rows: Rows = [
        ["Sector", "Nicho", "Fila", "Concesionario", "NIF", "Título", "Fecha", "Años", "Vencimiento", "Inhumados"]
    ]
    truth = Truth()
    for place in places:
        for order, right in enumerate(rights_of(place)):
            place.stands_in("nichos", line_after(rows))
            truth.rows += 1
            cells: list[Any] = [""] * 6
            if right is not None:
                right.owners = right.owners[:1]
                name, line = scribe.owner(right.owners[0])
                ends = right.ends if right.ends and (place.planted or scribe.rng.random() < 0.5) else None
                truth.rights[id(place)].append(right_truth(right, [line], ends=ends))
                cells = [name, right.owners[0].national_id, right.title, scribe.day(right.granted)]
                cells += ["PERPETUA" if right.years is None else right.years, scribe.whole_day(ends) if ends else ""]
            dead = [_day_first(scribe, truth, place, person) for person in (place.dead if order == 0 else [])]
            rows.append([place.block, place.number, place.floor, *cells, "\n".join(dead)])
    return Inventory((SourceFile("nichos.txt", text(rows, "\t", "utf-16")),), truth.lines(places))


def _day_first(scribe: Scribe, truth: Truth, place: Place, person: Resting) -> str:
    name = scribe.dead(person, "DESCONOCIDO")
    truth.burials[id(place)].append(burial_truth(name, remains=person.remains, died_on=person.died))
    mark = {"ashes": " (CENIZAS)", "remains": " (RESTOS)"}.get(person.remains, "")
    return f"{scribe.day(person.died)} - {name.text}{mark}"


# --- Catalan burial book whose days stand in three columns, with ditto marks ------------------------


def book_with_days_in_three_columns(seed: int) -> Inventory:
    """Catalan ods: *Dia*, *Mes*, *Any* in columns of their own, months by name, block and number apart."""
    blocks = [Block("A", "niche", 1, 40, 5), Block("B", "niche", 1, 40, 5)]
    inventor = Inventor(seed, Habits(partial=0.1, doubtful=0.0))
    places = inventor.cemetery(blocks)
    scribe = Scribe(seed, Manner(order="surname", accents=0.95, joined=0.2))
    rows: Rows = [["LLIBRE D'ENTERRAMENTS"], ["Núm.", "Dia", "Mes", "Any", "Cognoms i nom", "Edat", "Bloc", "Nínxol"]]
    months = ("gener", "febrer", "març", "abril", "maig", "juny", "juliol", "agost", "setembre", "octubre", "novembre")
    truth = Truth(with_floors=False)
    for order, (_, place, person, _) in enumerate(in_order_of_days(places), 1):
        name = scribe.dead(person, "Desconegut")
        person.buried = person.died
        assert person.died
        day = person.died.day
        truth.burials[id(place)].append(burial_truth(name, buried_on=person.died))
        year = f"{day.year}{person.died.mark}" if person.died.mark else day.year
        parts: list[Any] = [day.day, (*months, "desembre")[day.month - 1], year]
        blank = {"day": 0, "month": 1, "year": 2}[person.died.precision]
        parts[:blank] = [""] * blank
        age = scribe.rng.choice(["", 71, "3 mesos", 45])
        rows.append([order, *parts, name.text, age, place.block, place.number])
        place.stands_in("Llibre", len(rows))
        truth.rows += 1
    return Inventory((SourceFile("llibre.ods", ods({"Llibre": rows})),), truth.lines(places))


# --- Castilian drawing with the holder's name in the cell ------------------------

_FILLS = {"free": "FFFFFF", "occupied": "BDD7EE", "expired": "F8CBAD"}
_LEGEND = {"free": "Libres", "occupied": "Ocupados", "expired": "Caducados"}


def drawing_with_holders(seed: int) -> Inventory:
    """Castilian xlsx: a wall drawn with number and holder in each cell, floors on the right, the legend on top."""
    blocks = [Block("San Blas", "niche", 1, 60, 4)]
    inventor = Inventor(seed, Habits(bis=0.0))
    places = inventor.cemetery(blocks)
    scribe = Scribe(seed, Manner(CASTILIAN, "comma", capitals=True, accents=0.8, joined=0, estate=("HROS. ",)))
    book = openpyxl.Workbook()
    del book[book.sheetnames[0]]
    sheet = book.create_sheet("San Blas")
    sheet["A1"] = "BLOQUE SAN BLAS: TITULARES DE LOS NICHOS"
    for order, (state, fill) in enumerate(_FILLS.items()):
        sheet.cell(2, 1 + 2 * order).fill = PatternFill("solid", start_color=fill)
        sheet.cell(2, 2 + 2 * order, _LEGEND[state])
    truth = Truth()
    for order, place in enumerate(places):
        assert place.floor
        row, column = 8 - place.floor, 1 + order // 4
        sheet.cell(row, 17, f"{place.floor}ª fila")
        words = [place.number]
        if place.rights:
            right = place.rights[0]
            owner = right.owners[0]
            name, line = scribe.owner(Owner(owner.soul, owner.institution, owner.role, owner.is_estate))
            words.append(name)
            nothing = {"title_number": None, "granted_on": None, "term_years": None, "perpetual": False}
            truth.rights[id(place)].append(nothing | {"expires_on": None, "holders": [line]})
        cell = sheet.cell(row, column, "\n".join(words))
        cell.fill = PatternFill("solid", start_color=_FILLS[place.state])
        truth.states[id(place)] = place.state
        place.stands_in("San Blas", row, cell.coordinate)
        truth.rows += 1
    target = io.BytesIO()
    book.save(target)
    return Inventory((SourceFile("plano nichos.xlsx", target.getvalue()),), truth.lines(places))


# --- English churchyard, text between bars ------------------------


def churchyard_in_english(seed: int) -> Inventory:
    """English text between bars, Windows letters: a row per burial with plot code, dates with month names."""
    blocks = [Block("E", "tomb", 1, 60, 0), Block("W", "tomb", 1, 50, 0)]
    inventor = Inventor(seed, Habits(exhumed=0.05, ashes_after=1975, unknown=0.0))
    places = inventor.cemetery(blocks)
    plant(places, ("burial_before_birth", "exhumation_before_burial"), inventor)
    scribe = Scribe(seed, Manner(order="given", joined=0, shortened=0, translated=0))
    spell = spellings(scribe.rng)
    rows: Rows = [
        ["No", "Plot", "Type", "Given names", "Surname", "Second surname", "Born", "Died", "Buried", "Removed"]
    ]
    rows[0] += ["Interment"]
    truth = Truth(with_floors=False)
    for place in places:
        for person in place.dead:
            if not person.soul:
                continue
            name = scribe.fields(person.soul)
            planted = "burial_before_birth" in place.planted
            born = person.born if planted or scribe.rng.random() < 0.3 else None
            days = {"died_on": person.died, "buried_on": person.buried, "exhumed_on": person.exhumed}
            truth.burials[id(place)].append(burial_truth(name, remains=person.remains, **days))
            written = [_english(scribe, day) for day in (born, person.died, person.buried, person.exhumed)]
            what = {"ashes": "ashes", "remains": "bones"}.get(person.remains, "coffin")
            names = [name.given, name.surname1, name.surname2 or ""]
            rows.append([len(rows), spell(place), "Grave", *names, *written, what])
            place.stands_in("churchyard", len(rows))
            truth.rows += 1
    return Inventory((SourceFile("churchyard.txt", text(rows, "|", "cp1252")),), truth.lines(places))


def _english(scribe: Scribe, day: Any) -> str:
    if day is None:
        return ""
    formats = {"day": ["%d %B %Y", "%d %b %Y", "%Y-%m-%d"], "month": ["%B %Y", "%b %Y"], "year": ["%Y"]}
    written = str(day.day.strftime(scribe.rng.choice(formats[day.precision]))).lstrip("0")
    return f"{written}{day.mark}"
