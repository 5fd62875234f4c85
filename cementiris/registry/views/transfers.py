"""Changes of holder: between the living, after a death, and provisionally."""

from typing import Any

from cementiris.accounts.access import TownRequest
from cementiris.registry.applications import asked_through
from cementiris.registry.facts.transfers import provisional_facts, succession_facts, transfer_facts
from cementiris.registry.forms.transfers import ProvisionalForm, SuccessionForm, TransferForm
from cementiris.registry.rules.findings import Finding
from cementiris.registry.rules.successions import check_provisional_title, check_succession
from cementiris.registry.rules.transfers import check_transfer
from cementiris.registry.services.transfers import give_provisional_title, succeed_holder, transfer_right
from cementiris.registry.views.acting import ActPageSpec


def _judge_transfer(form: TransferForm) -> tuple[Finding, ...]:
    return check_transfer(transfer_facts(form.unit, form.entry(), form.today))


def _judge_succession(form: SuccessionForm) -> tuple[Finding, ...]:
    return check_succession(succession_facts(form.unit, form.entry(), form.today))


def _judge_provisional(form: ProvisionalForm) -> tuple[Finding, ...]:
    return check_provisional_title(provisional_facts(form.unit, form.entry(), form.today))


def _begin_succession(request: TownRequest) -> dict[str, Any]:
    """What was asked through an application was asked on the day on which that came in (R15)."""
    asked = asked_through(request.GET.get("sollicitud", ""))
    return {"asked_on": f"{asked.entered_on:%d/%m/%Y}"} if asked else {}


ACTS = (
    ActPageSpec("transfer", "transmetre", TransferForm, _judge_transfer, transfer_right, "transfer"),
    ActPageSpec(
        "succession",
        "successio",
        SuccessionForm,
        _judge_succession,
        succeed_holder,
        "succession",
        begin=_begin_succession,
    ),
    ActPageSpec(
        "provisional", "titol-provisional", ProvisionalForm, _judge_provisional, give_provisional_title, "provisional"
    ),
)
