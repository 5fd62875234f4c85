"""A clerk who does anything in any order: every service of the register, called at random over a small cemetery."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any, TypeVar
from uuid import uuid4

from django.db import connection, transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from cementiris.accounts.models import User
from cementiris.registry.dates import PartialDate
from cementiris.registry.entries import BurialEntry, ExhumationEntry, GrantEntry, PersonEntry, RenewalEntry, Submission
from cementiris.registry.entries.burials import ClearanceEntry
from cementiris.registry.entries.endings import EndingEntry
from cementiris.registry.entries.places import ClosingEntry, DescriptionEntry, MergeEntry, RenumberingEntry, SplitEntry
from cementiris.registry.entries.rights import BeneficiaryEntry, ConversionEntry, FeesEntry
from cementiris.registry.entries.transfers import SuccessionEntry, TransferEntry
from cementiris.registry.models import Act, BurialUnit, Holding, Person, UnitKind
from cementiris.registry.queries import live_rights, resting, resting_in, right_of, units_on
from cementiris.registry.rules.facts import RemainsKind
from cementiris.registry.rules.transfer_facts import Basis, Tie
from cementiris.registry.services.annulment import annul_act
from cementiris.registry.services.burials import register_burial
from cementiris.registry.services.clearances import register_clearance
from cementiris.registry.services.closures import close_units, reopen_units, retire_unit
from cementiris.registry.services.concessions import grant_concession
from cementiris.registry.services.corrections import correct_person
from cementiris.registry.services.departures import register_exhumation, register_reduction, register_relocation
from cementiris.registry.services.endings import renounce, retrocede
from cementiris.registry.services.extensions import convert_concession, renew_concession
from cementiris.registry.services.matches import unite
from cementiris.registry.services.places import describe_unit
from cementiris.registry.services.renumbering import renumber_unit
from cementiris.registry.services.submission import AlreadySent, RuleBroken, UnitChanged
from cementiris.registry.services.titles import designate_beneficiary, note_fees_paid
from cementiris.registry.services.transfers import succeed_holder, transfer_right
from cementiris.registry.services.unit_changes import merge_units, split_unit
from cementiris.registry.typed_dates import TypedMoment
from tests.factories import make_block, make_cemetery, make_ordinance, make_unit
from tests.invariants import naive

FIRST_DAY = date(2027, 1, 4)
LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"
KINDS = (UnitKind.NICHE, UnitKind.NICHE, UnitKind.NICHE, UnitKind.TOMB, UnitKind.COLUMBARIUM, UnitKind.OSSUARY)
FAMILY = 12

GONE = 9
units = st.integers(0, GONE)
people = st.integers(0, FAMILY - 1)
picks = st.integers(0, 50)
TERMS = st.sampled_from([5, 25, 50])
FORMS = st.sampled_from([RemainsKind.BODY, RemainsKind.REMAINS, RemainsKind.ASHES])


def somebody(number: int) -> PersonEntry:
    """One of a small family, known by identity number: holders die, the dead are the holders of other units."""
    digits = 10_000_000 + number
    return PersonEntry(
        given_name=f"Nom{number}", surnames="Vilaplana i Costa", national_id=f"{digits}{LETTERS[digits % 23]}"
    )


Doing = TypeVar("Doing", bound=Callable[..., None])
ODDS: list[str] = []
"""The names of the acts, each as often as it is to be drawn."""


def does(odds: int, **drawn: st.SearchStrategy[Any]) -> Callable[[Doing], Doing]:
    """Mark a method as an act of the clerk: how often it comes among the others, and what it is done with."""

    def mark(method: Doing) -> Doing:
        method.drawn = drawn  # type: ignore[attr-defined]
        ODDS.extend([method.__name__] * odds)
        return method

    return mark


class RegisterMachine(RuleBasedStateMachine):
    """Acts at random; after each of them nothing that must never be false may be false."""

    actor: User
    tally: dict[str, int] = {}

    def __init__(self) -> None:
        super().__init__()
        self.today = FIRST_DAY
        self.frame = transaction.atomic()
        self.frame.__enter__()

    def teardown(self) -> None:
        """Leave the database as it was."""
        transaction.set_rollback(True)
        self.frame.__exit__(None, None, None)

    @initialize(strict=st.booleans(), emptied=st.booleans())
    def describe_the_cemetery(self, strict: bool, emptied: bool) -> None:
        """A block with a few niches, a tomb, a columbarium and an ossuary."""
        make_ordinance(
            capacity_is_strict=strict,
            retrocession_when_emptied=emptied,
            conversion_from_years=5,
            conversion_to_years=50,
        )
        cemetery = make_cemetery()
        block = make_block(cemetery=cemetery)
        for number, kind in enumerate(KINDS, start=1):
            make_unit(section=block, kind=kind, number=str(number), floor=1, column=number)

    # -------------------------------------------------------------- what a clerk needs

    @rule(data=st.data())
    def do_something(self, data: st.DataObject) -> None:
        """One act. A single rule, because Hypothesis would leave most acts out of most histories."""
        method = getattr(self, data.draw(st.sampled_from(ODDS)))
        method(**{name: data.draw(strategy) for name, strategy in method.drawn.items()})

    def unit(self, pick: int) -> BurialUnit:
        """Mostly a unit that is there; now and then one that is gone, which every act has to refuse."""
        there = BurialUnit.objects.all() if pick == GONE else units_on(self.today)
        found = list(there.order_by("pk"))
        return found[pick % len(found)]

    def held(self, pick: int) -> BurialUnit:
        """Mostly a unit over which there is a right."""
        rights = live_rights(self.today).filter(unit__in=units_on(self.today)).order_by("unit")
        keys = list(dict.fromkeys(rights.values_list("unit", flat=True)))
        return BurialUnit.objects.get(pk=keys[pick % len(keys)]) if keys and pick != GONE else self.unit(pick)

    def used(self, pick: int) -> BurialUnit:
        """Mostly a unit where somebody rests."""
        lines = resting(self.today).filter(to_unit__isnull=False).order_by("to_unit")
        keys = list(dict.fromkeys(lines.values_list("to_unit", flat=True)))
        return BurialUnit.objects.get(pk=keys[pick % len(keys)]) if keys and pick != GONE else self.unit(pick)

    def sent(self) -> Submission:
        return Submission(actor=self.actor, today=self.today, key=uuid4(), reason="Ho demana la família")

    def act(self, service: Callable[..., Any], **what: Any) -> None:
        """Do it or be told why not; anything else is a fault of ours. Keys are checked at once, not at the end."""
        name = service.__name__
        try:
            with transaction.atomic():
                service(**what, sent=self.sent())
                with connection.cursor() as cursor:
                    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        except RuleBroken as broken:
            self.told(broken)
            name += " refused"
        except (AlreadySent, UnitChanged):
            raise AssertionError("the form was new") from None
        self.tally[name] = self.tally.get(name, 0) + 1

    def told(self, broken: RuleBroken) -> None:
        """Every refusal says why."""
        assert broken.breaches
        assert str(broken).strip()

    # -------------------------------------------------------------- time

    @does(6, days=st.sampled_from([1, 3, 40, 200, 800, 2000]))
    def time_passes(self, days: int) -> None:
        self.today += timedelta(days=days)

    # -------------------------------------------------------------- rights

    @does(
        12, unit=units, term=st.sampled_from([5, 25, 50]), holder=people, other=people, back=st.sampled_from([0, 0, 30])
    )
    def grant(self, unit: int, term: int, holder: int, other: int, back: int) -> None:
        entry = GrantEntry(
            on=self.today - timedelta(days=back), term_years=term, holder=somebody(holder), beneficiary=somebody(other)
        )
        self.act(grant_concession, unit=self.unit(unit), entry=entry)

    @does(5, unit=units, years=st.sampled_from([5, 25, 50]))
    def renew(self, unit: int, years: int) -> None:
        self.act(renew_concession, unit=self.held(unit), entry=RenewalEntry(on=self.today, years=years))

    @does(3, unit=units)
    def convert(self, unit: int) -> None:
        self.act(convert_concession, unit=self.held(unit), entry=ConversionEntry(on=self.today))

    @does(3, unit=units, follower=people)
    def name_a_beneficiary(self, unit: int, follower: int) -> None:
        entry = BeneficiaryEntry(on=self.today, beneficiary=somebody(follower))
        self.act(designate_beneficiary, unit=self.held(unit), entry=entry)

    @does(3, unit=units)
    def note_fees(self, unit: int) -> None:
        self.act(note_fees_paid, unit=self.held(unit), entry=FeesEntry(on=self.today, through=self.today.year))

    @does(6, unit=units, recipient=people, tie=st.sampled_from([Tie.SPOUSE, Tie.OTHER]))
    def transfer(self, unit: int, recipient: int, tie: Tie) -> None:
        entry = TransferEntry(on=self.today, recipient=somebody(recipient), tie=tie, fees_checked=True, term_years=50)
        self.act(transfer_right, unit=self.held(unit), entry=entry)

    @does(6, unit=units, heir=people, basis=st.sampled_from(list(Basis)))
    def succeed(self, unit: int, heir: int, basis: Basis) -> None:
        entry = SuccessionEntry(
            on=self.today, asked_on=self.today, recipient=somebody(heir), basis=basis, fees_checked=True, term_years=50
        )
        self.act(succeed_holder, unit=self.held(unit), entry=entry)

    @does(4, unit=units, paid=st.booleans())
    def give_back(self, unit: int, paid: bool) -> None:
        place = self.held(unit)
        right = right_of(place, self.today)
        signed = (
            frozenset(Holding.objects.filter(concession=right).values_list("pk", flat=True)) if right else frozenset()
        )
        self.act(
            retrocede if paid else renounce,
            unit=place,
            entry=EndingEntry(on=self.today, signed=signed, price=Decimal(100)),
        )

    # -------------------------------------------------------------- the dead

    @does(
        16,
        unit=units,
        who=st.one_of(st.none(), people),
        remains=st.sampled_from(list(RemainsKind)[:3]),
        ahead=st.booleans(),
    )
    def bury(self, unit: int, who: int | None, remains: RemainsKind, ahead: bool) -> None:
        day = self.today + timedelta(days=1 if ahead else 0)
        died = day - timedelta(days=1 if remains is RemainsKind.BODY else 3000)
        name = (
            somebody(who) if who is not None else PersonEntry(given_name=f"Nom{self.today}", surnames=f"Prat {uuid4()}")
        )
        entry = BurialEntry(
            deceased=name, remains=remains, died=TypedMoment(PartialDate.on(died), time(9)),
            buried=TypedMoment(PartialDate.on(day), time(12)), licence_number="1/2027", licence_on=died,
            cremation_certificate="C-1", fee_declared=True,
        )  # fmt: skip
        self.act(register_burial, unit=self.held(unit), entry=entry)

    def leaving(self, unit: BurialUnit, pick: int) -> ExhumationEntry:
        rows = list(resting_in(unit, self.today))
        key = rows[pick % len(rows)].pk if rows else 1
        return ExhumationEntry(
            movement_id=key, on=self.today, health_authorisation="G-1", elsewhere="Cementiri de Puigfosc"
        )

    @does(5, unit=units, pick=picks)
    def exhume(self, unit: int, pick: int) -> None:
        place = self.used(unit)
        self.act(register_exhumation, unit=place, entry=self.leaving(place, pick))

    @does(6, unit=units, to=units, pick=picks)
    def relocate(self, unit: int, to: int, pick: int) -> None:
        place = self.used(unit)
        entry = replace(self.leaving(place, pick), destination=self.unit(to), elsewhere="", reburied_on=self.today)
        self.act(register_relocation, unit=place, entry=entry)

    @does(3, unit=units, pick=picks)
    def reduce(self, unit: int, pick: int) -> None:
        place = self.used(unit)
        self.act(register_reduction, unit=place, entry=replace(self.leaving(place, pick), elsewhere=""))

    @does(3, unit=units)
    def clear(self, unit: int) -> None:
        place = self.used(unit)
        keys = tuple(resting_in(place, self.today).values_list("pk", flat=True))
        ossuary = BurialUnit.objects.filter(kind=UnitKind.OSSUARY).first()
        entry = ClearanceEntry(movement_ids=keys, on=self.today, destination=ossuary)
        self.act(register_clearance, unit=place, entry=entry)

    # -------------------------------------------------------------- places

    @does(2, unit=units, days=st.one_of(st.none(), st.sampled_from([10, 400])))
    def close(self, unit: int, days: int | None) -> None:
        place = self.unit(unit)
        until = self.today + timedelta(days=days) if days else None
        entry = ClosingEntry(on=self.today, unit_ids=(place.pk,), until=until, note="Obres")
        self.act(close_units, unit=place, entry=entry)

    @does(2, unit=units)
    def reopen(self, unit: int) -> None:
        place = self.unit(unit)
        self.act(reopen_units, unit=place, entry=ClosingEntry(on=self.today, unit_ids=(place.pk,)))

    @does(1, unit=units)
    def retire(self, unit: int) -> None:
        self.act(retire_unit, unit=self.unit(unit), entry=ClosingEntry(on=self.today, note="Enderrocada"))

    @does(3, unit=units, part=units)
    def merge(self, unit: int, part: int) -> None:
        self.act(merge_units, unit=self.unit(unit), entry=MergeEntry(on=self.today, part_ids=(self.unit(part).pk,)))

    @does(2, unit=units, home=st.integers(0, 1))
    def split(self, unit: int, home: int) -> None:
        place = self.unit(unit)
        homes = {row.deceased_id: home for row in resting_in(place, self.today)}
        entry = SplitEntry(on=self.today, numbers=(f"{place.number} bis",), homes=homes)
        self.act(split_unit, unit=place, entry=entry)

    @does(2, unit=units, number=st.integers(1, 9))
    def renumber(self, unit: int, number: int) -> None:
        place = self.unit(unit)
        self.act(renumber_unit, unit=place, entry=RenumberingEntry(on=self.today, numbers={place.pk: str(number)}))

    @does(1, unit=units, kind=st.sampled_from([UnitKind.NICHE, UnitKind.TOMB, UnitKind.COLUMBARIUM]))
    def describe(self, unit: int, kind: UnitKind) -> None:
        place = self.unit(unit)
        entry = DescriptionEntry(kind=kind, floor=place.floor, column=place.column)
        self.act(describe_unit, unit=place, entry=entry)

    # -------------------------------------------------------------- mistakes

    @does(12, pick=picks)
    def annul(self, pick: int) -> None:
        acts = list(Act.objects.order_by("-pk")[:8])
        if acts:
            self.act(annul_act, act=acts[pick % len(acts)])

    @does(2, one=picks, other=picks)
    def unite_two(self, one: int, other: int) -> None:
        known = list(Person.objects.order_by("pk"))
        if len(known) > 1:
            kept, gone = known[one % len(known)], known[other % len(known)]
            self.act(unite, kept=kept, other=gone, take=())

    @does(2, pick=picks, day=st.sampled_from(["", "2020-01-01", "2026-12-30"]))
    def correct_a_birth(self, pick: int, day: str) -> None:
        known = list(Person.objects.order_by("pk"))
        if known:
            self.act(correct_person, person=known[pick % len(known)], values={"born_on": day})

    # -------------------------------------------------------------- what must never be false

    @invariant()
    def nothing_that_must_never_be_false_is_false(self) -> None:
        naive.check(self.today)
