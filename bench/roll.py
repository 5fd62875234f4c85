"""The roll that is imported; without Django, so that a process of its own can write it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from demo.register import write_register
from demo.towns import Block, Town
from demo.workbook import save_workbook

WALL = 200
"""Niches of a wall."""


def write_roll(rows: int, path: Path) -> None:
    """Write a roll of niches: a sheet for each wall, its header below titles, the dead of a niche in one cell."""
    kinds = ["Nínxol"] * (rows // WALL - 1) + ["Columbari"]
    blocks = tuple(
        Block(f"B{number}", 5, WALL // 5, 1950 + number % 60, kind=kind) for number, kind in enumerate(kinds, 1)
    )
    town = Town("99999", "Bench", "bench", "Cementiri", "08999", seed=7, blocks=blocks)
    save_workbook(town, write_register(town, date(2026, 11, 22)), path)
