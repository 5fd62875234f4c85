"""The one door into a town's data: `with municipality(pk)`. Outside it every query on a town's table fails."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from psycopg.pq import TransactionStatus

_BEYOND_HELP = {TransactionStatus.INERROR, TransactionStatus.UNKNOWN}
_town: ContextVar[int | None] = ContextVar("town", default=None)


def current_municipality_id() -> int | None:
    """Return the key of the town that is open here, or None."""
    return _town.get()


def _is_out_of_reach(wrapper: BaseDatabaseWrapper) -> bool:
    """A closed connection learns the town when it opens; an aborted transaction gets it back by its rollback."""
    raw = wrapper.connection
    return raw is None or wrapper.needs_rollback or raw.info.transaction_status in _BEYOND_HELP


def _tell(wrapper: BaseDatabaseWrapper) -> None:
    if _is_out_of_reach(wrapper):
        return
    value = str(_town.get() or settings.NO_TOWN)
    with wrapper.cursor() as cursor:
        cursor.execute("SELECT set_config('app.municipality', %s, false)", [value])


@contextmanager
def municipality(pk: int) -> Iterator[None]:
    """Open the town `pk` for this context; its rows, and no others, can then be read and written.

    Open it outside `atomic` blocks: a rollback to an older savepoint would take the town away with it.
    """
    token = _town.set(pk)
    try:
        _tell(connection)
        yield
    finally:
        _town.reset(token)
        _leave()


def _leave() -> None:
    try:
        _tell(connection)
    except Exception:
        connection.close()  # never hand a connection on with a town still open
        raise


def keep_open(pk: int, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield `chunks` of a streaming response, each made with the town open: they run after the middleware."""
    iterator = iter(chunks)
    while True:
        with municipality(pk):
            try:
                chunk = next(iterator)
            except StopIteration:
                return
        yield chunk


def follow_connections() -> None:
    """Tell every connection that opens while a town is open which town it is."""
    connection_created.connect(_on_connection, dispatch_uid="cementiris.tenancy.scope")


def _on_connection(sender: Any, connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    if _town.get() is not None:
        _tell(connection)
