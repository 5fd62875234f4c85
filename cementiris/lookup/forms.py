"""The citizen's question and the relative's request: shapes of values only."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cementiris.lookup.models import ErasureKind, ErasureRequest
from cementiris.lookup.queries import Question
from cementiris.registry.models import Cemetery

if TYPE_CHECKING:
    _ErasureForm = forms.ModelForm[ErasureRequest]
else:
    _ErasureForm = forms.ModelForm  # generic for the type checker only


class SearchForm(forms.Form):
    """Whom do you seek? The name is asked for, year and cemetery narrow."""

    q = forms.CharField(
        label=_("Nom i cognoms"),
        help_text=_("Tant és l’ordre, i si en sabeu només una part."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    year = forms.IntegerField(
        label=_("Any de la mort, aproximat"),
        min_value=1700,
        max_value=2200,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": "4"}),
    )
    cemetery = forms.ModelChoiceField(
        Cemetery.objects.none(), label=_("Cementiri"), required=False, empty_label=_("Tots")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cemeteries = self.fields["cemetery"]
        assert isinstance(cemeteries, forms.ModelChoiceField)
        cemeteries.queryset = Cemetery.objects.order_by("name")

    def question(self) -> Question:
        """What is asked; of a year or a cemetery that makes no sense nothing is kept."""
        self.is_valid()
        cemetery = self.cleaned_data.get("cemetery")
        return Question(
            self.cleaned_data.get("q", "").strip(),
            self.cleaned_data.get("year"),
            cemetery.pk if cemetery else None,
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether year or cemetery was given, so that the page shows them open."""
        return bool(self.data.get("year") or self.data.get("cemetery"))


class ErasureForm(_ErasureForm):
    """What a relative asks of the town hall."""

    class Meta:
        model = ErasureRequest
        fields = ("kind", "text", "requester_name", "relation", "contact")
        labels = {
            "kind": _("Què demaneu?"),
            "text": _("Expliqueu-ho amb les vostres paraules"),
            "requester_name": _("El vostre nom i cognoms"),
            "relation": _("Què us unia amb la persona difunta"),
            "contact": _("Telèfon o adreça electrònica"),
        }
        help_texts = {
            "text": _("Si les dades són errònies, digueu quines són les bones."),
            "relation": _("Per exemple: filla, nebot, parella."),
            "contact": _("Només per respondre-us. No es publica."),
        }
        widgets = {"kind": forms.RadioSelect, "text": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.TypedChoiceField)
        kind.choices = ErasureKind.choices
        kind.initial = ErasureKind.CORRECTION
