"""Writes the papers of an invented town: its legacy workbook and its survey, the same for the same day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from demo.plan import save_plan
from demo.register import write_register
from demo.towns import Town
from demo.workbook import save_workbook


def write_papers(town: Town, folder: Path, on: date) -> tuple[Path, Path]:
    """Write workbook and survey of `town` as of the day `on` into `folder`; return where they are."""
    workbook, survey = folder / town.workbook, folder / town.survey
    save_workbook(town, write_register(town, on), workbook)
    save_plan(town, survey)
    return workbook, survey
