"""How an old register writes things down: dates in many forms, names with and without "i", estates and widows."""

from __future__ import annotations

from datetime import date
from random import Random

from demo.history import Dead, Holder, Right
from demo.people import Invented

MONTHS = (
    "gener", "febrer", "març", "abril", "maig", "juny",
    "juliol", "agost", "setembre", "octubre", "novembre", "desembre",
)  # fmt: skip
ESTATES = ("Hereus", "Hereus", "Hrus.")
SEPARATORS = ("; ", "\n", " / ")


def with_preposition(word: str, name: str) -> str:
    """ "cendres de Maria", "restes d'Anna"."""
    return f"{word} d'{name}" if name[0] in "AEIOUÀÁÈÉÍÒÓÚao" else f"{word} de {name}"


class Scribe:
    """Writes one register in its own uneven hand."""

    def __init__(self, random: Random) -> None:
        """Take the seeded generator from which every whim of the hand is drawn."""
        self.random = random

    def name(self, person: Invented) -> str:
        """Name and surnames: half of them with the particle, some with one surname, some Maries cut to Mª."""
        given = person.given_name
        if given.startswith(("Maria ", "María ")) and self.random.random() < 0.3:
            given = self.random.choice(("Mª ", "M. ")) + given.split(" ", 1)[1]
        if self.random.random() < 0.07:
            return f"{given} {person.surname1}"
        joint = " " if person.is_castilian or self.random.random() < 0.5 else " i "
        return f"{given} {person.surname1}{joint}{person.surname2}"

    def holder(self, holder: Holder) -> str:
        """The holder's cell: a person, two, an estate or a widow."""
        name = self.name(holder.person)
        if holder.manner == "estate":
            return with_preposition(self.random.choice(ESTATES), name)
        if holder.manner == "widow":
            return with_preposition("Vda.", name)
        if holder.co_holder is not None:
            return f"{name} / {self.name(holder.co_holder)}"
        return name

    def day(self, day: date) -> date | str | int:
        """The day of a grant: mostly a date cell, sometimes words, sometimes only the year."""
        draw = self.random.random()
        if draw < 0.55:
            return day
        if draw < 0.88:
            return f"{day:%d/%m/%Y}"
        if draw < 0.96:
            return f"{with_preposition(str(day.day), MONTHS[day.month - 1])} de {day.year}"
        return day.year if day.year < 1950 else day

    def end(self, right: Right) -> date | str:
        """The end of a right; half of the registers leave it to be reckoned."""
        if right.ends_on is None or self.random.random() < 0.45:
            return ""
        return right.ends_on if self.random.random() < 0.6 else f"{right.ends_on:%d/%m/%Y}"

    def years(self, right: Right) -> int | str:
        """The years granted."""
        if right.years is None:
            return self.random.choice(("perpetu", "a perpetuïtat", "Perpètua", "perpetu"))
        return right.years if self.random.random() < 0.7 else f"{right.years} anys"

    def floor(self, floor: int) -> int | str:
        """The floor of a niche."""
        if self.random.random() < 0.7:
            return floor
        ordinal = {1: "1a", 2: "2a", 3: "3a", 4: "4a"}.get(floor, f"{floor}a")
        return self.random.choice((ordinal, f"{ordinal} fila", str(floor)))

    def dead(self, dead: tuple[Dead, ...]) -> str:
        """Everybody who rests in the unit, in one cell."""
        return self.random.choice(SEPARATORS).join(self._one(one) for one in dead)

    def _one(self, one: Dead) -> str:
        name = self.name(one.person)
        name = with_preposition(one.remains, name) if one.remains else name
        return f"{name} ({self._death(one)})"

    def _death(self, one: Dead) -> str:
        died = one.died_on
        draw = self.random.random()
        if died.year < 1960 and draw < 0.10:
            return self.random.choice((f"{died.year}?", f"cap a {died.year}", "s/d", f"{died.year}"))
        if draw < 0.20:
            return f"{one.born_year}-{died.year}"
        if draw < 0.29:
            return str(died.year)
        if draw < 0.35:
            return self.random.choice((f"{MONTHS[died.month - 1]} {died.year}", f"{died:%m/%Y}"))
        if draw < 0.42 and died.year < 2000:
            return f"{died.day}-{died.month}-{died:%y}"
        return self.random.choice(("", "†", "†", "m. ")) + f"{died:%d/%m/%Y}"
