"""Asking the operator's virus scanner about a file, where one is set up (R72)."""

import shlex
import subprocess
from tempfile import NamedTemporaryFile

from django.conf import settings

CLEAN, INFECTED, FAILED = "clean", "infected", "failed"
SECONDS = 60
_ANSWERS = {0: CLEAN, 1: INFECTED}
"""What clamdscan and clamscan return; anything else is a fault of the scanner."""


def scan(content: bytes) -> str:
    """What the scanner of `ATTACHMENT_SCANNER` says of the content: clean, infected or failed; "" without a scanner.

    The command gets the path of a temporary file as its last word.
    """
    command = shlex.split(settings.ATTACHMENT_SCANNER)
    if not command:
        return ""
    with NamedTemporaryFile(prefix="cementiris-") as file:
        file.write(content)
        file.flush()
        try:
            run = subprocess.run([*command, file.name], capture_output=True, timeout=SECONDS, check=False)
        except (OSError, subprocess.TimeoutExpired):
            return FAILED
    return _ANSWERS.get(run.returncode, FAILED)
