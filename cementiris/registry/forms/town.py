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


class ArmsForm(forms.Form):
    """The town's arms, a picture that papers carry; what is kept is drawn anew from it."""

    picture = forms.FileField(
        label=_("Escut, en PNG o JPEG"),
        help_text=_("Surt a dalt dels murs i els plànols impresos, a 16 mm d’amplada."),
        error_messages={
            "required": _("Trieu el fitxer de l’escut."),
            "empty": _("El fitxer és buit. Trieu-ne un altre."),
        },
    )
    refusals: ClassVar[dict[str, Any]] = {
        "large": _("L’escut passa de 5 MB. Deseu-lo més petit i torneu-hi."),
        "no_picture": _("Això no és cap imatge que es pugui imprimir. Porteu un PNG o un JPEG."),
        "broken": _("La imatge està malmesa o és massa gran. Torneu-la a desar i torneu-hi."),
    }

    def refuse(self, code: str) -> None:
        """Say why the picture cannot be kept."""
        self.add_error("picture", self.refusals[code])


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
