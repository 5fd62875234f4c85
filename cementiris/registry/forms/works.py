"""The forms of works licences and of the gravedigger's orders."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cementiris.fees.words import Concept
from cementiris.registry.entries.works import LicenceEntry, OrderEntry
from cementiris.registry.forms.acts import ActForm, name_field
from cementiris.registry.forms.fields import DayField, MomentField
from cementiris.registry.models import ActKind, OrderKind, WorksKind, WorksLicence
from cementiris.registry.queries import owners, right_of
from cementiris.registry.typed_dates import TypedMoment

DAY_AND_HOUR = _("Per exemple: 24/11/2026, 11.00. Sense hora, val per a tot el dia.")


def _when(typed: TypedMoment) -> date | datetime | None:
    day = typed.day.earliest
    return datetime.combine(day, typed.hour) if day and typed.hour is not None else day


class WhenForm(forms.Form):
    """When something is to be done, and why it is when a rule doubts it."""

    use_required_attribute = False

    when = MomentField(whole=True, label=_("Dia i hora"), help_text=DAY_AND_HOUR)
    reason = forms.CharField(
        required=False,
        max_length=200,
        label=_("Motiu"),
        help_text=_("Només si ja hi ha una altra obertura a la mateixa hora."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["when"]
        assert isinstance(field, MomentField)
        field.this_year = today.year

    @property
    def chosen(self) -> date:
        """The day, or the instant in local time, of a valid form."""
        found = _when(self.cleaned_data["when"])
        assert found is not None
        return found


class OrderForm(WhenForm):
    """An order by hand."""

    kind = forms.ChoiceField(label=_("Feina"), choices=OrderKind.choices, initial=OrderKind.OTHER)
    instructions = forms.CharField(
        required=False,
        max_length=300,
        label=_("Indicacions"),
        help_text=_("El que cal saber al cementiri. No hi escriviu noms de persones vives."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    field_order = ("kind", "when", "instructions", "reason")

    def entry(self) -> OrderEntry:
        """What was typed, of a valid form."""
        typed = self.cleaned_data
        return OrderEntry(kind=typed["kind"], when=self.chosen, instructions=typed["instructions"])


class DoneForm(forms.Form):
    """That an order has been carried out."""

    note = forms.CharField(
        required=False,
        max_length=250,
        label=_("Observacions"),
        help_text=_("Si hi ha res a dir. Si tot ha anat bé, deixeu-ho en blanc."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class CallOffForm(forms.Form):
    """Why an order is called off."""

    use_required_attribute = False

    reason = forms.CharField(
        max_length=250, label=_("Per què no es farà"), error_messages={"required": _("Escriviu per què no es farà.")}
    )


class LicenceForm(ActForm):
    """A licence for a headstone or for works."""

    act_kind = ActKind.LICENCE
    judged = ("due_on", "on", "applicant", "planned_at")
    said_under: ClassVar[Mapping[str, str]] = {
        "R14": "due_on", "X49": "due_on", "X49.missing": "on", "X49.future": "on", "X49.nobody": "applicant",
        "X49.no_right": "unit", "X48": "planned_at",
    }  # fmt: skip
    typed: ClassVar[frozenset[str]] = frozenset({"X49"})

    kind = forms.ChoiceField(
        label=_("Per a què"), choices=WorksKind.choices, initial=WorksKind.HEADSTONE, widget=forms.RadioSelect
    )
    on = DayField(required=False, label=_("Es concedeix el"), help_text=_("Per exemple: 22/11/2026"))
    due_on = DayField(
        required=False,
        label=_("S’ha de fer fins al"),
        help_text=_("En blanc, el termini que fixa l’ordenança, si n’hi ha."),
    )
    applicant = name_field(_("Qui la demana"), max_length=200)
    contractor = name_field(_("Qui farà la feina"), max_length=200)
    description = forms.CharField(
        required=False, max_length=1000, label=_("Què s’hi farà"), widget=forms.Textarea(attrs={"rows": 3})
    )
    planned_at = MomentField(
        required=False, whole=True, label=_("Encarrega-ho a la brigada per al"), help_text=DAY_AND_HOUR
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", f"{self.today:%d/%m/%Y}")
        right = right_of(self.unit, self.today)
        holder = owners([right.pk], self.today).first() if right else None
        self.initial.setdefault("applicant", str(holder or ""))

    def entry(self) -> LicenceEntry:
        """What was typed, as far as it was understood."""
        names = ("applicant", "contractor", "description")
        return LicenceEntry(
            kind=self.value("kind", WorksKind.HEADSTONE),
            on=self.value("on", None if self.is_bound else self.today),
            due_on=self.value("due_on", None),
            planned_at=_when(self.value("planned_at", TypedMoment())),
            **{name: self.value(name, "") for name in names},
        )

    def fee_details(self) -> dict[str, Any]:
        """A headstone is charged as such, anything else as works."""
        is_headstone = self.value("kind", WorksKind.HEADSTONE) == WorksKind.HEADSTONE
        return {"concepts": (Concept.HEADSTONE if is_headstone else Concept.WORKS,)}


class FinishForm(forms.Form):
    """The day on which what a licence allowed was done."""

    use_required_attribute = False

    on = DayField(label=_("Dia que es va acabar"), help_text=_("Per exemple: 22/11/2026"))

    def __init__(self, *args: Any, licence: WorksLicence, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.licence, self.today = licence, today
        self.initial["on"] = f"{today:%d/%m/%Y}"
        field = self.fields["on"]
        assert isinstance(field, DayField)
        field.this_year = today.year

    def clean_on(self) -> date:
        """Neither before the licence nor ahead of today."""
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise ValidationError(_("Aquest dia encara no ha arribat."))
        if self.licence.granted_on and on < self.licence.granted_on:
            raise ValidationError(_("La llicència és posterior a aquest dia."))
        return on
