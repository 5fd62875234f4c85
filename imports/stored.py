"""What was read of files as lines of JSON and back: reading them again takes a tenth of reading the files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from operator import attrgetter
from pathlib import Path
from sys import intern
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from cementiris.registry.dates import PartialDate
from imports.rows import CleanRow, ReadOutcome

_Read = Callable[[Any], Any]
_HERE = Path(__file__).parent
_CODE = (_HERE, _HERE.parent / "cementiris" / "registry", _HERE.parent / "cementiris" / "spreadsheets")
"""Where the code and the words lie that reading depends on."""

_PLAIN: dict[Any, _Read] = {
    PartialDate: PartialDate.parse_edtf,
    date: date.fromisoformat,
    Decimal: Decimal,
    str: intern,
}
"""How single values are read; each word stands in memory once."""


@cache
def version_of_reading() -> str:
    """A digest of the code and the words that read files: what an older version read is read anew."""
    digest = hashlib.sha256()
    for path in sorted(path for folder in _CODE for path in folder.rglob("*") if path.suffix in (".py", ".txt")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def lines_of(outcome: ReadOutcome) -> Iterator[str]:
    """Write an outcome, one row a line and everything else on the first.

    What a row says in the source is left out: it stands with the row of its import, and is half of the memory.
    """
    parts = {field.name: getattr(outcome, field.name) for field in fields(outcome) if field.name != "rows"}
    yield _write({name: list(part.items()) if isinstance(part, dict) else part for name, part in parts.items()})
    told = attrgetter(*(field.name for field in fields(CleanRow)))
    place = [field.name for field in fields(CleanRow)].index("raw")
    for row in outcome.rows:
        values = told(row)
        yield _encoder.encode((*values[:place], (), *values[place + 1 :]))


def outcome_of(lines: Iterable[str]) -> ReadOutcome:
    """Read back what `lines_of` wrote with the same version of the code."""
    rest = iter(lines)
    hints = get_type_hints(ReadOutcome)
    parts = {name: _as(_reader(hints[name]), part) for name, part in json.loads(next(rest)).items()}
    read = _builder(CleanRow)
    return ReadOutcome(rows=[read(json.loads(line)) for line in rest], **parts)


_encoder = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), check_circular=False, default=lambda value: _plain(value)
)


def _write(value: object) -> str:
    return _encoder.encode(value if isinstance(value, dict) else _plain(value))


def _plain(value: Any) -> Any:
    if isinstance(value, PartialDate):
        return value.edtf
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    kind: Any = type(value)
    return _values_of(kind)(value)


@cache
def _values_of(kind: type) -> Callable[[Any], tuple[Any, ...]]:
    if not is_dataclass(kind):
        raise TypeError(kind)
    return attrgetter(*(field.name for field in fields(kind)))


@cache
def _builder(kind: type) -> _Read:
    """Build an object of a dataclass from the list of its values."""
    hints = get_type_hints(kind)
    readers = [_reader(hints[field.name]) for field in fields(kind)]
    special = [(place, read) for place, read in enumerate(readers) if read]

    def build(values: list[Any]) -> Any:
        for place, read in special:
            values[place] = read(values[place])
        return kind(*values)

    return build


@cache
def _reader(hint: Any) -> _Read | None:
    """How a value of this type is read; None where JSON gives it as it is."""
    if hint in _PLAIN:
        return _PLAIN[hint]
    if is_dataclass(hint):
        kind: Any = hint
        return _builder(kind)
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _optional(next(kind for kind in inner if kind is not type(None)))
    if origin is tuple:
        return _tuple(inner)
    if origin is list:
        return lambda values: [_as(_reader(inner[0]), value) for value in values]
    if origin is dict:
        return lambda pairs: {key: _as(_reader(inner[1]), value) for key, value in pairs}
    return None


def _optional(hint: Any) -> _Read | None:
    read = _reader(hint)
    return (lambda value: None if value is None else read(value)) if read else None


def _tuple(inner: tuple[Any, ...]) -> _Read:
    if inner[-1] is Ellipsis:
        read = _reader(inner[0])
        return (lambda values: tuple(map(read, values))) if read else tuple
    readers = [_reader(hint) for hint in inner]
    return lambda values: tuple(_as(read, value) for read, value in zip(readers, values, strict=True))


def _as(read: _Read | None, value: Any) -> Any:
    return read(value) if read else value
