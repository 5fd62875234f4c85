"""The forms of cemeteries and blocks: describing them, making units in them, numbering and closing many at once."""

from datetime import date
from typing import Any, ClassVar
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cementiris.accounts.models import User
from cementiris.registry.entries import Submission
from cementiris.registry.entries.places import CemeteryEntry, NewUnitsEntry, SectionEntry
from cementiris.registry.forms.fields import DayField
from cementiris.registry.forms.places import LONGEST_NUMBER, high_field, read_numbers, wide_field, year_field
from cementiris.registry.models import BurialUnit, Cemetery, Numbering, Section, UnitKind
from cementiris.registry.numbering import Numbering as Order
from cementiris.registry.numbering import PlannedUnit, WallPlan, Written, planned_units
from cementiris.registry.spans import MOST_COLUMNS, MOST_FLOORS

MOST_NUMBER = 999_999
LEAST_CM, MOST_CM = 10, 600
WRITTEN = (
    (Written.CONSECUTIVE, _("Seguits: 1, 2, 3")),
    (Written.FLOOR_COLUMN, _("Pis i columna: 3-14")),
    (Written.COLUMN_LETTER, _("Columna i lletra del pis: 14C")),
)


class PlaceForm(forms.Form):
    """A form about a cemetery or a block. `key` makes it count once; `unit` is none: it is about no single one."""

    use_required_attribute = False
    heading: ClassVar[str | Promise] = ""
    button: ClassVar[str | Promise] = ""
    act_kind: ClassVar[str] = ""
    unit: ClassVar[None] = None

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        required=False,
        max_length=500,
        label=_("Motiu"),
        help_text=_("Només si alguna regla diu «Atenció»: expliqueu per què es registra igualment."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self, *args: Any, cemetery: Cemetery | None, section: Section | None, today: date, **kwargs: Any
    ) -> None:
        self.cemetery, self.section, self.today = cemetery, section, today
        super().__init__(*args, **kwargs)
        self.initial["key"] = uuid4()
        for field in self.fields.values():
            if hasattr(field, "this_year"):
                field.this_year = today.year

    @property
    def shown(self) -> list[forms.BoundField]:
        """The fields of the act itself."""
        return [self[name] for name in self.fields if name not in ("key", "reason")]

    def value(self, name: str, default: Any) -> Any:
        """What was typed and understood, or the default: rules look at half-filled forms too."""
        found = getattr(self, "cleaned_data", {}).get(name)
        return default if found in (None, "") else found

    def submission(self, actor: User) -> Submission:
        """Who sends the form and when."""
        key, reason = self.value("key", None), self.value("reason", "")
        return Submission(actor=actor, today=self.today, key=key, reason=reason)


class CemeteryForm(PlaceForm):
    """The name of a cemetery."""

    heading, button = _("Cementiri"), _("Desa el cementiri")

    name = forms.CharField(max_length=120, label=_("Nom"), help_text=_("Per exemple: Cementiri de Sant Pere"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.cemetery:
            self.initial.setdefault("name", self.cemetery.name)

    def entry(self) -> CemeteryEntry:
        """What was typed."""
        return CemeteryEntry(name=self.value("name", ""))


class SectionForm(PlaceForm):
    """A zone, a street, a courtyard, a block; with floors and columns it is a wall of niches."""

    heading, button = _("Bloc o secció"), _("Desa el bloc")

    level_name = forms.CharField(
        required=False, max_length=40, label=_("Què és"), help_text=_("Bloc, zona, carrer, pati, illa…"), initial="Bloc"
    )
    name = forms.CharField(max_length=80, label=_("Nom"), help_text=_("Per exemple: A, o Sant Josep"))
    parent = forms.ModelChoiceField(Section.objects.none(), required=False, label=_("Dins de"), empty_label=_("Res"))
    floors = forms.IntegerField(
        required=False, min_value=1, max_value=MOST_FLOORS, label=_("Pisos"), help_text=_("Només si és una paret")
    )
    columns = forms.IntegerField(required=False, min_value=1, max_value=MOST_COLUMNS, label=_("Columnes"))
    numbering = forms.ChoiceField(
        choices=Numbering.choices, initial=Numbering.ROWS_RIGHTWARD, label=_("Com corren els números")
    )
    first_number = forms.IntegerField(
        required=False, min_value=0, max_value=MOST_NUMBER, initial=1, label=_("Primer número")
    )
    cell_width = forms.IntegerField(
        required=False, min_value=LEAST_CM, max_value=MOST_CM, label=_("Amplada de cada casella (cm)"),
        help_text=_("Amb l’alçada, dona la proporció de l’alçat i l’escala quan s’imprimeix: 80"),
    )  # fmt: skip
    cell_height = forms.IntegerField(
        required=False, min_value=LEAST_CM, max_value=MOST_CM, label=_("Alçada de cada casella (cm)"),
        help_text=_("Per exemple: 65"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["parent"]
        assert isinstance(field, forms.ModelChoiceField)
        inside = _parts_of(self.section)
        field.queryset = Section.objects.filter(cemetery=self.cemetery).exclude(pk__in=inside)
        if self.section:
            names = (
                *("level_name", "name", "floors", "columns", "numbering", "first_number"),
                *("cell_width", "cell_height"),
            )
            self.initial.update({name: getattr(self.section, name) for name in names})
            self.initial["parent"] = self.section.parent_id

    def entry(self) -> SectionEntry:
        """What was typed."""
        return SectionEntry(
            name=self.value("name", ""),
            level_name=self.value("level_name", ""),
            parent=self.value("parent", None),
            floors=self.value("floors", None),
            columns=self.value("columns", None),
            numbering=self.value("numbering", Numbering.ROWS_RIGHTWARD),
            first_number=self.value("first_number", 1),
            cell_width=self.value("cell_width", None),
            cell_height=self.value("cell_height", None),
        )

    def clean(self) -> dict[str, Any]:
        """A cell has both measures or none."""
        cleaned = super().clean() or self.cleaned_data
        for name, other in (("cell_width", "cell_height"), ("cell_height", "cell_width")):
            if cleaned.get(other) and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, _("Escriviu-hi també aquesta mida, o deixeu-les totes dues en blanc."))
        return cleaned


def _parts_of(section: Section | None) -> set[int]:
    """A section and everything in it, at any depth: it cannot lie there itself."""
    if section is None:
        return set()
    parents = dict(Section.objects.filter(cemetery=section.cemetery_id).values_list("pk", "parent"))
    inside, waiting = {section.pk}, True
    while waiting:
        found = {pk for pk, parent in parents.items() if parent in inside} - inside
        inside, waiting = inside | found, bool(found)
    return inside


class WallForm(PlaceForm):
    """A wall of new units: floors, columns and how their numbers run; the numbers that are left out."""

    heading, button = _("Fes les sepultures d’una paret"), _("Fes les sepultures")

    kind = forms.ChoiceField(choices=UnitKind.choices, initial=UnitKind.NICHE, label=_("Classe"))
    floors = forms.IntegerField(min_value=1, max_value=MOST_FLOORS, label=_("Pisos"))
    columns = forms.IntegerField(min_value=1, max_value=MOST_COLUMNS, label=_("Columnes"))
    numbering = forms.ChoiceField(
        choices=Numbering.choices, initial=Numbering.ROWS_RIGHTWARD, label=_("Com corren els números")
    )
    first_number = forms.IntegerField(
        min_value=0, max_value=MOST_NUMBER, label=_("Primer número"),
        help_text=_("Es proposa el que segueix el bloc anterior."),
    )  # fmt: skip
    written = forms.ChoiceField(choices=WRITTEN, initial=Written.CONSECUTIVE, label=_("Com s’escriuen"))
    before = forms.CharField(required=False, max_length=10, label=_("Davant del número"), help_text=_("Per exemple: A"))
    after = forms.CharField(required=False, max_length=10, strip=False, label=_("Darrere del número"))
    width = forms.IntegerField(
        required=False, min_value=0, max_value=6, label=_("Xifres"), help_text=_("3 escriu 007 en lloc de 7")
    )
    left_out = forms.CharField(
        required=False, max_length=1000, label=_("Forats"),
        help_text=_("Números que no existeixen i deixen el lloc buit: 13, 45-47"),
    )  # fmt: skip
    skipped = forms.CharField(
        required=False, max_length=1000, label=_("Números que se salten"),
        help_text=_("El número següent ocupa el seu lloc."),
    )  # fmt: skip
    beside = forms.CharField(
        required=False, max_length=1000, label=_("Bis i altres"), help_text=_("A més de la paret: 12 bis, 30A")
    )
    built_year = year_field()
    opened_on = DayField(required=False, label=_("Obertes des del dia"), help_text=_("En blanc, des de sempre"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert self.section is not None
        for name in ("floors", "columns", "numbering"):
            self.initial.setdefault(name, getattr(self.section, name))
        self.initial.setdefault("first_number", proposed_number(self.section))

    def clean_left_out(self) -> frozenset[int]:
        """The numbers whose cells stay empty."""
        return _whole_numbers(self.cleaned_data["left_out"])

    def clean_skipped(self) -> frozenset[int]:
        """The numbers that nobody gets."""
        return _whole_numbers(self.cleaned_data["skipped"])

    def clean_beside(self) -> tuple[str, ...]:
        """The numbers besides those of the wall."""
        return read_numbers(self.cleaned_data["beside"])

    def plan(self) -> WallPlan | None:
        """The wall as planned; None while it has no floors or columns."""
        floors, columns = self.value("floors", 0), self.value("columns", 0)
        if not (floors and columns):
            return None
        affixes = {"prefix": self.value("before", ""), "suffix": self.value("after", "")}
        numbers = {name: self.value(name, frozenset()) for name in ("left_out", "skipped")}
        return WallPlan(
            floors=floors,
            columns=columns,
            numbering=Order(self.value("numbering", Order.ROWS_RIGHTWARD)),
            written=Written(self.value("written", Written.CONSECUTIVE)),
            first_number=self.value("first_number", 1),
            width=self.value("width", 0),
            beside=self.value("beside", ()),
            **affixes,
            **numbers,
        )

    def entry(self) -> NewUnitsEntry:
        """What was typed, as far as it was understood."""
        assert self.cemetery is not None
        plan = self.plan()
        return NewUnitsEntry(
            cemetery=self.cemetery,
            section=self.section,
            kind=self.value("kind", UnitKind.NICHE),
            units=planned_units(plan) if plan else (),
            built_year=self.value("built_year", None),
            opened_on=self.value("opened_on", None),
            wall=_wall(plan) if plan else None,
        )


def _wall(plan: WallPlan) -> SectionEntry:
    return SectionEntry(
        floors=plan.floors, columns=plan.columns, numbering=plan.numbering, first_number=plan.first_number
    )


def _whole_numbers(text: str) -> frozenset[int]:
    numbers = read_numbers(text)
    if not all(number.isdecimal() for number in numbers):
        raise ValidationError(_("Escriviu-hi només números i trams, com ara 13, 45-47."))
    return frozenset(int(number) for number in numbers)


def proposed_number(section: Section) -> int:
    """The number after the last one of the block; of an empty one, after the last of the block before it."""
    own = _last_number(section)
    if own is not None:
        return own + 1
    beside = list(Section.objects.filter(cemetery=section.cemetery_id, parent=section.parent_id))
    before = [other for other in beside if (other.name_order, other.name) < (section.name_order, section.name)]
    last = next((number for other in reversed(before) if (number := _last_number(other)) is not None), None)
    return section.first_number if last is None or section.first_number > 1 else last + 1


def _last_number(section: Section) -> int | None:
    keys = BurialUnit.objects.filter(section=section, retired_on__isnull=True).values_list("number_key", flat=True)
    return max((int(key) for key in keys if key.isdecimal() and len(key) <= 6), default=None)


class ListForm(PlaceForm):
    """One unit, or several by a typed list of numbers, in a block or outside any."""

    heading, button = _("Fes sepultures soltes"), _("Fes les sepultures")

    kind = forms.ChoiceField(choices=UnitKind.choices, initial=UnitKind.NICHE, label=_("Classe"))
    block = forms.ModelChoiceField(
        Section.objects.none(), required=False, label=_("Bloc o secció"), empty_label=_("Fora dels blocs")
    )
    numbers = forms.CharField(
        required=False, max_length=2000, label=_("Números"),
        help_text=_("Un, o uns quants: 12 bis, 13, 45-47. Una fossa comuna pot no tenir-ne."),
    )  # fmt: skip
    floor = forms.IntegerField(
        required=False, min_value=1, max_value=MOST_FLOORS, label=_("Pis"), help_text=_("Comptat des de terra")
    )
    column = forms.IntegerField(
        required=False, min_value=1, max_value=MOST_COLUMNS, label=_("Columna"), help_text=_("Si només se’n fa una")
    )
    columns_wide, floors_high = wide_field(), high_field()
    built_year = year_field()
    opened_on = DayField(required=False, label=_("Obertes des del dia"), help_text=_("En blanc, des de sempre"))
    notes = forms.CharField(
        required=False, max_length=2000, label=_("Observacions"), widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["block"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Section.objects.filter(cemetery=self.cemetery)

    def clean_numbers(self) -> tuple[str, ...]:
        """The numbers of the new units."""
        return read_numbers(self.cleaned_data["numbers"])

    def clean(self) -> dict[str, Any]:
        """Only what is the town's own may go without a number."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("numbers") and cleaned.get("kind") not in UnitKind.communal() and not self.errors:
            self.add_error("numbers", _("Escriviu quins números tenen."))
        return cleaned

    def entry(self) -> NewUnitsEntry:
        """What was typed, as far as it was understood."""
        assert self.cemetery is not None
        kind = self.value("kind", UnitKind.NICHE)
        numbers = self.value("numbers", ()) or (("",) if kind in UnitKind.communal() else ())
        column = self.value("column", None) if len(numbers) == 1 else None
        floor = self.value("floor", None)
        return NewUnitsEntry(
            cemetery=self.cemetery,
            section=self.value("block", None),
            kind=kind,
            units=tuple(PlannedUnit(number[:LONGEST_NUMBER], floor, column) for number in numbers),
            built_year=self.value("built_year", None),
            opened_on=self.value("opened_on", None),
            notes=self.value("notes", ""),
            columns_wide=self.value("columns_wide", 1),
            floors_high=self.value("floors_high", 1),
        )
