"""`add_town CODE`: open a town by its INE code."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cementiris.accounts.services import UnknownMunicipalityError, open_town


class Command(BaseCommand):
    """Open a town from the reference data; a town that is open already stays as it is."""

    help = "Opens a town by its five-digit INE code (Manresa is 08113)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the code."""
        parser.add_argument("code")

    def handle(self, *args: Any, **options: Any) -> None:
        """Open the town and say its address."""
        code = options["code"]
        try:
            town, is_new = open_town(code)
        except UnknownMunicipalityError as error:
            raise CommandError(
                f"Cap municipi de Catalunya té el codi {code}. Poseu-hi el codi INE de cinc xifres (Manresa: 08113)."
            ) from error
        self.stdout.write(f"{town.name} ({town.code}): /{town.slug}/ {'obert' if is_new else 'ja era obert'}")
