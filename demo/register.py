"""The old register of an invented town, unit by unit, with the dozen contradictions that every real one has."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from demo.history import SITUATIONS, Dead, Historian, Holder, Right, UnitHistory, years_after
from demo.people import draw_national_id, draw_person
from demo.towns import Block, Plots, Town

MAX_DEAD = {"Nínxol": 4, "Columbari": 2, "Tomba": 5, "Panteó": 8}
MUNICIPAL = {"Fossa comuna": 11, "Ossera": 8}
NOTES = ("Làpida trencada", "Avisar família", "Canvi de nom 1998", "Pendent de taxa", "Sense làpida")


@dataclass(frozen=True)
class Entry:
    """One line of the old register."""

    number: str
    floor: int | None
    kind: str
    history: UnitHistory
    note: str = ""
    written_end: date | None = None
    is_marked_free: bool = False
    is_municipal: bool = False


@dataclass(frozen=True)
class Chapter:
    """The lines of one block, or of all units that stand free."""

    name: str
    entries: tuple[Entry, ...]
    block: Block | None = None

    @property
    def occupied_count(self) -> int:
        """How many of its units hold somebody, as the clerk once counted them."""
        return sum(bool(entry.history.dead) for entry in self.entries)


def write_register(town: Town, on: date) -> list[Chapter]:
    """Every chapter of the register of `town` as it stands on the day `on`; the same seed gives the same people."""
    random = Random(town.seed)
    historian = Historian(random, on)
    chapters = [_block_chapter(historian, block) for block in town.blocks]
    if town.plots:
        chapters.append(_plots_chapter(historian, town.plots))
    return _with_contradictions(chapters, random)


def _block_chapter(historian: Historian, block: Block) -> Chapter:
    entries = [
        Entry(
            str(number), block.floor_of(number), block.kind, _history(historian, block, number), _note(historian.random)
        )
        for number in range(1, block.size + 1)
    ]
    for number in block.bis:
        history = historian.tell(block.built_year, situation=SITUATIONS[3])
        entries.append(Entry(f"{number} bis", block.floor_of(number), block.kind, history))
    return Chapter(block.name, tuple(entries), block)


def _history(historian: Historian, block: Block, number: int) -> UnitHistory:
    history = historian.tell(block.built_year, max_dead=MAX_DEAD[block.kind])
    if block.kind != "Columbari":
        return history
    return replace(history, dead=tuple(replace(one, remains="cendres") for one in history.dead))


def _note(random: Random) -> str:
    return random.choice(NOTES) if random.random() < 0.07 else ""


def _plots_chapter(historian: Historian, plots: tuple[Plots, ...]) -> Chapter:
    entries: list[Entry] = []
    for plot in plots:
        entries += _plot_entries(historian, plot)
    return Chapter("Tombes i panteons", tuple(entries))


def _plot_entries(historian: Historian, plot: Plots) -> Iterator[Entry]:
    if plot.kind in MUNICIPAL:
        yield Entry("-", None, plot.kind, _municipal_history(historian, plot), is_municipal=True)
        return
    for number in range(1, plot.count + 1):
        history = historian.tell(plot.since_year, max_dead=MAX_DEAD[plot.kind])
        yield Entry(str(number), None, plot.kind, history, _note(historian.random))


def _municipal_history(historian: Historian, plot: Plots) -> UnitHistory:
    random, dead = historian.random, []
    for _ in range(MUNICIPAL[plot.kind]):
        died_on = date(random.randint(1912, 1984), random.randint(1, 12), random.randint(1, 28))
        person = draw_person(random, born_year=died_on.year - 60)
        dead.append(Dead(person, died_on, died_on.year - 60, "restes" if plot.kind == "Ossera" else ""))
    return UnitHistory(dead=tuple(sorted(dead, key=lambda one: one.died_on)))


Mistake = Callable[[Entry, Random], Entry]


def _holder_of(entry: Entry) -> tuple[Right, Holder]:
    right, holder = entry.history.right, entry.history.holder
    assert right is not None
    assert holder is not None
    return right, holder


def _with_holder(entry: Entry, holder: Holder) -> Entry:
    return replace(entry, history=replace(entry.history, holder=holder))


def _dead_holder(entry: Entry, random: Random) -> Entry:
    _, holder = _holder_of(entry)
    dead = entry.history.dead[-1].person
    return _with_holder(entry, replace(holder, person=dead, manner="plain", co_holder=None))


def _wrong_letter(entry: Entry, random: Random) -> Entry:
    _, holder = _holder_of(entry)
    number = draw_national_id(random, is_wrong=True)
    return _with_holder(entry, replace(holder, manner="plain", national_id=number))


def _end_before_start(entry: Entry, random: Random) -> Entry:
    right, _ = _holder_of(entry)
    return replace(entry, written_end=years_after(right.granted_on, -2))


def _end_that_does_not_add_up(entry: Entry, random: Random) -> Entry:
    right, _ = _holder_of(entry)
    assert right.ends_on is not None
    return replace(entry, written_end=right.ends_on + timedelta(days=3653))


def _dead_before_birth(entry: Entry, random: Random) -> Entry:
    first, *others = entry.history.dead
    wrong = replace(first, born_year=first.died_on.year + 5, remains="")
    return replace(entry, history=replace(entry.history, dead=(wrong, *others)))


def _marked_free(entry: Entry, random: Random) -> Entry:
    return replace(entry, is_marked_free=True, history=replace(entry.history, right=None, holder=None))


def _without_holder(entry: Entry, random: Random) -> Entry:
    return replace(entry, history=replace(entry.history, holder=None))


MISTAKES: tuple[tuple[Mistake, int], ...] = (
    (_dead_holder, 5),
    (_wrong_letter, 2),
    (_end_before_start, 1),
    (_end_that_does_not_add_up, 1),
    (_dead_before_birth, 1),
    (_marked_free, 1),
    (_without_holder, 2),
)
FEW_MISTAKES: tuple[tuple[Mistake, int], ...] = ((_dead_holder, 1), (_wrong_letter, 1))


def _with_contradictions(chapters: list[Chapter], random: Random) -> list[Chapter]:
    is_small = sum(len(chapter.entries) for chapter in chapters) < 400
    places = _places_for_mistakes(chapters, random)
    entries = [list(chapter.entries) for chapter in chapters]
    for mistake, count in FEW_MISTAKES if is_small else MISTAKES:
        for _ in range(count):
            chapter, line = places.pop()
            entries[chapter][line] = mistake(entries[chapter][line], random)
    if not is_small:
        entries[3].append(_same_number_again(entries[3], random))
        _forget_one_cremation(entries)
    return [replace(chapter, entries=tuple(lines)) for chapter, lines in zip(chapters, entries, strict=True)]


def _places_for_mistakes(chapters: list[Chapter], random: Random) -> list[tuple[int, int]]:
    """Lines with a right for years and somebody dead, in an order drawn by chance."""
    places = [
        (number, line)
        for number, chapter in enumerate(chapters)
        for line, entry in enumerate(chapter.entries)
        if entry.history.dead and entry.history.right and entry.history.right.years == 50
    ]
    random.shuffle(places)
    return places


def _same_number_again(entries: list[Entry], random: Random) -> Entry:
    """A niche entered a second time, years later, under other people's name."""
    first = next(entry for entry in entries[40:] if entry.history.right and entry.history.dead)
    other = next(entry for entry in entries[90:] if entry.history.right and entry.history.dead)
    return replace(other, number=first.number, floor=first.floor)


def _forget_one_cremation(entries: list[list[Entry]]) -> None:
    """Among the urns, the last who was laid there is written down as a body."""
    places = [
        (entry.history.dead[-1].died_on, chapter, line)
        for chapter, lines in enumerate(entries)
        for line, entry in enumerate(lines)
        if entry.kind == "Columbari" and entry.history.dead
    ]
    _, chapter, line = max(places)
    history = entries[chapter][line].history
    *others, last = history.dead
    whole = replace(history, dead=(*others, replace(last, remains="")))
    entries[chapter][line] = replace(entries[chapter][line], history=whole)
