"""An import from the file as it came to what it made in the register: nothing of it is ever overwritten."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cementiris.registry.models import BurialUnit, Cemetery, Concession, Movement
from cementiris.tenancy.models import MunicipalityOwned


class BatchState(models.TextChoices):
    """How far an import is."""

    STAGED = "staged", _("Rebut")
    CHECKED = "checked", _("Comprovat")
    COMMITTED = "committed", _("Incorporat")
    FAILED = "failed", _("Aturat")


class RowFate(models.TextChoices):
    """What becomes of a row of a file."""

    ACCEPTED = "accepted", _("Acceptada")
    WARNED = "warned", _("Amb avís")
    REFUSED = "refused", _("Refusada")
    SKIPPED = "skipped", _("No és cap dada")


class ImportBatch(MunicipalityOwned):
    """One or more files of a cemetery's old register, brought in together."""

    cemetery_name = models.CharField(max_length=120)
    cemetery = models.ForeignKey(
        Cemetery, null=True, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    state = models.CharField(max_length=12, choices=BatchState.choices, default=BatchState.STAGED)
    mapping = models.JSONField(default=dict, blank=True)
    proposal = models.JSONField(default=dict, blank=True)
    counts = models.JSONField(default=dict, blank=True)
    result = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    committed_at = models.DateTimeField(null=True)

    class Meta(MunicipalityOwned.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "-created_at"], name="imports_batch_latest")
        ]

    def __str__(self) -> str:
        return ", ".join(file.name for file in self.files.all())


class ImportFile(MunicipalityOwned):
    """One file as handed in, kept privately with its fingerprint."""

    batch = models.ForeignKey(
        ImportBatch, on_delete=models.CASCADE, related_name="files", db_index=False, db_constraint=False
    )
    name = models.CharField(max_length=200)
    file = models.FileField(upload_to="imports")
    sha256 = models.CharField(max_length=64)
    byte_count = models.BigIntegerField()

    class Meta(MunicipalityOwned.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "sha256"], name="imports_file_fingerprint"),
            models.Index(fields=["municipality", "batch"], name="imports_file_batch"),
        ]

    def __str__(self) -> str:
        return self.name


class ImportRow(MunicipalityOwned):
    """One row as read, what was found about it and what became of it. `row` is numbered as the source numbers it."""

    batch = models.ForeignKey(
        ImportBatch, on_delete=models.CASCADE, related_name="rows", db_index=False, db_constraint=False
    )
    position = models.PositiveIntegerField()
    file_name = models.CharField(max_length=200)
    sheet = models.CharField(max_length=120)
    row = models.PositiveIntegerField()
    cell = models.CharField(max_length=12, blank=True)
    raw = models.JSONField(default=list)
    fate = models.CharField(max_length=10, choices=RowFate.choices)
    reason = models.CharField(max_length=40, blank=True)
    issues = models.JSONField(default=list)
    issue_codes = models.CharField(max_length=400, blank=True)

    class Meta(MunicipalityOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *MunicipalityOwned.Meta.constraints,
            models.UniqueConstraint(fields=["municipality", "batch", "position"], name="imports_row_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "batch", "fate", "position"], name="imports_row_fate")
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.row}"


class SourceLink(MunicipalityOwned):
    """From a fact of the register back to the row that told it; `written` is the unit's code as it stood there."""

    row = models.ForeignKey(
        ImportRow, on_delete=models.CASCADE, related_name="links", db_index=False, db_constraint=False
    )
    unit = models.ForeignKey(
        BurialUnit, null=True, on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    concession = models.ForeignKey(
        Concession, null=True, on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    movement = models.ForeignKey(
        Movement, null=True, on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    written = models.CharField(max_length=80, blank=True)

    class Meta(MunicipalityOwned.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "unit"], name="imports_link_unit"),
            models.Index(fields=["municipality", "row"], name="imports_link_row"),
            models.Index(fields=["municipality", "concession"], name="imports_link_concession"),
            models.Index(fields=["municipality", "movement"], name="imports_link_movement"),
        ]

    def __str__(self) -> str:
        return self.written
