"""Files that people bring: scanned titles, photographs, any paper that belongs to an act."""

from typing import ClassVar

from django.conf import settings
from django.contrib.gis.db import models
from django.utils.translation import gettext_lazy as _

from cementiris.audit.history import tracked
from cementiris.registry.models.acts import Act
from cementiris.registry.models.concessions import Concession
from cementiris.registry.models.places import BurialUnit, Section
from cementiris.tenancy.models import MunicipalityOwned


class AttachmentKind(models.TextChoices):
    """What a file shows."""

    TITLE = "title", _("Títol escanejat")
    PHOTOGRAPH = "photograph", _("Fotografia")
    BURIAL_LICENCE = "burial_licence", _("Llicència d’enterrament")
    IDENTITY = "identity", _("Document d’identitat")
    SUCCESSION = "succession", _("Document de la successió")
    RECEIPT = "receipt", _("Justificant de pagament")
    OTHER = "other", _("Un altre document")


@tracked()
class Attachment(MunicipalityOwned):
    """One file of a unit or of a wall, kept as it came; withdrawn by annotation (R76), never deleted.

    A photograph may be pinned to the plan at `point`, where it was taken from (EPSG:25831).
    `name` is the name it had where it came from; `taken_on` the day of a photograph (R39).
    """

    kind = models.CharField(max_length=20, choices=AttachmentKind.choices)
    unit = models.ForeignKey(
        BurialUnit, null=True, on_delete=models.PROTECT, related_name="attachments", db_index=False, db_constraint=False
    )
    section = models.ForeignKey(
        Section, null=True, on_delete=models.PROTECT, related_name="attachments", db_index=False, db_constraint=False
    )
    concession = models.ForeignKey(
        Concession, null=True, on_delete=models.PROTECT, related_name="attachments", db_index=False, db_constraint=False
    )
    act = models.ForeignKey(
        Act, null=True, on_delete=models.PROTECT, related_name="attachments", db_index=False, db_constraint=False
    )
    name = models.CharField(max_length=200)
    description = models.CharField(max_length=200, blank=True)
    file = models.FileField(upload_to="attachments")
    preview = models.FileField(upload_to="attachments", blank=True)
    media_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    point = models.PointField(srid=settings.STORAGE_SRID, null=True, blank=True, spatial_index=False)
    taken_on = models.DateField(null=True, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta(MunicipalityOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *MunicipalityOwned.Meta.constraints,
            models.CheckConstraint(
                condition=~models.Q(kind="photograph") | models.Q(taken_on__isnull=False),
                name="r39_a_photograph_is_dated",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "unit", "-id"], name="registry_attachment_unit"),
            models.Index(fields=["municipality", "act"], name="registry_attachment_act"),
            models.Index(
                fields=["municipality", "section"],
                condition=models.Q(section__isnull=False),
                name="registry_attachment_section",
            ),
            models.Index(
                fields=["municipality", "concession"],
                condition=models.Q(concession__isnull=False),
                name="registry_attachment_right",
            ),
        ]

    def __str__(self) -> str:
        return self.name
