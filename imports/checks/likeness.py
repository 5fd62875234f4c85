"""Whether two entries of a register may be one person, however spelled."""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import lru_cache

from cementiris.registry.names import search_key
from imports.rows import CleanConcession, CleanHolder

_ALIKE = 0.88


def are_same_person(one: CleanHolder, other: CleanHolder) -> bool:
    """Whether two holders may be one person, however spelled: same words, one name shortened, or a letter apart."""
    if one.national_id and one.national_id == other.national_id:
        return True
    return may_be_same(name_of(one), name_of(other))


def share_a_holder(one: CleanConcession | None, other: CleanConcession | None) -> bool:
    """Whether two rights may have a holder in common; one that names nobody contradicts nobody."""
    if one is None or other is None:
        return True
    return any(are_same_person(a, b) for a in persons_of(one) for b in persons_of(other))


def persons_of(right: CleanConcession) -> list[CleanHolder]:
    """The holders of a right who are somebody in particular."""
    return [holder for holder in right.holders if not holder.is_unknown and holder.role != "beneficiary"]


def name_of(holder: CleanHolder) -> str:
    """The search key of a holder's name, without what is written around it."""
    parts = holder.parts
    name = " ".join(part for part in (parts.given_name, parts.surname1, parts.surname2) if part)
    return search_key(name or holder.text)


@lru_cache(maxsize=8192)
def may_be_same(one: str, other: str) -> bool:
    """Whether two search keys may be one name: all words of one in the other, or nearly the same letters."""
    if one == other:
        return True
    words, others = one.split(), other.split()
    if set(words) <= set(others) or set(others) <= set(words):
        return min(len(words), len(others)) > 1
    letters = SequenceMatcher(None, one, other)
    # What is quickly reckoned is never less than the true likeness, and spares it for most pairs of names.
    return letters.real_quick_ratio() >= _ALIKE and letters.quick_ratio() >= _ALIKE and letters.ratio() >= _ALIKE
