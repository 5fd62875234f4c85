"""Turning the maps behind the plan on and off."""

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from gis.models import PlanSettings

if TYPE_CHECKING:
    _SettingsForm = forms.ModelForm[PlanSettings]
else:
    _SettingsForm = forms.ModelForm  # generic for the type checker only


class BaseMapsForm(_SettingsForm):
    """Which maps of the ICGC may lie behind the town's plans."""

    class Meta:
        model = PlanSettings
        fields = ("has_topographic_map", "has_orthophoto")
        labels: ClassVar[dict[str, Any]] = {
            "has_topographic_map": _("Mapa topogràfic de l’ICGC"),
            "has_orthophoto": _("Ortofoto de l’ICGC"),
        }
