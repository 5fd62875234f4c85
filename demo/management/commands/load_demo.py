"""`load_demo`: two invented towns with their users, for whoever wants to look before deciding."""

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from demo.loading import LOGINS, PASSWORD, NotOurDatabase, is_loaded, load


class Command(BaseCommand):
    help = "Loads the two invented towns and their logins; refuses a database that holds anything else."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load once; a second time only say the logins."""
        if is_loaded():
            self.stdout.write("La demostració ja hi és.")
            return
        started = time.monotonic()
        try:
            load(settings.STATE_DIR / "demo", timezone.now())
        except NotOurDatabase as error:
            raise CommandError(
                "La base de dades ja té altres municipis o usuaris: la demostració només es carrega en una de buida."
            ) from error
        self.stdout.write(f"Demostració carregada en {time.monotonic() - started:.0f} s. Contrasenya: {PASSWORD}")
        for login in LOGINS:
            self.stdout.write(f"  {login.email}")
