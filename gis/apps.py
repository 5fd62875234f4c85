"""The gis app."""

from django.apps import AppConfig


class GisConfig(AppConfig):
    """Plan, elevation and survey files."""

    name = "gis"
    label = "plan"  # django.contrib.gis holds the label "gis"
