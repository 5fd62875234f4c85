"""The files beside a dBase table that hold its long texts: .dbt of dBase III and IV, .fpt of FoxPro."""

from __future__ import annotations

from cementiris.spreadsheets.errors import Unreadable
from cementiris.spreadsheets.limits import MEGABYTE

_FOXPRO = frozenset(b"\x30\x31\x32\xf5\xfb")
_DBASE_4 = frozenset(b"\x8b\x8e\xcb\x7b")
_BLOCK = 512
_LONGEST = 64 * 1024
_SHARED, _SLACK = 8, 32 * MEGABYTE
"""Copied records lead to one text; a file in which all lead to one would fill the memory."""
_MARK_OF_4 = b"\xff\xff\x08\x00"


class MemoFile:
    """Long texts by the number of the block in which they begin."""

    def __init__(self, content: bytes, version: int) -> None:
        """`version` is the first byte of the table that the memos belong to."""
        self.content = content
        self.left = _SHARED * len(content) + _SLACK
        self.version = version
        self.block = _BLOCK
        if version in _FOXPRO:
            self.block = int.from_bytes(content[6:8], "big") or 64
        elif version in _DBASE_4:
            self.block = int.from_bytes(content[20:22], "little") or _BLOCK

    def text_at(self, block: int) -> bytes:
        """The text that begins in a block, or nothing where the file does not reach so far.

        Raise Unreadable(damaged) when far more text has been asked for than the file holds.
        """
        text = self._text_at(block)
        self.left -= len(text)
        if self.left < 0:
            raise Unreadable("damaged")
        return text

    def _text_at(self, block: int) -> bytes:
        at = block * self.block
        head = self.content[at : at + 8]
        if self.version in _FOXPRO:
            return self.content[at + 8 : at + 8 + min(int.from_bytes(head[4:8], "big"), _LONGEST)]
        if self.version in _DBASE_4 and head.startswith(_MARK_OF_4):
            return self.content[at + 8 : at + min(int.from_bytes(head[4:8], "little"), _LONGEST)]
        return self.content[at : at + _LONGEST].partition(b"\x1a")[0]
