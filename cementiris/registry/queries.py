"""Questions to the register: the ordinance of a day, who rests where, and the facts from which states are derived."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from cementiris.registry.models import (
    BurialUnit,
    Closure,
    Concession,
    Extension,
    HealthGroup,
    Holding,
    HoldingRole,
    Movement,
    MovementKind,
    Ordinance,
    Remains,
    Section,
    Standing,
    UnitKind,
)
from cementiris.registry.rules.calendar import Moment, add_years
from cementiris.registry.rules.facts import RightFacts, TownChoices, UnitFacts
from cementiris.registry.rules.states import State, UnitState, derive_state
from cementiris.registry.unit_states import with_states

BEGINNING = date(1, 1, 1)
FEW_UNITS = 500
UNMOVING = (MovementKind.MERGER, MovementKind.REDUCTION)
"""Lines of the ledger by which nobody comes to a unit who was not there."""
_Units = Iterable[int]
BODY_YEARS = 5
"""A dead person is a body until five years after death (R44)."""


def ordinance_on(on: date) -> Ordinance:
    """Return the ordinance in force on the day; before the first one, and in a new town, the defaults hold."""
    found = Ordinance.objects.filter(valid_from__lte=on).order_by("-valid_from").first()
    return found or Ordinance(valid_from=on)


def town_choices(ordinance: Ordinance) -> TownChoices:
    """Return the ordinance as the frozen facts that rules read: each choice is the column of the same name."""
    columns = {choice.name for choice in fields(TownChoices)} - {"regulation_from"}
    chosen = {name: frozen(getattr(ordinance, name)) for name in columns}
    return TownChoices(regulation_from=ordinance.valid_from if ordinance.pk else None, **chosen)


def frozen(value: Any) -> Any:
    """Return a list as a tuple, all the way down; mappings stay mappings."""
    if isinstance(value, dict):
        return {key: frozen(inner) for key, inner in value.items()}
    return tuple(value) if isinstance(value, list) else value


def resting(on: date) -> QuerySet[Movement]:
    """Return, for each person, the movement that brought them where they rest on the day (the last one up to it).

    A movement without a day counts as the first of its person. Those who have left for elsewhere are not in it.
    """
    up_to = Movement.objects.filter(annulled=False).filter(Q(on_from__isnull=True) | Q(on_from__lte=on))
    dated = up_to.annotate(day=Coalesce("on_from", BEGINNING))
    own_day = Coalesce(OuterRef("on_from"), BEGINNING)
    later = dated.filter(deceased=OuterRef("deceased")).filter(
        Q(day__gt=own_day) | Q(day=own_day, pk__gt=OuterRef("pk"))
    )
    return up_to.filter(~Exists(later)).filter(Q(to_unit__isnull=False) | Q(kind="burial"))


def resting_in(unit: BurialUnit, on: date) -> QuerySet[Movement]:
    """Return the movements of those who rest in the unit on the day, latest first, with the person."""
    return resting(on).filter(to_unit=unit).select_related("deceased").order_by("-on_from", "-pk")


def live_rights(on: date) -> QuerySet[Concession]:
    """Return the rights that had begun by the day and that nobody had ended, expired ones too."""
    return (
        Concession.objects.exclude(standing=Standing.ANNULLED)
        .filter(Q(granted_from__isnull=True) | Q(granted_from__lte=on))
        .filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on))
    )


def rights_on(units: _Units, on: date) -> QuerySet[Concession]:
    """Return the live rights over the units, for each unit the one that counts first: accepted, then last granted."""
    latest = Coalesce("granted_from", BEGINNING).desc()
    return live_rights(on).filter(unit__in=units).order_by("unit", "standing", latest, "-pk")


def right_of(unit: BurialUnit, on: date) -> Concession | None:
    """Return the right over the unit on the day: in force, or expired and not yet settled."""
    return rights_on([unit.pk], on).first()


def owners(concession_ids: Iterable[int], on: date) -> QuerySet[Holding]:
    """Return who owns the rights on the day, in the order of the title."""
    return _owners_on(on).filter(concession__in=concession_ids).select_related("person")


def holdings_on(concession_ids: Iterable[int], on: date) -> QuerySet[Holding]:
    """Return who is something to the rights on the day, owners and those to follow them, in the order of the title."""
    return _on(on).filter(concession__in=concession_ids).select_related("person")


def _owners_on(on: date) -> QuerySet[Holding]:
    return _on(on).filter(role__in=HoldingRole.owners())


def _on(on: date) -> QuerySet[Holding]:
    return Holding.objects.filter(Q(since__isnull=True) | Q(since__lte=on)).filter(
        Q(until__isnull=True) | Q(until__gt=on)
    )


def last_day_of(concession: Concession) -> date | None:
    """Return the last day of the right; None where the source is silent. `term` is half-open."""
    end = concession.term.upper
    return end - timedelta(days=1) if end else None


def unit_facts(units: QuerySet[BurialUnit], on: date) -> dict[int, UnitFacts]:
    """Return, by key, what the rules need to know of each unit on the day. The same few queries, however many units."""
    rows = list(units.select_related(None).only("kind", "opened_on", "retired_on", "stated_state", "stated_until"))
    wanted = _same_units(units, rows)
    reminder = ordinance_on(on).reminder_months
    concessions = list(rights_on(wanted, on))
    rights = rights_by_unit(concessions, _extensions_by_right(wanted, on), _marked_owners(wanted, on), on)
    at_rest = _resting_by_unit(wanted, on)
    closed = _closures(wanted, on)
    return {
        unit.pk: told_of(
            unit, on, closed, reminder_months=reminder, right=rights.get(unit.pk), **rest_counts(at_rest[unit.pk], on)
        )
        for unit in rows
    }


def facts_of(unit: BurialUnit, on: date) -> UnitFacts:
    """Return what the rules need to know of one unit on the day."""
    return unit_facts(BurialUnit.objects.filter(pk=unit.pk), on)[unit.pk]


def told_of(unit: BurialUnit, on: date, closed: dict[int, date | None], **told: Any) -> UnitFacts:
    """Return the facts of a unit from what has been read of it and of what is in it."""
    return UnitFacts(
        on=on,
        kind=unit.kind,
        out_of_service=unit.pk in closed or not is_there(unit, on),
        out_of_service_until=closed.get(unit.pk),
        gone_since=unit.retired_on if unit.retired_on and unit.retired_on <= on else None,
        stated_state=unit.stated_state if unit.stated_until is None or on < unit.stated_until else "",
        **told,
    )


def still_stated(on: date, *states: str) -> Q:
    """Whether an old source stated one of the states of a unit, and no act had shown otherwise by the day."""
    return Q(stated_state__in=states) & (Q(stated_until__isnull=True) | Q(stated_until__gt=on))


def unit_states(units: QuerySet[BurialUnit], on: date) -> dict[int, UnitState]:
    """Return the derived state of each unit on the day, by key (R55)."""
    return {key: derive_state(facts) for key, facts in unit_facts(units, on).items()}


def units_on(on: date) -> QuerySet[BurialUnit]:
    """Return the units that are there on the day: neither made later nor retired by then."""
    return BurialUnit.objects.filter(there_on(on))


def there_on(on: date, prefix: str = "") -> Q:
    """Whether a unit is there on the day, for a query over units or, with a prefix such as "units__", over theirs."""
    opened = Q(**{f"{prefix}opened_on__isnull": True}) | Q(**{f"{prefix}opened_on__lte": on})
    return opened & (Q(**{f"{prefix}retired_on__isnull": True}) | Q(**{f"{prefix}retired_on__gt": on}))


def is_there(unit: BurialUnit, on: date) -> bool:
    """Whether the unit is there on the day: the same as `units_on` asks, of one that has been read."""
    has_opened = unit.opened_on is None or unit.opened_on <= on
    return has_opened and (unit.retired_on is None or unit.retired_on > on)


def section_units(section: Section, on: date) -> QuerySet[BurialUnit]:
    """Return the units that a section or block has on the day, in the order of their numbers."""
    return units_on(on).filter(section=section).order_by("number_order", "pk")


def closures_on(on: date) -> QuerySet[Closure]:
    """Return the closures that keep units out of service on the day."""
    return Closure.objects.filter(annulled=False, period__contains=on)


def _closures(units: _Units, on: date) -> dict[int, date | None]:
    """Return, by unit out of service on the day, the first day on which it will be back; None where nobody knows."""
    rows = closures_on(on).filter(unit__in=units).values_list("unit", "period")
    return {unit: period.upper for unit, period in rows}


def _same_units(units: QuerySet[BurialUnit], rows: list[BurialUnit]) -> _Units:
    """A question about thousands of units repeats the question, not the thousands of keys."""
    if len(rows) <= FEW_UNITS or units.query.is_sliced:
        return [unit.pk for unit in rows]
    return units.order_by().values_list("pk", flat=True)


def rights_by_unit(
    concessions: list[Concession],
    extended: dict[int, tuple[date | None, int]],
    marked: dict[int, list[Holding]],
    on: date,
) -> dict[int, RightFacts]:
    """Return the first right of each unit as rules see it, from what has been read of it."""
    disputed = {right.unit_id for right in concessions if right.standing == Standing.DISPUTED}
    rights: dict[int, RightFacts] = {}
    for concession in concessions:
        if concession.unit_id not in rights:
            earlier_end, extension_years = extended.get(concession.pk, (None, 0))
            rights[concession.unit_id] = RightFacts(
                title_number=concession.title_number,
                granted_from=concession.granted_from,
                expires_on=earlier_end or last_day_of(concession),
                perpetual=concession.perpetual,
                disputed=concession.unit_id in disputed,
                term_years=concession.term_years,
                extension_years=extension_years,
                fees_paid_through=concession.fees_paid_through,
                resident_since=concession.resident_since,
                **owner_marks(marked[concession.pk], on),
            )
    return rights


def extensions_in_force() -> QuerySet[Extension]:
    """Return the extensions that nobody has taken back."""
    return Extension.objects.filter(act__annulled_at__isnull=True)


def _extensions_by_right(units: _Units, on: date) -> dict[int, tuple[date | None, int]]:
    """Return, by right, what `extended` tells of those over the units."""
    return extended(extensions_in_force().filter(concession__unit__in=units), on)


def extended(extensions: Iterable[Extension], on: date) -> dict[int, tuple[date | None, int]]:
    """Return, by right, its end as known on the day where it has been moved since, and the years added by the day.

    On a past day later extensions were not known yet: the end was the one before the first of them.
    """
    found: dict[int, tuple[date | None, int]] = {}
    for row in sorted(extensions, key=lambda row: row.previous_expires_on, reverse=True):
        end, added = found.get(row.concession_id, (None, 0))
        is_later = row.granted_on > on
        found[row.concession_id] = (row.previous_expires_on, added) if is_later else (end, added + row.years)
    return found


def _marked_owners(units: _Units, on: date) -> dict[int, list[Holding]]:
    """The owners of whom there is something to say: who has died, and who holds a provisional title."""
    wanted = _is_dead(on) | Q(provisional_until__isnull=False)
    grouped: dict[int, list[Holding]] = defaultdict(list)
    for holding in _owners_on(on).filter(wanted, concession__unit__in=units).select_related("person"):
        grouped[holding.concession_id].append(holding)
    return grouped


def owner_marks(holdings: Iterable[Holding], on: date) -> dict[str, Any]:
    """Return, of those owners, the one who has died by the day and until when the title is provisional."""
    rows = list(holdings)
    dead = [row for row in rows if row.person.is_dead and not (row.is_estate or row.is_widow)]
    gone = [row for row in dead if row.person.died_from is None or row.person.died_from <= on]
    return {
        "dead_holder": (gone[-1].text or str(gone[-1].person)) if gone else "",
        "provisional_until": max((row.provisional_until for row in rows if row.provisional_until), default=None),
    }


def dead_owners(on: date) -> QuerySet[Holding]:
    """Return the holdings of owners who have died by the day while the right still stands in their name (R13)."""
    return _owners_on(on).filter(_is_dead(on))


def _is_dead(on: date) -> Q:
    """Whether an owner has died by the day and the right still stands in their name."""
    died = Q(person__died_from__isnull=True) | Q(person__died_from__lte=on)
    return died & Q(person__is_dead=True, is_estate=False, is_widow=False)


def _resting_by_unit(units: _Units, on: date) -> dict[int, list[dict[str, Any]]]:
    grouped: dict[int, list[dict[str, Any]]] = defaultdict(list)
    wanted = ("to_unit_id", "remains", "on_from", "on_until", "deceased__health_group", "deceased__died_until")
    rows = list(resting(on).filter(to_unit__in=units).values(*wanted, "kind", "deceased_id"))
    unmoved = last_openings((row["deceased_id"] for row in rows if row["kind"] in UNMOVING), on)
    for row in rows:
        if opening := unmoved.get(row["deceased_id"]):
            row["on_from"], row["on_until"] = opening.on_from, opening.on_until
        grouped[row["to_unit_id"]].append(row)
    return grouped


def last_openings(people: Iterable[int], on: date) -> dict[int, Movement]:
    """By person, the last movement up to the day for which a grave was opened.

    A line of a merger, of a division or of a reduction brings nobody: what rules count from is the movement before it.
    """
    keys = list(people)
    if not keys:
        return {}
    rows = Movement.objects.filter(deceased__in=keys, annulled=False).exclude(kind__in=UNMOVING)
    known = rows.filter(Q(on_from__isnull=True) | Q(on_from__lte=on))
    ordered = known.order_by(F("on_from").asc(nulls_first=True), "pk")
    return {row.deceased_id: row for row in ordered}


def laid_to_rest(unit: BurialUnit, on: date) -> list[Movement]:
    """Return those who rest in the unit on the day, as `resting_in`, each with the day on which they were laid there.

    For somebody whose unit became part of another that is the day of the burial, not of the merger; such a row is
    for reading only.
    """
    rows = list(resting_in(unit, on))
    openings = last_openings((row.deceased_id for row in rows if row.kind in UNMOVING), on)
    for row in rows:
        if opening := openings.get(row.deceased_id):
            row.on, row.on_from, row.on_until = opening.on, opening.on_from, opening.on_until
    return rows


def rest_counts(rows: list[dict[str, Any]], on: date) -> dict[str, Any]:
    """Return what rules count of those who rest in a unit."""
    unburnt = [row for row in rows if row["remains"] != Remains.ASHES]
    recent = [row for row in unburnt if row["remains"] == Remains.BODY and _is_recent(row["deceased__died_until"], on)]
    dated = [row for row in unburnt if row["on_from"]]
    last = max(dated, key=lambda row: row["on_until"] or row["on_from"], default=None)
    return {
        "resting_count": len(rows),
        "unburnt_count": len(unburnt),
        "recent_body_count": len(recent),
        "remains_count": len(unburnt) - len(recent),
        "urn_count": len(rows) - len(unburnt),
        "last_burial": Moment.between(last["on_from"], last["on_until"] or last["on_from"]) if last else None,
        "group_1_rests": any(row["deceased__health_group"] == HealthGroup.GROUP_1 for row in unburnt),
    }


def _is_recent(died_until: date | None, on: date) -> bool:
    return died_until is not None and on < add_years(died_until, BODY_YEARS)


def free_units(on: date) -> QuerySet[BurialUnit]:
    """Return the units that could be granted on the day: no right, nobody at rest, in service, not communal."""
    held = live_rights(on).filter(unit=OuterRef("pk"))
    return (
        units_on(on)
        .exclude(kind__in=UnitKind.communal())
        .filter(~Exists(closures_on(on).filter(unit=OuterRef("pk"))))
        .exclude(still_stated(on, "occupied", "expired"))
        .filter(~Exists(held))
        .filter(~Exists(resting(on).filter(to_unit=OuterRef("pk"))))
    )


def expiring(first: date, last: date) -> QuerySet[Concession]:
    """Return the accepted rights that nobody has ended and whose end lies between two days, both included."""
    return Concession.objects.filter(
        standing=Standing.ACCEPTED, ended_on__isnull=True, expires_until__gte=first, expires_until__lte=last
    )


def anomalous_units(on: date) -> QuerySet[BurialUnit]:
    """Return the units whose register contradicts itself on the day, or over which a right is disputed."""
    return with_states(units_on(on), on).filter(_is_odd(on))


def _is_odd(on: date) -> Q:
    disputed = live_rights(on).filter(standing=Standing.DISPUTED)
    return Q(is_anomalous=True) | Q(pk__in=disputed.values("unit"))


@dataclass(frozen=True)
class UnitCounts:
    """The units of a town on a day: all, those that could be granted, those that contradict themselves."""

    all: int
    free: int
    anomalous: int


def unit_counts(on: date) -> UnitCounts:
    """Count `units_on`, `free_units` and `anomalous_units` of the open town in one reading of it."""
    is_grantable = Q(state=State.FREE) & ~Q(kind__in=UnitKind.communal())
    counts = with_states(units_on(on), on).aggregate(
        all=Count("pk"), free=Count("pk", filter=is_grantable), anomalous=Count("pk", filter=_is_odd(on))
    )
    return UnitCounts(**counts)
