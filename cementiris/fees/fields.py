"""Fields for amounts in euros, per cents and spans of numbers."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cementiris.fees.conditions import ANY, Span
from cementiris.fees.typed import read_amount, read_span, write_span

NOT_AN_AMOUNT = _("«%(value)s» no és un import. Escriviu-lo amb dos decimals com a molt, com ara 1.896,35.")
NEGATIVE = _("Un import no pot ser negatiu. Les rebaixes s’escriuen com a reducció, en percentatge.")
TOO_LARGE = _("L’import és massa gran: el màxim és %(limit)s.")
NOT_A_PERCENTAGE = _("«%(value)s» no és un percentatge. Escriviu-lo com ara 20 o −50.")
BEYOND_100 = _("Un recàrrec o una reducció va de −100 a 100 per cent.")
NOT_A_SPAN = _("«%(value)s» no s’entén. Escriviu 3, 1 a 4, des de 1995 o fins a 1994.")
TURNED_ROUND = _("Comença després d’acabar: escriviu primer el número petit.")
BEYOND = _("El número més gran que hi pot haver és %(limit)s.")
LARGEST = Decimal("99999999.99")


class AmountField(forms.CharField):
    """Euros as typed, never negative."""

    def prepare_value(self, value: Any) -> Any:
        """Show a stored amount as it is written here: 1896,35."""
        return f"{value:.2f}".replace(".", ",") if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Any:
        """Read what was typed; None when empty."""
        text = super().to_python(value)
        if not text:
            return None
        amount = _decimal(text, NOT_AN_AMOUNT)
        if amount < 0:
            raise ValidationError(NEGATIVE, code="negative")
        if amount > LARGEST:
            raise ValidationError(TOO_LARGE, code="large", params={"limit": "99.999.999,99 €"})
        return amount

    def run_validators(self, value: Any) -> None:
        """The value is no text any more: the validators of texts do not apply."""


class PercentField(forms.CharField):
    """Per cents as typed, from −100 to 100."""

    def prepare_value(self, value: Any) -> Any:
        """Show a stored percentage without useless zeros."""
        return f"{value.normalize():f}".replace(".", ",") if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Any:
        """Read what was typed; None when empty."""
        text = super().to_python(value)
        if not text:
            return None
        percent = _decimal(text, NOT_A_PERCENTAGE)
        if abs(percent) > 100:
            raise ValidationError(BEYOND_100, code="beyond")
        return percent

    def run_validators(self, value: Any) -> None:
        """The value is no text any more: the validators of texts do not apply."""


class SpanField(forms.CharField):
    """From one number to another, both included, or nothing; `last` is the greatest number it takes."""

    def __init__(self, *, last: int, **kwargs: Any) -> None:
        self.last = last
        super().__init__(**{"required": False, "max_length": 40, **kwargs})

    def prepare_value(self, value: Any) -> Any:
        """Show a stored span in words."""
        return write_span(value) if isinstance(value, tuple) else value

    def to_python(self, value: Any) -> Any:
        """Read what was typed."""
        text = str(super().to_python(value) or "")
        try:
            first, last = read_span(text)
        except ValueError as error:
            raise ValidationError(NOT_A_SPAN, code="span", params={"value": text}) from error
        self._refuse_impossible(first, last)
        return first, last

    def _refuse_impossible(self, first: int | None, last: int | None) -> None:
        if first is not None and last is not None and first > last:
            raise ValidationError(TURNED_ROUND, code="turned")
        if max(first or 0, last or 0) > self.last:
            raise ValidationError(BEYOND, code="beyond", params={"limit": self.last})

    def run_validators(self, value: Any) -> None:
        """The value is no text any more: the validators of texts do not apply."""


def span_columns(name: str, span: Span | None) -> Mapping[str, int | None]:
    """The two columns of a span."""
    first, last = span or ANY
    return {f"{name}_from": first, f"{name}_to": last}


def _decimal(text: str, sentence: Any) -> Decimal:
    try:
        return read_amount(text)
    except ValueError as error:
        raise ValidationError(sentence, code="number", params={"value": text}) from error
