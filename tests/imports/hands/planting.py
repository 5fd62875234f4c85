"""Contradictions put into a cemetery on purpose, so that the truth knows where each of them stands."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from tests.imports.hands.cemetery import Block, Day, Inventor, Place, years_after
from tests.imports.hands.names import LETTERS

Plant = Callable[[Place, Inventor], bool]


def plant(places: list[Place], kinds: Iterable[str], inventor: Inventor, *, each: int = 2) -> None:
    """Plant so many of each kind of contradiction, each in a unit of its own."""
    rng = inventor.rng
    for kind in kinds:
        left = each
        for place in rng.sample(places, len(places)):
            if left and not place.planted and not place.partners and _PLANTS[kind](place, inventor):
                place.planted.append(kind)
                left -= 1
    _share_titles(places, rng)


def put_outside(places: list[Place], blocks: Sequence[Block], inventor: Inventor, *, each: int = 2) -> None:
    """Give some units a number that their block is not said to have."""
    last = {block.name: block.last for block in blocks}
    free = [place for place in places if place.block in last and not place.planted and place.number.isdigit()]
    for order, place in enumerate(inventor.rng.sample(free, each)):
        place.number = str(last[place.block] + 113 + order)
        place.planted.append("number_outside_block")


def _dated_right(place: Place) -> bool:
    return bool(place.rights and place.rights[0].ends and place.rights[0].owners[0].soul)


def _twice(place: Place, inventor: Inventor) -> bool:
    if not place.rights or not place.rights[0].owners[0].soul:
        return False
    other = inventor.right()
    while not other.owners[0].soul or other.owners[0].soul is place.rights[0].owners[0].soul:
        other = inventor.right()
    place.rights.append(other)
    return True


def _same_title(place: Place, inventor: Inventor) -> bool:
    return bool(place.rights and place.rights[0].owners[0].soul)


def _share_titles(places: list[Place], rng: random.Random) -> None:
    """Let each unit with a doubled title take its number from another unit's title."""
    sound = [
        place
        for place in places
        if place.rights and not place.planted and place.rights[0].owners[0].soul and not place.partners
    ]
    for place in places:
        if "duplicate_title" in place.planted and not place.partners:
            other = rng.choice([o for o in sound if o.rights[0].owners[0].soul is not place.rights[0].owners[0].soul])
            sound.remove(other)
            place.rights[0].title = other.rights[0].title
            other.planted.append("duplicate_title")
            place.partners, other.partners = [other], [place]


def _ends_early(place: Place, inventor: Inventor) -> bool:
    if not _dated_right(place):
        return False
    right = place.rights[0]
    assert right.granted
    right.ends = years_after(right.granted.day, -2)
    return True


def _ends_wrong(place: Place, inventor: Inventor) -> bool:
    if not _dated_right(place):
        return False
    right = place.rights[0]
    assert right.ends
    right.ends = years_after(right.ends, inventor.rng.choice([3, 10]))
    return True


def _wrong_letter(place: Place, inventor: Inventor) -> bool:
    owner = place.rights[0].owners[0] if place.rights else None
    if owner is None or not owner.national_id:
        return False
    number = int(owner.national_id[:8])
    # Somebody with several titles would carry the slip to all of them: this title gets a holder of its own.
    place.rights[0].owners[0] = replace(
        owner, soul=inventor.soul(), national_id=f"{number}{LETTERS[(number + 7) % 23]}"
    )
    return True


def _born_late(place: Place, inventor: Inventor) -> bool:
    if not place.dead or not (died := place.dead[0].died):
        return False
    place.dead[0].born = Day(years_after(died.day, 9))
    return True


def _taken_out_early(place: Place, inventor: Inventor) -> bool:
    person = place.dead[0] if place.dead else None
    if person is None or not person.buried or not person.soul:
        return False
    person.exhumed = Day(person.buried.day - timedelta(days=900))
    return True


def _free_with_dead(place: Place, inventor: Inventor) -> bool:
    if place.rights or place.state != "free" or place.dead:
        return False
    family = inventor.soul().surname1
    place.dead.append(inventor.resting(family, inventor.some_day(), None))
    return True


_PLANTS: dict[str, Plant] = {
    "duplicate_unit": _twice,
    "duplicate_title": _same_title,
    "end_before_start": _ends_early,
    "expiry_mismatch": _ends_wrong,
    "invalid_national_id": _wrong_letter,
    "burial_before_birth": _born_late,
    "exhumation_before_burial": _taken_out_early,
    "free_but_occupied": _free_with_dead,
}
