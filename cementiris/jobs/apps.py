"""The jobs app."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Queue and progress."""

    name = "cementiris.jobs"
