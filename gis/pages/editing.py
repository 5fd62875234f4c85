"""What the page for drawing on the plan shows: the tools, the sketch over the map, and the steps that can be undone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from shapely import GeometryCollection, to_geojson, transform
from shapely.geometry.base import BaseGeometry

from cementiris.registry.models import Cemetery, Section
from cementiris.registry.numbering import compact
from gis.forms.editing import EditForm
from gis.forms.editing_tools import TOOLS, PathForm
from gis.geometries import as_shape, stored
from gis.messages.editing import STAYING, remark
from gis.models import PlanEdit
from gis.projecting import to_degrees
from gis.services.editing import PlanChangedError
from gis.services.sketches import EXAMPLES, Sketch
from gis.services.undoing import UndoneEdit

STEPS_ON_A_PAGE = 20
#: Of a degree: a centimetre.
DECIMALS = 7


@dataclass(frozen=True)
class ToolLine:
    """One tool in the list of tools."""

    name: str
    heading: str | Promise
    url: str
    is_current: bool


def tool_lines(cemetery: Cemetery, current: str, *, town: str) -> list[ToolLine]:
    """Every tool, with its address."""
    base = reverse("gis:editor", kwargs={"town": town, "pk": cemetery.pk})
    return [ToolLine(name, form.heading, f"{base}?eina={name}", name == current) for name, form in TOOLS.items()]


def path_lines(cemetery: Cemetery, form: EditForm, *, town: str) -> list[ToolLine]:
    """For the tool of paths, each that there is, to be drawn otherwise; none for the other tools."""
    if not isinstance(form, PathForm):
        return []
    base = reverse("gis:editor", kwargs={"town": town, "pk": cemetery.pk})
    chosen = form.chosen_path
    names = [(path, path.name or _("Camí sense nom")) for path in cemetery.paths.order_by("name", "pk")]
    return [ToolLine(str(path.pk), name, f"{base}?eina=cami&path={path.pk}", path == chosen) for path, name in names]


def steps(cemetery: Cemetery, page: str | None) -> Page[Any]:
    """The steps of a cemetery that changed anything, newest first, each with `change_count` and who did it."""
    counted = PlanEdit.objects.filter(cemetery=cemetery).annotate(change_count=Count("changes"))
    found = counted.filter(change_count__gt=0).select_related("made_by", "undone_by", "survey").order_by("-pk")
    return Paginator(found, STEPS_ON_A_PAGE).get_page(page)


def sketch_json(sketch: Sketch) -> str:
    """What a sketch draws, as one GeoJSON geometry in degrees for the map; empty where it only takes away."""
    shapes = [piece.shape for piece in sketch.pieces if piece.shape is not None]
    return _in_degrees(shapes)


def lines_json(cemetery: Cemetery) -> str:
    """Fronts and paths, which the plan itself does not draw, as one GeoJSON geometry in degrees."""
    fronts = Section.objects.filter(cemetery=cemetery, front__isnull=False).values_list("front", flat=True)
    paths = cemetery.paths.values_list("line", flat=True)
    return _in_degrees([as_shape(line) for line in [*fronts, *paths] if line])


def _in_degrees(shapes: Sequence[BaseGeometry]) -> str:
    if not shapes:
        return ""
    collection = stored(GeometryCollection(list(shapes)))
    to_degrees(collection)
    return str(to_geojson(transform(as_shape(collection), lambda degrees: degrees.round(DECIMALS))))


def remark_sentences(sketch: Sketch) -> list[str]:
    """What is odd about a sketch."""
    return [remark(each.code, each.facts) for each in sketch.remarks]


def conflict_sentence(error: PlanChangedError) -> str:
    """Who drew the same places meanwhile."""
    last = error.edits[0]
    who = last.undone_by if last.undone_at else last.made_by
    return _(
        "Mentre dibuixàveu, %(who)s ha canviat les mateixes peces (%(what)s). No s’ha desat res: "
        "el plànol ja mostra el que hi ha ara. Reviseu-ho i torneu a desar."
    ) % {"who": who or _("algú"), "what": last.get_kind_display()}


def undone_sentence(outcome: UndoneEdit) -> str:
    """What came of undoing a step."""
    parts = [_("S’ha desfet: %(what)s.") % {"what": outcome.edit.get_kind_display()}]
    if outcome.restored_count:
        parts.append(_("Dibuixos que tornen a ser com abans: %(count)s.") % {"count": outcome.restored_count})
    if outcome.removed_count:
        parts.append(
            _("Peces que aquest pas havia fet i que ja no hi són: %(count)s.") % {"count": outcome.removed_count}
        )
    for reason, why in STAYING.items():
        names = sorted({staying.name for staying in outcome.stays if staying.reason == reason})
        if names:
            parts.append(_("Es queda %(names)s, %(why)s.") % {"names": compact(names, EXAMPLES), "why": why})
    return " ".join(parts)
