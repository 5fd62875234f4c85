"""The accounts app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Towns, users and memberships."""

    name = "cementiris.accounts"
