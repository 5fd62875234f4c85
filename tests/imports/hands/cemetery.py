"""Invented cemeteries: blocks with their ranges, units, rights, holders and dead, as they truly are.

Nothing here knows how it will be written down: that is the hand's business.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from tests.imports.hands.names import GIVEN_MEN, GIVEN_WOMEN, INSTITUTIONS, LETTERS, STREETS, SURNAMES

Line = dict[str, Any]
UNIT, RIGHT, BURIAL = "urb"
Spellings = tuple[str, str]
"""One word in Catalan and in Castilian."""


@dataclass(frozen=True)
class Day:
    """A day, a month, a year or a decade, sure or not: `mark` is empty, ``?`` (doubtful) or ``~`` (about)."""

    day: date
    precision: str = "day"
    mark: str = ""

    @property
    def edtf(self) -> str:
        """The day as the export writes it."""
        if self.precision == "decade":
            return f"{self.day.year // 10}X"
        length = {"day": 10, "month": 7, "year": 4}[self.precision]
        return self.day.isoformat()[:length] + self.mark


@dataclass(frozen=True)
class Soul:
    """Somebody, alive or dead; `surname2` may not be known."""

    key: str
    given: Spellings
    surname1: Spellings
    surname2: Spellings | None = None


@dataclass
class Owner:
    """Who stands on a title: a person, or an institution by its name in both languages."""

    soul: Soul | None
    institution: Spellings = ("", "")
    role: str = "holder"
    is_estate: bool = False
    national_id: str = ""
    address: str = ""


@dataclass
class Right:
    """A title over a unit; without `years` it is perpetual; `ends` is its end as somebody may write it."""

    title: str
    granted: Day | None
    years: int | None
    owners: list[Owner]
    ends: date | None = None


@dataclass
class Resting:
    """Somebody buried in a unit; nobody knows who it is when there is no `soul`."""

    soul: Soul | None
    died: Day | None
    buried: Day | None = None
    born: Day | None = None
    exhumed: Day | None = None
    remains: str = "body"


@dataclass
class Place:
    """A unit: `planted` are the contradictions about it, `source` where a hand wrote of it and what it `tells`."""

    block: str
    number: str
    kind: str
    floor: int | None = None
    state: str = ""
    rights: list[Right] = field(default_factory=list)
    dead: list[Resting] = field(default_factory=list)
    planted: list[str] = field(default_factory=list)
    partners: list[Place] = field(default_factory=list)
    source: list[Line] = field(default_factory=list)
    tells: list[str] = field(default_factory=list)

    @property
    def lines(self) -> list[Resting | None]:
        """The dead, each on a line of his own; a unit without any has one line too."""
        return [*self.dead] or [None]

    def stands_in(self, sheet: str, row: int, cell: str = "", *, tells: str = UNIT + RIGHT + BURIAL) -> None:
        """Remember a row that speaks of this unit, and which facts about it stand there."""
        where: Line = {"sheet": sheet, "row": row}
        self.source.append(where | {"cell": cell} if cell else where)
        self.tells.append(tells)


@dataclass(frozen=True)
class Block:
    """A part of a cemetery: units of one kind, numbered from `first` to `last`, on so many floors (0: none)."""

    name: str
    kind: str
    first: int
    last: int
    floors: int = 5


@dataclass(frozen=True)
class Habits:
    """What a cemetery's books contain: shares between 0 and 1, and the years they cover."""

    bis: float = 0.03
    taken: float = 0.82
    partial: float = 0.12
    doubtful: float = 0.03
    vague: float = 0.0
    unknown: float = 0.02
    ashes_after: int = 1985
    first_year: int = 1915
    last_year: int = 2019
    exhumed: float = 0.0
    most_dead: int = 4


class Inventor:
    """Invents the units of one cemetery from a seed."""

    def __init__(self, seed: int, habits: Habits | None = None) -> None:
        self.rng = random.Random(seed)
        self.habits = habits or Habits()
        self.souls: list[Soul] = []
        self.owners: list[Owner] = []
        self.laid: set[str] = set()
        self.title = 100 + seed % 50

    def cemetery(self, blocks: Sequence[Block]) -> list[Place]:
        """The units of all blocks in their order."""
        return [place for block in blocks for place in self._block(block)]

    def _block(self, block: Block) -> list[Place]:
        places = []
        for order, number in enumerate(range(block.first, block.last + 1)):
            floor = 1 + order % block.floors if block.floors else None
            places.append(self._place(block, str(number), floor))
            if self.rng.random() < self.habits.bis and block.floors:
                places.append(self._place(block, f"{number} bis", floor))
        return places

    def _place(self, block: Block, number: str, floor: int | None) -> Place:
        place = Place(block.name, number, block.kind, floor)
        if self.rng.random() >= self.habits.taken:
            place.state = "free"
            return place
        right = self.right()
        place.rights.append(right)
        start = right.granted.day if right.granted else self.some_day()
        place.state = "expired" if right.ends and right.ends < date(self.habits.last_year, 1, 1) else "occupied"
        self._bury(place, right, start)
        return place

    def _bury(self, place: Place, right: Right, start: date) -> None:
        family = right.owners[0].soul.surname1 if right.owners[0].soul else self.rng.choice(SURNAMES)
        for order in range(self.rng.choice([0, 1, 1, 2, 2, 3, 4])):
            if order >= self.habits.most_dead:
                return
            start += timedelta(days=self.rng.randrange(1, 4500))
            if start.year > self.habits.last_year:
                return
            place.dead.append(self.resting(family, start, right.owners[0] if order else None))

    def resting(self, family: Spellings, died: date, holder: Owner | None) -> Resting:
        """Somebody who died on a day; the holder himself now and then, who then rests under his own title."""
        rng = self.rng
        soul: Soul | None = self.soul(rng.choice([family, family, rng.choice(SURNAMES)]))
        if holder is not None and holder.soul and holder.soul.key not in self.laid and rng.random() < 0.12:
            soul = holder.soul
            self.laid.add(soul.key)
        if rng.random() < self.habits.unknown:
            soul = None
        day = self._as_known(died)
        buried = Day(died + timedelta(days=rng.choice([1, 1, 2, 3]))) if day.precision == "day" else None
        born = Day(died - timedelta(days=rng.randrange(300, 33_000)))
        remains = (
            rng.choice(["body", "ashes"])
            if died.year >= self.habits.ashes_after
            else rng.choice(["body"] * 9 + ["remains"])
        )
        exhumed = None
        if rng.random() < self.habits.exhumed:
            exhumed = Day(died + timedelta(days=rng.randrange(2000, 7000)))
        return Resting(soul, day, buried, born, exhumed, remains)

    def _as_known(self, day: date) -> Day:
        if self.rng.random() < self.habits.vague:
            return self.rng.choice([Day(day, "decade"), Day(day, "year", "~")])
        if self.rng.random() < self.habits.partial:
            mark = "?" if self.rng.random() < 0.2 else ""
            return Day(day, self.rng.choice(["month", "year"]) if not mark else "year", mark)
        return Day(day, "year", "?") if self.rng.random() < self.habits.doubtful else Day(day)

    def soul(self, family: Spellings | None = None) -> Soul:
        """Somebody new; one in six is known by a single surname."""
        rng = self.rng
        second = rng.choice(SURNAMES) if rng.random() > 0.16 else None
        given = rng.choice(rng.choice([GIVEN_MEN, GIVEN_WOMEN]))
        first = family or rng.choice(SURNAMES)
        if first[0] == "Hereu" and second and second[0].startswith("de"):
            second = None  # "Hereu del Río" would be read as the heir of somebody by anyone
        soul = Soul(f"p{len(self.souls) + 1}", given, first, second)
        self.souls.append(soul)
        return soul

    def some_day(self) -> date:
        """A day in the years of the books."""
        first = date(self.habits.first_year, 1, 1)
        return first + timedelta(days=self.rng.randrange((date(self.habits.last_year, 1, 1) - first).days))

    def right(self) -> Right:
        """A title: perpetual or for so many years, at times granted on a day nobody knows."""
        rng = self.rng
        self.title += 1
        start = self.some_day()
        years = rng.choice([5, 25, 50, 50, 50, 99, None, None])
        granted = self._as_known(start) if rng.random() > 0.05 else None
        if granted and (granted.mark or granted.precision == "decade"):
            granted = Day(start, "year")
        ends = years_after(start, years) if years and granted and granted.precision == "day" else None
        return Right(str(self.title), granted, years, self._owners_of(start), ends)

    def _owners_of(self, start: date) -> list[Owner]:
        rng = self.rng
        draw = rng.random()
        if draw < 0.04:
            return [Owner(None, rng.choice(INSTITUTIONS), "institution")]
        if draw < 0.12 and self.owners:
            return [rng.choice(self.owners)]
        owner = Owner(self.soul(), address=rng.choice(STREETS), national_id=self._national_id(start))
        if draw > 0.93:
            return [owner, Owner(self.soul(), role="co_holder")]
        if draw > 0.86:
            return [Owner(owner.soul, is_estate=True, national_id=owner.national_id, address=owner.address)]
        if draw > 0.82:
            return [Owner(owner.soul, role="widow_of", address=owner.address)]
        self.owners.append(owner)
        return [owner]

    def _national_id(self, start: date) -> str:
        if start.year < 1950 or self.rng.random() < 0.25:
            return ""
        number = self.rng.randrange(10_000_000, 80_000_000)
        return f"{number}{LETTERS[number % 23]}"


def years_after(day: date, years: int) -> date:
    """The same day so many years on; of 29 February, the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
