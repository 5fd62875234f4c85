"""The dirt of a hand: how one secretary writes names, days, codes and terms, and what is left to be read of them."""

from __future__ import annotations

import random
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.imports.hands.cemetery import Day, Line, Owner, Resting, Right, Soul, years_after
from tests.imports.hands.names import GIVEN_WOMEN, MONTHS, SHORT_MONTHS

CATALAN, CASTILIAN = 0, 1
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_ABBREVIATED = {
    "Maria": "Mª",
    "María": "Mª",
    "Francisco": "Fco.",
    "Francesc": "Fc.",
    "Antonio": "Ant.",
    "José": "Jose",
    "Juan": "J.",
    "Montserrat": "Montse.",
}
_SHORTENED = {word: short for word, short in _ABBREVIATED.items() if short in ("Mª", "Fco.")}


@dataclass(frozen=True)
class Written:
    """A name as it stands on paper, and the parts of it that can still be read there."""

    text: str
    given: str | None
    surname1: str | None
    surname2: str | None

    @property
    def parts(self) -> Line:
        """The name for a line of truth."""
        return {
            "given_name": self.given,
            "surname1": self.surname1,
            "surname2": self.surname2,
            "text": self.text,
        }


@dataclass(frozen=True)
class Manner:
    """How names and days are written.

    `joined`, `shortened`, `translated`, `courtesy`: the share of names with an *i*, shortened, in the other language,
    with *D.* before them. `houses`: what stands in brackets behind a holder now and then.
    """

    language: int = CATALAN
    order: str = "given"
    capitals: bool = False
    accents: float = 1.0
    joined: float = 0.3
    shortened: float = 0.15
    translated: float = 0.1
    dates: tuple[str, ...] = ("slash",)
    estate: tuple[str, ...] = ("Hereus de ",)
    widow: tuple[str, ...] = ("Vda. de ",)
    courtesy: float = 0.0
    houses: tuple[str, ...] = ()


class Scribe:
    """One hand, which draws its dirt from one seed."""

    def __init__(self, seed: int, manner: Manner) -> None:
        self.rng = random.Random(seed * 7919 + 13)
        self.manner = manner

    # --- names -------------------------------------------------------------------------------------------------

    def name(self, soul: Soul, width: int = 0) -> Written:
        """Write somebody's name in one field, cut off after `width` letters when the field is narrow."""
        given, first, second = self._words(soul)
        title = self._title(soul)
        if self.manner.order == "given":
            joint = self._joint() if second else " "
            pieces = [("", title), ("given", given), ("", " "), ("first", first), ("", joint), ("second", second)]
        else:
            comma = ", " if self.manner.order == "comma" else " "
            pieces = [("first", first), ("", " "), ("second", second), ("", comma + title), ("given", given)]
        if not second:
            at = [place for place, _ in pieces].index("second")
            del pieces[at - 1 : at + 1]
        return _cut(pieces, width)

    def _title(self, soul: Soul) -> str:
        """*D.* or *Dña.* before a given name, where the hand is polite."""
        if self.rng.random() >= self.manner.courtesy:
            return ""
        is_woman = any(soul.given == given for given in GIVEN_WOMEN)
        title = self.rng.choice(["Dña. ", "Dª "]) if is_woman else "D. "
        return title.upper() if self.manner.capitals else title

    def fields(self, soul: Soul, widths: tuple[int, int, int] = (0, 0, 0)) -> Written:
        """Write a name in three fields, each cut off at its own width."""
        given, first, second = (
            word[:width].strip() if width else word for word, width in zip(self._words(soul), widths, strict=True)
        )
        return Written(" ".join(filter(None, (given, first, second))), given, first, second or None)

    def _words(self, soul: Soul) -> tuple[str, str, str]:
        language = self.manner.language
        if self.rng.random() < self.manner.translated:
            language = 1 - language
        given, first = soul.given[language], soul.surname1[language]
        second = soul.surname2[language] if soul.surname2 else ""
        if self.rng.random() < self.manner.shortened:
            head, _, rest = given.partition(" ")
            given = f"{_SHORTENED.get(head, head)} {rest}".strip() if rest else given
        given, first, second = (self.letters(word) for word in (given, first, second))
        return given, first, second

    def letters(self, word: str) -> str:
        """A word in this hand's letters: in capitals, and without accents now and then."""
        if self.rng.random() >= self.manner.accents:
            word = without_accents(word)
        return word.upper() if self.manner.capitals else word

    def _joint(self) -> str:
        if self.rng.random() >= self.manner.joined:
            return " "
        joint = " i " if self.manner.language == CATALAN else " y "
        return joint.upper() if self.manner.capitals else joint

    def owner(self, owner: Owner, width: int = 0, *, with_id: bool = True) -> tuple[str, Line]:
        """Write who stands on a title; gives the text and the truth about it."""
        if owner.soul is None:
            text = self.letters(owner.institution[self.manner.language])[: width or None]
            return text, _holder(Written(text, None, None, None), owner, "institution", with_id=False)
        prefix = ""
        if owner.is_estate:
            prefix = self.rng.choice(self.manner.estate)
        elif owner.role == "widow_of":
            prefix = self.rng.choice(self.manner.widow)
        prefix = prefix.upper() if self.manner.capitals else prefix
        name = self.name(owner.soul, width - len(prefix) if width else 0)
        house = f" ({self.rng.choice(self.manner.houses)})" if self.manner.houses and self.rng.random() < 0.1 else ""
        whole = Written(prefix + name.text + house, name.given, name.surname1, name.surname2)
        return whole.text, _holder(whole, owner, owner.role, with_id=with_id)

    def dead(self, person: Resting, unknown: str, width: int = 0) -> Written:
        """Write the name of somebody buried, or the word for nobody knows who."""
        return self.name(person.soul, width) if person.soul else Written(unknown, None, None, None)

    # --- days --------------------------------------------------------------------------------------------------

    def day(self, day: Day | None, unknown: tuple[str, ...] = ("",)) -> Any:
        """Write a day the way this hand does; a year alone may be a number."""
        if day is None:
            return self.rng.choice(unknown)
        if day.precision == "decade":
            return self._decade(day.day.year // 10 * 10)
        if day.precision == "year":
            about = ("c. ", "cap a ", "vers ") if self.manner.language == CATALAN else ("ca. ", "hacia ", "h. ")
            if day.mark == "~":
                return f"{self.rng.choice(about)}{day.day.year}"
            return f"{day.day.year}{day.mark}" if day.mark else self.rng.choice([day.day.year, str(day.day.year)])
        if day.precision == "month":
            return self.rng.choice(
                [
                    f"{day.day:%m/%Y}",
                    f"{MONTHS[day.day.month - 1][self.manner.language]} {self._de()}{day.day.year}",
                    f"{SHORT_MONTHS[day.day.month - 1][self.manner.language]} {day.day.year}",
                ]
            )
        return self.whole_day(day.day)

    def whole_day(self, day: date) -> Any:
        """Write a day of which everything is known; two figures of a year only in the twentieth century."""
        style = self.rng.choice(self.manner.dates)
        if style == "cell":
            return day
        if style == "serial" and day.year > 1907:  # earlier ones could be years
            days = (day - date(1899, 12, 30)).days
            return self.rng.choice([days, str(days)])
        if style == "short" and 1900 <= day.year < 2000:
            return f"{day.day}-{day.month}-{day:%y}"
        if style == "words":
            return self._in_words(day)
        if style == "roman":
            return f"{day.day}-{_ROMAN[day.month - 1]}-{day.year}"
        return {"dots": f"{day:%d.%m.%Y}", "iso": day.isoformat(), "dashes": f"{day:%d-%m-%Y}"}.get(
            style, f"{day:%d/%m/%Y}"
        )

    def _decade(self, first: int) -> str:
        years = "anys" if self.manner.language == CATALAN else "años"
        shorter = [f"{years} {first % 100}"] if 1920 <= first < 2000 else []
        return self.rng.choice([*shorter, f"{years} {first}", f"{first // 10}?"])

    def _in_words(self, day: date) -> str:
        month = MONTHS[day.month - 1][self.manner.language]
        if self.manner.language == CATALAN and month[0] in "aeo":
            return f"{day.day} d'{month} de {day.year}"
        return f"{day.day} de {month} de {day.year}"

    def _de(self) -> str:
        return self.rng.choice(["", "de ", "del "]) if self.manner.language == CATALAN else self.rng.choice(["", "de "])


def without_accents(text: str) -> str:
    """The text as an old typewriter leaves it: without accents, the ç and the ñ kept."""
    kept = {"ç": "ç", "ñ": "ñ", "Ç": "Ç", "Ñ": "Ñ"}
    plain = (
        letter if letter in kept else unicodedata.normalize("NFD", letter).encode("ascii", "ignore").decode()
        for letter in text
    )
    return "".join(plain)


def _cut(pieces: list[tuple[str, str]], width: int) -> Written:
    text = "".join(word for _, word in pieces)
    if not width or len(text) <= width:
        left = dict(pieces)
        return Written(text, left.get("given"), left.get("first"), left.get("second"))
    kept, room = dict[str, str](), width
    for place, word in pieces:
        if place and room > 0 and word[:room].strip():
            kept[place] = word[:room].strip()
        room -= len(word)
    return Written(text[:width].strip(), kept.get("given"), kept.get("first"), kept.get("second"))


def _holder(name: Written, owner: Owner, role: str, *, with_id: bool) -> Line:
    return name.parts | {
        "national_id": (owner.national_id or None) if with_id else None,
        "role": role,
        "is_estate": owner.is_estate,
        "person": owner.soul.key if owner.soul else None,
    }


# --- truth -----------------------------------------------------------------------------------------------------


def right_truth(right: Right, holders: list[Line], *, title: bool = True, ends: date | None = None) -> Line:
    """The truth about a right whose holders were written so; `ends` is the end if it was written."""
    granted = right.granted
    computed = ends.isoformat() if ends else None
    if ends is None and right.years and granted:
        computed = Day(years_after(granted.day, right.years), granted.precision).edtf
    return {
        "title_number": right.title if title else None,
        "granted_on": granted.edtf if granted else None,
        "term_years": right.years,
        "perpetual": right.years is None,
        "expires_on": computed,
        "holders": holders,
    }


def burial_truth(name: Written, *, remains: str = "body", **days: Day | None) -> Line:
    """The truth about somebody buried, with the days that the hand wrote."""
    known = {key: day.edtf if (day := days.get(key)) else None for key in ("died_on", "buried_on", "exhumed_on")}
    return name.parts | known | {"kind": remains}
