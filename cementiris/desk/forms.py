"""What may be asked of the inventory: the day, and what the projection assumes."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cementiris.desk.forecast import Assumptions
from cementiris.registry.forms.fields import DayField

MOST_GROWTH = 20


class InventoryForm(forms.Form):
    """The day of the inventory and the assumptions of the forecast; whatever is not understood keeps its default."""

    dia = DayField(required=False, label=_("Situació del dia"), help_text=_("Per exemple: 22/11/2026"))
    creixement = forms.FloatField(
        required=False,
        min_value=-MOST_GROWTH,
        max_value=MOST_GROWTH,
        localize=True,
        label=_("Creixement de la demanda cada any, en %"),
    )
    retorn = forms.FloatField(
        required=False,
        min_value=0,
        max_value=100,
        localize=True,
        label=_("Drets que s’acaben i tornen al municipi, en %"),
    )

    def __init__(self, asked: Any, *, today: date) -> None:
        super().__init__(asked or None)
        self.fields["dia"].this_year = today.year  # type: ignore[attr-defined]
        self.today = today
        self.is_valid()

    @property
    def on(self) -> date:
        """The day asked for; today where none was, or none that has come yet."""
        day: date | None = self._asked("dia")
        return min(day, self.today) if day else self.today

    def assumptions(self, observed_return: float) -> Assumptions:
        """What to assume; what came back in the last years is the default of what will."""
        growth, returned = self._asked("creixement"), self._asked("retorn")
        return Assumptions(growth=growth or 0.0, returned=observed_return if returned is None else returned)

    def _asked(self, name: str) -> Any:
        return getattr(self, "cleaned_data", {}).get(name)
