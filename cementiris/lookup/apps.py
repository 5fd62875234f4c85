"""The lookup app."""

from django.apps import AppConfig


class LookupConfig(AppConfig):
    """The citizens’ search."""

    name = "cementiris.lookup"
