"""Numbered papers: their wording by version, what each one said when it was issued, and its file."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cementiris.audit.history import tracked
from cementiris.tenancy.models import MunicipalityOwned


class DocumentKind(models.TextChoices):
    """What a paper is."""

    BURIAL_PERMIT = "burial_permit", _("Permís d’inhumació")
    EXHUMATION_PERMIT = "exhumation_permit", _("Autorització d’exhumació")
    RELOCATION_PERMIT = "relocation_permit", _("Autorització de trasllat")
    TITLE = "title", _("Títol del dret funerari")
    RENEWAL = "renewal", _("Resolució de renovació")
    GRANT_DECISION = "grant_decision", _("Resolució de concessió")
    TRANSFER_DECISION = "transfer_decision", _("Resolució de transmissió")
    RENUNCIATION_DECISION = "renunciation_decision", _("Resolució de renúncia o retrocessió")
    LAPSE_DECISION = "lapse_decision", _("Resolució de caducitat")
    LAPSE_NOTICE = "lapse_notice", _("Notificació de l’expedient de caducitat")
    DUPLICATE = "duplicate", _("Duplicat del títol")
    WORKS_LICENCE = "works_licence", _("Llicència d’obres o de làpida")
    REMAINS_RECEIPT = "remains_receipt", _("Rebut de lliurament de restes")
    UNIT_CERTIFICATE = "unit_certificate", _("Certificat de la sepultura")
    PERSON_CERTIFICATE = "person_certificate", _("Certificat de la persona")
    BURIAL_BOOK = "burial_book", _("Llibre d’enterraments")
    INVENTORY = "inventory", _("Inventari del cementiri")
    EXPIRY_NOTICE = "expiry_notice", _("Avís de venciment")
    IMPORT_REPORT = "import_report", _("Informe d’importació")


@tracked()
class DocumentTemplate(MunicipalityOwned):
    """One version of a town's wording of a kind of paper; papers keep the version they were issued with.

    `is_shipped` marks the product's own words, kept because a paper was issued with them: when the product's words
    change, a town that never wrote its own gets the new ones as its next version.
    """

    kind = models.CharField(max_length=30, choices=DocumentKind.choices)
    version = models.PositiveIntegerField(default=1)
    body = models.TextField(blank=True)
    is_shipped = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(MunicipalityOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *MunicipalityOwned.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality", "kind", "version"], name="documents_template_one_per_version"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} v{self.version}"


class NumberCounter(MunicipalityOwned):
    """The last number given to a kind of paper in a year; locked while a number is taken, so that none is lost."""

    kind = models.CharField(max_length=30, choices=DocumentKind.choices)
    year = models.PositiveSmallIntegerField()
    last_number = models.PositiveIntegerField(default=0)

    class Meta(MunicipalityOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *MunicipalityOwned.Meta.constraints,
            models.UniqueConstraint(fields=["municipality", "kind", "year"], name="documents_counter_one_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}: {self.last_number}"


@tracked()
class Document(MunicipalityOwned):
    """An issued paper. The snapshot is all it says, frozen; the file can be redrawn from it at any time."""

    kind = models.CharField(max_length=30, choices=DocumentKind.choices)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    template = models.ForeignKey(
        DocumentTemplate, null=True, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    snapshot = models.JSONField()
    issued_on = models.DateField()
    issued_at = models.DateTimeField(auto_now_add=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    file = models.FileField(upload_to="papers", blank=True)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta(MunicipalityOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *MunicipalityOwned.Meta.constraints,
            models.UniqueConstraint(fields=["municipality", "kind", "year", "number"], name="documents_one_per_number"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.code}"

    @property
    def code(self) -> str:
        """Return the number as printed, such as 2026/0001."""
        return f"{self.year}/{self.number:04d}"
