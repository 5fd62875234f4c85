"""The county app."""

from typing import Any

from django.apps import AppConfig
from django.db import transaction
from django.db.models.signals import post_save


class CountyConfig(AppConfig):
    """Figures of all towns."""

    name = "cementiris.county"

    def ready(self) -> None:
        """Count a town anew when an import has changed its register or a survey its plan."""
        from gis.models import SurveyFile
        from imports.models import ImportBatch

        for source in (ImportBatch, SurveyFile):
            post_save.connect(_count_after, sender=source, dispatch_uid=f"county.{source.__name__}")


def _count_after(sender: Any, instance: Any, **kwargs: Any) -> None:
    """The import itself is not held up, nor stopped, by what is only counted of it."""
    from cementiris.county.tasks import count_here

    if instance.state in {"committed", "undone"}:
        transaction.on_commit(count_here.defer_here, robust=True)
