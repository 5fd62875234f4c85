"""The sheet of a burial unit, and the acts over the unit itself."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate

from cementiris.accounts.access import TownRequest, requires
from cementiris.accounts.permissions import Permission
from cementiris.audit.services import log_access
from cementiris.registry.applications import waiting_over
from cementiris.registry.facts.places import closing_facts, description_facts, renumbering_facts
from cementiris.registry.facts.unit_changes import merge_facts, split_facts
from cementiris.registry.forms.places import (
    CloseForm,
    DescribeForm,
    MergeForm,
    RenumberForm,
    ReopenForm,
    RetireForm,
    SplitForm,
)
from cementiris.registry.models import BurialUnit
from cementiris.registry.pages.unit import UnitSheet, unit_sheet
from cementiris.registry.pages.unit_actions import unit_actions
from cementiris.registry.pages.unit_places import unit_places
from cementiris.registry.rules.findings import Finding
from cementiris.registry.rules.places import (
    check_closing,
    check_description,
    check_numbers,
    check_reopening,
    check_retirement,
)
from cementiris.registry.rules.unit_changes import check_merger, check_split
from cementiris.registry.services.closures import close_units, reopen_units, retire_unit
from cementiris.registry.services.places import describe_unit
from cementiris.registry.services.renumbering import renumber_unit
from cementiris.registry.services.unit_changes import merge_units, split_unit
from cementiris.registry.typed_dates import asked_day, is_past_day
from cementiris.registry.views.acting import ActPageSpec

PAGE = "unit_change"


@requires(Permission.VIEW_PLACES)
def unit(request: TownRequest, pk: int) -> HttpResponse:
    """Show a unit's sheet, today or on a past day (`?dia=`); reading its people is recorded (R71)."""
    found = get_object_or_404(BurialUnit.objects.select_related("section", "cemetery"), pk=pk)
    with_people, today = request.may(Permission.VIEW_PEOPLE), localdate()
    asked = request.GET.get("dia", "")
    on = asked_day(asked, today=today)
    sheet = unit_sheet(found, on, town=request.town.slug, with_people=with_people, is_past=on < today)
    if with_people:
        log_access(request.user, "unit.read", found)
    context = {
        "sheet": sheet,
        "unit": found,
        "places": unit_places(found, on, sheet.closure),
    }
    context |= {"section": "cemeteries", "not_past": "" if is_past_day(asked, today=today) else asked.strip()}
    return render(request, "registry/unit.html", context | _of_today(request, sheet))


def _of_today(request: TownRequest, sheet: UnitSheet) -> dict[str, object]:
    """What only the sheet of today has: nothing is done, and nothing waits, on a past day."""
    if sheet.is_past:
        return {"waiting": [], "actions": []}
    may_act, may_see = request.may(Permission.REGISTER_ACTS), request.may(Permission.VIEW_PEOPLE)
    return {
        "waiting": waiting_over(sheet.unit, sheet.on) if may_see else [],
        "actions": unit_actions(sheet, town=request.town.slug) if may_act else [],
    }


def _judge_number(form: RenumberForm) -> tuple[Finding, ...]:
    entry = form.entry()
    return check_numbers(renumbering_facts(entry, [form.unit] if entry.numbers else [], form.today))


def _judge_description(form: DescribeForm) -> tuple[Finding, ...]:
    return check_description(description_facts(form.unit, form.entry(), form.today))


def _judge_closing(form: CloseForm) -> tuple[Finding, ...]:
    return check_closing(closing_facts([form.unit], form.entry(), form.today))


def _judge_reopening(form: ReopenForm) -> tuple[Finding, ...]:
    return check_reopening(closing_facts([form.unit], form.entry(), form.today))


def _judge_retirement(form: RetireForm) -> tuple[Finding, ...]:
    return check_retirement(closing_facts([form.unit], form.entry(), form.today))


def _judge_merger(form: MergeForm) -> tuple[Finding, ...]:
    entry = form.entry()
    parts = BurialUnit.objects.filter(pk__in=entry.part_ids).order_by("pk")
    return check_merger(merge_facts(form.unit, list(parts), entry, form.today))


def _judge_split(form: SplitForm) -> tuple[Finding, ...]:
    return check_split(split_facts(form.unit, form.entry(), form.today))


ACTS = (
    ActPageSpec("renumber", "numerar", RenumberForm, _judge_number, renumber_unit, PAGE),
    ActPageSpec("describe", "descriure", DescribeForm, _judge_description, describe_unit, PAGE),
    ActPageSpec("close", "tancar", CloseForm, _judge_closing, close_units, PAGE),
    ActPageSpec("reopen", "tornar-al-servei", ReopenForm, _judge_reopening, reopen_units, PAGE),
    ActPageSpec("retire", "donar-de-baixa", RetireForm, _judge_retirement, retire_unit, PAGE),
    ActPageSpec("merge", "agrupar", MergeForm, _judge_merger, merge_units, PAGE),
    ActPageSpec("split", "dividir", SplitForm, _judge_split, split_unit, PAGE),
)
