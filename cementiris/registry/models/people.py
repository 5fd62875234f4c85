"""People: holders, beneficiaries and the dead are all persons of the register."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from cementiris.audit.history import tracked
from cementiris.registry.fields import EdtfField
from cementiris.registry.name_display import display_name
from cementiris.registry.names import search_key
from cementiris.tenancy.models import MunicipalityOwned


class PersonKind(models.TextChoices):
    """What stands behind a name of the register."""

    NATURAL = "natural", _("Persona")
    INSTITUTION = "institution", _("Entitat")
    UNKNOWN = "unknown", _("Desconeguda")


class Sex(models.TextChoices):
    """Sex as the register of burials states it."""

    FEMALE = "F", _("Dona")
    MALE = "M", _("Home")


class HealthGroup(models.TextChoices):
    """Sanitary group by cause of death (Decreto 2263/1974 art. 8 [S32])."""

    GROUP_1 = "1", _("I")
    GROUP_2 = "2", _("II, el general")


@tracked()
class Person(MunicipalityOwned):
    """Somebody (or some body, such as a parish) whose name stands in the register; `text` is the name as written."""

    kind = models.CharField(max_length=12, choices=PersonKind.choices, default=PersonKind.NATURAL)
    text = models.CharField(max_length=200, blank=True)
    given_name = models.CharField(max_length=80, blank=True)
    surname1 = models.CharField(max_length=80, blank=True)
    surname2 = models.CharField(max_length=80, blank=True)
    folded = models.CharField(max_length=220, blank=True, editable=False)
    national_id = models.CharField(max_length=20, blank=True)
    sex = models.CharField(max_length=1, choices=Sex.choices, blank=True)
    born_on = EdtfField(earliest="born_from")
    born_from = models.DateField(null=True, editable=False)
    died_on = EdtfField(earliest="died_from", latest="died_until")
    died_from = models.DateField(null=True, editable=False)
    died_until = models.DateField(null=True, editable=False)
    is_dead = models.BooleanField(default=False)
    health_group = models.CharField(max_length=1, choices=HealthGroup.choices, default=HealthGroup.GROUP_2)
    address = models.CharField(max_length=150, blank=True)
    postal_code = models.CharField(max_length=5, blank=True)
    locality = models.CharField(max_length=80, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    hidden_from_public = models.BooleanField(default=False)
    notes = models.TextField(blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="merged", db_index=False, db_constraint=False
    )

    class Meta(MunicipalityOwned.Meta):
        indexes: ClassVar[list[models.Index]] = [
            GinIndex(fields=["folded"], opclasses=["gin_trgm_ops"], name="registry_person_folded"),
            models.Index(fields=["municipality", "national_id"], name="registry_person_national_id"),
            models.Index(
                fields=["municipality", "merged_into"],
                condition=models.Q(merged_into__isnull=False),
                name="registry_person_merged",
            ),
        ]

    def __str__(self) -> str:
        shown = display_name(self.text, self.given_name, self.surname1, self.surname2)
        return shown or str(_("Persona desconeguda"))

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the search key in step with the name."""
        self.folded = search_key(self.text)
        super().save(*args, **kwargs)  # type: ignore[arg-type]
