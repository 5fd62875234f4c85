"""What a town says about itself: the details that letters carry."""

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from cementiris.accounts.models import Municipality

if TYPE_CHECKING:
    _DetailsForm = forms.ModelForm[Municipality]
else:
    _DetailsForm = forms.ModelForm  # generic for the type checker only


class DetailsForm(_DetailsForm):
    """The town hall as its letters and papers show it."""

    postal_code = forms.CharField(
        label=_("Codi postal"),
        required=False,
        validators=[RegexValidator(r"^\d{5}$", _("Un codi postal té cinc xifres, com ara 08241."))],
    )

    class Meta:
        model = Municipality
        fields = ("address", "postal_code", "phone", "email", "opening_hours", "signer_name", "signer_title")
        labels: ClassVar[dict[str, Any]] = {
            "address": _("Adreça de l’ajuntament"),
            "phone": _("Telèfon"),
            "email": _("Correu electrònic"),
            "opening_hours": _("Horari d’atenció"),
            "signer_name": _("Qui signa les cartes"),
            "signer_title": _("Càrrec de qui signa"),
        }
