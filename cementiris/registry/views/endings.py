"""Giving rights back, and opening the caducity of those that nobody gives back."""

from cementiris.registry.facts.endings import ending_facts, retrocession_facts
from cementiris.registry.facts.lapse import open_lapse_facts
from cementiris.registry.forms.endings import RenunciationForm, RetrocessionForm
from cementiris.registry.forms.lapse import OpenLapseForm
from cementiris.registry.rules.endings import check_renunciation, check_retrocession
from cementiris.registry.rules.findings import Finding
from cementiris.registry.rules.lapse_opening import check_opening
from cementiris.registry.services.endings import renounce, retrocede
from cementiris.registry.services.lapse import open_lapse
from cementiris.registry.views.acting import ActPageSpec


def _judge_renunciation(form: RenunciationForm) -> tuple[Finding, ...]:
    return check_renunciation(ending_facts(form.unit, form.entry(), form.today))


def _judge_retrocession(form: RetrocessionForm) -> tuple[Finding, ...]:
    return check_retrocession(retrocession_facts(form.unit, form.entry(), form.today))


def _judge_opening(form: OpenLapseForm) -> tuple[Finding, ...]:
    return check_opening(open_lapse_facts(form.unit, form.entry(), form.today))


ACTS = (
    ActPageSpec("renounce", "renunciar", RenunciationForm, _judge_renunciation, renounce, "renunciation"),
    ActPageSpec("retrocede", "retrocedir", RetrocessionForm, _judge_retrocession, retrocede, "retrocession"),
    ActPageSpec("open_lapse", "obrir-caducitat", OpenLapseForm, _judge_opening, open_lapse, "lapse_opening"),
)
