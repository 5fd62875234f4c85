"""What an old source stated of a unit, and the acts that show otherwise (R55)."""

from datetime import date

from django.db.models import Min

from cementiris.registry.models import Act, ActKind, BurialUnit

SHOWN_BY = {
    "free": (ActKind.GRANT, ActKind.BURIAL),
    "expired": (ActKind.GRANT, ActKind.RENEWAL),
    "occupied": (ActKind.EXHUMATION, ActKind.RELOCATION, ActKind.CLEARANCE),
}
"""By what was stated: the acts after which it says nothing any more, because somebody has been there since."""


def outdate_statement(unit: BurialUnit, *, by: str, on: date) -> None:
    """From the day on, what the old source stated counts no more, where an act of the kind shows otherwise."""
    if by in SHOWN_BY.get(unit.stated_state, ()) and (unit.stated_until is None or on < unit.stated_until):
        BurialUnit.objects.filter(pk=unit.pk).update(stated_until=on)


def restore_statement(act: Act) -> None:
    """After an act has been annulled: what the source stated counts again, unless another act shows otherwise."""
    unit = act.unit
    if unit is None or unit.stated_until is None:
        return
    others = unit.acts.filter(kind__in=SHOWN_BY.get(unit.stated_state, ()), annulled_at__isnull=True)
    BurialUnit.objects.filter(pk=unit.pk).update(stated_until=others.aggregate(day=Min("on"))["day"])
