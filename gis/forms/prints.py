"""What somebody asks of the printer: which part, on which paper, at which scale, of which day, with names or not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.gis.geos import Polygon
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cementiris.registry.forms.fields import DayField
from cementiris.registry.models import Cemetery, Section
from cementiris.registry.typed_dates import OLDEST_DAY
from gis.prints.papers import PAPERS, PLAN_SCALES, WALL_SCALES
from gis.prints.plans import Extent, with_air
from gis.projecting import to_metres

#: What lies in no section, as in the address of the cemetery's page.
NO_SECTION = "0"
WHOLE, ON_THE_MAP = "", "mapa"
Asked = Mapping[str, Any] | None


@dataclass(frozen=True)
class Reader:
    """Whom the paper is for: the cemetery that they look at, their day, and whether they may see people."""

    cemetery: Cemetery
    today: date
    with_people: bool


class PrintForm(forms.Form):
    """Paper and names, asked of every print; nothing is required, and names only of who may see people."""

    full = forms.ChoiceField(
        label=_("Full"),
        choices=[(name, name) for name in PAPERS],
        required=False,
        error_messages={"invalid_choice": _("No hi ha cap full «%(value)s». Trieu A4 o A3.")},
    )
    noms = forms.BooleanField(label=_("Amb els noms"), required=False)

    def __init__(self, data: Asked, reader: Reader, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.cemetery, self.today = reader.cemetery, reader.today
        if not reader.with_people:
            del self.fields["noms"]

    def clean_full(self) -> str:
        """The paper; A4 where none is said."""
        return self.cleaned_data["full"] or "A4"


class ScaledForm(PrintForm):
    """What is printed to scale, as it was on a day."""

    escala = forms.TypedChoiceField(
        label=_("Escala"),
        required=False,
        coerce=int,
        empty_value=None,
        error_messages={"invalid_choice": _("No s’imprimeix a escala 1:%(value)s. Trieu-ne una de la llista.")},
    )
    dia = DayField(label=_("Dia"), required=False)
    scales: tuple[int, ...] = ()

    def __init__(self, data: Asked, reader: Reader, **kwargs: Any) -> None:
        super().__init__(data, reader, **kwargs)
        scale = self.fields["escala"]
        assert isinstance(scale, forms.TypedChoiceField)
        scale.choices = [("", _("La més gran que hi càpiga")), *((str(one), f"1:{one}") for one in self.scales)]
        day = self.fields["dia"]
        assert isinstance(day, DayField)
        day.this_year = self.today.year
        self.order_fields(["bloc", "part", "full", "escala", "dia", "noms"])

    def clean_dia(self) -> date:
        """The day; today where none is said. What is to come is not known, nor what was before any register."""
        day: date = self.cleaned_data["dia"] or self.today
        if day > self.today:
            raise ValidationError(_("Aquest dia encara no ha arribat. Escriviu avui o un dia passat."))
        if day < OLDEST_DAY:
            raise ValidationError(_("D’aquell dia no hi ha cap registre. Escriviu-ne un de posterior al 1700."))
        return day


class WallPrintForm(ScaledForm):
    """The elevation of a section."""

    bloc = forms.ChoiceField(
        label=_("Bloc"),
        required=False,
        error_messages={"invalid_choice": _("Aquest cementiri no té aquest bloc. Trieu-ne un de la llista.")},
    )
    scales = WALL_SCALES

    def __init__(self, data: Asked, reader: Reader, **kwargs: Any) -> None:
        super().__init__(data, reader, **kwargs)
        self.sections = {str(one.pk): one for one in Section.objects.filter(cemetery=self.cemetery).defer("footprint")}
        block = self.fields["bloc"]
        assert isinstance(block, forms.ChoiceField)
        named = [(key, str(section)) for key, section in self.sections.items()]
        block.choices = [*named, (NO_SECTION, _("Fora dels blocs"))]

    def clean_bloc(self) -> Section | None:
        """The section; None is what lies in none."""
        return self.sections.get(self.cleaned_data["bloc"] or NO_SECTION)


class PlanPrintForm(ScaledForm):
    """The plan of a cemetery: the whole, a block, or what the map showed (`finestra`, in degrees)."""

    part = forms.ChoiceField(
        label=_("Quina part"),
        required=False,
        error_messages={"invalid_choice": _("Aquesta part no és al plànol. Trieu-ne una de la llista.")},
    )
    finestra = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    scales = PLAN_SCALES

    def __init__(self, data: Asked, reader: Reader, **kwargs: Any) -> None:
        super().__init__(data, reader, **kwargs)
        drawn = Section.objects.filter(cemetery=self.cemetery, footprint__isnull=False)
        self.sections = {str(one.pk): one for one in drawn}
        part = self.fields["part"]
        assert isinstance(part, forms.ChoiceField)
        named = [(key, str(section)) for key, section in self.sections.items()]
        is_seen = (self.data if self.is_bound else self.initial).get("finestra")
        seen = [(ON_THE_MAP, _("La part que es veia al mapa"))] if is_seen else []
        part.choices = [(WHOLE, _("Tot el cementiri")), *seen, *named]

    @property
    def extent(self) -> Extent | None:
        """The part in metres (EPSG:25831); None is the whole cemetery."""
        part: str = self.cleaned_data["part"]
        if part == ON_THE_MAP:
            window: Extent = self.cleaned_data["finestra"]
            return window
        section = self.sections.get(part)
        return with_air(section.footprint.extent) if section and section.footprint else None

    @property
    def part_name(self) -> str:
        """The block that is the part; empty for anything else."""
        return str(self.sections.get(self.cleaned_data["part"], ""))

    def clean_finestra(self) -> Extent | None:
        """What the map showed, in metres."""
        return _in_metres(self.cleaned_data["finestra"])

    def clean(self) -> dict[str, Any]:
        """The part on the map needs to be told."""
        cleaned = super().clean() or {}
        if cleaned.get("part") == ON_THE_MAP and cleaned.get("finestra") is None:
            message = _("No se sap quina part del mapa es veia. Torneu al plànol i demaneu-ho des d’allà.")
            self.add_error("part", message)
        return cleaned


def _in_metres(text: str) -> Extent | None:
    """A box of degrees written as west, south, east, north; None for what is none."""
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        return None
    degrees = all(map(isfinite, (west, south, east, north)))
    if not (degrees and -10 <= west < east <= 20 and 30 <= south < north <= 50):
        return None
    box = Polygon.from_bbox((west, south, east, north))
    box.srid = settings.API_SRID
    to_metres(box)
    extent: Extent = box.extent
    return extent
