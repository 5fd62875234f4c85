"""From a typed act and the register to the frozen facts that rules judge."""

from cementiris.registry.facts.burials import burial_facts, exhumation_facts, remains_after, resting_movement
from cementiris.registry.facts.people import known_person, name_under_id
from cementiris.registry.facts.rights import grant_facts, renewal_facts, right_facts
from cementiris.registry.facts.versions import version_of

__all__ = [
    "burial_facts",
    "exhumation_facts",
    "grant_facts",
    "known_person",
    "name_under_id",
    "remains_after",
    "renewal_facts",
    "resting_movement",
    "right_facts",
    "version_of",
]
