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
    UNDONE = "undone", _("Desfet")


class RowFate(models.TextChoices):
    """What becomes of a row of a file."""

    ACCEPTED = "accepted", _("Acceptada")
    WARNED = "warned", _("Amb avís")
    REFUSED = "refused", _("Refusada")
    SKIPPED = "skipped", _("No és cap dada")


class ImportBatch(MunicipalityOwned):
    """One or more files of a cemetery's old register, brought in together.

    `plan` is what a commit would create, change and leave; `result` what it did; `failure` why the files cannot be
    read, as the code and values of a sentence; `layout` the fingerprint of the headers.
    """

    cemetery_name = models.CharField(max_length=120)
    cemetery = models.ForeignKey(
        Cemetery, null=True, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    state = models.CharField(max_length=12, choices=BatchState.choices, default=BatchState.STAGED)
    mapping = models.JSONField(default=dict, blank=True)
    proposal = models.JSONField(default=dict, blank=True)
    counts = models.JSONField(default=dict, blank=True)
    plan = models.JSONField(default=dict, blank=True)
    result = models.JSONField(default=dict, blank=True)
    failure = models.JSONField(default=dict, blank=True)
    layout = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    committed_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

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


class ImportFix(MunicipalityOwned):
    """What a clerk corrected in one cell of a file before it was brought in; the file itself stays as it came.

    `column` counts from 0 and `cell` tells apart the units of one row; a fix without a column sets the whole row aside.
    """

    batch = models.ForeignKey(
        ImportBatch, on_delete=models.CASCADE, related_name="fixes", db_index=False, db_constraint=False
    )
    file_name = models.CharField(max_length=200)
    sheet = models.CharField(max_length=120)
    row = models.PositiveIntegerField()
    cell = models.CharField(max_length=12, blank=True)
    column = models.PositiveIntegerField(null=True)
    text = models.TextField(blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    made_at = models.DateTimeField(auto_now=True)

    class Meta(MunicipalityOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *MunicipalityOwned.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality", "batch", "file_name", "sheet", "row", "cell", "column"],
                nulls_distinct=False,
                name="imports_fix_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.row}: {self.text}"


class WordMeaning(MunicipalityOwned):
    """What a town's own word stands for in its registers (*Nínx.* is a niche), asked once and remembered.

    `meaning` is that of the column (`kind`, `state`, `movement`, `term`), `word` as written, folded for finding it.
    """

    meaning = models.CharField(max_length=20)
    word = models.CharField(max_length=80)
    value = models.CharField(max_length=80)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    told_at = models.DateTimeField(auto_now=True)

    class Meta(MunicipalityOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *MunicipalityOwned.Meta.constraints,
            models.UniqueConstraint(fields=["municipality", "meaning", "word"], name="imports_word_once"),
        ]

    def __str__(self) -> str:
        return f"{self.word}: {self.value}"


class SourceLayout(MunicipalityOwned):
    """How a town reads files with these headers, kept when a clerk corrected the columns, and offered again."""

    layout = models.CharField(max_length=64)
    mapping = models.JSONField(default=dict)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    told_at = models.DateTimeField(auto_now=True)

    class Meta(MunicipalityOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *MunicipalityOwned.Meta.constraints,
            models.UniqueConstraint(fields=["municipality", "layout"], name="imports_layout_once"),
        ]

    def __str__(self) -> str:
        return self.layout


class SourceLink(MunicipalityOwned):
    """From a fact of the register back to the row that told it; `written` is the unit's code as it stood there.

    `is_made`: this row made the fact, where others only tell of it too. `written_sum` is a short digest of what the
    import last wrote into the fact: while the fact still gives it, nobody has touched it since.
    """

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
    is_made = models.BooleanField(default=False)
    written_sum = models.CharField(max_length=16, blank=True)

    class Meta(MunicipalityOwned.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "unit"], name="imports_link_unit"),
            models.Index(fields=["municipality", "row"], name="imports_link_row"),
            models.Index(fields=["municipality", "concession"], name="imports_link_concession"),
            models.Index(fields=["municipality", "movement"], name="imports_link_movement"),
        ]

    def __str__(self) -> str:
        return self.written
