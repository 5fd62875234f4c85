"""When what a newer file says is a correction of what an older one said, and when it is something else."""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import lru_cache

from cementiris.registry.dates import PartialDate
from cementiris.registry.names import fold, search_key

MISSPELT = 0.8
"""How like two names are of which one is a misspelling of the other, from 0 to 1."""
RELATED = 0.5
_SHORTEST_WORD = 3


def are_one_name(first: str, second: str) -> bool:
    """Whether two names can be one, misspelt or shortened; two that are not known are one name."""
    return _likeness(search_key(first), search_key(second)) >= MISSPELT


def is_same_burial(*, names: tuple[str, str], died: tuple[PartialDate, PartialDate],
                   buried: tuple[PartialDate, PartialDate]) -> bool:  # fmt: skip
    """Whether a row of a unit speaks of somebody whom an earlier copy of the file put there: the name or the day tells.

    One name with other dates is a corrected date; a name nearly the same is a corrected name, unless they
    died on different days. A very different name is somebody else, unless a word of it and a day are the same.
    """
    if search_key(names[0]) == search_key(names[1]):
        return True
    if any(_is_same_day(*days) for days in (died, buried)):
        return _share_a_word(*names) or _likeness(*map(search_key, names)) >= RELATED
    is_other_day = died[0].is_surely_before(died[1]) or died[1].is_surely_before(died[0])
    return are_one_name(*names) and not is_other_day


def is_same_right(
    *, titles: tuple[str, str], granted: tuple[PartialDate, PartialDate], holders: tuple[str, str]
) -> bool:
    """Whether a row of a unit speaks of a right that an earlier copy of the file gave it.

    The title's number is what a right is known by. Without it, or where it was corrected, the day of the grant and the
    holder tell: another title of another day is another right, even of the same holder.
    """
    first, second = (fold(title) for title in titles)
    if first and second:
        if first == second:
            return True
        return _is_same_day(*granted) and are_one_name(*holders)
    return _is_same_day(*granted) or are_one_name(*holders)


def _is_same_day(first: PartialDate, second: PartialDate) -> bool:
    return first.is_known and first.edtf == second.edtf


def _share_a_word(first: str, second: str) -> bool:
    words = [{word for word in search_key(name).split() if len(word) > _SHORTEST_WORD} for name in (first, second)]
    return bool(words[0] & words[1])


@lru_cache(maxsize=4096)
def _likeness(first: str, second: str) -> float:
    if first == second:
        return 1.0
    words, others = set(first.split()), set(second.split())
    if not words or not others:
        return 0.0
    if (words <= others or others <= words) and min(len(words), len(others)) > 1:
        return MISSPELT
    return SequenceMatcher(None, first, second, autojunk=False).ratio()
