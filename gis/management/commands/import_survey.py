"""`import_survey FILE`: give a cemetery its geometry from a survey file."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cementiris.accounts.models import Municipality
from cementiris.accounts.queries import find_municipality
from cementiris.tenancy.scope import municipality
from gis.messages.surveys import refusal_sentence
from gis.services.survey_files import bring_in
from gis.services.survey_plan import Bringing, SurveyReport
from gis.services.survey_reports import report_as_json
from gis.surveys.packing import from_disk
from gis.surveys.reading import SurveyRequest
from gis.surveys.refusals import SurveyRefusedError
from gis.surveys.towns import box_of


class Command(BaseCommand):
    """Read, judge and join a survey file; without --commit it only says what would happen."""

    help = "Brings a cemetery's plan in: import_survey F.gpkg --municipality 08113 --cemetery NOM --code-field codi"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, where it belongs and how to read it."""
        parser.add_argument("file", type=Path, help="shp, zip with a shp, gpkg, geojson, kml, kmz or dxf")
        parser.add_argument("--municipality", required=True, help="INE code or slug of an open town")
        parser.add_argument("--cemetery", required=True, help="name; made when the town has none of that name")
        parser.add_argument("--code-field", required=True, help="the field that holds each grave's or block's code")
        parser.add_argument("--layer", help="which layer, when the file has several")
        parser.add_argument("--srid", type=int, help="EPSG number, when the file has none or a wrong one")
        parser.add_argument("--swap-axes", action="store_true", help="the file says north before east: turn its axes")
        parser.add_argument("--commit", action="store_true", help="write it; otherwise nothing is kept")
        parser.add_argument("--report", type=Path, help="write the report to this JSON file")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, write the report and say in three lines what happened."""
        town = find_municipality(options["municipality"])
        if town is None:
            raise CommandError(
                f"El municipi {options['municipality']} no està obert. Obriu-lo amb add_town i el seu codi INE."
            )
        self._check_place_of(options["report"])
        try:
            with municipality(town.pk):
                report = self._imported(town, options)
                text = json.dumps(report_as_json(report), ensure_ascii=False, indent=2)
        except SurveyRefusedError as error:
            raise CommandError(refusal_sentence(error)) from error
        self._save(options["report"], text)
        self._say(report, is_committed=options["commit"])

    def _imported(self, town: Municipality, options: dict[str, Any]) -> SurveyReport:
        request = SurveyRequest(
            options["code_field"],
            options["layer"],
            options["srid"],
            box_of(town.code),
            options["swap_axes"],
        )
        wish = Bringing(cemetery_name=options["cemetery"], at=timezone.now())
        return bring_in(from_disk(options["file"]), request, wish, commit=options["commit"])

    def _check_place_of(self, path: Path | None) -> None:
        """Say that the report cannot be written before anything else is."""
        if path is not None and (path.is_dir() or not path.absolute().parent.is_dir()):
            raise CommandError(f"L'informe no s'ha pogut desar a {path}: la carpeta no existeix. No s'ha canviat res.")

    def _save(self, path: Path | None, text: str) -> None:
        if path is None:
            return
        try:
            path.write_text(text + "\n", encoding="utf-8")
        except OSError as error:
            raise CommandError(f"L'informe no s'ha pogut desar a {path}. Reviseu que hi pugueu escriure.") from error

    def _say(self, report: SurveyReport, *, is_committed: bool) -> None:
        survey = report.survey
        self.stdout.write(
            f"{survey.read_count} elements llegits: {report.accepted_count} bons, {report.warned_count} amb avís, "
            f"{report.refused_count} no admesos."
        )
        self.stdout.write(
            f"{report.matched_count} coincideixen amb el registre; {report.created_unit_count} sepultures i "
            f"{report.created_section_count} seccions noves; "
            f"{len(report.units_without_feature)} sepultures del registre no surten al plànol."
        )
        self.stdout.write("Desat." if is_committed else "Només s'ha comprovat: no s'ha desat res (--commit per desar).")
