"""What the rules of grants and extensions look at."""

from datetime import date

from cementiris.registry.entries.rights import GrantEntry, RenewalEntry
from cementiris.registry.facts.people import known_person, name_under_id
from cementiris.registry.models import BurialUnit, Concession
from cementiris.registry.queries import (
    extensions_in_force,
    facts_of,
    ordinance_on,
    owner_marks,
    owners,
    right_of,
    town_choices,
)
from cementiris.registry.rules.facts import GrantFacts, RenewalFacts, RightFacts


def grant_facts(unit: BurialUnit, entry: GrantEntry, today: date) -> GrantFacts:
    """Gather what the rules of a grant look at."""
    on = entry.on or today
    unit_facts, person = facts_of(unit, on), known_person(entry.holder)
    return GrantFacts(
        today=today,
        on=entry.on,
        unit=unit_facts,
        town=town_choices(ordinance_on(today)),
        term_years=entry.term_years,
        perpetual=entry.perpetual,
        follows_perpetual=bool(unit_facts.right and unit_facts.right.perpetual),
        holder_named=bool(entry.holder.text),
        dead_holder=str(person) if person and person.is_dead else "",
        registered_name=name_under_id(entry.holder),
    )


def renewal_facts(unit: BurialUnit, entry: RenewalEntry, today: date) -> RenewalFacts | None:
    """Gather what the rules of a renewal look at; None where the unit has no right to extend."""
    on = entry.on or today
    concession = right_of(unit, min(on, today))
    if concession is None:
        return None
    town = town_choices(ordinance_on(on))
    return RenewalFacts(today=today, on=on, years=entry.years, right=right_facts(concession, on), town=town)


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
