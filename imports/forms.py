"""The forms of the import: files, sheets and their headers, a corrected workbook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from cementiris.registry.models import Cemetery
from cementiris.registry.names import fold
from imports.services.choosing import SheetChoice


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
            "Fulls de càlcul (.xlsx, .xls, .ods), textos (.csv, .txt), bases de dades (.dbf, .mdb, .accdb) o fitxes. "
            "Arrossegueu-los aquí o trieu-los; en podeu portar uns quants alhora, com ara el llistat i el seu llibre."
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

    def clean_cemetery(self) -> str:
        """A cemetery that the town has is that one, however it is spelled: another capital makes no second one."""
        said = str(self.cleaned_data["cemetery"]).strip()
        return said if said in self.names else next((name for name in self.names if fold(name) == fold(said)), said)


class SheetsForm(forms.Form):
    """Which sheets are read, and in which row each has its header; one pair of fields a sheet, in their order.

    `sheets` are what was found: each with key, is_used, header_row and last_row.
    """

    def __init__(self, sheets: Sequence[Any], told: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sheets = sheets
        self.told = told
        for sheet in sheets:
            self.fields[f"use-{sheet.at}"] = forms.BooleanField(
                label=_("Llegeix aquest full"), required=False, initial=sheet.is_used
            )
            self.fields[f"header-{sheet.at}"] = forms.IntegerField(
                label=_("Fila de la capçalera"),
                help_text=_("Deixeu-la en blanc perquè es busqui; 0 si no n’hi ha cap."),
                required=False,
                min_value=0,
                max_value=9_999_999,
                initial=self._shown(sheet),
                widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "w-s"}),
                error_messages=dict.fromkeys(
                    ("invalid", "min_value", "max_value"),
                    _("Poseu-hi el número que té la fila de la capçalera al full, com ara 3."),
                ),
            )

    def clean(self) -> dict[str, Any]:
        """At least one sheet is read."""
        said = super().clean() or self.cleaned_data
        if self.sheets and not any(said.get(f"use-{sheet.at}") for sheet in self.sheets):
            self.add_error(f"use-{self.sheets[0].at}", _("Deixeu com a mínim un full per llegir."))
        for sheet in self.sheets:
            self._refuse_header_beyond(sheet, said.get(f"header-{sheet.at}"))
        return said

    def _refuse_header_beyond(self, sheet: Any, row: int | None) -> None:
        if row and sheet.last_row and row > sheet.last_row:
            sentence = _("El full s’acaba a la fila %(last)s: poseu-hi la de la capçalera, o 0 si no n’hi ha cap.")
            self.add_error(f"header-{sheet.at}", sentence % {"last": sheet.last_row})

    def lines(self) -> list[tuple[Any, forms.BoundField, forms.BoundField]]:
        """Return each sheet with its two fields."""
        return [(sheet, self[f"use-{sheet.at}"], self[f"header-{sheet.at}"]) for sheet in self.sheets]

    def choices(self) -> list[SheetChoice]:
        """Return what the clerk says of each sheet; a header left where it was found goes on being looked for."""
        return [
            SheetChoice(sheet.key, self.cleaned_data[f"use-{sheet.at}"], self._header_of(sheet))
            for sheet in self.sheets
        ]

    def _header_of(self, sheet: Any) -> int | None:
        said = self.cleaned_data[f"header-{sheet.at}"]
        is_told = self._told(sheet) is not None
        return None if said is None or (said == sheet.header_row and not is_told) else int(said)

    def _told(self, sheet: Any) -> Any:
        return self.told.get(sheet.key, {}).get("header_row")

    def _shown(self, sheet: Any) -> Any:
        """What was told stands in the field, also 0 or a row that is not there: emptied, it is looked for again."""
        told = self._told(sheet)
        return (sheet.header_row or None) if told is None else told


class WorkbookForm(forms.Form):
    """The workbook of refused rows that comes back corrected."""

    workbook = forms.FileField(
        label=_("El full de les refusades, corregit"),
        help_text=_("Deseu-lo com a .xlsx i no en toqueu les columnes de davant, les que diuen d’on és cada fila."),
        error_messages={
            "required": _("Trieu el full que heu corregit."),
            "empty": _("El fitxer és buit. Trieu el full que heu corregit i desat."),
        },
    )
