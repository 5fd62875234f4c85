"""What a clerk fills in about notices."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cementiris.notices.models import Campaign, Outcome
from cementiris.notices.services.following import StepRefusedError, refuse_before_freezing

DAY = _("Com ara 31/03/2027.")


class PeriodForm(forms.Form):
    """Which rights to write about, and the date of the letters."""

    ends_from = forms.DateField(label=_("Drets que acaben des del"), help_text=DAY)
    ends_until = forms.DateField(label=_("fins al, inclòs"), help_text=DAY)
    on = forms.DateField(label=_("Data de les cartes"), help_text=_("La que porten impresa."))

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("ends_from"), cleaned.get("ends_until")
        if first and last and last < first:
            self.add_error("ends_until", _("Aquest dia és anterior al primer del període."))
        return cleaned

    @classmethod
    def suggest(cls, today: date, until: date) -> "PeriodForm":
        """The form filled in for the town's usual lead time (R56)."""
        return cls(
            initial={
                name: f"{day:%d/%m/%Y}" for name, day in (("ends_from", today), ("ends_until", until), ("on", today))
            }
        )


class OutcomeForm(forms.Form):
    """What happened to a letter, and when if not just now."""

    outcome = forms.ChoiceField(
        label=_("Què ha passat amb la carta?"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    at = forms.DateTimeField(
        label=_("Quan"), required=False, help_text=_("Dia i hora, com ara 20/11/2026, 11.20. Buit: ara mateix.")
    )

    def __init__(self, *args: Any, campaign: Campaign, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.campaign, self.now = campaign, now

    def clean_at(self) -> datetime:
        """An empty instant is now; neither one to come nor one before there were letters can be meant."""
        at: datetime = self.cleaned_data["at"] or self.now
        if at > self.now:
            raise forms.ValidationError(_("Això encara no pot haver passat."))
        try:
            refuse_before_freezing(self.campaign, at)
        except StepRefusedError as error:
            raise forms.ValidationError(str(error)) from error
        return at
