"""Terms in days as Llei 39/2015 art. 30 counts them: from the day after, and never ending on a day off."""

from datetime import date, timedelta

from cementiris.registry.rules.calendar import ONE_DAY

FIXED_HOLIDAYS = frozenset({
    (1, 1), (1, 6), (5, 1), (6, 24), (8, 15), (9, 11), (10, 12), (11, 1), (12, 6), (12, 8), (12, 25), (12, 26),
})  # fmt: skip
"""Month and day of the holidays that Catalonia keeps every year: Estatut dels Treballadors art. 37.2 and the yearly
Catalan order of holidays. The two local ones of each town are not here, so a term may last up to two days more."""
SATURDAY = 5
GOOD_FRIDAY, EASTER_MONDAY = timedelta(days=-2), timedelta(days=1)


def easter(year: int) -> date:
    """Easter Sunday of a year of the Gregorian calendar (Meeus, Jones and Butcher)."""
    century, of_century = divmod(year, 100)
    moon = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - moon - of_century % 4) % 7
    late = (year % 19 + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def is_working_day(day: date) -> bool:
    """Whether administrative terms count the day: neither Saturday, Sunday nor a holiday (art. 30.2)."""
    movable = {easter(day.year) + GOOD_FRIDAY, easter(day.year) + EASTER_MONDAY}
    return day.weekday() < SATURDAY and (day.month, day.day) not in FIXED_HOLIDAYS and day not in movable


def next_working_day(day: date) -> date:
    """The day itself, or the first working day after it (art. 30.5)."""
    while not is_working_day(day):
        day += ONE_DAY
    return day


def term_end(since: date, days: int, days_of: str) -> date:
    """The last day of a term of so many natural or "working" days that begins the day after `since` (art. 30.3)."""
    if days_of != "working":
        return next_working_day(since + timedelta(days=days))
    last = since
    for _ in range(days):
        last = next_working_day(last + ONE_DAY)
    return last
