"""The columns of a unit that name people: who holds the right that counts, and who rests there, on a day."""

from datetime import date
from typing import Any, TypeVar

from django.contrib.postgres.aggregates import StringAgg
from django.db import models
from django.db.models import CharField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Concat, NullIf

from cementiris.registry.models import Holding, HoldingRole
from cementiris.registry.queries import BEGINNING, live_rights, resting

BETWEEN = "; "
PEOPLE_COLUMNS: dict[str, "models.Field[Any, Any]"] = {
    "title_number": CharField(max_length=40, null=True),
    "holders": models.TextField(null=True),
    "resting": models.TextField(null=True),
    "resting_count": models.IntegerField(null=True),
}
_Rows = TypeVar("_Rows", bound=QuerySet[Any])


def with_people(units: _Rows, on: date) -> _Rows:
    """The units with the number of the title that counts on the day, its owners, and who rests there."""
    counting = (
        live_rights(on)
        .filter(unit=OuterRef("pk"))
        .order_by("standing", Coalesce("granted_from", BEGINNING).desc(), "-pk")
    )
    in_order_of_burial = StringAgg(_the_dead(), BETWEEN, order_by=("on_from", "pk"))
    at_rest = resting(on).filter(to_unit=OuterRef("pk")).order_by().values("to_unit")
    return units.annotate(
        right_key=Subquery(counting.values("pk")[:1]),
        title_number=Subquery(counting.values("title_number")[:1]),
        holders=Subquery(_owners(on)),
        resting=Subquery(at_rest.annotate(names=in_order_of_burial).values("names")),
        resting_count=Subquery(at_rest.annotate(count=models.Count("pk")).values("count")),
    )


def _owners(on: date) -> QuerySet[Any]:
    """The names of the owners of the right that counts, as the title has them."""
    owning = Holding.objects.filter(
        Q(since__isnull=True) | Q(since__lte=on),
        Q(until__isnull=True) | Q(until__gt=on),
        role__in=HoldingRole.owners(),
        concession=OuterRef("right_key"),
    )
    name = Coalesce(NullIf("text", Value("")), "person__text")
    grouped = owning.order_by().values("concession")
    return grouped.annotate(names=StringAgg(name, BETWEEN, order_by=("position", "pk"))).values("names")


def _the_dead() -> Concat:
    """A name as written, and the year or day of death in brackets where it is known."""
    died = models.Case(
        models.When(deceased__died_on="", then=Value("")),
        default=Concat(Value(" ("), "deceased__died_on", Value(")")),
        output_field=CharField(),
    )
    return Concat("deceased__text", died, output_field=CharField())
