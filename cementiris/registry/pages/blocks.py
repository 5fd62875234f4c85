"""What the page of cemeteries and blocks shows: every cemetery with its parts at any depth."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from cementiris.registry.models import Act, ActKind, Cemetery, Section
from cementiris.registry.queries import there_on, units_on

LATEST = 10
PLACE_KINDS = (
    ActKind.CEMETERY, ActKind.NEW_UNITS, ActKind.RENUMBERING, ActKind.OUT_OF_SERVICE, ActKind.BACK_IN_SERVICE,
)  # fmt: skip


@dataclass(frozen=True)
class BlockLine:
    """One part of a cemetery; `depth` is how many parts it lies in."""

    section: Section
    depth: int
    unit_count: int

    @property
    def path(self) -> range:
        """One step for each part that it lies in."""
        return range(self.depth)


@dataclass(frozen=True)
class CemeteryLines:
    """One cemetery with its parts, each after the one that it lies in, and what lies in none."""

    cemetery: Cemetery
    lines: list[BlockLine]
    unit_count: int
    loose_count: int


def cemetery_lines(on: date) -> list[CemeteryLines]:
    """Every cemetery of the town as it is on the day: three queries, however many blocks."""
    sections = Section.objects.annotate(unit_count=Count("units", filter=there_on(on, "units__"))).defer("footprint")
    inside: dict[tuple[int, int | None], list[Section]] = defaultdict(list)
    for section in sections.order_by("name_order", "name"):
        inside[section.cemetery_id, section.parent_id].append(section)
    loose = dict(units_on(on).filter(section=None).order_by().values_list("cemetery").annotate(count=Count("pk")))
    found = []
    for cemetery in Cemetery.objects.defer("footprint"):
        lines = list(_walk(inside, cemetery.pk, None, 0))
        count = sum(line.unit_count for line in lines) + loose.get(cemetery.pk, 0)
        found.append(CemeteryLines(cemetery, lines, count, loose.get(cemetery.pk, 0)))
    return found


def latest_changes() -> list[Act]:
    """The last acts over cemeteries, blocks or many units at once: they stand on no single unit's sheet."""
    acts = Act.objects.filter(unit=None, kind__in=PLACE_KINDS).select_related("recorded_by")
    return list(acts.order_by("-recorded_at")[:LATEST])


def _walk(
    inside: dict[tuple[int, int | None], list[Section]], cemetery: int, parent: int | None, depth: int
) -> Iterator[BlockLine]:
    for section in inside[cemetery, parent]:
        yield BlockLine(section, depth, getattr(section, "unit_count", 0))
        yield from _walk(inside, cemetery, section.pk, depth + 1)
