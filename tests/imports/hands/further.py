"""Further hands: cards in another shape, a database of five tables, units side by side in one row."""

from __future__ import annotations

from typing import Any

from imports.rows import SourceFile
from tests.imports.hands.cemetery import (
    BURIAL,
    RIGHT,
    UNIT,
    Block,
    Habits,
    Inventor,
    Owner,
    Place,
    Resting,
    Right,
    Soul,
)
from tests.imports.hands.formats import Rows, text, xlsx
from tests.imports.hands.inventory import Inventory, Truth
from tests.imports.hands.planting import plant
from tests.imports.hands.rolls import rights_of
from tests.imports.hands.scribe import CASTILIAN, Manner, Scribe, Written, burial_truth, right_truth

# --- Castilian cards, cp1252: blank lines between them, a line for each deceased and one for his day ------------------


def cards_between_blank_lines(seed: int) -> Inventory:
    """Castilian cards, cp1252: *Nicho: A-12*, keys in any number, further dead under numbered keys, blank lines."""
    blocks = [Block("A", "niche", 1, 45, 5), Block("B", "niche", 1, 40, 5)]
    inventor = Inventor(seed, Habits(most_dead=3))
    places = inventor.cemetery(blocks)
    plant(places, ("duplicate_title", "expiry_mismatch", "invalid_national_id", "burial_before_birth"), inventor)
    manner = Manner(CASTILIAN, "comma", accents=0.9, joined=0, dates=("slash", "words"), estate=("Herederos de ",))
    scribe = Scribe(seed, manner)
    truth = Truth()
    lines: list[str] = []
    for place in places:
        truth.rows += 1
        place.stands_in("fichas", len(lines) + 1)
        lines += [f"Nicho: {place.block}-{place.number}", f"Fila: {place.floor}ª"]
        if place.rights:
            lines += _right_on_card(scribe, truth, place, place.rights[0])
        for order, person in enumerate(place.dead, 1):
            lines += _dead_on_card(scribe, truth, place, person, order)
        lines += [""] * scribe.rng.choice([1, 1, 2])
    return Inventory((SourceFile("fichas.txt", "\r\n".join(lines).encode("cp1252")),), truth.lines(places))


def _right_on_card(scribe: Scribe, truth: Truth, place: Place, right: Right) -> list[str]:
    written = [scribe.owner(owner) for owner in right.owners]
    ends = right.ends if right.ends and (place.planted or scribe.rng.random() < 0.4) else None
    truth.rights[id(place)].append(right_truth(right, [line for _, line in written], ends=ends))
    lines = [f"Titular: {'; '.join(name for name, _ in written)}", f"Título nº: {right.title}"]
    if right.owners[0].national_id:
        lines.append(f"D.N.I.: {right.owners[0].national_id}")
    if right.granted:
        lines.append(f"Fecha de concesión: {scribe.day(right.granted)}")
    lines.append(f"Plazo: {'a perpetuidad' if right.years is None else f'{right.years} años'}")
    return [*lines, f"Vence el: {scribe.whole_day(ends)}"] if ends else lines


def _dead_on_card(scribe: Scribe, truth: Truth, place: Place, person: Resting, order: int) -> list[str]:
    name = scribe.dead(person, "Desconocido")
    truth.burials[id(place)].append(burial_truth(name, remains=person.remains, died_on=person.died))
    mark = {"ashes": "cenizas de ", "remains": "restos de "}.get(person.remains, "")
    lines = [f"Difunto {order}: {mark}{name.text}"]
    if person.born and ("burial_before_birth" in place.planted or scribe.rng.random() < 0.3):
        lines.append(f"Nacido {order}: {scribe.day(person.born)}")
    return [*lines, f"Fallecido {order}: {scribe.day(person.died)}"]


# --- Catalan database of five tables: people stand once, a table between says who holds what --------------------------


class _People:
    """The table of people: each soul once, with a number."""

    def __init__(self, scribe: Scribe) -> None:
        self.scribe = scribe
        self.rows: Rows = [["PersonaID", "Nom", "Cognom1", "Cognom2", "NIF", "Adreça"]]
        self.known: dict[object, tuple[int, Written]] = {}

    def number_of(self, soul: Soul | None, owner: Owner | None) -> tuple[int, Written]:
        """The row of a person, written on first need; an institution stands under its name alone."""
        key: object = soul.key if soul else owner and owner.institution
        if owner and owner.national_id:
            key = (key, owner.national_id)
        if key not in self.known:
            name = self.scribe.fields(soul) if soul else Written(_institution(owner), None, None, None)
            parts = [name.given or name.text, name.surname1 or "", name.surname2 or ""]
            document = [owner.national_id, owner.address] if owner else ["", ""]
            self.known[key] = (len(self.rows) + 1, name)
            self.rows.append([500 + len(self.rows), *parts, *document])
        return self.known[key]


def _institution(owner: Owner | None) -> str:
    assert owner
    return owner.institution[0]


def database_of_five_tables(seed: int) -> Inventory:
    """Catalan csv, semicolons: units, people, titles, who holds which title, and burials, all by numbers."""
    blocks = [Block("Sant Pau", "niche", 1, 50, 5), Block("Sant Pere", "niche", 1, 40, 5)]
    blocks += [Block("Columbaris", "columbarium", 1, 15, 3)]
    inventor = Inventor(seed, Habits(unknown=0.0, partial=0.05))
    places = inventor.cemetery(blocks)
    codes = ("duplicate_title", "end_before_start", "expiry_mismatch", "invalid_national_id", "free_but_occupied")
    plant(places, codes, inventor)
    scribe = Scribe(seed, Manner(joined=0, accents=0.97, shortened=0.05, translated=0.0, dates=("slash",)))
    people = _People(scribe)
    tables: dict[str, Rows] = {
        "Unitats": [["UnitatID", "Bloc", "Número", "Fila", "Tipus", "Estat"]],
        "Persones": people.rows,
        "Titols": [["TitolID", "UnitatID", "NumTitol", "DataConcessio", "Anys", "DataVenciment"]],
        "TitolsPersones": [["TitolID", "PersonaID", "Relacio"]],
        "Inhumacions": [["InhumacioID", "UnitatID", "PersonaID", "DataDefuncio", "DataInhumacio", "TipusRestes"]],
    }
    truth = Truth()
    kinds = {"niche": "Nínxol", "columbarium": "Columbari"}
    states = {"free": "Lliure", "occupied": "Ocupat", "expired": "Caducat"}
    for place, key in zip(places, scribe.rng.sample(range(3000, 9999), len(places)), strict=True):
        truth.states[id(place)] = place.state
        cells = [key, place.block, place.number, place.floor, kinds[place.kind], states[place.state]]
        _put(tables, "Unitats", cells, place)
        for right in place.rights:
            _title_in_tables(scribe, truth, tables, people, (place, key, right))
        for person in place.dead:
            _burial_in_tables(scribe, truth, tables, people, (place, key, person))
    truth.rows = sum(len(rows) - 1 for rows in tables.values())
    files = (SourceFile(f"{name}.csv", text(rows, ";", "utf-8-sig")) for name, rows in tables.items())
    return Inventory(tuple(files), truth.lines(places))


def _put(tables: dict[str, Rows], name: str, cells: list[Any], place: Place) -> None:
    tables[name].append(cells)
    place.stands_in(name, len(tables[name]), tells={"Unitats": UNIT, "Inhumacions": BURIAL}.get(name, RIGHT))


def _title_in_tables(
    scribe: Scribe, truth: Truth, tables: dict[str, Rows], people: _People, at: tuple[Place, int, Right]
) -> None:
    place, key, right = at
    title = 20_000 + len(tables["Titols"])
    holders = []
    for owner in right.owners:
        row, name = people.number_of(owner.soul, owner)
        relation = {"co_holder": "Cotitular", "widow_of": "Vídua de"}.get(owner.role, "Titular")
        relation = "Hereus de" if owner.is_estate else relation
        _put(tables, "TitolsPersones", [title, people.rows[row - 1][0], relation], place)
        place.stands_in("Persones", row, tells=RIGHT)
        document = {"national_id": owner.national_id or None, "role": owner.role, "is_estate": owner.is_estate}
        holders.append(name.parts | document | {"person": owner.soul.key if owner.soul else None})
    truth.rights[id(place)].append(right_truth(right, holders, ends=right.ends))
    end = scribe.whole_day(right.ends) if right.ends else ""
    years = "perpetu" if right.years is None else right.years
    _put(tables, "Titols", [title, key, right.title, scribe.day(right.granted), years, end], place)


def _burial_in_tables(
    scribe: Scribe, truth: Truth, tables: dict[str, Rows], people: _People, at: tuple[Place, int, Resting]
) -> None:
    place, key, person = at
    row, name = people.number_of(person.soul, None)
    truth.burials[id(place)].append(
        burial_truth(name, remains=person.remains, died_on=person.died, buried_on=person.buried)
    )
    what = {"ashes": "cendres", "remains": "restes"}.get(person.remains, "cos")
    days = [scribe.day(person.died), scribe.day(person.buried)]
    cells = [len(tables["Inhumacions"]), key, people.rows[row - 1][0], *days, what]
    _put(tables, "Inhumacions", cells, place)
    place.stands_in("Persones", row, tells=BURIAL)


# --- Catalan list printed in two columns: two units side by side in each row ------------------------------------------


def units_side_by_side(seed: int) -> Inventory:
    """Catalan xlsx: number, holder and title twice in each row, as a list printed in two columns."""
    blocks = [Block("A", "niche", 1, 60, 5)]
    inventor = Inventor(seed, Habits(bis=0.0))
    places = inventor.cemetery(blocks)
    plant(places, ("duplicate_title",), inventor)
    scribe = Scribe(seed, Manner(order="comma", accents=0.9))
    rows: Rows = [["BLOC A - TITULARS"], ["Nínxol", "Titular", "Títol", "", "Nínxol", "Titular", "Títol"]]
    truth = Truth(with_floors=False)
    half = -(-len(places) // 2)
    for left, right in zip(places[:half], [*places[half:], None], strict=False):
        cells = [*_side(scribe, truth, left), ""]
        left.stands_in("Llista", len(rows) + 1, f"A{len(rows) + 1}")
        if right is not None:
            cells += _side(scribe, truth, right)
            right.stands_in("Llista", len(rows) + 1, f"E{len(rows) + 1}")
        rows.append(cells)
    truth.rows = len(places)
    return Inventory((SourceFile("llista.xlsx", xlsx({"Llista": rows})),), truth.lines(places))


def _side(scribe: Scribe, truth: Truth, place: Place) -> list[Any]:
    place.dead = []
    right = rights_of(place)[0]
    if right is None:
        return [int(place.number), "", ""]
    owner = right.owners[0]
    name, line = scribe.owner(Owner(owner.soul, owner.institution, owner.role, owner.is_estate))
    nothing = {"granted_on": None, "term_years": None, "perpetual": False, "expires_on": None}
    truth.rights[id(place)].append(nothing | {"title_number": right.title, "holders": [line]})
    return [int(place.number), name, int(right.title)]
