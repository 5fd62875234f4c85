"""The forms of a burial, an exhumation and a relocation."""

from dataclasses import replace
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cementiris.registry.dates import UNKNOWN_DATE
from cementiris.registry.entries import BurialEntry, ExhumationEntry
from cementiris.registry.forms.acts import ActForm, id_field, name_field
from cementiris.registry.forms.fields import DayField, MomentField, PartialDateField
from cementiris.registry.models import BurialUnit, HealthGroup, Remains, Sex
from cementiris.registry.queries import resting_in
from cementiris.registry.rules.facts import Conservation, ExhumationPurpose, RemainsKind, SharedCoffin
from cementiris.registry.typed_dates import TypedMoment
from cementiris.registry.unit_search import units_by_code

GROUP_CHOICES = [(HealthGroup.GROUP_2, HealthGroup.GROUP_2.label), (HealthGroup.GROUP_1, HealthGroup.GROUP_1.label)]
CONSERVATION_CHOICES = [
    (Conservation.NONE, _("Cap")),
    (Conservation.TEMPORARY, _("Conservació transitòria, fins a 72 hores")),
    (Conservation.EMBALMED, _("Embalsamament, fins a 96 hores")),
]
COFFIN_CHOICES = [
    (SharedCoffin.NO_REASON, _("Cap excepció")),
    (SharedCoffin.MOTHER_AND_NEWBORN, _("Mare i nadó")),
    (SharedCoffin.CATASTROPHE, _("Catàstrofe")),
    (SharedCoffin.EPIDEMIC, _("Epidèmia")),
]


class BurialForm(ActForm):
    """One burial, on one page."""

    judged: ClassVar[tuple[str, ...]] = (
        "national_id", "remains", "died_at", "buried_at", "conservation", "licence_number", "licence_on",
        "judicial_authorisation", "cremation_certificate", "bodies_in_coffin",
    )  # fmt: skip

    given_name = name_field(_("Nom"))
    surnames = name_field(_("Cognoms"), max_length=120, required=True)
    national_id = id_field()
    born_on = PartialDateField(
        required=False,
        label=_("Data de naixement"),
        widget=forms.TextInput(attrs={"placeholder": _("03/04/1938 o 1938")}),
    )
    sex = forms.ChoiceField(required=False, label=_("Sexe"), choices=[("", _("No consta")), *Sex.choices])
    health_group = forms.ChoiceField(
        label=_("Grup sanitari"), choices=GROUP_CHOICES, initial=HealthGroup.GROUP_2, required=False
    )
    remains = forms.ChoiceField(
        label=_("Què s’inhuma"), choices=Remains.choices, initial=Remains.BODY, widget=forms.RadioSelect
    )
    died_at = MomentField(
        required=False, label=_("Dia i hora de la mort"), help_text=_("Tal com surt a la llicència: 22/11/2026, 18.40")
    )
    buried_at = MomentField(
        whole=True, label=_("Dia i hora de la inhumació"), help_text=_("Per exemple: 24/11/2026, 10.00")
    )
    conservation = forms.ChoiceField(
        required=False, label=_("Conservació"), choices=CONSERVATION_CHOICES, initial=Conservation.NONE
    )
    early_burial_authorised = forms.BooleanField(
        required=False, label=_("Hi ha una autorització per inhumar abans de les 24 hores")
    )
    licence_number = forms.CharField(required=False, max_length=40, label=_("Número de la llicència d’enterrament"))
    licence_on = DayField(required=False, label=_("Data de la llicència"))
    non_natural = forms.BooleanField(required=False, label=_("Mort no natural: cal autorització judicial"))
    judicial_authorisation = forms.CharField(
        required=False, max_length=80, label=_("Número de l’autorització judicial")
    )
    cremation_certificate = forms.CharField(
        required=False, max_length=80, label=_("Certificat de cremació, si són cendres")
    )
    funeral_company = forms.CharField(required=False, max_length=120, label=_("Funerària"))
    bodies_in_coffin = forms.IntegerField(
        required=False, min_value=1, max_value=50, initial=1, label=_("Cadàvers al fèretre")
    )
    shared_coffin = forms.ChoiceField(
        required=False, label=_("Excepció, si n’hi ha més d’un"), choices=COFFIN_CHOICES, initial=SharedCoffin.NO_REASON
    )

    def clean(self) -> dict[str, Any]:
        """A body has a day of death: the waiting times count from it."""
        cleaned = super().clean() or {}
        died = cleaned.get("died_at")
        if cleaned.get("remains") == Remains.BODY and died == TypedMoment():
            self.add_error("died_at", ValidationError(_("Escriviu quan va morir."), code="required"))
        return cleaned

    def entry(self) -> BurialEntry:
        """What was typed, as far as it was understood."""
        return BurialEntry(
            deceased=replace(self.person(), born=self.value("born_on", UNKNOWN_DATE)),
            health_group=self.value("health_group", HealthGroup.GROUP_2),
            remains=RemainsKind(self.value("remains", RemainsKind.BODY)),
            died=self.value("died_at", TypedMoment()),
            buried=self.value("buried_at", TypedMoment()),
            conservation=Conservation(self.value("conservation", Conservation.NONE)),
            early_burial_authorised=self.value("early_burial_authorised", False),
            natural_death=not self.value("non_natural", False),
            licence_number=self.value("licence_number", ""),
            licence_on=self.value("licence_on", None),
            judicial_authorisation=self.value("judicial_authorisation", ""),
            cremation_certificate=self.value("cremation_certificate", ""),
            bodies_in_coffin=self.value("bodies_in_coffin", 1),
            shared_coffin=SharedCoffin(self.value("shared_coffin", SharedCoffin.NO_REASON)),
            funeral_company=self.value("funeral_company", ""),
        )


class DepartureForm(ActForm):
    """Somebody is taken out of the unit; exhumations and relocations begin alike."""

    movement = forms.ChoiceField(label=_("Qui s’exhuma"), widget=forms.RadioSelect)
    on = DayField(label=_("Dia de l’exhumació"), help_text=_("Per exemple: 24/11/2026"))
    judicial_authorisation = forms.CharField(
        required=False, max_length=80, label=_("Ordre judicial"), help_text=_("Si ho ordena un jutge")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = resting_in(self.unit, self.today)
        choices = [(str(row.pk), str(row.deceased)) for row in rows]
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
        )


class ExhumationForm(DepartureForm):
    """Somebody leaves the cemetery, or is cremated."""

    judged = ("movement", "on", "health_authorisation")

    purpose = forms.ChoiceField(
        label=_("On va"),
        choices=[
            (ExhumationPurpose.OTHER_CEMETERY, _("A un altre cementiri")),
            (ExhumationPurpose.CREMATION, _("A cremar")),
        ],
        initial=ExhumationPurpose.OTHER_CEMETERY,
        widget=forms.RadioSelect,
    )
    elsewhere = forms.CharField(required=False, max_length=150, label=_("Cementiri o crematori de destinació"))
    health_authorisation = forms.CharField(
        required=False, max_length=40, label=_("Número de l’autorització de la Generalitat")
    )

    def entry(self) -> ExhumationEntry:
        """What was typed, as far as it was understood."""
        return replace(
            super().entry(),
            purpose=ExhumationPurpose(self.value("purpose", ExhumationPurpose.OTHER_CEMETERY)),
            elsewhere=self.value("elsewhere", ""),
            health_authorisation=self.value("health_authorisation", ""),
        )


class RelocationForm(DepartureForm):
    """Somebody goes to another unit of the town."""

    judged = ("movement", "on", "destination", "reburied_on")

    destination = forms.CharField(
        max_length=120, label=_("Sepultura de destinació"), help_text=_("El número i el bloc, per exemple: 12, bloc B")
    )
    reburied_on = DayField(required=False, label=_("Dia de la reinhumació"), help_text=_("Si no és el mateix dia"))

    def clean_destination(self) -> BurialUnit:
        """The one unit that the text means."""
        typed = self.cleaned_data["destination"]
        found = [unit for unit in units_by_code(typed) if unit.pk != self.unit.pk]
        if not found:
            raise ValidationError(_("No hi ha cap altra sepultura «%(typed)s»."), params={"typed": typed})
        if len(found) > 1:
            places = "; ".join(f"{unit}, {unit.section or unit.cemetery}" for unit in found[:4])
            raise ValidationError(_("N’hi ha més d’una: %(places)s. Escriviu-ne el bloc."), params={"places": places})
        return found[0]

    def entry(self) -> ExhumationEntry:
        """What was typed, as far as it was understood."""
        entry = super().entry()
        destination = self.value("destination", None)
        return replace(entry, destination=destination, reburied_on=self.value("reburied_on", entry.on))
