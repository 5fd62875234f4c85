"""The program that reads a survey file, in a process of its own: `python -m gis.surveys.child`.

It is given the files laid out for reading as JSON and prints their tables, or the refusal, as JSON. Whoever starts it
(`held.py`) holds it to little time and memory, lets GDAL know only the formats of a survey, and keeps it off the net.
"""

import json
import sys
from pathlib import Path
from typing import Any

from gis.surveys.packing import Laid
from gis.surveys.refusals import SurveyRefusedError
from gis.surveys.tables import read_tables


def answer(asked: str) -> dict[str, Any]:
    """The tables of the files asked for, or why there are none."""
    laid = [Laid(Path(file["path"]), file["name"]) for file in json.loads(asked)]
    try:
        return {"tables": [table.as_json() for table in read_tables(laid)]}
    except SurveyRefusedError as error:
        return {"refused": error.code, "facts": error.facts}


if __name__ == "__main__":
    json.dump(answer(sys.stdin.read()), sys.stdout)
