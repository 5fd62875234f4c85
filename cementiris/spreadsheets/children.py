"""Programs that read what may bring them down: each in a process of its own, held to little time and memory."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from tempfile import TemporaryFile

from cementiris.spreadsheets.errors import Unreadable
from cementiris.spreadsheets.limits import MEGABYTE

SECONDS = 60
OUTPUT = 400 * MEGABYTE
_MEMORY = 2048 * MEGABYTE
#: How a program ends that goes beyond its time or its output, or that there is no memory for.
_STOPS = frozenset({signal.SIGXCPU, signal.SIGXFSZ, signal.SIGKILL, signal.SIGABRT})


def run_held(command: Sequence[str], given: bytes = b"", surroundings: Mapping[str, str] | None = None) -> bytes:
    """What a program prints about what it is given.

    Raise Unreadable: `too_heavy` when it takes too long, too much memory or prints too much, `damaged` when it fails.
    """
    held = ("prlimit", f"--as={_MEMORY}", f"--cpu={SECONDS}", f"--fsize={OUTPUT}", "--core=0")
    words = [*held, *command] if shutil.which("prlimit") else list(command)
    kept = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", **(surroundings or {})}
    with TemporaryFile() as target:
        try:
            subprocess.run(
                words, input=given, stdout=target, stderr=subprocess.DEVNULL, timeout=SECONDS, env=kept, check=True
            )
        except subprocess.TimeoutExpired as error:
            raise Unreadable("too_heavy") from error
        except subprocess.CalledProcessError as error:
            raise Unreadable("too_heavy" if _was_stopped(error.returncode) else "damaged") from error
        target.seek(0)
        return target.read()


def _was_stopped(code: int) -> bool:
    return -code in _STOPS
