"""The plain language in which the text of a letter is kept, so that a town can change its words without a programmer.

One line of text is one of these::

    # Subject of the letter              a title            - an option           a list item
    ## Heading                           a heading          [ ] something         a box to tick
    [dades]                              the facts          _ Name | NIF          blanks to be filled in, side by side
    [signatura]                          date and signer    [full]                the next sheet begins here
    > small print                        a note in small type
    [si difunt] … [fi]                   only when true     [si no difunt] … [fi] only when false

Anything else is a paragraph, up to the next blank line. ``{titular}`` stands for a value, ``**so**`` is printed bold.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

BOLD_MARK = "\x02"  # where bold begins or ends in the text of a piece; a value may hold stars of its own (a masked NIF)
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
CONDITION = re.compile(r"^\[si (no )?(\w+)\]$")


class Kind(StrEnum):
    """What one piece of a letter is on paper."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    BOX = "box"
    BLANKS = "blanks"
    NOTE = "note"
    FACTS = "facts"
    SIGNATURE = "signature"
    SHEET = "sheet"


MARKS = {"# ": Kind.TITLE, "## ": Kind.HEADING, "- ": Kind.ITEM, "[ ] ": Kind.BOX, "_ ": Kind.BLANKS, "> ": Kind.NOTE}
WHOLE_LINES = {"[dades]": Kind.FACTS, "[signatura]": Kind.SIGNATURE, "[full]": Kind.SHEET}


@dataclass(frozen=True)
class Piece:
    """One thing to print, in order: a kind and its text."""

    kind: Kind
    text: str = ""


class WordingFault(ValueError):
    """The text of a template cannot be used; the message says, in Catalan, which line and why."""


def faults(body: str, *, placeholders: Collection[str], conditions: Collection[str]) -> list[str]:
    """Everything wrong with a text, one sentence each, empty when it can be used."""
    return [*_unknown_placeholders(body, placeholders), *_condition_faults(body, conditions)]


def fill(body: str, *, values: Mapping[str, str], conditions: Mapping[str, bool]) -> tuple[Piece, ...]:
    """The pieces to print, with every value in its place.

    Raises WordingFault when the text asks for a value or condition that is not given.
    """
    found = faults(body, placeholders=values, conditions=conditions)
    if found:
        raise WordingFault(" ".join(found))
    return tuple(_pieces(_chosen_lines(body, conditions), values))


def _unknown_placeholders(body: str, known: Collection[str]) -> Iterator[str]:
    for number, line in enumerate(body.splitlines(), start=1):
        for name in PLACEHOLDER.findall(line):
            if name not in known:
                yield _("Línia %(line)s: no hi ha cap dada que es digui «%(name)s».") % {"line": number, "name": name}


def _condition_faults(body: str, known: Collection[str]) -> Iterator[str]:
    opened_at = 0
    for number, line in enumerate(map(str.strip, body.splitlines()), start=1):
        condition = CONDITION.match(line)
        told = {"line": number, "opened": opened_at, "name": condition[2] if condition else ""}
        if condition and condition[2] not in known:
            yield _("Línia %(line)s: no hi ha cap condició que es digui «%(name)s».") % told
        if condition and opened_at:
            yield _("Línia %(line)s: cal tancar amb [fi] la condició de la línia %(opened)s.") % told
        if line == "[fi]" and not opened_at:
            yield _("Línia %(line)s: [fi] sense cap [si …] abans.") % told
        opened_at = number if condition else 0 if line == "[fi]" else opened_at
    if opened_at:
        yield _("Línia %(line)s: falta el [fi] d’aquesta condició.") % {"line": opened_at}


def _chosen_lines(body: str, conditions: Mapping[str, bool]) -> Iterator[str]:
    wanted = True
    for line in map(str.strip, body.splitlines()):
        condition = CONDITION.match(line)
        if condition:
            wanted = conditions[condition[2]] is not bool(condition[1])
        elif line == "[fi]":
            wanted = True
        elif wanted:
            yield line


def _pieces(lines: Iterable[str], values: Mapping[str, str]) -> Iterator[Piece]:
    paragraph: list[str] = []
    for line in [*lines, ""]:
        piece = _marked(line)
        if paragraph and (piece or not line):
            yield Piece(Kind.PARAGRAPH, _with_values(" ".join(paragraph), values))
            paragraph = []
        if piece:
            yield Piece(piece.kind, _with_values(piece.text, values))
        elif line:
            paragraph.append(line)


def _marked(line: str) -> Piece | None:
    if line in WHOLE_LINES:
        return Piece(WHOLE_LINES[line])
    for mark, kind in MARKS.items():
        if line.startswith(mark):
            return Piece(kind, line.removeprefix(mark).strip())
    return None


def _with_values(text: str, values: Mapping[str, str]) -> str:
    return PLACEHOLDER.sub(lambda found: values[found[1]].replace(BOLD_MARK, ""), text.replace("**", BOLD_MARK))
