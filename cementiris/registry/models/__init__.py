"""The register's tables."""

from cementiris.registry.models.acts import Act, ActKind
from cementiris.registry.models.attachments import Attachment, AttachmentKind
from cementiris.registry.models.burials import Movement, MovementKind, Remains
from cementiris.registry.models.concessions import Concession, EndReason, Extension, Holding, HoldingRole, Standing
from cementiris.registry.models.matches import PersonMatch, Verdict
from cementiris.registry.models.ordinances import DaysOf, LateSuccession, Ordinance
from cementiris.registry.models.people import HealthGroup, Person, PersonKind, Sex
from cementiris.registry.models.places import BurialUnit, Cemetery, Numbering, Section
from cementiris.registry.models.proceedings import (
    Application,
    Decision,
    LapseCause,
    LapseFile,
    LapseStatus,
    LapseStep,
    LapseStepKind,
    SuccessionBasis,
    Successor,
)
from cementiris.registry.models.unit_changes import Closure, ClosureReason, FormerNumber, Merger
from cementiris.registry.models.works import OrderKind, OrderStatus, WorkOrder, WorksKind, WorksLicence
from cementiris.vocabulary import UnitKind

__all__ = [
    "Act",
    "ActKind",
    "Application",
    "Attachment",
    "AttachmentKind",
    "BurialUnit",
    "Cemetery",
    "Closure",
    "ClosureReason",
    "Concession",
    "DaysOf",
    "Decision",
    "EndReason",
    "Extension",
    "FormerNumber",
    "HealthGroup",
    "Holding",
    "HoldingRole",
    "LapseCause",
    "LapseFile",
    "LapseStatus",
    "LapseStep",
    "LapseStepKind",
    "LateSuccession",
    "Merger",
    "Movement",
    "MovementKind",
    "Numbering",
    "OrderKind",
    "OrderStatus",
    "Ordinance",
    "Person",
    "PersonKind",
    "PersonMatch",
    "Remains",
    "Section",
    "Sex",
    "Standing",
    "SuccessionBasis",
    "Successor",
    "UnitKind",
    "Verdict",
    "WorkOrder",
    "WorksKind",
    "WorksLicence",
]
