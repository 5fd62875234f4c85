"""Which applications wait, which silence has refused, and which are decided (R25)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cementiris.registry.models import Application, BurialUnit
from cementiris.registry.rules.applications import is_refused_by_silence
from cementiris.registry.typed_keys import read_key

PENDING, SILENCE, DECIDED = "pendents", "silenci", "resoltes"
FILTERS: Mapping[str, str | Promise] = {
    PENDING: _("Pendents"),
    SILENCE: _("Desestimades per silenci"),
    DECIDED: _("Resoltes"),
}
_CONDITIONS: Mapping[str, Callable[[date], Q]] = {
    PENDING: lambda on: Q(decision="", due_on__gte=on),
    SILENCE: lambda on: Q(decision="", due_on__lt=on),
    DECIDED: lambda on: ~Q(decision=""),
}
_ORDERS = {PENDING: ("due_on", "pk"), SILENCE: ("-due_on", "-pk"), DECIDED: ("-decided_on", "-pk")}


def asked_through(key: str) -> Application | None:
    """Return the undecided application of that key, as an address names it; None for anything else."""
    found = read_key(key)
    return Application.objects.filter(pk=found, decision="").first() if found else None


@dataclass(frozen=True)
class ApplicationLine:
    """An application on a day. `state` is one of FILTERS; silence is computed and never written."""

    application: Application
    state: str
    words: str

    @property
    def is_open(self) -> bool:
        """Whether it can still be decided: a late decision is possible after silence too."""
        return not self.application.decision


def applications(state: str, on: date) -> QuerySet[Application]:
    """Return the applications that stand so on the day; those taken back are not among them."""
    rows = Application.objects.filter(_CONDITIONS[state](on), act__annulled_at__isnull=True)
    return rows.select_related("unit__section", "unit__cemetery", "decided_act").order_by(*_ORDERS[state])


def waiting_over(unit: BurialUnit, on: date) -> list[ApplicationLine]:
    """Return the applications over the unit that nobody has decided, the most pressing first."""
    rows = Application.objects.filter(unit=unit, decision="", act__annulled_at__isnull=True).order_by("due_on", "pk")
    return [line_of(row, on) for row in rows]


def line_of(application: Application, on: date) -> ApplicationLine:
    """How an application stands on the day."""
    if application.decision:
        return ApplicationLine(application, DECIDED, str(application.get_decision_display()))
    if is_refused_by_silence(decision=application.decision, due_on=application.due_on, on=on):
        return ApplicationLine(application, SILENCE, str(_("Desestimada per silenci")))
    return ApplicationLine(application, PENDING, str(_("Pendent")))
