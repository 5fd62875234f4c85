"""The months in which a town exhumes nobody."""

from datetime import date

from cementiris.registry.rules.facts import TownChoices


def reopens_on(on: date, town: TownChoices) -> date | None:
    """The first day after the closed season that the day lies in; None where the day lies in none (R46).

    A season may span the new year. Months out of 1 to 12 stand for "no season".
    """
    first, last = town.season_from_month, town.season_until_month
    if not (1 <= first <= 12 and 1 <= last <= 12):
        return None
    is_closed = first <= on.month <= last if first <= last else on.month >= first or on.month <= last
    month = last % 12 + 1
    return date(on.year + (month <= on.month), month, 1) if is_closed else None
