"""The words of single papers that a town may change: which data they may name, and how they stand around the facts.

The facts of a paper (who, where, until when) are a fixed table, put where the wording says ``[dades]``. Its sentences
are the town's, in the language of `wording`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.utils.translation import gettext as _

from cementiris.documents.wording import BOLD_MARK, MARKS, WHOLE_LINES, Kind, Piece, faults, fill

SOURCES: Mapping[str, str] = {
    "municipi": "town.name",
    "ajuntament": "town.body",
    "del_municipi": "town.of_name",
    "signant": "town.signer_name",
    "carrec": "town.signer_title",
    "sepultura": "unit",
    "mena": "unit_kind",
    "titol": "title_number",
    "titular": "holder",
    "titular_anterior": "previous_holder",
    "beneficiari": "beneficiary",
    "substitut": "substitute",
    "concedit": "granted_on",
    "durada": "term",
    "venciment": "expires_on",
    "venciment_anterior": "previous_expires_on",
    "norma": "regulation",
    "difunt": "deceased",
    "restes": "remains",
    "data": "at",
    "destinacio": "destination",
    "feina": "work",
    "receptor": "recipient",
    "motiu": "cause",
    "sollicitant": "applicant",
    "termini": "due_on",
    "titol_anterior": "replaces",
    "provisional": "provisional_until",
}
"""The name of each datum in the wording, and where it stands in the snapshot. One that a paper lacks is empty."""
NOT_IN_PAPERS = frozenset({Kind.BOX, Kind.BLANKS, Kind.SHEET, Kind.SIGNATURE})
"""What belongs to letters: a paper has its own signature and its own sheets."""
ONLY_FACTS = "[dades]"


@dataclass(frozen=True)
class Run:
    """A stretch of text in one weight."""

    text: str
    bold: bool


@dataclass(frozen=True)
class Line:
    """One thing to print before or after the facts; `kind` is a value of `wording.Kind`."""

    kind: str
    runs: tuple[Run, ...]


def shipped_wording(kind: str) -> str:
    """The words that the product gives to a kind of paper, until a town has its own."""
    try:
        return str(get_template(f"documents/{kind}.txt").template.source)  # type: ignore[attr-defined]
    except TemplateDoesNotExist:
        return ONLY_FACTS


def values_of(snapshot: Mapping[str, Any]) -> dict[str, str]:
    """Every datum that a wording may name, "" where the paper has none."""
    return {name: _text(snapshot, path.split(".")) for name, path in SOURCES.items()}


def paper_faults(body: str) -> list[str]:
    """Everything wrong with the wording of a paper, one sentence each."""
    found = faults(body, placeholders=SOURCES, conditions=SOURCES)
    lines = [line.strip() for line in body.splitlines()]
    if lines.count(ONLY_FACTS) != 1:
        found.append(_("Cal una línia, i només una, que digui [dades]: és on van les dades de l’acte."))
    strange = [(number, line) for number, line in enumerate(lines, start=1) if _is_of_letters(line)]
    said = _("Línia %(line)s: «%(text)s» és per a les cartes i aquí no hi va.")
    return [*found, *(said % {"line": number, "text": line} for number, line in strange)]


def _is_of_letters(line: str) -> bool:
    whole = WHOLE_LINES.get(line)
    marked = next((kind for mark, kind in MARKS.items() if line.startswith(mark)), None)
    return whole in NOT_IN_PAPERS or marked in NOT_IN_PAPERS


def around_the_facts(body: str, snapshot: Mapping[str, Any]) -> tuple[list[Line], list[Line]]:
    """What stands before and after the facts of a paper. Raises WordingFault as `wording.fill` does."""
    values = values_of(snapshot)
    pieces = fill(body, values=values, conditions={name: bool(value) for name, value in values.items()})
    at = next((index for index, piece in enumerate(pieces) if piece.kind is Kind.FACTS), len(pieces))
    return _lines(pieces[:at]), _lines(pieces[at + 1 :])


def _lines(pieces: Sequence[Piece]) -> list[Line]:
    return [Line(str(piece.kind), _runs(piece.text)) for piece in pieces if piece.kind not in NOT_IN_PAPERS]


def _runs(text: str) -> tuple[Run, ...]:
    parts = text.split(BOLD_MARK)
    return tuple(Run(part, index % 2 == 1) for index, part in enumerate(parts) if part)


def _text(snapshot: Any, path: Sequence[str]) -> str:
    for step in path:
        snapshot = snapshot.get(step, "") if isinstance(snapshot, Mapping) else ""
    return snapshot if isinstance(snapshot, str) else ""
