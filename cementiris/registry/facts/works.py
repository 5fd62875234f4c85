"""What the rules of licences and of the gravedigger's orders look at."""

from datetime import date, datetime, time

from cementiris.registry.entries.works import LicenceEntry
from cementiris.registry.models import BurialUnit, OrderKind, OrderStatus, WorkOrder
from cementiris.registry.queries import ordinance_on, right_of, town_choices
from cementiris.registry.rules.findings import Finding
from cementiris.registry.rules.works import LicenceFacts, OrderFacts, check_licence, check_order

OPENINGS = (*(OrderKind.BURIAL, OrderKind.EXHUMATION, OrderKind.RELOCATION, OrderKind.REDUCTION, OrderKind.CLEARANCE),)
"""Work for which a unit is opened: the crew cannot be at two of them at once."""


def day_of(when: date) -> date:
    """The day of a day or of an instant in local time."""
    return when.date() if isinstance(when, datetime) else when


def hour_of(when: date) -> time | None:
    """The hour of an instant; None of a day."""
    return when.time() if isinstance(when, datetime) else None


def order_facts(order: WorkOrder, when: date, today: date) -> OrderFacts:
    """Gather what the rules look at when the order, written already or not yet, is given for `when`."""
    on, at = day_of(when), hour_of(when)
    others = WorkOrder.objects.filter(unit__cemetery=order.unit.cemetery_id, on=on, at=at, kind__in=OPENINGS)
    others = others.filter(status=OrderStatus.PLANNED).exclude(unit=order.unit_id).select_related("unit")
    if order.act_id:
        others = others.exclude(act=order.act_id)
    clashes = [str(other.unit) for other in others] if at and order.kind in OPENINGS else []
    return OrderFacts(today=today, on=on, at=at, others=tuple(clashes))


def licence_facts(unit: BurialUnit, entry: LicenceEntry, today: date) -> LicenceFacts:
    """Gather what the rules of a licence look at; the headstone's term is that of the ordinance of the award (R14)."""
    on = entry.on or today
    right = right_of(unit, min(on, today))
    awarded = right.granted_from if right else None
    return LicenceFacts(
        today=today,
        on=entry.on,
        kind=entry.kind,
        due_on=entry.due_on,
        applicant=entry.applicant,
        has_right=right is not None,
        awarded_on=awarded,
        award_years=right.term_years if right else None,
        perpetual=bool(right and right.perpetual),
        town=town_choices(ordinance_on(awarded or on)),
    )


def licence_findings(unit: BurialUnit, entry: LicenceEntry, today: date) -> tuple[Finding, ...]:
    """What the rules find of a licence, and of the day for which its work is ordered."""
    findings = check_licence(licence_facts(unit, entry, today))
    if entry.planned_at is None:
        return findings
    order = WorkOrder(kind=OrderKind.HEADSTONE, unit=unit)
    return (*findings, *check_order(order_facts(order, entry.planned_at, today)))
