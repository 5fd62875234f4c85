"""What a clerk says of a survey: its files, and how it is to be read."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cementiris.registry.forms.attachments import FilesField, FilesInput
from cementiris.vocabulary import UnitKind
from gis.services.survey_plan import NOTHING, SECTIONS, UNITS
from gis.surveys.packing import PARTS, SUFFIXES

MAKES = (
    ("", _("Decidiu-ho pel fitxer: només si el cementiri encara no té sepultures")),
    (NOTHING, _("Res: només es col·loca el que ja és al registre")),
    (UNITS, _("Sepultures noves")),
    (SECTIONS, _("Blocs o seccions nous")),
)


class SurveyFilesInput(FilesInput):
    """A file field of the browser that takes the formats of a survey."""

    def __init__(self) -> None:
        super().__init__()
        self.attrs["accept"] = ",".join(sorted({*SUFFIXES, *PARTS}))


class SurveyUploadForm(forms.Form):
    """The file of a survey, or the parts of a shapefile together."""

    use_required_attribute = False

    survey_files = FilesField(
        widget=SurveyFilesInput,
        label=_("Fitxers del plànol"),
        help_text=_(
            "Un shp amb les seves peces (soltes o en un zip), gpkg, geojson, kml, kmz o dxf. "
            "Arrossegueu-los aquí o trieu-los."
        ),
        error_messages={"required": _("Trieu el fitxer del plànol.")},
    )


class SurveyChoicesForm(forms.Form):
    """How a survey is read: layer and code field in one choice, where it lands, what becomes of the rest.

    `source` is "layer:field" by their places in what was found; `system` is an EPSG number, with "t" behind it turned.
    """

    source = forms.ChoiceField(label=_("Capa i camp del codi"), widget=forms.RadioSelect)
    system = forms.ChoiceField(label=_("Sistema de coordenades"), widget=forms.RadioSelect)
    makes = forms.ChoiceField(label=_("Què es fa amb el que no és al registre"), choices=MAKES, required=False)
    kind = forms.ChoiceField(label=_("Les sepultures noves són"), choices=UnitKind.choices, required=False)
    with_displaced = forms.BooleanField(
        label=_("Col·loca també les que cauen dins del contorn d’un altre bloc"), required=False
    )

    def __init__(self, found: Mapping[str, Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.layers = found.get("layers", [])
        self._field("source").choices = [
            (f"{at}:{place}", f"{layer['name']}: {field['name']}")
            for at, layer in enumerate(self.layers)
            for place, field in enumerate(layer["fields"])
        ]
        self._field("system").choices = [(value, value) for value in self._systems()]
        for name in ("source", "system"):
            self._field(name).error_messages |= dict.fromkeys(
                ("required", "invalid_choice"), _("Trieu-ne una de la llista.")
            )

    def _field(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        return field

    def _systems(self) -> dict[str, None]:
        """The file's own word (empty where it has none) and every system in which one of its layers would land."""
        landed = [system_key(one["srid"], one["is_swapped"]) for layer in self.layers for one in layer["landings"]]
        own = [system_key(layer["srid"], False) for layer in self.layers if layer["srid"]]
        return dict.fromkeys([*own, *landed])

    def choices(self) -> dict[str, Any]:
        """What the clerk says, as the reading takes it."""
        said = self.cleaned_data
        at, _colon, place = said["source"].partition(":")
        layer = self.layers[int(at)]
        return {
            "layer": layer["name"],
            "field": layer["fields"][int(place)]["name"],
            "srid": int(said["system"].removesuffix("t")),
            "is_swapped": said["system"].endswith("t"),
            "makes": said["makes"],
            "kind": said["kind"],
            "with_displaced": said["with_displaced"],
        }


def initial_of(found: Mapping[str, Any], choices: Mapping[str, Any]) -> dict[str, Any]:
    """How the form stands, from what was chosen or proposed before."""
    places = {
        (layer["name"], field["name"]): f"{at}:{place}"
        for at, layer in enumerate(found.get("layers", []))
        for place, field in enumerate(layer["fields"])
    }
    return {
        "source": places.get((choices.get("layer"), choices.get("field")), ""),
        "system": system_key(choices.get("srid") or 0, bool(choices.get("is_swapped"))),
        "makes": choices.get("makes") or "",
        "kind": choices.get("kind") or UnitKind.GRAVE_IN_EARTH,
        "with_displaced": bool(choices.get("with_displaced")),
    }


def system_key(srid: int, is_swapped: bool) -> str:  # both are what JSON holds
    """A system of coordinates as the form says it: 25831, or 25831t with its axes turned."""
    return f"{srid}t" if is_swapped else str(srid)
