"""Programs that read what may bring them down: each in a process of its own, held to little time and memory."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from tempfile import TemporaryFile

from cementiris.spreadsheets.errors import Unreadable
from cementiris.spreadsheets.limits import MEGABYTE

SECONDS = 60
OUTPUT = 400 * MEGABYTE
_MEMORY = 2048 * MEGABYTE


def run_held(command: Sequence[str], given: bytes = b"", surroundings: Mapping[str, str] | None = None) -> bytes:
    """What a program prints about what it is given; raise Unreadable when it fails, or takes or prints too much."""
    held = ("prlimit", f"--as={_MEMORY}", f"--cpu={SECONDS}", f"--fsize={OUTPUT}", "--core=0")
    words = [*held, *command] if shutil.which("prlimit") else list(command)
    kept = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", **(surroundings or {})}
    with TemporaryFile() as target:
        try:
            subprocess.run(
                words, input=given, stdout=target, stderr=subprocess.DEVNULL, timeout=SECONDS, env=kept, check=True
            )
        # It ended with an error or by a signal, or did not end in time.
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            raise Unreadable("damaged") from error
        target.seek(0)
        return target.read()
