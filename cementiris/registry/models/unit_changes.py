"""What befalls a unit itself: it is closed for a time, gets another number, becomes part of another."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from cementiris.audit.history import tracked
from cementiris.registry.models.acts import Act
from cementiris.registry.models.places import BurialUnit, Section
from cementiris.tenancy.models import MunicipalityOwned


class ClosureReason(models.TextChoices):
    """Why nobody may use a unit for a time."""

    RUIN = "ruin", _("Ruïna")
    WORKS = "works", _("Obres")
    OTHER = "other", _("Un altre motiu")


@tracked()
class Closure(MunicipalityOwned):
    """A time during which a unit is out of service. `period` is half-open, open-ended until somebody reopens it."""

    unit = models.ForeignKey(
        BurialUnit, on_delete=models.PROTECT, related_name="closures", db_index=False, db_constraint=False
    )
    reason = models.CharField(max_length=10, choices=ClosureReason.choices)
    note = models.CharField(max_length=200, blank=True)
    period = DateRangeField()
    act = models.ForeignKey(
        Act, null=True, on_delete=models.PROTECT, related_name="closures", db_index=False, db_constraint=False
    )
    ended_by = models.ForeignKey(
        Act, null=True, on_delete=models.PROTECT, related_name="ended_closures", db_index=False, db_constraint=False
    )
    annulled = models.BooleanField(default=False)

    class Meta(MunicipalityOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *MunicipalityOwned.Meta.constraints,
            ExclusionConstraint(
                name="x20_one_closure_at_a_time",
                expressions=[("unit", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                condition=models.Q(annulled=False),
                violation_error_code="X20",
            ),
            models.CheckConstraint(
                condition=models.Q(period__isempty=False, period__startswith__isnull=False),
                name="x20_a_closure_begins_on_a_day",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "unit"], name="registry_closure_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()} {self.period.lower:%d/%m/%Y}"


@tracked()
class FormerNumber(MunicipalityOwned):
    """A number that a unit bore until a day; kept so that old papers still lead to it."""

    unit = models.ForeignKey(
        BurialUnit, on_delete=models.PROTECT, related_name="former_numbers", db_index=False, db_constraint=False
    )
    section = models.ForeignKey(
        Section, null=True, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    number = models.CharField(max_length=40, blank=True)
    number_key = models.CharField(max_length=40, blank=True)
    until = models.DateField()
    act = models.ForeignKey(
        Act, null=True, on_delete=models.PROTECT, related_name="former_numbers", db_index=False, db_constraint=False
    )

    class Meta(MunicipalityOwned.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "number_key"], name="registry_former_number"),
            models.Index(fields=["municipality", "unit"], name="registry_former_unit"),
        ]

    def __str__(self) -> str:
        return self.number


@tracked()
class Merger(MunicipalityOwned):
    """`part` has become part of `unit` on a day (two niches made one), until it is divided again."""

    unit = models.ForeignKey(
        BurialUnit, on_delete=models.PROTECT, related_name="parts", db_index=False, db_constraint=False
    )
    part = models.ForeignKey(
        BurialUnit, on_delete=models.PROTECT, related_name="mergers", db_index=False, db_constraint=False
    )
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    former_kind = models.CharField(max_length=20)
    act = models.ForeignKey(
        Act, null=True, on_delete=models.PROTECT, related_name="mergers", db_index=False, db_constraint=False
    )
    ended_by = models.ForeignKey(
        Act, null=True, on_delete=models.PROTECT, related_name="ended_mergers", db_index=False, db_constraint=False
    )

    class Meta(MunicipalityOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *MunicipalityOwned.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality", "part"], condition=models.Q(until__isnull=True), name="x21_part_of_one_unit"
            ),
            models.CheckConstraint(condition=~models.Q(unit=models.F("part")), name="x21_not_part_of_itself"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "unit"], name="registry_merger_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.part} → {self.unit}"
