"""The app that holds the look of the product."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    """Template tags and the words of the states."""

    name = "cementiris.design"
    label = "design"
