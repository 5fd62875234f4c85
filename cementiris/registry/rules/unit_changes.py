"""Rules of making one unit of several, and several of one (X41, X42). Plain sense: the law is silent on them."""

from dataclasses import dataclass
from datetime import date

from cementiris.registry.numbering import compact
from cementiris.registry.rules.facts import ASHES_ONLY_KINDS, SHARED_KINDS
from cementiris.registry.rules.findings import Finding, holds, judge, stop, warn


@dataclass(frozen=True, kw_only=True)
class PartFacts:
    """One of the units that become one. `holders` are the keys of those who own the right; "" where nobody has one."""

    name: str
    kind: str = "niche"
    is_there: bool = True
    opened_on: date | None = None
    has_right: bool = False
    is_disputed: bool = False
    holders: frozenset[str] = frozenset()
    resting_count: int = 0
    unburnt_count: int = 0
    last_fact_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class MergeFacts:
    """The unit that stays and those that become part of it; `are_apart` where the wall says that they do not touch."""

    today: date
    on: date
    kept: PartFacts
    parts: tuple[PartFacts, ...] = ()
    new_kind: str = "double_niche"
    are_apart: bool = False
    number_taken: str = ""

    @property
    def everything(self) -> tuple[PartFacts, ...]:
        """All the units that become one."""
        return (self.kept, *self.parts)


@dataclass(frozen=True, kw_only=True)
class SplitFacts:
    """A unit is about to be divided. `homes` says, for each who rests there, 0 for the unit that stays, 1 for the
    first new one and so on; None where nobody has said.
    """

    today: date
    on: date
    kept: PartFacts
    new_numbers: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()
    homes: tuple[int | None, ...] = ()
    new_kind: str = "niche"
    unburnt_leave: bool = False


def x41_there_is_something_to_join(facts: MergeFacts) -> Finding | None:
    """X41. Two or more units that are there become one; common graves and ossuaries stay what they are.

    Source: decision of the project: plain sense.
    """
    if not facts.parts:
        return stop("X41", "alone")
    gone = [part.name for part in facts.everything if not part.is_there]
    if gone:
        return stop("X41", "gone", units=compact(gone))
    if facts.new_kind in SHARED_KINDS or any(part.kind in SHARED_KINDS for part in facts.everything):
        return stop("X41", "shared")
    if facts.number_taken:
        return stop("X41", "number", number=facts.number_taken)
    return stop("X41", "ashes") if _bodies_among_ashes(facts) else None


def _bodies_among_ashes(facts: MergeFacts) -> bool:
    return facts.new_kind in ASHES_ONLY_KINDS and any(part.unburnt_count for part in facts.everything)


def x41_the_day_is_after_what_happened(facts: MergeFacts) -> Finding | None:
    """X41. Units become one on a day after everything that happened in them, and not on a day to come.

    Source: decision of the project: plain sense.
    """
    return _day_is_late_enough("X41", facts.today, facts.on, facts.everything)


def _day_is_late_enough(code: str, today: date, on: date, units: tuple[PartFacts, ...]) -> Finding | None:
    if on > today:
        return stop(code, "future", day=on)
    later = [unit for unit in units if unit.last_fact_on is not None and unit.last_fact_on > on]
    if later:
        days = [unit.last_fact_on for unit in later if unit.last_fact_on is not None]
        return stop(code, "later", units=compact(unit.name for unit in later), day=max(days))
    young = [unit.opened_on for unit in units if unit.opened_on is not None and unit.opened_on >= on]
    return stop(code, "opened", day=max(young)) if young else None


def x41_one_right_remains(facts: MergeFacts) -> Finding | None:
    """X41. One unit has one right: those over the parts end with the merger when the same people hold them.

    The unit that stays is the one whose right goes on; a right of somebody else, or one in dispute, is settled first.
    Source: decision of the project: plain sense, from X1.
    """
    held = [part for part in facts.parts if part.has_right]
    if any(part.is_disputed for part in facts.everything):
        return stop("X41", "disputed")
    if held and not facts.kept.has_right:
        return stop("X41", "right_elsewhere", units=compact(part.name for part in held))
    others = [part.name for part in held if part.holders != facts.kept.holders or not part.holders]
    if others:
        return stop("X41", "holders", units=compact(others))
    return holds("X41", "rights", units=compact(part.name for part in held)) if held else None


def x41_the_units_touch(facts: MergeFacts) -> Finding | None:
    """X41. Units that become one stand side by side or one above the other.

    Source: decision of the project: plain sense.
    """
    if not facts.parts:
        return None
    return warn("X41", "apart") if facts.are_apart else holds("X41", resting=_resting(facts))


def _resting(facts: MergeFacts) -> int:
    return sum(part.resting_count for part in facts.everything)


def check_merger(facts: MergeFacts) -> tuple[Finding, ...]:
    """Everything that the rules say about making one unit of several."""
    rules = (
        x41_there_is_something_to_join, x41_the_day_is_after_what_happened, x41_one_right_remains, x41_the_units_touch,
    )  # fmt: skip
    return judge(rules, facts)


def x42_the_new_units_are_named(facts: SplitFacts) -> Finding | None:
    """X42. A unit that is there is divided into units with numbers of their own.

    Source: decision of the project: plain sense.
    """
    if not facts.kept.is_there:
        return stop("X42", "gone")
    if not facts.new_numbers:
        return stop("X42", "none")
    if facts.repeated or facts.taken:
        return stop("X42", "taken", numbers=compact([*facts.repeated, *facts.taken]))
    if facts.new_kind in SHARED_KINDS or facts.kept.kind in SHARED_KINDS:
        return stop("X42", "shared")
    return stop("X42", "ashes") if facts.new_kind in ASHES_ONLY_KINDS and facts.unburnt_leave else None


def x42_the_day_is_after_what_happened(facts: SplitFacts) -> Finding | None:
    """X42. A unit is divided on a day after everything that happened in it, and not on a day to come.

    Source: decision of the project: plain sense.
    """
    return _day_is_late_enough("X42", facts.today, facts.on, (facts.kept,))


def x42_everybody_is_somewhere(facts: SplitFacts) -> Finding | None:
    """X42. Of everybody who rests in a unit that is divided somebody says in which of the new ones.

    Source: decision of the project: plain sense.
    """
    if any(home is None or home > len(facts.new_numbers) for home in facts.homes):
        return stop("X42", "who")
    return holds("X42", count=len(facts.new_numbers) + 1) if facts.new_numbers else None


def x42_nobody_is_left_without_a_right(facts: SplitFacts) -> Finding | None:
    """X42. The right stays with the unit that stays: who goes to a new one would rest there without a right.

    Source: decision of the project: plain sense, from R51.
    """
    leave = sum(1 for home in facts.homes if home)
    return warn("X42", "bare", count=leave) if leave and facts.kept.has_right else None


def check_split(facts: SplitFacts) -> tuple[Finding, ...]:
    """Everything that the rules say about dividing a unit."""
    rules = (
        x42_the_new_units_are_named, x42_the_day_is_after_what_happened, x42_everybody_is_somewhere,
        x42_nobody_is_left_without_a_right,
    )  # fmt: skip
    return judge(rules, facts)
