"""Cemeteries, blocks and units as typed, and what is to become of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from cementiris.registry.models import Cemetery, ClosureReason, Numbering, Section, UnitKind
from cementiris.registry.numbering import PlannedUnit


@dataclass(frozen=True, kw_only=True)
class CemeteryEntry:
    """A cemetery as typed; its plan comes from a survey."""

    name: str = ""


@dataclass(frozen=True, kw_only=True)
class SectionEntry:
    """A part of a cemetery as typed: zone, street, courtyard, block. With floors and columns it is a wall.

    A cell of it is `cell_width` by `cell_height` centimetres.
    """

    name: str = ""
    level_name: str = ""
    parent: Section | None = None
    floors: int | None = None
    columns: int | None = None
    numbering: str = Numbering.ROWS_RIGHTWARD
    first_number: int = 1
    cell_width: int | None = None
    cell_height: int | None = None


@dataclass(frozen=True, kw_only=True)
class NewUnitsEntry:
    """Units to be made in a block, or outside any. `wall` describes the block anew where it had no description.

    Each is `columns_wide` by `floors_high` cells large.
    """

    cemetery: Cemetery
    section: Section | None = None
    kind: str = UnitKind.NICHE
    units: tuple[PlannedUnit, ...] = ()
    unreadable: str = ""
    built_year: int | None = None
    opened_on: date | None = None
    notes: str = ""
    wall: SectionEntry | None = None
    columns_wide: int = 1
    floors_high: int = 1


@dataclass(frozen=True, kw_only=True)
class DescriptionEntry:
    """What a unit is, as typed. `stated_state` is what the old source said of it; empty where it counts no more."""

    kind: str
    floor: int | None = None
    column: int | None = None
    columns_wide: int = 1
    floors_high: int = 1
    built_year: int | None = None
    opened_on: date | None = None
    stated_state: str = ""
    notes: str = ""


@dataclass(frozen=True, kw_only=True)
class RenumberingEntry:
    """The numbers that units are to bear from a day on, by key of the unit; `section` moves them to another block."""

    on: date
    numbers: Mapping[int, str] = field(default_factory=dict)
    section: Section | None = None
    unreadable: str = ""


@dataclass(frozen=True, kw_only=True)
class ClosingEntry:
    """Units to be put out of service, brought back or given up for good on a day; `until` is the first day back."""

    on: date
    unit_ids: tuple[int, ...] = ()
    reason: str = ClosureReason.OTHER
    note: str = ""
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class MergeEntry:
    """Units that become part of one, which takes another kind and, where it is typed, another number."""

    on: date
    part_ids: tuple[int, ...] = ()
    kind: str = UnitKind.DOUBLE_NICHE
    number: str = ""


@dataclass(frozen=True, kw_only=True)
class SplitEntry:
    """The new units that come out of one. `homes` says for each person, by key, 0 for the unit that stays, 1 for the
    first new one and so on. All take the `kind`; the one that stays keeps its number unless `kept_number` is typed.
    """

    on: date
    kept_number: str = ""
    numbers: tuple[str, ...] = ()
    kind: str = UnitKind.NICHE
    homes: Mapping[int, int] = field(default_factory=dict)
