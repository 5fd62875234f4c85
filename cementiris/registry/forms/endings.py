"""The forms by which a right is given back."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from cementiris.fees.fields import AmountField
from cementiris.registry.entries.endings import EndingEntry
from cementiris.registry.facts.endings import paid_period_from
from cementiris.registry.forms.acts import ActForm
from cementiris.registry.forms.fields import DayField
from cementiris.registry.models import ActKind, Concession
from cementiris.registry.queries import owners, right_of


class RenunciationForm(ActForm):
    """The owners of a right give it up."""

    act_kind = ActKind.RENUNCIATION
    judged: ClassVar[tuple[str, ...]] = ("on", "signed")
    said_under = {"R27": "on", "X32": "signed", "X32.dead": "unit", "X32.nobody": "unit", "X16": "on"}
    typed = frozenset({"X32", "R31"})

    on = DayField(label=_("S’hi renuncia el"), help_text=_("Per exemple: 22/11/2026"))
    signed = forms.MultipleChoiceField(
        required=False, label=_("Qui ho ha signat"), widget=forms.CheckboxSelectMultiple, choices=[]
    )
    remarks = forms.CharField(
        required=False, max_length=500, label=_("Observacions"), widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", f"{self.today:%d/%m/%Y}")
        self.right: Concession | None = right_of(self.unit, self.today)
        field = self.fields["signed"]
        assert isinstance(field, forms.MultipleChoiceField)
        holdings = owners([self.right.pk], self.today) if self.right else []
        field.choices = [(str(holding.pk), str(holding)) for holding in holdings]

    def entry(self) -> EndingEntry:
        """What was typed, as far as it was understood."""
        return EndingEntry(
            on=self.value("on", self.today),
            signed=frozenset(int(key) for key in self.value("signed", [])),
            remarks=self.value("remarks", ""),
        )


class RetrocessionForm(RenunciationForm):
    """The owners of a right give it back for a refund; the price is the one that the register knows, or typed."""

    act_kind = ActKind.RETROCESSION
    judged = ("on", "signed", "price", "valuation")
    said_under = {
        **RenunciationForm.said_under, "R28": "price", "R29": "price", "R29.valuation": "valuation", "R31": "on",
        "R31.signature": "signed",
    }  # fmt: skip

    price = AmountField(required=False, max_length=20, label=_("Què es va pagar pel dret"))
    valuation = AmountField(
        required=False, max_length=20, label=_("Valoració de l’arquitecte municipal"),
        help_text=_("Només d’un dret a perpetuïtat, o si no se’n saben les dates"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].label = _("Es retrocedeix el")
        since = paid_period_from(self.right, self.today) if self.right else None
        if since:
            self.fields["price"].help_text = _("Pel temps des del %(since)s") % {"since": f"{since:%d/%m/%Y}"}
        if self.right and since == self.right.granted_from:
            self.initial.setdefault("price", self.right.price)

    def entry(self) -> EndingEntry:
        """What was typed, as far as it was understood; an unsent form counts with the price of the register."""
        known = None if self.is_bound else self.initial.get("price")
        return EndingEntry(
            on=self.value("on", self.today),
            signed=frozenset(int(key) for key in self.value("signed", [])),
            price=self.value("price", known),
            valuation=self.value("valuation", None),
            remarks=self.value("remarks", ""),
        )
