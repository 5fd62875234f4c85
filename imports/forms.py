"""The form that takes files in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from cementiris.registry.models import Cemetery


class ManyFilesInput(forms.ClearableFileInput):
    """A file field of the browser that takes several files."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several uploaded files."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        """Check each file; an empty list is no answer."""
        files = (data or [None]) if isinstance(data, list | tuple) else [data]
        return [super(ManyFilesField, self).clean(file, initial) for file in files]


class UploadForm(forms.Form):
    """What to bring in, and into which cemetery."""

    register_files = ManyFilesField(
        label=_("Fitxers del registre"),
        help_text=_(
            "Fulls de càlcul (.xlsx, .xls, .ods) o text amb columnes (.csv). En podeu triar uns quants alhora."
        ),
        error_messages={
            "required": _("Trieu el fitxer que voleu portar."),
            "empty": _("El fitxer és buit. Trieu el fitxer que conté les dades."),
        },
    )
    cemetery = forms.CharField(
        label=_("Cementiri"),
        max_length=120,
        help_text=_("Si encara no existeix, es crearà en incorporar les dades."),
        error_messages={"required": _("Digueu de quin cementiri són les dades.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = list(Cemetery.objects.values_list("name", flat=True))
        self.fields["cemetery"].widget.attrs["list"] = "cementiris"
        if len(self.names) == 1:
            self.fields["cemetery"].initial = self.names[0]
