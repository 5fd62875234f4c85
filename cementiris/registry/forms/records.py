"""The forms that annul and correct: each asks why, counts once, and knows what the clerk had seen."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cementiris.accounts.models import User
from cementiris.registry.entries import Submission


class ReasonedForm(forms.Form):
    """A form that is sent once and says why."""

    use_required_attribute = False

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    version = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    reason = forms.CharField(
        max_length=300,
        label=_("Motiu"),
        help_text=_("Quedarà escrit a la fitxa, al costat del que es canvia."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, today: date, version: str = "", **kwargs: Any) -> None:
        self.today, self.drawn_at = today, version
        super().__init__(*args, **kwargs)
        self.initial.update({"key": uuid4(), "version": version})
        for field in self.fields.values():
            if hasattr(field, "this_year"):
                field.this_year = today.year

    def answer_with(self, name: str, value: str) -> None:
        """Let the form that is shown again carry another hidden value: the clerk has been told, and may save anew."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data[self.add_prefix(name)] = value
        self.data = data

    def submission(self, actor: User) -> Submission:
        """Who sends the form, when, knowing what and why."""
        sent = self.cleaned_data
        return Submission(
            actor=actor, today=self.today, key=sent["key"], version=sent["version"], reason=sent["reason"]
        )  # fmt: skip


class AnnulmentForm(ReasonedForm):
    """Why an act should not have been registered."""
