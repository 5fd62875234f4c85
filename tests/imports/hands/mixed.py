"""Rolls and books of which the seed decides everything: language, headings, order of columns, format and dirt."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from imports.rows import SourceFile
from tests.imports.hands.books import in_order_of_days, spellings
from tests.imports.hands.cemetery import Block, Habits, Inventor, Place, Resting, Right
from tests.imports.hands.formats import Rows, line_after, ods, text, xlsx
from tests.imports.hands.inventory import Inventory, Truth
from tests.imports.hands.mixed_words import BLOCK_NAMES, BOOK, ROLL, WORDS
from tests.imports.hands.planting import plant
from tests.imports.hands.rolls import rights_of
from tests.imports.hands.scribe import CASTILIAN, CATALAN, Manner, Scribe, burial_truth, right_truth
from tests.imports.hands.xls import xls

_Save = Callable[[Rows], SourceFile]
_ENCODINGS = ("utf-8", "utf-8-sig", "cp1252", "latin-1", "cp850")
_DATES = (
    ("slash",),
    ("slash", "short"),
    ("dashes", "words"),
    ("dots",),
    ("iso",),
    ("slash", "serial"),
    ("roman", "slash"),
)
_NICHES = (("Nínxol", "NÍNXOL", "Nínx.", "ninxol", "Nx"), ("Nicho", "NICHO", "Nich.", "nicho", "Ni."))


@dataclass(frozen=True)
class _Desk:
    """What a seed decided: the words of a language, the hand, the form of the file and where the block is told."""

    words: dict[str, str]
    headers: dict[str, str]
    scribe: Scribe
    sheet: str
    is_text: bool
    save: _Save
    block_in: str


def _desk(seed: int, columns: dict[str, tuple[tuple[str, ...], tuple[str, ...]]]) -> _Desk:
    rng = random.Random(seed * 31 + 7)
    language = rng.choice([CATALAN, CASTILIAN])
    headers = {meaning: rng.choice(options[language]) for meaning, options in columns.items()}
    if rng.random() < 0.4:
        headers = {meaning: header.upper() for meaning, header in headers.items()}
    kind = rng.choice(["xlsx", "ods", "xls", "csv", "csv"])
    dates = rng.choice(_DATES) if kind == "csv" else ("cell", *rng.choice(_DATES))
    manner = Manner(
        language,
        rng.choice(["given", "comma", "surname"]),
        capitals=rng.random() < 0.4,
        accents=rng.choice([1.0, 0.9, 0.3]),
        joined=rng.choice([0.0, 0.5]),
        shortened=rng.choice([0.0, 0.2]),
        dates=dates,
        estate=("Hereus de ",) if language == CATALAN else ("Herederos de ", "Hros. de "),
        widow=("Vídua de ", "Vda. ") if language == CATALAN else ("Vda. de ", "Viuda de "),
    )
    sheet, save = _saver(rng, kind)
    block_in = rng.choice(["column", "heading", "code"])
    return _Desk(WORDS[language], headers, Scribe(seed, manner), sheet, kind == "csv", save, block_in)


def _saver(rng: random.Random, kind: str) -> tuple[str, _Save]:
    if kind == "csv":
        delimiter, encoding = rng.choice([";", ",", "\t", "|"]), rng.choice(_ENCODINGS)
        return "dades", lambda rows: SourceFile("dades.csv", text(rows, delimiter, encoding))
    writers: dict[str, Callable[[dict[str, Rows]], bytes]] = {"xlsx": xlsx, "ods": ods, "xls": xls}
    write = writers[kind]
    return "Full1", lambda rows: SourceFile(f"dades.{kind}", write({"Full1": rows}))


def _row_number(desk: _Desk, rows: Rows) -> int:
    """The number that the next row will have in its source."""
    return line_after(rows) if desk.is_text else len(rows) + 1


def _blocks(desk: _Desk) -> list[Block]:
    rng = desk.scribe.rng
    # A figure for the block would make codes like "26 1", which nobody could read.
    names = [pair for pair in BLOCK_NAMES if desk.block_in != "code" or (len(pair[0]) < 3 and pair[0].isalpha())]
    first, second = rng.choice(names)
    floors = rng.choice([3, 4, 5])
    return [Block(first, "niche", 1, 50, floors), Block(second, "niche", 1, 40, floors)]


# --- rolls ------------------------


def any_roll(seed: int) -> Inventory:
    """A roll, a row per unit; from the seed come language, headings, columns, format, letters, dates and dirt."""
    desk = _desk(seed, ROLL)
    rng = desk.scribe.rng
    inventor = Inventor(seed, Habits(bis=rng.choice([0.0, 0.04]), vague=rng.choice([0.0, 0.05])))
    blocks = _blocks(desk)
    places = inventor.cemetery(blocks)
    codes = ("duplicate_unit", "duplicate_title", "end_before_start", "expiry_mismatch", "invalid_national_id")
    plant(places, codes, inventor)
    columns = _columns_of_roll(desk)
    truth = Truth(with_floors="floor" in columns)
    if "state" in columns:
        truth.states = {id(place): place.state for place in places}
    rows: Rows = _titles(desk)
    for block in blocks:
        if desk.block_in == "heading":
            rows.append([f"{desk.words['block']} {block.name}".upper(), *[""] * (len(columns) - 1)])
        if desk.block_in == "heading" or block is blocks[0]:
            rows.append([desk.headers[column] for column in columns])
        for place in (place for place in places if place.block == block.name):
            rows += _dirt(desk, columns)
            for order, right in enumerate(rights_of(place)):
                number = _row_number(desk, rows)
                cells = _roll_cells(desk, truth, place, right, first=order == 0)
                rows.append([cells[column] for column in columns])
                place.stands_in(desk.sheet, number)
                truth.rows += 1
    rows += desk.scribe.rng.choice([[], [[f"{desk.words['total']}: {len(places)}"]], [[], [desk.words["legend"]]]])
    return Inventory((desk.save(rows),), truth.lines(places))


def _dirt(desk: _Desk, columns: list[str]) -> Rows:
    """What stands between the rows of a list that was made for paper: nothing as a rule."""
    rng = desk.scribe.rng
    if rng.random() > 0.04:
        return []
    header = [desk.headers[column] for column in columns]
    page = f"{desk.words['page']} {rng.randrange(2, 9)}"
    return rng.choice([[[]], [header], [[page], header], [[desk.words["carried"]]], [[""] * len(columns), header]])


def _titles(desk: _Desk) -> Rows:
    titles: Rows = [[desk.words["town"]], [desk.words["roll"]], []]
    return titles[: desk.scribe.rng.choice([0, 2, 3])]


def _columns_of_roll(desk: _Desk) -> list[str]:
    rng = desk.scribe.rng
    where = [["block"] if desk.block_in == "column" else [], ["code"] if desk.block_in == "code" else ["number"]]
    place = [column for part in where for column in part] + rng.choice([["floor"], [], ["kind"], ["kind", "floor"]])
    place += rng.choice([[], [], ["state"]])
    right = ["title", "granted", "term", *rng.choice([["ends"], ["ends", "notes"]])]
    person = ["holder", "id", *rng.choice([["address"], [], ["phone", "address"]])]
    order = rng.choice([[place, person, right], [place, right, person]])
    return [*(column for part in order for column in part), "dead"]


def _roll_cells(desk: _Desk, truth: Truth, place: Place, right: Right | None, *, first: bool) -> dict[str, Any]:
    scribe = desk.scribe
    blank: dict[str, Any] = dict.fromkeys([*ROLL, "code"], "")
    dead = [_dead(desk, truth, place, person) for person in (place.dead if first else [])]
    together = scribe.rng.choice(["; ", "\n", " / ", ", "]).join(dead)
    blank |= {"block": place.block, "number": place.number, "floor": place.floor or "", "dead": together}
    blank |= {"code": f"{place.block}-{place.number}", "kind": scribe.rng.choice(_NICHES[scribe.manner.language])}
    blank["state"] = desk.words[place.state]
    if right is None:
        return blank
    written = [scribe.owner(owner) for owner in right.owners]
    ends = right.ends if right.ends and (place.planted or scribe.rng.random() < 0.6) else None
    truth.rights[id(place)].append(right_truth(right, [line for _, line in written], ends=ends))
    owner = right.owners[0]
    return blank | {
        "holder": " / ".join(name for name, _ in written),
        "id": owner.national_id,
        "address": owner.address,
        "phone": scribe.rng.choice(["", "972 50 12 34", 938881122]),
        "title": right.title,
        "granted": scribe.day(right.granted),
        "term": desk.words["forever"] if right.years is None else f"{right.years} {desk.words['years']}",
        "ends": scribe.whole_day(ends) if ends else "",
        "notes": scribe.rng.choice(["", "", desk.words["note"]]),
    }


def _dead(desk: _Desk, truth: Truth, place: Place, person: Resting) -> str:
    name = desk.scribe.dead(person, desk.words["nobody"])
    truth.burials[id(place)].append(burial_truth(name, remains=person.remains, died_on=person.died))
    mark = {"ashes": desk.words["ashes"] + " ", "remains": desk.words["remains"] + " "}.get(person.remains, "")
    day: Any = person.died and person.died.day
    if person.died and person.died.precision == "day" and isinstance(day, date):
        return f"{mark}{name.text} ({day:%d/%m/%Y})"
    return f"{mark}{name.text} ({desk.scribe.day(person.died)})"


# --- books ------------------------


def any_book(seed: int) -> Inventory:
    """A burial book, a row per burial; from the seed come language, headings, columns, format, dates and spellings."""
    desk = _desk(seed + 1000, BOOK)
    rng = desk.scribe.rng
    inventor = Inventor(seed, Habits(bis=0.03, vague=rng.choice([0.0, 0.05])))
    places = inventor.cemetery(_blocks(desk))
    plant(places, ("burial_before_birth",), inventor)
    name = rng.choice([["name"], ["given", "surname1", "surname2"], ["surnames", "given"]])
    where = {"code": ["code"]}.get(desk.block_in, ["block", "number"])
    parts = [["order"], name, ["born", "died", "buried"], where, ["remains"]]
    if rng.random() < 0.5:
        parts = [["order"], ["buried"], where, name, ["died", "born"], ["remains"]]
    columns = [column for part in parts for column in part]
    truth = Truth(with_floors=False)
    rows: Rows = [[desk.words["town"]], [desk.words["book"]]][: rng.choice([0, 2])]
    rows.append([desk.headers[column] for column in columns])
    spell = spellings(rng)
    for order, (_, place, person, _) in enumerate(in_order_of_days(places), 1):
        number = _row_number(desk, rows)
        cells = _book_cells(desk, truth, place, person, is_split="given" in columns)
        cells |= {"order": order, "block": place.block, "number": place.number, "code": spell(place)}
        rows.append([cells[column] for column in columns])
        place.stands_in(desk.sheet, number)
        truth.rows += 1
    return Inventory((desk.save(rows),), truth.lines(places))


def _book_cells(desk: _Desk, truth: Truth, place: Place, person: Resting, *, is_split: bool) -> dict[str, Any]:
    scribe = desk.scribe
    planted = "burial_before_birth" in place.planted
    born = person.born if planted or scribe.rng.random() < 0.3 else None
    died = person.died if planted or scribe.rng.random() < 0.8 or not person.buried else None
    name = scribe.dead(person, desk.words["nobody"])
    if is_split and person.soul:
        name = scribe.fields(person.soul)
    days = {"died_on": died, "buried_on": person.buried}
    truth.burials[id(place)].append(burial_truth(name, remains=person.remains, **days))
    what = {"ashes": desk.words["ashes"].split()[0], "remains": desk.words["remains"].split()[0]}
    return {
        "name": name.text,
        "given": (name.given or name.text) if is_split else "",
        "surname1": name.surname1 or "",
        "surname2": name.surname2 or "",
        "surnames": " ".join(filter(None, (name.surname1, name.surname2))),
        "born": scribe.day(born),
        "died": scribe.day(died),
        "buried": scribe.day(person.buried),
        "remains": what.get(person.remains, desk.words["body"]),
    }
