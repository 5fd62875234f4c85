"""How each kind of act is taken back: what it changed becomes again what it was, and nothing is deleted (R76)."""

from collections.abc import Callable, Mapping

from cementiris.registry.models import Act, ActKind
from cementiris.registry.services.annulment_of_burials import take_back_burial, take_back_departure
from cementiris.registry.services.annulment_of_rights import take_back_grant, take_back_renewal

REVERSALS: Mapping[str, Callable[[Act], None]] = {
    ActKind.BURIAL: take_back_burial,
    ActKind.EXHUMATION: take_back_departure,
    ActKind.RELOCATION: take_back_departure,
    ActKind.GRANT: take_back_grant,
    ActKind.RENEWAL: take_back_renewal,
}
"""By kind of act."""
NOTHING_TO_TAKE_BACK = frozenset({ActKind.CERTIFICATE, ActKind.DUPLICATE})
"""Kinds that only say what is; of any kind that stands in neither, nobody knows how, and it is not annulled."""


def can_be_taken_back(kind: str) -> bool:
    """Whether an act of the kind can be annulled at all."""
    return kind in REVERSALS or kind in NOTHING_TO_TAKE_BACK
