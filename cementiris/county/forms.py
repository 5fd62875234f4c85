"""What the county's technician looks for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cementiris.vocabulary import UnitKind


class LookForm(forms.Form):
    """A kind of unit, and part of the name of a town or a cemetery; what makes no sense narrows nothing."""

    use_required_attribute = False

    mena = forms.ChoiceField(label=_("Mena"), required=False)
    nom = forms.CharField(
        label=_("Municipi o cementiri"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, kinds: list[UnitKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mena"].choices = [("", _("Totes")), *((kind.value, kind.label) for kind in kinds)]  # type: ignore[attr-defined]

    @property
    def kind(self) -> str:
        """The kind asked for, or none."""
        return self._told("mena")

    @property
    def name(self) -> str:
        """The part of a name asked for, or none."""
        return self._told("nom")

    def _told(self, field: str) -> str:
        self.is_valid()
        return str(self.cleaned_data.get(field, ""))
