"""What the list of licences shows: what was allowed and is not done, and the headstones that a town waits for (R14)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from cementiris.registry.models import ActKind, Concession, Ordinance, Standing, WorksKind, WorksLicence
from cementiris.registry.queries import town_choices
from cementiris.registry.rules.facts import TownChoices
from cementiris.registry.rules.works import HEADSTONE_KINDS, headstone_due


@dataclass(frozen=True)
class AwaitedHeadstone:
    """A right whose headstone is not known to be fixed, and the last day for it."""

    right: Concession
    due_on: date


def open_licences() -> QuerySet[WorksLicence]:
    """What was allowed and is not done, the first to end first."""
    rows = WorksLicence.objects.filter(annulled=False, done_on=None)
    related = ("unit__cemetery", "unit__section", "document")
    return rows.select_related(*related).order_by(F("due_on").asc(nulls_last=True), "pk")


class HeadstoneTerms:
    """What each ordinance of the town asks of the rights awarded while it was in force (R14)."""

    def __init__(self) -> None:
        self.versions = [town_choices(row) for row in Ordinance.objects.order_by("-valid_from")]

    def of(self, awarded_on: date) -> TownChoices:
        """What the town asked for on the day of the award."""
        return next(
            (town for town in self.versions if town.regulation_from and town.regulation_from <= awarded_on),
            TownChoices(),
        )

    def awaited(self) -> QuerySet[Concession]:
        """The rights that still need their headstone, the oldest award first.

        Only rights granted by an act: of those in old registers nobody has written down whether they have one, and a
        right that passes on to somebody else keeps its stone.
        """
        stone = WorksLicence.objects.filter(concession=OuterRef("pk"), kind=WorksKind.HEADSTONE, annulled=False)
        rows = Concession.objects.filter(
            self._asked_for(), act__kind=ActKind.GRANT, ended_on=None, standing=Standing.ACCEPTED
        )
        rows = rows.filter(unit__kind__in=HEADSTONE_KINDS).filter(~Exists(stone))
        return rows.select_related("unit__cemetery", "unit__section").order_by("granted_from", "pk")

    def _asked_for(self) -> Q:
        asked, until = Q(pk__in=[]), date.max
        for town in self.versions:
            since = town.regulation_from
            assert since is not None
            if town.headstone_months:
                long = Q(term_years__gte=town.headstone_from_term_years) | Q(perpetual=True)
                asked |= long & Q(granted_from__gte=since, granted_from__lt=until)
            until = since
        return asked

    def due(self, right: Concession) -> AwaitedHeadstone:
        """The right with the last day for its headstone."""
        assert right.granted_from is not None
        town = self.of(right.granted_from)
        due = headstone_due(right.granted_from, right.term_years, town, perpetual=right.perpetual)
        assert due is not None
        return AwaitedHeadstone(right, due)
