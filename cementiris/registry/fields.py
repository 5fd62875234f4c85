"""The model field for partial dates."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from cementiris.registry.dates import PartialDate

if TYPE_CHECKING:
    _TextField = models.CharField[str, str]
else:
    _TextField = models.CharField  # generic for the type checker only

EDTF_LENGTH = 32


def validate_edtf(value: str) -> None:
    """Refuse a text that is no EDTF date (ISO 8601-2) as this register uses them."""
    try:
        PartialDate.parse_edtf(value)
    except ValueError as error:
        raise ValidationError(_("«%(value)s» no és una data."), code="edtf", params={"value": value}) from error


class EdtfField(_TextField):
    """A date as exactly as it is known: EDTF text such as `1974-11`, `1936?`, `195X`; "" when unknown.

    `earliest` and `latest` name date columns beside it that hold its sortable bounds; they are written with it.
    While the date is unknown the bounds are left as they are, so that a service may set a fallback.
    """

    default_validators = [validate_edtf]

    def __init__(self, *args: Any, earliest: str = "", latest: str = "", **kwargs: Any) -> None:
        self.earliest, self.latest = earliest, latest
        kwargs.setdefault("max_length", EDTF_LENGTH)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """Keep the companions in migrations."""
        name, path, args, kwargs = super().deconstruct()
        companions = {"earliest": self.earliest, "latest": self.latest}
        return name, path, args, kwargs | {key: value for key, value in companions.items() if value}

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Write the bounds into the companions; they are declared after this field, so they are saved after it."""
        value = super().pre_save(model_instance, add)
        if value:
            partial = PartialDate.parse_edtf(value)
            for companion, bound in ((self.earliest, partial.earliest), (self.latest, partial.latest)):
                if companion:
                    setattr(model_instance, companion, bound)
        return value
