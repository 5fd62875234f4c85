"""The invented people of the stories, and how they are buried and given rights."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from cementiris.registry.entries import BurialEntry, GrantEntry, PersonEntry
from cementiris.registry.models import Act, BurialUnit
from cementiris.registry.services.burials import register_burial
from cementiris.registry.services.concessions import grant_concession
from cementiris.registry.typed_dates import TypedMoment
from demo.people import LETTERS
from demo.stories.stage import Stage, exact

UNDERTAKER = "Funerària del Pla, SL"


def who(given: str, surnames: str, number: int = 0, **more: Any) -> PersonEntry:
    """A person; `number` is that of a DNI without its letter, 0 where nobody has written it down."""
    letter = LETTERS[number % len(LETTERS)]
    return PersonEntry(
        given_name=given, surnames=surnames, national_id=f"{number:08d}{letter}" if number else "", **more
    )


def living(given: str, surnames: str, number: int, street: str) -> PersonEntry:
    """A person with an address in Vilaclara."""
    return who(given, surnames, number, address=street, postal_code="08999", locality="Vilaclara")


def grant(stage: Stage, unit: BurialUnit, holder: PersonEntry, *, years: int = 50, **more: Any) -> Act:
    """Grant the unit on the day of the scene."""
    entry = GrantEntry(on=stage.on, term_years=years, holder=holder, **more)
    return grant_concession(unit=unit, entry=entry, sent=stage.sent())


def bury(stage: Stage, unit: BurialUnit, deceased: PersonEntry, **more: Any) -> Act:
    """Bury somebody at eleven on the day of the scene, who died the day before."""
    return bury_on(stage, unit, deceased, moment(stage.on, 11), **more)


def bury_on(stage: Stage, unit: BurialUnit, deceased: PersonEntry, buried: TypedMoment, **more: Any) -> Act:
    """Bury somebody at a moment, today or to come; the death was the day before the scene, at `died_at` o'clock."""
    died_at = more.pop("died_at", 9)
    died_on = stage.on - timedelta(days=1)
    papers = {} if "cremation_certificate" in more else _licence(died_on)
    entry = BurialEntry(
        deceased=deceased,
        died=moment(died_on, died_at),
        buried=buried,
        funeral_company=UNDERTAKER,
        **{**papers, **more},
    )
    return register_burial(unit=unit, entry=entry, sent=stage.sent())


def _licence(died_on: date) -> dict[str, Any]:
    return {"licence_number": f"{died_on.year}/{died_on.timetuple().tm_yday:03d}", "licence_on": died_on}


def moment(day: date, hour: int, minute: int = 0) -> TypedMoment:
    """A day with its hour."""
    return TypedMoment(exact(day), time(hour, minute))
