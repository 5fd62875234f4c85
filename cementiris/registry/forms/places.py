"""The forms of acts over a unit itself: its number, its description, its service, its joining and dividing."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cementiris.registry.entries.places import (
    ClosingEntry,
    DescriptionEntry,
    MergeEntry,
    RenumberingEntry,
    SplitEntry,
)
from cementiris.registry.facts.unit_changes import neighbours_of
from cementiris.registry.forms.acts import ActForm
from cementiris.registry.forms.fields import DayField
from cementiris.registry.models import ActKind, BurialUnit, ClosureReason, Merger, Section, UnitKind
from cementiris.registry.numbering import listed_numbers
from cementiris.registry.queries import laid_to_rest
from cementiris.registry.spans import MOST_COLUMNS, MOST_FLOORS, MOST_SPAN

LONGEST_NUMBER = 40
MOST_NEW_UNITS = 3
"""A unit that is divided gives at most so many new ones besides itself."""
OLDEST_YEAR, LATEST_YEAR = 1700, 2100
FORGOTTEN = "forgotten"
"""What the old source said of a unit counts no more."""


def year_field() -> forms.IntegerField:
    """The year in which something was built."""
    return forms.IntegerField(
        required=False, min_value=OLDEST_YEAR, max_value=LATEST_YEAR, label=_("Any de construcció")
    )


def wide_field() -> forms.IntegerField:
    """How many columns of the wall a unit takes."""
    return forms.IntegerField(
        required=False, min_value=1, max_value=MOST_SPAN, initial=1, label=_("Columnes que ocupa"),
        help_text=_("2 si és doble de costat. La columna és la de més a l’esquerra."),
    )  # fmt: skip


def high_field() -> forms.IntegerField:
    """How many floors of the wall a unit takes."""
    return forms.IntegerField(
        required=False, min_value=1, max_value=MOST_SPAN, initial=1, label=_("Pisos que ocupa"),
        help_text=_("2 si és doble d’alçada. El pis és el de sota."),
    )  # fmt: skip


def read_numbers(text: str) -> tuple[str, ...]:
    """The typed list of numbers. Raises ValidationError for what is no list, or for a number that is too long."""
    try:
        numbers = listed_numbers(text)
    except ValueError as error:
        raise ValidationError(
            _("No s’entén «%(text)s». Escriviu números i trams, com ara 13, 45-47."), params={"text": str(error)[:60]}
        ) from error
    if any(len(number) > LONGEST_NUMBER for number in numbers):
        raise ValidationError(_("Un número té com a molt %(most)s signes."), params={"most": LONGEST_NUMBER})
    return numbers


class UnitChangeForm(ActForm):
    """An act over the unit itself. The page takes its words from here; the fields are shown in their order."""

    page_name: ClassVar[str] = ""
    heading: ClassVar[str | Promise] = ""
    button: ClassVar[str | Promise] = ""
    outcome: ClassVar[str | Promise] = _("Cap document: l’acte consta a la fitxa de la sepultura.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "on" in self.fields:
            self.initial.setdefault("on", f"{self.today:%d/%m/%Y}")

    @property
    def check_page(self) -> str:
        """The address that judges what is being typed."""
        return f"registry:check_{self.page_name}"

    @property
    def shown(self) -> list[forms.BoundField]:
        """The fields of the act itself."""
        return [self[name] for name in self.fields if name not in ("key", "version", "reason")]

    def day(self) -> date:
        """The day of the act, today until one is typed."""
        found: date = self.value("on", self.today)
        return found


class RenumberForm(UnitChangeForm):
    """Another number, or another block."""

    page_name, act_kind = "renumber", ActKind.RENUMBERING
    heading, button = _("Canvia el número"), _("Canvia el número")
    judged = ("number", "on")
    said_under: ClassVar[Mapping[str, str]] = {"X40": "number", "X44.future": "on"}
    awaited: ClassVar[Mapping[str, str]] = {"X40": "number"}

    number = forms.CharField(
        max_length=LONGEST_NUMBER, label=_("Número nou"), help_text=_("L’antic es conserva i es pot cercar.")
    )
    section = forms.ModelChoiceField(Section.objects.none(), required=False, label=_("Bloc"), empty_label=_("Cap"))
    on = DayField(label=_("Des del dia"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["section"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Section.objects.filter(cemetery=self.unit.cemetery_id)
        self.initial.setdefault("section", self.unit.section_id)

    def entry(self) -> RenumberingEntry:
        """What was typed, as far as it was understood."""
        number = self.value("number", "")
        section = self.value("section", None) if self.is_bound else self.unit.section
        return RenumberingEntry(on=self.day(), numbers={self.unit.pk: number} if number else {}, section=section)


class DescribeForm(UnitChangeForm):
    """What the unit is."""

    page_name, act_kind = "describe", ActKind.DESCRIPTION
    heading, button = _("Canvia la descripció"), _("Desa la descripció")
    judged = ("kind", "column", "columns_wide", "built_year", "opened_on")
    said_under: ClassVar[Mapping[str, str]] = {
        "X44": "kind", "X44.built": "built_year", "X44.opened": "opened_on", "X44.retired": "opened_on",
        "X44.cell": "column", "X44.cells": "columns_wide", "X44.same": "",
    }  # fmt: skip
    typed: ClassVar[frozenset[str]] = frozenset({"X44"})

    kind = forms.ChoiceField(choices=UnitKind.choices, label=_("Classe"))
    floor = forms.IntegerField(
        required=False, min_value=1, max_value=MOST_FLOORS, label=_("Pis"), help_text=_("Comptat des de terra")
    )
    column = forms.IntegerField(
        required=False, min_value=1, max_value=MOST_COLUMNS, label=_("Columna"), help_text=_("Des de l’esquerra")
    )
    columns_wide, floors_high = wide_field(), high_field()
    built_year = year_field()
    opened_on = DayField(required=False, label=_("Oberta des del dia"), help_text=_("En blanc, des de sempre"))
    stated_state = forms.ChoiceField(
        required=False, label=_("Estat segons la font antiga"), widget=forms.RadioSelect,
        help_text=_("Només compta on el registre no diu res. Si heu comprovat que s’equivoca, digueu que ja no val."),
    )  # fmt: skip
    notes = forms.CharField(
        required=False, max_length=2000, label=_("Observacions"), widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("kind", "floor", "column", "columns_wide", "floors_high", "built_year", "notes"):
            self.initial.setdefault(name, getattr(self.unit, name))
        if self.unit.opened_on:
            self.initial.setdefault("opened_on", f"{self.unit.opened_on:%d/%m/%Y}")
        self._offer_to_forget_the_source()

    def _offer_to_forget_the_source(self) -> None:
        """What the old source said is kept or put aside, never written anew; of most units it said nothing."""
        stated = self.unit.stated_state
        if not stated:
            del self.fields["stated_state"]
            return
        field = self.fields["stated_state"]
        assert isinstance(field, forms.ChoiceField)
        kept = gettext("Es conserva: «%(state)s»") % {"state": self.unit.get_stated_state_display()}
        field.choices = [(stated, kept), (FORGOTTEN, gettext("Ja no val"))]
        self.initial.setdefault("stated_state", stated)

    def entry(self) -> DescriptionEntry:
        """What was typed, as far as it was understood."""
        names = ("floor", "column", "built_year", "opened_on")
        typed = {name: self.value(name, None if self.is_bound else getattr(self.unit, name)) for name in names}
        typed |= {name: self.value(name, getattr(self.unit, name)) for name in ("columns_wide", "floors_high")}
        notes = self.value("notes", "" if self.is_bound else self.unit.notes)
        stated = "" if self.value("stated_state", "") == FORGOTTEN else self.unit.stated_state
        return DescriptionEntry(kind=self.value("kind", self.unit.kind), notes=notes, stated_state=stated, **typed)


class CloseForm(UnitChangeForm):
    """Out of service for a time."""

    page_name, act_kind = "close", ActKind.OUT_OF_SERVICE
    heading, button = _("Posa fora de servei"), _("Posa-la fora de servei")
    judged = ("on", "until")
    said_under: ClassVar[Mapping[str, str]] = {"X43.until": "until", "X43.future": "on"}

    why = forms.ChoiceField(choices=ClosureReason.choices, label=_("Per què"), widget=forms.RadioSelect)
    note = forms.CharField(required=False, max_length=200, label=_("Explicació"))
    on = DayField(label=_("Des del dia"))
    until = DayField(required=False, label=_("Torna al servei el"), help_text=_("En blanc, si encara no se sap"))

    def entry(self) -> ClosingEntry:
        """What was typed, as far as it was understood."""
        return ClosingEntry(
            on=self.day(),
            unit_ids=(self.unit.pk,),
            reason=self.value("why", ClosureReason.OTHER),
            note=self.value("note", ""),
            until=self.value("until", None),
        )


class ReopenForm(UnitChangeForm):
    """Back into service."""

    page_name, act_kind = "reopen", ActKind.BACK_IN_SERVICE
    heading, button = _("Torna al servei"), _("Torna-la al servei")
    judged = ("on",)
    said_under: ClassVar[Mapping[str, str]] = {"X43.same_day": "on", "X43.future": "on"}

    on = DayField(label=_("Torna al servei el"))

    def entry(self) -> ClosingEntry:
        """What was typed, as far as it was understood."""
        return ClosingEntry(on=self.day(), unit_ids=(self.unit.pk,))


class RetireForm(UnitChangeForm):
    """Given up for good."""

    page_name, act_kind = "retire", ActKind.OUT_OF_SERVICE
    heading, button = _("Dona de baixa la sepultura"), _("Dona-la de baixa")
    outcome = _("La sepultura deixa de sortir als plànols i a les llistes; la fitxa es conserva.")
    judged = ("on",)
    said_under: ClassVar[Mapping[str, str]] = {"X43.later": "on", "X43.future": "on"}

    note = forms.CharField(
        max_length=200, label=_("Per què"), help_text=_("Per exemple: s’ha enderrocat, o mai no ha existit")
    )
    on = DayField(label=_("Des del dia"))

    def entry(self) -> ClosingEntry:
        """What was typed, as far as it was understood."""
        return ClosingEntry(on=self.day(), unit_ids=(self.unit.pk,), note=self.value("note", ""))


class MergeForm(UnitChangeForm):
    """Several units become this one."""

    page_name, act_kind = "merge", ActKind.MERGER
    heading, button = _("Agrupa amb altres sepultures"), _("Agrupa-les")
    outcome = _("Una sola sepultura, amb tots els que hi reposen. Els números antics es poden cercar.")
    judged = ("parts", "kind", "number", "on")
    said_under: ClassVar[Mapping[str, str]] = {
        "X41": "parts", "X41.number": "number", "X41.shared": "kind", "X41.ashes": "kind", "X41.future": "on",
        "X41.later": "on", "X41.opened": "on",
    }  # fmt: skip
    typed: ClassVar[frozenset[str]] = frozenset({"X41"})

    parts = forms.MultipleChoiceField(
        required=False, label=_("S’agrupa amb"), widget=forms.CheckboxSelectMultiple,
        help_text=_("La sepultura d’aquesta fitxa és la que queda, amb el seu dret."),
    )  # fmt: skip
    kind = forms.ChoiceField(choices=UnitKind.choices, initial=UnitKind.DOUBLE_NICHE, label=_("Classe que en resulta"))
    number = forms.CharField(
        required=False, max_length=LONGEST_NUMBER, label=_("Número"), help_text=_("En blanc, conserva el que té")
    )
    on = DayField(label=_("Des del dia"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["parts"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(unit.pk), _unit_text(unit)) for unit in neighbours_of(self.unit)]

    def entry(self) -> MergeEntry:
        """What was typed, as far as it was understood."""
        return MergeEntry(
            on=self.day(),
            part_ids=tuple(int(key) for key in self.value("parts", [])),
            kind=self.value("kind", UnitKind.DOUBLE_NICHE),
            number=self.value("number", ""),
        )


def _unit_text(unit: BurialUnit) -> str:
    if not (unit.floor and unit.column):
        return str(unit)
    place = gettext("pis %(floor)s, columna %(column)s") % {"floor": unit.floor, "column": unit.column}
    return f"{unit} ({place})"


class SplitForm(UnitChangeForm):
    """This unit becomes several; of everybody who rests there it is said in which."""

    page_name, act_kind = "split", ActKind.SPLIT
    heading, button = _("Divideix la sepultura"), _("Divideix-la")
    outcome = _("Les sepultures noves, cadascuna amb la seva fitxa. El dret queda a la que es conserva.")
    judged = ("numbers", "kind", "on")
    said_under: ClassVar[Mapping[str, str]] = {
        "X42": "numbers", "X42.shared": "kind", "X42.ashes": "kind", "X42.future": "on", "X42.later": "on",
        "X42.opened": "on", "X42.gone": "on", "X42.who": "", "X42.bare": "",
    }  # fmt: skip
    typed: ClassVar[frozenset[str]] = frozenset({"X42"})

    kept_number = forms.CharField(
        max_length=LONGEST_NUMBER, label=_("Número de la que es conserva"), help_text=_("És la que té el dret.")
    )
    numbers = forms.CharField(
        max_length=150, label=_("Números de les noves"), help_text=_("Separats per comes, com a molt tres")
    )
    kind = forms.ChoiceField(choices=UnitKind.choices, label=_("Classe de totes"))
    on = DayField(label=_("Des del dia"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parts = list(Merger.objects.filter(unit=self.unit, until__isnull=True).select_related("part", "act"))
        self._begin_as_before(parts)
        self.people = {row.deceased_id: str(row.deceased) for row in laid_to_rest(self.unit, self.today)}
        for key, name in self.people.items():
            self.fields[f"home_{key}"] = _home_field(name, self.initial["kept_number"])
        self.order_fields([*(name for name in self.fields if name != "reason"), "reason"])

    def _begin_as_before(self, parts: list[Merger]) -> None:
        """A unit that was made of several begins with the numbers and the kind that they had."""
        before = parts[0].act.notes.get("kept", {}) if parts and parts[0].act else {}
        self.initial.setdefault("numbers", ", ".join(merger.part.number for merger in parts))
        self.initial.setdefault("kind", before.get("kind", self.unit.kind))
        self.initial.setdefault("kept_number", before.get("number", self.unit.number))

    def clean_numbers(self) -> tuple[str, ...]:
        """The numbers of the new units."""
        numbers = read_numbers(self.cleaned_data["numbers"])
        if len(numbers) > MOST_NEW_UNITS:
            raise ValidationError(_("Com a molt en surten %(most)s de noves."), params={"most": MOST_NEW_UNITS})
        return numbers

    def entry(self) -> SplitEntry:
        """What was typed, as far as it was understood."""
        homes = {key: self.value(f"home_{key}", None) for key in self.people}
        return SplitEntry(
            on=self.day(),
            kept_number=self.value("kept_number", ""),
            numbers=self.value("numbers", ()),
            kind=self.value("kind", self.unit.kind),
            homes={key: int(home) for key, home in homes.items() if home is not None},
        )


def _home_field(name: str, kept: str) -> forms.ChoiceField:
    choices = [("0", gettext("Es queda a la %(number)s") % {"number": kept})]
    choices += [
        (str(place), gettext("Passa a la nova %(place)s") % {"place": place}) for place in range(1, MOST_NEW_UNITS + 1)
    ]
    label = gettext("On reposa %(name)s") % {"name": name}
    return forms.ChoiceField(choices=choices, label=label, widget=forms.RadioSelect)
