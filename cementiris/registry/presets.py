"""What the ordinances of towns that publish theirs decide: a town may begin from the one most like its own.

Each holds only what its source says; whatever it is silent about keeps the default of the model regulation. The keys of
sources are those of `rules.sources`. They describe published regulations and are no legal advice to the town.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cementiris.registry.models import DaysOf, LateSuccession, UnitKind


@dataclass(frozen=True)
class Preset:
    """The choices of one published ordinance, by column of `Ordinance`, and where they are written."""

    name: str
    sources: tuple[str, ...]
    values: Mapping[str, Any] = field(default_factory=dict)


PRESETS: Mapping[str, Preset] = {
    "manresa": Preset(
        "Manresa",
        ("S22", "S48", "S49", "S73"),
        {
            "allowed_term_years": [5, 25, 50],
            "max_term_years": 50,
            "headstone_months": 6,
            "headstone_from_term_years": 25,
            "reminder_months": 1,
            "retrocession_short_years": 5,
            "retrocession_short_left_years": 2,
            "retrocession_long_within_years": 15,
            "retrocession_when_emptied": True,
            "decision_months": 3,
        },
    ),
    "girona": Preset(
        "Girona",
        ("S84", "S86", "S71"),
        {
            "reopening_years": 2,
            "reopening_years_group_1": 5,
            "group_1_may_open": True,
            "season_from_month": 7,
            "season_until_month": 9,
            "burial_needs_fees_paid": True,
            "transfer_needs_fees_paid": True,
        },
    ),
    "barcelona": Preset(
        "Barcelona",
        ("S43", "S44", "S70", "S27", "S76", "S78"),
        {
            "max_term_years": 75,
            "allowed_term_years": [2, 15, 30, 50, 75],
            "rental_max_years": 10,
            "rental_total_years": 50,
            "extension_min_years": 1,
            "extension_max_years": 10,
            "provisional_titles": True,
            "provisional_years": 20,
            "provisional_title_age_years": 10,
            "renunciation_wait_years": 0,
            "retrocession_wait_years": 5,
            "retrocession_from_day": "09-01",
            "retrocession_until_day": "12-09",
            "retrocession_all_sign": True,
            "abandonment_years": 20,
            "allegation_days": 30,
            "allegation_days_of": DaysOf.NATURAL,
            "payment_days": 15,
            "ruin_works_months": 6,
        },
    ),
    "cunit": Preset(
        "Cunit",
        ("S23", "S56"),
        {
            "allowed_term_years": [3, 49],
            "max_term_years": 49,
            "conversion_from_years": 3,
            "conversion_to_years": 49,
            "conversion_rate_percent": 50,
            "resident_years_for_longest": 3,
            "reopening_years": 2,
            "reopening_years_group_1": 5,
            "group_1_may_open": True,
        },
    ),
    "rajadell": Preset(
        "Rajadell",
        ("S52",),
        {
            "allowed_term_years": [1, 2, 50],
            "max_term_years": 50,
            "rental_max_years": 2,
            "extension_min_years": 1,
            "extension_max_years": 1,
            "extension_total_years": 10,
        },
    ),
    "castelldefels": Preset(
        "Castelldefels",
        ("S96", "S54", "S88", "S92"),
        {
            "allowed_term_years": [2, 5, 10],
            "rental_max_years": 10,
            "extension_min_years": 1,
            "group_1_may_open": True,
            "season_from_month": 6,
            "season_until_month": 9,
        },
    ),
    "badalona": Preset(
        "Badalona",
        ("S50",),
        {
            "allowed_term_years": [25],
            "max_term_years": 75,
            "terms_by_kind": {UnitKind.TOMB: [50]},
            "short_extension_min_years": 2,
            "short_extension_max_years": 5,
        },
    ),
    "roses": Preset(
        "Roses",
        ("S24", "S60", "S91"),
        {"allowed_term_years": [25], "max_term_years": 50, "burial_without_title": True},
    ),
    "la-seu-durgell": Preset(
        "la Seu d’Urgell",
        ("S55", "S98"),
        {
            "allowed_term_years": [5, 50],
            "max_term_years": 50,
            "conversion_from_years": 5,
            "conversion_to_years": 50,
            "conversion_only": True,
        },
    ),
    "olerdola": Preset(
        "Olèrdola",
        ("S64",),
        {
            "mortis_causa_years": 1,
            "late_succession": LateSuccession.RENOUNCED,
            "kinship_degree": 2,
            "affinity_degree": 2,
            "cohabitation_years": 2,
        },
    ),
    "igualada": Preset(
        "Igualada",
        ("S65",),
        {"mortis_causa_years": 1, "late_succession": LateSuccession.FLAGGED, "transfer_needs_fees_paid": True},
    ),
}
"""By the key that stands in the address of the page."""
