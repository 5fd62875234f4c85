"""Rows of a layer whose costly columns are computed as late as can be: of the page that is read, not of the town."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Self

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import F, Q
from django.db.models.constants import LOOKUP_SEP

Completion = Callable[[Any], Any]


class LayerRows(models.QuerySet[Any]):
    """A query for programs that page, filter and sort by any column, stored or computed.

    What `completed_by` adds (the state of a unit, its people) is joined when rows are read or when a filter speaks of
    it. Pages never overlap: whatever rows are sorted by, ties are settled by their key.
    """

    _completion: Completion | None = None
    _late: frozenset[str] = frozenset()

    def completed_by(self, completion: Completion, columns: Iterable[str]) -> Self:
        """Let `completion` add `columns` when they are needed."""
        rows = self.all()
        rows._completion, rows._late = completion, frozenset(columns)
        return rows

    def complete(self) -> Self:
        """Return the rows with their late columns. Those of a page come joined to its keys: its limits are spent."""
        if self._completion is None:
            return self
        rows = self.all()
        rows._completion, rows._late = None, frozenset()
        completed: Self = self._completion(rows)
        completed.query.clear_limits()
        return completed

    def filter(self, *args: Any, **kwargs: Any) -> Self:
        """Narrow; a condition on a late column completes the rows first."""
        return super(LayerRows, self._ready_for(_names(Q(*args, **kwargs)))).filter(*args, **kwargs)

    def annotate(self, *args: Any, **kwargs: Any) -> Self:
        """Add a column; one that is made of a late column completes the rows first."""
        names = (name for expression in (*args, *kwargs.values()) for name in _names(expression))
        return super(LayerRows, self._ready_for(names)).annotate(*args, **kwargs)

    def order_by(self, *field_names: Any) -> Self:
        """Sort, and where that leaves a tie by key."""
        names = (name for field in field_names for name in _names(field))
        return super(LayerRows, self._ready_for(names)).order_by(*field_names, "pk")

    def values_list(self, *fields: Any, **kwargs: Any) -> Any:
        """Rows as tuples; those with a late column are completed first."""
        return super(LayerRows, self._ready_for(fields)).values_list(*fields, **kwargs)

    def only(self, *fields: str | None) -> Self:
        """Load these fields; computed columns are loaded anyhow."""
        return super().only(*[name for name in fields if name and self._is_stored(name)])

    def defer(self, *fields: str | None) -> Self:
        """Leave these fields out; computed columns are loaded anyhow."""
        return super().defer(*[name for name in fields if name and self._is_stored(name)])

    def iterator(self, chunk_size: int | None = 2000) -> Iterator[Any]:
        """Read the completed rows one after another."""
        return super(LayerRows, self.complete()).iterator(chunk_size)

    def __getitem__(self, key: Any) -> Any:
        """Take a page: only its rows are completed."""
        page = super().__getitem__(key)
        return page.complete() if isinstance(page, LayerRows) else page

    def _fetch_all(self) -> None:
        if self._result_cache is None and self._completion is not None:
            self.query, self._completion = self.complete().query, None
        super()._fetch_all()

    def _clone(self) -> Self:
        rows: Self = super()._clone()  # type: ignore[misc]  # Django's own, not in its stubs
        rows._completion, rows._late = self._completion, self._late
        return rows

    def _ready_for(self, names: Iterable[Any]) -> Self:
        return self.complete() if any(str(name).partition(LOOKUP_SEP)[0] in self._late for name in names) else self

    def _is_stored(self, name: str) -> bool:
        if name == "pk":
            return True
        try:
            self.model._meta.get_field(name)
        except FieldDoesNotExist:
            return False
        return True


def _names(expression: Any) -> Iterator[str]:
    """The columns that a condition or an expression speaks of, before the query has resolved them."""
    if isinstance(expression, Q):
        for child in expression.children:
            yield from _names_of_child(child)
    elif isinstance(expression, F):
        yield expression.name  # type: ignore[attr-defined]  # not in the stubs
    elif isinstance(expression, str):
        yield expression.lstrip("-")
    elif hasattr(expression, "get_source_expressions"):
        for source in expression.get_source_expressions():
            yield from _names(source)


def _names_of_child(child: Any) -> Iterator[str]:
    if isinstance(child, tuple):
        yield child[0]
        yield from (() if isinstance(child[1], str) else _names(child[1]))
    else:
        yield from _names(child)
