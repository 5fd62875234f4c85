"""How a form field is drawn: which attributes its control gets and which parts stand around it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField, CheckboxInput, RadioSelect, Textarea
from django.forms.widgets import CheckboxSelectMultiple
from django.utils.safestring import SafeString

CHECK, CHOICES, PLAIN = "check", "choices", "plain"


@dataclass(frozen=True)
class DrawnField:
    """Everything the field's template needs, worked out here so that the template has no logic."""

    bound: BoundField
    rules: tuple[Any, ...]
    shape: str
    control: SafeString
    rules_id: str

    @property
    def error_id(self) -> str:
        """The id of the list of errors, which the control names in aria-describedby."""
        return f"{self.bound.auto_id}_error"


def draw(bound: BoundField, *, rules: Iterable[Any] = (), size: str = "", hint: str | None = None) -> DrawnField:
    """Work out how to draw `bound` with the rule messages that concern it.

    `size` is a width: s, m or l; `hint` takes the place of the form's own help text, "" leaves it out.
    """
    found = tuple(rules)
    shape = _shape(bound)
    rules_id = f"{bound.auto_id}_rules"
    if hint is not None:
        bound.help_text = hint  # so that Django's own aria-describedby agrees with what is shown
    attributes: dict[str, Any] = {"class": f"w-{size}"} if size else {}
    describedby = _described_by(bound, rules_id if found else "")
    if describedby:
        attributes["aria-describedby"] = describedby
    if bound.errors or any(_level(rule) == "stop" for rule in found):
        attributes["aria-invalid"] = "true"
    control = SafeString("") if shape == CHOICES else bound.as_widget(attrs=_kept(bound, attributes))
    return DrawnField(bound, found, shape, control, rules_id)


def _shape(bound: BoundField) -> str:
    widget = bound.field.widget
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return CHOICES
    return CHECK if isinstance(widget, CheckboxInput) else PLAIN


def _described_by(bound: BoundField, rules_id: str) -> str:
    helptext = f"{bound.auto_id}_helptext" if bound.help_text else ""
    error = f"{bound.auto_id}_error" if bound.errors else ""
    return " ".join(filter(None, (helptext, error, rules_id)))


def _kept(bound: BoundField, attributes: dict[str, Any]) -> dict[str, Any]:
    """Our attributes joined with the widget's own, which win; a placeholder that only repeats the label goes."""
    widget = bound.field.widget
    own = {key: value for key, value in widget.attrs.items() if key in attributes}
    rows = {"rows": "3"} if isinstance(widget, Textarea) and widget.attrs.get("rows") == "10" else {}
    echo = {"placeholder": False} if str(widget.attrs.get("placeholder", "")) == str(bound.label) else {}
    return {**rows, **echo, **attributes, **own}


def _level(rule: Any) -> str:
    return str(rule["level"] if isinstance(rule, dict) else getattr(rule, "level", ""))
