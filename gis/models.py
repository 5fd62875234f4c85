"""Tables of the plan: what drew it, what changed it, the paths on it, and who may read it from elsewhere."""

from typing import ClassVar

from django.conf import settings
from django.contrib.gis.db import models
from django.contrib.postgres.indexes import GistIndex
from django.utils.translation import gettext_lazy as _

from cementiris.audit.history import tracked
from cementiris.registry.models import BurialUnit, Cemetery, Section
from cementiris.tenancy.models import MunicipalityOwned


@tracked()
class PlanSettings(MunicipalityOwned):
    """What a town wants behind its plan. Both maps come from outside, so that nothing is asked for unless it is on."""

    has_topographic_map = models.BooleanField(default=False)
    has_orthophoto = models.BooleanField(default=False)

    class Meta(MunicipalityOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *MunicipalityOwned.Meta.constraints,
            models.UniqueConstraint(fields=["municipality"], name="plan_settings_once_a_town"),
        ]

    def __str__(self) -> str:
        return str(self.municipality)


@tracked()
class Path(MunicipalityOwned):
    """A way that one can walk inside a cemetery; drawn once, in EPSG:25831. Steps keep a wheelchair out."""

    cemetery = models.ForeignKey(
        Cemetery, on_delete=models.PROTECT, related_name="paths", db_index=False, db_constraint=False
    )
    name = models.CharField(max_length=80, blank=True)
    line = models.LineStringField(srid=settings.STORAGE_SRID, spatial_index=False)
    has_steps = models.BooleanField(default=False)

    class Meta(MunicipalityOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *MunicipalityOwned.Meta.constraints,
            models.CheckConstraint(condition=models.Q(line__isvalid=True), name="x35_a_path_is_a_valid_line"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "cemetery"], name="plan_path_cemetery")
        ]

    def __str__(self) -> str:
        return self.name or str(self.pk)


class SurveyState(models.TextChoices):
    """How far a survey file is."""

    RECEIVED = "received", _("Rebut")
    CHECKED = "checked", _("Comprovat")
    COMMITTED = "committed", _("Incorporat")
    FAILED = "failed", _("Aturat")
    UNDONE = "undone", _("Desfet")


class SurveyFile(MunicipalityOwned):
    """One file of a surveyor as handed in: kept privately with its fingerprint, read, joined, committed or undone.

    `found` holds its layers and their fields with samples; `choices` the layer, the code field, the SRID and whether
    axes are swapped, as chosen; `counts` and `report` what came of it; `failure` the code and facts of a sentence.
    """

    cemetery = models.ForeignKey(
        Cemetery, null=True, on_delete=models.PROTECT, related_name="surveys", db_index=False, db_constraint=False
    )
    cemetery_name = models.CharField(max_length=120)
    name = models.CharField(max_length=200)
    file = models.FileField(upload_to="surveys")
    sha256 = models.CharField(max_length=64)
    byte_count = models.BigIntegerField()
    state = models.CharField(max_length=12, choices=SurveyState.choices, default=SurveyState.RECEIVED)
    found = models.JSONField(default=dict, blank=True)
    choices = models.JSONField(default=dict, blank=True)
    counts = models.JSONField(default=dict, blank=True)
    report = models.JSONField(default=dict, blank=True)
    failure = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    committed_at = models.DateTimeField(null=True)

    class Meta(MunicipalityOwned.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "-created_at"], name="plan_survey_latest"),
        ]

    def __str__(self) -> str:
        return self.name


class Joined(models.TextChoices):
    """What a feature of a survey was joined to, or why to nothing."""

    MATCHED = "matched", _("Coincideix")
    CREATED = "created", _("Sepultura nova")
    DOUBTFUL = "doubtful", _("Dubtós")
    UNMATCHED = "unmatched", _("Sense parella")
    REFUSED = "refused", _("Refusat")


class SurveyFeature(MunicipalityOwned):
    """One feature of a survey file as read: its place in the file from 1, its texts, its shape in EPSG:25831."""

    survey = models.ForeignKey(
        SurveyFile, on_delete=models.CASCADE, related_name="features", db_index=False, db_constraint=False
    )
    number = models.PositiveIntegerField()
    code = models.CharField(max_length=80, blank=True)
    section_name = models.CharField(max_length=120, blank=True)
    shape = models.GeometryField(srid=settings.STORAGE_SRID, null=True, spatial_index=False)
    joined = models.CharField(max_length=12, choices=Joined.choices)
    unit = models.ForeignKey(
        BurialUnit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    section = models.ForeignKey(
        Section, null=True, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    issues = models.JSONField(default=list, blank=True)

    class Meta(MunicipalityOwned.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "survey", "joined", "number"], name="plan_feature_survey"),
            GistIndex(fields=["municipality", "shape"], name="plan_feature_shape"),
        ]

    def __str__(self) -> str:
        return self.code


class EditKind(models.TextChoices):
    """What somebody did to the plan."""

    SURVEY = "survey", _("Plànol incorporat")
    BLOCK = "block", _("Bloc dibuixat")
    GRID = "grid", _("Camp de fosses dibuixat")
    SHAPE = "shape", _("Contorn dibuixat")
    MOVE = "move", _("Peces mogudes")
    SPLIT = "split", _("Peça dividida")
    MERGE = "merge", _("Peces ajuntades")
    PATH = "path", _("Camí dibuixat")
    ERASE = "erase", _("Dibuix tret")


class PlanEdit(MunicipalityOwned):
    """One step of drawing, by hand or from a survey: what `undo` takes back as a whole, newest first."""

    cemetery = models.ForeignKey(
        Cemetery, on_delete=models.PROTECT, related_name="plan_edits", db_index=False, db_constraint=False
    )
    kind = models.CharField(max_length=12, choices=EditKind.choices)
    survey = models.ForeignKey(
        SurveyFile, null=True, on_delete=models.PROTECT, related_name="edits", db_index=False, db_constraint=False
    )
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta(MunicipalityOwned.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "cemetery", "-id"], name="plan_edit_latest"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class PlanChange(MunicipalityOwned):
    """One geometry that an edit changed: `field` of one place, before and after; `made` when the edit made the place.

    Exactly one of cemetery, section, unit and path is given. Kept for undoing; the history of rows is the triggers'.
    """

    edit = models.ForeignKey(
        PlanEdit, on_delete=models.PROTECT, related_name="changes", db_index=False, db_constraint=False
    )
    cemetery = models.ForeignKey(
        Cemetery, null=True, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    section = models.ForeignKey(
        Section, null=True, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    unit = models.ForeignKey(
        BurialUnit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    path = models.ForeignKey(
        Path, null=True, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    field = models.CharField(max_length=20)
    before = models.GeometryField(srid=settings.STORAGE_SRID, null=True, spatial_index=False)
    after = models.GeometryField(srid=settings.STORAGE_SRID, null=True, spatial_index=False)
    made = models.BooleanField(default=False)

    class Meta(MunicipalityOwned.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "edit"], name="plan_change_edit"),
            models.Index(fields=["municipality", "unit"], name="plan_change_unit"),
            models.Index(fields=["municipality", "section"], name="plan_change_section"),
            models.Index(fields=["municipality", "path"], name="plan_change_path"),
        ]

    def __str__(self) -> str:
        return self.field


@tracked()
class LayerToken(MunicipalityOwned):
    """A key with which a program such as QGIS reads the town's layers; only its SHA-256 is kept. Never shown again."""

    label = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    sees_people = models.BooleanField(default=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="layer_tokens", db_index=False
    )
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta(MunicipalityOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *MunicipalityOwned.Meta.constraints,
            models.UniqueConstraint(fields=["municipality", "digest"], name="plan_token_digest"),
        ]

    def __str__(self) -> str:
        return self.label
