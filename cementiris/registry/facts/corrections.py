"""What the rules of a correction look at: the entry as it stands in memory, corrected or not."""

from datetime import date

from cementiris.registry.models import Concession, Movement, MovementKind, Person
from cementiris.registry.names import search_key
from cementiris.registry.queries import BEGINNING, ordinance_on, town_choices
from cementiris.registry.rules.calendar import Moment
from cementiris.registry.rules.records import LifeFacts, TermFacts

LAW_CAP_YEARS = 75


def _moment(first: date | None, last: date | None) -> Moment | None:
    first, last = first or last, last or first
    return Moment.between(first, last) if first and last else None


def life_of(person: Person, today: date, *, movement: Movement | None = None) -> LifeFacts:
    """Gather what the entry says of somebody's life; `movement` is looked at as it is in memory."""
    rows = list(Movement.objects.filter(deceased=person, kind=MovementKind.BURIAL, annulled=False))
    burials = [movement if movement is not None and row.pk == movement.pk else row for row in rows]
    dated = (_moment(row.on_from, row.on_until) if row.on else None for row in burials)
    born = person.born_from
    moved = movement if movement is not None and movement.kind != MovementKind.BURIAL else None
    return LifeFacts(
        today=today,
        born=Moment.on(born) if born else None,
        died=_moment(person.died_from, person.died_until),
        buried=tuple(day for day in dated if day),
        moved=_moment(moved.on_from, moved.on_until) if moved else None,
        licence_on=movement.licence_on if movement is not None else None,
        registered_name=_other_name(person),
    )


def _other_name(person: Person) -> str:
    """The name of another entry with the same identity number, where no spelling makes it the same name."""
    if not person.national_id:
        return ""
    others = Person.objects.filter(national_id=person.national_id, merged_into__isnull=True).exclude(pk=person.pk)
    own = set(search_key(person.text).split())
    strangers = (other for other in others[:5] if not _is_same_name(own, set(other.folded.split())))
    return next((str(other) for other in strangers), "")


def _is_same_name(one: set[str], other: set[str]) -> bool:
    return one <= other or other <= one


def term_of(right: Concession, today: date) -> TermFacts:
    """Gather what the entry says of the right's days."""
    town = town_choices(ordinance_on(today))
    return TermFacts(
        today=today,
        granted=right.granted_from,
        expires=right.expires_until,
        perpetual=right.perpetual,
        cap_years=min(town.max_term_years, LAW_CAP_YEARS),
    )


def keeps_order(movement: Movement) -> bool:
    """Whether, with the day it has in memory, the movement stays in its place among those of its person."""
    rows = list(Movement.objects.filter(deceased=movement.deceased_id, annulled=False))
    as_stored = sorted(rows, key=_order)
    as_corrected = sorted((movement if row.pk == movement.pk else row for row in rows), key=_order)
    return [row.pk for row in as_stored] == [row.pk for row in as_corrected]


def _order(row: Movement) -> tuple[date, int]:
    return row.on_from or BEGINNING, row.pk
