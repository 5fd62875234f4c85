"""The notices app."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Campaigns of letters to the holders of rights."""

    name = "cementiris.notices"
