"""Granting, renewing and converting rights."""

from cementiris.registry.facts import grant_facts, renewal_facts
from cementiris.registry.facts.rights import conversion_facts
from cementiris.registry.forms.concessions import ConversionForm, GrantForm, RenewalForm
from cementiris.registry.rules.concessions import check_grant
from cementiris.registry.rules.extensions import check_conversion, check_renewal
from cementiris.registry.rules.findings import Finding, stop
from cementiris.registry.services.concessions import grant_concession
from cementiris.registry.services.extensions import convert_concession, renew_concession
from cementiris.registry.views.acting import ActPageSpec


def _judge_grant(form: GrantForm) -> tuple[Finding, ...]:
    return check_grant(grant_facts(form.unit, form.entry(), form.today))


def _judge_renewal(form: RenewalForm) -> tuple[Finding, ...]:
    facts = renewal_facts(form.unit, form.entry(), form.today)
    return check_renewal(facts) if facts else (stop("R51", "none"),)


def _judge_conversion(form: ConversionForm) -> tuple[Finding, ...]:
    facts = conversion_facts(form.unit, form.entry(), form.today)
    return check_conversion(facts) if facts else (stop("R51", "none"),)


ACTS = (
    ActPageSpec("grant", "concedir", GrantForm, _judge_grant, grant_concession, "concession_grant"),
    ActPageSpec("renew", "renovar", RenewalForm, _judge_renewal, renew_concession, "concession_renewal"),
    ActPageSpec("convert", "convertir", ConversionForm, _judge_conversion, convert_concession, "concession_conversion"),
)
