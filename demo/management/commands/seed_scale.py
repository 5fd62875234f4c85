"""`seed_scale`: fill a large invented installation, for benches and for trying things at size."""

import time
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cementiris.tenancy.statistics import refresh_statistics
from demo.scale import Size, in_all, seed


class Command(BaseCommand):
    help = "Fill invented cemeteries in municipalities that are not open yet; towns already open are left as they are."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How much, and from which seed."""
        parser.add_argument("--municipalities", type=int, required=True, help="how many towns to open")
        parser.add_argument("--units", type=int, required=True, help="burial units in all")
        parser.add_argument("--burials", type=int, required=True, help="burials in all")
        parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same people")

    def handle(self, *args: Any, **options: Any) -> None:
        """Seed town by town and say how long it took."""
        size = Size(options["municipalities"], options["units"], options["burials"], options["seed"])
        if size.municipality_count < 1 or size.unit_count < size.municipality_count or size.burial_count < 0:
            raise CommandError("Cal almenys un municipi, una sepultura per municipi i cap nombre negatiu.")
        started = time.monotonic()
        towns = list(seed(size, date.today()))
        if len(towns) < size.municipality_count:
            self.stderr.write(f"Només quedaven {len(towns)} municipis per obrir.")
        refresh_statistics()
        count, units, burials = in_all(towns)
        seconds = time.monotonic() - started
        self.stdout.write(f"{count} municipis, {units} sepultures, {burials} inhumacions en {seconds:.1f} s")
