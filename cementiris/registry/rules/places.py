"""Rules of making, numbering, closing and retiring units (X40, X43, X44). Plain sense: the law is silent on them."""

from dataclasses import dataclass, field
from datetime import date

from cementiris.registry.numbering import MOST_UNITS, compact
from cementiris.registry.rules.facts import ASHES_ONLY_KINDS, SHARED_KINDS, UnitFacts
from cementiris.registry.rules.findings import Finding, holds, judge, stop, warn


@dataclass(frozen=True, kw_only=True)
class NumbersFacts:
    """Units are about to be made, or to bear other numbers. What is taken is taken by units that stay as they are."""

    today: date
    on: date
    numbers: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()
    taken_cells: tuple[str, ...] = ()
    unreadable: str = ""
    built_year: int | None = None
    opens_later: bool = False


@dataclass(frozen=True)
class NameFacts:
    """A cemetery or a part of one is about to be called so; `is_taken` where another in the same place already is."""

    name: str
    is_taken: bool


@dataclass(frozen=True, kw_only=True)
class DescriptionFacts:
    """A unit is about to be described otherwise; `cell_of` are the units that already stand where it would.

    `is_large` where it would be more than one cell of the wall.
    """

    today: date
    on: date
    unit: UnitFacts
    kind: str
    built_year: int | None = None
    opened_on: date | None = None
    retired_on: date | None = None
    first_fact_on: date | None = None
    cell_of: str = ""
    is_large: bool = False
    changes: bool = True


@dataclass(frozen=True, kw_only=True)
class ClosingFacts:
    """Units are about to be closed, reopened or retired. The names are those of the units of which it is true."""

    today: date
    on: date
    until: date | None = None
    chosen_count: int = 1
    gone: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    not_closed: tuple[str, ...] = ()
    closed_since_then: tuple[str, ...] = ()
    occupied: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    expired: tuple[str, ...] = ()
    used_later: tuple[str, ...] = field(default=())


def x40_numbers_are_free(facts: NumbersFacts) -> Finding | None:
    """X40. A number names one unit of its kind in its block: new numbers are neither typed twice nor borne already.

    Source: decision of the project: plain sense.
    """
    if facts.unreadable:
        return stop("X40", "unreadable", text=facts.unreadable)
    if not facts.numbers:
        return stop("X40", "none")
    if len(facts.numbers) > MOST_UNITS:
        return stop("X40", "many", count=len(facts.numbers), most=MOST_UNITS)
    if facts.repeated:
        return stop("X40", "repeated", numbers=compact(facts.repeated))
    if facts.taken:
        return stop("X40", "taken", numbers=compact(facts.taken))
    return holds("X40", count=len(facts.numbers))


def x40_cells_are_free(facts: NumbersFacts) -> Finding | None:
    """X40. Two units at one floor and column of a block are looked at again before they are written.

    Source: decision of the project: plain sense.
    """
    return warn("X40", "cells", cells=compact(facts.taken_cells, 6)) if facts.taken_cells else None


def x44_new_units_are_of_their_day(facts: NumbersFacts) -> Finding | None:
    """X44. Nothing is made or renumbered on a day to come, nor built after the year in which it opens.

    Source: decision of the project: plain sense.
    """
    if facts.on > facts.today and not facts.opens_later:
        return stop("X44", "future", day=facts.on)
    if facts.built_year is not None and facts.built_year > max(facts.on, facts.today).year:
        return stop("X44", "built", year=facts.built_year)
    return None


def check_numbers(facts: NumbersFacts) -> tuple[Finding, ...]:
    """Everything that the rules say about new units or new numbers."""
    return judge((x40_numbers_are_free, x40_cells_are_free, x44_new_units_are_of_their_day), facts)


def x44_the_name_is_free(facts: NameFacts) -> Finding | None:
    """X44. Two cemeteries of a town, or two parts of the same place, are not called the same.

    Source: decision of the project: plain sense.
    """
    return stop("X44", "name", name=facts.name) if facts.is_taken else None


def x44_the_kind_fits_who_rests_there(facts: DescriptionFacts) -> Finding | None:
    """X44. A unit with bodies or remains is no columbarium, and one with a right is no common grave or ossuary.

    Source: [S31]
    """
    if facts.kind in ASHES_ONLY_KINDS and facts.unit.unburnt_count:
        return stop("X44", "ashes", count=facts.unit.unburnt_count)
    if facts.kind in SHARED_KINDS and facts.unit.right is not None:
        return stop("X44", "shared")
    return holds("X44") if facts.kind != facts.unit.kind else None


def x44_the_description_is_of_its_day(facts: DescriptionFacts) -> Finding | None:
    """X44. A unit was built before it opened, and opened before anybody was laid in it.

    Source: decision of the project: plain sense.
    """
    if facts.built_year is not None and facts.built_year > facts.today.year:
        return stop("X44", "built", year=facts.built_year)
    if facts.opened_on is None:
        return None
    if facts.retired_on is not None and facts.opened_on >= facts.retired_on:
        return stop("X44", "retired", day=facts.retired_on)
    if facts.first_fact_on is not None and facts.opened_on > facts.first_fact_on:
        return stop("X44", "opened", day=facts.first_fact_on)
    return None


def x44_the_cell_is_free(facts: DescriptionFacts) -> Finding | None:
    """X44. Cells where another unit of the block stands are looked at again before a second one is put there.

    Source: decision of the project: plain sense.
    """
    if not facts.cell_of:
        return None
    return warn("X44", "cells", units=facts.cell_of) if facts.is_large else warn("X44", "cell", unit=facts.cell_of)


def x44_something_changes(facts: DescriptionFacts) -> Finding | None:
    """X44. A change changes something.

    Source: decision of the project: plain sense.
    """
    return None if facts.changes else stop("X44", "same")


def check_description(facts: DescriptionFacts) -> tuple[Finding, ...]:
    """Everything that the rules say about another description of a unit."""
    rules = (
        x44_something_changes, x44_the_kind_fits_who_rests_there, x44_the_description_is_of_its_day,
        x44_the_cell_is_free,
    )  # fmt: skip
    return judge(rules, facts)


def x43_the_units_are_there(facts: ClosingFacts) -> Finding | None:
    """X43. Only units that are there are closed, reopened or retired.

    Source: decision of the project: plain sense.
    """
    if not facts.chosen_count:
        return stop("X43", "none")
    return stop("X43", "gone", units=compact(facts.gone)) if facts.gone else None


def x43_a_closure_is_new_and_ends_after_it_begins(facts: ClosingFacts) -> Finding | None:
    """X43. A unit is put out of service once, until a later day.

    Source: decision of the project: plain sense.
    """
    if facts.closed:
        return stop("X43", "closed", units=compact(facts.closed))
    if facts.until is not None and facts.until <= facts.on:
        return stop("X43", "until", day=facts.on)
    return warn("X43", "held", units=compact(facts.held)) if facts.held else holds("X43", since=facts.on)


def x43_only_what_is_closed_is_reopened(facts: ClosingFacts) -> Finding | None:
    """X43. A unit comes back into service after the day on which it was put out of it, and not on a day to come.

    Source: decision of the project: plain sense.
    """
    if facts.not_closed:
        return stop("X43", "not_closed", units=compact(facts.not_closed))
    if facts.closed_since_then:
        return stop("X43", "same_day", units=compact(facts.closed_since_then))
    return stop("X43", "future", day=facts.on) if facts.on > facts.today else None


def x43_an_empty_unit_without_right_is_retired(facts: ClosingFacts) -> Finding | None:
    """X43. No unit is given up for good while somebody rests there or somebody has a right to it.

    Source: decision of the project: plain sense.
    """
    if facts.occupied:
        return stop("X43", "occupied", units=compact(facts.occupied))
    if facts.held:
        return stop("X43", "right", units=compact(facts.held))
    return warn("X43", "expired", units=compact(facts.expired)) if facts.expired else None


def x43_nothing_happened_there_since(facts: ClosingFacts) -> Finding | None:
    """X43. A unit is retired on a day after which nothing happened in it, and not on a day to come.

    Source: decision of the project: plain sense.
    """
    if facts.on > facts.today:
        return stop("X43", "future", day=facts.on)
    return stop("X43", "later", units=compact(facts.used_later)) if facts.used_later else None


def check_closing(facts: ClosingFacts) -> tuple[Finding, ...]:
    """Everything that the rules say about putting units out of service."""
    return judge((x43_the_units_are_there, x43_a_closure_is_new_and_ends_after_it_begins), facts)


def check_reopening(facts: ClosingFacts) -> tuple[Finding, ...]:
    """Everything that the rules say about bringing units back into service."""
    return judge((x43_the_units_are_there, x43_only_what_is_closed_is_reopened), facts)


def check_retirement(facts: ClosingFacts) -> tuple[Finding, ...]:
    """Everything that the rules say about giving a unit up for good."""
    rules = (
        x43_the_units_are_there, x43_an_empty_unit_without_right_is_retired, x43_nothing_happened_there_since,
    )  # fmt: skip
    return judge(rules, facts)
