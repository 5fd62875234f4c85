"""Several tables that join on keys nobody reads: dBase files with numeric ids, tables saved out of Access."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from imports.rows import SourceFile
from tests.imports.hands.cemetery import (
    BURIAL,
    RIGHT,
    UNIT,
    Block,
    Habits,
    Inventor,
    Line,
    Owner,
    Place,
    Resting,
    Right,
)
from tests.imports.hands.formats import Field, Rows, dbf, text, xlsx
from tests.imports.hands.inventory import Inventory, Truth
from tests.imports.hands.planting import plant
from tests.imports.hands.scribe import CASTILIAN, Manner, Scribe, Written, burial_truth, right_truth

# --- Catalan, two dBase tables: a niche points to its owner by a number --------------------------------------------

_NICHES = (
    Field("IDN", "N", 6),
    Field("CARRER", "C", 14),
    Field("NUMERO", "C", 8),
    Field("PIS", "N", 2),
    Field("CLASSE", "C", 10),
    Field("IDPROP", "N", 6),
    Field("TITOL", "C", 6),
    Field("DATACONC", "D", 8),
    Field("ANYS", "N", 3),
    Field("PERPETU", "L", 1),
    Field("DATAVENC", "D", 8),
    *(
        field
        for order in (1, 2, 3)
        for field in (Field(f"DIFUNT{order}", "C", 28), Field(f"DATADEF{order}", "D", 8), Field(f"MENA{order}", "C", 7))
    ),
    Field("OBSERV", "C", 20),
)
_OWNERS = (
    Field("IDPROP", "N", 6),
    Field("COGNOM1", "C", 14),
    Field("COGNOM2", "C", 14),
    Field("NOM", "C", 12),
    Field("NIF", "C", 10),
    Field("ADRECA", "C", 24),
    Field("TELEFON", "C", 9),
)


def niches_and_owners_in_dbase(seed: int) -> Inventory:
    """Catalan dBase, cp850: NINXOLS.DBF points to PROPIET.DBF by a number; several titles to one owner; struck out."""
    blocks = [Block("SANT PERE", "niche", 1, 60, 4), Block("SANTA ANNA", "niche", 1, 50, 4)]
    blocks += [Block("COLUMBARI", "columbarium", 1, 12, 3), Block("JARDI", "tomb", 1, 6, 0)]
    inventor = Inventor(seed, Habits(most_dead=3, unknown=0.0, partial=0.0, doubtful=0.0))
    places = inventor.cemetery(blocks)
    plant(places, ("end_before_start", "expiry_mismatch", "invalid_national_id"), inventor)
    scribe = Scribe(seed, Manner(order="comma", capitals=True, accents=0.5, joined=0, shortened=0.3))
    owners = _OwnerTable(scribe)
    niches: Rows = []
    truth = Truth()
    struck = frozenset(scribe.rng.sample(range(1, len(places)), 5))
    order = scribe.rng.sample(places, len(places))
    for place in order:
        if len(niches) + 1 in struck:
            niches.append([9000 + len(niches), "SANT PERE", "999", 1, "NINXOL", 1, *[""] * (len(_NICHES) - 6)])
        niches.append(_niche(scribe, truth, owners, place))
        place.stands_in("NINXOLS", len(niches))
        for row in owners.rows_of(place):
            place.stands_in("PROPIET", row, tells=RIGHT)
    gone = frozenset(number for number, row in enumerate(niches, 1) if row[2] == "999")
    truth.rows = len(niches) - len(gone) + len(owners.rows)
    files = (
        SourceFile("NINXOLS.DBF", dbf(_NICHES, niches, encoding="cp850", driver=2, deleted=gone)),
        SourceFile("PROPIET.DBF", dbf(_OWNERS, owners.rows, encoding="cp850", driver=2, deleted=frozenset())),
    )
    return Inventory(files, truth.lines(places))


class _OwnerTable:
    """Owners by their number; whoever holds two titles stands here once."""

    def __init__(self, scribe: Scribe) -> None:
        self.scribe = scribe
        self.rows: Rows = []
        self.by_owner: dict[int, tuple[int, Line]] = {}
        self.places: dict[int, list[int]] = {}

    def number_of(self, place: Place, owner: Owner) -> tuple[int, Line]:
        """The row of an owner, written on first need, and the truth about him."""
        if id(owner) not in self.by_owner:
            self.by_owner[id(owner)] = (len(self.rows) + 1, self._write(owner))
        row, line = self.by_owner[id(owner)]
        self.places.setdefault(id(place), []).append(row)
        return 700 + row, line

    def rows_of(self, place: Place) -> list[int]:
        """The rows of the owners that a unit points to."""
        return self.places.get(id(place), [])

    def _write(self, owner: Owner) -> Line:
        number = 701 + len(self.rows)
        if owner.soul is None:
            name = self.scribe.letters(owner.institution[0])[:14].strip()
            self.rows.append([number, name, "", "", "", "", ""])
            written = Written(name, None, None, None)
        else:
            name_fields = self.scribe.fields(owner.soul, (12, 14, 14))
            mark = "HEREUS " if owner.is_estate else "VDA. " if owner.role == "widow_of" else ""
            first = f"{mark}{name_fields.surname1}"[:14].strip()
            surname = first[len(mark) :].strip()
            phone = self.scribe.rng.choice(["", "972501234", "938881122"])
            self.rows.append([number, first, name_fields.surname2 or "", name_fields.given, owner.national_id])
            self.rows[-1] += [self.scribe.letters(owner.address)[:24], phone]
            whole = " ".join(filter(None, (first, name_fields.surname2, name_fields.given)))
            written = Written(whole, name_fields.given, surname, name_fields.surname2)
        return written.parts | {
            "national_id": owner.national_id or None,
            "role": owner.role,
            "is_estate": owner.is_estate,
            "person": owner.soul.key if owner.soul else None,
        }


def _niche(scribe: Scribe, truth: Truth, owners: _OwnerTable, place: Place) -> list[Any]:
    words = {"niche": "NINXOL", "columbarium": "COLUMBARI", "tomb": "TOMBA"}
    cells: list[Any] = [1000 + scribe.rng.randrange(8000), place.block, place.number.zfill(4).upper(), place.floor or 0]
    cells += [words[place.kind]]
    right = place.rights[0] if place.rights else None
    if right is None:
        cells += [0, "", "", "", "", ""]
    else:
        right.owners = right.owners[:1]
        number, holder = owners.number_of(place, right.owners[0])
        ends = right.ends if right.ends and (place.planted or scribe.rng.random() < 0.6) else None
        granted = right.granted.day if right.granted else ""
        truth.rights[id(place)].append(right_truth(right, [holder], ends=ends))
        forever = "T" if right.years is None else "F"
        cells += [number, right.title, granted, right.years or 0, forever, ends or ""]
    for person in place.dead:
        name = scribe.dead(person, "DESCONEGUT", 28)
        truth.burials[id(place)].append(burial_truth(name, remains=person.remains, died_on=person.died))
        cells += [name.text, person.died.day if person.died else "", _MENA[person.remains]]
    cells += [""] * (len(_NICHES) - 1 - len(cells))
    return [*cells, scribe.rng.choice(["", "", "REVISAR"])]


_MENA = {"body": "COS", "ashes": "CENDRES", "remains": "RESTES"}

# --- tables saved out of Access: units, titles and dead, joined by ids -----------------------------------------------


@dataclass(frozen=True)
class _Words:
    """How one language names the tables, the columns and what stands in them."""

    tables: tuple[str, str, str]
    units: tuple[str, ...]
    titles: tuple[str, ...]
    dead: tuple[str, ...]
    kinds: dict[str, str]
    states: dict[str, str]
    remains: dict[str, str]
    unknown: str


_CASTILIAN_WORDS = _Words(
    ("Sepulturas", "Titulos", "Difuntos"),
    ("IdSepultura", "Zona", "Numero", "Piso", "Tipo", "Estado"),
    (
        "IdTitulo",
        "IdSepultura",
        "NumTitulo",
        "FechaConcesion",
        "Plazo",
        "FechaVencimiento",
        "Titular",
        "NIF",
        "Domicilio",
    ),
    ("IdDifunto", "IdSepultura", "Nombre", "Apellido1", "Apellido2", "FechaNacimiento", "FechaDefuncion", "Restos"),
    {"niche": "Nicho", "columbarium": "Columbario", "pantheon": "Panteón"},
    {"free": "Libre", "occupied": "Ocupada", "expired": "Caducada"},
    {"body": "Cuerpo", "ashes": "Cenizas", "remains": "Restos"},
    "Desconocido",
)
_ENGLISH_WORDS = _Words(
    ("graves", "deeds", "interments"),
    ("grave_id", "section", "number", "tier", "type", "status"),
    ("deed_id", "grave_id", "deed_no", "granted_on", "term_years", "expires_on", "owner", "national_id", "address"),
    ("interment_id", "grave_id", "first_name", "surname1", "surname2", "date_of_birth", "date_of_death", "remains"),
    {"niche": "Niche", "columbarium": "Columbarium", "pantheon": "Mausoleum"},
    {"free": "vacant", "occupied": "occupied", "expired": "expired"},
    {"body": "body", "ashes": "ashes", "remains": "remains"},
    "unknown",
)
_BLOCKS = [Block("1", "niche", 1, 40, 4), Block("2", "niche", 1, 40, 4), Block("3", "columbarium", 1, 12, 3)]
_BLOCKS += [Block("4", "pantheon", 1, 5, 0)]
_ALL_CODES = ("duplicate_title", "end_before_start", "expiry_mismatch", "invalid_national_id", "free_but_occupied")


def tables_of_access_in_a_workbook(seed: int) -> Inventory:
    """Castilian xlsx: the tables of an Access file in three sheets, joined by ids of five figures, in no order."""
    manner = Manner(CASTILIAN, "comma", accents=0.9, joined=0, dates=("cell",), estate=("Herederos de ",))
    places, tables, truth = _tables(seed, manner, _CASTILIAN_WORDS)
    return Inventory((SourceFile("Cementerio.xlsx", xlsx(tables)),), truth.lines(places))


def tables_of_a_parish_in_english(seed: int) -> Inventory:
    """English csv in three files, joined by ids, dates year first."""
    estate, widow = ("Heirs of ",), ("Widow of ",)
    manner = Manner(order="given", accents=1.0, joined=0, dates=("iso",), estate=estate, widow=widow)
    places, tables, truth = _tables(seed, manner, _ENGLISH_WORDS)
    files = (SourceFile(f"{name}.csv", text(rows, ",", "utf-8")) for name, rows in tables.items())
    return Inventory(tuple(files), truth.lines(places))


def _tables(seed: int, manner: Manner, words: _Words) -> tuple[list[Place], dict[str, Rows], Truth]:
    inventor = Inventor(seed, Habits(unknown=0.02, partial=0.04))
    places = inventor.cemetery(_BLOCKS)
    plant(places, (*_ALL_CODES, "burial_before_birth"), inventor)
    scribe = Scribe(seed, manner)
    truth = Truth()
    units, titles, dead = words.tables
    tables: dict[str, Rows] = {units: [list(words.units)], titles: [list(words.titles)], dead: [list(words.dead)]}
    for place, key in zip(places, scribe.rng.sample(range(10_000, 99_999), len(places)), strict=True):
        truth.states[id(place)] = place.state
        state = words.states[place.state]
        tables[units].append([key, place.block, place.number, place.floor or "", words.kinds[place.kind], state])
        place.stands_in(units, len(tables[units]), tells=UNIT)
        _write_titles(scribe, truth, tables[titles], titles, (place, key))
        for person in place.dead:
            tables[dead].append([len(tables[dead]), key, *_dead_cells(scribe, truth, place, person, words)])
            place.stands_in(dead, len(tables[dead]), tells=BURIAL)
    truth.rows = sum(len(rows) - 1 for rows in tables.values())
    return places, tables, truth


def _write_titles(scribe: Scribe, truth: Truth, rows: Rows, sheet: str, at: tuple[Place, int]) -> None:
    place, key = at
    for right in place.rights:
        right.owners = right.owners[:1]
        rows.append([len(rows) + 30_000, key, *_title_cells(scribe, truth, place, right)])
        place.stands_in(sheet, len(rows), tells=RIGHT)


def _title_cells(scribe: Scribe, truth: Truth, place: Place, right: Right) -> list[Any]:
    owner = right.owners[0]
    name, line = scribe.owner(owner)
    ends: date | None = right.ends
    truth.rights[id(place)].append(right_truth(right, [line], ends=ends))
    forever = "perpetuidad" if scribe.manner.language == CASTILIAN else "in perpetuity"
    cells = [right.title, scribe.day(right.granted), right.years or forever, scribe.whole_day(ends) if ends else ""]
    return [*cells, name, owner.national_id, owner.address]


def _dead_cells(scribe: Scribe, truth: Truth, place: Place, person: Resting, words: _Words) -> list[Any]:
    planted = "burial_before_birth" in place.planted
    born = person.born if planted or scribe.rng.random() < 0.3 else None
    name = scribe.fields(person.soul) if person.soul else Written(words.unknown, None, None, None)
    truth.burials[id(place)].append(burial_truth(name, remains=person.remains, died_on=person.died))
    parts = [name.given or name.text, name.surname1 or "", name.surname2 or ""]
    return [*parts, scribe.day(born), scribe.day(person.died), words.remains[person.remains]]
