"""The documents app."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Numbered papers of any kind; it receives ready snapshots and never learns what a niche is."""

    name = "cementiris.documents"
