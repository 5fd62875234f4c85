"""The imports app."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """Legacy registers: staged, understood, checked, committed."""

    name = "imports"
