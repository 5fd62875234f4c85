"""The gis app."""

from pathlib import Path

from django.apps import AppConfig
from django.conf import settings


class GisConfig(AppConfig):
    """Plan, elevation and survey files."""

    name = "gis"
    label = "plan"  # django.contrib.gis holds the label "gis"

    def ready(self) -> None:
        """Show PROJ where the operator has put its grids; it never asks the network for one."""
        from gis.surveys.coordinates import use_grids_of

        use_grids_of(Path(settings.PROJ_GRIDS))
