"""Works on units: licences for headstones and constructions, and the orders that the gravedigger carries out."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cementiris.audit.history import tracked
from cementiris.documents.models import Document
from cementiris.registry.models.acts import Act
from cementiris.registry.models.burials import Movement
from cementiris.registry.models.concessions import Concession
from cementiris.registry.models.places import BurialUnit
from cementiris.tenancy.models import MunicipalityOwned


class WorksKind(models.TextChoices):
    """What a licence allows."""

    HEADSTONE = "headstone", _("Làpida")
    CONSTRUCTION = "construction", _("Obres")


@tracked()
class WorksLicence(MunicipalityOwned):
    """Leave to fix a headstone or to build; `due_on` is the last day to have it done (R14 for headstones)."""

    unit = models.ForeignKey(
        BurialUnit, on_delete=models.PROTECT, related_name="licences", db_index=False, db_constraint=False
    )
    concession = models.ForeignKey(
        Concession, null=True, on_delete=models.PROTECT, related_name="licences", db_index=False, db_constraint=False
    )
    kind = models.CharField(max_length=12, choices=WorksKind.choices)
    applicant = models.CharField(max_length=200, blank=True)
    contractor = models.CharField(max_length=200, blank=True)
    description = models.TextField(blank=True)
    granted_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    document = models.ForeignKey(
        Document, null=True, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    act = models.ForeignKey(
        Act, null=True, on_delete=models.PROTECT, related_name="licences", db_index=False, db_constraint=False
    )
    annulled = models.BooleanField(default=False)

    class Meta(MunicipalityOwned.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "unit"], name="registry_licence_unit"),
            models.Index(fields=["municipality", "done_on", "due_on"], name="registry_licence_due"),
            models.Index(
                fields=["municipality", "concession"],
                condition=models.Q(concession__isnull=False),
                name="registry_licence_right",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class OrderKind(models.TextChoices):
    """What the gravedigger is to do at a unit."""

    BURIAL = "burial", _("Obrir i tancar per inhumar")
    EXHUMATION = "exhumation", _("Obrir per exhumar")
    RELOCATION = "relocation", _("Obrir per traslladar")
    REDUCTION = "reduction", _("Reduir restes")
    CLEARANCE = "clearance", _("Buidar la sepultura")
    HEADSTONE = "headstone", _("Treure o posar la làpida")
    OTHER = "other", _("Una altra feina")


class OrderStatus(models.TextChoices):
    """Whether the work has been done."""

    PLANNED = "planned", _("Per fer")
    DONE = "done", _("Feta")
    CANCELLED = "cancelled", _("Anul·lada")


@tracked()
class WorkOrder(MunicipalityOwned):
    """One piece of work at a unit on a day; burials and exhumations create theirs. It names nobody alive."""

    kind = models.CharField(max_length=12, choices=OrderKind.choices)
    unit = models.ForeignKey(
        BurialUnit, on_delete=models.PROTECT, related_name="work_orders", db_index=False, db_constraint=False
    )
    movement = models.ForeignKey(
        Movement, null=True, on_delete=models.PROTECT, related_name="work_orders", db_index=False, db_constraint=False
    )
    licence = models.ForeignKey(
        WorksLicence, null=True, on_delete=models.PROTECT, related_name="work_orders", db_index=False,
        db_constraint=False,
    )  # fmt: skip
    act = models.ForeignKey(
        Act, null=True, on_delete=models.PROTECT, related_name="work_orders", db_index=False, db_constraint=False
    )
    on = models.DateField()
    at = models.TimeField(null=True, blank=True)
    instructions = models.CharField(max_length=300, blank=True)
    status = models.CharField(max_length=10, choices=OrderStatus.choices, default=OrderStatus.PLANNED)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    done_note = models.CharField(max_length=300, blank=True)

    class Meta(MunicipalityOwned.Meta):
        ordering: ClassVar[list[str]] = ["on", "at", "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "on", "at"], name="registry_order_day"),
            models.Index(fields=["municipality", "unit"], name="registry_order_unit"),
            models.Index(fields=["municipality", "status", "on"], name="registry_order_status"),
            models.Index(
                fields=["municipality", "movement"],
                condition=models.Q(movement__isnull=False),
                name="registry_order_movement",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on:%d/%m/%Y}"
