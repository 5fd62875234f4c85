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
    REDUCTION = "reduction", _("Reducció de restes")
    CLEARANCE = "clearance", _("Trasllat a l’ossera o a la fossa comuna")
    GRANT = "grant", _("Concessió")
    RENEWAL = "renewal", _("Renovació")
    CONVERSION = "conversion", _("Conversió de la durada")
    BENEFICIARY = "beneficiary", _("Designació de beneficiari")
    TRANSFER = "transfer", _("Transmissió entre vius")
    SUCCESSION = "succession", _("Transmissió per causa de mort")
    PROVISIONAL = "provisional", _("Títol provisional")
    NAME_CHANGE = "name_change", _("Canvi de nom del titular")
    DUPLICATE = "duplicate", _("Duplicat del títol")
    RENUNCIATION = "renunciation", _("Renúncia")
    RETROCESSION = "retrocession", _("Retrocessió")
    LAPSE_OPENED = "lapse_opened", _("Inici d’expedient de caducitat")
    LAPSE_STEP = "lapse_step", _("Tràmit de caducitat")
    LAPSE = "lapse", _("Caducitat")
    REVERSION = "reversion", _("Reversió al municipi")
    FEES_PAID = "fees_paid", _("Taxa de conservació al corrent")
    APPLICATION = "application", _("Sol·licitud")
    CEMETERY = "cemetery", _("Descripció del cementiri")
    NEW_UNITS = "new_units", _("Sepultures noves")
    DESCRIPTION = "description", _("Descripció de la sepultura")
    RENUMBERING = "renumbering", _("Canvi de número")
    MERGER = "merger", _("Agrupació de sepultures")
    SPLIT = "split", _("Divisió de la sepultura")
    OUT_OF_SERVICE = "out_of_service", _("Fora de servei")
    BACK_IN_SERVICE = "back_in_service", _("Torna al servei")
    LICENCE = "licence", _("Llicència d’obres o de làpida")
    WORK_DONE = "work_done", _("Feina feta")
    ATTACHMENT = "attachment", _("Document adjuntat")
    CERTIFICATE = "certificate", _("Certificat")
    CORRECTION = "correction", _("Correcció")
    ANNULMENT = "annulment", _("Anul·lació")
    PERSON_MERGE = "person_merge", _("Unificació de persones")
    ORDINANCE = "ordinance", _("Ordenança")
    CAMPAIGN = "campaign", _("Avisos congelats")
    IMPORT = "import", _("Importació")
    SURVEY = "survey", _("Importació del plànol")
    HIDDEN = "hidden", _("Retirada de la consulta pública")


@tracked()
class Act(MunicipalityOwned):
    """One act as registered; corrected by annotation (R76), never deleted. `notes` keeps overruled warnings.

    An annulment or a correction is an act too: `corrects` points at the act it speaks of.
    """

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
    corrects = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="corrections", db_index=False, db_constraint=False
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
