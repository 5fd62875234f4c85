"""The tools that place many units at once: a block by its front or outline, graves in rows on a field."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from shapely import LineString

from cementiris.registry.entries import Submission
from cementiris.registry.entries.places import SectionEntry
from cementiris.registry.forms.places import read_numbers
from cementiris.registry.models import Numbering, Section, UnitKind
from cementiris.registry.numbering import Numbering as Order
from cementiris.registry.spans import MOST_COLUMNS, MOST_FLOORS
from gis.editing.grids import MEASURES, Grid
from gis.editing.shapes import area_of, line_of, point_of, ray, written
from gis.editing.strips import DEEPEST, SHALLOWEST
from gis.forms.editing import POINTS, EditForm, MetresField, PointsField
from gis.models import EditKind, PlanEdit
from gis.services.drawing_fields import GridEntry, draw_grid, sketch_grid
from gis.services.drawing_walls import WallEntry, draw_wall, sketch_wall
from gis.services.editing import Place, Step
from gis.services.sketches import Sketch, units_named

LONGEST = 500.0
MOST_NUMBER = 999_999
IN_A_FIELD = (
    (Numbering.ROWS_RIGHTWARD, _("Per files, d’esquerra a dreta")),
    (Numbering.ROWS_LEFTWARD, _("Per files, de dreta a esquerra")),
    (Numbering.SERPENTINE, _("Per files, en serpentina")),
    (Numbering.COLUMNS_UPWARD, _("Per columnes, des de la primera fila")),
    (Numbering.COLUMNS_DOWNWARD, _("Per columnes, fins a la primera fila")),
)
"""How numbers run over the rows of a field: its rows are counted as the floors of a wall."""
NO_UNITS = ("", _("Cap: ja hi són, o es faran més tard"))


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
        required=False, choices=Numbering.choices, initial=Numbering.ROWS_RIGHTWARD, label=_("Com corren els números"),
        help_text=_("Només d’un bloc nou"),
    )  # fmt: skip
    first_number = forms.IntegerField(
        required=False, min_value=0, max_value=MOST_NUMBER, initial=1, label=_("Primer número"),
        help_text=_("Només d’un bloc nou"),
    )  # fmt: skip
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

    def present(self) -> tuple[str, str] | None:
        """The front that the chosen block has now."""
        section = self.cleaned_data.get("section")
        return ("line", written(section.front.coords)) if section and section.front else None

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
        choices=IN_A_FIELD, initial=Numbering.ROWS_RIGHTWARD, label=_("Com corren els números")
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
