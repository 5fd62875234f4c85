"""The forms of caducity files: opening one, opening several, and each kind of step."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cementiris.registry.entries.endings import LapseStepEntry, OpenLapseEntry
from cementiris.registry.forms.acts import ActForm
from cementiris.registry.forms.fields import DayField
from cementiris.registry.messages.lapse import ANSWERS, OUTCOMES
from cementiris.registry.messages.wording import Words
from cementiris.registry.models import ActKind, Attachment, AttachmentKind, LapseCause, LapseFile, LapseStepKind
from cementiris.registry.rules.lapse_facts import Outcome, Step

HOURS = ("%H:%M", "%H.%M", "%H")
FIELDS: Mapping[Step, tuple[str, ...]] = {
    Step.REPORT: ("note", "attachment", "upload"),
    Step.NOTICE: ("at", "outcome", "note", "attachment", "upload"),
    Step.ELECTRONIC_NOTICE: ("outcome", "note", "upload"),
    Step.ADDRESS_CHECK: ("outcome", "note"),
    Step.ANNOUNCEMENT: ("note", "upload"),
    Step.ALLEGATION: ("note", "attachment", "upload"),
    Step.ALLEGATION_ANSWER: ("outcome", "note"),
    Step.PAYMENT: ("outcome", "note", "attachment", "upload"),
    Step.WORKS_TERM: ("due_on", "note"),
    Step.WORKS_DONE: ("note", "attachment", "upload"),
    Step.PHOTOGRAPH: ("attachment", "upload", "note"),
    Step.DECLARATION: ("note",),
    Step.FINAL: ("note",),
    Step.CLOSING: ("outcome", "note"),
}
"""What is asked of each step, besides its day."""
OUTCOMES_OF: Mapping[Step, tuple[Outcome, ...]] = {
    Step.NOTICE: (
        Outcome.DELIVERED, Outcome.ABSENT, Outcome.REFUSED, Outcome.WRONG_ADDRESS, Outcome.UNKNOWN_PERSON,
        Outcome.DEAD_PERSON,
    ),
    Step.ELECTRONIC_NOTICE: (Outcome.OPENED, Outcome.REJECTED, Outcome.NOT_OPENED),
    Step.ADDRESS_CHECK: (Outcome.SAME_ADDRESS, Outcome.OTHER_ADDRESS, Outcome.NOT_FOUND),
    Step.ALLEGATION_ANSWER: (Outcome.REJECTED, Outcome.ACCEPTED),
    Step.PAYMENT: (Outcome.PAID, Outcome.DEFERRED),
    Step.CLOSING: (
        Outcome.PAID, Outcome.RENEWED, Outcome.TRANSFERRED, Outcome.WORKS_DONE, Outcome.ACCEPTED, Outcome.OTHER,
    ),
}  # fmt: skip
NOTE_LABELS: Mapping[Step, Any] = {
    Step.REPORT: _("Què diu l’informe"),
    Step.ANNOUNCEMENT: _("Número i data del butlletí"),
    Step.ALLEGATION: _("Què s’hi al·lega, i qui"),
    Step.ALLEGATION_ANSWER: _("Per què"),
    Step.DECLARATION: _("Fonaments de la resolució"),
}
DAY_HINTS: Mapping[Step, Any] = {
    Step.ELECTRONIC_NOTICE: _("Quan es va obrir o rebutjar; si no s’ha obert, quan es va posar a disposició"),
    Step.PHOTOGRAPH: _("El dia que es va fer la fotografia"),
    Step.FINAL: _("El primer dia que la resolució és ferma, o després"),
}


ISSUED: Mapping[Step, Words] = {
    Step.ANNOUNCEMENT: _("Text de l’anunci, numerat"),
    Step.ALLEGATION_ANSWER: _("Notificació de la resposta, numerada"),
    Step.WORKS_TERM: _("Notificació del termini d’obres, numerada"),
    Step.DECLARATION: _("Resolució de caducitat, numerada"),
    Step.FINAL: _("Fi del dret: la sepultura torna al municipi"),
}


class OpenLapseForm(ActForm):
    """A caducity file is opened over the right of the unit."""

    act_kind = ActKind.LAPSE_OPENED
    judged = ("cause", "on", "report")
    said_under = {"X34": "cause", "X34.report": "report", "R32": "cause", "X16": "on"}
    awaited = {"X34": "cause"}

    cause = forms.ChoiceField(label=_("Causa"), choices=LapseCause.choices, widget=forms.RadioSelect)
    on = DayField(label=_("S’inicia el"), help_text=_("Per exemple: 22/11/2026"))
    report = forms.CharField(
        required=False, max_length=2000, label=_("En què es basa"), widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("L’informe de la ruïna o del deute. Surt a la notificació."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", f"{self.today:%d/%m/%Y}")

    def entry(self) -> OpenLapseEntry:
        """What was typed, as far as it was understood."""
        return OpenLapseEntry(
            on=self.value("on", self.today), cause=self.value("cause", ""), report=self.value("report", "")
        )


class LapseStepForm(ActForm):
    """One step of a file: of all the fields, those that a step of its kind has."""

    act_kind = ActKind.LAPSE_STEP
    said_under = {
        "X16": "on", "X33": "on", "R33": "on", "R34": "on", "R35": "due_on", "R35.running": "on", "R39": "attachment",
        "R57": "at", "R57.late": "on", "R58": "on", "X34.before": "on", "X34.why": "note",
    }  # fmt: skip
    awaited = {"R39": "upload", "R57": "at", "R35": "due_on"}
    typed = frozenset({"R39", "R57", "R58"})

    on = DayField(label=_("Dia"), help_text=_("Per exemple: 22/11/2026"))
    at = forms.TimeField(required=False, label=_("Hora"), input_formats=HOURS, help_text=_("Per exemple: 11.30"))
    outcome = forms.ChoiceField(label=_("Què en va resultar"), widget=forms.RadioSelect)
    due_on = DayField(required=False, label=_("Fins quan es poden fer les obres"))
    note = forms.CharField(
        required=False, max_length=2000, label=_("Observacions"), widget=forms.Textarea(attrs={"rows": 3})
    )
    attachment = forms.ModelChoiceField(
        Attachment.objects.none(), required=False, label=_("Un document que la sepultura ja té"), empty_label=_("Cap")
    )
    upload = forms.FileField(required=False, label=_("O un fitxer nou"))

    def __init__(self, *args: Any, file: LapseFile, kind: Step, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.file, self.kind = file, kind
        self.initial.setdefault("on", f"{self.today:%d/%m/%Y}")
        self._keep_only(("on", *FIELDS[kind]))
        self.fields["on"].help_text = DAY_HINTS.get(kind, self.fields["on"].help_text)
        self._fill()

    @property
    def step_label(self) -> str:
        """The step in words."""
        return str(LapseStepKind(self.kind).label)

    @property
    def issued(self) -> Words:
        """The paper that comes out of the step, "" where none does."""
        return ISSUED.get(self.kind, "")

    def _keep_only(self, names: tuple[str, ...]) -> None:
        for name in ("at", "outcome", "due_on", "note", "attachment", "upload"):
            if name not in names:
                del self.fields[name]
        self.judged = names  # type: ignore[misc]  # the fields of this kind of step, not of the class

    def _fill(self) -> None:
        if "outcome" in self.fields:
            words = ANSWERS if self.kind is Step.ALLEGATION_ANSWER else OUTCOMES
            self.fields["outcome"].choices = _choices(OUTCOMES_OF[self.kind], words)  # type: ignore[attr-defined]
        if "note" in self.fields:
            self.fields["note"].label = NOTE_LABELS.get(self.kind, self.fields["note"].label)
        if "attachment" in self.fields:
            self.fields["attachment"].queryset = self._attachments()  # type: ignore[attr-defined]

    def _attachments(self) -> Any:
        found = Attachment.objects.filter(unit=self.unit, withdrawn_at__isnull=True)
        if self.kind is Step.PHOTOGRAPH:
            found = found.filter(kind=AttachmentKind.PHOTOGRAPH, taken_on__gte=self.file.opened_on)
        return found.order_by("-pk")

    def entry(self) -> LapseStepEntry:
        """What was typed, as far as it was understood."""
        return LapseStepEntry(
            kind=self.kind,
            on=self.value("on", self.today),
            at=self.value("at", None),
            outcome=self.value("outcome", ""),
            due_on=self.value("due_on", None),
            note=self.value("note", ""),
            attachment=self.value("attachment", None),
            upload=self.value("upload", None),
        )


def _choices(outcomes: tuple[Outcome, ...], words: Mapping[str, Words]) -> list[tuple[str, Words]]:
    return [(str(outcome), words[outcome]) for outcome in outcomes]


class ManyLapsesForm(forms.Form):
    """Files are opened for several rights that ended; which ones, the page says beside."""

    on = DayField(label=_("S’inicien el"), help_text=_("Per exemple: 22/11/2026"))
    reason = forms.CharField(
        required=False, max_length=500, label=_("Motiu, si hi ha avisos"), widget=forms.Textarea(attrs={"rows": 2})
    )
