"""The forms of a tariff, of its lines, and of the question at the counter."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from cementiris.fees import messages
from cementiris.fees.conditions import Question
from cementiris.fees.fields import AmountField, PercentField, SpanField, span_columns
from cementiris.fees.models import LAST_ROW, LAST_TERM, LAST_YEAR, Adjustment, ConditionalLine, Rate
from cementiris.fees.presets import Preset, all_presets, load_preset
from cementiris.fees.words import Concept, Kinship, RatePer, RemainsKind
from cementiris.vocabulary import UnitKind

UNSAID = ("", "—")
YES, NO = "1", "0"
DAYS = [MinValueValidator(date(1900, 1, 1)), MaxValueValidator(date(2199, 12, 31))]


def _choice(label: Any, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[UNSAID, *choices], required=False)


def _text(label: Any, length: int, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, required=False, **options)


class HeadForm(forms.Form):
    """What a tariff is called and on which days it is in force."""

    use_required_attribute = False

    name = forms.CharField(label=_("Nom"), max_length=120, help_text=_("Com ara: Ordenança fiscal 12, any 2027"))
    article = _text(_("Ordenança i article"), 80)
    valid_from = forms.DateField(label=_("Vigent des del"), validators=DAYS)
    valid_until = forms.DateField(
        label=_("Fins al, inclòs"),
        validators=DAYS,
        required=False,
        help_text=_("En blanc, fins que n’hi hagi una altra."),
    )

    def clean(self) -> dict[str, Any]:
        """A tariff does not end before it begins (X61)."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("valid_from"), cleaned.get("valid_until")
        if first and last and last < first:
            self.add_error("valid_until", messages.TURNED_ROUND)
        return cleaned


class BeginForm(HeadForm):
    """A new tariff, empty or begun from a published one."""

    preset = forms.ChoiceField(label=_("Comença amb la tarifa de"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["preset"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Cap: en blanc")), *((preset.key, preset.label) for preset in all_presets())]

    def chosen_preset(self) -> Preset | None:
        """The published tariff to begin from."""
        key = self.cleaned_data["preset"]
        return load_preset(key) if key else None


class VersionForm(forms.Form):
    """From which day a new version is to be in force."""

    use_required_attribute = False

    valid_from = forms.DateField(label=_("Vigent des del"), validators=DAYS)


class LineForm(forms.Form):
    """The conditions of a line; what is left empty sets none."""

    use_required_attribute = False

    label = _text(_("Descripció"), 120)
    article = _text(_("Article"), 60)
    kinds = forms.MultipleChoiceField(
        label=_("Classes de sepultura"), choices=UnitKind.choices, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Cap de marcada vol dir totes."),
    )  # fmt: skip
    variant = _text(_("Modalitat"), 60, help_text=_("El que la classe no diu, com ara «amb ossera»."))
    floors = SpanField(label=_("Fila"), last=LAST_ROW, help_text=_("Com ara 1, o 2 a 4. La de baix és la 1."))
    built = SpanField(label=_("Any de construcció"), last=LAST_YEAR, help_text=_("Com ara fins a 1994, o des de 1995."))
    terms = SpanField(label=_("Durada, en anys"), last=LAST_TERM, help_text=_("Com ara 50, o 1 a 5."))
    kinship = _choice(_("Parentiu"), Kinship.choices)
    remains = _choice(_("Què s’hi inhuma"), RemainsKind.choices)
    resident = _choice(_("Empadronat al municipi"), [(YES, _("Sí")), (NO, _("No"))])

    def columns(self) -> dict[str, Any]:
        """The line as the columns of its table."""
        typed = dict(self.cleaned_data)
        for span, column in (("floors", "floor"), ("built", "built"), ("terms", "term")):
            typed.update(span_columns(column, typed.pop(span)))
        typed["resident"] = {YES: True, NO: False}.get(typed["resident"])
        return typed


class RateForm(LineForm):
    """One amount of the tariff."""

    concept = forms.ChoiceField(label=_("Concepte"), choices=[UNSAID, *Concept.choices])
    amount = AmountField(label=_("Import, en euros"), max_length=30)
    per = forms.ChoiceField(label=_("Es paga"), choices=RatePer.choices, initial=RatePer.UNIT)

    field_order = ("concept", "label", "amount", "per", "article", "kinds")


class AdjustmentForm(LineForm):
    """A surcharge or a reduction."""

    percent = PercentField(
        label=_("Per cent"), max_length=30, help_text=_("20 és un recàrrec; −50, una reducció a la meitat.")
    )
    concepts = forms.MultipleChoiceField(
        label=_("Conceptes"), choices=Concept.choices, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Cap de marcat vol dir tots."),
    )  # fmt: skip

    field_order = ("label", "percent", "article", "concepts", "kinds")

    def clean_percent(self) -> Any:
        """A surcharge of nothing is a mistake."""
        percent = self.cleaned_data["percent"]
        if percent == 0:
            raise ValidationError(_("Un recàrrec de zero no canvia res: escriviu el percentatge o traieu la línia."))
        return percent


def line_values(line: ConditionalLine) -> dict[str, Any]:
    """A stored line as its form begins."""
    names = ("label", "article", "kinds", "variant", "kinship", "remains")
    values = {name: getattr(line, name) for name in names}
    when = line.when
    values |= {"floors": when.floors, "built": when.built, "terms": when.terms}
    values["resident"] = {True: YES, False: NO, None: ""}[line.resident]
    if isinstance(line, Rate):
        return values | {"concept": line.concept, "amount": line.amount, "per": line.per}
    assert isinstance(line, Adjustment)
    return values | {"percent": line.percent, "concepts": line.concepts}


class UploadForm(forms.Form):
    """The spreadsheet with the lines."""

    file = forms.FileField(
        label=_("Full de càlcul"),
        help_text=_(
            "Un .xlsx o .csv amb una fila de capçalera: el millor és baixar el full d’una tarifa i canviar-lo."
        ),
        error_messages={
            "required": _("Trieu el fitxer que voleu portar."),
            "empty": _("El fitxer és buit. Trieu el fitxer que conté la tarifa."),
        },
    )


class QuestionForm(forms.Form):
    """What does it cost? As it is asked at the counter."""

    use_required_attribute = False

    concept = forms.ChoiceField(label=_("Què es vol fer"), choices=Concept.choices)
    kind = _choice(_("Classe de sepultura"), UnitKind.choices)
    floor = forms.IntegerField(label=_("Fila"), min_value=0, max_value=LAST_ROW, required=False)
    term_years = forms.IntegerField(label=_("Durada, en anys"), min_value=1, max_value=LAST_TERM, required=False)
    built_year = forms.IntegerField(label=_("Any de construcció"), min_value=1000, max_value=LAST_YEAR, required=False)
    variant = _choice(_("Modalitat"), [])
    remains = _choice(_("Què s’hi inhuma"), RemainsKind.choices)
    kinship = _choice(_("Parentiu"), Kinship.choices)
    resident = _choice(_("Empadronat al municipi"), [(YES, _("Sí")), (NO, _("No"))])
    area = AmountField(label=_("Metres quadrats"), required=False, max_length=20)
    on = forms.DateField(label=_("Dia de la sol·licitud"), validators=DAYS)

    def offer_variants(self, variants: list[str]) -> None:
        """Let the clerk choose among the variants of the tariff."""
        field = self.fields["variant"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [UNSAID, *((variant, variant) for variant in variants)]

    def question(self) -> Question:
        """What is asked of the tariff."""
        typed: Mapping[str, Any] = self.cleaned_data
        known = {name: typed[name] for name in typed if name not in ("on", "resident")}
        return Question(**known, resident={YES: True, NO: False}.get(typed["resident"]))
