"""Questions about caducity: the files under way, the rights that could have one, the short rights left empty."""

from datetime import date

from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet

from cementiris.registry.models import Concession, Holding, LapseFile, LapseStatus, LapseStep, Movement, Standing
from cementiris.registry.queries import live_rights, ordinance_on, resting

UNDER_WAY = (LapseStatus.OPEN, LapseStatus.SUSPENDED)


def lapse_files() -> QuerySet[LapseFile]:
    """Return the files whose opening nobody has taken back, with all that a list shows of each, oldest first."""
    steps = LapseStep.objects.filter(annulled=False)
    holdings = Holding.objects.select_related("person")
    return (
        LapseFile.objects.filter(act__annulled_at__isnull=True)
        .select_related("concession__unit__section", "concession__unit__cemetery", "act__document")
        .prefetch_related(Prefetch("steps", queryset=steps), Prefetch("concession__holdings", queryset=holdings))
        .order_by("opened_on", "pk")
    )


def expired_without_file(on: date) -> QuerySet[Concession]:
    """Return the rights that had ended by the day, that nobody has settled and whose caducity is not under way."""
    under_way = LapseFile.objects.filter(concession=OuterRef("pk")).exclude(status=LapseStatus.CLOSED)
    return (
        Concession.objects.filter(standing=Standing.ACCEPTED, ended_on__isnull=True, expires_until__lt=on)
        .filter(~Exists(under_way))
        .select_related("unit__section", "unit__cemetery")
        .prefetch_related(Prefetch("holdings", queryset=Holding.objects.select_related("person")))
        .order_by("expires_until", "pk")
    )


def emptied_short_rights(on: date) -> QuerySet[Concession]:
    """Return the short rights in force over units that everybody has left, where the town wants them back (R30)."""
    ordinance = ordinance_on(on)
    rights = live_rights(on).filter(standing=Standing.ACCEPTED, perpetual=False)
    if not ordinance.retrocession_when_emptied:
        return rights.none()
    departures = Movement.objects.filter(from_unit=OuterRef("unit"), annulled=False)
    return (
        rights.filter(term_years__lte=ordinance.retrocession_short_years)
        .filter(Exists(departures.exclude(to_unit=F("from_unit"))))
        .filter(~Exists(resting(on).filter(to_unit=OuterRef("unit"))))
        .select_related("unit__section", "unit__cemetery")
        .order_by("unit__number_order", "pk")
    )
