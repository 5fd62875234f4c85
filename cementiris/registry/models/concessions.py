"""Rights: concessions, who holds them, and their extensions."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cementiris.audit.history import tracked
from cementiris.registry.fields import EdtfField
from cementiris.registry.models.acts import Act
from cementiris.registry.models.people import Person
from cementiris.registry.models.places import BurialUnit
from cementiris.registry.name_display import calm
from cementiris.tenancy.models import MunicipalityOwned


class Standing(models.TextChoices):
    """Whether an entry counts: a disputed one contradicts another and waits for a clerk; an annulled one is history."""

    ACCEPTED = "accepted", _("Vigent")
    DISPUTED = "disputed", _("En conflicte")
    ANNULLED = "annulled", _("Anul·lada")


class EndReason(models.TextChoices):
    """Why a right ended before its term, or was settled after it."""

    RENOUNCED = "renounced", _("Renúncia")
    RETROCEDED = "retroceded", _("Retrocessió")
    LAPSED = "lapsed", _("Caducitat")
    REVERTED = "reverted", _("Reversió al municipi")
    TRANSFERRED = "transferred", _("Transmissió amb un dret nou")
    MERGED = "merged", _("Agrupació de sepultures")


@tracked()
class Concession(MunicipalityOwned):
    """The right to use a unit for a term. `term` is half-open [from, to), unbounded where the source is silent.

    `price` is what was paid for it, in euros; `fees_paid_through` the last year whose conservation fee is known to be
    paid; `resident_since` the day since which the holder has been on the town's roll of inhabitants.
    """

    unit = models.ForeignKey(
        BurialUnit, on_delete=models.PROTECT, related_name="concessions", db_index=False, db_constraint=False
    )
    title_number = models.CharField(max_length=40, blank=True)
    granted_on = EdtfField(earliest="granted_from")
    granted_from = models.DateField(null=True, editable=False)
    term_years = models.PositiveSmallIntegerField(null=True, blank=True)
    perpetual = models.BooleanField(default=False)
    expires_on = EdtfField(latest="expires_until")
    expires_until = models.DateField(null=True, editable=False)
    term = DateRangeField()
    ended_on = models.DateField(null=True, blank=True)
    ended_reason = models.CharField(max_length=12, choices=EndReason.choices, blank=True)
    ended_by = models.ForeignKey(
        Act, null=True, on_delete=models.PROTECT, related_name="ended_concessions", db_index=False, db_constraint=False
    )
    price = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    fees_paid_through = models.PositiveSmallIntegerField(null=True, blank=True)
    resident_since = models.DateField(null=True, blank=True)
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.ACCEPTED)
    act = models.ForeignKey(
        Act, null=True, on_delete=models.PROTECT, related_name="concessions", db_index=False, db_constraint=False
    )
    notes = models.TextField(blank=True)

    class Meta(MunicipalityOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *MunicipalityOwned.Meta.constraints,
            ExclusionConstraint(
                name="x1_one_right_at_a_time",
                expressions=[("unit", RangeOperators.EQUAL), ("term", RangeOperators.OVERLAPS)],
                condition=Q(standing=Standing.ACCEPTED),
                violation_error_code="X1",
            ),
            models.CheckConstraint(condition=Q(term__isempty=False), name="x2_term_is_not_empty"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "expires_until"], name="registry_right_expiry"),
            models.Index(fields=["municipality", "unit"], name="registry_right_unit"),
            models.Index(fields=["municipality", "title_number"], name="registry_right_title"),
        ]

    def __str__(self) -> str:
        return self.title_number or f"{self.pk}"


class HoldingRole(models.TextChoices):
    """What a person is to a right."""

    HOLDER = "holder", _("Titular")
    CO_HOLDER = "co_holder", _("Cotitular")
    BENEFICIARY = "beneficiary", _("Beneficiari")
    SUBSTITUTE = "substitute", _("Substitut")

    @classmethod
    def owners(cls) -> frozenset[str]:
        """Return the roles that own the right."""
        return frozenset({cls.HOLDER, cls.CO_HOLDER})


@tracked()
class Holding(MunicipalityOwned):
    """What one person is to one right from a day until another. `text` is the entry as written ("Hereus de …").

    `until` is the first day on which the person is it no more; until `provisional_until` a better right may contest
    a provisional title (R22).
    """

    concession = models.ForeignKey(
        Concession, on_delete=models.PROTECT, related_name="holdings", db_index=False, db_constraint=False
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="holdings", db_index=False, db_constraint=False
    )
    role = models.CharField(max_length=12, choices=HoldingRole.choices, default=HoldingRole.HOLDER)
    text = models.CharField(max_length=200, blank=True)
    is_estate = models.BooleanField(default=False)
    is_widow = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    provisional_until = models.DateField(null=True, blank=True)
    act = models.ForeignKey(
        Act, null=True, on_delete=models.PROTECT, related_name="holdings", db_index=False, db_constraint=False
    )
    ended_by = models.ForeignKey(
        Act, null=True, on_delete=models.PROTECT, related_name="ended_holdings", db_index=False, db_constraint=False
    )

    class Meta(MunicipalityOwned.Meta):
        ordering: ClassVar[list[str]] = ["position", "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "concession"], name="registry_holding_right"),
            models.Index(fields=["municipality", "person"], name="registry_holding_person"),
        ]

    def __str__(self) -> str:
        return calm(self.text) if self.is_estate or self.is_widow else str(self.person)


@tracked()
class Extension(MunicipalityOwned):
    """One lengthening of a right: from when it would have ended to when it ends now."""

    concession = models.ForeignKey(
        Concession, on_delete=models.PROTECT, related_name="extensions", db_index=False, db_constraint=False
    )
    granted_on = models.DateField()
    years = models.PositiveSmallIntegerField()
    previous_expires_on = models.DateField()
    new_expires_on = models.DateField()
    act = models.ForeignKey(
        Act, null=True, on_delete=models.PROTECT, related_name="extensions", db_index=False, db_constraint=False
    )

    class Meta(MunicipalityOwned.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "concession"], name="registry_extension_right"),
        ]

    def __str__(self) -> str:
        return f"+{self.years}: {self.new_expires_on:%d/%m/%Y}"
