"""What the rules of giving a right back look at."""

from datetime import date
from typing import Any

from django.db.models.functions import Coalesce

from cementiris.registry.entries.endings import EndingEntry
from cementiris.registry.facts.rights import right_facts, standing_right
from cementiris.registry.facts.transfers import has_changed_since
from cementiris.registry.models import (
    BurialUnit,
    Concession,
    Holding,
    LapseFile,
    LapseStatus,
    LateSuccession,
    Movement,
    MovementKind,
    Standing,
)
from cementiris.registry.queries import (
    UNMOVING,
    extensions_in_force,
    ordinance_on,
    owners,
    resting_in,
    right_of,
    rights_on,
    town_choices,
)
from cementiris.registry.rules.calendar import Moment, add_years
from cementiris.registry.rules.endings import EmptiedFacts, EndingFacts, RetrocessionFacts
from cementiris.registry.rules.facts import RightFacts


def ending_facts(unit: BurialUnit, entry: EndingEntry, today: date) -> EndingFacts:
    """Gather what the rules of a renunciation look at."""
    on = entry.on or today
    return EndingFacts(**_shared(unit, entry, today), heirs_asked_until=heirs_asked_until(unit, on, today))


def heirs_asked_until(unit: BurialUnit, on: date, today: date) -> date | None:
    """The last day on which the heirs of the owners could ask for the right, where their silence renounces it (R16).

    None where the town only notes it, somebody who owns the right lives, a death has no date, or time still runs.
    """
    town = town_choices(ordinance_on(on))
    concession = ending_right(unit, on, today)
    if concession is None or town.late_succession != LateSuccession.RENOUNCED:
        return None
    held = owners([concession.pk], min(on, today)).select_related("person")
    deaths = [holding.person.died_until for holding in held]
    if not deaths or None in deaths:
        return None
    until = add_years(max(day for day in deaths if day), town.mortis_causa_years)
    return until if until < on else None


def retrocession_facts(unit: BurialUnit, entry: EndingEntry, today: date) -> RetrocessionFacts:
    """Gather what the rules of a retrocession look at."""
    on = entry.on or today
    concession = ending_right(unit, on, today)
    return RetrocessionFacts(
        **_shared(unit, entry, today),
        price=entry.price,
        period_from=paid_period_from(concession, on) if concession else None,
        valuation=entry.valuation,
    )


def ending_right(unit: BurialUnit, on: date, today: date) -> Concession | None:
    """The right that is given back: the one over the unit on the day, unless it has ended since."""
    return standing_right(unit, on, today)


def paid_period_from(concession: Concession, on: date) -> date | None:
    """Since when the price of the right counts: the last extension that has begun, or else the grant."""
    begun = extensions_in_force().filter(concession=concession, previous_expires_on__lte=on)
    last = begun.order_by("-previous_expires_on").values_list("previous_expires_on", flat=True).first()
    return last or concession.granted_from


def _shared(unit: BurialUnit, entry: EndingEntry, today: date) -> dict[str, Any]:
    on = entry.on or today
    concession = ending_right(unit, on, today)
    holdings = list(owners([concession.pk], min(on, today))) if concession else []
    return {
        "today": today,
        "on": on,
        "right": live_right(concession, min(on, today)),
        "town": town_choices(ordinance_on(on)),
        "resting_count": resting_in(unit, on).count(),
        "last_burial": last_burial(unit, on),
        "owner_count": len(holdings),
        "unsigned": _unsigned(holdings, entry),
        "has_changed": concession is not None and _has_changed(concession, on),
        "has_open_file": bool(concession and open_files([concession.pk])),
    }


def _has_changed(concession: Concession, on: date) -> bool:
    later = extensions_in_force().filter(concession=concession, granted_on__gt=on)
    return has_changed_since(concession, on) or later.exists()


def _unsigned(holdings: list[Holding], entry: EndingEntry) -> tuple[str, ...]:
    return tuple(str(holding) for holding in holdings if holding.pk not in entry.signed)


def live_right(concession: Concession | None, on: date) -> RightFacts | None:
    """The right as rules see it, disputed where another one contradicts it."""
    if concession is None:
        return None
    rivals = rights_on([concession.unit_id], on).filter(standing=Standing.DISPUTED)
    facts = right_facts(concession, on)
    return RightFacts(**{**facts.__dict__, "disputed": rivals.exists()})


def open_files(concession_ids: list[int]) -> set[int]:
    """The rights, of these, whose caducity is under way: also once declared, as long as nobody has ended them."""
    files = LapseFile.objects.filter(concession__in=concession_ids).exclude(status=LapseStatus.CLOSED)
    return set(files.values_list("concession", flat=True))


def last_burial(unit: BurialUnit, on: date) -> Moment | None:
    """The last time that somebody was laid in the unit, up to the day, whoever has left since; None where unknown."""
    arrivals = Movement.objects.filter(to_unit=unit, annulled=False, on_from__lte=on).exclude(kind__in=UNMOVING)
    last = arrivals.order_by(Coalesce("on_until", "on_from").desc()).first()
    return Moment.between(last.on_from, last.on_until or last.on_from) if last and last.on_from else None


def emptied_facts(unit: BurialUnit, on: date) -> EmptiedFacts:
    """What R30 looks at."""
    left = Movement.objects.filter(from_unit=unit, annulled=False).exclude(kind=MovementKind.BURIAL)
    return EmptiedFacts(
        right=live_right(right_of(unit, on), on),
        town=town_choices(ordinance_on(on)),
        resting_count=resting_in(unit, on).count(),
        was_used=left.exists(),
    )
