"""The states of many units at once: the database derives them, with the same answers as rules.states (ADR 18).

One unit's page asks the rules, which also say why; a plan, a wall, a list or a layer asks here.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple, cast

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, CharField, DateField, Field, QuerySet
from django.db.models.expressions import Col
from django.db.models.sql.compiler import SQLCompiler
from django.db.models.sql.constants import INNER
from django.db.models.sql.datastructures import Join
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
    asked = units if query.is_sliced else units.order_by()
    join = _StatesJoin(str(query.get_initial_alias()), asked.values("pk").query, on)
    alias = query.join(cast(Join, join))  # a query takes whatever looks like a join; its types say otherwise
    query.clear_limits()  # of a page, the join lets through just its units
    for name, column in COLUMNS.items():
        query.add_annotation(Col(alias, column), name)
    return answer


def derived_states(units: QuerySet[BurialUnit], on: date) -> dict[int, DerivedState]:
    """Return the derived state of each unit on the day, by key, in one query."""
    rows = with_states(units, on).values_list("pk", "state", "is_anomalous")
    return {key: DerivedState(_STATES[state], is_anomalous) for key, state, is_anomalous in rows}


class _StatesJoin:
    """`INNER JOIN registry_unit_states(ARRAY(keys), day)`, in the shape in which Django keeps the joins of a query.

    The keys are asked for inside the same query, so that thousands of them never travel.
    """

    table_name = FUNCTION
    join_type = INNER
    filtered_relation = None
    nullable = False

    def __init__(self, parent_alias: str, keys: Query, on: date, table_alias: str | None = None) -> None:
        self.parent_alias, self.keys, self.on, self.table_alias = parent_alias, keys, on, table_alias

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """The clause of the FROM list."""
        keys, params = self.keys.get_compiler(connection=connection).as_sql()
        alias, parent = (compiler.quote_name_unless_alias(str(name)) for name in (self.table_alias, self.parent_alias))
        call = f"{self.table_name}(ARRAY({keys}), %s::date) {alias}"
        return f'{self.join_type} {call} ON ({alias}.unit_id = {parent}."id")', (*params, self.on)

    def relabeled_clone(self, change_map: Mapping[str, str]) -> "_StatesJoin":
        """The same join where a subquery has given its tables other names."""
        parent = change_map.get(self.parent_alias, self.parent_alias)
        alias = self.table_alias and change_map.get(self.table_alias, self.table_alias)
        return _StatesJoin(parent, self.keys, self.on, alias)

    def demote(self) -> "_StatesJoin":
        """An inner join already."""
        return self

    def promote(self) -> "_StatesJoin":
        """Every unit asked for has its line in the answer: an outer join would find no more."""
        return self
