"""What is done on a title: beneficiary, change of name, duplicate, fee paid."""

from collections.abc import Callable
from typing import Any

from cementiris.registry.facts import titles as gather
from cementiris.registry.forms.titles import BeneficiaryForm, DuplicateForm, FeesForm, NameChangeForm
from cementiris.registry.rules import titles as rules
from cementiris.registry.rules.findings import Finding, stop
from cementiris.registry.services.titles import change_name, designate_beneficiary, issue_duplicate, note_fees_paid
from cementiris.registry.views.acting import ActPageSpec

Judge = Callable[[Any], tuple[Finding, ...]]


def _judging(facts_of: Callable[..., Any], check: Judge) -> Judge:
    def judge(form: Any) -> tuple[Finding, ...]:
        facts = facts_of(form.unit, form.entry(), form.today)
        return check(facts) if facts else (stop("R51", "none"),)

    return judge


ACTS = (
    ActPageSpec(
        "beneficiary", "beneficiari", BeneficiaryForm,
        _judging(gather.beneficiary_facts, rules.check_beneficiary), designate_beneficiary, "title_beneficiary",
    ),
    ActPageSpec(
        "rename", "canviar-de-nom", NameChangeForm,
        _judging(gather.name_change_facts, rules.check_name_change), change_name, "title_name_change",
    ),
    ActPageSpec(
        "duplicate", "duplicat", DuplicateForm,
        _judging(gather.duplicate_facts, rules.check_duplicate), issue_duplicate, "title_duplicate",
    ),
    ActPageSpec(
        "fees_paid", "taxa-pagada", FeesForm,
        _judging(gather.fees_facts, rules.check_fees), note_fees_paid, "title_fees_paid",
    ),
)  # fmt: skip
