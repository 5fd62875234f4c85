"""The ledger of movements: who came, who left, and from which "who rests where on any day" is derived."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from cementiris.audit.history import tracked
from cementiris.registry.fields import EdtfField
from cementiris.registry.models.acts import Act
from cementiris.registry.models.people import Person
from cementiris.registry.models.places import BurialUnit, Cemetery
from cementiris.tenancy.models import MunicipalityOwned


class MovementKind(models.TextChoices):
    """What happened to the remains."""

    BURIAL = "burial", _("Inhumació")
    EXHUMATION = "exhumation", _("Exhumació")
    RELOCATION = "relocation", _("Trasllat")
    REDUCTION = "reduction", _("Reducció de restes")
    MERGER = "merger", _("Agrupació de sepultures")


class Remains(models.TextChoices):
    """In what form somebody is laid to rest."""

    BODY = "body", _("Cadàver")
    REMAINS = "remains", _("Restes")
    ASHES = "ashes", _("Cendres")
    FOETAL = "foetal", _("Restes fetals")
    SURGICAL = "surgical", _("Restes quirúrgiques")


@tracked()
class Movement(MunicipalityOwned):
    """One line of the burial register. A burial without `to_unit` rests in the cemetery at a place not recorded.

    `elsewhere` is the place outside the town's cemeteries where somebody comes from or goes to. A line of a merger
    moves nobody: the unit where they rest has become part of another.
    `on_from` and `on_until` bound the day; where the day is unknown they are those of the death.
    """

    kind = models.CharField(max_length=12, choices=MovementKind.choices)
    deceased = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="movements", db_index=False, db_constraint=False
    )
    cemetery = models.ForeignKey(
        Cemetery, on_delete=models.PROTECT, related_name="movements", db_index=False, db_constraint=False
    )
    from_unit = models.ForeignKey(
        BurialUnit,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="departures",
        db_index=False,
        db_constraint=False,
    )
    to_unit = models.ForeignKey(
        BurialUnit,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="arrivals",
        db_index=False,
        db_constraint=False,
    )
    on = EdtfField(earliest="on_from", latest="on_until")
    on_from = models.DateField(null=True, editable=False)
    on_until = models.DateField(null=True, editable=False)
    at = models.DateTimeField(null=True, blank=True)
    died_at = models.DateTimeField(null=True, blank=True)
    remains = models.CharField(max_length=10, choices=Remains.choices, default=Remains.BODY)
    licence_number = models.CharField(max_length=40, blank=True)
    licence_on = models.DateField(null=True, blank=True)
    judicial_authorisation = models.CharField(max_length=80, blank=True)
    cremation_certificate = models.CharField(max_length=80, blank=True)
    conservation = models.CharField(max_length=20, blank=True)
    funeral_company = models.CharField(max_length=120, blank=True)
    purpose = models.CharField(max_length=20, blank=True)
    reburied_on = models.DateField(null=True, blank=True)
    elsewhere = models.CharField(max_length=150, blank=True)
    health_authorisation = models.CharField(max_length=80, blank=True)
    is_charity = models.BooleanField(default=False)
    legacy_key = models.CharField(max_length=80, blank=True)
    annulled = models.BooleanField(default=False)
    act = models.ForeignKey(
        Act, null=True, on_delete=models.PROTECT, related_name="movements", db_index=False, db_constraint=False
    )
    notes = models.TextField(blank=True)

    class Meta(MunicipalityOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *MunicipalityOwned.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality", "cemetery", "legacy_key"],
                condition=~models.Q(legacy_key="") & models.Q(annulled=False),
                name="r77_one_movement_per_legacy_key",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "to_unit"], name="registry_movement_to"),
            models.Index(fields=["municipality", "from_unit"], name="registry_movement_from"),
            models.Index(fields=["municipality", "deceased", "-on_from", "-id"], name="registry_movement_person"),
            models.Index(fields=["municipality", "cemetery", "-on_from"], name="registry_movement_book"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"
