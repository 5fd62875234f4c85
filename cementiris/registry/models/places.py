"""Places: cemeteries, their sections and blocks, and the units where people rest."""

from typing import ClassVar

from django.conf import settings
from django.contrib.gis.db import models
from django.contrib.postgres.indexes import GistIndex
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cementiris.audit.history import tracked
from cementiris.registry.numbers import natural_order, number_key
from cementiris.tenancy.models import MunicipalityOwned
from cementiris.vocabulary import UnitKind


def sound(field: str, name: str) -> models.CheckConstraint:
    """Keep what no map can draw out of the table: a geometry that crosses itself, or one without extent."""
    return models.CheckConstraint(condition=models.Q(**{f"{field}__isvalid": True}), name=name)


@tracked()
class Cemetery(MunicipalityOwned):
    """An enclosure of public domain with its burial units. Geometry in EPSG:25831 (metres)."""

    name = models.CharField(max_length=120)
    footprint = models.MultiPolygonField(srid=settings.STORAGE_SRID, null=True, blank=True, spatial_index=False)
    entrance = models.PointField(srid=settings.STORAGE_SRID, null=True, blank=True, spatial_index=False)

    class Meta(MunicipalityOwned.Meta):
        ordering: ClassVar[list[str]] = ["name"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *MunicipalityOwned.Meta.constraints,
            models.UniqueConstraint(fields=["municipality", "name"], name="registry_cemetery_name"),
            sound("footprint", "x32_a_cemetery_is_a_valid_area"),
        ]

    def __str__(self) -> str:
        return self.name


class Numbering(models.TextChoices):
    """In which order the numbers of a block run over its wall, as one stands before it."""

    ROWS_RIGHTWARD = "rows_rightward", _("Per pisos, d’esquerra a dreta")
    ROWS_LEFTWARD = "rows_leftward", _("Per pisos, de dreta a esquerra")
    SERPENTINE = "serpentine", _("Per pisos, en serpentina")
    COLUMNS_UPWARD = "columns_upward", _("Per columnes, de baix a dalt")
    COLUMNS_DOWNWARD = "columns_downward", _("Per columnes, de dalt a baix")


@tracked()
class Section(MunicipalityOwned):
    """A named part of a cemetery at any depth: zone, street, courtyard, block. With floors and columns it is a wall.

    `front` is the foot of the wall on the plan, drawn from its first column to its last as one stands before it (a
    corner block's front bends); a cell measures `cell_width` by `cell_height` centimetres.
    """

    cemetery = models.ForeignKey(
        Cemetery, on_delete=models.PROTECT, related_name="sections", db_index=False, db_constraint=False
    )
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
        db_index=False,
        db_constraint=False,
    )
    level_name = models.CharField(max_length=40, blank=True, default="Bloc")
    name = models.CharField(max_length=80)
    name_order = models.CharField(max_length=160, blank=True, editable=False)
    floors = models.PositiveSmallIntegerField(null=True, blank=True)
    columns = models.PositiveSmallIntegerField(null=True, blank=True)
    numbering = models.CharField(max_length=20, choices=Numbering.choices, default=Numbering.ROWS_RIGHTWARD)
    first_number = models.PositiveIntegerField(default=1)
    footprint = models.MultiPolygonField(srid=settings.STORAGE_SRID, null=True, blank=True, spatial_index=False)
    front = models.LineStringField(srid=settings.STORAGE_SRID, null=True, blank=True, spatial_index=False)
    cell_width = models.PositiveSmallIntegerField(null=True, blank=True)
    cell_height = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta(MunicipalityOwned.Meta):
        ordering: ClassVar[list[str]] = ["name_order", "name"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *MunicipalityOwned.Meta.constraints,
            sound("footprint", "x30_a_section_is_a_valid_area"),
            sound("front", "x31_a_front_is_a_valid_line"),
            models.UniqueConstraint(
                fields=["municipality", "cemetery", "parent", "name"],
                name="registry_section_name",
                nulls_distinct=False,
            ),
        ]

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the sort key in step with the name."""
        self.name_order = natural_order(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def __str__(self) -> str:
        named = self.name.lower().startswith(self.level_name.lower())
        return self.name if named else f"{self.level_name} {self.name}"


class StatedState(models.TextChoices):
    """A state that a legacy source showed in so many words; kept beside what the register derives (R55)."""

    FREE = "free", _("Lliure")
    OCCUPIED = "occupied", _("Ocupada")
    EXPIRED = "expired", _("Vençuda")


@tracked()
class BurialUnit(MunicipalityOwned):
    """Any place of rest. Its number is text; `floor` counts from the ground (1 is the lowest).

    In a wall it stands with its lower left corner at `floor` and `column` and is `columns_wide` by `floors_high` cells
    large: a double niche is two columns wide.

    A unit is there from `opened_on` (unknown: since ever) until the day before `retired_on` (none: still). What an old
    source stated of it counts until the day before `stated_until`, on which an act showed otherwise.
    """

    cemetery = models.ForeignKey(
        Cemetery, on_delete=models.PROTECT, related_name="units", db_index=False, db_constraint=False
    )
    section = models.ForeignKey(
        Section,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="units",
        db_index=False,
        db_constraint=False,
    )
    kind = models.CharField(max_length=20, choices=UnitKind.choices, default=UnitKind.NICHE)
    number = models.CharField(max_length=40, blank=True)
    number_key = models.CharField(max_length=40, blank=True, editable=False)
    number_order = models.CharField(max_length=160, blank=True, editable=False)
    floor = models.PositiveSmallIntegerField(null=True, blank=True)
    column = models.PositiveSmallIntegerField(null=True, blank=True)
    columns_wide = models.PositiveSmallIntegerField(default=1)
    floors_high = models.PositiveSmallIntegerField(default=1)
    footprint = models.MultiPolygonField(srid=settings.STORAGE_SRID, null=True, blank=True, spatial_index=False)
    point = models.PointField(srid=settings.STORAGE_SRID, null=True, blank=True, spatial_index=False)
    built_year = models.PositiveSmallIntegerField(null=True, blank=True)
    opened_on = models.DateField(null=True, blank=True)
    retired_on = models.DateField(null=True, blank=True)
    stated_state = models.CharField(max_length=10, choices=StatedState.choices, blank=True)
    stated_until = models.DateField(null=True, blank=True, editable=False)
    notes = models.TextField(blank=True)

    class Meta(MunicipalityOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *MunicipalityOwned.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality", "cemetery", "section", "kind", "number_key"],
                condition=models.Q(retired_on__isnull=True),
                name="x3_one_unit_per_number",
                nulls_distinct=False,
                violation_error_code="X3",
            ),
            models.CheckConstraint(
                condition=models.Q(opened_on__isnull=True)
                | models.Q(retired_on__isnull=True)
                | models.Q(opened_on__lt=models.F("retired_on")),
                name="x19_a_unit_is_retired_after_it_was_opened",
            ),
            sound("footprint", "x33_a_unit_is_a_valid_area"),
            models.CheckConstraint(
                condition=models.Q(columns_wide__gte=1, floors_high__gte=1), name="x34_a_unit_has_one_cell_at_least"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "section", "number_order"], name="registry_unit_section_order"),
            models.Index(fields=["municipality", "number_key"], name="registry_unit_number"),
            models.Index(fields=["municipality", "kind"], name="registry_unit_kind"),
            GistIndex(fields=["municipality", "footprint"], name="registry_unit_footprint"),
            GistIndex(fields=["municipality", "point"], name="registry_unit_point"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}".strip()

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the matching key and the sort key in step with the number."""
        self.set_number(self.number)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def set_number(self, number: str) -> None:
        """Set the number as written, with the keys under which it is matched ("012 BIS" = "12 bis") and sorted."""
        self.number, self.number_key, self.number_order = number, number_key(number), natural_order(number)

    def get_absolute_url(self) -> str:
        """Return the address of the unit's sheet in the town that is open."""
        return reverse("registry:unit", kwargs={"town": self.municipality.slug, "pk": self.pk})
