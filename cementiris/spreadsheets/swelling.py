"""Whether a workbook may take far more memory than its bytes: one text may stand in a million of its cells."""

from __future__ import annotations

import re

from cementiris.spreadsheets.archives import Archive
from cementiris.spreadsheets.extents import whole_tags
from cementiris.spreadsheets.limits import MEGABYTE

MOST_TEXT = 400 * MEGABYTE
_SHARED = re.compile(rb"<(?:[^\s<>/:]+:)?si[\s>]")
_END_OF_SHARED = re.compile(rb"</(?:[^\s<>/:]+:)?si\s*>")
_HIDING = b"<!"
"""Comments and raw text may hold what only looks like the end of a text."""


def may_swell(archive: Archive) -> bool:
    """Whether all cells together may hold more text than a process should be given.

    An OpenDocument sheet may say that a text comes again as often as it likes, and its cells are not counted here. In
    the others the cells that share texts are taken to share the longest one, which is seldom true and never too little.
    """
    if "content.xml" in archive.names:
        return True
    longest = count = 0
    for member in archive.members:
        stretch = 0
        for chunk in whole_tags(archive.chunks(member)):
            count += chunk.count(b'"s"') + chunk.count(b"'s'")
            if stretch or _SHARED.search(chunk):
                texts = [chunk] if _HIDING in chunk else _END_OF_SHARED.split(chunk)
                longest = max(longest, stretch + len(texts[0]), *map(len, texts))
                stretch = len(texts[-1]) + (stretch if len(texts) == 1 else 0)
    return longest * count > MOST_TEXT
