"""The form that unites two entries or tells them apart."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cementiris.registry.forms.records import ReasonedForm
from cementiris.registry.recorded_values import LABELS

CHOICES = list(LABELS["person"].items())


class MatchForm(ReasonedForm):
    """What a clerk says of two entries; `take` names what is kept of the second one, the rest is kept of the first."""

    verdict = forms.ChoiceField(choices=[("same", _("Unifica")), ("different", _("Són persones diferents"))])
    take = forms.MultipleChoiceField(required=False, choices=CHOICES)
