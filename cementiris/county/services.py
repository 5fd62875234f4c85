"""Counting the open town for the county."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.contrib.gis.db.models import Extent, GeometryField
from django.contrib.gis.geos import Point, Polygon
from django.db import transaction
from django.db.models import Count, Max, Q
from django.db.models.functions import Coalesce

from cementiris.county.models import CemeteryFigures, KindFigures, TownFigures
from cementiris.registry.models import Cemetery, UnitKind
from cementiris.registry.queries import units_on
from cementiris.registry.rules.states import State
from cementiris.registry.unit_states import with_states
from cementiris.tenancy.scope import current_municipality_id
from imports.models import ImportBatch

IN_USE = frozenset({State.OCCUPIED, State.CONCEDED, State.PERPETUAL, State.SOON})


@dataclass
class Tally:
    """How many units of one kind in one cemetery are in each state."""

    unit_count: int = 0
    free_count: int = 0
    in_use_count: int = 0
    soon_count: int = 0
    expired_count: int = 0

    def add(self, kind: str, state: str, count: int) -> None:
        """Count units of a state. What is the town's own (an ossuary) is never free to be granted."""
        self.unit_count += count
        self.free_count += count if state == State.FREE and kind not in UnitKind.communal() else 0
        self.in_use_count += count if state in IN_USE else 0
        self.soon_count += count if state == State.SOON else 0
        self.expired_count += count if state == State.EXPIRED else 0


@dataclass
class Tallies:
    """The whole town, and each kind of each cemetery."""

    town: Tally = field(default_factory=Tally)
    kinds: dict[tuple[int, str], Tally] = field(default_factory=lambda: defaultdict(Tally))


@transaction.atomic
def count_town(*, on: date, at: datetime) -> TownFigures:
    """Count the open town as it is on the day and write its figures over those before. The same few queries always."""
    figures = _locked_figures(at)
    tallies = _tallies(on)
    for name, value in vars(tallies.town).items():
        setattr(figures, name, value)
    figures.counted_at = at
    figures.on_plan_count = _on_plan_count(on)
    figures.last_import_at = ImportBatch.objects.aggregate(last=Max("committed_at"))["last"]
    figures.save()
    _write_cemeteries(tallies)
    return figures


def _locked_figures(at: datetime) -> TownFigures:
    """The open town's row, made when missing and locked: two counts of a town follow each other."""
    TownFigures.objects.bulk_create([TownFigures(counted_at=at)], ignore_conflicts=True)
    return TownFigures.objects.select_for_update().get(municipality_id=_here())


def _here() -> int:
    key = current_municipality_id()
    if key is None:
        raise RuntimeError("a town counts itself: open it first")
    return key


def _tallies(on: date) -> Tallies:
    tallies = Tallies()
    rows = with_states(units_on(on), on).order_by().values_list("cemetery", "kind", "state")
    for cemetery, kind, state, count in rows.annotate(count=Count("pk")):
        tallies.town.add(kind, state, count)
        tallies.kinds[cemetery, kind].add(kind, state, count)
    return tallies


def _on_plan_count(on: date) -> int:
    """Units that one finds on the plan: drawn themselves, or within a block that is."""
    drawn = Q(footprint__isnull=False) | Q(point__isnull=False) | Q(section__footprint__isnull=False)
    return units_on(on).filter(drawn).count()


def _write_cemeteries(tallies: Tallies) -> None:
    here = _here()
    KindFigures.objects.filter(municipality_id=here).delete()
    CemeteryFigures.objects.filter(municipality_id=here).delete()
    shape: GeometryField[Any, Any] = GeometryField(srid=settings.STORAGE_SRID)
    drawn = Extent(Coalesce("units__footprint", "units__point", output_field=shape))
    found = Cemetery.objects.annotate(drawn=drawn)
    rows = [CemeteryFigures(cemetery_key=one.pk, name=one.name, place=_place_of(one)) for one in found]
    by_key = {row.cemetery_key: row for row in CemeteryFigures.objects.bulk_create(rows)}
    KindFigures.objects.bulk_create(_kinds(tallies, by_key))


def _kinds(tallies: Tallies, cemeteries: dict[int, CemeteryFigures]) -> Iterable[KindFigures]:
    for (key, kind), tally in tallies.kinds.items():
        counts = {"unit_count": tally.unit_count, "free_count": tally.free_count}
        yield KindFigures(cemetery=cemeteries[key], kind=kind, **counts)


def _place_of(cemetery: Any) -> Point | None:
    """Where a cemetery is marked on the county's map: within its enclosure, else at its gate or amid its units."""
    if cemetery.footprint:
        inside: Point = cemetery.footprint.point_on_surface
        return inside
    if cemetery.entrance or not cemetery.drawn:
        gate: Point | None = cemetery.entrance
        return gate
    centre: Point = Polygon.from_bbox(cemetery.drawn).centroid
    centre.srid = settings.STORAGE_SRID
    return centre
