"""Granting and renewing rights."""

from django.http import HttpResponse
from django.utils.timezone import localdate

from cementiris.accounts.access import TownRequest, requires
from cementiris.accounts.permissions import Permission
from cementiris.registry.facts import grant_facts, renewal_facts
from cementiris.registry.forms.concessions import GrantForm, RenewalForm
from cementiris.registry.rules.concessions import check_grant, check_renewal
from cementiris.registry.rules.findings import Finding, stop
from cementiris.registry.services.concessions import grant_concession, renew_concession
from cementiris.registry.views.acting import attempt, show, unit_of


def _judge_grant(form: GrantForm) -> tuple[Finding, ...]:
    return check_grant(grant_facts(form.unit, form.entry(), form.today))


@requires(Permission.REGISTER_ACTS)
def grant(request: TownRequest, pk: int) -> HttpResponse:
    """Grant a right over the unit."""
    form = GrantForm(request.POST or None, unit=unit_of(pk), today=localdate())
    return attempt(request, form, grant_concession) or show(request, "concession_grant", form, _judge_grant(form))


@requires(Permission.REGISTER_ACTS)
def check_granting(request: TownRequest, pk: int) -> HttpResponse:
    """What the rules find in a grant being typed; nothing is registered."""
    form = GrantForm(request.POST, unit=unit_of(pk), today=localdate())
    form.is_valid()
    return show(request, "concession_grant", form, _judge_grant(form))


def _judge_renewal(form: RenewalForm) -> tuple[Finding, ...]:
    facts = renewal_facts(form.unit, form.entry(), form.today)
    return check_renewal(facts) if facts else (stop("R51", "none"),)


@requires(Permission.REGISTER_ACTS)
def renew(request: TownRequest, pk: int) -> HttpResponse:
    """Lengthen the right over the unit."""
    form = RenewalForm(request.POST or None, unit=unit_of(pk), today=localdate())
    return attempt(request, form, renew_concession) or show(request, "concession_renewal", form, _judge_renewal(form))


@requires(Permission.REGISTER_ACTS)
def check_renewing(request: TownRequest, pk: int) -> HttpResponse:
    """What the rules find in a renewal being typed; nothing is registered."""
    form = RenewalForm(request.POST, unit=unit_of(pk), today=localdate())
    form.is_valid()
    return show(request, "concession_renewal", form, _judge_renewal(form))
