"""Whatever clerks do, everybody who died is in exactly one place or out, on any day."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cementiris.accounts.models import Municipality, User
from cementiris.registry.dates import PartialDate
from cementiris.registry.entries import BurialEntry, ClearanceEntry, ExhumationEntry, PersonEntry, Submission
from cementiris.registry.models import Act, BurialUnit, Movement, MovementKind
from cementiris.registry.queries import facts_of, resting
from cementiris.registry.rules.facts import ExhumationPurpose, RemainsKind
from cementiris.registry.services.annulment import annul_act
from cementiris.registry.services.burials import register_burial
from cementiris.registry.services.clearances import register_clearance
from cementiris.registry.services.departures import register_exhumation, register_reduction, register_relocation
from cementiris.registry.services.submission import RuleBroken
from cementiris.registry.typed_dates import TypedMoment
from tests.factories import make_burial, make_concession, make_ordinance, make_person, make_unit

TODAY = date(2026, 11, 23)
ROOM = {"niche": {"bodies": 1, "remains": 2, "urns": 1}}
NUMBERS = ("38412907D", "47120035L", "12345678Z")
over_acts = settings(
    max_examples=15, derandomize=True, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip


@dataclass(frozen=True)
class Step:
    """One thing a clerk tries: what, with whom, where and when, as small numbers."""

    what: str
    who: int
    where: int
    to: int
    days: int


steps = st.builds(
    Step,
    what=st.sampled_from(["bury", "urn", "exhume", "relocate", "cremate", "reduce", "clear", "annul"]),
    who=st.integers(0, 4),
    where=st.integers(0, 2),
    to=st.integers(0, 2),
    days=st.integers(-4, 10),
)


@dataclass
class Clerk:
    """Somebody who tries things; what the rules refuse is not done."""

    units: list[BurialUnit]
    ossuary: BurialUnit
    sent: Submission

    def do(self, step: Step) -> None:
        """Try one step."""
        try:
            with transaction.atomic():
                self._doings()[step.what](step)
        except RuleBroken:
            pass

    def _doings(self) -> dict[str, Callable[[Step], object]]:
        return {
            "bury": self._bury, "urn": self._bury, "exhume": self._depart, "relocate": self._depart,
            "cremate": self._depart, "reduce": self._depart, "clear": self._clear, "annul": self._annul,
        }  # fmt: skip

    def _bury(self, step: Step) -> None:
        day = TODAY + timedelta(days=step.days)
        entry = BurialEntry(
            deceased=PersonEntry(given_name="Nom", surnames=f"Persona {step.who}", national_id=NUMBERS[step.who % 3]),
            remains=RemainsKind.ASHES if step.what == "urn" else RemainsKind.BODY,
            died=TypedMoment(PartialDate.on(day - timedelta(days=2))),
            buried=TypedMoment(PartialDate.on(day)),
            conservation="embalmed",
            licence_number="1/2026",
            licence_on=min(day, TODAY),
            cremation_certificate="C-1",
        )
        register_burial(unit=self.units[step.where], entry=entry, sent=self.sent)

    def _depart(self, step: Step) -> None:
        rows = list(Movement.objects.filter(to_unit=self.units[step.where], annulled=False).order_by("pk"))
        if not rows:
            return
        entry = ExhumationEntry(
            movement_id=rows[step.who % len(rows)].pk,
            on=TODAY + timedelta(days=step.days),
            purpose=ExhumationPurpose.CREMATION if step.what == "exhume" else ExhumationPurpose.SAME_CEMETERY,
            destination=self.units[step.to] if step.what in ("relocate", "cremate") else None,
            cremated=step.what == "cremate",
            cremation_certificate="C-2",
        )
        if step.what == "relocate" and step.where == step.to:
            entry = replace(entry, destination=self.ossuary)
        register = {"exhume": register_exhumation, "reduce": register_reduction}.get(step.what, register_relocation)
        register(unit=self.units[step.where], entry=entry, sent=self.sent)

    def _clear(self, step: Step) -> None:
        unit, day = self.units[step.where], TODAY + timedelta(days=step.days)
        keys = tuple(resting(day).filter(to_unit=unit).values_list("pk", flat=True))
        entry = ClearanceEntry(movement_ids=keys, on=day, destination=self.ossuary)
        register_clearance(unit=unit, entry=entry, sent=self.sent)

    def _annul(self, step: Step) -> None:
        acts = list(Act.objects.filter(annulled_at__isnull=True).exclude(kind="annulment").order_by("-pk"))
        if acts:
            annul_act(act=acts[step.who % len(acts)], sent=self.sent)


def a_town() -> list[BurialUnit]:
    """Three niches, two of them with somebody who died long ago, in a town that counts strictly."""
    make_ordinance(capacity_is_strict=True, capacities=ROOM)
    units = [make_unit(number=str(number)) for number in (1, 2, 3)]
    for number, unit in enumerate(units):
        make_concession(unit, title_number=f"T-{number}")
    for unit, year in zip(units, (1990, 2005), strict=False):
        make_burial(unit, on=f"{year}-05-03", deceased=make_person(died_on=f"{year}-05-02", is_dead=True))
    return units


def everybody_is_in_one_place_or_out() -> None:
    """Follow each person through the ledger: every line begins where the line before it ended."""
    lines: dict[int, list[Movement]] = {}
    for row in Movement.objects.filter(annulled=False).order_by("on_from", "pk"):
        lines.setdefault(row.deceased_id, []).append(row)
    for rows in lines.values():
        place = None
        for row in rows:
            if row.kind == MovementKind.BURIAL:
                assert place is None, "buried while resting elsewhere"
            else:
                assert place is not None, "taken out of nowhere"
                assert row.from_unit_id == place
            place = row.to_unit_id


def no_niche_holds_more_than_it_takes(units: list[BurialUnit], day: date) -> None:
    for unit in units:
        facts = facts_of(unit, day)
        counts = (facts.recent_body_count, facts.remains_count, facts.urn_count)
        assert all(count <= most for count, most in zip(counts, ROOM["niche"].values(), strict=True)), (unit, counts)


@over_acts
@given(tried=st.lists(steps, max_size=10))
def test_on_any_day_everybody_is_in_one_place_or_out(
    in_vilaclara: Municipality, aina_user: User, tried: list[Step]
) -> None:
    with transaction.atomic():
        units = a_town()
        ossuary = make_unit(number="", kind="ossuary")
        clerk = Clerk(units, ossuary, Submission(actor=aina_user, today=TODAY, reason="Per provar"))
        for step in tried:
            clerk.do(step)
        everybody_is_in_one_place_or_out()
        for offset in (-5, -2, 0, 1, 5, 11):
            day = TODAY + timedelta(days=offset)
            at_rest = list(resting(day).values_list("deceased", flat=True))
            assert len(at_rest) == len(set(at_rest))
            no_niche_holds_more_than_it_takes(units, day)
        transaction.set_rollback(True)
