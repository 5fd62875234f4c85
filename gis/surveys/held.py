"""Reading a survey file where it can do no harm: a process of its own, little time and memory, no network. Pure."""

import json
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pyogrio

from cementiris.spreadsheets.children import run_held
from cementiris.spreadsheets.errors import Unreadable
from gis.surveys.layers import Table
from gis.surveys.packing import Handed, lay_out
from gis.surveys.refusals import SurveyRefusedError
from gis.surveys.tables import DRIVERS

_ROOT = Path(__file__).resolve().parents[2]
#: Nobody listens there: whatever in a file asks for an address, it is asked of nobody and at once.
_NOWHERE = "127.0.0.1:9"


def read_held(file: Handed) -> list[Table]:
    """Every layer of a file handed in; SurveyRefusedError says what is wrong with it.

    A file that takes more than a minute or 2 GB to read ends its process and is refused (`gave_up`).
    """
    with TemporaryDirectory(prefix="survey-") as folder:
        laid = lay_out(file, Path(folder))
        asked = json.dumps([{"path": str(one.path), "name": one.name} for one in laid]).encode()
        try:
            told = json.loads(run_held([sys.executable, "-m", "gis.surveys.child"], asked, _surroundings(folder)))
        except (Unreadable, ValueError) as error:
            raise SurveyRefusedError("gave_up") from error
    if "refused" in told:
        raise SurveyRefusedError(told["refused"], **told["facts"])
    return [Table.from_json(table) for table in told["tables"]]


def _surroundings(folder: str) -> dict[str, str]:
    """What GDAL is told: only the formats of a survey, no network, nothing beside the file but the folder."""
    return {
        "PYTHONPATH": str(_ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": folder,
        "TMPDIR": folder,
        "OPENBLAS_NUM_THREADS": "1",
        "GDAL_SKIP": ",".join(_other_drivers()),
        "GDAL_HTTP_PROXY": _NOWHERE,
        "GDAL_HTTP_TIMEOUT": "1",
        "GDAL_HTTP_MAX_RETRY": "0",
        "GDAL_DISABLE_READDIR_ON_OPEN": "EMPTY_DIR",
        "GDAL_PAM_ENABLED": "NO",
        "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": "{none}",
        "OGR_SQLITE_JOURNAL": "OFF",
        "PROJ_NETWORK": "OFF",
        "LIBKML_RESOLVE_STYLE": "NO",
        "LIBKML_EXTERNAL_STYLE": "NO",
    }


@cache
def _other_drivers() -> tuple[str, ...]:
    return tuple(sorted(name for name in pyogrio.list_drivers() if name not in DRIVERS))
