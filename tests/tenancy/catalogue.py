"""What the models say must be guarded, and what PostgreSQL's own catalogue says is."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection, models
from pghistory.models import Event

OUR_APPS = ("cementiris.", "gis", "imports", "demo")


def query(sql: str, *params: object) -> list[tuple[Any, ...]]:
    """Return the rows of `sql`."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def our_models() -> list[type[models.Model]]:
    """Return the models with tables of their own of the project's apps; third-party tables hold no town's data."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and apps.get_app_config(model._meta.app_label).name.startswith(OUR_APPS)
    ]


def is_history(model: type[models.Model]) -> bool:
    """Whether triggers write the table: its rows outlive what they point at, so its references carry no key."""
    return issubclass(model, Event)


def references(owned: list[type[models.Model]]) -> Iterator[tuple[str, str, str]]:
    """Yield table, column and parent table of each reference between two towns' own tables."""
    for model in owned:
        for field in model._meta.concrete_fields:
            parent = field.related_model
            if isinstance(field, models.ForeignKey) and parent in owned:
                yield model._meta.db_table, field.column, parent._meta.db_table
