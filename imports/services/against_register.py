"""What an import says against what the register holds already, reported before anything is written (R78, R79)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from cementiris.registry.models import Cemetery, Person
from cementiris.registry.names import fold, search_key
from cementiris.vocabulary import UnitKind
from imports.checks.likeness import may_be_same, name_of, persons_of
from imports.rows import CleanBurial, CleanConcession, CleanHolder, CleanRow
from imports.services.known import FULL_NAME, Known, KnownBurial, KnownOwner, KnownRight, KnownUnit, known_dead
from imports.services.room import note_overfull

MOST_NAMED = 3
MOST_NAMESAKES = 3
"""A name that more people bear is no sign of duplicates."""
_MANY, _SHARE = 5, 0.2


def check_against_register(rows: Sequence[CleanRow], cemetery_name: str, on: date) -> None:
    """Report on the rows what the register says otherwise. It reads only; into a new cemetery it has little to read."""
    told = [row for row in rows if not row.is_set_aside]
    cemetery = Cemetery.objects.filter(name=cemetery_name).first()
    known = Known.of(cemetery, on) if cemetery else None
    if known is not None and known.units:
        for row in told:
            _check_place(row, known)
        _check_titles(told, known)
    note_overfull(told, on)
    _check_people(told, known)


def _check_place(row: CleanRow, known: Known) -> None:
    if row.unit is None:
        return
    candidates = known.candidates(row.unit)
    there = [unit for unit in candidates if unit.retired_on is None]
    if not there:
        _report_missing(row, known, candidates)
        return
    same = next((unit for unit in there if unit.kind == row.unit.kind), None)
    if same is None and len(there) > 1:
        row.report("two_units", kinds=", ".join(_kind_word(unit) for unit in there))
    elif same is None:
        row.report("other_kind", kind=_kind_word(there[0]))
    elif same.pk in known.rights:
        _check_holder(row, known.rights[same.pk], known)


def _report_missing(row: CleanRow, known: Known, retired: Sequence[KnownUnit]) -> None:
    """R78: a code that matches no unit of a block that is on the plan; a retired unit is told as such."""
    found = known.section_of(row.unit) if row.unit else None
    if retired and retired[0].retired_on is not None:
        row.report("unit_retired", day=f"{retired[0].retired_on:%d/%m/%Y}")
    elif found and found[0] in known.planned:
        row.report("not_on_plan", place=known.names.get(found[0] or 0, str(known.cemetery)))


def _kind_word(unit: KnownUnit) -> str:
    return str(UnitKind(unit.kind).label)


def _check_holder(row: CleanRow, right: KnownRight, known: Known) -> None:
    """R79: somebody else holds the unit; where the register has the holder in another unit, it is named."""
    told = row.concession
    if told is None or not right.owners or not (holders := persons_of(told)) or _is_over(told, right):
        return
    if any(_is_owner(holder, owner) for holder in holders for owner in right.owners):
        return
    row.report("other_holder", holder=right.owners[0].text)
    for elsewhere in known.owned_by(holders)[:MOST_NAMED]:
        row.report("holder_elsewhere", unit=known.name_of(elsewhere))


def _is_over(told: CleanConcession, right: KnownRight) -> bool:
    """Whether the row tells a right that had ended when the one of the register began."""
    return bool(told.expires_on.latest and right.granted_from and told.expires_on.latest <= right.granted_from)


def _is_owner(holder: CleanHolder, owner: KnownOwner) -> bool:
    if holder.national_id and holder.national_id == owner.national_id:
        return True
    return any(may_be_same(name_of(holder), name) for name in owner.names)


def _check_titles(rows: Sequence[CleanRow], known: Known) -> None:
    """R79: a title number that the register gives to another unit, of another holder."""
    by_title = defaultdict(list)
    for right in known.rights.values():
        if right.title_number:
            by_title[search_key(right.title_number)].append(right)
    titled = [row for row in rows if row.unit and row.concession and row.concession.title_number]
    found = [(row, other) for row in titled if (other := _title_elsewhere(row, by_title, known)) is not None]
    if len(found) > max(_MANY, _SHARE * len(titled)):
        return  # each block, or each book, has numbers of its own
    for row, other in found:
        row.report("title_elsewhere", unit=known.name_of(known.units[other.unit]))


def _title_elsewhere(row: CleanRow, by_title: dict[str, list[KnownRight]], known: Known) -> KnownRight | None:
    if row.unit is None or row.concession is None:
        return None
    here = {unit.pk for unit in known.candidates(row.unit)}
    same = by_title.get(search_key(row.concession.title_number), [])
    others = [right for right in same if right.unit not in here]
    if not others or len(others) < len(same):
        return None
    holders = persons_of(row.concession)
    shared = any(_is_owner(holder, owner) for right in others for holder in holders for owner in right.owners)
    return None if shared or not holders else others[0]


def _check_people(rows: Sequence[CleanRow], known: Known | None) -> None:
    if not Person.objects.exists():
        return
    _check_dead_holders(rows)
    _note_similar(rows)
    _check_burials(rows, known)


def _check_dead_holders(rows: Sequence[CleanRow]) -> None:
    """A holder whose document is that of somebody who had died before the right was granted."""
    documents = {holder.national_id for row in rows if row.concession for holder in row.concession.holders} - {""}
    if not documents:
        return
    dead = Person.objects.filter(national_id__in=documents, died_until__isnull=False, merged_into__isnull=True)
    died = dict(dead.values_list("national_id", "died_until"))
    for row, holder in _holders(rows):
        day = died.get(holder.national_id)
        granted = row.concession.granted_on.earliest if row.concession else None
        if day is not None and granted is not None and day < granted and not _is_named_after(holder):
            row.report("dead_before_grant", day=f"{day:%d/%m/%Y}")


def _is_named_after(holder: CleanHolder) -> bool:
    """Whether who holds bears the name of somebody else: an estate, a widow."""
    return holder.is_estate or holder.role == "widow_of"


def _note_similar(rows: Sequence[CleanRow]) -> None:
    """Holders whom the register knows only under another spelling: proposed, never united.

    A name that many people of the register bear tells nothing, nor does one that stands there as the row writes it.
    """
    wanted = defaultdict(list)
    for row, holder in _holders(rows):
        if len((name := name_of(holder)).split()) >= FULL_NAME and not holder.is_estate:
            wanted[name].append((row, holder))
    known = defaultdict(list)
    people = Person.objects.filter(merged_into__isnull=True).values_list("folded", "text", "national_id")
    for folded, text, national_id in people.iterator(20_000):
        if folded in wanted:
            known[folded].append((text, national_id))
    for folded in [name for name, found in known.items() if len(found) <= MOST_NAMESAKES]:
        for row, holder in wanted[folded]:
            _note_one(row, holder, known[folded])


def _holders(rows: Sequence[CleanRow]) -> Iterator[tuple[CleanRow, CleanHolder]]:
    for row in rows:
        for holder in persons_of(row.concession) if row.concession else ():
            yield row, holder


def _note_one(row: CleanRow, holder: CleanHolder, found: Sequence[tuple[str, str]]) -> None:
    if any(fold(text) == fold(holder.text) for text, _national_id in found):
        return
    for text, national_id in found:
        if not (holder.national_id and national_id and holder.national_id != national_id):
            row.report("similar_person", name=text)


def _check_burials(rows: Sequence[CleanRow], known: Known | None) -> None:
    """Somebody whom the register has buried on the same day in another unit of the town."""
    told = [(row, burial) for row in rows if row.unit for burial in row.burials if _is_told_apart(burial)]
    dead = known_dead(search_key(burial.text) for _row, burial in told) if told else {}
    for row, burial in told:
        here = {unit.pk for unit in known.candidates(row.unit)} if known and row.unit else set()
        same = [other for other in dead.get(search_key(burial.text), ()) if _is_same_death(burial, other)]
        if same and not any(other.unit in here for other in same):
            unit = known.units.get(same[0].unit or 0) if known else None
            row.report("buried_elsewhere", unit=known.name_of(unit) if known and unit else same[0].text)


def _is_told_apart(burial: CleanBurial) -> bool:
    is_dated = burial.died_on.is_exact or burial.buried_on.is_exact
    return is_dated and not burial.is_exhumation and len(search_key(burial.text).split()) >= FULL_NAME


def _is_same_death(burial: CleanBurial, other: KnownBurial) -> bool:
    """The same exact day of the burial, or of the death where a burial is not known."""
    if burial.buried_on.is_exact and other.buried_on:
        return other.buried_on == burial.buried_on.edtf
    return burial.died_on.is_exact and other.died_on == burial.died_on.edtf
