"""The first acts of the demo's clerk, registered as from the screen, so that the start page has something to tell."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from cementiris.accounts.models import User
from cementiris.registry.dates import PartialDate
from cementiris.registry.entries import BurialEntry, GrantEntry, PersonEntry, RenewalEntry, Submission
from cementiris.registry.models import Act, BurialUnit, Concession, UnitKind
from cementiris.registry.queries import expiring
from cementiris.registry.services.burials import register_burial
from cementiris.registry.services.concessions import grant_concession
from cementiris.registry.services.extensions import renew_concession
from cementiris.registry.services.submission import RuleBroken
from cementiris.registry.typed_dates import TypedMoment

Registering = Callable[[BurialUnit, Submission], Act]
TRIES = 40

MERCE = PersonEntry(
    given_name="Mercè", surnames="Torrent i Basora", national_id="47120035L", sex="F",
    address="C/ de la Font, 12", postal_code="08999", locality="Vilaclara", phone="930 000 111",
)  # fmt: skip
LLUIS = PersonEntry(given_name="Lluís", surnames="Torrent i Grau", sex="M")
TERESA = PersonEntry(given_name="Teresa", surnames="Prat i Codina", sex="F")


def register_first_acts(clerk: User, at: datetime) -> list[Act]:
    """A grant and the burial that was its reason, a burial in an old niche, and two renewals."""
    today = timezone.localtime(at).date()
    sent = Submission(actor=clerk, today=today, reason="Ho demana la família; comprovat amb el títol.")
    granted = _first(_free_niches(), sent, _grant)
    acts = [*granted, *_first([act.unit for act in granted if act.unit], sent, _bury(LLUIS, days_ago=3))]
    acts += _first(_niches_in_use(today), sent, _bury(TERESA, days_ago=1))
    for _ in range(2):
        acts += _first(_ending(today), sent, _renew)
    return acts


def _first(units: Iterable[BurialUnit], sent: Submission, register: Registering) -> list[Act]:
    """Register on the first unit where the rules allow it: which one that is depends on the day."""
    for unit in units:
        try:
            return [register(unit, sent)]
        except RuleBroken:
            continue
    return []


def _free_niches() -> Iterable[BurialUnit]:
    never_used = BurialUnit.objects.filter(kind=UnitKind.NICHE, concessions=None, arrivals=None, stated_state="")
    return never_used.filter(acts=None, retired_on=None).order_by("-section_id", "number_order")[:TRIES]


def _niches_in_use(today: date) -> Iterable[BurialUnit]:
    rights = Concession.objects.filter(perpetual=False, term__contains=today, expires_until__year__gt=today.year + 2)
    units = BurialUnit.objects.filter(concessions__in=rights, kind=UnitKind.NICHE)
    return units.order_by("number_order", "section_id")[:TRIES]


def _ending(today: date) -> Iterable[BurialUnit]:
    rights = expiring(today, today + timedelta(days=90)).filter(perpetual=False, term_years__lt=50)
    return BurialUnit.objects.filter(concessions__in=rights).order_by("number_order", "section_id")[:TRIES]


def _grant(unit: BurialUnit, sent: Submission) -> Act:
    on = sent.today - timedelta(days=3)
    return grant_concession(unit=unit, entry=GrantEntry(on=on, term_years=50, holder=MERCE), sent=sent)


def _renew(unit: BurialUnit, sent: Submission) -> Act:
    return renew_concession(unit=unit, entry=RenewalEntry(on=sent.today, years=5), sent=sent)


def _bury(deceased: PersonEntry, *, days_ago: int) -> Registering:
    def register(unit: BurialUnit, sent: Submission) -> Act:
        buried_on = sent.today - timedelta(days=days_ago)
        entry = BurialEntry(
            deceased=deceased,
            died=_moment(buried_on - timedelta(days=1), 9),
            buried=_moment(buried_on, 11),
            licence_number=f"{buried_on.year}/{buried_on.timetuple().tm_yday:03d}",
            licence_on=buried_on - timedelta(days=1),
            funeral_company="Funerària del Pla, SL",
        )
        return register_burial(unit=unit, entry=entry, sent=sent)

    return register


def _moment(day: date, hour: int) -> TypedMoment:
    return TypedMoment(PartialDate.parse_edtf(day.isoformat()), time(hour))
