"""`import_register FILE…`: bring an old register in from the command line."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cementiris.accounts.queries import find_municipality
from cementiris.tenancy.scope import municipality
from cementiris.tenancy.statistics import clear_leftovers
from imports.errors import UnreadableFile
from imports.models import ImportBatch
from imports.pipeline import no_collector, read_register
from imports.rows import SourceFile
from imports.services.commit import commit
from imports.services.report import report_of
from imports.services.stage import committed_twin, keep, mapping_of, with_town_words
from imports.wording import unreadable_sentence

LONGEST_NAME = 120
"""Signs in the name of a cemetery."""


class Command(BaseCommand):
    """Read and check the files; with --commit, bring what is not refused into the register."""

    help = "Imports the register of a cemetery from spreadsheets, text files or old databases."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take files, town and cemetery, and perhaps a mapping and a place for the report."""
        parser.add_argument("files", nargs="+", type=Path)
        parser.add_argument("--municipality", required=True, help="INE code or slug")
        parser.add_argument("--cemetery", required=True, help="name; created on commit when missing")
        parser.add_argument("--mapping", type=Path, help="JSON, see docs/import-mapping.md")
        parser.add_argument("--commit", action="store_true")
        parser.add_argument("--report", type=Path, help="where to write the report as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import inside the town's scope; a file that cannot be read ends with one sentence."""
        town = find_municipality(options["municipality"])
        if town is None:
            raise CommandError(f"El municipi {options['municipality']} no és obert: bin/manage add_town CODI l'obre.")
        self._check_name(options["cemetery"].strip())
        self._check_place_of(options["report"])
        with municipality(town.pk):
            try:
                batch = self._import(options)
            except UnreadableFile as error:
                raise CommandError(unreadable_sentence(error)) from error
            self._tell(batch, options["report"])

    def _check_name(self, name: str) -> None:
        if not 1 <= len(name) <= LONGEST_NAME:
            raise CommandError(f"El nom del cementiri ha de tenir entre 1 i {LONGEST_NAME} signes. Reviseu --cemetery.")

    def _check_place_of(self, path: Path | None) -> None:
        """Say that the report cannot be written before anything else is."""
        if path is not None and (path.is_dir() or not path.absolute().parent.is_dir()):
            raise CommandError(f"L'informe no es pot desar a {path}: la carpeta no existeix. No s'ha canviat res.")

    @no_collector()
    def _import(self, options: dict[str, Any]) -> ImportBatch:
        files = [SourceFile(path.name, self._read(path)) for path in options["files"]]
        mapping = with_town_words(self._mapping(options["mapping"]))
        name = options["cemetery"].strip()
        twin = committed_twin(files, name)
        if twin is not None:
            self.stdout.write("Aquests fitxers ja s'havien incorporat; no canvia res.")
            return twin
        outcome = read_register(files, mapping_of(mapping), on=timezone.localdate())
        batch = keep(files, outcome, cemetery_name=name, mapping=mapping, actor=None)
        if options["commit"]:
            clear_leftovers()
            batch = commit(batch, outcome, actor=None, at=timezone.now())
        return batch

    def _read(self, path: Path) -> bytes:
        try:
            return path.read_bytes()
        except OSError as error:
            raise CommandError(f"No es pot llegir {path}. Reviseu que hi sigui i que el pugueu llegir.") from error

    def _mapping(self, path: Path | None) -> dict[str, Any]:
        if path is None:
            return {}
        try:
            raw = json.loads(self._read(path).decode("utf-8-sig"))
        except ValueError as error:
            raise UnreadableFile("bad_mapping", reason=f"JSON: {error}") from error
        if not isinstance(raw, dict):
            raise UnreadableFile("bad_mapping", reason="JSON: {…}")
        return raw

    def _tell(self, batch: ImportBatch, report: Path | None) -> None:
        counts = batch.counts
        self.stdout.write(
            f"{counts['read']} files llegides: {counts['accepted']} acceptades, {counts['warned']} amb avís, "
            f"{counts['refused']} refusades; {counts['skipped']} que no són dades."
        )
        if batch.result:
            made = batch.result
            self.stdout.write(
                f"Incorporat: {made['units']} sepultures, {made['concessions']} drets, {made['burials']} moviments."
            )
        if report is not None:
            self._save(report, json.dumps(report_of(batch), ensure_ascii=False, indent=1))

    def _save(self, path: Path, text: str) -> None:
        try:
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            raise CommandError(f"L'informe no es pot desar a {path}. Reviseu que hi pugueu escriure.") from error
