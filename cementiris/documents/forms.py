"""The form in which a town writes the words of a paper."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MOST_SIGNS = 20_000
"""Longest wording, in characters: some eight pages."""


class WordingForm(forms.Form):
    """The wording of one kind of paper. `find_faults` says, in sentences, what keeps it from being used."""

    body = forms.CharField(
        label=_("Text"),
        max_length=MOST_SIGNS,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "true"}),
    )

    def __init__(self, sent: Any, *, body: str, find_faults: Callable[[str], list[str]]) -> None:
        super().__init__(sent, initial={"body": body})
        self.find_faults = find_faults

    def clean_body(self) -> str:
        """Lines end as they do in files; every fault is told at once."""
        body = str(self.cleaned_data["body"]).replace("\r\n", "\n").strip() + "\n"
        found = self.find_faults(body)
        if found:
            raise ValidationError(found)
        return body
