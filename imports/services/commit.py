"""Bringing a checked import into the register: one transaction, all or nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from cementiris.accounts.models import User
from cementiris.registry.models import Act, ActKind, Cemetery, Concession, Movement, Person
from cementiris.registry.names import fold
from cementiris.registry.queries import ordinance_on
from cementiris.tenancy.bulk import insert_in_slices
from cementiris.tenancy.statistics import refresh_statistics
from imports.models import BatchState, ImportBatch, ImportRow, SourceLink
from imports.rows import CleanBurial, CleanRow, Fate, ReadOutcome
from imports.services.burials import Burials
from imports.services.people import People
from imports.services.places import Places
from imports.services.rights import Rights

_RowKey = tuple[str, str, int, str]


@dataclass
class _Told:
    """What one row turned into."""

    row: CleanRow
    unit_id: int | None
    concession: Concession | None = None
    movements: list[Movement] = field(default_factory=list)


@transaction.atomic
def commit(batch: ImportBatch, outcome: ReadOutcome, *, actor: User | None, at: datetime) -> ImportBatch:
    """Write what the accepted and warned rows say into the register; refused rows are left for the clerk.

    Committing twice does nothing the second time (R77). Rows that contradict a right in force are kept as disputed.
    """
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.state == BatchState.COMMITTED:
        return batch
    cemetery, _ = Cemetery.objects.get_or_create(name=batch.cemetery_name)
    cemetery = Cemetery.objects.select_for_update().get(pk=cemetery.pk)
    counts = _write(cemetery, batch, outcome, on=at.date())
    batch.cemetery, batch.state, batch.committed_at, batch.result = cemetery, BatchState.COMMITTED, at, counts
    batch.save(update_fields=["cemetery", "state", "committed_at", "result"])
    names = ", ".join(file.name for file in batch.files.all())
    Act.objects.create(kind=ActKind.IMPORT, on=at.date(), detail=names[:300], recorded_by=actor)
    transaction.on_commit(refresh_statistics)
    return batch


def _write(cemetery: Cemetery, batch: ImportBatch, outcome: ReadOutcome, *, on: date) -> dict[str, int]:
    places = Places.of(cemetery)
    usable = {index: row for index, row in enumerate(outcome.rows) if row.fate is not Fate.REFUSED}
    rows = list(usable.values())
    places.open_described(row.unit for row in rows if row.unit)
    units = {index: places.unit_for(row.unit) if row.unit else None for index, row in usable.items()}
    places.write()
    people = People()
    people.load({holder.national_id for row in rows if row.concession for holder in row.concession.holders})
    burials, rights = Burials(cemetery, people), Rights(people, ordinance_on(on).perpetual_years)
    burials.load()
    rights.load(cemetery.pk)
    told = {index: _Told(row, unit.pk if (unit := units[index]) else None) for index, row in usable.items()}
    _tell_burials(told, burials, outcome.exhumations)
    _tell_rights(told, rights)
    people.write()
    burials.write()
    rights.write()
    _note_dead_holders(rights)
    insert_in_slices(SourceLink, _links(batch, told.values()))
    return {
        "units": len(places.new_units),
        "people": len(people.new),
        "burials": len(burials.new),
        "concessions": len(rights.new),
        "left": sum(1 for item in told.values() if item.unit_id) - len(places.new_units),
    }


def _tell_burials(told: dict[int, _Told], burials: Burials, exhumations: dict[int, int]) -> None:
    """Who was brought in comes first; then rows that only take somebody out find their burial."""
    for item in told.values():
        for burial in item.row.burials:
            if not burial.is_exhumation:
                item.movements += burials.add(item.unit_id, burial, item.row.file)
    for index, item in told.items():
        brought_in = told.get(exhumations.get(index, -1))
        for burial in item.row.burials:
            if burial.is_exhumation:
                known = _burial_of(burial, brought_in.movements) if brought_in else None
                item.movements.append(burials.take_out(item.unit_id, burial, known))


def _burial_of(taken_out: CleanBurial, movements: list[Movement]) -> Movement | None:
    name = fold(taken_out.text)
    same = (movement for movement in movements if fold(movement.deceased.text) == name)
    return next(same, movements[0] if movements else None)


def _tell_rights(told: dict[int, _Told], rights: Rights) -> None:
    """The dead are known by now: a holder who rests in the unit is the same person."""
    for item in told.values():
        if item.row.concession is not None and item.unit_id is not None:
            item.concession = rights.add(item.unit_id, item.row.concession)


def _note_dead_holders(rights: Rights) -> None:
    """A known person whom this import buries is dead from now on."""
    dead = [holding.person_id for holding in rights.holdings if holding.person.is_dead]
    Person.objects.filter(pk__in=dead, is_dead=False).update(is_dead=True)


def _links(batch: ImportBatch, told: Iterable[_Told]) -> Iterator[SourceLink]:
    keys: dict[_RowKey, int] = {
        (file, sheet, row, cell): pk
        for file, sheet, row, cell, pk in ImportRow.objects.filter(batch=batch).values_list(
            "file_name", "sheet", "row", "cell", "pk"
        )
    }
    for item in told:
        row_id = keys[item.row.file[:200], item.row.sheet[:120], item.row.row, item.row.cell]
        written = item.row.unit.code_as_written[:80] if item.row.unit else ""
        right = item.concession.pk if item.concession else None
        yield SourceLink(row_id=row_id, unit_id=item.unit_id, concession_id=right, written=written)
        for made in item.movements:
            yield SourceLink(row_id=row_id, unit_id=item.unit_id, movement_id=made.pk)
