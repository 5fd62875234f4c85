"""What narrows the list of burials: a year, a kind of movement, a name."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cementiris.registry.models import ActKind, MovementKind

CLEARANCE = "clearance"
KIND_CHOICES = [
    (MovementKind.BURIAL, _("Inhumacions")),
    (MovementKind.EXHUMATION, _("Exhumacions")),
    (MovementKind.RELOCATION, _("Trasllats")),
    (MovementKind.REDUCTION, _("Reduccions de restes")),
    (CLEARANCE, _("Trasllats a l’ossera o a la fossa comuna")),
]


class BurialListForm(forms.Form):
    """Which movements the list shows; what makes no sense is said and narrows nothing."""

    use_required_attribute = False

    kind = forms.ChoiceField(required=False, label=_("Mena"), choices=KIND_CHOICES, initial=MovementKind.BURIAL)
    year = forms.IntegerField(
        required=False,
        min_value=1600,
        max_value=2200,
        label=_("Any"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": "4"}),
    )
    name = forms.CharField(
        required=False, max_length=120, label=_("Nom"), widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def of_the_kind(self) -> dict[str, Any]:
        """The filter that keeps only the kind asked for; burials where none was."""
        kind = self.cleaned_data.get("kind") or MovementKind.BURIAL
        if kind == CLEARANCE:
            return {"kind": MovementKind.RELOCATION, "act__kind": ActKind.CLEARANCE}
        return {"kind": kind}

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was asked for."""
        return any(self.data.get(name) for name in self.fields)
