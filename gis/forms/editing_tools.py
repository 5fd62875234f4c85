"""One form for each tool of the plan: what it asks for, and the sketch that comes of it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from shapely import LineString, MultiPolygon, Polygon

from cementiris.registry.entries import Submission
from cementiris.registry.entries.places import SectionEntry
from cementiris.registry.forms.places import MOST_COLUMNS, MOST_FLOORS, read_numbers
from cementiris.registry.models import Numbering, Section, UnitKind
from cementiris.registry.numbering import Numbering as Order
from gis.editing.grids import MEASURES, Grid
from gis.editing.shapes import area_of, line_of, point_of, ray, rectangle, sound
from gis.editing.strips import DEEPEST, SHALLOWEST
from gis.forms.editing import ChosenForm, EditForm, MetresField, PointsField
from gis.models import EditKind, Path, PlanEdit
from gis.services.drawing_fields import GridEntry, draw_grid, sketch_grid
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
from gis.services.drawing_walls import WallEntry, draw_wall, sketch_wall
from gis.services.editing import Place, Step
from gis.services.sketches import Sketch, units_named

LONGEST = 500.0
MOST_NUMBER = 999_999
NO_UNITS = ("", _("Cap: ja hi són, o es faran més tard"))
POINTS = _("Un punt a cada línia: est i nord, en metres. O dibuixeu-ho al plànol.")


class BlockForm(EditForm):
    """A wall of niches: its front and depth, or its outline; its units get their strip of it."""

    kind = EditKind.BLOCK
    heading = _("Dibuixa un bloc")
    hint = _("Marqueu el peu de la façana d’esquerra a dreta, mirant la paret. Les sepultures hi prenen el seu lloc.")

    section = forms.ModelChoiceField(
        Section.objects.none(), required=False, label=_("Quin bloc"), empty_label=_("Un de nou")
    )
    name = forms.CharField(required=False, max_length=80, label=_("Nom del bloc nou"))
    floors = forms.IntegerField(required=False, min_value=1, max_value=MOST_FLOORS, label=_("Pisos"))
    columns = forms.IntegerField(
        required=False, min_value=1, max_value=MOST_COLUMNS, label=_("Columnes"),
        help_text=_("En blanc, les que ja diu el registre"),
    )  # fmt: skip
    units_kind = forms.ChoiceField(
        required=False, choices=[NO_UNITS, *UnitKind.choices], label=_("Sepultures que es fan")
    )
    numbering = forms.ChoiceField(
        required=False, choices=Numbering.choices, initial=Numbering.ROWS_RIGHTWARD, label=_("Com corren els números")
    )
    first_number = forms.IntegerField(
        required=False, min_value=0, max_value=MOST_NUMBER, initial=1, label=_("Primer número")
    )
    line = PointsField(required=False, draws="line", label=_("Peu de la façana"), help_text=POINTS)
    length = MetresField(
        required=False, least=0.2, most=LONGEST, label=_("Llargada (m)"), help_text=_("Si només marqueu l’inici")
    )
    angle = MetresField(
        required=False, least=-360, most=360, label=_("Angle (graus)"), help_text=_("0 mira a l’est, 90 al nord")
    )
    depth = MetresField(required=False, least=SHALLOWEST, most=DEEPEST, label=_("Fons (m)"), initial="2,50")
    outline = PointsField(
        required=False, draws="area", label=_("O el contorn del bloc"), help_text=_("En comptes de façana i fons")
    )
    side = forms.IntegerField(
        required=False, min_value=1, max_value=2000, initial=1, label=_("Quin costat és la façana"),
        help_text=_("L’1 va del primer punt al segon"),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A new block needs its name and its size."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("section"):
            for name in ("name", "floors", "columns"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, ValidationError(_("Cal per fer un bloc nou.")))
        return cleaned

    def sketch(self) -> Sketch:
        """The wall and the strips of its units."""
        return sketch_wall(self.cemetery, self.entry(), self.today)

    def draw(self, step: Step, sent: Submission) -> PlanEdit:
        """Draw it, its new units made by the register."""
        return draw_wall(self.cemetery, self.entry(), step, sent)

    def entry(self) -> WallEntry:
        """What was typed. Raises NotDrawableError."""
        typed = self.cleaned_data
        section = typed.get("section")
        outline = self.points("outline", [section] if section else [])
        return WallEntry(
            section=section,
            description=self._description(),
            front=None if outline else self._front([section] if section else []),
            depth=typed.get("depth") or 0.0,
            outline=area_of(outline, "outline") if outline else None,
            side=typed.get("side") or 1,
            kind=typed.get("units_kind") or "",
        )

    def _description(self) -> SectionEntry:
        typed = self.cleaned_data
        first = typed.get("first_number")
        return SectionEntry(
            name=typed.get("name", ""),
            level_name="Bloc",
            floors=typed.get("floors"),
            columns=typed.get("columns"),
            numbering=typed.get("numbering") or Numbering.ROWS_RIGHTWARD,
            first_number=1 if first is None else first,
        )

    def _front(self, own: list[Place]) -> LineString | None:
        points, length = self.points("line", own), self.cleaned_data.get("length")
        if len(points) == 1 and length:
            points = ray(points[0], length, self.cleaned_data.get("angle") or 0.0)
        return line_of(points, "line") if points else None


class GridForm(EditForm):
    """Graves in rows on a field."""

    kind = EditKind.GRID
    heading = _("Dibuixa un camp de fosses")
    hint = _(
        "Files i columnes de fosses des d’una cantonada. Se’n fan de noves, o s’hi posen per ordre les que ja hi són."
    )

    section = forms.ModelChoiceField(
        Section.objects.none(), required=False, label=_("Bloc o secció"), empty_label=_("Fora dels blocs")
    )
    numbers = forms.CharField(
        required=False, max_length=4000, label=_("Sepultures que ja hi són"),
        help_text=_("Els números per ordre, com ara 1-40. En blanc, se’n fan de noves."),
    )  # fmt: skip
    units_kind = forms.ChoiceField(
        choices=UnitKind.choices, initial=UnitKind.GRAVE_IN_EARTH, label=_("Classe de les noves")
    )
    first_number = forms.IntegerField(
        min_value=0, max_value=MOST_NUMBER, initial=1, label=_("Primer número de les noves")
    )
    corner = PointsField(
        draws="point", rows=1, label=_("Cantonada de la primera"), help_text=_("Est i nord, en metres")
    )
    rows = forms.IntegerField(min_value=1, max_value=500, initial=2, label=_("Files"))
    columns = forms.IntegerField(min_value=1, max_value=500, initial=5, label=_("Fosses per fila"))
    width = MetresField(least=MEASURES["width"][0], most=MEASURES["width"][1], initial="1", label=_("Amplada (m)"))
    length = MetresField(
        least=MEASURES["length"][0], most=MEASURES["length"][1], initial="2,2", label=_("Llargada (m)")
    )
    column_space = MetresField(least=0, most=100, initial="0,4", label=_("Espai entre fosses (m)"))
    row_space = MetresField(least=0, most=100, initial="0,8", label=_("Espai entre files (m)"))
    angle = MetresField(
        least=-360, most=360, initial="0", label=_("Gir (graus)"), help_text=_("0 mira a l’est, 90 al nord")
    )
    numbering = forms.ChoiceField(
        choices=Numbering.choices, initial=Numbering.ROWS_RIGHTWARD, label=_("Com corren els números")
    )

    def clean_numbers(self) -> tuple[str, ...]:
        """The numbers of the units that are there."""
        return read_numbers(self.cleaned_data["numbers"])

    def sketch(self) -> Sketch:
        """The graves."""
        return sketch_grid(self.cemetery, self.entry(), self.today)

    def draw(self, step: Step, sent: Submission) -> PlanEdit:
        """Draw them, new ones made by the register."""
        return draw_grid(self.cemetery, self.entry(), step, sent)

    def entry(self) -> GridEntry:
        """What was typed. Raises NotDrawableError and PlanRefusedError."""
        typed = self.cleaned_data
        corner = point_of(self.points("corner"), "corner")
        numbers = {name: typed[name] for name in ("rows", "columns", *MEASURES)}
        grid = Grid(corner=(corner.x, corner.y), numbering=Order(typed["numbering"]), **numbers)
        units = units_named(self.cemetery, typed.get("section"), typed.get("numbers") or (), self.today)
        return GridEntry(
            grid=grid,
            section=typed.get("section"),
            units=tuple(units),
            kind=typed["units_kind"],
            first_number=typed["first_number"],
        )


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

    def sketch(self) -> Sketch:
        """The entrance where it is to be."""
        return sketch_entrance(self.cemetery, point_of(self.points("point"), "point"))


class PathForm(EditForm):
    """A path on which one walks."""

    kind = EditKind.PATH
    heading = _("Dibuixa un camí")
    hint = _("Per on es camina. Els camins amb esglaons no serveixen per a cadires de rodes.")

    path = forms.ModelChoiceField(Path.objects.none(), required=False, label=_("Quin camí"), empty_label=_("Un de nou"))
    name = forms.CharField(required=False, max_length=80, label=_("Nom"))
    has_steps = forms.BooleanField(required=False, label=_("Té esglaons"))
    line = PointsField(required=False, draws="line", rows=4, label=_("Recorregut"), help_text=POINTS)
    gone = forms.BooleanField(required=False, label=_("Treu aquest camí del plànol"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["path"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Path.objects.filter(cemetery=self.cemetery).order_by("name", "pk")

    def clean(self) -> dict[str, Any]:
        """Only a path that is there can go."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("gone") and not cleaned.get("path"):
            self.add_error("path", _("Trieu quin camí es treu."))
        return cleaned

    def sketch(self) -> Sketch:
        """The path."""
        return sketch_path(self.cemetery, self.entry())

    def draw(self, step: Step, sent: Submission) -> PlanEdit:
        """Draw it, or take it away."""
        return draw_path(self.cemetery, self.entry(), step)

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

    kind = EditKind.SPLIT
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

    kind, snaps = EditKind.MERGE, False
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
