"""Invented people: names by frequency, national identity numbers with their letter, addresses of no real town.

Nobody here is real: given names and surnames are drawn apart from each other from `fixtures/names.json`.
"""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from pathlib import Path
from random import Random

NAMES_FILE = Path(__file__).resolve().parent.parent / "fixtures" / "names.json"
LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"
STREETS = (
    "C/ Major", "C/ Nou", "C/ del Forn", "Pl. de l'Església", "Raval de Baix", "Ctra. de Manresa",
    "C/ de la Font", "C/ Sant Antoni", "Av. Catalunya", "C/ de les Escoles", "Pg. de la Rambla",
)  # fmt: skip
FARMS = ("Mas Pujolar", "Cal Ferrer", "Can Soler", "Mas Rovira", "Cal Teixidor")


@dataclass(frozen=True)
class GivenName:
    """A given name in Catalan with the Castilian spelling of the same name."""

    catalan: str
    castilian: str
    era: str


@dataclass(frozen=True)
class Invented:
    """One invented person, named as a register of her time would name her."""

    given: GivenName
    surname1: str
    surname2: str
    is_castilian: bool = False

    @property
    def given_name(self) -> str:
        """The given name in the language of the entry."""
        return self.given.castilian if self.is_castilian else self.given.catalan

    @property
    def full(self) -> str:
        """Name and both surnames, without the particle."""
        return f"{self.given_name} {self.surname1} {self.surname2}"


@functools.cache
def _surnames() -> tuple[list[str], list[int]]:
    rows = json.loads(NAMES_FILE.read_text(encoding="utf-8"))["surnames"]
    return [row["name"] for row in rows], [row["weight"] for row in rows]


@functools.cache
def _given_names(sex: str, era: str) -> tuple[list[GivenName], list[int]]:
    rows = json.loads(NAMES_FILE.read_text(encoding="utf-8"))["given"]
    rows = [row for row in rows if row["sex"] == sex and row["era"] in (era, "mid")]
    return [GivenName(row["ca"], row["es"], row["era"]) for row in rows], [row["weight"] for row in rows]


def draw_surname(random: Random) -> str:
    """One surname, the common ones more often."""
    names, weights = _surnames()
    return random.choices(names, weights)[0]


def draw_given(random: Random, *, born_year: int, sex: str = "") -> GivenName:
    """One given name as was usual for somebody born in `born_year`."""
    names, weights = _given_names(sex or random.choice("mf"), "old" if born_year < 1952 else "new")
    return random.choices(names, weights)[0]


def draw_person(random: Random, *, born_year: int, family: str = "", sex: str = "") -> Invented:
    """One person; `family` is the first surname, drawn when not given. Offices wrote in Castilian from 1939 to 1977."""
    return Invented(
        given=draw_given(random, born_year=born_year, sex=sex),
        surname1=family or draw_surname(random),
        surname2=draw_surname(random),
        is_castilian=random.random() < (0.18 if born_year < 1960 else 0.04),
    )


def draw_national_id(random: Random, *, is_wrong: bool = False) -> str:
    """A DNI whose letter fits its eight figures (rest of the division by 23), or does not when `is_wrong`."""
    number = random.randint(30_000_000, 79_999_999)
    place = number % 23
    return f"{number:08d}{LETTERS[(place + 7) % 23 if is_wrong else place]}"


def draw_street(random: Random) -> str:
    """An address in a town of invented streets."""
    if random.random() < 0.06:
        return f"{random.choice(FARMS)}, s/n"
    street = f"{random.choice(STREETS)}, {random.randint(1, 86)}"
    if random.random() < 0.3:
        street += f", {random.randint(1, 4)}r {random.randint(1, 3)}a".replace("2r", "2n").replace("4r", "4t")
    return street
