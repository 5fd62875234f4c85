"""The forms of an application and of its decision."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from cementiris.registry.entries.transfers import ApplicationEntry, DecisionEntry
from cementiris.registry.forms.acts import ActForm, id_field, name_field
from cementiris.registry.forms.fields import DayField
from cementiris.registry.models import ActKind, Decision

ASKED_FOR = (
    ActKind.GRANT, ActKind.RENEWAL, ActKind.CONVERSION, ActKind.TRANSFER, ActKind.SUCCESSION, ActKind.PROVISIONAL,
    ActKind.BENEFICIARY, ActKind.NAME_CHANGE, ActKind.DUPLICATE, ActKind.RENUNCIATION, ActKind.RETROCESSION,
    ActKind.BURIAL, ActKind.EXHUMATION, ActKind.RELOCATION, ActKind.REDUCTION, ActKind.LICENCE, ActKind.CERTIFICATE,
)  # fmt: skip
"""The acts that somebody may ask for; the others are begun by the town."""


class ApplicationForm(ActForm):
    """One request as it came in at the registry."""

    act_kind = ActKind.APPLICATION
    judged = ("entered_on", "applicant")
    said_under: ClassVar[dict[str, str]] = {"R25": "entered_on", "X58": "entered_on", "X58.nobody": "applicant"}
    awaited: ClassVar[dict[str, str]] = {"X58": "applicant"}

    kind = forms.ChoiceField(label=_("Què se sol·licita"), choices=[(kind.value, kind.label) for kind in ASKED_FOR])
    applicant = name_field(_("Qui ho sol·licita"), max_length=200)
    applicant_national_id = id_field()
    contact = name_field(_("Telèfon o adreça electrònica"), max_length=150)
    entry_number = forms.CharField(required=False, max_length=40, label=_("Número del registre d’entrada"))
    entered_on = DayField(required=False, label=_("Va entrar el"), help_text=_("Per exemple: 22/11/2026"))
    notes = forms.CharField(
        required=False, max_length=2000, label=_("Observacions"), widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("entered_on", f"{self.today:%d/%m/%Y}")

    def entry(self) -> ApplicationEntry:
        """What was typed, as far as it was understood."""
        names = ("kind", "applicant", "applicant_national_id", "contact", "entry_number", "notes")
        return ApplicationEntry(
            **{name: self.value(name, "") for name in names},
            entered_on=self.value("entered_on", None if self.is_bound else self.today),
        )


class DecisionForm(ActForm):
    """How a request ends without its act."""

    decision = forms.ChoiceField(
        label=_("Com acaba"),
        choices=[(Decision.REFUSED, Decision.REFUSED.label), (Decision.WITHDRAWN, Decision.WITHDRAWN.label)],
        widget=forms.RadioSelect,
    )
    decided_on = DayField(required=False, label=_("Es resol el"), help_text=_("Per exemple: 22/11/2026"))
    note = forms.CharField(required=False, max_length=200, label=_("Per què"), widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("decided_on", f"{self.today:%d/%m/%Y}")

    def entry(self) -> DecisionEntry:
        """What was typed, as far as it was understood."""
        return DecisionEntry(
            decision=self.value("decision", ""),
            decided_on=self.value("decided_on", None),
            note=self.value("note", ""),
        )
