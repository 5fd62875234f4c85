"""What undoing an import takes back, and what stays because somebody has touched it since."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from imports.models import ImportBatch
from imports.services.former import BURIAL, RIGHT
from imports.services.kept import Kept
from imports.services.undo import undo_plan
from imports.wording import fact_word

LINES_SHOWN = 200
KINDS = ("units", "people", "concessions", "burials")


@dataclass(frozen=True)
class KeptLine:
    """A fact that stays, with its page (none when it is gone by now) and the reason in a sentence."""

    label: str
    url: str
    reason: str


@dataclass(frozen=True)
class UndoPage:
    """What would go, by kind, what would be put back as it was, and what stays."""

    removed: list[tuple[str, int]]
    restored_count: int
    kept: list[KeptLine]
    more_count: int


def undo_page(batch: ImportBatch, town: str) -> UndoPage:
    """Find out what undoing the import would do now; nothing is written."""
    plan = undo_plan(batch)
    removed = [(fact_word(name), plan.removed.get(name, 0)) for name in KINDS]
    kept = _lines(plan.kept[:LINES_SHOWN], town)
    return UndoPage(removed, plan.restored, kept, len(plan.kept) - len(kept))


def undone_lines(batch: ImportBatch, town: str) -> tuple[list[KeptLine], int]:
    """Return what stayed when the import was undone in part, and how many facts that were."""
    told: Mapping[str, Any] = batch.plan.get("undone", {})
    kept = _lines((Kept(**one) for one in told.get("kept", [])[:LINES_SHOWN]), town)
    return kept, told.get("kept_count", 0)


def _lines(kept: Iterable[Kept], town: str) -> list[KeptLine]:
    return [KeptLine(f"{_kind(one.kind)}: {one.label or '—'}", _page(one, town), one.sentence) for one in kept]


def _kind(kind: str) -> str:
    return {RIGHT: _("Dret"), BURIAL: _("Persona inhumada")}.get(kind, _("Sepultura"))


def _page(one: Kept, town: str) -> str:
    if one.person_id:
        return reverse("registry:person", kwargs={"town": town, "pk": one.person_id})
    return reverse("registry:unit", kwargs={"town": town, "pk": one.unit_id}) if one.unit_id else ""


def kept_sentence(count: int) -> str:
    """Say how much of an import stays in the register."""
    return ngettext(
        "S’ha desfet tot menys %(count)d dada, que s’ha conservat.",
        "S’ha desfet tot menys %(count)d dades, que s’han conservat.",
        count,
    ) % {"count": count}
