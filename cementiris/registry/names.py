"""Names of persons as registers write them: folded for searching, and split into their three parts.

Catalan and Spanish people bear a given name and two surnames, at times joined by *i* or *y*; a register writes
them in either order, with or without accents, in Catalan or in Castilian. Nothing here changes a spelling:
splitting only cuts the text, and folding makes keys that are never shown.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from sys import intern

_HERE = Path(__file__).parent
_NOT_WORD = re.compile(r"[^0-9a-z]+")
_BLANKS = re.compile(r"\s+")
_PLAIN_LETTERS = str.maketrans("àáâäãåèéêëìíîïòóôöõùúûüçñý", "aaaaaaeeeeiiiiooooouuuucny", "ªº")
_JOINING = frozenset({"i", "y", "e"})
_DROPPED = frozenset({"i", "y", "de", "del", "d", "la", "las", "los", "les", "els", "el", "dels"})
_LEADING = frozenset(
    {
        "de",
        "del",
        "dels",
        "la",
        "las",
        "los",
        "les",
        "els",
        "san",
        "sant",
        "santa",
        "von",
        "van",
        "der",
        "di",
        "da",
        "dos",
        "das",
        "mac",
        "mc",
    }
)
_OF_SURNAMES = frozenset({"el", "al", "ait", "ould", "ibn", "bin", "ben", "le", "du"})
_COURTESY_WORDS = (
    "sr sra sres sras srta d dª dn don dona doña dña",
    "mossèn mossen mn rvd rvdo rev fray dr dra il·lm excm ilmo excmo mr mrs ms miss",
)
_COURTESY = frozenset(word for line in _COURTESY_WORDS for word in line.split())
_BEFORE_GIVEN = frozenset(
    {"en", "na", "fra", "sor", "pare", "padre", "germà", "germana", "hermano", "hermana", "madre"}
)
_MARIA = "maria"
_SAINTS = frozenset({("joan", "bautista"), ("joan", "baptista"), ("joan", "bta"), ("joan", "bosco")})


@dataclass(frozen=True, slots=True)
class NameParts:
    """A name cut into its parts, each as it was written; an empty text where there is none."""

    given_name: str = ""
    surname1: str = ""
    surname2: str = ""


@dataclass(frozen=True, slots=True)
class _Lexicon:
    given: frozenset[str]
    also_surnames: frozenset[str]
    compounds: frozenset[tuple[str, str]]


@lru_cache(maxsize=32768)
def fold(text: str) -> str:
    """Write without accents, capitals, punctuation and double blanks: ``Gal·la d'Òdena`` → ``galla d odena``."""
    plain = text.lower()
    if not plain.isascii():
        plain = plain.replace("l·l", "ll").translate(_PLAIN_LETTERS)
        if not plain.isascii():
            plain = _without_accents(plain)
    return _NOT_WORD.sub(" ", plain).strip()


@lru_cache(maxsize=16384)
def search_key(text: str) -> str:
    """The key by which a name is sought: folded, without particles, equivalent names under one form.

    ``José Puch y Vila`` and ``Josep Puig i Vila`` give the same key, which begins and ends with a blank so that
    whole words can be matched anywhere in it.
    """
    words = [_canonical(word) for word in fold(text).split() if word not in _DROPPED]
    return f" {' '.join(words)} " if words else ""


@lru_cache(maxsize=8192)
def split_name(text: str, *, surname_first: bool | None = None) -> NameParts:
    """Cut a name into given name, first and second surname, never adding or changing a letter.

    `surname_first` tells the order when it is known (of a whole column, say); a comma always means that the
    surnames come first, and without either the words themselves decide.
    """
    before, comma, after = text.partition(",")
    if comma and after.strip() and before.strip():
        given, particles = _without_trailing_particles(_without_courtesy(after.strip(" ,.").split()))
        return _shared(NameParts(" ".join(given), *_surnames(_units(" ".join([*particles, before])))))
    units = _units(text.replace(",", " "))
    if surname_first is None:
        surname_first = is_surname_first(text) is True
    elif surname_first and _begins_shortened(units):
        surname_first = False
    return _shared(_surname_first(units) if surname_first else _given_first(units))


def _shared(parts: NameParts) -> NameParts:
    """The parts with each word once in memory: a register of a town has few names, each of them often."""
    return NameParts(intern(parts.given_name), intern(parts.surname1), intern(parts.surname2))


def _begins_shortened(units: list[str]) -> bool:
    """*Fco. Ruiz*: what is shortened at the front is a given name, in whatever order the others stand."""
    return len(units) > 1 and units[0][-1] in ".ªº" and units[-1][-1] not in ".ªº"


def is_surname_first(text: str) -> bool | None:
    """Whether a name begins with the surnames; None where its words do not tell."""
    if "," in text.strip(" ,"):
        return True
    units = [unit for unit in _units(text) if unit.lower() not in _JOINING]
    if len(units) < 2:
        return None
    if is_given_name(units[0]):
        return False if _is_surely_given(units[0]) and not _is_surely_given(units[-1]) else None
    ends_with_saint = len(units) > 2 and _is_surely_given(units[-2]) and _is_of_saint(units[-2], units[-1])
    return True if _is_surely_given(units[-1]) or ends_with_saint else None


@lru_cache(maxsize=65536)
def is_given_name(word: str) -> bool:
    """Whether the word is known as a given name (it may be a surname as well)."""
    return _known(word) in _lexicon().given


def _given_first(units: list[str]) -> NameParts:
    joint = _joint_at(units)
    if joint is not None and joint >= 2:
        return NameParts(" ".join(units[: joint - 1]), units[joint - 1], " ".join(units[joint + 1 :]))
    units = [unit for position, unit in enumerate(units) if position != joint]
    given_count = _given_count(units)
    return NameParts(" ".join(units[:given_count]), *_surnames(units[given_count:]))


def _given_count(units: list[str]) -> int:
    if len(units) <= 1:
        return 1 if units and _is_surely_given(units[0]) else 0
    if len(units) == 2:
        return 2 if _is_devotion(units[1]) and _canonical(_known(units[0])) == _MARIA else 1
    if _is_devotion(units[1]) or _is_initial(units[0]) or _is_of_saint(units[0], units[1]):
        return 3 if len(units) > 4 and _is_devotion(units[2]) else 2
    if len(units) == 3:
        is_double = _is_compound(units[0], units[1]) and _is_hardly_surname(units[1])
        return 2 if is_double or _is_before_foreign_surname(units) else 1
    return 1 if _is_of_husband(units) else len(units) - 2


def _is_of_saint(first: str, second: str) -> bool:
    """*Juan Bautista*, *Juan de Dios*: a saint's name, though its second half is borne as a surname as well."""
    words = fold(second).split()
    pair = (_canonical(_known(first)), words[-1] if words else "")
    return pair in _SAINTS or (len(words) > 1 and words[0] in ("de", "del") and pair in _lexicon().compounds)


def _is_before_foreign_surname(units: list[str]) -> bool:
    """*Fatima Zahra El Amrani*: two given names before one surname with an article of its own."""
    return units[2].partition(" ")[0].lower() in _OF_SURNAMES and is_given_name(units[0]) and is_given_name(units[1])


def _is_of_husband(units: list[str]) -> bool:
    """*Carme Puig Vila de Coll*: two surnames of her own, and the husband's after *de*."""
    return len(units) == 4 and units[3].lower().startswith("de ") and not is_given_name(units[1])


def _surname_first(units: list[str]) -> NameParts:
    joint = _joint_at(units)
    if joint is not None and len(units) > joint + 1:
        return NameParts(" ".join(units[joint + 2 :]), " ".join(units[:joint]), units[joint + 1])
    units = [unit for position, unit in enumerate(units) if position != joint]
    surname_count = min(2, max(1, len(units) - 1))
    if len(units) == 3 and _begins_given(units[1], units[2]):
        surname_count = 1
    return NameParts(" ".join(units[surname_count:]), *_surnames(units[:surname_count]))


def _begins_given(word: str, after: str) -> bool:
    return _is_hardly_surname(word) and (_is_compound(word, after) or _is_devotion(after) or _is_head(word))


def _surnames(units: list[str]) -> tuple[str, str]:
    joint = _joint_at(units)
    if joint:
        return " ".join(units[:joint]), " ".join(units[joint + 1 :])
    return (units[0] if units else ""), " ".join(units[1:])


def _joint_at(units: list[str]) -> int | None:
    """The place of the *i* or *y* that joins two surnames, when something stands on both sides of it."""
    for position, unit in enumerate(units):
        if unit.lower() in _JOINING and 0 < position < len(units) - 1:
            return position
    return None


def _units(text: str) -> list[str]:
    """The words of a name, each with the particles that belong to it (*de la Torre*, *Sant Joan*)."""
    units: list[str] = []
    pending: list[str] = []
    for word in _without_courtesy(text.strip(" ,;.-").split()):
        key = word.lower().rstrip(".")
        if key in _LEADING or (units and key in _OF_SURNAMES):
            pending.append(word)
            continue
        units.append(" ".join([*pending, word]))
        pending = []
    return [*units, " ".join(pending)] if pending else units


def _without_courtesy(words: list[str]) -> list[str]:
    """The words of a name without *Sr.*, *Dña.*, *Mossèn*; *En*, *Sor* and the like only before a given name."""
    start = 0
    while start < len(words) - 1 and _is_courtesy(words[start], words[start + 1]):
        start += 1
    return words[start:] if start else words


def _is_courtesy(word: str, following: str) -> bool:
    key = word.lower().rstrip(".")
    return key in _COURTESY or (key in _BEFORE_GIVEN and is_given_name(following))


def _without_trailing_particles(words: list[str]) -> tuple[list[str], list[str]]:
    """*Torre Vila, Josep de la*: what stands behind a given name belongs before the surname."""
    end = len(words)
    while end > 1 and words[end - 1] in ("de", "la", "del", "dels", "las", "los", "els", "les"):
        end -= 1
    return words[:end], words[end:]


def _without_accents(text: str) -> str:
    return "".join(mark for mark in unicodedata.normalize("NFD", text) if not unicodedata.combining(mark))


@lru_cache(maxsize=65536)
def _known(word: str) -> str:
    return _NOT_WORD.sub("", fold(word))


@lru_cache(maxsize=65536)
def _canonical(word: str) -> str:
    found = _equivalents().get(word)
    return found if found is not None else word.replace("ny", "n")


@lru_cache(maxsize=65536)
def _is_surely_given(unit: str) -> bool:
    known = _known(unit)
    return known in _lexicon().given and known not in _lexicon().also_surnames


def _is_hardly_surname(unit: str) -> bool:
    return _known(unit) not in _lexicon().also_surnames


def _is_compound(first: str, second: str) -> bool:
    pair = (_canonical(_known(first)), _canonical(_known(second)))
    return pair in _lexicon().compounds


def _is_head(word: str) -> bool:
    return _canonical(_known(word)) in _heads()


def _is_initial(word: str) -> bool:
    return len(word.rstrip(".ªº")) == 1 and word[-1] in ".ªº"


def _is_devotion(unit: str) -> bool:
    """Whether a unit is the second half of a name like *Maria del Carme* or *María de los Ángeles*."""
    words = fold(unit).split()
    return len(words) > 1 and words[0] in ("de", "del", "dels") and is_given_name(words[-1])


@cache
def _equivalents() -> dict[str, str]:
    return _forms("equivalent_names.txt") | _forms("equivalent_surnames.txt")


@cache
def _forms(filename: str) -> dict[str, str]:
    forms: dict[str, str] = {}
    for line in _lines(filename):
        canonical, *others = line.split()
        forms |= {fold(other): canonical for other in (canonical, *others)}
    return forms


@cache
def _lexicon() -> _Lexicon:
    given: set[str] = set(_forms("equivalent_names.txt")) - {"m", "ma"}
    either: set[str] = set()
    compounds: set[tuple[str, str]] = set()
    for line in _lines("given_names.txt"):
        head, *seconds = line.split()
        name = head.rstrip("~")
        given.add(name)
        if head.endswith("~"):
            either.add(name)
        compounds.update((_canonical(name), _canonical(second)) for second in seconds)
    return _Lexicon(frozenset(given), frozenset(either), frozenset(compounds))


@cache
def _heads() -> frozenset[str]:
    return frozenset(first for first, _ in _lexicon().compounds)


def _lines(filename: str) -> list[str]:
    text = (_HERE / filename).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
