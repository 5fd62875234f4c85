"""Django application of the demo towns; it holds commands and generators, no tables."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Commands `load_demo` and `seed_scale`."""

    name = "demo"
