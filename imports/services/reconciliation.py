"""An import beside the plan: which units only one of the two has, block by block (R78, R79; DOMAIN 1.2 [S10])."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cementiris.registry.models import Cemetery
from cementiris.registry.numbers import natural_order
from imports.cleaning.codes import block_key
from imports.rows import CleanRow, CleanUnit, ReadOutcome
from imports.services.known import Known, KnownUnit

MOST_BLOCKS = 200
MOST_EXAMPLES = 20
SURELY_SHIFTED = 3
"""So many holders at the same distance from where the register has them are no coincidence."""
_Key = tuple[str, str | int | None]


@dataclass
class _Block:
    """One block: the numbers of the file by unit key, the units of the plan, and what is said of its numbers."""

    name: str
    told: dict[str, str] = field(default_factory=dict)
    unknown: dict[str, str] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
    planned: list[KnownUnit] = field(default_factory=list)
    is_planned: bool = False
    stated: tuple[int, int] | None = None
    moves: Counter[int] = field(default_factory=Counter)


def reconcile(outcome: ReadOutcome, cemetery_name: str, on: date) -> dict[str, Any]:
    """Return, ready for JSON, every block with its counts in the file, on the plan and as stated, and what differs.

    A unit is on the plan when it is drawn there or a clerk made it by hand. Blocks that differ come first.
    """
    cemetery = Cemetery.objects.filter(name=cemetery_name).first()
    known = Known.of(cemetery, on) if cemetery else None
    blocks = _blocks(outcome, known)
    lines = sorted(
        (_line(block) for block in blocks), key=lambda line: (not _differs(line), natural_order(line["block"]))
    )
    return {
        "blocks": lines[:MOST_BLOCKS],
        "left_out": max(0, len(lines) - MOST_BLOCKS),
        "differing": sum(map(_differs, lines)),
        "in_file": sum(line["in_file"] for line in lines),
        "on_plan": sum(line["on_plan"] or 0 for line in lines),
        "only_in_file": sum(line["only_in_file"]["count"] for line in lines),
        "only_on_plan": sum(line["only_on_plan"]["count"] for line in lines),
    }


def _blocks(outcome: ReadOutcome, known: Known | None) -> list[_Block]:
    blocks: dict[_Key, _Block] = {}
    for row in outcome.rows:
        if row.unit is not None and not row.is_set_aside:
            key = _key(row.unit, known)
            block = blocks.setdefault(key, _Block(_name(row.unit, key, known)))
            block.stated = block.stated or outcome.ranges.get(block_key(row.unit.block))
            _tell(block, row, known)
    for unit in known.units.values() if known else ():
        if unit.is_placed and unit.retired_on is None and known is not None:
            key = ("section", unit.section)
            blocks.setdefault(key, _Block(_section_name(unit.section, known))).planned.append(unit)
    for (where, section), block in blocks.items():
        # A block that the register has not at all is missing from the plan, if there is a plan.
        block.is_planned = known is not None and (
            section in known.planned if where == "section" else bool(known.planned)
        )
    return list(blocks.values())


def _key(unit: CleanUnit, known: Known | None) -> _Key:
    found = known.section_of(unit) if known else None
    if found is not None:
        return ("section", found[0])
    return ("words", " ".join((*unit.section_path, block_key(unit.block))))


def _name(unit: CleanUnit, key: _Key, known: Known | None) -> str:
    if key[0] == "section" and known is not None:
        return _section_name(key[1] if isinstance(key[1], int) else None, known)
    return " ".join(part for part in (*unit.section_path, unit.block) if part)[:80]


def _section_name(section: int | None, known: Known) -> str:
    return known.names.get(section or 0, "")


def _tell(block: _Block, row: CleanRow, known: Known | None) -> None:
    assert row.unit is not None
    number = row.unit.number or row.unit.kind
    block.told.setdefault(row.unit.key, number)
    there = [unit for unit in known.candidates(row.unit) if unit.retired_on is None] if known else []
    block.seen.update(unit.pk for unit in there)
    if not there:
        block.unknown.setdefault(row.unit.key, number)
    if known is not None and any(issue.code == "holder_elsewhere" for issue in row.issues):
        block.moves.update(known.moves_of(row))


def _line(block: _Block) -> dict[str, Any]:
    absent = [unit.number or unit.kind for unit in block.planned if unit.pk not in block.seen]
    shift, count = next(iter(block.moves.most_common(1)), (0, 0))
    return {
        "block": block.name,
        "in_file": len(block.told),
        "on_plan": len(block.planned) if block.is_planned else None,
        "stated": list(block.stated) if block.stated else None,
        "stated_missing": _some(_missing(block)),
        "only_in_file": _some(block.unknown.values() if block.is_planned else ()),
        "only_on_plan": _some(absent if block.is_planned else ()),
        "shift": shift if count >= SURELY_SHIFTED else 0,
    }


def _missing(block: _Block) -> Iterator[str]:
    """The numbers that the block is said to have and no row tells of."""
    if block.stated is None:
        return
    told = {int(number) for number in block.told.values() if number.isascii() and number.isdecimal()}
    first, last = block.stated
    yield from (str(number) for number in range(first, min(last, first + 100_000) + 1) if number not in told)


def _some(numbers: Iterable[str]) -> dict[str, Any]:
    found: Sequence[str] = sorted(set(numbers), key=natural_order)
    return {"count": len(found), "examples": list(found[:MOST_EXAMPLES])}


def _differs(line: dict[str, Any]) -> bool:
    return bool(
        line["only_in_file"]["count"]
        or line["only_on_plan"]["count"]
        or line["stated_missing"]["count"]
        or line["shift"]
    )
