"""The journal of what people did: every act of a clerk, its paper and its correction."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cementiris.audit.history import tracked
from cementiris.documents.models import Document
from cementiris.registry.models.places import BurialUnit
from cementiris.tenancy.models import MunicipalityOwned


class ActKind(models.TextChoices):
    """What kind of act was registered."""

    BURIAL = "burial", _("Inhumació")
    EXHUMATION = "exhumation", _("Exhumació")
    RELOCATION = "relocation", _("Trasllat")
    GRANT = "grant", _("Concessió")
    RENEWAL = "renewal", _("Renovació")
    OUT_OF_SERVICE = "out_of_service", _("Fora de servei")
    BACK_IN_SERVICE = "back_in_service", _("Torna al servei")
    CAMPAIGN = "campaign", _("Avisos congelats")
    IMPORT = "import", _("Importació")
    SURVEY = "survey", _("Importació del plànol")
    HIDDEN = "hidden", _("Retirada de la consulta pública")


@tracked()
class Act(MunicipalityOwned):
    """One act as registered; corrected by annotation (R76), never deleted. `notes` keeps overruled warnings."""

    kind = models.CharField(max_length=20, choices=ActKind.choices)
    unit = models.ForeignKey(
        BurialUnit, null=True, on_delete=models.PROTECT, related_name="acts", db_index=False, db_constraint=False
    )
    on = models.DateField()
    person_text = models.CharField(max_length=200, blank=True)
    detail = models.CharField(max_length=300, blank=True)
    document = models.ForeignKey(
        Document, null=True, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    notes = models.JSONField(default=dict, blank=True)
    submission_key = models.UUIDField(null=True, editable=False)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    annulled_at = models.DateTimeField(null=True)
    annulled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    annulled_reason = models.CharField(max_length=300, blank=True)

    class Meta(MunicipalityOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *MunicipalityOwned.Meta.constraints,
            models.UniqueConstraint(fields=["municipality", "submission_key"], name="registry_act_sent_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "-recorded_at"], name="registry_act_latest"),
            models.Index(fields=["municipality", "unit", "-on"], name="registry_act_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on:%d/%m/%Y}"
