"""The forms of the tools that draw on the plan: everything that the map fills in can be typed, in metres."""

from abc import ABCMeta, abstractmethod
from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar, TypeVar
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.forms.forms import DeclarativeFieldsMetaclass
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cementiris.registry.entries import Submission
from cementiris.registry.forms.places import read_numbers
from cementiris.registry.models import BurialUnit, Cemetery, Section
from gis.editing.refusals import NotDrawableError
from gis.editing.shapes import Coordinates, read_number, read_points
from gis.messages.editing import refusal
from gis.models import EditKind, PlanEdit
from gis.services.editing import Place, PlanRefusedError, Step, record_edit
from gis.services.sketches import Sketch, snapped, units_named

MOST_CENTIMETRES = 300
POINTS = _("Un punt a cada línia: est i nord, en metres. O dibuixeu-ho al plànol.")
_Made = TypeVar("_Made")


class MetresField(forms.CharField):
    """A number of metres, or of degrees, as typed: with a comma or a point. None when empty."""

    def __init__(self, *, least: float = -1e6, most: float = 1e6, **kwargs: Any) -> None:
        self.least, self.most = least, most
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}), **kwargs)

    def clean(self, value: Any) -> Any:
        """The number. Raises ValidationError with the sentence."""
        text = super().clean(value)
        if not text:
            return None
        number = _spoken(lambda: read_number(text))
        if not self.least <= number <= self.most:
            facts = {"least": self.least, "most": self.most}
            raise ValidationError(refusal("bad_measure", facts))
        return number


class PointsField(forms.CharField):
    """Points as typed, one a line; `draws` says to the map what fills it in: point, line or area."""

    def __init__(self, *, draws: str, rows: int = 3, **kwargs: Any) -> None:
        shown = {"rows": rows, "data-draws": draws, "spellcheck": "false", "autocomplete": "off", "class": "points"}
        super().__init__(widget=forms.Textarea(attrs=shown), strip=True, **kwargs)

    def clean(self, value: Any) -> Any:
        """The points as pairs of east and north. Raises ValidationError with the sentence."""
        text = super().clean(value)
        return _spoken(lambda: read_points(text))


def _spoken(read: Callable[[], _Made]) -> _Made:
    try:
        return read()
    except NotDrawableError as error:
        raise ValidationError(refusal(error.code, error.facts)) from error


class ToolType(DeclarativeFieldsMetaclass, ABCMeta):
    """What a form is that leaves something to its kinds: none can be made that does not say what it draws."""


class EditForm(forms.Form, metaclass=ToolType):
    """One tool of the plan. `seen` is the plan's version on which somebody draws, `key` makes the form count once."""

    use_required_attribute = False
    kind: ClassVar[str] = EditKind.SHAPE
    heading: ClassVar[str | Promise] = ""
    hint: ClassVar[str | Promise] = ""
    button: ClassVar[str | Promise] = _("Desa el dibuix")
    snaps: ClassVar[bool] = True
    act_page: ClassVar[str] = ""
    """The page of the register's act that does to the unit itself what the tool only does to its drawing."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    tolerance = forms.IntegerField(
        required=False, min_value=0, max_value=MOST_CENTIMETRES, initial=20, label=_("Enganxa a menys de (cm)"),
        help_text=_("A una cantonada o un costat que ja hi sigui. 0, per no enganxar res."),
    )  # fmt: skip
    sure = forms.BooleanField(required=False, label=_("Està bé: deseu-ho igualment"))

    def __init__(self, *args: Any, cemetery: Cemetery, today: date, seen: str, **kwargs: Any) -> None:
        self.cemetery, self.today = cemetery, today
        super().__init__(*args, **kwargs)
        self.initial.update(key=uuid4(), seen=seen)
        if not self.snaps:
            del self.fields["tolerance"]
        for name in ("section", "block"):
            if name in self.fields:
                field = self.fields[name]
                assert isinstance(field, forms.ModelChoiceField)
                field.queryset = Section.objects.filter(cemetery=cemetery)

    @property
    def shown(self) -> list[forms.BoundField]:
        """The fields of the drawing itself."""
        own = [self[name] for name in self.fields if name not in ("key", "seen", "sure", "tolerance", "path")]
        return [*own, self["tolerance"]] if self.snaps else own

    @abstractmethod
    def sketch(self) -> Sketch:
        """What it would draw. Raises NotDrawableError and PlanRefusedError."""

    def draw(self, step: Step, sent: Submission) -> PlanEdit:
        """Draw it. Raises what `sketch` and `record_edit` raise, and RuleBroken where the register makes units."""
        return record_edit(self.cemetery, step, self.sketch().changes)

    def act_unit(self) -> BurialUnit | None:
        """The unit for which the page of the act is offered. Raises PlanRefusedError."""
        return None

    def present(self) -> tuple[str, str] | None:
        """A field, and the points of what is there now to begin from. Raises PlanRefusedError."""
        return None

    def points(self, name: str, apart_from: list[Place] | None = None) -> list[Coordinates]:
        """The typed points of a field, drawn onto what lies beside them."""
        return snapped(
            self.cleaned_data.get(name) or [], self.cemetery, on=self.today, apart_from=apart_from or [],
            centimetres=self.cleaned_data.get("tolerance") or 0,
        )  # fmt: skip


class ChosenForm(EditForm):
    """A tool for places that are there: units by block and number, or a block as a whole."""

    block = forms.ModelChoiceField(
        Section.objects.none(), required=False, label=_("Bloc o secció"), empty_label=_("Fora dels blocs")
    )
    numbers = forms.CharField(
        required=False, max_length=4000, label=_("Sepultures"), strip=True,
        widget=forms.TextInput(attrs={"data-chooses": "units", "autocomplete": "off"}),
        help_text=_("Els números, com ara 12, 14-16, o trieu-les al plànol. En blanc, tot el bloc."),
    )  # fmt: skip

    def clean_numbers(self) -> tuple[str, ...]:
        """The numbers of the units."""
        return read_numbers(self.cleaned_data["numbers"])

    def clean(self) -> dict[str, Any]:
        """Something must be chosen."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned.get("numbers") and not cleaned.get("block"):
            self.add_error("numbers", _("Digueu quines sepultures, o quin bloc."))
        return cleaned

    def places(self) -> list[Place]:
        """The units chosen, in the order in which they were typed, or the block. Raises PlanRefusedError."""
        block: Section | None = self.cleaned_data.get("block")
        return [*self.units("numbers")] if self.cleaned_data.get("numbers") or block is None else [block]

    def units(self, name: str) -> list[BurialUnit]:
        """The units of the chosen block whose numbers stand in a field. Raises PlanRefusedError."""
        numbers = self.cleaned_data.get(name) or ()
        return units_named(self.cemetery, self.cleaned_data.get("block"), numbers, self.today)

    def act_unit(self) -> BurialUnit | None:
        """The first unit chosen, where there is such an act. Raises PlanRefusedError."""
        return next(iter(self.units("numbers")), None) if self.act_page else None

    def only_place(self) -> Place:
        """The one unit or block that the tool is for. Raises PlanRefusedError (`one_place`)."""
        places = self.places()
        if len(places) != 1:
            raise PlanRefusedError("one_place")
        return places[0]
