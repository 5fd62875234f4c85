"""What the rules of titles look at: beneficiaries, names, duplicates, fees paid. None where the unit has no right."""

from collections.abc import Iterable
from datetime import date

from cementiris.registry.entries.base import PersonEntry
from cementiris.registry.entries.rights import BeneficiaryEntry, DuplicateEntry, FeesEntry, NameChangeEntry
from cementiris.registry.facts.rights import first_dead, first_other_name, named_twice, right_facts, standing_right
from cementiris.registry.models import BurialUnit, Concession, Holding, HoldingRole
from cementiris.registry.queries import facts_of, holdings_on, owners
from cementiris.registry.rules.facts import RightFacts
from cementiris.registry.rules.titles import BeneficiaryFacts, DuplicateFacts, FeesFacts, NameChangeFacts


def beneficiary_facts(unit: BurialUnit, entry: BeneficiaryEntry, today: date) -> BeneficiaryFacts | None:
    """Gather what the rules of naming a beneficiary look at."""
    on = entry.on or today
    concession = standing_right(unit, on, today)
    if concession is None:
        return None
    rows = list(holdings_on([concession.pk], on))
    owning = [row for row in rows if row.role in HoldingRole.owners()]
    typed = [person for person in (entry.beneficiary, entry.substitute) if person.text]
    return BeneficiaryFacts(
        today=today,
        on=on,
        right=right_facts(concession, on),
        former=next((str(row) for row in rows if row.role == HoldingRole.BENEFICIARY), ""),
        named=entry.beneficiary.text,
        substitute_named=bool(entry.substitute.text),
        unchanged=_is_unchanged(rows, entry),
        last_named_on=_last_designation(concession),
        holder_lives=not owning or any(not row.person.is_dead for row in owning),
        dead_beneficiary=first_dead(typed),
        named_twice=named_twice([*(_as_typed(row) for row in owning), *typed]),
        registered_name=first_other_name(typed),
    )


def _last_designation(concession: Concession) -> date | None:
    """The last day on which somebody began to follow the holder or ceased to; what was taken back does not count."""
    rows = Holding.objects.filter(concession=concession).exclude(role__in=HoldingRole.owners())
    counting = rows.filter(act__annulled_at__isnull=True).values_list("since", "until")
    return max((day for days in counting for day in days if day), default=None)


def is_the_same(row: Holding | None, typed: PersonEntry) -> bool:
    """Whether the person typed is the one who stands there, number and all; nobody is the same as nobody."""
    if row is None:
        return not typed.text
    known = _as_typed(row)
    return (known.text, known.national_id) == (typed.text, typed.national_id or known.national_id)


def _is_unchanged(rows: Iterable[Holding], entry: BeneficiaryEntry) -> bool:
    by_role = {row.role: row for row in rows}
    beneficiary, substitute = by_role.get(HoldingRole.BENEFICIARY), by_role.get(HoldingRole.SUBSTITUTE)
    return is_the_same(beneficiary, entry.beneficiary) and is_the_same(substitute, entry.substitute)


def _as_typed(row: Holding) -> PersonEntry:
    return PersonEntry(surnames=row.text or str(row.person), national_id=row.person.national_id)


def name_change_facts(unit: BurialUnit, entry: NameChangeEntry, today: date) -> NameChangeFacts | None:
    """Gather what the rules of a change of name look at."""
    on = entry.on or today
    found = _right_on(unit, on, today)
    if found is None:
        return None
    concession, right = found
    holding = owners([concession.pk], on).filter(pk=entry.holding).first() if entry.holding else None
    return NameChangeFacts(
        today=today,
        on=on,
        right=right,
        former=holding.person.text if holding else "",
        new_name=entry.text,
        holder_is_dead=bool(holding and holding.person.is_dead),
    )


def duplicate_facts(unit: BurialUnit, entry: DuplicateEntry, today: date) -> DuplicateFacts | None:
    """Gather what the rules of a duplicate look at."""
    on = entry.on or today
    found = _right_on(unit, on, today)
    if found is None:
        return None
    concession, right = found
    asks = entry.holding is not None and owners([concession.pk], on).filter(pk=entry.holding).exists()
    return DuplicateFacts(today=today, on=on, right=right, asked_by_owner=asks)


def fees_facts(unit: BurialUnit, entry: FeesEntry, today: date) -> FeesFacts | None:
    """Gather what the rules of noting a paid fee look at."""
    on = entry.on or today
    found = _right_on(unit, on, today)
    return FeesFacts(today=today, on=on, right=found[1], through=entry.through) if found else None


def _right_on(unit: BurialUnit, on: date, today: date) -> tuple[Concession, RightFacts] | None:
    """The right over the unit; of two in conflict the rules see that there are two."""
    concession, facts = standing_right(unit, on, today), facts_of(unit, min(on, today)).right
    return (concession, facts) if concession and facts else None
