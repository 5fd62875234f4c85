"""What tells that a unit has changed since a form was drawn."""

from cementiris.registry.models import BurialUnit


def version_of(unit: BurialUnit) -> str:
    """What tells whether somebody changed the unit since a form was drawn: its last act, movement and right."""
    last_act = unit.acts.order_by("-pk").values_list("pk", flat=True).first()
    arrival = unit.arrivals.order_by("-pk").values_list("pk", flat=True).first()
    departure = unit.departures.order_by("-pk").values_list("pk", flat=True).first()
    right = unit.concessions.order_by("-pk").values_list("pk", flat=True).first()
    return ".".join(str(key or 0) for key in (last_act, arrival, departure, right))
