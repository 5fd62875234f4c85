"""The forms of a grant and of a renewal."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cementiris.registry.entries import GrantEntry, RenewalEntry
from cementiris.registry.forms.acts import ActForm, id_field, name_field
from cementiris.registry.forms.fields import DayField
from cementiris.registry.models import PersonKind
from cementiris.registry.queries import ordinance_on

PERPETUAL = "perpetual"


def _years(count: int) -> str:
    return ngettext("%(count)s any", "%(count)s anys", count) % {"count": count}


class TermForm(ActForm):
    """An act that chooses among the terms of the town (R6)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", f"{self.today:%d/%m/%Y}")
        field = self.fields["term"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*self.terms(), *self.other_terms()]

    def terms(self) -> list[tuple[str, str]]:
        """The terms that the town's ordinance offers."""
        years = sorted(ordinance_on(self.today).allowed_term_years)
        return [(str(count), _years(count)) for count in years]

    def other_terms(self) -> list[tuple[str, Any]]:
        """What else may be chosen."""
        return []


class GrantForm(TermForm):
    """One right, with its holder and who else stands on the title."""

    judged = ("term", "on", "surnames", "national_id")

    term = forms.ChoiceField(label=_("Durada"), widget=forms.RadioSelect)
    on = DayField(required=False, label=_("Es concedeix el"), help_text=_("Per exemple: 22/11/2026"))
    title_number = forms.CharField(
        required=False, max_length=40, label=_("Número de títol"), help_text=_("En blanc, en pren un de nou")
    )
    kind = forms.ChoiceField(
        label=_("Qui és"),
        required=False,
        choices=[(PersonKind.NATURAL, _("Una persona")), (PersonKind.INSTITUTION, _("Una entitat"))],
        initial=PersonKind.NATURAL,
        widget=forms.RadioSelect,
    )
    given_name = name_field(_("Nom"))
    surnames = name_field(_("Cognoms, o nom de l’entitat"), max_length=120)
    national_id = id_field()
    address = name_field(_("Adreça"), max_length=150)
    postal_code = forms.RegexField(
        r"^\d{5}$", required=False, label=_("Codi postal"), error_messages={"invalid": _("Són cinc xifres.")}
    )
    locality = name_field(_("Població"))
    phone = name_field(_("Telèfon"), max_length=40)
    email = forms.EmailField(required=False, label=_("Adreça electrònica"))
    co_given_name = name_field(_("Nom"))
    co_surnames = name_field(_("Cognoms"), max_length=120)
    co_national_id = id_field()
    beneficiary_given_name = name_field(_("Nom"))
    beneficiary_surnames = name_field(_("Cognoms"), max_length=120)
    beneficiary_national_id = id_field()

    def other_terms(self) -> list[tuple[str, Any]]:
        """Old perpetual rights are written down too, with their computed end (R3)."""
        return [(PERPETUAL, _("A perpetuïtat (dret antic)"))]

    def entry(self) -> GrantEntry:
        """What was typed, as far as it was understood."""
        term = self.value("term", "")
        return GrantEntry(
            on=self.value("on", None if self.is_bound else self.today),
            term_years=int(term) if term.isdigit() else None,
            perpetual=term == PERPETUAL,
            title_number=self.value("title_number", ""),
            holder=self.person(),
            co_holder=replace(self.person("co_"), kind=PersonKind.NATURAL),
            beneficiary=replace(self.person("beneficiary_"), kind=PersonKind.NATURAL),
        )


class RenewalForm(TermForm):
    """One extension of the right over the unit."""

    judged = ("term", "on")

    term = forms.ChoiceField(label=_("Es prorroga"), widget=forms.RadioSelect)
    on = DayField(label=_("Es renova el"))

    def entry(self) -> RenewalEntry:
        """What was typed, as far as it was understood."""
        return RenewalEntry(on=self.value("on", self.today), years=int(self.value("term", 0)))
