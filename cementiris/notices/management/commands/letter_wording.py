"""`letter_wording`: show a town's words for the expiry letter, or give it new ones."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cementiris.accounts.queries import find_municipality
from cementiris.documents.models import DocumentKind
from cementiris.documents.services import current_template
from cementiris.documents.wording import WordingFault
from cementiris.notices.services.wording import change_wording
from cementiris.tenancy.scope import municipality


class Command(BaseCommand):
    """Print the wording in use; with a file, check it and keep it as the next version."""

    help = "Prints the wording of a town's expiry letter, or replaces it by that of a text file (UTF-8)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the town and, to change the words, a file."""
        parser.add_argument("--municipality", required=True, help="INE code or slug of the town")
        parser.add_argument("--set", type=Path, dest="file", help="text file with the new wording")

    def handle(self, *args: Any, **options: Any) -> None:
        """Show or change."""
        given = options["municipality"]
        town = find_municipality(given)
        if town is None:
            raise CommandError(f"No hi ha cap municipi obert amb el codi {given}. Obriu-lo amb add_town.")
        with municipality(town.pk):
            if options["file"] is None:
                self.stdout.write(current_template(DocumentKind.EXPIRY_NOTICE).body)
            else:
                self._change(options["file"])

    def _change(self, file: Path) -> None:
        try:
            template = change_wording(file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"No es pot llegir {file} com a text UTF-8.") from error
        except WordingFault as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Text de les cartes, versió {template.version}.")
