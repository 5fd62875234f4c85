"""Fields for what registers know: dates whole or partial, hours, identity numbers."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cementiris.registry.dates import UNKNOWN_DATE, PartialDate
from cementiris.registry.identity import is_valid_national_id, normalise_national_id
from cementiris.registry.typed_dates import TypedMoment, read_date, read_moment

NOT_A_DATE = _("«%(value)s» no és una data. Escriviu-la com 22/11/2026.")
NOT_A_PARTIAL_DATE = _("«%(value)s» no és una data. Escriviu-la com 22/11/2026, 11/2026 o 2026.")
NOT_A_MOMENT = _("«%(value)s» no és un dia i una hora. Escriviu-los com 22/11/2026, 18.40.")
LEAP_YEAR = 2024
WHOLE_DAY = _("Cal el dia sencer, com 22/11/2026.")


class PartialDateField(forms.CharField):
    """A date as far as it is known, in many spellings; `this_year` is set by the form."""

    this_year = 0

    def to_python(self, value: Any) -> Any:
        """Read what was typed as a PartialDate; "" is the unknown date."""
        text = super().to_python(value)
        try:
            return read_date(text, this_year=self.this_year) if text else UNKNOWN_DATE
        except ValueError as error:
            raise ValidationError(NOT_A_PARTIAL_DATE, code="date", params={"value": text}) from error

    def validate(self, value: Any) -> None:
        """An unknown date is an empty field."""
        super().validate(value if value != UNKNOWN_DATE else "")

    def run_validators(self, value: Any) -> None:
        """The value is no text any more: the validators of texts do not apply."""


class DayField(forms.CharField):
    """A whole day, in many spellings; None when empty."""

    this_year = 0

    def to_python(self, value: Any) -> Any:
        """Read what was typed as a date."""
        text = super().to_python(value)
        return _whole_day(text, self.this_year) if text else None

    def run_validators(self, value: Any) -> None:
        """The value is no text any more: the validators of texts do not apply."""


def _whole_day(text: str, this_year: int) -> date:
    try:
        found: PartialDate = read_date(text, this_year=this_year)
    except ValueError as error:
        raise ValidationError(NOT_A_DATE, code="date", params={"value": text}) from error
    if not found.is_exact or found.earliest is None:
        raise ValidationError(WHOLE_DAY, code="whole_day")
    return found.earliest


class MomentField(forms.CharField):
    """A day with or without its hour. With `whole` the day must be known."""

    this_year = 0

    def __init__(self, *, whole: bool = False, **kwargs: Any) -> None:
        self.whole = whole
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        """Read what was typed as a TypedMoment."""
        text = super().to_python(value)
        if not text:
            return TypedMoment()
        try:
            typed = read_moment(text, this_year=self.this_year)
        except ValueError as error:
            raise ValidationError(NOT_A_MOMENT, code="moment", params={"value": text}) from error
        if self.whole and not typed.day.is_exact:
            raise ValidationError(WHOLE_DAY, code="whole_day")
        return typed

    def validate(self, value: Any) -> None:
        """An unknown moment is an empty field."""
        super().validate(value if value != TypedMoment() else "")

    def run_validators(self, value: Any) -> None:
        """The value is no text any more: the validators of texts do not apply."""


class NationalIdField(forms.CharField):
    """A NIF or NIE, with or without points and blanks; its letter must fit."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": _("NIF"), "required": False, "max_length": 20, **kwargs})

    def clean(self, value: Any) -> str:
        """Return the number as it is kept; refuse one whose letter is wrong."""
        text = super().clean(value)
        if text and not is_valid_national_id(text):
            raise ValidationError(_("La lletra no correspon al número. Reviseu-lo, o deixeu-lo en blanc si no se sap."))
        return normalise_national_id(text)


class YearsField(forms.CharField):
    """Numbers of years separated by commas, read as a sorted list: "50, 5" is [5, 50]."""

    def to_python(self, value: Any) -> Any:
        """Read the list; each is a whole number from 1 on."""
        texts = [part.strip() for part in (super().to_python(value) or "").split(",") if part.strip()]
        if not all(part.isdecimal() and len(part) <= 3 and int(part) for part in texts):
            raise ValidationError(_("Escriviu anys sencers separats per comes, com ara 5, 25, 50."), code="years")
        return sorted({int(part) for part in texts})

    def prepare_value(self, value: Any) -> Any:
        """Show a list as it is typed."""
        return ", ".join(map(str, value)) if isinstance(value, list | tuple) else value

    def run_validators(self, value: Any) -> None:
        """The value is no text any more: the validators of texts do not apply."""


class DayOfYearField(forms.CharField):
    """A day of every year, typed "01/09" and kept "09-01"; "" where there is none."""

    def to_python(self, value: Any) -> Any:
        """Read day and month; 29 February is a day too."""
        text = super().to_python(value)
        if not text:
            return ""
        day, _slash, month = text.strip().partition("/")
        try:
            return f"{date(LEAP_YEAR, int(month), int(day)):%m-%d}"
        except ValueError as error:
            raise ValidationError(_("Escriviu dia i mes, com ara 01/09."), code="day_of_year") from error

    def prepare_value(self, value: Any) -> Any:
        """Show what is kept as it is typed."""
        month, dash, day = str(value or "").partition("-")
        return f"{day}/{month}" if dash else value
