"""What a form hands to a service: one frozen value per act, free of widgets and of database rows."""

from cementiris.registry.entries.base import PersonEntry, Submission
from cementiris.registry.entries.burials import BurialEntry, ClearanceEntry, ExhumationEntry, Recipient
from cementiris.registry.entries.rights import GrantEntry, RenewalEntry

__all__ = [
    "BurialEntry",
    "ClearanceEntry",
    "ExhumationEntry",
    "GrantEntry",
    "PersonEntry",
    "Recipient",
    "RenewalEntry",
    "Submission",
]
