"""How each kind of act is taken back: what it changed becomes again what it was, and nothing is deleted (R76)."""

from collections.abc import Callable, Mapping

from cementiris.registry.models import Act, ActKind
from cementiris.registry.services.annulment_of_burials import take_back_burial, take_back_departure
from cementiris.registry.services.annulment_of_rights import take_back_grant, take_back_renewal
from cementiris.registry.services.attachments import take_back_attachment
from cementiris.registry.services.closures import take_back_back_in_service, take_back_out_of_service
from cementiris.registry.services.corrections import take_back_correction
from cementiris.registry.services.endings import take_back_ending
from cementiris.registry.services.extensions import take_back_conversion
from cementiris.registry.services.handovers import take_back_handover
from cementiris.registry.services.journal import ECHO_OF
from cementiris.registry.services.lapse import take_back_opening, take_back_step
from cementiris.registry.services.matches import take_back_union
from cementiris.registry.services.places import take_back_cemetery, take_back_description, take_back_new_units
from cementiris.registry.services.renumbering import take_back_renumbering
from cementiris.registry.services.titles import take_back_beneficiary, take_back_fees_paid, take_back_name_change
from cementiris.registry.services.unit_changes import take_back_merger, take_back_split
from cementiris.registry.services.work_orders import take_back_work_done
from cementiris.registry.services.works import take_back_licence

REVERSALS: Mapping[str, Callable[[Act], None]] = {
    ActKind.BURIAL: take_back_burial,
    ActKind.EXHUMATION: take_back_departure,
    ActKind.RELOCATION: take_back_departure,
    ActKind.REDUCTION: take_back_departure,
    ActKind.CLEARANCE: take_back_departure,
    ActKind.GRANT: take_back_grant,
    ActKind.RENEWAL: take_back_renewal,
    ActKind.CONVERSION: take_back_conversion,
    ActKind.BENEFICIARY: take_back_beneficiary,
    ActKind.NAME_CHANGE: take_back_name_change,
    ActKind.FEES_PAID: take_back_fees_paid,
    ActKind.RENUNCIATION: take_back_ending,
    ActKind.RETROCESSION: take_back_ending,
    ActKind.LAPSE_OPENED: take_back_opening,
    ActKind.LAPSE_STEP: take_back_step,
    ActKind.LAPSE: take_back_step,
    ActKind.REVERSION: take_back_step,
    ActKind.CORRECTION: take_back_correction,
    ActKind.PERSON_MERGE: take_back_union,
    ActKind.TRANSFER: take_back_handover,
    ActKind.SUCCESSION: take_back_handover,
    ActKind.PROVISIONAL: take_back_handover,
    ActKind.CEMETERY: take_back_cemetery,
    ActKind.NEW_UNITS: take_back_new_units,
    ActKind.DESCRIPTION: take_back_description,
    ActKind.RENUMBERING: take_back_renumbering,
    ActKind.MERGER: take_back_merger,
    ActKind.SPLIT: take_back_split,
    ActKind.OUT_OF_SERVICE: take_back_out_of_service,
    ActKind.BACK_IN_SERVICE: take_back_back_in_service,
    ActKind.LICENCE: take_back_licence,
    ActKind.ATTACHMENT: take_back_attachment,
    ActKind.WORK_DONE: take_back_work_done,
}
"""By kind of act."""
NOTHING_TO_TAKE_BACK = frozenset({ActKind.APPLICATION, ActKind.CERTIFICATE, ActKind.DUPLICATE})
"""Kinds that only say what is; of any kind that stands in neither, nobody knows how, and it is not annulled."""


def can_be_taken_back(act: Act) -> bool:
    """Whether an act of the kind can be annulled at all; an echo goes with the act whose echo it is."""
    is_known = act.kind in REVERSALS or act.kind in NOTHING_TO_TAKE_BACK
    return is_known and ECHO_OF not in act.notes
