"""One form for each tool of the plan: what it asks for, and the sketch that comes of it."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from shapely import MultiPolygon, Polygon

from cementiris.registry.entries import Submission
from cementiris.registry.forms.places import read_numbers
from cementiris.registry.typed_keys import read_key
from gis.editing.shapes import area_of, line_of, point_of, rectangle, sound, written
from gis.forms.editing import POINTS, ChosenForm, EditForm, MetresField, PointsField
from gis.forms.editing_places import BlockForm, GridForm
from gis.models import EditKind, Path, PlanEdit
from gis.services.drawing_shapes import (
    MoveEntry,
    PathEntry,
    SplitEntry,
    draw_path,
    sketch_entrance,
    sketch_erasure,
    sketch_merge,
    sketch_move,
    sketch_outline,
    sketch_path,
    sketch_split,
)
from gis.services.editing import Place, Step
from gis.services.sketches import Sketch


class OutlineForm(ChosenForm):
    """The outline of the cemetery, of a section or of a unit."""

    heading = _("Dibuixa un contorn")
    hint = _("El recinte del cementiri, una secció o una sepultura: el contorn sencer, o un rectangle per les mides.")

    what = forms.ChoiceField(
        choices=[("cemetery", _("El recinte del cementiri")), ("place", _("Un bloc, una secció o una sepultura"))],
        initial="place", label=_("De què"),
    )  # fmt: skip
    area = PointsField(draws="area", rows=4, label=_("Contorn"), help_text=POINTS)
    width = MetresField(
        required=False, least=0.1, most=2000, label=_("Amplada (m)"), help_text=_("Si només marqueu una cantonada")
    )
    length = MetresField(required=False, least=0.1, most=2000, label=_("Llargada (m)"))
    angle = MetresField(required=False, least=-360, most=360, label=_("Gir (graus)"))
    field_order = ("what", "block", "numbers", "area", "width", "length", "angle")

    def clean(self) -> dict[str, Any]:
        """For the cemetery nothing else is chosen."""
        cleaned = super().clean()
        if cleaned.get("what") == "cemetery" and "numbers" in self.errors:
            del self.errors["numbers"]
        return cleaned

    def sketch(self) -> Sketch:
        """The outline where it is to be."""
        place = self.cemetery if self.cleaned_data["what"] == "cemetery" else self.only_place()
        return sketch_outline(self.cemetery, place, self._area(place), self.today)

    def present(self) -> tuple[str, str] | None:
        """The outline that is there now, where it is one ring without holes."""
        place = self.cemetery if self.cleaned_data.get("what") == "cemetery" else self.only_place()
        footprint = getattr(place, "footprint", None)
        if footprint is None or len(footprint) != 1 or len(footprint[0]) != 1:
            return None
        return "area", written(footprint[0][0].coords[:-1])

    def _area(self, place: Place) -> MultiPolygon:
        points, typed = self.points("area", [place]), self.cleaned_data
        if len(points) == 1 and typed.get("width") and typed.get("length"):
            return _as_area(rectangle(points[0], typed["width"], typed["length"], typed.get("angle") or 0.0))
        return area_of(points, "area")


def _as_area(drawn: Polygon) -> MultiPolygon:
    return sound(drawn, "area")


class EntranceForm(EditForm):
    """The entrance, from which ways are walked."""

    heading = _("Marca l’entrada")
    hint = _("El punt des d’on es comença a caminar cap a cada sepultura.")

    point = PointsField(draws="point", rows=1, label=_("Entrada"), help_text=_("Est i nord, en metres"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.cemetery.entrance:
            self.initial["point"] = written([(self.cemetery.entrance.x, self.cemetery.entrance.y)])

    def sketch(self) -> Sketch:
        """The entrance where it is to be."""
        return sketch_entrance(self.cemetery, point_of(self.points("point"), "point"))


class PathForm(EditForm):
    """A path on which one walks."""

    kind = EditKind.PATH
    heading = _("Dibuixa un camí")
    hint = _("Per on es camina. Els camins amb esglaons no serveixen per a cadires de rodes.")

    path = forms.ModelChoiceField(Path.objects.none(), required=False, widget=forms.HiddenInput)
    name = forms.CharField(required=False, max_length=80, label=_("Nom"))
    has_steps = forms.BooleanField(required=False, label=_("Té esglaons"))
    line = PointsField(required=False, draws="line", rows=4, label=_("Recorregut"), help_text=POINTS)
    gone = forms.BooleanField(required=False, label=_("Treu aquest camí del plànol"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["path"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Path.objects.filter(cemetery=self.cemetery)
        if path := self.chosen_path:
            line = written([(east, north) for east, north in path.line.coords])
            self.initial.update(path=path.pk, name=path.name, has_steps=path.has_steps, line=line)
        else:
            del self.fields["gone"]

    @property
    def chosen_path(self) -> Path | None:
        """The path that is drawn otherwise, as the address or the form names it."""
        key = read_key(str(self.data.get("path") or self.initial.get("path") or ""))
        return Path.objects.filter(cemetery=self.cemetery, pk=key).first() if key else None

    def sketch(self) -> Sketch:
        """The path."""
        return sketch_path(self.cemetery, self.entry())

    def draw(self, step: Step, sent: Submission) -> PlanEdit:
        """Draw it, or take it away."""
        entry = self.entry()
        return draw_path(self.cemetery, entry, step if entry.line else replace(step, kind=EditKind.ERASE))

    def entry(self) -> PathEntry:
        """What was typed. Raises NotDrawableError."""
        typed = self.cleaned_data
        path = typed.get("path")
        line = None if typed.get("gone") else line_of(self.points("line", [path] if path else []), "line")
        return PathEntry(path=path, name=typed.get("name", ""), has_steps=typed["has_steps"], line=line)


class MoveForm(ChosenForm):
    """Places moved and turned together."""

    kind = EditKind.MOVE
    heading = _("Mou i gira")
    hint = _("Una sepultura, unes quantes, o un bloc amb tot el que té. Giren totes juntes pel mig.")

    east = MetresField(
        initial="0", least=-20000, most=20000, label=_("Cap a l’est (m)"), help_text=_("Negatiu, cap a l’oest")
    )
    north = MetresField(
        initial="0", least=-20000, most=20000, label=_("Cap al nord (m)"), help_text=_("Negatiu, cap al sud")
    )
    angle = MetresField(
        initial="0", least=-360, most=360, label=_("Gir (graus)"), help_text=_("En sentit contrari al rellotge")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tolerance"].initial = 0  # what is moved by a typed length goes exactly there

    def sketch(self) -> Sketch:
        """The places where they are to be."""
        typed = self.cleaned_data
        entry = MoveEntry(
            places=tuple(self.places()), east=typed["east"], north=typed["north"], angle=typed["angle"],
            centimetres=typed.get("tolerance") or 0,
        )  # fmt: skip
        return sketch_move(self.cemetery, entry, self.today)


class SplitForm(ChosenForm):
    """One shape made into several."""

    kind, act_page = EditKind.SPLIT, "registry:split"
    heading = _("Divideix una peça")
    hint = _(
        "Només canvia el dibuix: la primera part queda per a la sepultura triada i les altres per a les que digueu."
    )

    parts = forms.IntegerField(
        required=False, min_value=2, max_value=100, initial=2, label=_("En quantes parts iguals")
    )
    line = PointsField(
        required=False, draws="line", label=_("O per una línia"), help_text=_("Que la travessi de banda a banda")
    )
    others = forms.CharField(
        required=False, max_length=1000, label=_("Sepultures de les altres parts"),
        help_text=_("Per ordre, els números d’aquest mateix bloc: 13, 14"),
    )  # fmt: skip

    def clean_others(self) -> tuple[str, ...]:
        """The numbers of the units that take the other parts."""
        return read_numbers(self.cleaned_data["others"])

    def sketch(self) -> Sketch:
        """The parts."""
        place = self.only_place()
        line = self.points("line", [place])
        entry = SplitEntry(
            place=place,
            others=tuple(self.units("others")),
            line=line_of(line, "line") if line else None,
            parts=self.cleaned_data.get("parts") or 2,
        )
        return sketch_split(self.cemetery, entry, self.today)


class MergeForm(ChosenForm):
    """Several shapes made into one."""

    kind, snaps, act_page = EditKind.MERGE, False, "registry:merge"
    heading = _("Ajunta peces")
    hint = _(
        "Només és el dibuix: tot queda per a la primera. Les altres no es donen de baixa, però es queden sense dibuix."
    )

    def sketch(self) -> Sketch:
        """The one shape."""
        return sketch_merge(self.places())


class EraseForm(ChosenForm):
    """Places taken from the plan."""

    kind, snaps = EditKind.ERASE, False
    heading = _("Treu el dibuix")
    hint = _("Treu del plànol el contorn; la sepultura o el bloc continuen al registre.")
    button = _("Treu-lo del plànol")

    def sketch(self) -> Sketch:
        """Nothing any more."""
        return sketch_erasure(self.places(), self.today)


TOOLS: dict[str, type[EditForm]] = {
    "bloc": BlockForm,
    "fosses": GridForm,
    "contorn": OutlineForm,
    "entrada": EntranceForm,
    "cami": PathForm,
    "moure": MoveForm,
    "dividir": SplitForm,
    "ajuntar": MergeForm,
    "treure": EraseForm,
}
"""The tools of the plan, by the word in their address."""
