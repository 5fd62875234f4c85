"""The states of many units at once: the database derives them, with the same answers as rules.states (ADR 18).

One unit's page asks the rules, which also say why; a plan, a wall, a list or a layer asks here.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, CharField, DateField, Field, QuerySet
from django.db.models.expressions import Col
from django.db.models.sql.compiler import SQLCompiler
from django.db.models.sql.datastructures import BaseTable
from django.db.models.sql.query import Query

from cementiris.registry.models import BurialUnit
from cementiris.registry.rules.states import State

FUNCTION = "registry_unit_states"
COLUMNS: "Mapping[str, Field[Any, Any]]" = {
    "state": CharField(max_length=10),
    "is_anomalous": BooleanField(),
    "right_ends_on": DateField(null=True),
    "is_perpetual": BooleanField(),
}
"""What the function of migration 0008 tells of each unit; the names are those of its columns."""
_STATES = {str(state): state for state in State}
for _name, _field in COLUMNS.items():
    _field.set_attributes_from_name(_name)
    _field.model = BurialUnit


class DerivedState(NamedTuple):
    """What `derive_state` would say of a unit, without the reasons."""

    state: State
    is_anomalous: bool


def with_states(units: QuerySet[BurialUnit], on: date) -> QuerySet[Any]:
    """Return the units as they were on the day, each with `state`, `is_anomalous`, `right_ends_on`, `is_perpetual`.

    `state` is a word of `State` (R55); the last two are of the right that counts. All can be filtered, ordered and
    grouped by like columns. States are derived of all units given, however few are read in the end: of a page of a long
    list, give the page (`with_states(units.order_by("pk")[:50], on)`).
    """
    answer = units.all()
    query = answer.query
    base = str(query.get_initial_alias())
    asked = units if query.is_sliced else units.order_by()
    query.alias_map[base] = _UnitsWithStates(base, asked.values("pk").query, on)
    query.clear_limits()  # of a page, the table holds just its units
    for name, column in COLUMNS.items():
        query.add_annotation(Col(base, column), name)
    return answer


def derived_states(units: QuerySet[BurialUnit], on: date) -> dict[int, DerivedState]:
    """Return the derived state of each unit on the day, by key, in one query."""
    rows = with_states(units, on).values_list("pk", "state", "is_anomalous")
    return {key: DerivedState(_STATES[state], is_anomalous) for key, state, is_anomalous in rows}


class _UnitsWithStates(BaseTable):
    """The units asked for with what the function tells of them, in the place of the table of units.

    The keys are asked for inside the same query, so that thousands of them never travel. OFFSET 0 keeps the filters of
    the query out of the join: with them PostgreSQL expects one unit, and goes through all states again for each.
    """

    def __init__(self, alias: str, keys: Query, on: date) -> None:
        super().__init__(BurialUnit._meta.db_table, alias)
        self.keys, self.on = keys, on

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        """The clause of the FROM list."""
        keys, params = self.keys.get_compiler(connection=connection).as_sql()
        told = ", ".join(f"s.{name}" for name in COLUMNS)
        states = f"{FUNCTION}(ARRAY({keys}), %s::date) s JOIN {self.table_name} u ON u.id = s.unit_id"
        alias = compiler.quote_name_unless_alias(str(self.table_alias))
        return f"(SELECT u.*, {told} FROM {states} OFFSET 0) {alias}", [*params, self.on]

    def relabeled_clone(self, change_map: "dict[str | None, str]") -> "_UnitsWithStates":
        """The same where a subquery has given its tables other names."""
        alias = str(self.table_alias)
        return _UnitsWithStates(change_map.get(alias, alias), self.keys, self.on)
