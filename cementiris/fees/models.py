"""The tariff of a town: the fiscal ordinance as data, by its days, with its rates and what is added or taken off."""

from typing import Any, ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q, Value

from cementiris.audit.history import tracked
from cementiris.fees.conditions import Conditions
from cementiris.fees.rules import x63_may_be_rewritten
from cementiris.fees.words import Concept, Kinship, RatePer, RemainsKind
from cementiris.tenancy.models import MunicipalityOwned
from cementiris.vocabulary import UnitKind

LAST_ROW = 99
LAST_YEAR = 2999
LAST_TERM = 99


class DateRange(Func):
    """The days of a tariff as PostgreSQL compares them."""

    function = "daterange"
    output_field = DateRangeField()


@tracked()
class Tariff(MunicipalityOwned):
    """A version of the fiscal ordinance, in force from one day to another, both included; without end until replaced.

    A draft is nobody's price. Once an act has been charged by it a tariff is succeeded, never rewritten (X63).
    """

    name = models.CharField(max_length=120)
    article = models.CharField(max_length=80, blank=True)
    source = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    is_published = models.BooleanField(default=False)
    is_used = models.BooleanField(default=False)

    class Meta(MunicipalityOwned.Meta):
        ordering: ClassVar[list[str]] = ["-valid_from", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *MunicipalityOwned.Meta.constraints,
            ExclusionConstraint(
                name="x60_one_tariff_at_a_time",
                expressions=[
                    ("municipality", RangeOperators.EQUAL),
                    (DateRange(F("valid_from"), F("valid_until"), Value("[]")), RangeOperators.OVERLAPS),
                ],
                condition=Q(is_published=True),
                violation_error_code="X60",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="x61_a_tariff_ends_after_it_begins",
                violation_error_code="X61",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def can_be_edited(self) -> bool:
        """Whether its lines may still be changed."""
        return x63_may_be_rewritten(is_used=self.is_used)


def _number(last: int) -> "models.PositiveSmallIntegerField[Any, Any]":
    return models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(last)])


class ConditionalLine(MunicipalityOwned):
    """A line of a tariff with its conditions: kinds of units, rows, years of construction and terms, from–to."""

    position = models.PositiveIntegerField(default=0)
    label = models.CharField(max_length=120, blank=True)
    article = models.CharField(max_length=60, blank=True)
    kinds = ArrayField(models.CharField(max_length=20, choices=UnitKind.choices), default=list, blank=True)
    variant = models.CharField(max_length=60, blank=True)
    floor_from = _number(LAST_ROW)
    floor_to = _number(LAST_ROW)
    built_from = _number(LAST_YEAR)
    built_to = _number(LAST_YEAR)
    term_from = _number(LAST_TERM)
    term_to = _number(LAST_TERM)
    kinship = models.CharField(max_length=10, choices=Kinship.choices, blank=True)
    remains = models.CharField(max_length=10, choices=RemainsKind.choices, blank=True)
    resident = models.BooleanField(null=True, blank=True)

    class Meta(MunicipalityOwned.Meta):
        abstract = True
        ordering: ClassVar[list[str]] = ["position", "id"]

    @property
    def when(self) -> Conditions:
        """The conditions as the rules read them."""
        return Conditions(
            kinds=frozenset(self.kinds),
            variant=self.variant,
            floors=(self.floor_from, self.floor_to),
            built=(self.built_from, self.built_to),
            terms=(self.term_from, self.term_to),
            kinship=self.kinship,
            remains=self.remains,
            resident=self.resident,
        )


@tracked()
class Rate(ConditionalLine):
    """What one thing costs, in euros, where its conditions are met."""

    tariff = models.ForeignKey(
        Tariff, on_delete=models.CASCADE, related_name="rates", db_index=False, db_constraint=False
    )
    concept = models.CharField(max_length=30, choices=Concept.choices)
    amount = models.DecimalField(max_digits=10, decimal_places=2, validators=[MinValueValidator(0)])
    per = models.CharField(max_length=12, choices=RatePer.choices, default=RatePer.UNIT)

    class Meta(ConditionalLine.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *MunicipalityOwned.Meta.constraints,
            models.CheckConstraint(condition=Q(amount__gte=0), name="x62_no_negative_rate"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "tariff", "position"], name="fees_rate_of_tariff")
        ]

    def __str__(self) -> str:
        return self.label or str(self.get_concept_display())


@tracked()
class Adjustment(ConditionalLine):
    """What is added to a rate (+) or taken off (−), in per cent of it, where its conditions are met."""

    tariff = models.ForeignKey(
        Tariff, on_delete=models.CASCADE, related_name="adjustments", db_index=False, db_constraint=False
    )
    percent = models.DecimalField(
        max_digits=5, decimal_places=2, validators=[MinValueValidator(-100), MaxValueValidator(100)]
    )
    concepts = ArrayField(models.CharField(max_length=30, choices=Concept.choices), default=list, blank=True)

    class Meta(ConditionalLine.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *MunicipalityOwned.Meta.constraints,
            models.CheckConstraint(condition=Q(percent__gte=-100, percent__lte=100), name="x62_percent_within_100"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "tariff", "position"], name="fees_adjustment_of_tariff")
        ]

    def __str__(self) -> str:
        return self.label or f"{self.percent:+} %"
