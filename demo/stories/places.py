"""What befalls the units themselves: closed for a time, made one, numbered anew; and who rests in common places."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from cementiris.registry.entries.places import ClosingEntry, MergeEntry, RenumberingEntry
from cementiris.registry.models import ClosureReason
from cementiris.registry.services.closures import close_units, reopen_units
from cementiris.registry.services.renumbering import renumber_unit
from cementiris.registry.services.unit_changes import merge_units
from demo.stories.cast import bury, grant, living, who
from demo.stories.stage import Stage


def closed_for_works(stage: Stage) -> Iterator[int]:
    """Two niches whose roof leaks: one is back in service, one is not."""
    yield 140
    unit, other = stage.free_niche(), stage.free_niche()
    entry = ClosingEntry(
        on=stage.on, unit_ids=(unit.pk, other.pk), reason=ClosureReason.WORKS, note="Filtracions de la coberta"
    )
    close_units(unit=None, entry=entry, sent=stage.sent())
    yield 60
    reopen_units(unit=other, entry=ClosingEntry(on=stage.on, unit_ids=(other.pk,)), sent=stage.sent())


def ruined_niche(stage: Stage) -> Iterator[int]:
    """A niche in ruin, and nobody knows when it can be used again."""
    yield 400
    unit = stage.free_niche()
    entry = ClosingEntry(on=stage.on, unit_ids=(unit.pk,), reason=ClosureReason.RUIN, note="Esquerda a la volta")
    close_units(unit=unit, entry=entry, sent=stage.sent())


def closed_until_spring(stage: Stage) -> Iterator[int]:
    """A niche that will be back in service on a day that is known."""
    yield 20
    unit = stage.free_niche()
    entry = ClosingEntry(
        on=stage.on, unit_ids=(unit.pk,), reason=ClosureReason.WORKS, until=stage.today + timedelta(days=70)
    )
    close_units(unit=unit, entry=entry, sent=stage.sent())


def two_niches_made_one(stage: Stage) -> Iterator[int]:
    """A couple want to rest side by side: two niches become a double one."""
    yield 310
    unit, part = stage.free_neighbours()
    entry = MergeEntry(on=stage.on, part_ids=(part.pk,), number=f"{unit.number}-{part.number}")
    merge_units(unit=unit, entry=entry, sent=stage.sent())
    yield 300
    unit.refresh_from_db()
    holder = living("Ferran", "Mir i Alsina", 21_000_020, "C/ del Forn, 1")
    grant(stage, unit, holder, co_holders=(living("Glòria", "Bonet i Camps", 21_000_021, "C/ del Forn, 1"),))


def numbered_anew(stage: Stage) -> Iterator[int]:
    """A niche bears another number since the plate was renewed; the old one still finds it."""
    yield 250
    unit = stage.free_niche()
    entry = RenumberingEntry(on=stage.on, numbers={unit.pk: f"{unit.number} bis"}, section=unit.section)
    renumber_unit(unit=unit, entry=entry, sent=stage.sent())


def buried_at_public_cost(stage: Stage) -> Iterator[int]:
    """A charity burial: the municipality answers for it, and nobody has a right."""
    yield 380
    unit = stage.free_niche()
    bury(stage, unit, who("Constantí", "Prada"), is_charity=True)
