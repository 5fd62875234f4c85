"""What a unit's sheet says of the unit itself: how it was called, whether it is in service, what it is made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from cementiris.registry.models import BurialUnit, Closure, FormerNumber, Merger
from cementiris.registry.queries import BEGINNING
from cementiris.registry.unit_search import former_numbers


@dataclass(frozen=True)
class UnitPlaces:
    """The unit itself on a day. `whole` is the unit of which it has become part; `was_a_mistake` says that it never
    was there; `opens_on` is the day on which it was opened where that is still to come.
    """

    former: Sequence[FormerNumber]
    closure: Closure | None
    parts: Sequence[BurialUnit]
    whole: BurialUnit | None
    retired_on: date | None
    was_a_mistake: bool
    opens_on: date | None


def unit_places(unit: BurialUnit, on: date, closure: Closure | None) -> UnitPlaces:
    """Gather what there is to say of the unit itself, whose closure has been read: few queries."""
    joined = Merger.objects.filter(Q(unit=unit) | Q(part=unit), act__annulled_at__isnull=True, since__lte=on)
    pairs = list(joined.filter(Q(until__isnull=True) | Q(until__gt=on)).order_by("pk").values_list("unit", "part"))
    others = BurialUnit.objects.in_bulk({key for pair in pairs for key in pair}) if pairs else {}
    is_mistake = unit.retired_on == BEGINNING
    return UnitPlaces(
        former=former_numbers(Q(unit=unit))[unit.pk],
        closure=closure,
        parts=[others[part] for whole, part in pairs if whole == unit.pk],
        whole=next((others[whole] for whole, part in pairs if part == unit.pk), None),
        retired_on=unit.retired_on if unit.retired_on and BEGINNING < unit.retired_on <= on else None,
        was_a_mistake=is_mistake,
        opens_on=unit.opened_on if unit.opened_on and unit.opened_on > on else None,
    )
