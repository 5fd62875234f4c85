"""The form of a version of the ordinance: every choice that the rules read, in the order of a regulation."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms.models import model_to_dict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cementiris.registry.forms.fields import DayField, DayOfYearField, YearsField
from cementiris.registry.forms.ordinance_words import GROUPS, HINTS, LABELS
from cementiris.registry.messages import sentence
from cementiris.registry.models import Ordinance, UnitKind
from cementiris.registry.rules.findings import stop
from cementiris.registry.rules.ordinances import LAW, YEARS, check_ordinance

if TYPE_CHECKING:
    _OrdinanceForm = forms.ModelForm[Ordinance]
else:
    _OrdinanceForm = forms.ModelForm  # generic for the type checker only

ROOM = {"bodies": _("Cadàvers"), "remains": _("Restes"), "urns": _("Urnes")}
"""What the capacity of a unit is counted in."""
MOST_IN_A_UNIT = 500
KINDS_WITH_RIGHT = [kind for kind in UnitKind if kind not in UnitKind.communal()]


@dataclass(frozen=True)
class Row:
    """One kind of unit with its own fields: the terms it is granted for, or how many it holds."""

    label: str | Promise
    fields: list[forms.BoundField]


class OrdinanceForm(_OrdinanceForm):
    """A version of the ordinance, in force from a day on; acts of earlier days keep the version of their day.

    `corrects` is the day of the version that is being corrected; None for a new one.
    """

    corrects: date | None = None
    valid_from = DayField(label=LABELS["valid_from"], help_text=_("Per exemple: 01/01/2027"))
    allowed_term_years = YearsField(label=LABELS["allowed_term_years"], help_text=HINTS["allowed_term_years"])
    retrocession_from_day = DayOfYearField(
        required=False, label=LABELS["retrocession_from_day"], help_text=HINTS["retrocession_from_day"]
    )
    retrocession_until_day = DayOfYearField(required=False, label=LABELS["retrocession_until_day"])

    class Meta:
        model = Ordinance
        fields = tuple(name for _title, names in GROUPS for name in names)
        labels: ClassVar[Mapping[str, Any]] = LABELS
        help_texts: ClassVar[Mapping[str, Any]] = HINTS

    def __init__(self, sent: Any, *, current: Ordinance, valid_from: date, values: Mapping[str, Any]) -> None:
        """Begin from `current` with `values` (of a preset) over it, as a version that is valid from a day."""
        begun = {**model_to_dict(current, exclude=["id"]), **values, "valid_from": f"{valid_from:%d/%m/%Y}"}
        super().__init__(sent, initial=begun)
        self._speak_of_the_law()
        for kind in KINDS_WITH_RIGHT:
            years = YearsField(required=False, label=kind.label)
            self.fields[f"terms_{kind}"] = years
            self.initial[f"terms_{kind}"] = begun["terms_by_kind"].get(kind, [])
            for what, label in ROOM.items():
                self.fields[f"{what}_{kind}"] = _room_field(kind.label, label)
                self.initial[f"{what}_{kind}"] = begun["capacities"].get(kind, {}).get(what)

    def _speak_of_the_law(self) -> None:
        """What is beyond the law is refused with the sentence of X65, and not with one about numbers."""
        for name in self.Meta.fields:
            field = self.fields[name]
            if isinstance(field, forms.IntegerField):
                least, most = LAW.get(name, YEARS)
                words = f"X65. {sentence(stop('X65', least=least, most=most))}"
                field.validators = [MinValueValidator(least, words), MaxValueValidator(most, words)]

    def clean_valid_from(self) -> date:
        """A version is corrected on its own page: a new one of the same day would silently take its place."""
        day: date = self.cleaned_data["valid_from"]
        if day != self.corrects and Ordinance.objects.filter(valid_from=day).exists():
            raise ValidationError(
                _("Ja hi ha una versió vigent des del %(day)s. Corregiu aquella, o escriviu un altre dia."),
                params={"day": f"{day:%d/%m/%Y}"},
            )
        return day

    def groups(self) -> Iterator[tuple[str | Promise, list[forms.BoundField]]]:
        """The fields under the headings of the page."""
        for title, names in GROUPS:
            yield title, [self[name] for name in names]

    def term_rows(self) -> list[Row]:
        """For each kind of unit, the terms of its own."""
        return [Row(kind.label, [self[f"terms_{kind}"]]) for kind in KINDS_WITH_RIGHT]

    def room_rows(self) -> list[Row]:
        """For each kind of unit, how many bodies, remains and urns it holds."""
        return [Row(kind.label, [self[f"{what}_{kind}"] for what in ROOM]) for kind in KINDS_WITH_RIGHT]

    def room_heads(self) -> list[str | Promise]:
        """The heads of the table of capacities."""
        return list(ROOM.values())

    def values(self) -> dict[str, Any]:
        """The columns of the version, as typed."""
        chosen = {name: self.cleaned_data[name] for name in self.Meta.fields}
        own = {"terms_by_kind": self._terms_by_kind(), "capacities": self._capacities()}
        return {**chosen, **own, "profile": self.initial["profile"]}

    def clean(self) -> dict[str, Any]:
        """See that no choice contradicts the law or another choice; each contradiction stands under its field."""
        cleaned = super().clean() or {}
        if not self.errors:
            for name, breach in check_ordinance(self.values()):
                self.add_error(name, f"{breach.code}. {sentence(breach)}")
        return cleaned

    def _terms_by_kind(self) -> dict[str, list[int]]:
        typed = {str(kind): self.cleaned_data.get(f"terms_{kind}") or [] for kind in KINDS_WITH_RIGHT}
        return {kind: years for kind, years in typed.items() if years}

    def _capacities(self) -> dict[str, dict[str, int]]:
        return {str(kind): room for kind in KINDS_WITH_RIGHT if (room := self._room(kind))}

    def _room(self, kind: str) -> dict[str, int]:
        typed = {what: self.cleaned_data.get(f"{what}_{kind}") for what in ROOM}
        return {what: count for what, count in typed.items() if count is not None}


def _room_field(kind: str | Promise, what: Any) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"class": "w-s", "aria-label": f"{kind}: {what}"})
    return forms.IntegerField(required=False, min_value=0, max_value=MOST_IN_A_UNIT, label=what, widget=widget)
