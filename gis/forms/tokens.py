"""What is asked of whoever wants a key for the town's layers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class TokenForm(forms.Form):
    """A key's name, and whether it shows people; asked only of who may see them."""

    use_required_attribute = False

    label = forms.CharField(
        label=_("Per a què és"),
        max_length=80,
        help_text=_("Per exemple: QGIS de l’Anna, al portàtil."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    sees_people = forms.BooleanField(
        label=_("També amb les persones"),
        required=False,
        help_text=_("Titulars i difunts de cada sepultura. Cada lectura queda registrada al vostre nom."),
    )

    def __init__(self, *args: Any, may_see_people: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_see_people:
            del self.fields["sees_people"]
