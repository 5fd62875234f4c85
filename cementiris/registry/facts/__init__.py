"""From a typed act and the register to the frozen facts that rules judge."""

from cementiris.registry.facts.burials import burial_facts, deceased_among_owners
from cementiris.registry.facts.departures import (
    chosen_movements,
    clearance_facts,
    exhumation_facts,
    form_of,
    resting_movement,
)
from cementiris.registry.facts.people import known_person, name_under_id
from cementiris.registry.facts.rights import grant_facts, renewal_facts, right_facts
from cementiris.registry.facts.versions import version_of

__all__ = [
    "burial_facts",
    "chosen_movements",
    "clearance_facts",
    "deceased_among_owners",
    "exhumation_facts",
    "form_of",
    "grant_facts",
    "known_person",
    "name_under_id",
    "renewal_facts",
    "resting_movement",
    "right_facts",
    "version_of",
]
