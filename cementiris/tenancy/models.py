"""The base of every table whose rows belong to one town."""

from typing import Any, ClassVar

from django.db import models

from cementiris.tenancy.scope import current_municipality_id


class MunicipalityOwned(models.Model):
    """A row that belongs to one town; row-level security shows it only while that town is open.

    The pair (municipality, id) is unique so that children can point at it with a composite foreign key.
    """

    municipality = models.ForeignKey(
        "accounts.Municipality",
        on_delete=models.PROTECT,
        default=current_municipality_id,
        editable=False,
        db_index=False,
        related_name="+",
    )

    class Meta:
        abstract = True
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["municipality", "id"], name="%(app_label)s_%(class)s_town_id"),
        ]
