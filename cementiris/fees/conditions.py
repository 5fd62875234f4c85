"""When a line of a tariff counts: its conditions, and what is known of the case. Pure: no Django."""

from dataclasses import dataclass
from decimal import Decimal

Span = tuple[int | None, int | None]
ANY: Span = (None, None)


@dataclass(frozen=True, kw_only=True)
class Conditions:
    """What a line asks for; what is empty or open on both sides asks for nothing. Spans include both ends.

    Rows are counted from the ground (1 is the lowest), terms in years, construction in years of the calendar.
    """

    kinds: frozenset[str] = frozenset()
    variant: str = ""
    floors: Span = ANY
    built: Span = ANY
    terms: Span = ANY
    kinship: str = ""
    remains: str = ""
    resident: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked of the tariff. None or "" is what nobody knows; `area` is in square metres."""

    concept: str
    kind: str = ""
    variant: str = ""
    floor: int | None = None
    built_year: int | None = None
    term_years: int | None = None
    kinship: str = ""
    remains: str = ""
    resident: bool | None = None
    area: Decimal | None = None


def answers(when: Conditions, question: Question) -> dict[str, bool | None]:
    """For each condition that the line sets: whether the case meets it, None where that is not known."""
    found: dict[str, bool | None] = {}
    if when.kinds:
        found["kind"] = question.kind in when.kinds if question.kind else None
    for name in ("variant", "kinship", "remains"):
        wanted, known = getattr(when, name), getattr(question, name)
        if wanted:
            found[name] = _same(known, wanted) if known else None
    for name, span in spans(when).items():
        if span != ANY:
            known = getattr(question, name)
            found[name] = None if known is None else _within(known, span)
    if when.resident is not None:
        found["resident"] = None if question.resident is None else question.resident == when.resident
    return found


def spans(when: Conditions) -> dict[str, Span]:
    """The three conditions that run from one number to another, by the name of what they are asked of."""
    return {"floor": when.floors, "built_year": when.built, "term_years": when.terms}


def specificity(when: Conditions) -> tuple[int, int]:
    """How closely the conditions describe a case: how many they are, then how many of them name a single value."""
    set_spans = [span for span in spans(when).values() if span != ANY]
    words = [word for word in (when.variant, when.kinship, when.remains) if word]
    exact = sum(first == last for first, last in set_spans) + len(words) + (len(when.kinds) == 1)
    flags = when.resident is not None
    return len(set_spans) + len(words) + bool(when.kinds) + flags, exact + flags


def can_meet(one: Conditions, other: Conditions) -> bool:
    """Whether some case meets the conditions of both."""
    if one.kinds and other.kinds and not one.kinds & other.kinds:
        return False
    for name in ("variant", "kinship", "remains"):
        mine, theirs = getattr(one, name), getattr(other, name)
        if mine and theirs and not _same(mine, theirs):
            return False
    if None not in (one.resident, other.resident) and one.resident != other.resident:
        return False
    return all(_overlap(mine, theirs) for mine, theirs in zip(spans(one).values(), spans(other).values(), strict=True))


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


def _within(value: int, span: Span) -> bool:
    first, last = span
    return (first is None or first <= value) and (last is None or value <= last)


def _overlap(one: Span, other: Span) -> bool:
    firsts = [first for first in (one[0], other[0]) if first is not None]
    lasts = [last for last in (one[1], other[1]) if last is not None]
    return not firsts or not lasts or max(firsts) <= min(lasts)
