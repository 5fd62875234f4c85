"""How each kind of act is taken back: what it changed becomes again what it was, and nothing is deleted (R76)."""

from collections.abc import Callable, Mapping

from cementiris.registry.models import Act, ActKind
from cementiris.registry.services.annulment_of_burials import take_back_burial, take_back_departure
from cementiris.registry.services.annulment_of_rights import take_back_grant, take_back_renewal
from cementiris.registry.services.closures import take_back_back_in_service, take_back_out_of_service
from cementiris.registry.services.places import take_back_cemetery, take_back_description, take_back_new_units
from cementiris.registry.services.renumbering import take_back_renumbering
from cementiris.registry.services.unit_changes import take_back_merger, take_back_split

REVERSALS: Mapping[str, Callable[[Act], None]] = {
    ActKind.BURIAL: take_back_burial,
    ActKind.EXHUMATION: take_back_departure,
    ActKind.RELOCATION: take_back_departure,
    ActKind.GRANT: take_back_grant,
    ActKind.RENEWAL: take_back_renewal,
    ActKind.CEMETERY: take_back_cemetery,
    ActKind.NEW_UNITS: take_back_new_units,
    ActKind.DESCRIPTION: take_back_description,
    ActKind.RENUMBERING: take_back_renumbering,
    ActKind.MERGER: take_back_merger,
    ActKind.SPLIT: take_back_split,
    ActKind.OUT_OF_SERVICE: take_back_out_of_service,
    ActKind.BACK_IN_SERVICE: take_back_back_in_service,
}
"""By kind of act."""
NOTHING_TO_TAKE_BACK = frozenset({ActKind.CERTIFICATE, ActKind.DUPLICATE})
"""Kinds that only say what is; of any kind that stands in neither, nobody knows how, and it is not annulled."""


def can_be_taken_back(kind: str) -> bool:
    """Whether an act of the kind can be annulled at all."""
    return kind in REVERSALS or kind in NOTHING_TO_TAKE_BACK
