"""The forms of certificates."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from cementiris.accounts.models import User
from cementiris.registry.entries import Submission
from cementiris.registry.entries.certificates import CertificateEntry
from cementiris.registry.forms.acts import ActForm, name_field
from cementiris.registry.forms.fields import DayField
from cementiris.registry.models import ActKind

BLANK_IS_TODAY = _("En blanc, avui.")


class UnitCertificateForm(ActForm):
    """A certificate of what the register says of a unit."""

    act_kind = ActKind.CERTIFICATE
    judged = ("on", "applicant")
    said_under = {"X67": "on", "X68": "applicant"}
    awaited = {"X68": "applicant"}

    on = DayField(required=False, label=_("Què hi consta el dia"), help_text=BLANK_IS_TODAY)
    applicant = name_field(_("Qui el demana"), max_length=200)
    cause = name_field(_("Per a què"), max_length=200)
    with_history = forms.BooleanField(
        required=False, initial=True, label=_("Hi consten totes les inhumacions i exhumacions")
    )
    with_holder = forms.BooleanField(
        required=False, label=_("Hi consta qui té el dret"), help_text=_("Només per a qui hi tingui dret.")
    )

    def entry(self) -> CertificateEntry:
        """What was typed, as far as it was understood."""
        return CertificateEntry(
            on=self.value("on", self.today),
            applicant=self.value("applicant", ""),
            cause=self.value("cause", ""),
            with_holder=self.value("with_holder", False),
            with_history=self.value("with_history", not self.is_bound),
        )


class PersonCertificateForm(forms.Form):
    """A certificate of where a dead person was laid and rests."""

    use_required_attribute = False

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    on = DayField(required=False, label=_("Què hi consta el dia"), help_text=BLANK_IS_TODAY)
    applicant = name_field(_("Qui el demana"), max_length=200)
    cause = name_field(_("Per a què"), max_length=200)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.initial["key"] = uuid4()
        self.fields["on"].this_year = today.year  # type: ignore[attr-defined]

    def entry(self) -> CertificateEntry:
        """What was typed."""
        sent = self.cleaned_data
        return CertificateEntry(on=sent["on"] or self.today, applicant=sent["applicant"], cause=sent["cause"])

    def submission(self, actor: User) -> Submission:
        """Who sends the form, and its one-time key."""
        return Submission(actor=actor, today=self.today, key=self.cleaned_data["key"])
