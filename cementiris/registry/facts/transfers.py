"""What the rules of transfers, successions and provisional titles look at."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cementiris.registry.entries.base import PersonEntry
from cementiris.registry.entries.transfers import (
    AfterDeathEntry,
    HandoverEntry,
    HeirEntry,
    ProvisionalEntry,
    SuccessionEntry,
    TransferEntry,
)
from cementiris.registry.facts.people import known_person, name_under_id
from cementiris.registry.identity import normalise_national_id
from cementiris.registry.models import BurialUnit, Concession, Holding, HoldingRole, Movement, MovementKind, Person
from cementiris.registry.names import search_key
from cementiris.registry.queries import facts_of, ordinance_on, owners, resting_in, right_of, town_choices
from cementiris.registry.rules.transfer_facts import (
    Basis,
    HeirFacts,
    PartyFacts,
    ProvisionalTitleFacts,
    SuccessionFacts,
    TransferFacts,
)
from cementiris.registry.rules.transfers import fees_are_paid

DESIGNATED = (HoldingRole.BENEFICIARY, HoldingRole.SUBSTITUTE)
NEEDED: dict[str, Promise] = {
    "title": _("títol"),
    "last_wills": _("certificat d’últimes voluntats"),
    "will": _("testament o declaració d’hereus"),
    "death": _("certificat de defunció"),
}
"""The documents of a succession [S62][S61], as the sentence about what is missing names them."""


@dataclass(frozen=True)
class Ownership:
    """The right over a unit on a day, with its owners of that day in the order of the title."""

    unit: BurialUnit
    on: date
    concession: Concession | None
    owners: list[Holding]

    def one(self, holding_id: int | None) -> Holding | None:
        """The owner with that key, or the only one."""
        if holding_id is None and len(self.owners) == 1:
            return self.owners[0]
        return next((holding for holding in self.owners if holding.pk == holding_id), None)


def ownership(unit: BurialUnit, on: date) -> Ownership:
    """Who owns the right over the unit on the day."""
    concession = right_of(unit, on)
    return Ownership(unit, on, concession, list(owners([concession.pk], on)) if concession else [])


def is_gone(holding: Holding, on: date) -> bool:
    """Whether an owner has died by the day; an estate holds for somebody who has, a widow lives though he has not."""
    person = holding.person
    has_died = person.is_dead and (person.died_from is None or person.died_from <= on)
    return holding.is_estate or (has_died and not holding.is_widow)


def is_same(entry: PersonEntry, person: Person) -> bool:
    """Whether the typed person is the one of the register: by the number where both have one, or else by name."""
    number = normalise_national_id(entry.national_id)
    if number and person.national_id:
        return number == person.national_id
    return bool(entry.text) and search_key(entry.text) == person.folded


def givers_of(held: Ownership, entry: TransferEntry) -> list[Holding]:
    """Who gives: one of the owners, or all of them."""
    if entry.giver_id is None:
        return held.owners
    giver = held.one(entry.giver_id)
    return [giver] if giver else []


def _party(entry: PersonEntry, held: Ownership) -> PartyFacts:
    known = known_person(entry)
    return PartyFacts(
        name=entry.text,
        key=_key(entry, []),
        is_dead=known is not None and known.is_dead,
        is_owner=any(_is_surely(entry, holding.person) for holding in held.owners),
        registered_name=name_under_id(entry),
    )


def _is_surely(entry: PersonEntry, person: Person) -> bool:
    """A son may be called as his father: only where neither has a number is the name enough."""
    has_number = bool(normalise_national_id(entry.national_id))
    return has_number == bool(person.national_id) and is_same(entry, person)


def _key(entry: PersonEntry, among: Iterable[Person]) -> str:
    """The same for the same person: whom of those they are, or their number, or their name."""
    same = next((person for person in among if is_same(entry, person)), None)
    if same:
        return f"person {same.pk}"
    return normalise_national_id(entry.national_id) or search_key(entry.text)


def _common(held: Ownership, entry: HandoverEntry, leaving: list[Holding], today: date) -> dict[str, Any]:
    right = held.concession
    return {
        "today": today,
        "on": entry.on,
        "unit": facts_of(held.unit, held.on),
        "town": town_choices(ordinance_on(held.on)),
        "recipient": _party(entry.recipient, held),
        "term_years": entry.term_years,
        "fees_paid": _fees(right, entry, held.on),
        "held_since": max((row.since for row in leaving if row.since), default=None),
        "has_changed": right is not None and has_changed_since(right, held.on),
    }


def has_changed_since(right: Concession, on: date) -> bool:
    """Whether the right was ended after the day, or somebody has come to it or left it; what was taken back is not."""
    later = Q(since__gt=on) | Q(until__gt=on)
    return right.ended_on is not None or right.holdings.exclude(until=F("since")).filter(later).exists()


def _fees(right: Concession | None, entry: HandoverEntry, on: date) -> bool | None:
    """What the register knows of the yearly fees; where it knows nothing, what the clerk has checked."""
    known = fees_are_paid(right.fees_paid_through, on) if right else None
    return True if known is None and entry.fees_checked else known


def transfer_facts(unit: BurialUnit, entry: TransferEntry, today: date) -> TransferFacts:
    """Gather what the rules of a transfer between the living look at."""
    held = ownership(unit, entry.on or today)
    givers = givers_of(held, entry)
    dead = next((str(giver) for giver in givers if is_gone(giver, held.on)), "")
    common = _common(held, entry, givers, today)
    common["has_changed"] = common["has_changed"] or (entry.giver_id is not None and not givers)
    return TransferFacts(
        **common,
        dead_giver=dead,
        tie=entry.tie,
        degree=entry.degree,
        cohabited_since=entry.cohabited_since,
        others=(_party(entry.co_holder, held),) if entry.co_holder.text else (),
    )


def holder_of(held: Ownership, entry: AfterDeathEntry) -> Holding | None:
    """Whose right it is that goes on: the chosen owner, the only one, or the only one who is dead."""
    chosen = held.one(entry.holder_id)
    if chosen or entry.holder_id is not None:
        return chosen
    gone = [holding for holding in held.owners if is_gone(holding, held.on)]
    return gone[0] if len(gone) == 1 else None


def burial_of(holding: Holding, unit: BurialUnit) -> Movement | None:
    """The burial of a holder in the cemetery of the unit: of that person, or of somebody of that name in the unit."""
    own = Movement.objects.filter(annulled=False, kind=MovementKind.BURIAL, cemetery=unit.cemetery_id)
    own = own.select_related("deceased").order_by("-pk")
    found = own.filter(deceased=holding.person_id).first()
    folded = holding.person.folded
    return found or (own.filter(to_unit=unit, deceased__folded=folded).first() if folded else None)


def death_of(holding: Holding, unit: BurialUnit) -> tuple[str, date | None]:
    """When a holder died, as far as the register knows: its EDTF text and the last day it can mean.

    "The widow of …" is nobody of whom the register could know it.
    """
    if holding.is_widow:
        return "", None
    person = holding.person
    if not person.died_on and (burial := burial_of(holding, unit)):
        person = burial.deceased
    return person.died_on, person.died_until


def _after_death(held: Ownership, entry: AfterDeathEntry, today: date) -> dict[str, Any]:
    holding = holder_of(held, entry)
    common = _common(held, entry, [holding] if holding else [], today)
    if holding is None:
        return common
    known = death_of(holding, held.unit)
    gone = is_gone(holding, held.on) or entry.died.is_known or bool(known[0])
    return common | {"holder": PartyFacts(name=str(holding), key=f"person {holding.person_id}", is_dead=gone)}


def designations(concession: Concession) -> list[Holding]:
    """Who is named on the title to follow: the beneficiary before the substitute."""
    rows = concession.holdings.filter(role__in=DESIGNATED, until__isnull=True).select_related("person")
    return sorted(rows, key=lambda row: (DESIGNATED.index(HoldingRole(row.role)), row.position))


def designated(concession: Concession, on: date) -> list[Person]:
    """The living among those who are named on the title to follow, in their order."""
    return [row.person for row in designations(concession) if not is_gone(row, on)]


def succession_facts(unit: BurialUnit, entry: SuccessionEntry, today: date) -> SuccessionFacts:
    """Gather what the rules of a succession look at."""
    held = ownership(unit, entry.on or today)
    holding = holder_of(held, entry)
    named = designated(held.concession, held.on) if held.concession else []
    common = _after_death(held, entry, today)
    common["recipient"] = replace(common["recipient"], key=_key(entry.recipient, named))
    return SuccessionFacts(
        **common,
        died=_died(entry, holding, unit),
        asked_on=entry.asked_on,
        basis=entry.basis,
        heirs=tuple(_heir(heir, named, holding) for heir in entry.heirs),
        designated=tuple(PartyFacts(name=str(person), key=f"person {person.pk}") for person in named),
        later_will=entry.later_will,
        missing=missing_documents(entry, is_buried_here=bool(holding and burial_of(holding, unit))),
    )


def _died(entry: AfterDeathEntry, holding: Holding | None, unit: BurialUnit) -> date | None:
    if entry.died.is_known:
        return entry.died.latest
    return death_of(holding, unit)[1] if holding else None


def _heir(heir: HeirEntry, named: list[Person], holding: Holding | None) -> HeirFacts:
    is_holder = holding is not None and _is_surely(heir.person, holding.person)
    return HeirFacts(
        name=heir.person.text,
        key=f"person {holding.person_id}" if holding and is_holder else _key(heir.person, named),
        basis=heir.basis,
        renounced_on=heir.renounced_on,
        has_died=heir.has_died,
    )


def missing_documents(entry: SuccessionEntry, *, is_buried_here: bool) -> tuple[str, ...]:
    """What has not been handed in: a designated beneficiary needs no will, the buried here no certificate of death."""
    spared = {"death"} if is_buried_here else set()
    if entry.basis is Basis.BENEFICIARY:
        spared.add("will")
    return tuple(str(words) for name, words in NEEDED.items() if name not in {*entry.documents, *spared})


def provisional_facts(unit: BurialUnit, entry: ProvisionalEntry, today: date) -> ProvisionalTitleFacts:
    """Gather what the rules of a provisional title look at."""
    held = ownership(unit, entry.on or today)
    holding = holder_of(held, entry)
    relative = resting_in(unit, held.on).filter(pk=entry.movement_id).first() if entry.movement_id else None
    return ProvisionalTitleFacts(
        **_after_death(held, entry, today),
        title_on=_title_day(held, holding),
        last_other_burial=_last_other_burial(unit, holding, held.on),
        relative=str(relative.deceased) if relative else "",
        tie=entry.tie,
        degree=entry.degree,
        published_on=entry.published_on,
        published_in=entry.published_in,
    )


def _title_day(held: Ownership, holding: Holding | None) -> date | None:
    since = holding.since if holding else None
    return since or (held.concession.granted_from if held.concession else None)


def _last_other_burial(unit: BurialUnit, holding: Holding | None, on: date) -> date | None:
    rows = Movement.objects.filter(annulled=False, to_unit=unit, on_from__lte=on).order_by("-on_from")
    if holding:
        rows = rows.exclude(deceased=holding.person_id).exclude(deceased__folded=holding.person.folded)
    return rows.values_list("on_from", flat=True).first()
