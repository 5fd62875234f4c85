"""The forms that take files in and withdraw them."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from cementiris.registry.entries.works import FilesEntry
from cementiris.registry.file_types import TYPES
from cementiris.registry.forms.fields import DayField
from cementiris.registry.models import Act, ActKind, AttachmentKind, BurialUnit

MOST_FILES = 10
LATEST_ACTS = 50


class FilesInput(forms.ClearableFileInput):
    """A file field of the browser that takes several files, of the kinds that are kept."""

    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__({"accept": ",".join(kind.media_type for kind in TYPES)})


class FilesField(forms.FileField):
    """Several uploaded files, empty ones too: what each is worth is for the rules to say."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        """The files; none is no answer, and more than a few are refused."""
        files = list(data) if isinstance(data, list | tuple) else [data] if data else []
        if not files and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(files) > MOST_FILES:
            raise ValidationError(_("Envieu-ne com a molt %(most)s alhora."), code="many", params={"most": MOST_FILES})
        return files


class FilesForm(forms.Form):
    """Files of one unit, and of one of its acts when it is chosen."""

    use_required_attribute = False

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    uploads = FilesField(
        label=_("Fitxers"),
        help_text=_("PDF, imatges (JPEG, PNG, WebP, TIFF) o textos (ODT, DOCX). En podeu triar uns quants alhora."),
        error_messages={"required": _("Trieu el fitxer.")},
    )
    kind = forms.ChoiceField(label=_("Què és"), choices=AttachmentKind.choices)
    taken_on = DayField(
        required=False,
        label=_("Dia de la fotografia"),
        help_text=_("Només per a fotografies. Per exemple: 22/11/2026"),
    )
    act = forms.ModelChoiceField(
        Act.objects.none(), required=False, label=_("De quin acte"), empty_label=_("De la sepultura, de cap acte")
    )
    description = forms.CharField(required=False, max_length=200, label=_("Què s’hi veu o què diu"))

    def __init__(self, *args: Any, unit: BurialUnit, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["key"] = uuid4()
        day, act = self.fields["taken_on"], self.fields["act"]
        assert isinstance(day, DayField)
        assert isinstance(act, forms.ModelChoiceField)
        day.this_year = today.year
        latest = unit.acts.exclude(kind=ActKind.ATTACHMENT).order_by("-pk").values("pk")[:LATEST_ACTS]
        act.queryset = Act.objects.filter(pk__in=latest).order_by("-on", "-pk")

    def entry(self) -> FilesEntry:
        """What was typed, of a valid form."""
        typed = self.cleaned_data
        names = ("kind", "taken_on", "act", "description")
        return FilesEntry(files=tuple(typed["uploads"]), **{name: typed[name] for name in names})


class WithdrawalForm(forms.Form):
    """Why a file is withdrawn."""

    use_required_attribute = False

    reason = forms.CharField(
        max_length=300,
        label=_("Per què es retira"),
        error_messages={"required": _("Escriviu per què es retira.")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )
