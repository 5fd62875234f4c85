"""What is asked of whoever takes the town's layers away as a file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cementiris.registry.models import Cemetery
from gis.datasets.catalogue import DATASETS


class ExportForm(forms.Form):
    """One cemetery or all; with people, asked only of who may see them; and for GeoJSON which layer."""

    use_required_attribute = False

    cementiri = forms.ModelChoiceField(
        label=_("Cementiri"),
        required=False,
        queryset=Cemetery.objects.none(),
        empty_label=_("Tots"),
        error_messages={"invalid_choice": _("Trieu un dels cementiris de la llista.")},
    )
    dia = forms.CharField(
        label=_("Estat el dia"),
        required=False,
        max_length=10,
        help_text=_("Si no en poseu cap, avui."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    capa = forms.ChoiceField(
        label=_("Capa, per al GeoJSON"),
        required=False,
        choices=[(dataset.name, dataset.title) for dataset in DATASETS],
        initial="units",
        error_messages={"invalid_choice": _("Trieu una de les capes de la llista.")},
    )
    persones = forms.BooleanField(
        label=_("També amb les persones"),
        required=False,
        help_text=_("Titulars i difunts de cada sepultura. La descàrrega queda registrada al vostre nom."),
    )

    def __init__(self, *args: Any, may_see_people: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cementiri"].queryset = Cemetery.objects.all()  # type: ignore[attr-defined]
        if not may_see_people:
            del self.fields["persones"]
