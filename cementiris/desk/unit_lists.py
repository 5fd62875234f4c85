"""The lists behind the figures of the start page: free units, rights that end soon, anomalies."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cementiris.registry.messages import sentence
from cementiris.registry.models import BurialUnit, Concession, Standing
from cementiris.registry.queries import anomalous_units, expiring, free_units, ordinance_on, unit_facts
from cementiris.registry.rules.calendar import add_months
from cementiris.registry.rules.states import derive_state

ORDER = ("cemetery__name", "section__name_order", "number_order", "pk")


@dataclass(frozen=True)
class UnitList:
    """One of the lists: how it is called in the address, its title, and which units are in it on a day."""

    state: str
    title: str | Promise
    units: Callable[[date], QuerySet[BurialUnit]]


def _soon(on: date) -> QuerySet[BurialUnit]:
    ending = expiring(on, add_months(on, ordinance_on(on).reminder_months))
    ends_on = ending.filter(unit=OuterRef("pk")).values("expires_until")[:1]
    return BurialUnit.objects.filter(pk__in=ending.values("unit")).annotate(ends_on=Subquery(ends_on))


LISTS = (
    UnitList("free", gettext_lazy("Sepultures lliures"), free_units),
    UnitList("soon", gettext_lazy("Drets que vencen aviat"), _soon),
    UnitList("anomaly", gettext_lazy("Anomalies per resoldre"), anomalous_units),
)


def chosen_list(state: str) -> UnitList:
    """Return the list that the address names; the first one for any other word."""
    return next((listed for listed in LISTS if listed.state == state), LISTS[0])


def listed_units(listed: UnitList, on: date) -> QuerySet[BurialUnit]:
    """Return the units of a list in the order of the cemetery."""
    return listed.units(on).select_related("section", "cemetery").order_by(*ORDER)


def reasons(keys: list[int], on: date) -> dict[int, list[str]]:
    """Say of each unit what in its register contradicts itself."""
    facts = unit_facts(BurialUnit.objects.filter(pk__in=keys), on)
    found = {key: [sentence(breach) for breach in derive_state(unit).anomalies] for key, unit in facts.items()}
    disputed = Concession.objects.filter(unit__in=keys, standing=Standing.DISPUTED)
    for key in disputed.values_list("unit", flat=True).distinct():
        found[key].append(_("Dos drets diuen que valen alhora."))
    return found
