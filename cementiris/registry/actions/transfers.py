"""Acts that change who holds the right."""

from cementiris.registry.actions.base import Situation, UnitAction


def actions(here: Situation) -> list[UnitAction]:
    """None yet."""
    return []
