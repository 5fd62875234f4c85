"""Several people in one cell, cut apart where it is certain that one ends and another begins."""

from __future__ import annotations

import re

from cementiris.registry.names import is_given_name, is_surname_first, split_name
from imports.cleaning.person import without_prefix, without_relative

_HARD_BREAK = re.compile(
    r"\s*(?:\n|;|\s/\s|\||\s\+\s(?!\s*\d)|•|·\s|\s[–—]\s|(?<=\))\s*,|(?<=\))\s*/|"
    r"(?<!\b[cCsS])/(?=\s*[A-ZÀ-Ý][a-zà-ÿ]+\s)|"
    r"(?<=[\d)?])\s+-\s+(?=[A-ZÀ-Ý])|(?<=[A-Za-zÀ-ÿ.])/(?=[A-ZÀ-Ý]{2,}[ ,]))\s*(?![^()]*\))"
)
_LIST_SIGN = re.compile(r"(?:(?<=[\s;,.])|^)(?:(?:\d{1,2}\s?(?:[.)]-?|º-?|ª-?|-)|[a-d]\))\s+|\d{1,2}\.-)(?=[A-ZÀ-Ý†+])")
_LABEL = re.compile(
    r"(?:^|(?<=[/;\n(]|-)|(?<=[/;(-]\s))(?:titular\s+)?(?:actual|ara|ahora|nou|nuevo|abans|antes|anterior|antic|antiguo)"
    r"(?:ment|mente)?\s*:\s*",
    re.IGNORECASE,
)
_MAY_LIST = re.compile(r"(?:^|[\s;,.])(?:\d{1,2}\s?[-.)ºª]|[a-d]\))")
_SOFT_BREAK = re.compile(r"\s*[\n;]\s*(?![^()]*\))")
_MAY_BREAK_HARD = re.compile(r"[|+•·–—]|/(?!\d)|\)\s*[,/]|[\d)?]\s+-\s")
_MAY_SPLIT = re.compile(r",| - | (?:i|y|e|&|and) ", re.IGNORECASE)
_AND = re.compile(r"\s+(?:i|y|e|&|and)\s+", re.IGNORECASE)
_DASH = re.compile(r"\s+-\s+")
_NOTE = re.compile(r"\([^()]*\)?|\[[^\[\]]*\]?")
_REMAINS_LEAD = re.compile(
    r"^(?:restes|restos|cendres|cenizas|ashes|remains)\s+(?:del?\s+|d['’]|of\s+)?", re.IGNORECASE
)
_SHARED = re.compile(r"(?P<first>.+?)\s+(?:i|y|&|and)\s+(?P<second>.+)", re.IGNORECASE)
_JOINTS = frozenset({"i", "y", "&", "and"})
_PAIR = 2


def chunks_of(text: str) -> list[str]:
    """The cell cut at what always parts two people: line breaks, semicolons, strokes, numbers of a list."""
    if ":" in text:
        text = _LABEL.sub("", text)
    if _MAY_LIST.search(text):
        text = _LIST_SIGN.sub("; ", text)
    if _MAY_BREAK_HARD.search(text):
        return _HARD_BREAK.split(text)
    return _SOFT_BREAK.split(text) if ";" in text or "\n" in text else [text]


def names_in(text: str, surname_first: bool | None) -> list[str]:
    """The names of a chunk without dates: at commas, dashes and *i*, each only where both sides are whole names."""
    if not _MAY_SPLIT.search(text):
        return [text] if text.strip(" .,-/") else []
    if len(shared := _with_given_names_in_turn(text)) > 1:
        return shared
    return [
        piece
        for part in _split_at_commas(text, surname_first)
        for half in _split_at_dash(part, surname_first)
        for one in _split_at_and(half, surname_first)
        for piece in _with_shared_surnames(one)
        if piece.strip(" .,-/")
    ]


def is_whole_name(text: str, surname_first: bool | None) -> bool:
    """Whether a text has a given name that is known and a surname."""
    if len(text.split()) < _PAIR:
        return False
    bare = _REMAINS_LEAD.sub("", without_prefix(without_relative(_NOTE.sub(" ", text).strip()))[0])
    if len(bare.replace(",", " ").split()) < _PAIR:
        return False
    parts = split_name(bare, surname_first=surname_first)
    return bool(parts.surname1) and bool(parts.given_name) and is_given_name(parts.given_name.split()[0])


def _split_at_commas(text: str, surname_first: bool | None) -> list[str]:
    """Cut at commas when every piece is a whole name in one order, or surnames and given names take turns."""
    if "," not in text:
        return [text]
    pieces = [piece.strip() for piece in text.split(",")]
    if len(pieces) > _PAIR and len(pieces) % 2 == 0 and _take_turns(pieces):
        return [f"{surnames}, {given}" for surnames, given in zip(pieces[::2], pieces[1::2], strict=True)]
    if any(" " not in piece for piece in pieces) or not all(is_whole_name(piece, surname_first) for piece in pieces):
        return [text]
    return pieces if {is_surname_first(piece) for piece in pieces} in ({False}, {True}) else [text]


def _take_turns(pieces: list[str]) -> bool:
    """*Puig Vila, Josep, Coll Pi, Maria*: every second piece is nothing but given names, and no other begins so."""
    return all(_is_given_only(piece) for piece in pieces[1::2]) and not any(map(_is_given_only, pieces[::2]))


def _is_given_only(text: str) -> bool:
    words = [word for word in _NOTE.sub(" ", text).split() if word.lower() not in ("del", "de", "la", "dels", "los")]
    return bool(words) and is_given_name(words[0]) and all(is_given_name(word) or len(word) <= _PAIR for word in words)


def _split_at_dash(text: str, surname_first: bool | None) -> list[str]:
    if " - " not in text:
        return [text]
    pieces = _DASH.split(text)
    return pieces if all(is_whole_name(piece, surname_first) for piece in pieces) else [text]


def _split_at_and(text: str, surname_first: bool | None) -> list[str]:
    """Cut at an *i* or *y* that joins two people, and leave the one that joins two surnames."""
    pieces: list[str] = []
    start = 0
    for joint in _AND.finditer(text):
        following = _AND.search(text, joint.end())
        after = text[joint.end() : following.start() if following else len(text)]
        if is_whole_name(after, surname_first) and is_whole_name(text[start : joint.start()], surname_first):
            pieces.append(text[start : joint.start()])
            start = joint.end()
    return [*pieces, text[start:]]


def _may_share(text: str) -> bool:
    """Whether a given name stands right before the first *i*."""
    words = text.split()
    at = next((place for place, word in enumerate(words) if word.lower() in _JOINTS), 0)
    return 0 < at < len(words) - 1 and is_given_name(words[at - 1]) and is_given_name(words[at + 1])


def _with_given_names_in_turn(text: str) -> list[str]:
    """*Puig Vila, Josep i Maria* and *Joan, Pere i Maria Puig Vila*: given names that share the surnames."""
    surnames, _, given = text.partition(", ")
    both = _AND.split(given)
    if len(both) == _PAIR and all(map(_is_given_only, both)) and not _is_given_only(surnames):
        return [f"{surnames}, {one}" for one in both]
    *firsts, last = [piece.strip() for piece in text.split(",")]
    ends = _AND.split(last, maxsplit=1)
    if not (firsts and len(ends) == _PAIR and all(map(_is_given_only, (*firsts, ends[0])))):
        return [text]
    return (
        [*(f"{first} {_surnames_of(ends[1])}" for first in (*firsts, ends[0])), ends[1]]
        if is_whole_name(ends[1], surname_first=False)
        else [text]
    )


def _surnames_of(name: str) -> str:
    return name[len(split_name(name, surname_first=False).given_name) :].strip()


def _with_shared_surnames(text: str) -> list[str]:
    """*Josep i Maria Puig Vila* are two when all before the *i* is given names and a given name follows it."""
    if "," in text or "(" in text or not _may_share(text):
        return [text]
    match = _SHARED.fullmatch(text)
    if match is None:
        return [text]
    lead = text[: len(text) - len(without_prefix(text)[0])]
    first, second = match["first"][len(lead) :], match["second"]
    if not (first and _is_given_only(first)) or not is_whole_name(second, surname_first=False):
        return [text]
    if _AND.search(first) or is_surname_first(second) is not False:
        return [text]
    return [f"{lead}{first} {_surnames_of(second)}", f"{lead}{second}"]
