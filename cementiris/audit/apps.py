"""The audit app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """History and the access log."""

    name = "cementiris.audit"
