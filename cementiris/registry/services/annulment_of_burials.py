"""Taking back burials, exhumations and relocations: the movement no longer counts, the death is as it was before."""

from datetime import timedelta
from typing import Any

from django.apps import apps

from cementiris.registry.models import Act, Holding, Movement, Person

WRITTEN_BY_A_BURIAL = ("is_dead", "died_on", "died_from", "died_until", "health_group")
ONE_ACT = timedelta(seconds=15)
"""An act is written within seconds: what changed in a person then was changed by it."""


def take_back_burial(act: Act) -> None:
    """The burial no longer counts; whom nobody else has recorded as dead is what they were before it."""
    for movement in take_back_movements(act):
        forget_death(movement.deceased, act)


def take_back_movements(act: Act) -> list[Movement]:
    """The act's movements no longer count: who was moved rests again where the ledger says without them."""
    movements = list(Movement.objects.select_for_update(of=("self",)).filter(act=act).select_related("deceased"))
    for movement in movements:
        movement.annulled = True
        movement.save(update_fields=["annulled"])
    return movements


def take_back_departure(act: Act) -> None:
    """Who was taken out or moved rests again where they were."""
    take_back_movements(act)


def forget_death(person: Person, act: Act) -> None:
    """Give the person back the death as it stood before the act, unless the register knows of it otherwise."""
    former = _before(person, act)
    if former is None or _is_known_otherwise(person, act):
        return
    for name in WRITTEN_BY_A_BURIAL:
        setattr(person, name, getattr(former, name))
    person.save()


def _before(person: Person, act: Act) -> Any:
    """The person just before the act changed their death, from the history; None where it did not change it."""
    history = apps.get_model("registry", "PersonEvent")._default_manager.filter(pgh_obj_id=person.pk)
    window = (act.recorded_at - ONE_ACT, act.recorded_at)
    during = list(history.filter(pgh_created_at__range=window).order_by("pgh_id"))
    if not during:
        return None
    after: Any = history.filter(pgh_id__gt=during[-1].pgh_id).order_by("pgh_id").first() or person
    return next((former for former in reversed(during) if _death(former) != _death(after)), None)


def _death(row: Any) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in WRITTEN_BY_A_BURIAL)


def _is_known_otherwise(person: Person, act: Act) -> bool:
    """Another movement in force, or a right that has passed on because of the death."""
    moved = Movement.objects.filter(deceased=person, annulled=False).exists()
    return moved or Holding.objects.filter(person=person, ended_by__pk__gt=act.pk).exists()
