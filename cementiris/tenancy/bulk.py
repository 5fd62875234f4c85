"""Writing many rows at once, under the town's policy: COPY into a temporary table, INSERT … SELECT from there."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from operator import attrgetter
from typing import Any

from django.contrib.gis.db.models import GeometryField
from django.contrib.postgres.fields import RangeField
from django.db import connection, models, transaction

_Row = tuple[Any, ...]


def insert_many(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """Insert `rows` of one model and give them their keys; about ten times as fast as `bulk_create`.

    COPY itself is refused on a table with row-level security, hence the temporary table. `save()` is not called:
    whoever builds the rows fills what it derives. Raises IntegrityError like any insert.
    """
    if not rows:
        return
    table, columns = model._meta.db_table, ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)
    with transaction.atomic(), connection.cursor() as cursor:  # a refusal takes the temporary table away too
        _give_keys(model, rows)
        cursor.execute(f"CREATE TEMP TABLE incoming AS SELECT {columns} FROM {table} WITH NO DATA")
        with cursor.copy(f"COPY incoming ({columns}) FROM STDIN") as copy:
            for values in _values(model, rows):
                copy.write_row(values)
        cursor.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM incoming")
        cursor.execute("DROP TABLE incoming")


def insert_in_slices(model: type[models.Model], rows: Iterable[models.Model], size: int = 20_000) -> None:
    """Insert rows that nobody needs afterwards, so many at a time, so that they never stand in memory together."""
    waiting = iter(rows)
    while part := list(islice(waiting, size)):
        insert_many(model, part)


def new_keys(model: type[models.Model], count: int) -> list[int]:
    """Take `count` keys for rows of `model` that are about to be inserted: one query."""
    if not count:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [key for (key,) in cursor.fetchall()]


def insert_tuples(model: type[models.Model], names: Sequence[str], rows: Iterable[_Row], *, size: int = 20_000) -> None:
    """Insert rows given as tuples of the fields `names` (by attname, the key among them); no instance is made.

    Every other field gets its default, the same for all. Some five times as fast as `insert_many`, and only `size`
    rows stand in memory at once. Raises IntegrityError like any insert.
    """
    waiting = iter(rows)
    while part := list(islice(waiting, size)):
        _insert_part(model, names, part)


def _insert_part(model: type[models.Model], names: Sequence[str], rows: Sequence[_Row]) -> None:
    fields = {field.attname: field for field in model._meta.concrete_fields}
    told = ", ".join(f'"{fields[name].column}"' for name in names)
    rest = [field for name, field in fields.items() if name not in names]
    constants = ", ".join(["", *(f"%s::{field.db_type(connection)}" for field in rest)])
    others = ", ".join(["", *(f'"{field.column}"' for field in rest)])
    empty = model()
    values = [field.get_db_prep_save(field.pre_save(empty, add=True), connection) for field in rest]
    table = model._meta.db_table
    with transaction.atomic(), connection.cursor() as cursor:  # a refusal takes the temporary table away too
        cursor.execute(f"CREATE TEMP TABLE incoming AS SELECT {told} FROM {table} WITH NO DATA")
        with cursor.copy(f"COPY incoming ({told}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(f"INSERT INTO {table} ({told}{others}) SELECT {told}{constants} FROM incoming", values)
        cursor.execute("DROP TABLE incoming")


def update_tuples(model: type[models.Model], names: Sequence[str], rows: Sequence[_Row]) -> None:
    """Write over the fields `names` (by attname) of rows given as tuples of the key and these fields: five queries."""
    columns = {field.attname: field.column for field in model._meta.concrete_fields}
    told = ", ".join(f'"{columns[name]}"' for name in ("id", *names))
    changed = ", ".join(f'"{columns[name]}" = incoming."{columns[name]}"' for name in names)
    table = model._meta.db_table
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE incoming AS SELECT {told} FROM {table} WITH NO DATA")
        with cursor.copy(f"COPY incoming ({told}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(f"UPDATE {table} SET {changed} FROM incoming WHERE {table}.id = incoming.id")
        cursor.execute("DROP TABLE incoming")


def _give_keys(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    for row, key in zip(rows, new_keys(model, len(rows)), strict=True):
        row.pk = key


def _values(model: type[models.Model], rows: Sequence[models.Model]) -> Iterator[_Row]:
    fields = model._meta.concrete_fields
    before = [field for field in fields if type(field).pre_save is not models.Field.pre_save]
    read = attrgetter(*(field.attname for field in fields))
    special = [(index, _writer(field)) for index, field in enumerate(fields) if _writer(field)]
    for row in rows:
        for field in before:
            setattr(row, field.attname, field.pre_save(row, add=True))
        values = list(read(row))
        for index, write in special:
            values[index] = write(values[index])  # type: ignore[misc]  # only fields with a writer are listed
        yield tuple(values)


def _writer(field: "models.Field[Any, Any]") -> Callable[[Any], Any] | None:
    """Most values go to COPY as they are; geometry, JSON and ranges need their own form."""
    if isinstance(field, GeometryField):
        return lambda value: value.hexewkb.decode() if value else None
    if isinstance(field, models.JSONField | RangeField):
        return lambda value: field.get_db_prep_save(value, connection)
    return None
