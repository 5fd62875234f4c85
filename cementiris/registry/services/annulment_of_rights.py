"""Taking back grants and renewals: the right is annulled, or ends when it did before; what it had ended goes on."""

from typing import Any

from django.apps import apps
from django.db.models import QuerySet

from cementiris.registry.models import Act, Concession, EndReason, Extension, Standing
from cementiris.registry.rules.calendar import ONE_DAY


def take_back_grant(act: Act) -> None:
    """The right no longer counts, and the rights that it had settled stand as they stood."""
    for concession in Concession.objects.select_for_update().filter(act=act):
        concession.standing = Standing.ANNULLED
        concession.save(update_fields=["standing"])
    for ended in _settled_by(act):
        reopen(ended)


def _settled_by(act: Act) -> QuerySet[Concession]:
    """The rights that the act ended. Acts registered before `ended_by` was kept are known by their day."""
    named = Concession.objects.select_for_update().filter(ended_by=act)
    if named.exists() or act.unit_id is None:
        return named
    unnamed = Concession.objects.select_for_update().filter(unit=act.unit_id, ended_by__isnull=True, ended_on=act.on)
    return unnamed.filter(ended_reason=EndReason.REVERTED)


def reopen(concession: Concession) -> None:
    """Let a right go on that an act had ended: as it was just before, from the history."""
    former = _before_its_end(concession)
    if former is not None:
        concession.term = former.term
    concession.ended_on, concession.ended_reason, concession.ended_by = None, "", None
    concession.save()


def _before_its_end(concession: Concession) -> Any:
    history = apps.get_model("registry", "ConcessionEvent")._default_manager
    return history.filter(pgh_obj_id=concession.pk, ended_on__isnull=True).order_by("-pgh_id").first()


def take_back_renewal(act: Act) -> None:
    """The right ends when it did before; the extension stays readable and counts no more, as its act is annulled."""
    for extension in Extension.objects.filter(act=act).select_related("concession"):
        concession = Concession.objects.select_for_update().get(pk=extension.concession_id)
        concession.expires_on = extension.previous_expires_on.isoformat()
        concession.term = (concession.term.lower, extension.previous_expires_on + ONE_DAY)
        concession.save()
