"""`run_campaign`: the letters about the rights that end in a period, from the register to the print file."""

import json
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cementiris.accounts.queries import find_municipality
from cementiris.notices.models import Campaign, CampaignStatus
from cementiris.notices.reports import campaign_report
from cementiris.notices.services.planning import CampaignRefusedError, NobodyToWriteToError, freeze, plan_campaign
from cementiris.notices.services.production import print_file, produce
from cementiris.notices.workbook import list_workbook
from cementiris.tenancy.scope import municipality


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"«{text}» no és una data. Escriviu-la com 2027-01-31.") from error


class Command(BaseCommand):
    """Plan, freeze and print; asked twice the same, it gives the same letters."""

    help = "Writes cartes.pdf and llista.xlsx about the rights that end between two days, both included."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take town, period, date of the letters and where to write."""
        parser.add_argument("--municipality", required=True, help="INE code or slug of the town")
        parser.add_argument("--expiring-from", required=True, help="first day, such as 2027-01-01")
        parser.add_argument("--expiring-to", required=True, help="last day, included")
        parser.add_argument("--on", required=True, help="date of the letters")
        parser.add_argument("--output", required=True, type=Path, help="folder for cartes.pdf and llista.xlsx")
        parser.add_argument("--report", type=Path, help="write the figures to this JSON file")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the campaign and say what came of it."""
        town = find_municipality(options["municipality"])
        if town is None:
            given = options["municipality"]
            raise CommandError(f"No hi ha cap municipi obert amb el codi {given}. Obriu-lo amb add_town.")
        days = [_day(options[name]) for name in ("expiring_from", "expiring_to", "on")]
        with municipality(town.pk):
            campaign = self._run(*days)
            if campaign.status != CampaignStatus.DRAFT:
                self._write(campaign, options["output"])
            report = campaign_report(campaign)
        text = json.dumps(report, ensure_ascii=False, indent=2)
        if options["report"]:
            _write_file(options["report"], f"{text}\n".encode())
        self.stdout.write(text)

    def _run(self, ends_from: date, ends_until: date, on: date) -> Campaign:
        """A period in which no right ends is no fault: it stays a draft, and its report says so."""
        try:
            campaign = plan_campaign(ends_from=ends_from, ends_until=ends_until, on=on, actor=None)
            return produce(freeze(campaign, at=timezone.now(), actor=None), at=timezone.now())
        except NobodyToWriteToError as nobody:
            self.stderr.write(str(nobody))
            return campaign
        except CampaignRefusedError as error:
            raise CommandError(str(error)) from error

    def _write(self, campaign: Campaign, folder: Path) -> None:
        _write_file(folder / "cartes.pdf", print_file(campaign, at=timezone.now()))
        _write_file(folder / "llista.xlsx", list_workbook(campaign))


def _write_file(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise CommandError(f"No es pot escriure {path}. Reviseu la carpeta i que hi pugueu escriure.") from error
