"""What an ordinance may not decide: nothing beyond the law, and nothing against itself."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from cementiris.registry.rules.findings import Breach, stop

Choices = Mapping[str, Any]
LAW = {
    "max_term_years": (1, 75),
    "mortis_causa_years": (1, 2),
    "kinship_degree": (1, 4),
    "affinity_degree": (0, 4),
    "decision_months": (1, 6),
    "allegation_days": (10, 365),
    "ruin_works_months": (1, 6),
    "reopening_years": (2, 10),
    "reopening_years_group_1": (5, 10),
    "season_from_month": (1, 12),
    "season_until_month": (1, 12),
    "reminder_months": (1, 24),
    "abandonment_years": (1, 99),
    "conversion_rate_percent": (0, 100),
}
"""The least and the most of each choice that the law or plain sense bounds; the others are years from 0 to 99."""
YEARS = (0, 99)


def x65_a_choice_stays_within_the_law(choices: Choices) -> Iterator[tuple[str, Breach]]:
    """X65. What the ordinance chooses stays between what the law allows at least and at most.

    Terms up to 75 years (LPAP art. 93.3), reopening from 2 years and 5 in group I, at least 10 days to be heard
    (Llei 39/2015 art. 82.2), silence after 6 months at most (art. 21.2).
    Source: [S41] [S84] [S111]
    """
    for name, value in choices.items():
        least, most = LAW.get(name, YEARS)
        if isinstance(value, int) and not isinstance(value, bool) and not least <= value <= most:
            yield name, stop("X65", least=least, most=most)


def x66_choices_agree(choices: Choices) -> Iterator[tuple[str, Breach]]:
    """X66. What the ordinance chooses does not contradict itself: no term above its cap, no least above its most.

    Source: plain sense.
    """
    cap = choices["max_term_years"]
    for name, terms in _terms(choices):
        if any(term > cap for term in terms):
            yield name, stop("X66", "cap", cap=cap)
    for least, most in (("extension_min_years", "extension_max_years"), *_SHORT):
        if choices[most] and choices[least] > choices[most]:
            yield most, stop("X66", "bounds")
    yield from _conversion(choices)
    if bool(choices["retrocession_from_day"]) != bool(choices["retrocession_until_day"]):
        yield "retrocession_until_day", stop("X66", "window")


_SHORT = (("short_extension_min_years", "short_extension_max_years"),)


def _terms(choices: Choices) -> Iterator[tuple[str, list[int]]]:
    yield "allowed_term_years", choices["allowed_term_years"]
    yield "rental_max_years", [choices["rental_max_years"]]
    yield "conversion_to_years", [choices["conversion_to_years"]]
    for kind, terms in choices["terms_by_kind"].items():
        yield f"terms_{kind}", terms


def _conversion(choices: Choices) -> Iterator[tuple[str, Breach]]:
    before, after = choices["conversion_from_years"], choices["conversion_to_years"]
    if bool(before) != bool(after) or (before and after <= before):
        yield "conversion_to_years", stop("X66", "conversion")


RULES: tuple[Callable[[Choices], Iterator[tuple[str, Breach]]], ...] = (
    x65_a_choice_stays_within_the_law,
    x66_choices_agree,
)


def check_ordinance(choices: Choices) -> tuple[tuple[str, Breach], ...]:
    """Everything that is wrong with an ordinance, each with the choice it is about."""
    return tuple(found for rule in RULES for found in rule(choices))
