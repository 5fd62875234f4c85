"""The forms of an exhumation, a relocation, a reduction of remains and a clearance."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cementiris.registry.entries import ClearanceEntry, ExhumationEntry, Recipient
from cementiris.registry.forms.acts import ActForm, id_field, name_field
from cementiris.registry.forms.burials import order_field
from cementiris.registry.forms.fields import DayField
from cementiris.registry.models import ActKind, BurialUnit, UnitKind
from cementiris.registry.queries import resting_in, units_on
from cementiris.registry.rules.facts import ClearanceBasis, ExhumationPurpose
from cementiris.registry.unit_search import units_by_code

PURPOSE_CHOICES = [
    (ExhumationPurpose.OTHER_CEMETERY, _("A un altre cementiri")),
    (ExhumationPurpose.CREMATION, _("A cremar")),
    (ExhumationPurpose.HANDED_OVER, _("Es lliura a la família")),
    (ExhumationPurpose.JUDICIAL, _("On disposi el jutge")),
]
BASIS_CHOICES = [
    (ClearanceBasis.HOLDER, _("Ho demana el titular del dret")),
    (ClearanceBasis.ENDED, _("El dret ja s’ha acabat")),
    (ClearanceBasis.CHARITY, _("Eren de beneficència i ha passat el termini")),
]


def resting_choices(form: ActForm) -> list[tuple[str, str]]:
    """Those who rest in the unit of the form, by the key of the movement that brought them."""
    return [(str(row.pk), str(row.deceased)) for row in resting_in(form.unit, form.today)]


class OpeningForm(ActForm):
    """A unit is opened to take somebody out, or to gather remains."""

    movement = forms.ChoiceField(label=_("Qui s’exhuma"), widget=forms.RadioSelect)
    on = DayField(
        label=_("Dia de l’exhumació"),
        help_text=_("Per exemple: 24/11/2026. Pot ser fins a deu dies més tard que avui"),
    )
    judicial_authorisation = forms.CharField(
        required=False, max_length=80, label=_("Ordre judicial"), help_text=_("Si ho ordena un jutge")
    )
    relative = forms.BooleanField(
        required=False, label=_("Qui ho demana ha acreditat que n’és parent"), help_text=_("Si el títol és provisional")
    )
    instructions = order_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = resting_choices(self)
        field = self.fields["movement"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
        if len(choices) == 1:
            self.initial["movement"] = choices[0][0]

    def entry(self) -> ExhumationEntry:
        """What was typed, as far as it was understood."""
        movement = self.value("movement", "")
        return ExhumationEntry(
            movement_id=int(movement) if movement else None,
            on=self.value("on", None),
            judicial_authorisation=self.value("judicial_authorisation", ""),
            relative=self.value("relative", False),
            instructions=self.value("instructions", ""),
        )


class DepartureForm(OpeningForm):
    """Somebody is taken out of the unit; exhumations and relocations begin alike."""

    annex_1_cause = forms.BooleanField(
        required=False,
        label=_("Causa de l’annex I"),
        help_text=_("Còlera, febre hemorràgica, Creutzfeldt-Jakob, diftèria, carboncle, pesta"),
    )
    health_authorisation = forms.CharField(
        required=False, max_length=80, label=_("Número de l’autorització de la Generalitat")
    )
    funeral_company = forms.CharField(required=False, max_length=120, label=_("Funerària"))

    def entry(self) -> ExhumationEntry:
        """What was typed, as far as it was understood."""
        return replace(
            super().entry(),
            annex_1_cause=self.value("annex_1_cause", False),
            health_authorisation=self.value("health_authorisation", ""),
            funeral_company=self.value("funeral_company", ""),
        )


class ExhumationForm(DepartureForm):
    """Somebody leaves the cemetery, is cremated, or is handed over."""

    act_kind: ClassVar[str] = ActKind.EXHUMATION
    judged = ("movement", "on", "judicial_authorisation", "relative", "health_authorisation", "recipient_name",
              "recipient_id")  # fmt: skip
    said_under: ClassVar[Mapping[str, str]] = {
        "R23": "relative", "R52": "health_authorisation", "X39": "recipient_name", "X39.number": "recipient_id",
        "X39.judge": "judicial_authorisation", "X39.where": "elsewhere",
    }  # fmt: skip
    typed: ClassVar[frozenset[str]] = frozenset({"R52", "X39"})

    purpose = forms.ChoiceField(
        label=_("On va"),
        choices=PURPOSE_CHOICES,
        initial=ExhumationPurpose.OTHER_CEMETERY,
        widget=forms.RadioSelect,
    )
    elsewhere = forms.CharField(required=False, max_length=150, label=_("Cementiri o crematori de destinació"))
    crosses_catalonia = forms.BooleanField(required=False, label=_("Va fora de Catalunya"))
    recipient_name = name_field(_("A qui es lliura"), max_length=150, help_text=_("Si algú se l’endú: se’n fa rebut"))
    recipient_id = id_field(label=_("NIF de qui ho rep"))
    kinship = forms.CharField(required=False, max_length=60, label=_("Parentiu o càrrec"))

    def entry(self) -> ExhumationEntry:
        """What was typed, as far as it was understood."""
        return replace(
            super().entry(),
            purpose=ExhumationPurpose(self.value("purpose", ExhumationPurpose.OTHER_CEMETERY)),
            elsewhere=self.value("elsewhere", ""),
            crosses_catalonia=self.value("crosses_catalonia", False),
            recipient=Recipient(
                name=self.value("recipient_name", ""),
                national_id=self.value("recipient_id", ""),
                kinship=self.value("kinship", ""),
            ),
        )


class RelocationForm(DepartureForm):
    """Somebody goes to another unit of the town, or comes back as ashes."""

    act_kind: ClassVar[str] = ActKind.RELOCATION
    judged = ("movement", "on", "relative", "destination", "reburied_on", "cremation_certificate",
              "health_authorisation")  # fmt: skip
    said_under: ClassVar[Mapping[str, str]] = {
        "R23": "relative", "R52": "health_authorisation", "X7": "destination", "R42.destination": "destination",
        "R42.destination_unknown": "destination", "R42.destination_compartments": "destination",
        "R43.destination": "destination", "R43.destination_blocked": "destination",
        "R43.destination_unknown": "destination", "R43.destination_compartments": "destination",
    }  # fmt: skip
    typed: ClassVar[frozenset[str]] = frozenset({"R52"})

    cremated = forms.BooleanField(
        required=False, label=_("Es crema abans, i el que torna són cendres"), help_text=_("Pot tornar al mateix lloc")
    )
    cremation_certificate = forms.CharField(required=False, max_length=80, label=_("Certificat de cremació"))
    destination = forms.CharField(
        max_length=120, label=_("Sepultura de destinació"), help_text=_("El número i el bloc, per exemple: 12, bloc B")
    )
    reburied_on = DayField(required=False, label=_("Dia de la reinhumació"), help_text=_("Si no és el mateix dia"))

    def clean_destination(self) -> BurialUnit:
        """The one unit that the text means; one's own only for who comes back as ashes."""
        typed = self.cleaned_data["destination"]
        may_return = self.cleaned_data.get("cremated", False)
        found = [unit for unit in units_by_code(typed, self.today) if may_return or unit.pk != self.unit.pk]
        if not found:
            raise ValidationError(_("No hi ha cap altra sepultura «%(typed)s»."), params={"typed": typed})
        if len(found) > 1:
            places = "; ".join(f"{unit}, {unit.section or unit.cemetery}" for unit in found[:4])
            raise ValidationError(_("N’hi ha més d’una: %(places)s. Escriviu-ne el bloc."), params={"places": places})
        return found[0]

    def entry(self) -> ExhumationEntry:
        """What was typed, as far as it was understood."""
        entry = super().entry()
        return replace(
            entry,
            destination=self.value("destination", None),
            reburied_on=self.value("reburied_on", entry.on),
            cremated=self.value("cremated", False),
            cremation_certificate=self.value("cremation_certificate", ""),
        )


class ReductionForm(OpeningForm):
    """Somebody's remains are gathered into a box that stays in the unit."""

    act_kind: ClassVar[str] = ActKind.REDUCTION
    judged = ("movement", "on", "relative")
    said_under: ClassVar[Mapping[str, str]] = {"R23": "relative", "R44": "movement"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["movement"].label = _("De qui són les restes")
        self.fields["on"].label = _("Dia de la reducció")


class ClearanceForm(ActForm):
    """Some or all of a unit go to an ossuary or to the common grave."""

    act_kind: ClassVar[str] = ActKind.CLEARANCE
    judged = ("movements", "on", "basis", "destination")
    said_under: ClassVar[Mapping[str, str]] = {
        "R44": "movements", "R47": "movements", "X13": "movements", "X37": "destination", "X37.right_lives": "basis",
        "X37.no_decision": "basis", "X37.not_charity": "basis",
    }  # fmt: skip
    awaited: ClassVar[Mapping[str, str]] = {"X13": "movements", "X37": "destination"}

    movements = forms.MultipleChoiceField(label=_("Qui s’hi trasllada"), widget=forms.CheckboxSelectMultiple)
    on = DayField(label=_("Dia"), help_text=_("Per exemple: 24/11/2026. Pot ser fins a deu dies més tard que avui"))
    basis = forms.ChoiceField(
        label=_("Per què"), choices=BASIS_CHOICES, initial=ClearanceBasis.HOLDER, widget=forms.RadioSelect
    )
    destination = forms.ChoiceField(label=_("Ossera o fossa comuna de destinació"))
    judicial_authorisation = forms.CharField(
        required=False, max_length=80, label=_("Ordre judicial"), help_text=_("Si ho ordena un jutge")
    )
    instructions = order_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices, places = resting_choices(self), self._places()
        self.initial["movements"] = [key for key, _name in choices]
        self._offer("movements", choices)
        self._offer("destination", places if len(places) == 1 else [("", _("Trieu-ne una")), *places])

    def _places(self) -> list[tuple[str, Any]]:
        common = units_on(self.today).filter(kind__in=UnitKind.communal()).exclude(pk=self.unit.pk)
        rows = common.select_related("cemetery", "section").order_by("cemetery__name", "number_order", "pk")
        return [(str(unit.pk), f"{unit}. {unit.section or unit.cemetery}") for unit in rows]

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean_destination(self) -> BurialUnit:
        """The unit chosen: the field has seen to it that it is one of those offered."""
        return BurialUnit.objects.select_related("cemetery", "section").get(pk=int(self.cleaned_data["destination"]))

    def entry(self) -> ClearanceEntry:
        """What was typed, as far as it was understood."""
        return ClearanceEntry(
            movement_ids=tuple(int(key) for key in self.value("movements", [])),
            on=self.value("on", None),
            basis=ClearanceBasis(self.value("basis", ClearanceBasis.HOLDER)),
            destination=self.value("destination", None),
            judicial_authorisation=self.value("judicial_authorisation", ""),
            instructions=self.value("instructions", ""),
        )
