"""The tenancy app: no tables of its own."""

from django.apps import AppConfig


class TenancyConfig(AppConfig):
    """Registers the hook that tells every new connection which town is open, and the database checks."""

    name = "cementiris.tenancy"

    def ready(self) -> None:
        """Connect the scope to new connections and register the checks."""
        from cementiris.tenancy import checks  # noqa: F401  (registers itself)
        from cementiris.tenancy.scope import follow_connections

        follow_connections()
