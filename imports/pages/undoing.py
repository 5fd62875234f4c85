"""What undoing an import takes back, and what stays because somebody has touched it since."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cementiris.registry.models import BurialUnit, Concession, Movement
from imports.models import ImportBatch
from imports.services.former import BURIAL, RIGHT, UNIT
from imports.services.taking_back import SHARED, TOUCHED, USED, judge_facts
from imports.wording import fact_word

LINES_SHOWN = 200
NAMES = {UNIT: "units", RIGHT: "concessions", BURIAL: "burials"}
Kept = tuple[str, int, str]
"""Kind of a fact, its key, and why it stays."""


@dataclass(frozen=True)
class KeptLine:
    """A fact that stays, with its page and the reason in a sentence."""

    label: str
    url: str
    reason: str


@dataclass(frozen=True)
class UndoPage:
    """What would go, by kind, what would be put back as it was, and what stays."""

    removed: list[tuple[str, int]]
    restored_count: int
    kept: list[KeptLine]
    kept_count: int

    @property
    def more_count(self) -> int:
        """Return how many facts that stay are not listed."""
        return self.kept_count - len(self.kept)


def undo_page(batch: ImportBatch, town: str) -> UndoPage:
    """Find out what undoing the import would do now; nothing is written."""
    facts = judge_facts(batch)
    removed = [(fact_word(name), len(facts.removable(kind))) for kind, name in NAMES.items()]
    kept = [(kind, key, reason) for (kind, key), reason in sorted(facts.kept.items())]
    return UndoPage(removed, len(facts.changed - facts.kept.keys()), kept_lines(kept[:LINES_SHOWN], town), len(kept))


def undone_lines(batch: ImportBatch, town: str) -> tuple[list[KeptLine], int]:
    """Return what stayed when the import was undone in part, and how many facts that were."""
    told: Mapping[str, Any] = batch.plan.get("undone", {})
    kept = [(one["kind"], one["key"], one["reason"]) for one in told.get("kept", [])[:LINES_SHOWN]]
    return kept_lines(kept, town), told.get("kept_count", 0)


def kept_lines(kept: Iterable[Kept], town: str) -> list[KeptLine]:
    """Return facts by their names in the register; one that is gone by now is passed over."""
    wanted = list(kept)
    labels = {kind: _labels(kind, [key for same, key, _why in wanted if same == kind]) for kind in NAMES}
    return [
        KeptLine(label, _page(kind, pk, town), _reason(why))
        for kind, key, why in wanted
        if key in labels[kind]
        for label, pk in [labels[kind][key]]
    ]


def _labels(kind: str, keys: list[int]) -> dict[int, tuple[str, int]]:
    """Return the name of each fact with the key of its page: a unit's, or a person's."""
    if not keys:
        return {}
    if kind == UNIT:
        return {unit.pk: (str(unit), unit.pk) for unit in BurialUnit.objects.filter(pk__in=keys)}
    if kind == RIGHT:
        rights = Concession.objects.filter(pk__in=keys).select_related("unit")
        return {right.pk: (_("Dret sobre %(unit)s") % {"unit": right.unit}, right.unit_id) for right in rights}
    movements = Movement.objects.filter(pk__in=keys).select_related("deceased")
    return {
        move.pk: (
            _("%(what)s de %(who)s") % {"what": move.get_kind_display(), "who": move.deceased},
            move.deceased_id,
        )
        for move in movements
    }


def _page(kind: str, pk: int, town: str) -> str:
    return reverse("registry:person" if kind == BURIAL else "registry:unit", kwargs={"town": town, "pk": pk})


def _reason(why: str) -> str:
    return {
        TOUCHED: _("Algú ho ha canviat després d’incorporar-ho."),
        USED: _("Hi ha un acte, un paper o un document que hi compta."),
        SHARED: _("Una altra importació també ho diu."),
    }[why]


def kept_sentence(count: int) -> str:
    """Say how much of an import stays in the register."""
    return ngettext(
        "S’ha desfet tot menys %(count)d dada, que s’ha conservat.",
        "S’ha desfet tot menys %(count)d dades, que s’han conservat.",
        count,
    ) % {"count": count}
