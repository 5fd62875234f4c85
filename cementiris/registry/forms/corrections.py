"""The forms that correct an entry: they begin with what it says, and hand over what it should say."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.utils.timezone import get_current_timezone, localtime
from django.utils.translation import gettext_lazy as _

from cementiris.registry.dates import PartialDate
from cementiris.registry.forms.acts import email_field, id_field, name_field
from cementiris.registry.forms.fields import DayField, MomentField, PartialDateField
from cementiris.registry.forms.records import ReasonedForm
from cementiris.registry.models import Concession, HealthGroup, Movement, Person, Remains, Sex
from cementiris.registry.names import split_name
from cementiris.registry.recorded_values import LABELS
from cementiris.registry.rules.facts import Conservation
from cementiris.registry.typed_dates import TypedMoment

NAME_PARTS = ("given_name", "surname1", "surname2")


class CorrectionForm(ReasonedForm):
    """A correction. `warned` are the warnings that the clerk has read: new ones are shown before anything is saved."""

    entry: ClassVar[str] = ""
    """The kind of entry, by which its data are named."""

    warned = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)

    def __init__(self, *args: Any, row: Any, **kwargs: Any) -> None:
        self.row, self.warnings = row, list[tuple[str, str]]()
        super().__init__(*args, **kwargs)
        for name, label in LABELS[self.entry].items():
            if name in self.fields:
                self.fields[name].label = str(label)
                self.initial.setdefault(name, getattr(row, name))

    def read(self) -> frozenset[str]:
        """The codes of the warnings that the clerk has read."""
        return frozenset(self.cleaned_data["warned"].split())

    def warn(self, warnings: list[tuple[str, str]]) -> None:
        """Show warnings, by code; the next save counts as having read them."""
        self.warnings = warnings
        self.answer_with("warned", " ".join(sorted({code for code, _ in warnings} | self.read())))

    def data_fields(self) -> list[forms.BoundField]:
        """The data, without the reason."""
        return [self[name] for name in self.fields if name in LABELS[self.entry]]

    def values(self) -> dict[str, Any]:
        """What the entry should say."""
        return {name: self.cleaned_data[name] for name in self.fields if name in LABELS[self.entry]}


def _shown(edtf: str) -> str:
    return PartialDate.parse_edtf(edtf).display() if edtf and "/" not in edtf else edtf


class PersonCorrectionForm(CorrectionForm):
    """Somebody's data."""

    entry = "person"

    text = name_field("", max_length=200, required=True, help_text=_("Tal com ha de sortir als papers"))
    given_name = name_field("")
    surname1 = name_field("")
    surname2 = name_field("")
    national_id = id_field()
    sex = forms.ChoiceField(required=False, choices=[("", _("No consta")), *Sex.choices])
    born_on = PartialDateField(required=False)
    is_dead = forms.BooleanField(required=False)
    died_on = PartialDateField(required=False)
    health_group = forms.ChoiceField(choices=HealthGroup.choices)
    address = name_field("", max_length=150)
    postal_code = forms.RegexField(r"^\d{5}$", required=False, error_messages={"invalid": _("Són cinc xifres.")})
    locality = name_field("")
    phone = name_field("", max_length=40)
    email = email_field("")
    notes = forms.CharField(required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, row: Person, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        for name in ("born_on", "died_on"):
            self.initial[name] = _shown(getattr(row, name))

    def values(self) -> dict[str, Any]:
        """Dates as they are kept; a name whose parts nobody touched is cut into its parts anew."""
        values = super().values()
        for name in ("born_on", "died_on"):
            values[name] = values[name].edtf if name in self.changed_data else getattr(self.row, name)
        if "text" in self.changed_data and not set(NAME_PARTS) & set(self.changed_data):
            parts = split_name(values["text"])
            values |= {name: getattr(parts, name) or "" for name in NAME_PARTS}
        values["is_dead"] = values["is_dead"] or bool(values["died_on"])
        return values


class MovementCorrectionForm(CorrectionForm):
    """A line of the burial register; who and where are not corrected but annulled, or corrected in the person."""

    entry = "movement"

    on = MomentField(required=False, help_text=_("El dia, o el que se’n sap, i l’hora si se sap"))
    remains = forms.ChoiceField(choices=Remains.choices)
    licence_number = name_field("", max_length=40)
    licence_on = DayField(required=False)
    judicial_authorisation = name_field("")
    health_authorisation = name_field("")
    cremation_certificate = name_field("")
    conservation = forms.ChoiceField(required=False)
    funeral_company = name_field("", max_length=120)
    elsewhere = name_field("", max_length=150)
    notes = forms.CharField(required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, row: Movement, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        hour = f", {localtime(row.at):%H.%M}" if row.at else ""
        self.initial["on"] = _shown(row.on) + hour
        self.initial["licence_on"] = f"{row.licence_on:%d/%m/%Y}" if row.licence_on else ""
        conservation = self.fields["conservation"]
        assert isinstance(conservation, forms.ChoiceField)
        conservation.choices = [("", _("No consta")), *CONSERVATION]

    def values(self) -> dict[str, Any]:
        """The day as it is kept, and its instant where the hour is known; untouched, both stay as they are."""
        values = super().values()
        typed: TypedMoment = values.pop("on")
        if "on" not in self.changed_data:
            return values
        moment = typed.as_moment() if typed.hour is not None else None
        return {**values, "on": typed.day.edtf, "at": _in_town(moment.earliest) if moment else None}


CONSERVATION = (
    (Conservation.NONE, _("Cap")),
    (Conservation.TEMPORARY, _("Conservació temporal")),
    (Conservation.EMBALMED, _("Embalsamament")),
)


def _in_town(hour: datetime) -> datetime:
    return hour.replace(tzinfo=get_current_timezone())


class RightCorrectionForm(CorrectionForm):
    """What a right says of its title and its days."""

    entry = "concession"

    title_number = name_field("", max_length=40)
    granted_on = PartialDateField(required=False)
    term_years = forms.IntegerField(required=False, min_value=1, max_value=999)
    perpetual = forms.BooleanField(required=False)
    expires_on = PartialDateField(required=False)
    notes = forms.CharField(required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, row: Concession, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        for name in ("granted_on", "expires_on"):
            self.initial[name] = _shown(getattr(row, name))

    def values(self) -> dict[str, Any]:
        """Dates as they are kept; those that nobody touched stay as they are."""
        values = super().values()
        for name in ("granted_on", "expires_on"):
            values[name] = values[name].edtf if name in self.changed_data else getattr(self.row, name)
        return values


class DisputeForm(ReasonedForm):
    """Which of two contradicting rights counts."""

    holds = forms.ChoiceField(
        label=_("Què es decideix"),
        choices=[
            ("yes", _("Val aquest dret, i l’altre queda anul·lat")),
            ("no", _("Aquest dret no val")),
        ],
        widget=forms.RadioSelect,
    )
