"""The fees app."""

from django.apps import AppConfig


class FeesConfig(AppConfig):
    """The town's tariffs and what an act costs; it knows kinds of units and nothing of the register."""

    name = "cementiris.fees"
