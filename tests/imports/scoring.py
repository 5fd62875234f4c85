"""How well an import came in, measured against the known truth of a file (docs/export-format.md, part 3)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from cementiris.registry.dates import PartialDate
from cementiris.registry.names import fold

Line = dict[str, Any]
CONTRADICTIONS = frozenset(
    {
        "duplicate_unit",
        "duplicate_title",
        "number_outside_block",
        "burial_before_birth",
        "exhumation_before_burial",
        "end_before_start",
        "expiry_mismatch",
        "invalid_national_id",
        "free_but_occupied",
    }
)
_BLOCK_WORD = re.compile(
    r"^(bloc|bloque|block|sector|carrer|calle|zona|pati|patio|seccio|seccion)\s+(de\s+|del\s+)?(?=\S)"
)
_SPELT_OUT = {
    "m": "maria",
    "ma": "maria",
    "mª": "maria",
    "fco": "francesc",
    "francisco": "francesc",
    "fca": "francesca",
    "francisca": "francesca",
    "jose": "josep",
    "jph": "josep",
    "ant": "antoni",
    "antonio": "antoni",
}


@dataclass
class Score:
    """Hits and chances of every measure, what was missed, and the holders found beside those that are true."""

    hits: Counter[str] = field(default_factory=Counter)
    chances: Counter[str] = field(default_factory=Counter)
    misses: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    persons: list[tuple[Line, Line]] = field(default_factory=list)

    def note(self, measure: str, hit: bool, what: object = "") -> None:
        """Count one chance of a measure."""
        self.chances[measure] += 1
        self.hits[measure] += hit
        if not hit:
            self.misses[measure].append(str(what))

    def __getitem__(self, measure: str) -> float:
        chances = self.chances[measure]
        return self.hits[measure] / chances if chances else 1.0

    def measures(self) -> dict[str, float]:
        """Every measure with its share of hits."""
        return {measure: round(self[measure], 4) for measure in sorted(self.chances)}


def score_import(lines: Iterable[Line], report: Line, truth: Iterable[Line]) -> Score:
    """Compare what was handed out with the truth; `truth` begins with its header line."""
    header, *expected = truth
    score = Score()
    made = {_unit_key(line["unit"]): line for line in lines if line["unit"]["kind"] is not None}
    wanted = {_unit_key(line["unit"]): line for line in expected}
    for key, line in wanted.items():
        score.note("unit recall", key in made, key)
        if key in made and not line["issues"]:
            _score_unit(score, made[key], line)
    for key in made:
        score.note("unit precision", key in wanted, key)
    _score_persons(score, score.persons)
    _score_report(score, report, header["header"], wanted.values())
    return score


def _unit_key(unit: Line) -> tuple[str, ...]:
    number = re.sub(r"(?<!\d)0+(?=\d)", "", fold(unit["number"] or "").replace(" ", ""))
    if not number:
        return ("", "", str(unit["kind"]))
    return (_BLOCK_WORD.sub("", fold(unit["block"] or "")), number, "")


def _score_unit(score: Score, made: Line, wanted: Line) -> None:
    for part in ("row", "kind"):
        score.note(f"unit {part}", made["unit"][part] == wanted["unit"][part], (wanted["unit"], made["unit"]))
    if "state" in wanted["unit"]:
        score.note("unit state", made["unit"].get("state") == wanted["unit"]["state"], wanted["unit"])
    _score_burials(score, made["burials"], wanted["burials"], wanted["unit"])
    _score_rights(score, made["concessions"], wanted["concessions"], wanted["unit"])


def _score_burials(score: Score, made: list[Line], wanted: list[Line], where: object) -> None:
    left = list(made)
    for burial in wanted:
        found = _take(left, burial)
        score.note("burial recall", found is not None, (where, burial["text"]))
        if found is None:
            continue
        score.note("burial kind", found["kind"] == burial["kind"], (where, found, burial))
        _score_name(score, found, burial)
        for key in ("died_on", "buried_on", "exhumed_on"):
            _score_date(score, found[key], burial[key], (where, burial["text"], key))
    score.hits["burial precision"] += len(made) - len(left)
    score.chances["burial precision"] += len(made)
    score.misses["burial precision"] += [str((where, burial["text"])) for burial in left]


def _take(left: list[Line], wanted: Line) -> Line | None:
    """Take the line of the same person: the same words and dates, or the same words, or the same parts of the name."""
    for measure in (_whole_name, _text, _parts):
        for candidate in left:
            if measure(candidate) == measure(wanted):
                left.remove(candidate)
                return candidate
    return None


def _parts(person: Line) -> tuple[str, ...]:
    return tuple(_plain(person[part]) for part in ("given_name", "surname1", "surname2"))


def _text(person: Line) -> str:
    return " ".join(_plain(person["text"]).split())


def _whole_name(person: Line) -> tuple[str, ...]:
    dates = tuple(str(person.get(key)) for key in ("died_on", "buried_on"))
    return (_text(person), *dates)


def _plain(text: str | None) -> str:
    words = fold(text or "").split()
    return " ".join(_SPELT_OUT.get(word, word) for word in words if word not in ("i", "y"))


def _score_name(score: Score, made: Line, wanted: Line) -> None:
    same = all(_plain(made[part]) == _plain(wanted[part]) for part in ("given_name", "surname1", "surname2"))
    score.note("name split", same, (wanted["text"], [made[part] for part in ("given_name", "surname1", "surname2")]))


def _score_date(score: Score, made: str | None, wanted: str | None, where: object, *, computed: bool = False) -> None:
    if made is None and wanted is None:
        return
    if made is None or wanted is None:
        score.note("date value", False, (where, made, wanted))
        return
    one, other = PartialDate.parse_edtf(made), PartialDate.parse_edtf(wanted)
    score.note("date value", _overlap(made, wanted, days=1 if computed else 0), (where, made, wanted))
    score.note(
        "date precision",
        (one.precision, made[-1] in "?~%" and made[-1]) == (other.precision, wanted[-1] in "?~%" and wanted[-1]),
        (where, made, wanted),
    )


def _overlap(made: str | None, wanted: str | None, *, days: int) -> bool:
    """Whether two dates mean the same days, give or take so many."""
    if made is None or wanted is None:
        return made == wanted
    one, other = PartialDate.parse_edtf(made), PartialDate.parse_edtf(wanted)
    assert one.earliest
    assert one.latest
    assert other.earliest
    assert other.latest
    return (one.earliest - other.latest).days <= days and (other.earliest - one.latest).days <= days


def _score_rights(score: Score, made: list[Line], wanted: list[Line], where: object) -> None:
    left = list(made)
    for right in wanted:
        found = _same_right(left, right)
        score.note("concession recall", found is not None, (where, right["title_number"]))
        if found is None:
            continue
        left.remove(found)
        forever = right["perpetual"]
        score.note(
            "term",
            found["perpetual"] == forever and (forever or found["term_years"] == right["term_years"]),
            (where, found, right),
        )
        _score_date(score, found["granted_on"], right["granted_on"], (where, "granted_on"))
        if not forever:
            _score_date(score, found["expires_on"], right["expires_on"], (where, "expires_on"), computed=True)
            score.note("expiry", _overlap(found["expires_on"], right["expires_on"], days=1), (where, found, right))
        _score_holders(score, found["holders"], right["holders"], where)


def _same_right(left: list[Line], wanted: Line) -> Line | None:
    """The right with the same title; where the source writes no titles, that of the same day, or the only one."""
    for key in ("title_number", "granted_on"):
        for candidate in left:
            if candidate[key] == wanted[key] is not None:
                return candidate
    return left[0] if left and wanted["title_number"] is None else None


def _score_holders(score: Score, made: list[Line], wanted: list[Line], where: object) -> None:
    left = list(made)
    for holder in wanted:
        found = _take(left, holder)
        score.note("holder recall", found is not None, (where, holder["text"]))
        if found is None:
            continue
        score.persons.append((found, holder))
        _score_name(score, found, holder)
        score.note("holder role", found["role"] == holder["role"], (where, holder["text"], found["role"]))
        score.note("estate", found["is_estate"] == holder["is_estate"], (where, holder["text"]))
        score.note("national id", found["national_id"] == holder["national_id"], (where, holder["text"]))
    score.hits["holder precision"] += len(made) - len(left)
    score.chances["holder precision"] += len(made)
    score.misses["holder precision"] += [str((where, holder["text"])) for holder in left]


def _score_persons(score: Score, pairs: Iterable[tuple[Line, Line]]) -> None:
    """Pairs of holders: held as one person when they are one, and only then; without keys nothing is measured."""
    keyed = [
        (made["person"], wanted["person"]) for made, wanted in pairs if made.get("person") and wanted.get("person")
    ]
    for (made, true), (other_made, other_true) in combinations(keyed, 2):
        if true == other_true:
            score.note("persons joined", made == other_made, (made, other_made, true))
        if made == other_made:
            score.note("persons kept apart", true == other_true, (made, true, other_true))


def _score_report(score: Score, report: Line, header: Line, units: Iterable[Line]) -> None:
    rows = report["rows"]
    whole = rows["read"] == rows["accepted"] + rows["warned"] + rows["refused"] == header["rows"]
    score.note("rows accounted", whole, (rows, header["rows"]))
    _score_fates(score, report)
    units = list(units)
    is_drawn = any("cell" in source for unit in units for source in unit["source"])
    told = {(issue["code"], *_place(issue, is_drawn)) for issue in report["issues"] if issue["code"] in CONTRADICTIONS}
    anywhere = {_place(issue, is_drawn) for issue in report["issues"]}
    true: set[tuple[str, str, int, str]] = set()
    for unit in units:
        for issue in unit["issues"]:
            at = [_place(place, is_drawn) for place in (issue["where"], *issue.get("also", []))]
            if issue["kind"].startswith("duplicate"):
                at += [_place(source, is_drawn) for source in unit["source"]]
            score.note("contradictions reported", any((issue["kind"], *place) in told for place in at), issue)
            score.note("contradictions located", any(place in anywhere for place in at), issue)
            true.update((issue["kind"], *place) for place in at)
    score.misses["false alarms"] = [str(alarm) for alarm in sorted(told - true)]
    score.hits["false alarms per row"] = len(told - true)
    score.hits["notes per row"] = sum(1 for issue in report["issues"] if issue["code"] not in CONTRADICTIONS)
    for measure in ("false alarms per row", "notes per row"):
        score.chances[measure] = max(1, rows["read"])


def _place(place: Line, is_drawn: bool) -> tuple[str, int, str]:
    """Where an issue stands; cells are told apart only where each of them is a unit of its own."""
    return (place["sheet"], place["row"], str(place.get("cell") or "") if is_drawn else "")


def _score_fates(score: Score, report: Line) -> None:
    """Each row that was not simply accepted is named once, and as often as it was counted."""
    for fate, named in report.get("fates", {}).items():
        distinct = {tuple(place) for place in named}
        score.note("fates named", len(named) == len(distinct) == report["rows"][fate], (fate, len(named)))
