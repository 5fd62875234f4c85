"""`export_register`: the register as JSON Lines."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cementiris.accounts.queries import find_municipality
from cementiris.registry.models import Cemetery
from cementiris.tenancy.scope import municipality
from imports.exporting import export_cemetery


class Command(BaseCommand):
    """Write what a town's register holds, one unit a line (docs/export-format.md)."""

    help = "Writes the register of a town, or of one of its cemeteries, as JSON Lines."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the town, perhaps one cemetery, and the file to write."""
        parser.add_argument("--municipality", required=True, help="INE code or slug")
        parser.add_argument("--cemetery", help="name; all cemeteries when left out")
        parser.add_argument("--output", required=True, type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file whole: it takes its name only when complete."""
        town = find_municipality(options["municipality"])
        if town is None:
            raise CommandError(f"El municipi {options['municipality']} no és obert: bin/manage add_town CODI l'obre.")
        target: Path = options["output"]
        partial = target.with_name(target.name + ".part")
        try:
            with municipality(town.pk), partial.open("w", encoding="utf-8") as output:
                count = sum(self._write(cemetery, output) for cemetery in self._cemeteries(options["cemetery"]))
            partial.replace(target)
        except OSError as error:
            raise CommandError(
                f"No es pot escriure {target}. Reviseu que la carpeta existeixi i que hi pugueu escriure."
            ) from error
        self.stdout.write(f"{count} línies a {target}")

    def _cemeteries(self, name: str | None) -> list[Cemetery]:
        found = list(Cemetery.objects.filter(name=name) if name else Cemetery.objects.all())
        if name and not found:
            names = ", ".join(cemetery.name for cemetery in Cemetery.objects.all()) or "cap"
            raise CommandError(f"No hi ha cap cementiri que es digui «{name}». N'hi ha: {names}.")
        return found

    def _write(self, cemetery: Cemetery, output: Any) -> int:
        count = 0
        for line in export_cemetery(cemetery):
            output.write(json.dumps(line, ensure_ascii=False) + "\n")
            count += 1
        return count
