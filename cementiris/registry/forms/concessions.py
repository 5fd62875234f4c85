"""The forms of a grant, of a renewal and of a conversion."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cementiris.fees.fields import AmountField
from cementiris.registry.entries.base import PersonEntry
from cementiris.registry.entries.rights import ConversionEntry, GrantEntry, NeedEntry, RenewalEntry
from cementiris.registry.forms.acts import ActForm, email_field, id_field, name_field
from cementiris.registry.forms.fields import DayField
from cementiris.registry.models import ActKind, PersonKind, Remains
from cementiris.registry.queries import facts_of, ordinance_on, town_choices
from cementiris.registry.rules.extensions import extension_choices, short_choices
from cementiris.registry.rules.facts import TownChoices
from cementiris.registry.typed_dates import read_date

PERPETUAL = "perpetual"
SHORT = "short-"
CO_HOLDERS = range(1, 7)
"""A right has one holder and up to six more, who hold it together."""
NAME_PARTS = ("given_name", "surnames", "national_id")


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
        """The terms that the town's ordinance offers today, and those of the typed day where that is another."""
        days = {self.today, self.typed_day()}
        years = {count for day in days for count in self.offered(town_choices(ordinance_on(day)))}
        return [(str(count), _years(count)) for count in sorted(years)]

    def offered(self, town: TownChoices) -> tuple[int, ...]:
        """The terms that an ordinance offers for this act."""
        return town.terms_for(self.unit.kind)

    def other_terms(self) -> list[tuple[str, Any]]:
        """What else may be chosen."""
        return []

    def typed_day(self) -> date:
        """The day of the act as typed, before the form has been checked; today where it is not understood."""
        text = self.data.get(self.add_prefix("on"), "") if self.is_bound else ""
        try:
            return read_date(text, this_year=self.today.year).earliest or self.today
        except ValueError:
            return self.today

    def fee_details(self) -> dict[str, Any]:
        """What the fee of the act depends on, besides its kind."""
        term = self.value("term", "").removeprefix(SHORT)
        return {"term_years": int(term)} if term.isdigit() else {}


class GrantForm(TermForm):
    """One right, with its holder, who holds it too, who is to follow, and who is about to rest there."""

    act_kind = ActKind.GRANT
    judged = ("term", "on", "surnames", "national_id", "resident_since", "beneficiary_surnames", "need_surnames")
    said_under: ClassVar[Mapping[str, str]] = {
        "R7": "need_surnames",
        "R9": "term",
        "R10": "resident_since",
        "X23": "beneficiary_surnames",
    }
    typed = frozenset({"R7", "R10"})
    whole_names = ("", "beneficiary_", "substitute_")

    term = forms.ChoiceField(label=_("Durada"), widget=forms.RadioSelect)
    on = DayField(required=False, label=_("Es concedeix el"), help_text=_("Per exemple: 22/11/2026"))
    title_number = forms.CharField(
        required=False, max_length=40, label=_("Número de títol"), help_text=_("En blanc, en pren un de nou")
    )
    price = AmountField(required=False, max_length=20, label=_("Preu pagat, en euros"))
    kind = forms.ChoiceField(
        label=_("Qui és"),
        required=False,
        choices=[(PersonKind.NATURAL, _("Una persona")), (PersonKind.INSTITUTION, _("Una entitat"))],
        initial=PersonKind.NATURAL,
        widget=forms.RadioSelect,
    )
    given_name = name_field(_("Nom"))
    surnames = name_field(_("Cognoms, o nom de l’entitat"), max_length=110)
    national_id = id_field()
    resident_since = DayField(
        required=False, label=_("Consta al padró des del"), help_text=_("Si l’ordenança ho demana")
    )
    address = name_field(_("Adreça"), max_length=150)
    postal_code = forms.RegexField(
        r"^\d{5}$", required=False, label=_("Codi postal"), error_messages={"invalid": _("Són cinc xifres.")}
    )
    locality = name_field(_("Població"))
    phone = name_field(_("Telèfon"), max_length=40)
    email = email_field(_("Adreça electrònica"))
    beneficiary_given_name = name_field(_("Nom"))
    beneficiary_surnames = name_field(_("Cognoms"), max_length=110)
    beneficiary_national_id = id_field()
    substitute_given_name = name_field(_("Nom"))
    substitute_surnames = name_field(_("Cognoms"), max_length=110)
    substitute_national_id = id_field()
    need_given_name = name_field(_("Nom"))
    need_surnames = name_field(_("Cognoms"), max_length=110)
    need_national_id = id_field()
    need_remains = forms.ChoiceField(
        required=False,
        label=_("Què s’hi ha d’inhumar"),
        choices=[("", _("Res per ara")), (Remains.BODY, _("Cadàver")), (Remains.REMAINS, _("Restes")),
                 (Remains.ASHES, _("Cendres"))],
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in CO_HOLDERS:
            self.fields[f"co{number}_given_name"] = name_field(_("Nom"))
            self.fields[f"co{number}_surnames"] = name_field(_("Cognoms"), max_length=110)
            self.fields[f"co{number}_national_id"] = id_field()

    @property
    def co_holder_rows(self) -> list[list[BoundField]]:
        """The fields of each co-holder: name, surnames and number."""
        return [[self[f"co{number}_{part}"] for part in NAME_PARTS] for number in CO_HOLDERS]

    @property
    def has_more_co_holders(self) -> bool:
        """Whether more than the first co-holder has been typed, so that their fields stand open."""
        return any(field.data for row in self.co_holder_rows[1:] for field in row)

    def other_terms(self) -> list[tuple[str, Any]]:
        """Old perpetual rights are written down too, with their computed end (R3)."""
        return [(PERPETUAL, _("A perpetuïtat (dret antic)"))]

    def natural_person(self, prefix: str) -> PersonEntry:
        """A person typed in the fields that begin with the prefix, whatever the holder is."""
        return replace(self.person(prefix), kind=PersonKind.NATURAL)

    def entry(self) -> GrantEntry:
        """What was typed, as far as it was understood."""
        term = self.value("term", "")
        co_holders = [self.natural_person(f"co{number}_") for number in CO_HOLDERS]
        return GrantEntry(
            on=self.value("on", None if self.is_bound else self.today),
            term_years=int(term) if term.isdigit() else None,
            perpetual=term == PERPETUAL,
            title_number=self.value("title_number", ""),
            holder=self.person(),
            co_holders=tuple(person for person in co_holders if person.text),
            beneficiary=self.natural_person("beneficiary_"),
            substitute=self.natural_person("substitute_"),
            need=NeedEntry(deceased=self.natural_person("need_"), remains=self.value("need_remains", "")),
            resident_since=self.value("resident_since", None),
            price=self.value("price", None),
        )


class RenewalForm(TermForm):
    """One extension of the right over the unit, plain or short (R11)."""

    act_kind = ActKind.RENEWAL
    judged = ("term", "on")
    said_under: ClassVar[Mapping[str, str]] = {"R8": "term", "R9": "term", "R11": "term"}
    awaited: ClassVar[Mapping[str, str]] = {"R8": "term", "R9": "term"}

    term = forms.ChoiceField(label=_("Es prorroga"), widget=forms.RadioSelect)
    on = DayField(label=_("Es renova el"))

    def offered(self, town: TownChoices) -> tuple[int, ...]:
        """The years by which the town extends such a right."""
        right = facts_of(self.unit, self.today).right
        return extension_choices(right, town, self.unit.kind) if right else town.terms_for(self.unit.kind)

    def other_terms(self) -> list[tuple[str, Any]]:
        """The short extensions of who will not renew, where the town has them."""
        label = _("Pròrroga curta de %(count)s anys, si no es vol renovar i encara no es pot exhumar")
        years = short_choices(town_choices(ordinance_on(self.typed_day())))
        return [(f"{SHORT}{count}", label % {"count": count}) for count in years]

    def entry(self) -> RenewalEntry:
        """What was typed, as far as it was understood."""
        term = self.value("term", "0")
        return RenewalEntry(
            on=self.value("on", self.today), years=int(term.removeprefix(SHORT)), short=term.startswith(SHORT)
        )


class ConversionForm(ActForm):
    """The conversion of the short right over the unit into a long one (R10)."""

    act_kind = ActKind.CONVERSION
    judged = ("on", "resident_since")
    said_under: ClassVar[Mapping[str, str]] = {
        "R10": "resident_since",
        "R10.none": "unit",
        "R10.other_term": "unit",
        "R10.rate": "unit",
    }
    typed = frozenset({"R10"})

    on = DayField(label=_("Es converteix el"))
    resident_since = DayField(required=False, label=_("El titular consta al padró des del"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", f"{self.today:%d/%m/%Y}")

    def entry(self) -> ConversionEntry:
        """What was typed, as far as it was understood."""
        return ConversionEntry(on=self.value("on", self.today), resident_since=self.value("resident_since", None))

    def fee_details(self) -> dict[str, Any]:
        """The long term, of whose rate the town asks a part."""
        town = town_choices(ordinance_on(self.value("on", self.today)))
        return {"term_years": town.conversion_to_years, "rate_percent": town.conversion_rate_percent}
