"""Bringing a checked import into the register: one transaction, all or nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from cementiris.accounts.models import User
from cementiris.registry.models import Act, ActKind, Cemetery, Concession, Movement, Person
from cementiris.registry.queries import ordinance_on
from cementiris.tenancy.bulk import insert_many
from imports.models import BatchState, ImportBatch, ImportRow, SourceLink
from imports.rows import CleanRow, Fate
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
    concession: Concession | None
    movements: list[Movement]


@transaction.atomic
def commit(batch: ImportBatch, rows: Sequence[CleanRow], *, actor: User | None, at: datetime) -> ImportBatch:
    """Write what the accepted and warned rows say into the register; refused rows are left for the clerk.

    Committing twice does nothing the second time (R77). Rows that contradict a right in force are kept as disputed.
    """
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.state == BatchState.COMMITTED:
        return batch
    cemetery, _ = Cemetery.objects.get_or_create(name=batch.cemetery_name)
    cemetery = Cemetery.objects.select_for_update().get(pk=cemetery.pk)
    usable = [row for row in rows if row.fate is not Fate.REFUSED]
    counts = _write(cemetery, batch, usable, on=at.date())
    batch.cemetery, batch.state, batch.committed_at, batch.result = cemetery, BatchState.COMMITTED, at, counts
    batch.save(update_fields=["cemetery", "state", "committed_at", "result"])
    names = ", ".join(file.name for file in batch.files.all())
    Act.objects.create(kind=ActKind.IMPORT, on=at.date(), detail=names[:300], recorded_by=actor)
    return batch


def _write(cemetery: Cemetery, batch: ImportBatch, rows: list[CleanRow], *, on: date) -> dict[str, int]:
    places = Places.of(cemetery)
    units = [places.unit_for(row.unit) if row.unit else None for row in rows]
    places.write()
    people = People()
    people.load({holder.national_id for row in rows if row.concession for holder in row.concession.holders})
    burials, rights = Burials(cemetery, people), Rights(people, ordinance_on(on).perpetual_years)
    burials.load()
    rights.load(cemetery.pk)
    unit_ids = [unit.pk if unit else None for unit in units]
    told = _tell(rows, unit_ids, burials, rights)
    people.write()
    burials.write()
    rights.write()
    _note_dead_holders(rights)
    insert_many(SourceLink, _links(batch, told))
    return {
        "units": len(places.new_units),
        "people": len(people.new),
        "burials": len(burials.new),
        "concessions": len(rights.new),
        "left": sum(1 for item in told if item.unit_id) - len(places.new_units),
    }


def _tell(rows: list[CleanRow], unit_ids: list[int | None], burials: Burials, rights: Rights) -> list[_Told]:
    """The dead come first: a holder who rests in the unit is the same person."""
    told = [
        _Told(
            row,
            unit_id,
            None,
            [movement for burial in row.burials for movement in burials.add(unit_id, burial, row.file)],
        )
        for row, unit_id in zip(rows, unit_ids, strict=True)
    ]
    for item in told:
        if item.row.concession is not None and item.unit_id is not None:
            item.concession = rights.add(item.unit_id, item.row.concession)
    return told


def _note_dead_holders(rights: Rights) -> None:
    """A known person whom this import buries is dead from now on."""
    dead = [holding.person_id for holding in rights.holdings if holding.person.is_dead]
    Person.objects.filter(pk__in=dead, is_dead=False).update(is_dead=True)


def _links(batch: ImportBatch, told: Iterable[_Told]) -> list[SourceLink]:
    keys: dict[_RowKey, int] = {
        (file, sheet, row, cell): pk
        for file, sheet, row, cell, pk in ImportRow.objects.filter(batch=batch).values_list(
            "file_name", "sheet", "row", "cell", "pk"
        )
    }
    links = []
    for item in told:
        row_id = keys[item.row.file, item.row.sheet, item.row.row, item.row.cell]
        written = item.row.unit.code_as_written[:80] if item.row.unit else ""
        right = item.concession.pk if item.concession else None
        links.append(SourceLink(row_id=row_id, unit_id=item.unit_id, concession_id=right, written=written))
        links += [SourceLink(row_id=row_id, unit_id=item.unit_id, movement_id=made.pk) for made in item.movements]
    return links
