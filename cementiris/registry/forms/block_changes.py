"""The forms that change many units of a block at once: their numbers, and whether they are in service."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cementiris.registry.entries.places import ClosingEntry, RenumberingEntry
from cementiris.registry.forms.blocks import MOST_NUMBER, PlaceForm
from cementiris.registry.forms.fields import DayField
from cementiris.registry.forms.places import read_numbers
from cementiris.registry.models import ActKind, BurialUnit, ClosureReason, Numbering
from cementiris.registry.numbering import Numbering as Order
from cementiris.registry.numbering import compact, index_of
from cementiris.registry.numbers import number_key
from cementiris.registry.queries import closures_on, section_units


class NumberRule(StrEnum):
    """How the new numbers follow from the old ones."""

    SHIFT = "shift"
    ORDER = "order"
    AFFIX = "affix"


class ChosenUnitsForm(PlaceForm):
    """Some units of a block, or all of them, by their numbers."""

    numbers = forms.CharField(
        required=False, max_length=2000, label=_("Quines"), help_text=_("Com ara 12-20, 33. En blanc, totes.")
    )

    def clean_numbers(self) -> tuple[str, ...]:
        """The numbers of the units that are meant; one that no unit of the block bears is told, not passed over."""
        numbers = read_numbers(self.cleaned_data["numbers"])
        if self.section and numbers:
            borne = set(section_units(self.section, self.today).values_list("number_key", flat=True))
            if strange := [number for number in numbers if number_key(number) not in borne]:
                raise ValidationError(
                    _("En aquest bloc no hi ha cap sepultura amb aquests números: %(numbers)s."),
                    params={"numbers": compact(strange)},
                )
        return numbers

    @property
    def units(self) -> Sequence[BurialUnit]:
        """The units of the block that are meant, in the order of their numbers; none while the list is not read."""
        if self.section is None or not self.is_bound or "numbers" in self.errors:
            return []
        keys = {number_key(number) for number in self.value("numbers", ())}
        rows = section_units(self.section, self.today).select_related("cemetery", "section")
        return [unit for unit in rows.defer("footprint", "point") if not keys or unit.number_key in keys]

    def day(self) -> date:
        """The day of the act, today until one is typed."""
        found: date = self.value("on", self.today)
        return found


class RenumberBlockForm(ChosenUnitsForm):
    """New numbers for many units, by a rule."""

    heading, button = _("Canvia els números d’un bloc"), _("Canvia els números")
    act_kind = ActKind.RENUMBERING

    rule = forms.ChoiceField(
        choices=[
            (NumberRule.SHIFT, _("Suma o resta als números")),
            (NumberRule.ORDER, _("Torna’ls a numerar per ordre")),
            (NumberRule.AFFIX, _("Afegeix o treu el que va davant")),
        ],
        initial=NumberRule.SHIFT,
        label=_("Com"),
        widget=forms.RadioSelect,
    )
    shift = forms.IntegerField(
        required=False, min_value=-MOST_NUMBER, max_value=MOST_NUMBER, label=_("Suma"), help_text=_("100, o -100")
    )
    first_number = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=MOST_NUMBER,
        label=_("Primer número"),
        help_text=_("Per numerar per ordre"),
    )
    numbering = forms.ChoiceField(
        required=False, choices=Numbering.choices, label=_("Com corren"),
        help_text=_("Per ordre: segons el pis i la columna, i si no se saben, segons el número d’ara"),
    )  # fmt: skip
    remove = forms.CharField(required=False, max_length=10, label=_("Treu de davant"))
    add = forms.CharField(required=False, max_length=10, label=_("Afegeix davant"))
    on = DayField(required=False, label=_("Des del dia"), help_text=_("En blanc, avui"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert self.section is not None
        self.initial.setdefault("numbering", self.section.numbering)
        self.initial.setdefault("first_number", self.section.first_number)

    @property
    def changes(self) -> list[tuple[str, str]]:
        """Each number as it is and as it would be, for the page."""
        new = self.entry().numbers
        return [(unit.number, new[unit.pk]) for unit in self.units if unit.pk in new]

    def entry(self) -> RenumberingEntry:
        """What was typed: only the units whose number changes."""
        units = self.units
        makers = {
            NumberRule.SHIFT: self._shifted, NumberRule.ORDER: self._in_order, NumberRule.AFFIX: self._affixed,
        }  # fmt: skip
        new = makers[NumberRule(self.value("rule", NumberRule.SHIFT))](units)
        changed = {unit.pk: new[unit.pk] for unit in units if new.get(unit.pk, unit.number) != unit.number}
        unreadable = next((number for number in changed.values() if not number_key(number) or len(number) > 40), "")
        return RenumberingEntry(on=self.day(), numbers=changed, section=self.section, unreadable=unreadable[:60])

    def _shifted(self, units: Sequence[BurialUnit]) -> dict[int, str]:
        """Plain numbers move by so many; "12 bis" keeps its end; what has no number at its front stays."""
        shift: int = self.value("shift", 0)
        return {unit.pk: _moved(unit.number, shift) for unit in units}

    def _in_order(self, units: Sequence[BurialUnit]) -> dict[int, str]:
        first: int = self.value("first_number", 1)
        ordered = sorted(enumerate(units), key=lambda each: (self._place(each[1]), each[0]))
        return {unit.pk: str(first + place) for place, (_index, unit) in enumerate(ordered)}

    def _place(self, unit: BurialUnit) -> int:
        """Where a unit comes in the order of the wall; those without floor and column follow in the present order."""
        section = self.section
        if section is None or not (section.floors and section.columns and unit.floor and unit.column):
            return MOST_NUMBER
        order = Order(self.value("numbering", None) or section.numbering)
        found = index_of(order, section.floors, section.columns, (unit.floor, unit.column))
        return MOST_NUMBER if found is None else found

    def _affixed(self, units: Sequence[BurialUnit]) -> dict[int, str]:
        remove, add = self.value("remove", ""), self.value("add", "")
        return {unit.pk: f"{add}{unit.number.removeprefix(remove)}" for unit in units}


def _moved(number: str, shift: int) -> str:
    digits = number[: len(number) - len(number.lstrip("0123456789"))]
    if not digits or int(digits) + shift < 0:
        return number
    width = len(digits) if digits.startswith("0") else 0
    return f"{str(int(digits) + shift).zfill(width)}{number[len(digits) :]}"


class CloseBlockForm(ChosenUnitsForm):
    """Many units out of service."""

    heading, button = _("Posa fora de servei unes quantes sepultures"), _("Posa-les fora de servei")
    act_kind = ActKind.OUT_OF_SERVICE

    why = forms.ChoiceField(
        choices=ClosureReason.choices, initial=ClosureReason.WORKS, label=_("Per què"), widget=forms.RadioSelect
    )
    note = forms.CharField(required=False, max_length=200, label=_("Explicació"))
    on = DayField(required=False, label=_("Des del dia"), help_text=_("En blanc, avui"))
    until = DayField(required=False, label=_("Tornen al servei el"), help_text=_("En blanc, si encara no se sap"))

    def entry(self) -> ClosingEntry:
        """What was typed, as far as it was understood."""
        return ClosingEntry(
            on=self.day(),
            unit_ids=tuple(unit.pk for unit in self.units),
            reason=self.value("why", ClosureReason.OTHER),
            note=self.value("note", ""),
            until=self.value("until", None),
        )


class ReopenBlockForm(ChosenUnitsForm):
    """Many units back in service."""

    heading, button = _("Torna al servei unes quantes sepultures"), _("Torna-les al servei")
    act_kind = ActKind.BACK_IN_SERVICE

    on = DayField(required=False, label=_("Tornen al servei el"), help_text=_("En blanc, avui"))

    def entry(self) -> ClosingEntry:
        """What was typed; without numbers, those that are out of service that day."""
        units = [unit.pk for unit in self.units]
        if not self.value("numbers", ()):
            closed = closures_on(self.day()).filter(unit__in=units)
            units = list(closed.values_list("unit", flat=True))
        return ClosingEntry(on=self.day(), unit_ids=tuple(units))
