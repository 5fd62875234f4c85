"""History of every change, written by database triggers so that bulk writes are seen too."""

from collections.abc import Callable
from typing import TypeVar, cast

import pghistory
from django.db import models

_Model = TypeVar("_Model", bound=type[models.Model])


def tracked() -> Callable[[_Model], _Model]:
    """Keep the former state of each row that is changed or deleted, with user and page, in the town's own table.

    Only what *was* is copied: the row itself says what is, and its act or import batch says how it came.
    The context lies in the event row, because pghistory's shared context table would cross towns.
    """
    return cast(
        Callable[[_Model], _Model],
        pghistory.track(
            pghistory.UpdateEvent(row=pghistory.Old),
            pghistory.DeleteEvent(row=pghistory.Old),
            context_field=pghistory.ContextJSONField(),
            context_id_field=pghistory.ContextUUIDField(),
            append_only=True,
            attrs={"pgh_id": models.BigAutoField(primary_key=True)},
        ),
    )
