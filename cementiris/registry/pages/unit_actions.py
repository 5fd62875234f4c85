"""What can be done with a unit today, in groups, the allowed acts of each group first."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cementiris.registry.actions import burials, endings, papers, places, rights, transfers, works
from cementiris.registry.actions.base import Situation, UnitAction
from cementiris.registry.pages.unit import UnitSheet
from cementiris.registry.queries import town_choices

GROUPS = (
    (_("Enterraments"), (burials,)),
    (_("Dret funerari"), (rights, transfers, endings)),
    (_("Sepultura i documents"), (papers, works, places)),
)


@dataclass(frozen=True)
class ActionGroup:
    """The acts of one kind."""

    label: str | Promise
    actions: list[UnitAction]


def unit_actions(sheet: UnitSheet, *, town: str) -> list[ActionGroup]:
    """Return the groups of acts of a unit that have any."""
    here = Situation(sheet, town_choices(sheet.ordinance), town)
    groups = [ActionGroup(label, _sorted(modules, here)) for label, modules in GROUPS]
    return [group for group in groups if group.actions]


def _sorted(modules: tuple[object, ...], here: Situation) -> list[UnitAction]:
    found = [action for module in modules for action in module.actions(here)]  # type: ignore[attr-defined]
    return sorted(found, key=lambda action: bool(action.reason))
