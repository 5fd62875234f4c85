"""Figures that stand above the towns: every town writes its own (the policies see to it), the county reads all.

They hold counts and places only. What could name a living or a dead person has no column here.
"""

from typing import ClassVar

from django.conf import settings
from django.contrib.gis.db import models

from cementiris.accounts.models import Municipality
from cementiris.tenancy.scope import current_municipality_id
from cementiris.vocabulary import UnitKind


class TownFigures(models.Model):
    """How many units a town had in which state (R55) on a day, how many are on its plan, and when it last imported."""

    municipality = models.OneToOneField(
        Municipality,
        primary_key=True,
        default=current_municipality_id,
        editable=False,
        on_delete=models.PROTECT,
        related_name="figures",
    )
    counted_at = models.DateTimeField()
    unit_count = models.PositiveIntegerField(default=0)
    free_count = models.PositiveIntegerField(default=0)
    in_use_count = models.PositiveIntegerField(default=0)
    soon_count = models.PositiveIntegerField(default=0)
    expired_count = models.PositiveIntegerField(default=0)
    on_plan_count = models.PositiveIntegerField(default=0)
    last_import_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.municipality_id}: {self.free_count}/{self.unit_count}"

    @property
    def on_plan_percent(self) -> int | None:
        """How many of a hundred units are on the plan, themselves or with their block; None where there are none."""
        return round(100 * self.on_plan_count / self.unit_count) if self.unit_count else None


class CemeteryFigures(models.Model):
    """A cemetery as the county sees it: its name and, where the town has drawn anything of it, where it lies."""

    municipality = models.ForeignKey(
        Municipality,
        default=current_municipality_id,
        editable=False,
        on_delete=models.PROTECT,
        related_name="cemetery_figures",
    )
    cemetery_key = models.BigIntegerField()
    name = models.CharField(max_length=120)
    place = models.PointField(srid=settings.STORAGE_SRID, null=True, spatial_index=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["municipality", "cemetery_key"], name="county_cemetery_once"),
        ]

    def __str__(self) -> str:
        return self.name


class KindFigures(models.Model):
    """How many units of a kind a cemetery has, and how many of them are free."""

    municipality = models.ForeignKey(
        Municipality,
        default=current_municipality_id,
        editable=False,
        on_delete=models.PROTECT,
        related_name="kind_figures",
    )
    cemetery = models.ForeignKey(CemeteryFigures, on_delete=models.CASCADE, related_name="kinds")
    kind = models.CharField(max_length=20, choices=UnitKind.choices)
    unit_count = models.PositiveIntegerField()
    free_count = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["cemetery", "kind"], name="county_kind_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.free_count}/{self.unit_count}"
