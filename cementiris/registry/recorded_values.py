"""Values of the register as acts keep them: in words for people, and as stored so that they can be put back."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Field, Model
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cementiris.registry.dates import PartialDate
from cementiris.registry.fields import EdtfField

LABELS: Mapping[str, Mapping[str, str | Promise]] = {
    "person": {
        "text": gettext_lazy("Nom sencer"),
        "given_name": gettext_lazy("Nom"),
        "surname1": gettext_lazy("Primer cognom"),
        "surname2": gettext_lazy("Segon cognom"),
        "national_id": gettext_lazy("NIF"),
        "sex": gettext_lazy("Sexe"),
        "born_on": gettext_lazy("Naixement"),
        "is_dead": gettext_lazy("Consta com a mort"),
        "died_on": gettext_lazy("Mort"),
        "health_group": gettext_lazy("Grup sanitari"),
        "address": gettext_lazy("Adreça"),
        "postal_code": gettext_lazy("Codi postal"),
        "locality": gettext_lazy("Població"),
        "phone": gettext_lazy("Telèfon"),
        "email": gettext_lazy("Adreça electrònica"),
        "hidden_from_public": gettext_lazy("Retirada de la consulta pública"),
        "notes": gettext_lazy("Notes"),
    },
    "movement": {
        "on": gettext_lazy("Dia"),
        "at": gettext_lazy("Hora"),
        "remains": gettext_lazy("Com"),
        "licence_number": gettext_lazy("Número de llicència"),
        "licence_on": gettext_lazy("Data de la llicència"),
        "judicial_authorisation": gettext_lazy("Autorització judicial"),
        "health_authorisation": gettext_lazy("Autorització sanitària"),
        "cremation_certificate": gettext_lazy("Certificat de cremació"),
        "conservation": gettext_lazy("Conservació"),
        "funeral_company": gettext_lazy("Empresa funerària"),
        "elsewhere": gettext_lazy("Lloc de fora"),
        "notes": gettext_lazy("Notes"),
    },
    "concession": {
        "title_number": gettext_lazy("Número de títol"),
        "granted_on": gettext_lazy("Concedit el"),
        "expires_on": gettext_lazy("Acaba el"),
        "term_years": gettext_lazy("Durada en anys"),
        "perpetual": gettext_lazy("A perpetuïtat"),
        "standing": gettext_lazy("Vigència"),
        "notes": gettext_lazy("Notes"),
    },
}
"""The data that can be corrected, as the screen calls them."""


@dataclass(frozen=True)
class Change:
    """One datum, before and after, in words."""

    field: str
    label: str
    before: str
    after: str

    def as_note(self) -> dict[str, str]:
        """As an act keeps it."""
        return asdict(self)

    def __str__(self) -> str:
        words = _("%(label)s: abans «%(before)s», ara «%(after)s»")
        return words % {"label": self.label, "before": self.before, "after": self.after}


def labels_of(row: Model) -> Mapping[str, str | Promise]:
    """The names of what can be corrected in a row."""
    return LABELS[type(row).__name__.lower()]


def difference(former: Any, row: Model) -> list[Change]:
    """What differs between a former state of the row (or its history line) and the row, in words."""
    if former is None:
        return []
    return [
        Change(name, str(label), in_words(row, name, getattr(former, name)), in_words(row, name, getattr(row, name)))
        for name, label in labels_of(row).items()
        if getattr(former, name) != getattr(row, name)
    ]


def in_words(row: Model, name: str, value: Any) -> str:
    """A value as the screen writes it."""
    column = row._meta.get_field(name)
    if isinstance(column, EdtfField):
        return PartialDate.parse_edtf(value).display()
    choices = dict(getattr(column, "flatchoices", None) or [])
    return str(choices[value]) if value in choices else _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return _("Sí") if value else _("No")
    if isinstance(value, datetime):
        return f"{localtime(value):%d/%m/%Y, %H.%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return "" if value is None else str(value)


def raw_values(row: Model, names: Iterable[str]) -> dict[str, str | None]:
    """The values as text from which they can be read again; None is no value."""
    return {name: _raw(row, row._meta.get_field(name)) for name in names}


def _raw(row: Model, column: Any) -> str | None:
    value = column.value_from_object(row)
    return None if value is None else str(column.value_to_string(row))


def restore_values(row: Model, raw: Mapping[str, str | None]) -> None:
    """Write values as they were kept back into the row, not yet into the database."""
    for name, text in raw.items():
        column = row._meta.get_field(name)
        assert isinstance(column, Field)
        setattr(row, column.attname, None if text is None else column.to_python(text))
