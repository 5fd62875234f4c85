"""What became of one unit: the right on it and the people who were buried there, year after year.

Pure and drawn from a seeded generator; every date is counted back from the day `on` on which the demo is made, so that
in any year some rights end soon and some have ended.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from demo.people import Invented, draw_given, draw_national_id, draw_person, draw_street, draw_surname

MAX_DEAD = 4
FREE, CONCEDED, IN_FORCE, PERPETUAL, SOON, THIS_YEAR, EXPIRED = (
    "free", "conceded", "in_force", "perpetual", "soon", "this_year", "expired",
)  # fmt: skip
SITUATIONS = (FREE, CONCEDED, IN_FORCE, PERPETUAL, SOON, THIS_YEAR, EXPIRED)


@dataclass(frozen=True)
class Right:
    """A right as granted: its title, first day and years; `years` is None for a perpetual one."""

    title: int
    granted_on: date
    years: int | None

    @property
    def ends_on(self) -> date | None:
        """The day on which the years are over."""
        return None if self.years is None else years_after(self.granted_on, self.years)


@dataclass(frozen=True)
class Dead:
    """Somebody who rests in the unit."""

    person: Invented
    died_on: date
    born_year: int
    remains: str = ""


@dataclass(frozen=True)
class Holder:
    """Who the register says holds the right."""

    person: Invented
    manner: str = "plain"
    co_holder: Invented | None = None
    national_id: str = ""
    street: str = ""
    lives_elsewhere: bool = False


@dataclass(frozen=True)
class UnitHistory:
    """Everything the old register knows of one unit."""

    right: Right | None = None
    holder: Holder | None = None
    dead: tuple[Dead, ...] = field(default=())


def years_after(day: date, years: int) -> date:
    """The same day `years` later; 29 February becomes 28."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def situation_weights(built_year: int, on: date) -> tuple[int, ...]:
    """How often each of SITUATIONS is met in a wall of that age: old walls are perpetual, new ones half empty."""
    age = on.year - built_year
    if age > 85:
        return (5, 2, 21, 60, 2, 3, 7)
    if age > 50:
        return (5, 4, 51, 24, 2, 5, 9)
    if age > 30:
        return (9, 7, 66, 3, 2, 6, 7)
    return (40, 12, 40, 0, 1, 2, 3)


class Historian:
    """Draws the history of unit after unit, giving title numbers in order."""

    def __init__(self, random: Random, on: date) -> None:
        """Start a register whose facts are told on the day `on`."""
        self.random = random
        self.on = on
        self.title = 100
        self.known: list[Holder] = []

    def tell(self, built_year: int, *, situation: str = "", max_dead: int = MAX_DEAD) -> UnitHistory:
        """The history of one unit of a wall built in `built_year`."""
        situation = situation or self.random.choices(SITUATIONS, situation_weights(built_year, self.on))[0]
        if situation == FREE:
            return UnitHistory()
        right = self._right(situation, built_year)
        family = draw_surname(self.random)
        dead = () if situation == CONCEDED else self._dead(right, family, max_dead)
        return UnitHistory(right, self._holder(right, family, dead), dead)

    def _right(self, situation: str, built_year: int) -> Right:
        self.title += self.random.randint(1, 3)
        if situation == PERPETUAL:
            return Right(self.title, self._day_between(built_year, max(built_year + 1, 1976)), None)
        years = self.random.choices((50, 25, 5), (78, 14, 8) if built_year > 1960 else (88, 9, 3))[0]
        ends_on = self.on + timedelta(days=self._days_until_the_end(situation, years))
        granted_on = years_after(ends_on, -years)
        if granted_on.year < built_year:
            granted_on, years = years_after(ends_on, -25), 25
        if granted_on.year < built_year:
            granted_on, years = years_after(ends_on, -5), 5
        return Right(self.title, granted_on, years)

    def _days_until_the_end(self, situation: str, years: int) -> int:
        if situation == SOON:
            return self.random.randint(6, 84)
        if situation == THIS_YEAR:
            return self.random.randint(95, 400)
        if situation == EXPIRED:
            return -self.random.randint(20, 3600)
        earliest = 500 if years > 5 else 120
        return self.random.randint(earliest, int(years * 365.25) - 30)

    def _day_between(self, first_year: int, last_year: int) -> date:
        start = date(first_year, 1, 7)
        return start + timedelta(days=self.random.randint(0, max(1, (last_year - first_year) * 365)))

    def _dead(self, right: Right, family: str, max_dead: int) -> tuple[Dead, ...]:
        last_day = min(self.on - timedelta(days=4), right.ends_on or self.on)
        died_on = right.granted_on - timedelta(days=self.random.randint(2, 9))
        wanted = self.random.choices(range(1, max_dead + 1), [34, 33, 22, 11, 8, 6, 4, 3][:max_dead])[0]
        dead: list[Dead] = []
        while len(dead) < wanted and died_on < last_day:
            dead.append(self._one_dead(died_on, family))
            died_on += timedelta(days=self.random.randint(760, 7500))
        return tuple(dead)

    def _one_dead(self, died_on: date, family: str) -> Dead:
        born_year = died_on.year - min(99, max(1, int(self.random.gauss(76, 14))))
        is_kin = self.random.random() < 0.68
        person = draw_person(self.random, born_year=born_year, family=family if is_kin else "")
        remains = ""
        if died_on.year > 1994 and self.random.random() < 0.16:
            remains = "cendres"
        elif died_on.year < 1985 and self.random.random() < 0.05:
            remains = "restes"
        return Dead(person, died_on, born_year, remains)

    def _holder(self, right: Right, family: str, dead: tuple[Dead, ...]) -> Holder:
        if self.known and self.random.random() < 0.025:
            return self.random.choice(self.known)
        year = right.granted_on.year
        manner = self._manner(self.on.year - year, bool(dead))
        born_year = max(year, 1958) - self.random.randint(24, 48)
        person = draw_person(self.random, born_year=born_year, family=family, sex="m" if manner == "widow" else "")
        has_papers = year > 1976 or self.random.random() < 0.25
        holder = Holder(
            person=person,
            manner=manner,
            co_holder=self._co_holder(person) if manner == "plain" else None,
            national_id=draw_national_id(self.random) if has_papers and manner == "plain" else "",
            street=draw_street(self.random) if self.random.random() < 0.93 else "",
            lives_elsewhere=self.random.random() < 0.15,
        )
        if holder.national_id:
            self.known.append(holder)
        return holder

    def _manner(self, age: int, has_dead: bool) -> str:
        if age < 22 or not has_dead:
            return "plain"
        return self.random.choices(("plain", "estate", "widow"), (80, 16, 4) if age < 55 else (48, 44, 8))[0]

    def _co_holder(self, person: Invented) -> Invented | None:
        if self.random.random() > 0.035:
            return None
        given = draw_given(self.random, born_year=1955)
        return None if given == person.given else Invented(given, person.surname1, person.surname2)
