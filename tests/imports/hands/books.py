"""Burial books: a row per burial or exhumation; the units are known by their codes, however spelled."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from typing import Any

from imports.rows import SourceFile
from tests.imports.hands.cemetery import BURIAL, RIGHT, UNIT, Block, Habits, Inventor, Place, Resting, Soul
from tests.imports.hands.formats import Rows, line_after, ods, text, xlsx
from tests.imports.hands.inventory import Inventory, Truth
from tests.imports.hands.planting import plant, put_outside
from tests.imports.hands.scribe import CASTILIAN, Manner, Scribe, Written, burial_truth, right_truth

Spelling = Callable[[Place], str]


def spellings(rng: random.Random) -> Spelling:
    """One unit's code in a handful of spellings: ``A-12``, ``12-A``, ``A 012``, ``Bloc A núm. 12``."""

    def spell(place: Place) -> str:
        number, _, bis = place.number.partition(" ")
        block, tail = place.block, f" {bis}" if bis else ""
        return rng.choice(
            [
                f"{block}-{number}{tail}",
                f"{block} {number.zfill(3)}{tail}",
                f"{block}{number}{tail}",
                f"{number}{tail} {block}",
                f"{block}-{number}{bis.upper()}",
                f"{number.zfill(3)}{bis}-{block}" if not bis else f"{number} {bis}-{block}",
                f"{block}.{number}{tail}",
            ]
        )

    return spell


def in_order_of_days(places: list[Place]) -> list[tuple[date, Place, Resting, str]]:
    """Every burial and every exhumation in the order in which they were entered."""
    entries = []
    for place in places:
        for person in place.dead:
            start = person.buried or person.died
            assert start
            entries.append((start.day, place, person, "in"))
            if person.exhumed and person.soul:
                entries.append((person.exhumed.day, place, person, "out"))
    return sorted(entries, key=lambda entry: entry[0])


# --- Castilian, csv in cp1252: exhumations in rows of their own ------------------------


def book_with_rows_that_take_out(seed: int) -> Inventory:
    """Castilian csv, cp1252: burials and exhumations in rows of their own, codes in mixed spellings, page totals."""
    blocks = [
        Block("N", "niche", 1, 50, 5),
        Block("S", "niche", 1, 40, 5),
        Block("C", "columbarium", 1, 15, 3),
        Block("T", "tomb", 1, 6, 0),
    ]
    inventor = Inventor(seed, Habits(exhumed=0.12, bis=0.05, unknown=0.03, vague=0.03))
    places = inventor.cemetery(blocks)
    places += [_common("common_grave", inventor), _common("ossuary", inventor)]
    plant(places[:-2], ("burial_before_birth", "exhumation_before_burial"), inventor)
    dates = ("slash", "short", "words", "dots", "roman")
    scribe = Scribe(seed, Manner(CASTILIAN, "comma", capitals=True, accents=0.7, joined=0, dates=dates))
    spell = spellings(scribe.rng)
    header = list(_ENTRIES)
    rows: Rows = [["LIBRO REGISTRO DE ENTERRAMIENTOS", *[""] * 8], header]
    truth = Truth(with_floors=False)
    unknown = ("DESCONOCIDO", "Desconocida", "N.N.")
    names = {id(person): scribe.dead(person, scribe.rng.choice(unknown)) for place in places for person in place.dead}
    for order, (_, place, person, way) in enumerate(in_order_of_days(places), 1):
        if order % 45 == 0:
            rows += [["SUMA Y SIGUE", "", order - 1, *[""] * 6], header]
        place.stands_in("libro_registro", line_after(rows))
        truth.rows += 1
        code = {"common_grave": "FOSA COMÚN", "ossuary": "OSARIO"}.get(place.kind) or spell(place)
        code_cells = [code, _CLASES[place.kind]]
        name = names[id(person)]
        if way == "out":
            concept = scribe.rng.choice(["EXHUMACIÓN", "EXHUMACION", "Exhum. restos"])
            rows.append([order, scribe.day(person.exhumed), name.text, "", "", *code_cells, concept, ""])
        else:
            rows.append([order, *_entry(scribe, truth, place, (person, name), code_cells)])
    return Inventory((SourceFile("libro_registro.csv", text(rows, ";", "cp1252")),), truth.lines(places))


_ENTRIES = (
    *("Nº ORDEN", "FECHA", "APELLIDOS Y NOMBRE", "FECHA NACIMIENTO", "FECHA FALLECIMIENTO", "SEPULTURA"),
    *("CLASE", "CONCEPTO", "OBSERVACIONES"),
)
_CLASES = {
    "niche": "NICHO",
    "columbarium": "COLUMBARIO",
    "tomb": "TUMBA",
    "common_grave": "FOSA COMÚN",
    "ossuary": "OSARIO",
}


def _common(kind: str, inventor: Inventor) -> Place:
    place = Place("Comunes", "", kind)
    for _ in range(4):
        place.dead.append(inventor.resting(inventor.soul().surname1, inventor.some_day(), None))
    return place


def _entry(scribe: Scribe, truth: Truth, place: Place, entered: tuple[Resting, Written], code: list[str]) -> list[Any]:
    person, name = entered
    buried = person.buried or person.died
    died = person.died if person.buried and scribe.rng.random() < 0.7 else None
    born = person.born if "burial_before_birth" in place.planted or scribe.rng.random() < 0.3 else None
    days = {"died_on": died, "buried_on": buried, "exhumed_on": person.exhumed if person.soul else None}
    truth.burials[id(place)].append(burial_truth(name, remains=person.remains, **days))
    concept = {"ashes": "INHUM. CENIZAS", "remains": "INHUM. RESTOS"}.get(person.remains, "INHUMACIÓN")
    note = scribe.rng.choice(["", "", "", "Lic. 45/87", "Vino de Figueras"])
    return [scribe.day(buried), name.text, scribe.day(born), scribe.day(died, ("", "s/d")), *code, concept, note]


# --- Catalan, ods: a sheet for each decade, whose columns change as secretaries did ------------------------


def book_in_yearly_sheets(seed: int) -> Inventory:
    """Catalan ods: a sheet for each run of years; from 1990 the columns stand in another order; an index of blocks."""
    blocks = [Block("A", "niche", 1, 48, 4), Block("B", "niche", 1, 36, 4), Block("U", "columbarium", 1, 12, 3)]
    inventor = Inventor(seed, Habits(first_year=1955, bis=0.0, partial=0.05))
    places = inventor.cemetery(blocks)
    plant(places, ("burial_before_birth",), inventor, each=3)
    put_outside([place for place in places if place.dead], blocks, inventor, each=3)
    scribe = Scribe(seed, Manner(order="comma", accents=0.9, joined=0.2, dates=("slash", "cell", "words")))
    spell = spellings(scribe.rng)
    old = ["Núm.", "Cognoms i nom", "Data naixement", "Data defunció", "Data enterrament", "Lloc", "Tipus", "Notes"]
    new = ["Núm. reg.", "Data d'enterrament", "Lloc", "Difunt/a", "Data de defunció", "Any naix.", "Què s'enterra"]
    truth = Truth(with_floors=False)
    sheets: dict[str, Rows] = {}
    for order, (day, place, person, _) in enumerate(in_order_of_days(places), 1):
        first = day.year // 5 * 5
        sheet = f"{first}-{str(first + 4)[2:]}"
        is_new = first >= 1990
        title = [[f"ENTERRAMENTS {sheet}", *[""] * 7], [""] * 8, old]
        rows = sheets.setdefault(sheet, [new] if is_new else title)
        name = scribe.dead(person, "Desconegut")
        buried = person.buried or person.died
        died = person.died if person.buried else None
        truth.burials[id(place)].append(burial_truth(name, remains=person.remains, died_on=died, buried_on=buried))
        born = person.born if "burial_before_birth" in place.planted or scribe.rng.random() < 0.3 else None
        what = {"ashes": "cendres", "remains": "restes"}.get(person.remains, scribe.rng.choice(["cos", "cadàver", ""]))
        if is_new:
            year = born.day.year if born else ""
            rows.append([order, scribe.day(buried), spell(place), name.text, scribe.day(died), year, what])
        else:
            days = [scribe.day(born), scribe.day(died), scribe.day(buried)]
            rows.append([order, name.text, *days, spell(place), what, scribe.rng.choice(["", "", "Mestre"])])
        place.stands_in(sheet, len(rows))
        truth.rows += 1
    sheets["Blocs"] = [["Bloc", "Tipus", "Del", "Al"]]
    words = {"niche": "Nínxols", "columbarium": "Columbaris"}
    sheets["Blocs"] += [[block.name, words[block.kind], block.first, block.last] for block in blocks]
    return Inventory((SourceFile("Enterraments.ods", ods(sheets)),), truth.lines(places))


# --- Catalan workbook of two sheets: holders and burials, joined by the code ------------------------


def holders_and_book_in_one_workbook(seed: int) -> Inventory:
    """Catalan xlsx: *Titulars* and *Llibre d'enterraments* in two sheets that join on the code, spelled twice over."""
    blocks = [Block("A", "niche", 1, 50, 5), Block("B", "niche", 1, 30, 5), Block("P", "pantheon", 1, 5, 0)]
    inventor = Inventor(seed, Habits(unknown=0.02))
    places = inventor.cemetery(blocks)
    plant(places, ("duplicate_unit", "duplicate_title", "end_before_start", "invalid_national_id"), inventor)
    plant(places, ("burial_before_birth",), inventor)
    scribe = Scribe(seed, Manner(order="comma", accents=0.95, dates=("slash", "cell", "short")))
    truth = Truth(with_floors=False)
    sheets: dict[str, Rows] = {
        "Titulars": [["LLISTAT DE TITULARS DE DRETS FUNERARIS", *[""] * 8], _HOLDERS_HEADER],
        "Llibre d'enterraments": [_BOOK_HEADER],
    }
    for place in places:
        for right in place.rights:
            sheets["Titulars"].append(_holders_row(scribe, truth, place, right))
            place.stands_in("Titulars", len(sheets["Titulars"]), tells=UNIT + RIGHT)
            truth.rows += 1
    spell = spellings(scribe.rng)
    for order, (_, place, person, _) in enumerate(in_order_of_days(places), 1):
        name = scribe.dead(person, "Desconegut")
        planted = "burial_before_birth" in place.planted
        born = person.born if planted or scribe.rng.random() < 0.2 else None
        truth.burials[id(place)].append(burial_truth(name, remains=person.remains, died_on=person.died))
        what = {"ashes": "Cendres", "remains": "Restes"}.get(person.remains, "Cos")
        days = [scribe.day(born), scribe.day(person.died)]
        sheets["Llibre d'enterraments"].append([order, spell(place), name.text, *days, what])
        place.stands_in("Llibre d'enterraments", len(sheets["Llibre d'enterraments"]), tells=UNIT + BURIAL)
        truth.rows += 1
    return Inventory((SourceFile("cementiri.xlsx", xlsx(sheets)),), truth.lines(places))


_HOLDERS_HEADER = [
    "Sepultura",
    "Classe",
    "Cognoms i nom del titular",
    "NIF",
    "Adreça",
    "Títol núm.",
    "Data",
    "Anys",
    "Fins",
]
_BOOK_HEADER = ["Ordre", "Sepultura", "Difunt", "Data naixement", "Data mort", "Què"]


def _holders_row(scribe: Scribe, truth: Truth, place: Place, right: Any) -> list[Any]:
    written = [scribe.owner(owner) for owner in right.owners]
    ends = right.ends if right.ends and (place.planted or scribe.rng.random() < 0.5) else None
    truth.rights[id(place)].append(right_truth(right, [line for _, line in written], ends=ends))
    owner = right.owners[0]
    return [
        f"{place.block}-{place.number.zfill(2)}",
        {"niche": "Nínxol", "pantheon": "Panteó"}[place.kind],
        " / ".join(name for name, _ in written),
        owner.national_id,
        owner.address,
        right.title,
        scribe.day(right.granted),
        scribe.rng.choice(["perpetu", "A perpetuïtat"]) if right.years is None else right.years,
        scribe.whole_day(ends) if ends else "",
    ]


# --- Catalan, two files: a roll with its dead, and the book that tells of the same dead ------------------------


def roll_and_book_of_the_same_dead(seed: int) -> Inventory:
    """Catalan roll (xlsx) with years of death, and a burial book (csv) with the days: everybody stands in both."""
    blocks = [Block("A", "niche", 1, 40, 4), Block("B", "niche", 1, 30, 5)]
    inventor = Inventor(seed, Habits(unknown=0.0, partial=0.0, doubtful=0.0))
    places = inventor.cemetery(blocks)
    plant(places, ("duplicate_title", "invalid_national_id"), inventor)
    plain = Scribe(seed, Manner(translated=0.0, shortened=0.0, accents=0.95, dates=("slash",)))
    formal = Scribe(seed + 1, Manner(order="comma", capitals=True, translated=0.0, shortened=0.0, dates=("slash",)))
    roll: Rows = [["Bloc", "Nínxol", "Titular", "NIF", "Títol", "Data concessió", "Anys", "Difunts"]]
    truth = Truth(with_floors=False)
    for place in places:
        dead = [f"{plain.name(soul).text} ({year})" for soul, year in _known(place)]
        rights: list[Any] = [""] * 5
        if place.rights:
            right = place.rights[0]
            right.owners = right.owners[:1]
            holder, line = plain.owner(right.owners[0])
            truth.rights[id(place)].append(right_truth(right, [line]))
            years = right.years or "a perpetuïtat"
            rights = [holder, right.owners[0].national_id, right.title, plain.day(right.granted), years]
        roll.append([place.block, place.number, *rights, "; ".join(dead)])
        place.stands_in("Padró", len(roll), tells=UNIT + RIGHT)
    book: Rows = [["Data d'enterrament", "Difunt", "Data de defunció", "Lloc", "Restes"]]
    for _, place, person, _ in in_order_of_days(places):
        if not person.soul:
            continue
        name = formal.name(person.soul)
        days = {"died_on": person.died, "buried_on": person.buried}
        truth.burials[id(place)].append(burial_truth(name, remains=person.remains, **days))
        what = {"ashes": "cendres", "remains": "restes"}.get(person.remains, "cos")
        written = [formal.day(person.buried), name.text, formal.day(person.died)]
        book.append([*written, f"{place.block}-{place.number}", what])
        place.stands_in("enterraments", len(book), tells=BURIAL)
    truth.rows = len(roll) + len(book) - 2
    files = (SourceFile("padro.xlsx", xlsx({"Padró": roll})), SourceFile("enterraments.csv", text(book, ";", "utf-8")))
    return Inventory(files, truth.lines(places))


def _known(place: Place) -> list[tuple[Soul, int]]:
    return [(person.soul, person.died.day.year) for person in place.dead if person.soul and person.died]
