"""Acts over the unit itself."""

from cementiris.registry.actions.base import Situation, UnitAction


def actions(here: Situation) -> list[UnitAction]:
    """None yet."""
    return []
