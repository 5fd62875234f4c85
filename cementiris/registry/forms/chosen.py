"""The forms of what is done at once to units that were chosen on the wall."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cementiris.registry.entries.places import ClosingEntry
from cementiris.registry.forms.blocks import PlaceForm
from cementiris.registry.forms.fields import DayField
from cementiris.registry.models import ActKind, BurialUnit, ClosureReason
from cementiris.registry.typed_keys import read_keys

MOST_CHOSEN = 1000
"""So many units are done something to at once; a wall of more is done in parts."""
LONGEST_CHOICE = 20_000


class ChosenForm(PlaceForm):
    """Units by their keys, as the drawing hands them over; they may stand in several walls."""

    unit_list = forms.CharField(max_length=LONGEST_CHOICE, required=False, widget=forms.HiddenInput)
    on = DayField(required=False, label=_("Des del dia"), help_text=_("En blanc, avui"))

    def __init__(self, *args: Any, chosen: str, **kwargs: Any) -> None:
        super().__init__(*args, cemetery=None, section=None, **kwargs)
        self.initial["unit_list"] = chosen
        self.keys = read_keys([self["unit_list"].value() or ""])
        self._units: Sequence[BurialUnit] | None = None

    @property
    def shown(self) -> list[forms.BoundField]:
        """The fields of the act itself."""
        return [bound for bound in super().shown if bound.name != "unit_list"]

    @property
    def are_too_many(self) -> bool:
        """Whether more units were chosen than are done something to at once."""
        return len(self.keys) > MOST_CHOSEN

    @property
    def units(self) -> Sequence[BurialUnit]:
        """The chosen units of this town, in the order of their walls and numbers."""
        if self._units is None:
            rows = BurialUnit.objects.filter(pk__in=self.keys[:MOST_CHOSEN]).select_related("cemetery", "section")
            rows = rows.order_by("cemetery__name", "section__name_order", "number_order", "pk")
            self._units = list(rows.defer("footprint", "point", "section__footprint", "cemetery__footprint"))
        return self._units

    def day(self) -> date:
        """The day of the act, today until one is typed."""
        found: date = self.value("on", self.today)
        return found

    def entry(self, keys: Sequence[int]) -> ClosingEntry:
        """What was typed, as far as it was understood, for some of the units."""
        return ClosingEntry(
            on=self.day(),
            unit_ids=tuple(keys),
            reason=self.value("why", ClosureReason.OTHER),
            note=self.value("note", ""),
            until=self.value("until", None),
        )


class CloseChosenForm(ChosenForm):
    """Out of service for a time."""

    heading, button = _("Posa fora de servei les triades"), _("Posa-les fora de servei")
    act_kind = ActKind.OUT_OF_SERVICE
    field_order = ("why", "note", "on", "until")

    why = forms.ChoiceField(
        choices=ClosureReason.choices, initial=ClosureReason.WORKS, label=_("Per què"), widget=forms.RadioSelect
    )
    note = forms.CharField(required=False, max_length=200, label=_("Explicació"))
    until = DayField(required=False, label=_("Tornen al servei el"), help_text=_("En blanc, si encara no se sap"))


class ReopenChosenForm(ChosenForm):
    """Back into service."""

    heading, button = _("Torna al servei les triades"), _("Torna-les al servei")
    act_kind = ActKind.BACK_IN_SERVICE


class RetireChosenForm(ChosenForm):
    """Given up for good: a wall that is pulled down."""

    heading, button = _("Dona de baixa les triades"), _("Dona-les de baixa")
    act_kind = ActKind.OUT_OF_SERVICE
    field_order = ("note", "on")

    note = forms.CharField(
        max_length=200, label=_("Per què"), help_text=_("Per exemple: s’ha enderrocat, o mai no ha existit")
    )
