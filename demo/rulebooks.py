"""What the invented towns decide: each has the regulation of a published profile, and one has changed it since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cementiris.accounts.models import User
from cementiris.fees.presets import load_preset
from cementiris.fees.services import begin_tariff, publish
from cementiris.registry.entries import Submission
from cementiris.registry.presets import PRESETS
from cementiris.registry.services.ordinances import save_ordinance
from demo.towns import Town

TARIFF = "Ordenança fiscal 14: taxa de cementiri"
FIRST_DAY = date(2010, 1, 1)
CHANGED_YEARS_AGO = 4
REMINDER_MONTHS = 3
"""Vilaclara sends its reminders earlier than the town whose profile it has."""


@dataclass(frozen=True)
class Rulebook:
    """The profile of a town, what it decides otherwise, what it had not decided yet at first, and its tariff."""

    profile: str
    tariff: str
    otherwise: Mapping[str, Any] = field(default_factory=dict)
    not_at_first: tuple[str, ...] = ()


RULEBOOKS = {
    "vilaclara": Rulebook(
        "manresa", "rajadell", {"reminder_months": REMINDER_MONTHS}, ("retrocession_when_emptied", "reminder_months")
    ),
    "puigfosc": Rulebook("barcelona", "cunit"),
}


def write_rulebook(town: Town, clerk: User, on: date) -> None:
    """Keep the versions of the town's ordinance and publish its tariff, as of the day of loading."""
    book = RULEBOOKS[town.slug]
    regulation = f"Reglament del servei municipal de cementiri de {town.name}"
    chosen = {**PRESETS[book.profile].values, **book.otherwise, "profile": book.profile, "regulation": regulation}
    first = {name: value for name, value in chosen.items() if name not in book.not_at_first}
    _save(first, FIRST_DAY, clerk)
    if book.not_at_first:
        changed_on = on.replace(year=on.year - CHANGED_YEARS_AGO, month=1, day=1)
        _save({**chosen, "regulation": f"{regulation} (modificat)"}, changed_on, clerk)
    publish(begin_tariff(name=TARIFF, valid_from=date(on.year - 8, 1, 1), preset=load_preset(book.tariff)))


def _save(values: Mapping[str, Any], day: date, clerk: User) -> None:
    save_ordinance({**values, "valid_from": day}, sent=Submission(actor=clerk, today=day))
