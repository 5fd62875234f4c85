"""The form of a burial."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cementiris.registry.dates import UNKNOWN_DATE
from cementiris.registry.entries import BurialEntry
from cementiris.registry.forms.acts import ActForm, id_field, name_field
from cementiris.registry.forms.fields import DayField, MomentField, PartialDateField
from cementiris.registry.models import ActKind, HealthGroup, Remains, Sex
from cementiris.registry.rules.facts import Conservation, RemainsKind, SharedCoffin, TitleBasis
from cementiris.registry.typed_dates import TypedMoment

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
TITLE_CHOICES = [
    (TitleBasis.SHOWN, _("Es presenta el títol")),
    (TitleBasis.LOST, _("El titular declara que l’ha perdut")),
    (TitleBasis.DECEASED_IS_HOLDER, _("La persona difunta n’és titular")),
    (
        TitleBasis.SUCCESSORS_AGREE,
        _("El titular és mort i hi estan d’acord el beneficiari o la majoria dels successors"),
    ),
    (TitleBasis.NONE, _("No hi ha títol ni cap d’aquests casos")),
]


def order_field() -> forms.CharField:
    """What the gravedigger has to know besides place and hour."""
    return forms.CharField(
        required=False,
        max_length=300,
        label=_("Indicacions per a la brigada"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class BurialForm(ActForm):
    """One burial, on one page."""

    judged: ClassVar[tuple[str, ...]] = (
        "surnames", "national_id", "remains", "died_at", "buried_at", "conservation", "licence_number", "licence_on",
        "judicial_authorisation", "cremation_certificate", "bodies_in_coffin", "title_basis", "fee_declared",
        "exhumed_on", "health_authorisation",
    )  # fmt: skip
    said_under: ClassVar[Mapping[str, str]] = {
        "R45": "exhumed_on", "R46": "exhumed_on", "R50": "title_basis", "R51.dead_holder": "title_basis",
        "R51.fee": "fee_declared", "R51.fee_unknown": "fee_declared", "R52": "health_authorisation",
        "X35": "buried_at", "X36": "title_basis", "X38": "surnames",
    }  # fmt: skip
    awaited: ClassVar[Mapping[str, str]] = {"X38": "surnames"}
    typed: ClassVar[frozenset[str]] = frozenset({"R52", "X38"})
    act_kind: ClassVar[str] = ActKind.BURIAL

    given_name = name_field(_("Nom"))
    surnames = name_field(_("Cognoms"), max_length=110, help_text=_("En blanc si no se sap qui és"))
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
        whole=True,
        label=_("Dia i hora de la inhumació"),
        help_text=_("Per exemple: 24/11/2026, 10.00. Pot ser fins a deu dies més tard que avui"),
    )
    conservation = forms.ChoiceField(
        required=False, label=_("Conservació"), choices=CONSERVATION_CHOICES, initial=Conservation.NONE
    )
    early_burial_authorised = forms.BooleanField(
        required=False, label=_("Hi ha una autorització per inhumar abans de les 24 hores")
    )
    licence_number = forms.CharField(
        required=False,
        max_length=40,
        label=_("Número de la llicència d’enterrament"),
        help_text=_("De restes fetals o quirúrgiques, el del document del centre sanitari"),
    )
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

    title_basis = forms.ChoiceField(
        required=False, label=_("Títol del dret"), choices=TITLE_CHOICES, initial=TitleBasis.SHOWN
    )
    fee_declared = forms.BooleanField(
        required=False, label=_("S’ha comprovat que la taxa de conservació és al corrent")
    )
    is_charity = forms.BooleanField(
        required=False,
        label=_("Beneficència: paga el municipi"),
        help_text=_("No cal cap dret. Passat el termini legal les restes van a la fossa comuna"),
    )
    origin = forms.CharField(
        required=False, max_length=150, label=_("D’on ve"), help_text=_("Si ve d’un altre cementiri o municipi")
    )
    exhumed_on = DayField(required=False, label=_("Dia en què s’hi va exhumar"), help_text=_("Si hi era enterrat"))
    crosses_catalonia = forms.BooleanField(required=False, label=_("Ve de fora de Catalunya"))
    annex_1_cause = forms.BooleanField(
        required=False,
        label=_("Causa de l’annex I"),
        help_text=_("Còlera, febre hemorràgica, Creutzfeldt-Jakob, diftèria, carboncle, pesta"),
    )
    health_authorisation = forms.CharField(
        required=False, max_length=80, label=_("Número de l’autorització sanitària de trasllat")
    )
    instructions = order_field()

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
            title_basis=TitleBasis(self.value("title_basis", TitleBasis.SHOWN)),
            is_charity=self.value("is_charity", False),
            fee_declared=self.value("fee_declared", False),
            origin=self.value("origin", ""),
            exhumed_on=self.value("exhumed_on", None),
            crosses_catalonia=self.value("crosses_catalonia", False),
            annex_1_cause=self.value("annex_1_cause", False),
            health_authorisation=self.value("health_authorisation", ""),
            instructions=self.value("instructions", ""),
        )

    def fee_details(self) -> dict[str, Any]:
        """What the price of a burial depends on."""
        return {"remains": self.value("remains", Remains.BODY)}
