"""What the rules of grants, extensions and conversions look at."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from cementiris.registry.entries.base import PersonEntry
from cementiris.registry.entries.rights import ConversionEntry, GrantEntry, RenewalEntry
from cementiris.registry.facts.people import known_person, name_under_id
from cementiris.registry.identity import normalise_national_id
from cementiris.registry.models import BurialUnit, Concession, Ordinance
from cementiris.registry.names import search_key
from cementiris.registry.queries import (
    extensions_in_force,
    facts_of,
    ordinance_on,
    owner_marks,
    owners,
    right_of,
    town_choices,
)
from cementiris.registry.rules.extensions import ConversionFacts
from cementiris.registry.rules.facts import GrantFacts, RenewalFacts, RightFacts, SameName, TownChoices


def grant_facts(unit: BurialUnit, entry: GrantEntry, today: date) -> GrantFacts:
    """Gather what the rules of a grant look at."""
    on = entry.on or today
    unit_facts = facts_of(unit, on)
    return GrantFacts(
        today=today,
        on=entry.on,
        unit=unit_facts,
        town=_choices_since_the_first(on),
        term_years=entry.term_years,
        perpetual=entry.perpetual,
        follows_perpetual=bool(unit_facts.right and unit_facts.right.perpetual),
        holder_named=bool(entry.holder.text),
        dead_holder=first_dead((entry.holder, *entry.co_holders)),
        dead_beneficiary=first_dead((entry.beneficiary, entry.substitute)),
        named_twice=named_twice(entry.people),
        registered_name=first_other_name(entry.people),
        need_named=bool(entry.need.deceased.text or entry.need.remains),
        holder_will_rest=looks_like(entry.holder, entry.need.deceased),
        resident_since=entry.resident_since,
    )


def _choices_since_the_first(on: date) -> TownChoices:
    """The ordinance of the day; perpetual rights have ended with the town's first one, not with its latest (R5)."""
    first = Ordinance.objects.order_by("valid_from").values_list("valid_from", flat=True).first()
    return replace(town_choices(ordinance_on(on)), regulation_from=first)


def first_dead(entries: Iterable[PersonEntry]) -> str:
    """The first of those typed whom the register knows, by identity number, to be dead."""
    known = (known_person(entry) for entry in entries)
    return next((str(person) for person in known if person and person.is_dead), "")


def first_other_name(entries: Iterable[PersonEntry]) -> str:
    """The first name that the register has under a typed identity number, where no spelling makes it the same."""
    return next((name for entry in entries if (name := name_under_id(entry))), "")


def named_twice(entries: Iterable[PersonEntry]) -> str:
    """Who is typed twice: under one identity number, or under one name and no number."""
    seen: set[str] = set()
    for entry in entries:
        mark = normalise_national_id(entry.national_id) or search_key(entry.text)
        if mark in seen:
            return entry.text
        seen.add(mark)
    return ""


def looks_like(one: PersonEntry, other: PersonEntry) -> SameName:
    """Whether two persons typed look like one."""
    numbers = normalise_national_id(one.national_id), normalise_national_id(other.national_id)
    if all(numbers):
        return SameName.BY_NUMBER if numbers[0] == numbers[1] else SameName.NO
    is_same = bool(one.text) and search_key(one.text) == search_key(other.text)
    return SameName.BY_NAME if is_same else SameName.NO


def standing_right(unit: BurialUnit, on: date, today: date) -> Concession | None:
    """The right over the unit on the day of an act, unless it has ended since: nothing more is done to what is over."""
    right = right_of(unit, min(on, today))
    has_ended = right is not None and right.ended_on is not None and right.ended_on <= today
    return None if has_ended else right


def renewal_facts(unit: BurialUnit, entry: RenewalEntry, today: date) -> RenewalFacts | None:
    """Gather what the rules of a renewal look at; None where the unit has no right to extend."""
    on = entry.on or today
    concession = standing_right(unit, on, today)
    if concession is None:
        return None
    return RenewalFacts(
        today=today,
        on=on,
        years=entry.years,
        right=right_facts(concession, on),
        town=town_choices(ordinance_on(on)),
        unit=facts_of(unit, min(on, today)),
        short=entry.short,
    )


def conversion_facts(unit: BurialUnit, entry: ConversionEntry, today: date) -> ConversionFacts | None:
    """Gather what the rules of a conversion look at; None where the unit has no right to convert."""
    on = entry.on or today
    concession = standing_right(unit, on, today)
    if concession is None:
        return None
    return ConversionFacts(
        today=today,
        on=on,
        right=right_facts(concession, on),
        town=town_choices(ordinance_on(on)),
        resident_since=entry.resident_since or concession.resident_since,
    )


def right_facts(concession: Concession, on: date) -> RightFacts:
    """What the rules of a renewal need of the right; its end is the one printed on its title."""
    return RightFacts(
        title_number=concession.title_number,
        granted_from=concession.granted_from,
        expires_on=concession.expires_until,
        perpetual=concession.perpetual,
        term_years=concession.term_years,
        extension_years=sum(extensions_in_force().filter(concession=concession).values_list("years", flat=True)),
        fees_paid_through=concession.fees_paid_through,
        resident_since=concession.resident_since,
        **owner_marks(owners([concession.pk], on), on),
    )
