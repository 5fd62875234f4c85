"""What the rules of exhumations, relocations, reductions and clearances look at."""

from collections.abc import Iterable
from datetime import date

from cementiris.registry.entries.burials import ClearanceEntry, ExhumationEntry
from cementiris.registry.facts.burials import facts_afterwards
from cementiris.registry.models import (
    Attachment,
    AttachmentKind,
    BurialUnit,
    Concession,
    EndReason,
    HealthGroup,
    LapseFile,
    LapseStatus,
    Movement,
    MovementKind,
    Standing,
)
from cementiris.registry.queries import facts_of, laid_to_rest, ordinance_on, town_choices
from cementiris.registry.rules.burial_facts import ExhumationFacts, RemovalFacts
from cementiris.registry.rules.burials import state_of_the_dead
from cementiris.registry.rules.calendar import Moment
from cementiris.registry.rules.facts import RemainsKind, RightFacts
from cementiris.registry.rules.lapse_facts import ClearanceFacts


def resting_movement(unit: BurialUnit, entry: ExhumationEntry, on: date) -> Movement | None:
    """The movement by which whoever is to be taken out rests in the unit, with the day on which they came."""
    return next((row for row in laid_to_rest(unit, on) if row.pk == entry.movement_id), None)


def exhumation_facts(unit: BurialUnit, entry: ExhumationEntry, today: date) -> ExhumationFacts:
    """Gather what the rules of an exhumation look at."""
    on = entry.on or today
    movement = resting_movement(unit, entry, on)
    laid_on, place = entry.reburied_on or on, entry.destination
    return ExhumationFacts(
        today=today,
        on=on,
        unit=facts_of(unit, on),
        town=town_choices(ordinance_on(on)),
        rests_there=movement is not None,
        arrived_on=movement.on_from if movement else None,
        moves_later_on=_moves_later_on(movement, on),
        is_reduced=movement is not None and movement.kind == MovementKind.REDUCTION,
        died=death_of(movement) if movement else None,
        remains=RemainsKind(movement.remains) if movement else RemainsKind.BODY,
        leaves_as=form_of(movement, on) if movement else RemainsKind.BODY,
        group_1=movement is not None and movement.deceased.health_group == HealthGroup.GROUP_1,
        purpose=entry.purpose,
        is_nowhere=not entry.elsewhere.strip(),
        judicial_authorisation=entry.judicial_authorisation,
        health_authorisation=entry.health_authorisation,
        crosses_catalonia=entry.crosses_catalonia,
        annex_1_cause=entry.annex_1_cause,
        cremated=entry.cremated,
        cremation_certificate=entry.cremation_certificate,
        recipient=entry.recipient.name,
        recipient_id=entry.recipient.national_id,
        relative=entry.relative,
        reburied_on=entry.reburied_on if place else None,
        destination=facts_of(place, laid_on) if place else None,
        destination_afterwards=facts_afterwards(place, laid_on) if place else None,
        returns=place is not None and place.pk == unit.pk,
    )


def _moves_later_on(movement: Movement | None, on: date) -> date | None:
    if movement is None:
        return None
    later = Movement.objects.filter(deceased=movement.deceased, annulled=False, on_from__gt=on)
    return later.order_by("on_from").values_list("on_from", flat=True).first()


def death_of(movement: Movement) -> Moment | None:
    """When whoever rests there died; where that is not known, not later than the day on which they were laid there."""
    person = movement.deceased
    if person.died_from and person.died_until:
        return Moment.between(person.died_from, person.died_until)
    if movement.on_from:
        return Moment.between(movement.on_from, movement.on_until or movement.on_from)
    return None


def form_of(movement: Movement, on: date) -> RemainsKind:
    """In what form somebody is on the day: a body is remains once five years have passed (R44)."""
    remains = RemainsKind(movement.remains)
    if remains is not RemainsKind.BODY:
        return remains
    return state_of_the_dead(death_of(movement), Moment.on(on)) or RemainsKind.BODY


def chosen_movements(unit: BurialUnit, entry: ClearanceEntry, on: date) -> list[Movement]:
    """Those of the unit who are to be taken to a common place."""
    return [row for row in laid_to_rest(unit, on) if row.pk in entry.movement_ids]


def clearance_facts(unit: BurialUnit, entry: ClearanceEntry, today: date) -> RemovalFacts:
    """Gather what the rules of a clearance look at."""
    on = entry.on or today
    rows = chosen_movements(unit, entry, on)
    unit_facts = facts_of(unit, on)
    group_1 = (row for row in rows if row.deceased.health_group == HealthGroup.GROUP_1)
    return RemovalFacts(
        today=today,
        on=on,
        unit=unit_facts,
        town=town_choices(ordinance_on(on)),
        chosen_count=len(rows),
        arrived_on=on if any(row.on_from == on for row in rows) else None,
        bodies=_names(row for row in rows if form_of(row, on) is RemainsKind.BODY),
        group_1=_names(row for row in group_1 if row.remains != RemainsKind.ASHES),
        moving_later=_names(row for row in rows if _moves_later_on(row, on)),
        ashes_only=all(row.remains == RemainsKind.ASHES for row in rows),
        basis=entry.basis,
        ending=ending_of(unit, unit_facts.right, on),
        all_are_charity=bool(rows) and all(_is_of_charity(row) for row in rows),
        judicial_authorisation=entry.judicial_authorisation,
        destination=facts_of(entry.destination, on) if entry.destination else None,
    )


def _names(rows: Iterable[Movement]) -> tuple[str, ...]:
    return tuple(str(row.deceased) for row in rows)


def _is_of_charity(movement: Movement) -> bool:
    burials = Movement.objects.filter(deceased=movement.deceased, annulled=False, kind=MovementKind.BURIAL)
    return burials.filter(is_charity=True).exists()


def ending_of(unit: BurialUnit, right: RightFacts | None, on: date) -> ClearanceFacts:
    """How the last right over the unit ended, as far as R36 and R39 ask."""
    files = LapseFile.objects.filter(concession__unit=unit, act__annulled_at__isnull=True)
    over = Concession.objects.filter(unit=unit, ended_on__isnull=False).exclude(standing=Standing.ANNULLED)
    ended = over.order_by("-ended_on", "-pk").first()
    has_lapsed = right is None and ended is not None and ended.ended_reason == EndReason.LAPSED
    declared = (
        files.filter(concession=ended).exclude(final_on=None).order_by("-final_on").first() if has_lapsed else None
    )
    opened = files.order_by("-opened_on").values_list("opened_on", flat=True).first()
    return ClearanceFacts(
        on=on,
        right=right,
        has_open_file=files.exclude(status=LapseStatus.CLOSED).filter(final_on=None).exists(),
        has_lapsed=has_lapsed,
        lapsed_on=declared.final_on if declared else (ended.ended_on if ended and has_lapsed else None),
        photographed_on=_photographed_on(unit, opened),
    )


def _photographed_on(unit: BurialUnit, since: date | None) -> date | None:
    """The day of the last photograph of the unit, of those taken since a day."""
    pictures = Attachment.objects.filter(unit=unit, kind=AttachmentKind.PHOTOGRAPH, withdrawn_at__isnull=True)
    dated = pictures.filter(taken_on__gte=since) if since else pictures.filter(taken_on__isnull=False)
    return dated.order_by("-taken_on").values_list("taken_on", flat=True).first()
