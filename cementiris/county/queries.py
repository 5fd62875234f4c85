"""Questions to the figures of all towns."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.gis.db.models.functions import Transform
from django.contrib.gis.geos import Point
from django.db.models import Q, QuerySet

from cementiris.accounts.models import Municipality
from cementiris.county.models import CemeteryFigures, KindFigures
from cementiris.vocabulary import UnitKind


@dataclass(frozen=True)
class FreeHere:
    """A cemetery with its units of one kind, or of all: how many there are, how many are free, and of which kinds.

    `place` is in longitude and latitude; None where nothing of the cemetery is drawn.
    """

    cemetery: CemeteryFigures
    town: Municipality
    unit_count: int
    free_count: int
    kinds: tuple[tuple[str, int], ...]
    place: Point | None


def towns() -> QuerySet[Municipality]:
    """All towns by name, with their figures where they have been counted."""
    return Municipality.objects.select_related("figures").order_by("name")


def kinds_of_the_county() -> list[UnitKind]:
    """The kinds of units that any town has and can grant, in the order of the glossary."""
    found = set(KindFigures.objects.values_list("kind", flat=True).distinct())
    return [kind for kind in UnitKind if kind in found and kind not in UnitKind.communal()]


def free_by_cemetery(kind: str = "", name: str = "") -> list[FreeHere]:
    """The cemeteries with any unit of the kind (of any that can be granted, without one): most free units first.

    `name` keeps those of towns and cemeteries with that in their name. Two queries, however many towns.
    """
    wanted = (
        KindFigures.objects.filter(kind=kind) if kind else KindFigures.objects.exclude(kind__in=UnitKind.communal())
    )
    counted: dict[int, list[KindFigures]] = {}
    for row in wanted.order_by("-free_count", "kind"):
        counted.setdefault(row.cemetery_id, []).append(row)
    rows = CemeteryFigures.objects.select_related("municipality").annotate(at=Transform("place", settings.API_SRID))
    if name:
        rows = rows.filter(Q(name__icontains=name) | Q(municipality__name__icontains=name))
    found = [_free_here(row, counted[row.pk]) for row in rows.defer("place") if row.pk in counted]
    return sorted(found, key=lambda one: (-one.free_count, one.town.name, one.cemetery.name))


def _free_here(row: CemeteryFigures, kinds: list[KindFigures]) -> FreeHere:
    return FreeHere(
        cemetery=row,
        town=row.municipality,
        unit_count=sum(kind.unit_count for kind in kinds),
        free_count=sum(kind.free_count for kind in kinds),
        kinds=tuple((str(UnitKind(kind.kind).label), kind.free_count) for kind in kinds if kind.free_count),
        place=getattr(row, "at", None),
    )
