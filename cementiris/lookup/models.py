"""What the public may read, and what relatives ask for."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from cementiris.audit.history import tracked
from cementiris.registry.models import Person
from cementiris.registry.name_display import display_name
from cementiris.tenancy.models import MunicipalityOwned


class PublicEntry(models.Model):
    """Somebody who rests in one of the town's cemeteries, as the public may know it (R67).

    A row of the view `lookup_publicentry`: natural persons only, each once, at the place where they rest now, and
    nobody whom a relative had hidden (R68). The view holds no holder, document, address, fee or cause of death.
    `known_until` is the latest day on which death or burial can have been; None where neither has a date.
    """

    id = models.BigIntegerField(primary_key=True)
    name = models.CharField(max_length=200)
    given_name = models.CharField(max_length=80)
    surname1 = models.CharField(max_length=80)
    surname2 = models.CharField(max_length=80)
    folded = models.CharField(max_length=220)
    year_of_death = models.IntegerField(null=True)
    year_of_burial = models.IntegerField(null=True)
    known_until = models.DateField(null=True)
    cemetery_id = models.BigIntegerField()
    cemetery_name = models.CharField(max_length=120)
    section_id = models.BigIntegerField(null=True)
    section_level = models.CharField(max_length=40)
    section_name = models.CharField(max_length=80)
    unit_id = models.BigIntegerField(null=True)
    unit_kind = models.CharField(max_length=20)
    unit_number = models.CharField(max_length=40)
    floor = models.IntegerField(null=True)
    column = models.IntegerField(null=True)
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    metres_from_entrance = models.FloatField(null=True)

    class Meta:
        managed = False
        db_table = "lookup_publicentry"

    def __str__(self) -> str:
        return display_name(self.name, self.given_name, self.surname1, self.surname2)


class ErasureKind(models.TextChoices):
    """What a relative asks for (LOPDGDD art. 3)."""

    CORRECTION = "correction", _("Que es corregeixin les dades")
    REMOVAL = "removal", _("Que es retirin de la consulta pública")


@tracked()
class ErasureRequest(MunicipalityOwned):
    """A relative's request to correct or withdraw what the public sees of a deceased person (R68)."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="erasure_requests", db_index=False, db_constraint=False
    )
    kind = models.CharField(max_length=12, choices=ErasureKind.choices)
    text = models.TextField(max_length=2000)
    requester_name = models.CharField(max_length=120)
    relation = models.CharField(max_length=80)
    contact = models.CharField(max_length=150)
    received_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta(MunicipalityOwned.Meta):
        ordering: ClassVar[list[str]] = ["-received_at"]
        constraints: ClassVar[list[Any]] = [*MunicipalityOwned.Meta.constraints]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "person"], name="lookup_erasure_person"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.person}"
