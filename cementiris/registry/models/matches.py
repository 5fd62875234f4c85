"""Persons that may be one and the same: what a clerk decided of a pair, and how to take it back."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from cementiris.audit.history import tracked
from cementiris.registry.models.acts import Act
from cementiris.registry.models.people import Person
from cementiris.tenancy.models import MunicipalityOwned


class Verdict(models.TextChoices):
    """What a clerk says of two entries."""

    SAME = "same", _("És la mateixa persona")
    DIFFERENT = "different", _("Són persones diferents")


@tracked()
class PersonMatch(MunicipalityOwned):
    """A clerk's verdict on two entries. Of a merger, `moved` says which rows went from `other` to `kept`, and what
    `kept` was before, so that it can be undone.
    """

    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    moved = models.JSONField(default=dict, blank=True)
    act = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="matches", db_index=False, db_constraint=False)
    undone_by = models.ForeignKey(
        Act, null=True, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )

    class Meta(MunicipalityOwned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *MunicipalityOwned.Meta.constraints,
            models.CheckConstraint(condition=~models.Q(kept=models.F("other")), name="x50_two_entries"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "kept"], name="registry_match_kept"),
            models.Index(fields=["municipality", "other"], name="registry_match_other"),
        ]

    def __str__(self) -> str:
        return f"{self.other} = {self.kept}"
