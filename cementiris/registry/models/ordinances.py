"""The town's ordinance: everything that one town may decide otherwise than its neighbour, by date."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cementiris.audit.history import tracked
from cementiris.tenancy.models import MunicipalityOwned
from cementiris.vocabulary import UnitKind

LEGAL_MAXIMUM_YEARS = 75
"""Longest concession of public domain, extensions included: Llei 33/2003 (LPAP) art. 93.3 [S41]."""
LEGAL_REOPENING_YEARS = 2
"""Years after which an occupied unit may be opened, at the earliest (Decret 297/1997 as towns apply it [S84])."""
LEGAL_REOPENING_YEARS_GROUP_1 = 5
"""The same where somebody of sanitary group I rests [S84]."""
LEAST_ALLEGATION_DAYS = 10
"""Shortest term to be heard: Llei 39/2015 art. 82.2, ten days at least."""


def default_terms() -> list[int]:
    """Return the terms in years that a town offers until it says otherwise (DOMAIN 2.2: Manresa)."""
    return [5, 25, 50]


def default_capacities() -> dict[str, dict[str, int]]:
    """Return how many bodies, remains and urns a unit of each kind takes until the town says otherwise [S33][S31].

    A kind that is not named has no limit: common graves, ossuaries, chapels and plots.
    """
    niche = {"bodies": 1, "remains": 4, "urns": 4}
    urns = {"bodies": 0, "remains": 0, "urns": 4}
    several = {"bodies": 4, "remains": 8, "urns": 8}
    return {
        UnitKind.NICHE: niche,
        UnitKind.DOUBLE_NICHE: {"bodies": 2, "remains": 8, "urns": 8},
        UnitKind.REDUCED_NICHE: {"bodies": 0, "remains": 4, "urns": 4},
        UnitKind.COLUMBARIUM: urns,
        UnitKind.URN_SPACE: urns,
        UnitKind.TOMB: several,
        UnitKind.GRAVE_IN_EARTH: {"bodies": 1, "remains": 4, "urns": 4},
        UnitKind.PANTHEON: {"bodies": 8, "remains": 16, "urns": 16},
        UnitKind.HYPOGEUM: {"bodies": 6, "remains": 12, "urns": 12},
    }


class LateSuccession(models.TextChoices):
    """What a town makes of a succession claimed after its term (R15, R16)."""

    FLAGGED = "flagged", _("S’admet i consta fora de termini")
    RENOUNCED = "renounced", _("S’entén renunciat el dret")


class DaysOf(models.TextChoices):
    """How a term in days is counted."""

    NATURAL = "natural", _("Dies naturals")
    WORKING = "working", _("Dies hàbils")


def _years(default: int, **options: Any) -> "models.PositiveSmallIntegerField[int, int]":
    return models.PositiveSmallIntegerField(default=default, **options)


def _day_of_year(default: str) -> "models.CharField[str, str]":
    """A day of the year as "mm-dd"; "" where there is no window."""
    return models.CharField(max_length=5, blank=True, default=default)


@tracked()
class Ordinance(MunicipalityOwned):
    """What the town's regulation chooses, from a day on; an act is judged by the ordinance of its day.

    Every column is read by a rule; 0 years means "no such limit" wherever the column may be 0.
    """

    valid_from = models.DateField()
    regulation = models.CharField(max_length=200, blank=True)
    profile = models.CharField(max_length=40, blank=True)

    # Terms (R1 to R11)
    max_term_years = _years(50, validators=[MinValueValidator(1), MaxValueValidator(LEGAL_MAXIMUM_YEARS)])
    allowed_term_years = ArrayField(models.PositiveSmallIntegerField(), default=default_terms)
    terms_by_kind = models.JSONField(default=dict, blank=True)
    perpetual_years = _years(99, validators=[MinValueValidator(99), MaxValueValidator(99)])
    immediate_need_only = models.BooleanField(default=False)
    rental_max_years = _years(0)
    rental_total_years = _years(0)
    extension_min_years = _years(0)
    extension_max_years = _years(0)
    extension_total_years = _years(0)
    short_extension_min_years = _years(0)
    short_extension_max_years = _years(0)
    conversion_from_years = _years(0)
    conversion_to_years = _years(0)
    conversion_rate_percent = _years(100, validators=[MaxValueValidator(100)])
    conversion_only = models.BooleanField(default=False)
    resident_years_for_longest = _years(0)

    # Transfers (R15 to R25)
    mortis_causa_years = _years(1, validators=[MinValueValidator(1)])
    late_succession = models.CharField(max_length=10, choices=LateSuccession.choices, default=LateSuccession.FLAGGED)
    kinship_degree = _years(2)
    affinity_degree = _years(2)
    cohabitation_years = _years(2)
    transfer_needs_fees_paid = models.BooleanField(default=True)
    provisional_titles = models.BooleanField(default=False)
    provisional_years = _years(20)
    provisional_title_age_years = _years(10)
    decision_months = _years(3, validators=[MinValueValidator(1), MaxValueValidator(6)])

    # Renunciation and retrocession (R27 to R31)
    renunciation_wait_years = _years(2)
    retrocession_short_years = _years(5)
    retrocession_short_left_years = _years(2)
    retrocession_long_within_years = _years(15)
    retrocession_when_emptied = models.BooleanField(default=False)
    retrocession_wait_years = _years(0)
    retrocession_from_day = _day_of_year("")
    retrocession_until_day = _day_of_year("")
    retrocession_all_sign = models.BooleanField(default=True)

    # Caducity (R32 to R39)
    abandonment_years = _years(20, validators=[MinValueValidator(1)])
    allegation_days = _years(30, validators=[MinValueValidator(LEAST_ALLEGATION_DAYS)])
    allegation_days_of = models.CharField(max_length=10, choices=DaysOf.choices, default=DaysOf.NATURAL)
    payment_days = _years(15)
    ruin_works_months = _years(6, validators=[MaxValueValidator(6)])

    # Burials and openings (R40 to R54)
    reopening_years = _years(2, validators=[MinValueValidator(LEGAL_REOPENING_YEARS)])
    reopening_years_group_1 = _years(5, validators=[MinValueValidator(LEGAL_REOPENING_YEARS_GROUP_1)])
    group_1_may_open = models.BooleanField(default=False)
    season_from_month = _years(7)
    season_until_month = _years(9)
    burial_needs_fees_paid = models.BooleanField(default=False)
    burial_without_title = models.BooleanField(default=True)
    capacities = models.JSONField(default=default_capacities, blank=True)
    capacity_is_strict = models.BooleanField(default=False)

    # Works, reminders and the public search (R14, R56, R67)
    headstone_months = _years(0)
    headstone_from_term_years = _years(25)
    reminder_months = _years(3, validators=[MinValueValidator(1), MaxValueValidator(24)])
    public_after_years = _years(1)

    class Meta(MunicipalityOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *MunicipalityOwned.Meta.constraints,
            models.UniqueConstraint(fields=["municipality", "valid_from"], name="registry_ordinance_one_a_day"),
            models.CheckConstraint(
                condition=Q(max_term_years__gte=1, max_term_years__lte=LEGAL_MAXIMUM_YEARS), name="r1_legal_maximum"
            ),
            models.CheckConstraint(condition=Q(reopening_years__gte=LEGAL_REOPENING_YEARS), name="r42_legal_reopening"),
            models.CheckConstraint(
                condition=Q(reopening_years_group_1__gte=LEGAL_REOPENING_YEARS_GROUP_1), name="r43_legal_reopening"
            ),
            models.CheckConstraint(
                condition=Q(allegation_days__gte=LEAST_ALLEGATION_DAYS), name="r33_least_allegation_term"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.regulation or _('Ordenança')} ({self.valid_from:%d/%m/%Y})"
