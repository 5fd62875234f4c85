"""Joined tables, cards and drawings of which the seed decides everything."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import openpyxl
from openpyxl.styles import PatternFill

from imports.rows import SourceFile
from tests.imports.hands.cemetery import BURIAL, RIGHT, UNIT, Block, Habits, Inventor, Place, Resting, Right
from tests.imports.hands.formats import Field, Rows, dbf, text, xlsx
from tests.imports.hands.inventory import Inventory, Truth
from tests.imports.hands.mixed_words import BLOCK_NAMES, CARD_KEYS, TABLE_FIELDS, WORDS
from tests.imports.hands.planting import plant
from tests.imports.hands.scribe import CASTILIAN, CATALAN, Manner, Scribe, burial_truth, right_truth

_Styles = tuple[Callable[[tuple[str, ...]], str], ...]
_STYLES: _Styles = (
    lambda words: "".join(word.capitalize() for word in words),
    lambda words: "_".join(words).lower(),
    lambda words: "".join(words).upper(),
)

_OF_TITLES = ("title_id", "unit", "title", "holder", "nif", "granted", "years", "end")
_COLOURS = ("00B050", "FF0000", "FFC000", "00B0F0", "D9D9D9")


def _manner(rng: random.Random, language: int, dates: tuple[str, ...]) -> Manner:
    return Manner(
        language,
        rng.choice(["given", "comma", "surname"]),
        capitals=rng.random() < 0.5,
        accents=rng.choice([1.0, 0.5]),
        joined=0.0,
        shortened=rng.choice([0.0, 0.2]),
        dates=dates,
        estate=("Hereus de ",) if language == CATALAN else ("Herederos de ",),
        widow=("Vídua de ",) if language == CATALAN else ("Viuda de ",),
    )


# --- tables ------------------------


def any_tables(seed: int) -> Inventory:
    """Units, titles and burials in three tables that join on a code or an id; names of fields and format are drawn."""
    rng = random.Random(seed * 17 + 3)
    language = rng.choice([CATALAN, CASTILIAN])
    form = rng.choice(["csv", "xlsx", "dbf"])
    scribe = Scribe(seed, _manner(rng, language, ("iso",) if form == "dbf" else ("slash",)))
    style = _STYLES[2] if form == "dbf" else rng.choice(_STYLES)
    names = {meaning: style(options[language]) for meaning, options in TABLE_FIELDS.items()}
    inventor = Inventor(seed, Habits(unknown=0.0, partial=0.0, doubtful=0.0, bis=0.02))
    first, second = rng.choice([pair for pair in BLOCK_NAMES if pair[0].isalpha()])
    places = inventor.cemetery([Block(first, "niche", 1, 40, 4), Block(second, "niche", 1, 30, 5)])
    plant(places, ("duplicate_title", "end_before_start", "invalid_national_id", "burial_before_birth"), inventor)
    by_code = rng.random() < 0.5
    tables: dict[str, Rows] = {
        names["units"]: [[names[key] for key in ("unit", "block", "number", "floor", "kind")]],
        names["titles"]: [[names[key] for key in _OF_TITLES]],
        names["dead"]: [[names[key] for key in ("dead_id", "unit", "name", "born", "died", "buried")]],
    }
    truth = Truth()
    keys = rng.sample(range(2000, 9999), len(places))
    for place, number in zip(places, keys, strict=True):
        key: Any = f"{place.block}{place.number.replace(' ', '').zfill(4).upper()}" if by_code else number
        _table_rows(scribe, truth, tables, place, key)
    truth.rows = sum(len(rows) - 1 for rows in tables.values())
    return Inventory(_files(form, tables, rng), _shifted(truth.lines(places), form))


def _table_rows(scribe: Scribe, truth: Truth, tables: dict[str, Rows], place: Place, key: Any) -> None:
    units, titles, dead = tables
    kind = WORDS[scribe.manner.language]["niche"]
    tables[units].append([key, place.block, place.number, place.floor, kind])
    place.stands_in(units, len(tables[units]), tells=UNIT)
    for right in place.rights:
        right.owners = right.owners[:1]
        tables[titles].append([10 + len(tables[titles]), key, *_title(scribe, truth, place, right)])
        place.stands_in(titles, len(tables[titles]), tells=RIGHT)
    for person in place.dead:
        tables[dead].append([len(tables[dead]), key, *_burial(scribe, truth, place, person)])
        place.stands_in(dead, len(tables[dead]), tells=BURIAL)


def _title(scribe: Scribe, truth: Truth, place: Place, right: Right) -> list[Any]:
    name, line = scribe.owner(right.owners[0])
    truth.rights[id(place)].append(right_truth(right, [line], ends=right.ends))
    years = WORDS[scribe.manner.language]["forever"] if right.years is None else right.years
    end = scribe.whole_day(right.ends) if right.ends else ""
    return [right.title, name, right.owners[0].national_id, scribe.day(right.granted), years, end]


def _burial(scribe: Scribe, truth: Truth, place: Place, person: Resting) -> list[Any]:
    planted = "burial_before_birth" in place.planted
    born = person.born if planted or scribe.rng.random() < 0.4 else None
    name = scribe.dead(person, "")
    truth.burials[id(place)].append(burial_truth(name, died_on=person.died, buried_on=person.buried))
    return [name.text, scribe.day(born), scribe.day(person.died), scribe.day(person.buried)]


def _files(form: str, tables: dict[str, Rows], rng: random.Random) -> tuple[SourceFile, ...]:
    if form == "xlsx":
        return (SourceFile("taules.xlsx", xlsx(tables)),)
    if form == "csv":
        delimiter, encoding = rng.choice([";", ","]), rng.choice(["utf-8", "cp1252"])
        return tuple(SourceFile(f"{name}.csv", text(rows, delimiter, encoding)) for name, rows in tables.items())
    return tuple(SourceFile(f"{name}.DBF", _as_dbf(rows)) for name, rows in tables.items())


def _as_dbf(rows: Rows) -> bytes:
    width = [max(len(str(row[at])) for row in rows) for at in range(len(rows[0]))]
    fields = [Field(str(name)[:10], "C", min(60, size)) for name, size in zip(rows[0], width, strict=True)]
    return dbf(fields, rows[1:], encoding="cp850", driver=2, deleted=frozenset())


def _shifted(lines: list[dict[str, Any]], form: str) -> list[dict[str, Any]]:
    """A dBase table has no row for its header: its records are one less."""
    if form != "dbf":
        return lines
    for line in lines[1:]:
        rows = {id(row): row for row in line["source"]}
        for issue in line["issues"]:
            rows |= {id(row): row for row in (issue["where"], *issue["also"])}
        for row in rows.values():
            if not row.get("is_record"):
                row["row"] -= 1
                row["is_record"] = True
    return lines


# --- cards ------------------------


def any_cards(seed: int) -> Inventory:
    """Cards of keys and values; the keys, their order, the sign between, the rule between cards and letters drawn."""
    rng = random.Random(seed * 23 + 5)
    language = rng.choice([CATALAN, CASTILIAN])
    manner = _manner(rng, language, rng.choice([("slash",), ("dashes", "words"), ("dots",)]))
    scribe = Scribe(seed, manner)
    keys = {meaning: rng.choice(options[language]) for meaning, options in CARD_KEYS.items()}
    sign = rng.choice([": ", " : ", "...: ", "= "])
    rule = rng.choice(["-" * 30, "=" * 40, "", "* * *"])
    inventor = Inventor(seed, Habits(vague=0.02))
    first, second = rng.choice(BLOCK_NAMES)
    places = inventor.cemetery([Block(first, "niche", 1, 35, 5), Block(second, "niche", 1, 30, 3)])
    plant(places, ("duplicate_title", "end_before_start", "expiry_mismatch", "invalid_national_id"), inventor)
    truth, lines = Truth(), list[str]()
    for place in rng.sample(places, len(places)):
        place.stands_in("fitxer", len(lines) + 1)
        truth.rows += 1
        card = [("block", place.block), ("number", place.number), ("floor", place.floor)]
        card += _card_right(scribe, truth, place) + _card_dead(scribe, truth, place)
        lines += [f"{keys[meaning]}{sign}{value}" for meaning, value in card if value not in ("", None)]
        lines.append(rule)
    encoding = rng.choice(["utf-8", "cp1252", "cp850"])
    return Inventory((SourceFile("fitxer.txt", "\r\n".join(lines).encode(encoding)),), truth.lines(places))


def _card_right(scribe: Scribe, truth: Truth, place: Place) -> list[tuple[str, Any]]:
    if not place.rights:
        return []
    right = place.rights[0]
    right.owners = right.owners[:1]
    title, name, nif, granted, years, end = _title(scribe, truth, place, right)
    if isinstance(years, int):
        years = f"{years} {WORDS[scribe.manner.language]['years']}"
    return [("holder", name), ("nif", nif), ("title", title), ("granted", granted), ("term", years), ("end", end)]


def _card_dead(scribe: Scribe, truth: Truth, place: Place) -> list[tuple[str, Any]]:
    words, dead = WORDS[scribe.manner.language], []
    for person in place.dead:
        name = scribe.dead(person, words["nobody"])
        truth.burials[id(place)].append(burial_truth(name, remains=person.remains, died_on=person.died))
        mark = {"ashes": words["ashes"] + " ", "remains": words["remains"] + " "}.get(person.remains, "")
        dead.append(f"{mark}{name.text} ({scribe.day(person.died)})")
    return [("dead", "; ".join(dead))]


# --- drawings ------------------------


def any_drawing(seed: int) -> Inventory:
    """Walls drawn in a workbook; colours, the place of the legend and the way of numbering are drawn from the seed."""
    rng = random.Random(seed * 29 + 11)
    words = WORDS[rng.choice([CATALAN, CASTILIAN])]
    colours = dict(zip(("free", "occupied", "expired"), rng.sample(_COLOURS, 3), strict=True))
    inventor = Inventor(seed, Habits(bis=0.0))
    first, second = rng.choice(BLOCK_NAMES)
    floors = rng.choice([3, 4, 5])
    blocks = [Block(first, "niche", 1, floors * 9, floors), Block(second, "niche", 1, floors * 7, floors)]
    places = inventor.cemetery(blocks)
    book = openpyxl.Workbook()
    del book[book.sheetnames[0]]
    truth = Truth()
    wall = _Wall(
        words=words,
        colours=colours,
        floors=floors,
        left=rng.choice([2, 3]),
        is_by_floor=rng.random() < 0.5,
        is_legend_above=rng.random() < 0.5,
    )
    for block in blocks:
        sheet = book.create_sheet(f"{words['block']} {block.name}")
        wall.draw(sheet, truth, block.name, [place for place in places if place.block == block.name])
    target = io.BytesIO()
    book.save(target)
    return Inventory((SourceFile("murs.xlsx", target.getvalue()),), truth.lines(places))


@dataclass(frozen=True, kw_only=True)
class _Wall:
    """How walls are drawn: words, colours, floors, the first column, and what stands where."""

    words: dict[str, str]
    colours: dict[str, str]
    floors: int
    left: int
    is_by_floor: bool
    is_legend_above: bool

    def draw(self, sheet: Any, truth: Truth, block: str, places: list[Place]) -> None:
        """Draw the wall of one block, the highest floor on top."""
        top = 7 if self.is_legend_above else 3
        sheet.cell(1, 1, f"{self.words['block']} {block}".upper())
        length = len(places) // self.floors
        for order, place in enumerate(places):
            floor, along = (1 + order // length, order % length)
            if not self.is_by_floor:
                floor, along = (1 + order % self.floors, order // self.floors)
            cell = sheet.cell(top + self.floors - floor, self.left + along, int(place.number))
            cell.fill = PatternFill("solid", start_color=self.colours[place.state])
            sheet.cell(cell.row, 1, f"{self.words['floor']} {floor}")
            place.floor, place.rights, place.dead = floor, [], []
            place.stands_in(sheet.title, cell.row, cell.coordinate)
            truth.states[id(place)] = place.state
            truth.rows += 1
        self._legend(sheet, 3 if self.is_legend_above else top + self.floors + 2)

    def _legend(self, sheet: Any, row: int) -> None:
        for order, (state, colour) in enumerate(self.colours.items()):
            sheet.cell(row + order, self.left).fill = PatternFill("solid", start_color=colour)
            sheet.cell(row + order, self.left + 1, self.words[state])
