"""The form with which a photograph is taken on the spot or brought: of a unit or of a wall."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.contrib.gis.geos import Point
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cementiris.registry.entries.works import FilesEntry
from cementiris.registry.file_types import TYPES
from cementiris.registry.forms.attachments import FilesField
from cementiris.registry.forms.fields import DayField
from cementiris.registry.models import AttachmentKind

PICTURES = ",".join(kind.media_type for kind in TYPES if kind.is_picture)
#: South, west, north and east of where a photograph of this register can have been taken.
HERE = (36.0, -10.0, 44.0, 5.0)
_NUMBER = re.compile(r"[-+]?\d{1,3}(?:[.,]\d{1,12})?")


class PlaceField(forms.CharField):
    """Latitude and longitude in degrees, as typed or as telephones say them: a point in EPSG:25831, or None."""

    def to_python(self, value: Any) -> Any:
        """Read two numbers."""
        text = super().to_python(value)
        return _point(text) if text else None

    def run_validators(self, value: Any) -> None:
        """The value is no text any more: the validators of texts do not apply."""


def _point(text: str) -> Point:
    numbers = [float(number.replace(",", ".")) for number in _NUMBER.findall(text)]
    south, west, north, east = HERE
    if len(numbers) != 2 or not (south <= numbers[0] <= north and west <= numbers[1] <= east):
        words = _("«%(value)s» no és un lloc d’aquí. Escriviu la latitud i la longitud, com 41.74352 1.82410.")
        raise ValidationError(words, code="place", params={"value": text[:40]})
    point = Point(numbers[1], numbers[0], srid=settings.API_SRID)
    point.transform(settings.STORAGE_SRID)
    return point


class PhotographForm(forms.Form):
    """Photographs of one thing, all of one day and one place: from the camera, or from those that one has."""

    use_required_attribute = False

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    camera = FilesField(
        required=False,
        label=_("Feu la fotografia ara"),
        help_text=_("Amb el telèfon s’obre la càmera."),
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )
    uploads = FilesField(
        required=False,
        label=_("O trieu-ne de fetes"),
        help_text=_("JPEG, PNG, WebP o TIFF. En podeu triar unes quantes del mateix dia."),
    )
    taken_on = DayField(
        label=_("Dia de la fotografia"),
        help_text=_("Per exemple: 22/11/2026"),
        error_messages={"required": _("Escriviu quin dia es va fer la fotografia.")},
    )
    place = PlaceField(
        required=False,
        max_length=80,
        label=_("On es va fer"),
        help_text=_("Latitud i longitud, per clavar-la al plànol. Si ho deixeu en blanc, és al lloc fotografiat."),
    )
    description = forms.CharField(required=False, max_length=200, label=_("Què s’hi veu"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update(key=uuid4(), taken_on=f"{today:%d/%m/%Y}")
        self.fields["uploads"].widget.attrs["accept"] = PICTURES
        day = self.fields["taken_on"]
        assert isinstance(day, DayField)
        day.this_year = today.year

    def clean(self) -> dict[str, Any]:
        """At least one photograph, from either field."""
        typed = super().clean() or {}
        if not {"camera", "uploads"} & set(self.errors) and not (typed["camera"] or typed["uploads"]):
            self.add_error("uploads", _("Feu la fotografia o trieu-ne una."))
        return typed

    def entry(self) -> FilesEntry:
        """What was typed, of a valid form."""
        typed = self.cleaned_data
        names = ("taken_on", "point", "description")
        return FilesEntry(
            files=(*typed["camera"], *typed["uploads"]),
            kind=AttachmentKind.PHOTOGRAPH,
            **{name: typed["place" if name == "point" else name] for name in names},
        )
