"""Workbooks that are read in a process of their own: of Excel 97 and before, and those that may swell.

Their cells say in two bytes each where they stand, and a damaged one may lie: the library would then ask for more
memory than there is, which no Python can catch. Run as a program it reads a workbook and prints its sheets as JSON.
"""

from __future__ import annotations

import json
import sys
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from cementiris.spreadsheets.cells import Cell, Cells
from cementiris.spreadsheets.children import run_held
from cementiris.spreadsheets.errors import Unreadable
from cementiris.spreadsheets.limits import Limits
from cementiris.spreadsheets.workbooks import Sheet, read_here

_ROOT = Path(__file__).parents[2]


def read_apart(content: bytes, limits: Limits) -> list[Sheet]:
    """Every sheet of cells of a workbook; raise Unreadable as `read_workbook` does."""
    command = (sys.executable, "-m", "cementiris.spreadsheets.old_workbooks", str(limits.cells), str(limits.columns))
    told = json.loads(run_held((*command, str(limits.sheets)), content, {"PYTHONPATH": str(_ROOT)}))
    if "code" in told:
        raise Unreadable(told["code"], **told["values"])
    return [(name, [[_back(cell) for cell in row] for row in rows]) for name, rows in told["sheets"]]


def _back(cell: Any) -> Cell:
    if not isinstance(cell, dict):
        return cell  # type: ignore[no-any-return]
    ((kind, value),) = cell.items()
    if kind == "seconds":
        return timedelta(seconds=value)
    if kind == "time":
        return time.fromisoformat(value)
    return datetime.fromisoformat(value) if kind == "instant" else date.fromisoformat(value)


def _out(cell: Cell) -> Any:
    if isinstance(cell, datetime):
        return {"instant": cell.isoformat()}
    if isinstance(cell, date):
        return {"day": cell.isoformat()}
    if isinstance(cell, time):
        return {"time": cell.isoformat()}
    return {"seconds": cell.total_seconds()} if isinstance(cell, timedelta) else cell


def _told(content: bytes, limits: Limits) -> dict[str, Any]:
    def written(rows: list[Cells]) -> list[list[Any]]:
        return [[_out(cell) for cell in row] for row in rows]

    try:
        return {"sheets": [(name, written(rows)) for name, rows in read_here(content, limits)]}
    except Unreadable as error:
        return {"code": error.code, "values": error.values}
    except MemoryError:
        return {"code": "too_heavy", "values": {}}


if __name__ == "__main__":
    cells, columns, sheets = map(int, sys.argv[1:])
    json.dump(_told(sys.stdin.buffer.read(), Limits(cells=cells, columns=columns, sheets=sheets)), sys.stdout)
