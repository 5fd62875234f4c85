"""What the questions of `queries` answer, of the rows of one unit that have been read already.

Each function gives what the query that it names gives; tests/registry/test_unit_ledger.py holds them to it. The sheet
of a unit asks for its movements, rights and holders once, and finds everything it says of them in these rows.
"""

from collections.abc import Iterable
from copy import copy
from datetime import date

from cementiris.registry.models import BurialUnit, Concession, Holding, Movement, Standing
from cementiris.registry.queries import BEGINNING, UNMOVING
from cementiris.registry.rules.calendar import Moment


def live_among(rights: Iterable[Concession], on: date) -> list[Concession]:
    """Of all rights over a unit, the same as `rights_on`, in its order."""
    live = (right for right in rights if right.standing != Standing.ANNULLED and _is_live(right, on))
    return sorted(live, key=lambda right: (right.standing, -(right.granted_from or BEGINNING).toordinal(), -right.pk))


def _is_live(right: Concession, on: date) -> bool:
    has_begun = right.granted_from is None or right.granted_from <= on
    return has_begun and (right.ended_on is None or right.ended_on > on)


def held_among(holdings: Iterable[Holding], on: date) -> list[Holding]:
    """Of all holdings of a right, in the order of the title, the same as `holdings_on`."""
    return [row for row in holdings if (row.since is None or row.since <= on) and (row.until is None or row.until > on)]


def laid_among(movements: Iterable[Movement], unit: BurialUnit, on: date) -> list[Movement]:
    """Of all movements of all who ever were in a unit, the same as `laid_to_rest`; the rows are copies."""
    known = sorted(_known(movements, on), key=_order)
    last = {row.deceased_id: row for row in known}
    openings = {row.deceased_id: row for row in known if row.kind not in UNMOVING}
    here = [copy(row) for row in sorted(last.values(), key=_latest_first) if row.to_unit_id == unit.pk]
    for row in here:
        opening = openings.get(row.deceased_id)
        if row.kind in UNMOVING and opening:
            row.on, row.on_from, row.on_until = opening.on, opening.on_from, opening.on_until
    return here


def last_laid(movements: Iterable[Movement], unit: BurialUnit, on: date) -> Moment | None:
    """Of the movements of a unit, the same as `facts.endings.last_burial`."""
    arrivals = [row for row in _known(movements, on) if row.to_unit_id == unit.pk and row.kind not in UNMOVING]
    spans = [(row.on_until or row.on_from, row.on_from) for row in arrivals if row.on_from]
    last, first = max(spans, default=(None, None))
    return Moment.between(first, last) if first and last else None


def _known(movements: Iterable[Movement], on: date) -> list[Movement]:
    """The movements that count and had happened by the day; one without a day counts as long past."""
    return [row for row in movements if not row.annulled and (row.on_from is None or row.on_from <= on)]


def _order(row: Movement) -> tuple[date, int]:
    return row.on_from or BEGINNING, row.pk


def _latest_first(row: Movement) -> tuple[bool, int, int]:
    """As the database sorts days downwards: those without a day come first."""
    return row.on_from is not None, -(row.on_from or BEGINNING).toordinal(), -row.pk
