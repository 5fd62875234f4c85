"""The registry app: the heart."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """Places, people, rights and burials."""

    name = "cementiris.registry"
