"""What a town says about itself: the details that letters carry, and what its ordinance chooses."""

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.forms.models import model_to_dict
from django.utils.translation import gettext_lazy as _

from cementiris.accounts.models import Municipality
from cementiris.registry.models import Ordinance

if TYPE_CHECKING:
    _DetailsForm = forms.ModelForm[Municipality]
    _OrdinanceForm = forms.ModelForm[Ordinance]
else:
    _DetailsForm = _OrdinanceForm = forms.ModelForm  # generic for the type checker only


class DetailsForm(_DetailsForm):
    """The town hall as its letters and papers show it."""

    postal_code = forms.CharField(
        label=_("Codi postal"),
        required=False,
        validators=[RegexValidator(r"^\d{5}$", _("Un codi postal té cinc xifres, com ara 08241."))],
    )

    class Meta:
        model = Municipality
        fields = ("address", "postal_code", "phone", "email", "opening_hours", "signer_name", "signer_title")
        labels: ClassVar[dict[str, Any]] = {
            "address": _("Adreça de l’ajuntament"),
            "phone": _("Telèfon"),
            "email": _("Correu electrònic"),
            "opening_hours": _("Horari d’atenció"),
            "signer_name": _("Qui signa les cartes"),
            "signer_title": _("Càrrec de qui signa"),
        }


class OrdinanceForm(_OrdinanceForm):
    """A version of the ordinance, in force from a day on; acts of earlier days keep the version of their day."""

    allowed_term_years = forms.CharField(
        label=_("Durades que es concedeixen, en anys"), help_text=_("Separades per comes, com ara 5, 25, 50.")
    )

    class Meta:
        model = Ordinance
        fields = (
            "valid_from",
            "regulation",
            "max_term_years",
            "allowed_term_years",
            "reopening_years",
            "reopening_years_group_1",
            "group_1_may_open",
            "season_from_month",
            "season_until_month",
            "reminder_months",
            "public_after_years",
        )
        labels: ClassVar[dict[str, Any]] = {
            "valid_from": _("Vigent des del dia"),
            "regulation": _("Nom de l’ordenança o reglament"),
            "max_term_years": _("Durada màxima d’un dret, pròrrogues incloses"),
            "reopening_years": _("Anys abans de tornar a obrir una sepultura"),
            "reopening_years_group_1": _("Anys si hi reposa algú del grup sanitari I"),
            "group_1_may_open": _("Passats aquests anys, també s’hi pot obrir"),
            "season_from_month": _("No s’exhuma des del mes"),
            "season_until_month": _("fins al mes, inclòs"),
            "reminder_months": _("Mesos d’antelació dels avisos"),
            "public_after_years": _("Anys fins que una inhumació surt a la consulta"),
        }

    def __init__(self, sent: Any, *, current: Ordinance, today: date) -> None:
        """Begin from the version in force, as a new one that is valid from today."""
        values = model_to_dict(current, exclude=["id"]) | {"valid_from": today}
        values["allowed_term_years"] = ", ".join(map(str, current.allowed_term_years))
        super().__init__(sent, initial=values)
        self.current = current

    def save(self, commit: bool = True) -> Ordinance:
        """Keep a new version, or correct the one of the same day; what the page does not show stays as it was."""
        values = {name: self.cleaned_data[name] for name in self.Meta.fields}
        unseen = model_to_dict(self.current, exclude=["id", *self.Meta.fields])
        day = values.pop("valid_from")
        return Ordinance.objects.update_or_create(
            valid_from=day, defaults=values, create_defaults={**unseen, **values}
        )[0]

    def clean_allowed_term_years(self) -> list[int]:
        """Read the list of years; each is a whole number from 1 on."""
        texts = [text.strip() for text in str(self.cleaned_data["allowed_term_years"]).split(",") if text.strip()]
        if not texts or not all(text.isdecimal() and len(text) <= 3 and int(text) for text in texts):
            raise ValidationError(_("Escriviu anys sencers separats per comes, com ara 5, 25, 50."))
        return sorted({int(text) for text in texts})

    def clean(self) -> dict[str, Any]:
        """Terms stay under the cap, and months are months."""
        cleaned = super().clean() or {}
        cap, terms = cleaned.get("max_term_years"), cleaned.get("allowed_term_years") or []
        if cap and any(term > cap for term in terms):
            self.add_error("allowed_term_years", _("Cap durada no pot passar de la màxima."))
        for name in ("season_from_month", "season_until_month"):
            if cleaned.get(name) is not None and not 1 <= cleaned[name] <= 12:
                self.add_error(name, _("Un mes va de l’1 al 12."))
        return cleaned
