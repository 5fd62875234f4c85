"""Photographs of a cemetery: those of its walls and units that are not withdrawn, and where each is on the plan."""

import json
from collections.abc import Iterable

from django.conf import settings
from django.contrib.gis.db.models import GeometryField
from django.contrib.gis.db.models.functions import AsGeoJSON, Centroid, PointOnSurface, Transform
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.formats import date_format

from cementiris.registry.models import Attachment, AttachmentKind, Cemetery, Section

#: More pins than this would hide the plan; the newest are shown.
MOST_PINS = 300


def photographs_of(cemetery: Cemetery, section: Section | None = None) -> QuerySet[Attachment]:
    """Of a section and the units in it, or of the whole cemetery; the newest first, each with what it shows."""
    shown = Attachment.objects.filter(kind=AttachmentKind.PHOTOGRAPH, withdrawn_at=None)
    if section is not None:
        shown = shown.filter(Q(section=section) | Q(unit__section=section))
    else:
        shown = shown.filter(Q(section__cemetery=cemetery) | Q(unit__cemetery=cemetery))
    return shown.select_related("unit__section", "section").order_by("-taken_on", "-pk")


def pins(cemetery: Cemetery, *, town: str) -> str:
    """The photographs as GeoJSON points with their small pictures: where they were taken, else where what they show is.

    A photograph of what is not on the plan has no pin.
    """
    shape = Coalesce(
        "point", "unit__point", Centroid("unit__footprint"), PointOnSurface("section__footprint"),
        PointOnSurface("unit__section__footprint"), output_field=GeometryField(srid=settings.STORAGE_SRID),
    )  # fmt: skip
    place = AsGeoJSON(Transform(shape, settings.API_SRID), precision=7)
    rows = photographs_of(cemetery).annotate(at=place).filter(at__isnull=False)[:MOST_PINS]
    return json.dumps({"type": "FeatureCollection", "features": list(_features(rows, town))}, ensure_ascii=False)


def subject(photograph: Attachment) -> str:
    """What it shows: "Nínxol 12, Bloc Nord", "Bloc Nord"."""
    unit = photograph.unit
    return ", ".join(str(part) for part in (unit, unit.section if unit else photograph.section) if part)


def _features(rows: Iterable[Attachment], town: str) -> Iterable[dict[str, object]]:
    for row in rows:
        day = date_format(row.taken_on, "d/m/Y") if row.taken_on else ""
        yield {
            "type": "Feature",
            "geometry": json.loads(row.at),  # type: ignore[attr-defined]
            "properties": {
                "layer": "photograph",
                "id": row.pk,
                "label": ". ".join(part for part in (f"{subject(row)}, {day}", row.description) if part),
                "url": reverse("registry:attachment", kwargs={"town": town, "pk": row.pk}),
                "small": reverse("registry:attachment_preview", kwargs={"town": town, "pk": row.pk})
                if row.preview
                else "",
            },
        }
