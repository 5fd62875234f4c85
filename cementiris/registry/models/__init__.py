"""The register's tables."""

from cementiris.registry.models.acts import Act, ActKind
from cementiris.registry.models.burials import Movement, MovementKind, Remains
from cementiris.registry.models.concessions import Concession, EndReason, Extension, Holding, HoldingRole, Standing
from cementiris.registry.models.people import HealthGroup, Person, PersonKind, Sex
from cementiris.registry.models.places import BurialUnit, Cemetery, Numbering, Ordinance, Section, UnitKind

__all__ = [
    "Act",
    "ActKind",
    "BurialUnit",
    "Cemetery",
    "Concession",
    "EndReason",
    "Extension",
    "HealthGroup",
    "Holding",
    "HoldingRole",
    "Movement",
    "MovementKind",
    "Numbering",
    "Ordinance",
    "Person",
    "PersonKind",
    "Remains",
    "Section",
    "Sex",
    "Standing",
    "UnitKind",
]
