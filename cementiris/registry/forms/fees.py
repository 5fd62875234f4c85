"""What the tariff has to be told of an act, where the act's own form does not know it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cementiris.fees.fields import AmountField
from cementiris.fees.words import Kinship

ASKED_IN = ("variant", "kinship", "resident", "area")
"""What an amount may depend on that has a field here."""
YES, NO = "1", "0"


class FeeForm(forms.Form):
    """The few questions that stand beside the quote; none has to be answered to register the act."""

    use_required_attribute = False

    variant = forms.ChoiceField(label=_("Modalitat"), required=False)
    kinship = forms.ChoiceField(
        label=_("Parentiu amb el titular anterior"), required=False, choices=[("", "—"), *Kinship.choices]
    )
    resident = forms.ChoiceField(
        label=_("Empadronat al municipi"), required=False, choices=[("", "—"), (YES, _("Sí")), (NO, _("No"))]
    )
    area = AmountField(label=_("Metres quadrats"), required=False, max_length=20)

    def __init__(self, *args: Any, variants: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["variant"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "—"), *((variant, variant) for variant in variants)]

    def answers(self) -> dict[str, Any]:
        """What was answered and understood, as the question to the tariff names it."""
        self.is_valid()
        typed = getattr(self, "cleaned_data", {})
        found = {name: typed[name] for name in ("variant", "kinship", "area") if typed.get(name)}
        if typed.get("resident"):
            found["resident"] = typed["resident"] == YES
        return found
