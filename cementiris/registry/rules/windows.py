"""Windows of the year that a town opens, from one "mm-dd" to another, also across New Year."""

import calendar
from datetime import date


def read_day_of_year(text: str) -> tuple[int, int] | None:
    """Month and day of "mm-dd"; None for "" and for what is no day of any year."""
    month, _, day = text.partition("-")
    if not (month.isdecimal() and day.isdecimal()):
        return None
    pair = int(month), int(day)
    return pair if 1 <= pair[0] <= 12 and 1 <= pair[1] <= calendar.monthrange(2024, pair[0])[1] else None


def is_in_window(on: date, first: str, last: str) -> bool:
    """Whether the day is in the window, both ends included; without both ends there is no window and always is."""
    begins, ends = read_day_of_year(first), read_day_of_year(last)
    if begins is None or ends is None:
        return True
    today = (on.month, on.day)
    return begins <= today <= ends if begins <= ends else today >= begins or today <= ends


def window_opens_on(on: date, first: str) -> date:
    """The first day on or after `on` on which the window opens; 29 February is the 28th of other years."""
    begins = read_day_of_year(first) or (on.month, on.day)
    opening = _day_of(on.year, *begins)
    return opening if opening >= on else _day_of(on.year + 1, *begins)


def _day_of(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))
