"""The fingerprint of a source: by the headers of its sheets the next file of the same hand is known again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256

from cementiris.registry.names import fold
from imports.header import Header, find_header
from imports.mapping import Mapping
from imports.rows import RawSheet

_YEAR = re.compile(r"\b(?:1[6-9]|20)\d\d\b")
_NOTHING_SAID = Mapping()


def layout_of(sheets: Sequence[RawSheet]) -> str:
    """The fingerprint of the headers of all sheets, as 64 signs; nothing when no sheet has a header.

    Names of files and sheets, the number of rows and of like sheets, titles and years in headers do not count.
    """
    headers = {_words(header) for sheet in sheets if (header := find_header(sheet, _NOTHING_SAID)) is not None}
    if not headers:
        return ""
    return sha256("\n".join(sorted(headers)).encode()).hexdigest()


def _words(header: Header) -> str:
    """The names of the columns in their order, folded."""
    return "|".join(fold(_YEAR.sub("", column.header)) for column in header.columns)
