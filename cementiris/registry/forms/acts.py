"""What the forms of all acts share: sent once, up to date, with a reason for what is overruled."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar
from uuid import uuid4

from django import forms
from django.core.validators import EmailValidator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cementiris.accounts.models import User
from cementiris.registry.dates import UNKNOWN_DATE
from cementiris.registry.entries import PersonEntry, Submission
from cementiris.registry.facts import version_of
from cementiris.registry.forms.fields import NationalIdField
from cementiris.registry.models import BurialUnit, PersonKind
from cementiris.registry.typed_dates import TypedMoment


class ActForm(forms.Form):
    """A form of one act over one unit. `key` makes it count once; `version` is the unit as the clerk saw it."""

    use_required_attribute = False
    judged: ClassVar[tuple[str, ...]] = ()
    """The fields under which the page shows what the rules find; the rest is said of the unit."""
    said_under: ClassVar[Mapping[str, str]] = {}
    """The field that a rule's sentence stands under, by code or "code.variant", beyond `pages.FIELDS`."""
    awaited: ClassVar[Mapping[str, str]] = {}
    """Rules that say nothing while the form is being filled in and this field is still empty."""
    typed: ClassVar[frozenset[str]] = frozenset()
    """Rules about what has to be typed, with which a page that has just been opened does not begin."""
    act_kind: ClassVar[str] = ""
    """The kind of act that the form registers."""
    whole_names: ClassVar[tuple[str, ...]] = ()
    """Prefixes of the people of whom a given name alone says too little: titles are written in their name."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    version = forms.CharField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        required=False,
        max_length=500,
        label=_("Motiu"),
        help_text=_("Només si alguna regla diu «Atenció»: expliqueu per què es registra igualment."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, unit: BurialUnit, today: date, **kwargs: Any) -> None:
        self.unit, self.today = unit, today
        super().__init__(*args, **kwargs)
        self.initial.update({"key": uuid4(), "version": version_of(unit)})
        for field in self.fields.values():
            if hasattr(field, "this_year"):
                field.this_year = today.year

    def clean(self) -> dict[str, Any]:
        """Ask for the surnames of who stands on the title with a given name alone."""
        cleaned = super().clean() or {}
        for prefix in self.whole_names:
            if not self.is_empty(f"{prefix}given_name") and self.is_empty(f"{prefix}surnames"):
                self.add_error(f"{prefix}surnames", _("Escriviu-ne també els cognoms: el nom sol no diu qui és."))
        return cleaned

    def value(self, name: str, default: Any) -> Any:
        """What was typed and understood, or the default: rules look at half-filled forms too."""
        return default if self.is_empty(name) else self.cleaned_data[name]

    def is_empty(self, name: str) -> bool:
        """Whether nothing was typed in the field, or nothing that was understood."""
        return getattr(self, "cleaned_data", {}).get(name) in (None, "", UNKNOWN_DATE, TypedMoment())

    def submission(self, actor: User) -> Submission:
        """Who sends the form, when and knowing what."""
        return Submission(
            actor=actor,
            today=self.today,
            key=self.value("key", None),
            version=self.value("version", ""),
            reason=self.value("reason", ""),
        )

    def fee_details(self) -> dict[str, Any]:
        """What the tariff may want to know of the act beyond its unit, in the words of `fees.conditions.Question`.

        `on` is the day of the act; `concepts`, when given, replaces what the kind of act is charged as.
        """
        term, buried_at = str(self.value("term", "")), self.value("buried_at", TypedMoment())
        on = self.value("on", None) or buried_at.day.earliest
        return {
            "term_years": int(term) if term.isdecimal() else None,
            "on": on if isinstance(on, date) else None,
            "remains": self.value("remains", ""),
        }

    def refresh_version(self) -> None:
        """After the clerk has been told what a colleague changed, the next save counts as knowing it."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data[self.add_prefix("version")] = version_of(self.unit)
        self.data = data

    def person(self, prefix: str = "") -> PersonEntry:
        """The person typed in the fields that begin with the prefix."""
        names = ("given_name", "surnames", "national_id", "sex", "address", "postal_code", "locality", "phone", "email")
        typed = {name: self.value(f"{prefix}{name}", "") for name in names}
        return PersonEntry(kind=self.value(f"{prefix}kind", PersonKind.NATURAL), **typed)


def name_field(label: Any, max_length: int = 80, **options: Any) -> forms.CharField:
    """A field for a name, which no browser should offer to complete with the clerk's own."""
    options.setdefault("required", False)
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, max_length=max_length, widget=widget, **options)


def id_field(**kwargs: Any) -> NationalIdField:
    """A field for an identity number."""
    return NationalIdField(widget=forms.TextInput(attrs={"autocomplete": "off"}), **kwargs)


def email_field(label: Any) -> forms.EmailField:
    """A field for an e-mail address, which says how one is written."""
    wrong = _("No és una adreça electrònica. Escriviu-la com nom@exemple.cat, o deixeu-la en blanc.")
    field = forms.EmailField(required=False, label=label)
    field.validators = [
        EmailValidator(wrong),
        *(each for each in field.validators if not isinstance(each, EmailValidator)),
    ]
    return field
