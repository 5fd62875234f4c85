"""The town's arms as a picture: one small JPEG a town among the private files, under its code, without a row.

What is kept is drawn anew from what was brought, small and bare of anything beside the picture: whoever prints it
handles no stranger's bytes.
"""

from __future__ import annotations

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage

from cementiris.accounts.models import Municipality
from cementiris.registry.file_types import type_of
from cementiris.registry.pictures import look_at
from cementiris.registry.services.scanning import CLEAN, scan

MOST_BYTES = 5_000_000


class NoPicture(Exception):
    """What was brought cannot be the town's arms; `code` says why: "large", "no_picture" or "broken"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def keep_arms(town: Municipality, file: File[bytes]) -> None:
    """Keep a picture as the arms of the town, in the place of the one before. Raises NoPicture."""
    if file.size > MOST_BYTES:
        raise NoPicture("large")
    picture = _drawn_anew(file.read())
    remove_arms(town)
    default_storage.save(_name(town), ContentFile(picture))


def remove_arms(town: Municipality) -> None:
    """Go back to the lozenge with the town's initial."""
    default_storage.delete(_name(town))


def arms_of(town: Municipality) -> bytes:
    """The arms of the town as a JPEG; empty where it has given none."""
    try:
        with default_storage.open(_name(town)) as file:
            content: bytes = file.read()
            return content
    except FileNotFoundError:
        return b""


def _drawn_anew(content: bytes) -> bytes:
    kind = type_of(content)
    if kind is None or not kind.is_picture or scan(content) not in ("", CLEAN):
        raise NoPicture("no_picture")
    picture = look_at(content)
    if picture.damage or not picture.preview:
        raise NoPicture("broken")
    return picture.preview


def _name(town: Municipality) -> str:
    return f"arms/{town.code}.jpg"
