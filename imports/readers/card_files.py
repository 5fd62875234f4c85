"""Cards typed one under another as lines of `key: value`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from cementiris.registry.names import fold
from cementiris.spreadsheets.texts import lines_of

_KEY = r"[^\W\d_][\w .'’ºª()/·-]{0,38}?"
_ENTRY = re.compile(rf"(?:^ *|  )({_KEY})[ .·…_]*[:=](?!\S{{0,99}}//)")
_GAP = re.compile(r"\t|\s{2,}")
_RULE = re.compile(r"^\s*(?:[-=_*#~+.]\s?){3,}$|^\s*\[[^\]]*\]\s*$")
_ORNAMENTS_OF_RULES = "-=_*#~"
_LONGEST_KEYS = 60
_LONGEST_RULE = 200
_SHARE = 0.5
_LOOKED_AT = 40_000
_ORNAMENTS = " -=_*#~\t[]<>"


@dataclass(slots=True)
class Card:
    """One card: the line on which it begins, and its entries in their order, keys folded."""

    number: int
    entries: list[tuple[str, str]] = field(default_factory=list)

    def holds(self, key: str) -> bool:
        return any(name == key for name, _ in self.entries)

    def lengthen(self, text: str) -> None:
        """Go on with the last value on a further line."""
        key, value = self.entries[-1]
        self.entries[-1] = (key, f"{value}\n{text}".strip())


@dataclass(slots=True)
class _Line:
    """A line as it bears on cards: its entries, or what else it is."""

    number: int
    text: str
    entries: list[tuple[str, str]]
    is_rule: bool
    is_indented: bool


def read_cards(text: str) -> tuple[dict[str, str], list[Card], list[int]] | None:
    """The keys as written by their folded form, the cards, and the lines that belong to none; None for no card file."""
    if _keys(_lines(text[:_LOOKED_AT])) is None:
        return None
    lines = _lines(text)
    keys = _keys(lines)
    if keys is None:
        return None
    cards, rest = _Deck(lines, keys).deal()
    return (keys, cards, rest) if len(cards) >= 2 else None


def _lines(text: str) -> list[_Line]:
    return [_line(number, line) for number, line in enumerate(lines_of(text), start=1)]


def _line(number: int, line: str) -> _Line:
    bare = _GAP.sub("  ", line.replace("\f", ""))
    is_short = len(bare) <= _LONGEST_RULE
    is_rule = "\f" in line or (is_short and bool(_RULE.match(bare) or _is_banner(bare.strip())))
    return _Line(number, bare, [] if is_short and _RULE.match(bare) else _entries(bare), is_rule, bare[:1] == " ")


def _is_banner(text: str) -> bool:
    """Whether a line is framed by ornaments: `--- Fitxa 7 ---`."""
    return len(text) > 4 and not (text[:2] + text[-2:]).strip(_ORNAMENTS_OF_RULES)


def _entries(line: str) -> list[tuple[str, str]]:
    found = list(_ENTRY.finditer(line))
    if not found or line[: found[0].start()].strip():
        return []
    ends = [*(match.start() for match in found[1:]), len(line)]
    return [(match[1].strip(" .·_"), line[match.end() : end].strip()) for match, end in zip(found, ends, strict=True)]


def _keys(lines: list[_Line]) -> dict[str, str] | None:
    """The keys of a card file, folded, with how they are first written; None when the lines do not look like one."""
    filled = [line for line in lines if line.text.strip() and not line.is_rule]
    keyed = [line for line in filled if line.entries]
    counts = Counter(fold(key) for line in keyed for key, _ in line.entries)
    lasting = {key for key, count in counts.items() if key and count >= 2}
    if not lasting or len(lasting) > _LONGEST_KEYS or len(lasting) < 2:
        return None
    if sum(1 for line in keyed if fold(line.entries[0][0]) in lasting) < _SHARE * len(filled):
        return None
    cards = max(counts.values())
    wanted = lasting if cards >= 10 else set(counts)
    written: dict[str, str] = {}
    for line in keyed:
        for key, _ in line.entries:
            if fold(key) in wanted or not line.is_indented:
                written.setdefault(fold(key), key)
    return written


class _Deck:
    """Deals the lines of a file out to its cards."""

    def __init__(self, lines: list[_Line], keys: dict[str, str]) -> None:
        self.lines = lines
        self.keys = keys
        self.first = next(fold(line.entries[0][0]) for line in lines if self._is_entry(line))
        self.heading = self._common_heading()
        self.rules_part = bool(self.heading) or self._parts("rule")
        self.blanks_part = self._parts("blank")

    def _is_entry(self, line: _Line) -> bool:
        return bool(line.entries) and fold(line.entries[0][0]) in self.keys

    def _common_heading(self) -> str:
        """The first word of the line that stands right above most cards (*FITXA 12*), or nothing."""
        above: list[str] = []
        words = ""
        for line in self.lines:
            if self._is_entry(line):
                above += [words] if fold(line.entries[0][0]) == self.first else []
                words = ""
            elif any(sign.isalpha() for sign in line.text):
                words = _first_word(line.text)
        word, count = Counter(above).most_common(1)[0] if above else ("", 0)
        return word if count > max(1, _SHARE * len(above)) else ""

    def _is_heading(self, line: _Line) -> bool:
        return bool(self.heading) and not self._is_entry(line) and _first_word(line.text) == self.heading

    def _parts(self, kind: str) -> bool:
        """Whether most of the entries that follow a rule, or a blank line, begin with the first key of all."""
        followers = [fold(line.entries[0][0]) for line, before in self._entries_with_gaps() if kind in before]
        return len(followers) > 1 and sum(1 for key in followers if key == self.first) >= _SHARE * len(followers)

    def _entries_with_gaps(self) -> Iterator[tuple[_Line, set[str]]]:
        before: set[str] = set()
        for line in self.lines:
            if line.is_rule:
                before.add("rule")
            if self._is_entry(line):
                yield line, before
                before = set()
            elif not line.text.strip():
                before.add("blank")

    def deal(self) -> tuple[list[Card], list[int]]:
        cards: list[Card] = []
        rest: list[int] = []
        gap: set[str] = set()
        heading: _Line | None = None
        for line in self.lines:
            gap |= {"rule"} if line.is_rule else set() if line.text.strip() else {"blank"}
            if self._is_entry(line):
                if not cards or self._begins(line, cards[-1], gap):
                    cards.append(self._begun(line, heading))
                self._add(cards[-1], line)
                gap, heading = set(), None
            elif self._is_heading(line):
                gap, heading = gap | {"rule"}, line
            elif line.is_rule or not line.text.strip():
                continue
            elif cards and not gap:
                cards[-1].lengthen(line.text.strip())
            else:
                rest.append(line.number)
        return cards, rest

    def _begun(self, line: _Line, heading: _Line | None) -> Card:
        """A card that begins with its first entry, or with the line above that heads it and may name it."""
        if heading is None:
            return Card(line.number)
        word, _, rest = heading.text.strip(_ORNAMENTS).partition(" ")
        is_new = self.heading not in self.keys or self.keys[self.heading] == word
        if is_new and rest.strip():
            self.keys[self.heading] = word
        return Card(heading.number, [(self.heading, rest.strip())] if is_new and rest.strip() else [])

    def _begins(self, line: _Line, card: Card, gap: set[str]) -> bool:
        key = fold(line.entries[0][0])
        if key == self.first and card.holds(key) and card.entries[-1][0] != key:
            return True
        if "rule" in gap and self.rules_part:
            return True
        return "blank" in gap and self.blanks_part and (key == self.first or card.holds(key))

    def _add(self, card: Card, line: _Line) -> None:
        for key, value in line.entries:
            if fold(key) in self.keys:
                card.entries.append((fold(key), value))
            else:
                card.lengthen(f"{key}: {value}")


def _first_word(text: str) -> str:
    return next(iter(fold(text).split()), "")
