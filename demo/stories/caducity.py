"""Caducity files in different steps: just opened, announced, alleged against, suspended, declared, ended, archived."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time, timedelta
from typing import Any

from cementiris.registry.entries import ClearanceEntry, RenewalEntry
from cementiris.registry.entries.endings import LapseStepEntry, OpenLapseEntry
from cementiris.registry.models import BurialUnit, LapseCause, LapseFile, UnitKind
from cementiris.registry.models import LapseStepKind as Kind
from cementiris.registry.queries import resting_in
from cementiris.registry.rules.facts import ClearanceBasis
from cementiris.registry.rules.lapse_facts import Outcome
from cementiris.registry.services.clearances import register_clearance
from cementiris.registry.services.extensions import renew_concession
from cementiris.registry.services.lapse import open_lapse, record_step
from demo.stories.pictures import photograph
from demo.stories.stage import Stage


def open_file(
    stage: Stage, unit: BurialUnit, cause: LapseCause = LapseCause.END_OF_TERM, report: str = ""
) -> LapseFile:
    """Open the file of the right over the unit on the day of the scene."""
    act = open_lapse(unit=unit, entry=OpenLapseEntry(on=stage.on, cause=cause, report=report), sent=stage.sent())
    return LapseFile.objects.get(act=act)


def do(stage: Stage, file: LapseFile, kind: Kind, outcome: str = "", **more: Any) -> None:
    """Record a step on the day of the scene."""
    entry = LapseStepEntry(kind=kind, on=stage.on, outcome=outcome, **more)
    record_step(unit=file.concession.unit, entry=entry, sent=stage.sent(), file=file)


def just_opened(stage: Stage) -> Iterator[int]:
    """The term is over: the file was opened last week and nobody has been told yet."""
    yield 6
    open_file(stage, stage.expired(days=90), report="Vençut i sense resposta als avisos.")


def announced(stage: Stage) -> Iterator[int]:
    """Nobody at home, twice: the announcement is out and the term to be heard runs."""
    yield 48
    file = open_file(stage, stage.expired(days=200))
    yield 41
    do(stage, file, Kind.NOTICE, Outcome.ABSENT, at=time(10, 20))
    yield 40
    do(stage, file, Kind.NOTICE, Outcome.ABSENT, at=time(17, 45))
    yield 12
    do(stage, file, Kind.ANNOUNCEMENT, note="BOE, suplement de notificacions")


def sent_back(stage: Stage) -> Iterator[int]:
    """The letter came back for its address: the roll was looked up, the second attempt is due."""
    yield 33
    file = open_file(stage, stage.expired(days=200))
    yield 25
    do(stage, file, Kind.NOTICE, Outcome.WRONG_ADDRESS, at=time(12, 5))
    yield 18
    do(stage, file, Kind.ADDRESS_CHECK, Outcome.OTHER_ADDRESS, note="Consta a Manresa")


def alleged(stage: Stage) -> Iterator[int]:
    """Fees unpaid for more than twenty years; the holder alleges that they were paid, and waits for an answer."""
    yield 70
    file = open_file(stage, stage.in_force(), LapseCause.ABANDONMENT)
    yield 66
    do(stage, file, Kind.NOTICE, Outcome.DELIVERED)
    yield 50
    do(stage, file, Kind.ALLEGATION, note="Diu que va pagar en metàl·lic cada any.")


def ruin(stage: Stage) -> Iterator[int]:
    """A tomb in ruin: the holder has some months for works, and the file waits."""
    yield 80
    unit = stage.in_force(kind=UnitKind.TOMB)
    file = open_file(stage, unit, LapseCause.RUIN, "Informe de l’arquitecte: la llosa ha cedit.")
    yield 77
    do(stage, file, Kind.NOTICE, Outcome.DELIVERED)
    yield 30
    do(stage, file, Kind.WORKS_TERM, due_on=stage.on + timedelta(days=150))


def declared(stage: Stage) -> Iterator[int]:
    """Heard and declared: the two months to go to court run."""
    yield 120
    file = open_file(stage, stage.expired(days=300))
    yield 116
    do(stage, file, Kind.NOTICE, Outcome.DELIVERED)
    yield 60
    do(stage, file, Kind.PHOTOGRAPH, upload=photograph("Bloc Nord", stage.on))
    yield 40
    do(stage, file, Kind.DECLARATION)
    yield 35
    do(stage, file, Kind.ELECTRONIC_NOTICE, Outcome.OPENED)


def ended_and_cleared(stage: Stage) -> Iterator[int]:
    """From the opening to the end of the right; then the remains go to the ossuary, where they stay traceable."""
    yield 560
    unit = stage.expired(days=60, long_ago=True)
    file = open_file(stage, unit)
    yield 555
    do(stage, file, Kind.NOTICE, Outcome.DELIVERED)
    yield 500
    do(stage, file, Kind.PHOTOGRAPH, upload=photograph(str(unit.section), stage.on))
    yield 480
    do(stage, file, Kind.DECLARATION)
    yield 476
    do(stage, file, Kind.NOTICE, Outcome.DELIVERED)
    yield 370
    do(stage, file, Kind.FINAL)
    yield stage.in_season(230)
    ossuary = BurialUnit.objects.filter(kind=UnitKind.OSSUARY).order_by("pk")[0]
    entry = ClearanceEntry(
        movement_ids=tuple(resting_in(unit, stage.on).values_list("pk", flat=True)), on=stage.on,
        basis=ClearanceBasis.ENDED, destination=ossuary,
    )  # fmt: skip
    register_clearance(unit=unit, entry=entry, sent=stage.sent())


def renewed_in_time(stage: Stage) -> Iterator[int]:
    """The notice of the file moves the family to renew: the file is archived."""
    yield 25
    unit = stage.ending()
    file = open_file(stage, unit)
    yield 21
    do(stage, file, Kind.NOTICE, Outcome.DELIVERED)
    yield 10
    renew_concession(unit=unit, entry=RenewalEntry(on=stage.on, years=5), sent=stage.sent())
    yield 8
    do(stage, file, Kind.CLOSING, Outcome.RENEWED)
