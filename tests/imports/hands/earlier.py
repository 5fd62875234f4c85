"""The first five hands: clean rolls and books, in which every cell says what it is meant to say."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import openpyxl

from imports.rows import SourceFile
from tests.imports.hands.inventory import Inventory

Line = dict[str, Any]
_GIVEN = ["Josep", "Maria", "Joan", "Montserrat", "Pere", "Carme", "Dolors", "Maria Rosa", "Josep Maria", "Martí"]
_SURNAMES = [
    "Puig",
    "Vila",
    "Serra",
    "Roca",
    "Soler",
    "Riera",
    "Planas",
    "Coll",
    "Mas",
    "Vidal",
    "Casanovas",
    "Torrent",
]
_MONTHS = [
    "gener",
    "febrer",
    "març",
    "abril",
    "maig",
    "juny",
    "juliol",
    "agost",
    "setembre",
    "octubre",
    "novembre",
    "desembre",
]
_MESES = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
]
_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"


@dataclass
class Dead:
    """Somebody buried."""

    given: str
    surname1: str
    surname2: str
    died: date
    kind: str = "body"


@dataclass
class Grave:
    """A unit with its right and its dead."""

    block: str
    number: str
    floor: int
    kind: str = "niche"
    holder: tuple[str, str, str] | None = None
    title: str = ""
    granted: date | None = None
    years: int | None = None
    national_id: str = ""
    dead: list[Dead] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    source: list[Line] = field(default_factory=list)


def invent(seed: int, blocks: dict[str, int]) -> list[Grave]:
    """Invent the units of some blocks, so many in each."""
    rng = random.Random(seed)
    graves: list[Grave] = []
    for block, count in blocks.items():
        for number in range(1, count + 1):
            grave = Grave(block, str(number) if number % 17 else f"{number} bis", 1 + (number - 1) % 5)
            if rng.random() < 0.8:
                _occupy(grave, rng, len(graves) + 100)
            graves.append(grave)
    return graves


def _occupy(grave: Grave, rng: random.Random, title: int) -> None:
    grave.holder = (rng.choice(_GIVEN), rng.choice(_SURNAMES), rng.choice(_SURNAMES))
    grave.title = str(title)
    grave.granted = date(1925, 1, 1) + timedelta(days=rng.randrange(27_000))
    grave.years = rng.choice([5, 25, 50, 50, None])
    number = rng.randrange(10_000_000, 80_000_000)
    grave.national_id = f"{number}{_LETTERS[number % 23]}"
    for _ in range(rng.choice([0, 1, 1, 2, 3])):
        died = grave.granted + timedelta(days=rng.randrange(6_000))
        grave.dead.append(
            Dead(
                rng.choice(_GIVEN), grave.holder[1], rng.choice(_SURNAMES), died, rng.choice(["body", "body", "ashes"])
            )
        )


def truth_of(
    graves: list[Grave], rows: int, *, rights: bool = True, floors: bool = True, dates: str = "died_on"
) -> list[Line]:
    """The truth of a file in which all these units stand."""
    header = {"header": {"rows": rows}}
    return [header, *(_unit_truth(grave, rights, floors, dates) for grave in graves)]


def _unit_truth(grave: Grave, rights: bool, floors: bool, dates: str) -> Line:
    return {
        "unit": {
            "block": grave.block,
            "row": grave.floor if floors else None,
            "number": grave.number,
            "kind": grave.kind,
        },
        "concessions": [_right_truth(grave)] if rights and grave.holder else [],
        "burials": [_burial_truth(dead, dates) for dead in grave.dead],
        "issues": [],
        "source": grave.source,
    }


def _right_truth(grave: Grave) -> Line:
    assert grave.holder
    assert grave.granted
    end = _years_after(grave.granted, grave.years) if grave.years else None
    holder = dict(zip(("given_name", "surname1", "surname2"), grave.holder, strict=True))
    return {
        "title_number": grave.title,
        "granted_on": grave.granted.isoformat(),
        "term_years": grave.years,
        "perpetual": grave.years is None,
        "expires_on": end and end.isoformat(),
        "holders": [
            holder
            | {"text": " ".join(grave.holder), "national_id": grave.national_id, "role": "holder", "is_estate": False}
        ],
    }


def _burial_truth(dead: Dead, dates: str) -> Line:
    known = {"died_on": None, "buried_on": None, "exhumed_on": None} | {dates: dead.died.isoformat()}
    names = {"given_name": dead.given, "surname1": dead.surname1, "surname2": dead.surname2}
    return names | known | {"text": f"{dead.given} {dead.surname1} {dead.surname2}", "kind": dead.kind}


def _years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _slashed(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _in_catalan(day: date) -> str:
    month = _MONTHS[day.month - 1]
    return f"{day.day} {'d’' if month[0] in 'aeo' else 'de '}{month} de {day.year}"


def _workbook(sheets: dict[str, list[list[Any]]]) -> bytes:
    book = openpyxl.Workbook()
    del book[book.sheetnames[0]]
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _text(rows: list[list[Any]], delimiter: str, encoding: str) -> bytes:
    target = io.StringIO()
    csv.writer(target, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return target.getvalue().encode(encoding)


def _inventory(name: str, content: bytes, truth: list[Line]) -> Inventory:
    return Inventory((SourceFile(name, content),), truth)


# --- hands ---------------------------------------------------------------------------------------------------


def roll_with_a_sheet_per_block(seed: int) -> Inventory:
    """Catalan workbook: two title lines, several dead in one cell, blank rows and a total."""
    graves = invent(seed + 1, {"Nord": 40, "Sud": 30})
    sheets: dict[str, list[list[Any]]] = {}
    for block in ("Nord", "Sud"):
        rows: list[list[Any]] = [["AJUNTAMENT DE VILACLARA"], [f"Relació de nínxols - BLOC {block.upper()}"]]
        rows.append(["Nínxol", "Pis", "Nom del titular", "NIF", "Núm. títol", "Data de concessió", "Durada", "Difunts"])
        for grave in (grave for grave in graves if grave.block == block):
            if len(rows) % 11 == 0:
                rows.append([])
            rows.append(_roll_row(grave))
            grave.source.append({"sheet": f"BLOC {block.upper()}", "row": len(rows)})
        rows.append([f"Total: {len(rows)}"])
        sheets[f"BLOC {block.upper()}"] = rows
    return _inventory("nínxols.xlsx", _workbook(sheets), truth_of(graves, len(graves)))


def _roll_row(grave: Grave) -> list[Any]:
    mark = {"ashes": "cendres de ", "body": ""}
    dead = "; ".join(f"{mark[d.kind]}{d.given} {d.surname1} i {d.surname2} (†{_slashed(d.died)})" for d in grave.dead)
    number = int(grave.number) if grave.number.isdigit() else grave.number
    if not grave.holder:
        return [number, f"{grave.floor}a", "", "", "", "", "", ""]
    years = "perpetu" if grave.years is None else f"{grave.years} anys"
    return [
        number,
        f"{grave.floor}a fila",
        " ".join(grave.holder),
        grave.national_id,
        grave.title,
        grave.granted,
        years,
        dead,
    ]


def roll_with_headings_in_one_sheet(seed: int) -> Inventory:
    """Spanish text in cp1252: the block stands in sub-headings, the header comes again, surnames come first."""
    graves = invent(seed + 2, {"San José": 30, "San Juan": 25})
    header = ["Nº NICHO", "FILA", "TITULAR", "D.N.I.", "TÍTULO", "FECHA CONCESIÓN", "AÑOS", "VENCIMIENTO", "FALLECIDOS"]
    rows: list[list[Any]] = [["PADRÓN DEL CEMENTERIO MUNICIPAL"], header]
    for block in ("San José", "San Juan"):
        rows += [[f"BLOQUE {block}"], header] if block == "San Juan" else [[f"BLOQUE {block}"]]
        for grave in (grave for grave in graves if grave.block == block):
            rows.append(_spanish_row(grave))
            grave.source.append({"sheet": "padron", "row": len(rows)})
    rows.append(["TOTAL NICHOS", len(graves)])
    return _inventory("padron.csv", _text(rows, ";", "cp1252"), truth_of(graves, len(graves)))


def _spanish_row(grave: Grave) -> list[Any]:
    dead = " / ".join(
        f"{'cenizas de ' if d.kind == 'ashes' else ''}{d.surname1} {d.surname2}, {d.given} ({d.died:%d-%m-%Y})"
        for d in grave.dead
    )
    if not grave.holder:
        return [grave.number.zfill(4), f"{grave.floor}ª", "", "", "", "", "", "", ""]
    given, first, second = grave.holder
    end = _slashed(_years_after(grave.granted, grave.years)) if grave.years and grave.granted else "PERPETUO"
    number = grave.number.zfill(3)
    return [
        number,
        f"{grave.floor}ª",
        f"{first.upper()} {second.upper()}, {given.upper()}",
        grave.national_id,
        grave.title,
        grave.granted.strftime("%d.%m.%Y") if grave.granted else "",
        grave.years or "",
        end,
        dead,
    ]


def book_of_burials(seed: int) -> Inventory:
    """Catalan text with tabs: a row per burial, the unit in one code, the parts of the name in columns of their own."""
    graves = [grave for grave in invent(seed + 3, {"A": 40, "B": 35}) if grave.dead]
    rows: list[list[Any]] = [["Registre", "Nom", "1r cognom", "2n cognom", "Data d'enterrament", "Lloc", "Tipus"]]
    spellings: list[Callable[[Grave], str]] = [
        lambda grave: f"{grave.block}-{grave.number}",
        lambda grave: f"{grave.number.replace(' bis', 'bis')}{'-' if 'bis' in grave.number else ''}{grave.block}",
        lambda grave: f"Bloc {grave.block} núm. {grave.number}",
    ]
    for order, (grave, dead) in enumerate((place, person) for place in graves for person in place.dead):
        kind = "Cendres" if dead.kind == "ashes" else "Inhumació"
        rows.append(
            [
                order + 1,
                dead.given,
                dead.surname1,
                dead.surname2,
                _in_catalan(dead.died),
                spellings[order % 3](grave),
                kind,
            ]
        )
        grave.source.append({"sheet": "enterraments", "row": len(rows)})
    truth = truth_of(graves, len(rows) - 1, rights=False, floors=False, dates="buried_on")
    return _inventory("enterraments.txt", _text(rows, "\t", "utf-8"), truth)


def roll_with_a_header_of_two_lines(seed: int) -> Inventory:
    """Catalan workbook: groups over the header, a block column, surnames apart, the dead in numbered columns."""
    graves = invent(seed + 4, {"1": 25, "2": 25})
    upper = ["Sepultura", "", "", "Titular", "", "", "Concessió", "", "", "Difunts", "", "", ""]
    lower = [
        "Bloc",
        "Número",
        "Fila",
        "Nom",
        "Cognoms",
        "DNI",
        "Títol",
        "Data",
        "Anys",
        "Difunt 1",
        "Data defunció 1",
        "Difunt 2",
        "Data defunció 2",
    ]
    rows: list[list[Any]] = [["Inventari 2009"], [], upper, lower]
    for grave in graves:
        grave.dead = [Dead(d.given, d.surname1, d.surname2, d.died) for d in grave.dead[:2]]
        dead = [cell for d in grave.dead for cell in (f"{d.given} {d.surname1} {d.surname2}", d.died)]
        right: list[Any] = [""] * 6
        if grave.holder:
            given, first, second = grave.holder
            right = [
                given,
                f"{first} {second}",
                grave.national_id,
                grave.title,
                grave.granted,
                grave.years or "propietat",
            ]
        rows.append([int(grave.block), grave.number, grave.floor, *right, *dead])
        grave.source.append({"sheet": "Full1", "row": len(rows)})
    return _inventory("inventari.xlsx", _workbook({"Full1": rows}), truth_of(graves, len(graves)))


def roll_with_a_row_per_deceased(seed: int) -> Inventory:
    """English headers, dates with month names, one row per deceased: unit and holder are repeated on every row."""
    graves = [grave for grave in invent(seed + 5, {"East": 30, "West": 20}) if grave.dead]
    rows: list[list[Any]] = [
        ["Block", "Row", "Number", "Owner", "Granted on", "Term", "Title", "Deceased", "Date of death", "Remarks"]
    ]
    for grave in graves:
        assert grave.holder
        assert grave.granted
        grave.national_id = ""
        term = grave.years or "in perpetuity"
        for dead in grave.dead:
            dead.kind = "body"
            rows.append(
                [
                    grave.block,
                    grave.floor,
                    grave.number,
                    " ".join(grave.holder),
                    grave.granted.isoformat(),
                    term,
                    grave.title,
                    f"{dead.given} {dead.surname1} {dead.surname2}",
                    f"{dead.died.day} {_MESES[dead.died.month - 1][:3]}. {dead.died.year}",
                    "",
                ]
            )
            grave.source.append({"sheet": "graves", "row": len(rows)})
    truth = truth_of(graves, len(rows) - 1)
    for line in truth[1:]:
        for right in line["concessions"]:
            right["holders"][0]["national_id"] = None
    return _inventory("graves.csv", _text(rows, ",", "utf-8-sig"), truth)


HANDS = (
    roll_with_a_sheet_per_block,
    roll_with_headings_in_one_sheet,
    book_of_burials,
    roll_with_a_header_of_two_lines,
    roll_with_a_row_per_deceased,
)
