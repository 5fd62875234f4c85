"""A clerk who does anything in any order: every service of the register, called at random over a small cemetery."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any
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
from cementiris.registry.queries import resting_in, right_of
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
FAMILY = 6
FORMS = (RemainsKind.BODY, RemainsKind.REMAINS, RemainsKind.ASHES)

units = st.integers(0, len(KINDS) + 3)
people = st.integers(0, FAMILY - 1)
picks = st.integers(0, 50)


def somebody(number: int) -> PersonEntry:
    """One of a small family, known by identity number: holders die, the dead are the holders of other units."""
    digits = 10_000_000 + number
    return PersonEntry(
        given_name=f"Nom{number}", surnames="Vilaplana i Costa", national_id=f"{digits}{LETTERS[digits % 23]}"
    )


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

    def unit(self, pick: int) -> BurialUnit:
        found = list(BurialUnit.objects.order_by("pk"))
        return found[pick % len(found)]

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

    @rule(days=st.sampled_from([1, 3, 40, 200, 800, 2000]))
    def time_passes(self, days: int) -> None:
        self.today += timedelta(days=days)

    # -------------------------------------------------------------- rights

    @rule(unit=units, term=st.sampled_from([5, 25, 50]), holder=people, other=people, back=st.sampled_from([0, 0, 30]))
    def grant(self, unit: int, term: int, holder: int, other: int, back: int) -> None:
        entry = GrantEntry(
            on=self.today - timedelta(days=back), term_years=term, holder=somebody(holder), beneficiary=somebody(other)
        )
        self.act(grant_concession, unit=self.unit(unit), entry=entry)

    @rule(unit=units, years=st.sampled_from([5, 25, 50]))
    def renew(self, unit: int, years: int) -> None:
        self.act(renew_concession, unit=self.unit(unit), entry=RenewalEntry(on=self.today, years=years))

    @rule(unit=units)
    def convert(self, unit: int) -> None:
        self.act(convert_concession, unit=self.unit(unit), entry=ConversionEntry(on=self.today))

    @rule(unit=units, follower=people)
    def name_a_beneficiary(self, unit: int, follower: int) -> None:
        entry = BeneficiaryEntry(on=self.today, beneficiary=somebody(follower))
        self.act(designate_beneficiary, unit=self.unit(unit), entry=entry)

    @rule(unit=units)
    def note_fees(self, unit: int) -> None:
        self.act(note_fees_paid, unit=self.unit(unit), entry=FeesEntry(on=self.today, through=self.today.year))

    @rule(unit=units, recipient=people, tie=st.sampled_from([Tie.SPOUSE, Tie.OTHER]))
    def transfer(self, unit: int, recipient: int, tie: Tie) -> None:
        entry = TransferEntry(on=self.today, recipient=somebody(recipient), tie=tie, fees_checked=True, term_years=50)
        self.act(transfer_right, unit=self.unit(unit), entry=entry)

    @rule(unit=units, heir=people, basis=st.sampled_from(list(Basis)))
    def succeed(self, unit: int, heir: int, basis: Basis) -> None:
        entry = SuccessionEntry(
            on=self.today, asked_on=self.today, recipient=somebody(heir), basis=basis, fees_checked=True, term_years=50
        )
        self.act(succeed_holder, unit=self.unit(unit), entry=entry)

    @rule(unit=units, paid=st.booleans())
    def give_back(self, unit: int, paid: bool) -> None:
        place = self.unit(unit)
        right = right_of(place, self.today)
        signed = (
            frozenset(Holding.objects.filter(concession=right).values_list("pk", flat=True)) if right else frozenset()
        )
        self.act(
            retrocede if paid else renounce, unit=place, entry=EndingEntry(on=self.today, signed=signed, price=100)
        )

    # -------------------------------------------------------------- the dead

    @rule(
        unit=units,
        who=st.one_of(st.none(), people),
        remains=st.sampled_from(list(RemainsKind)[:3]),
        ahead=st.booleans(),
    )
    def bury(self, unit: int, who: int | None, remains: RemainsKind, ahead: bool) -> None:
        day = self.today + timedelta(days=1 if ahead else 0)
        died = day - timedelta(days=2 if remains is RemainsKind.BODY else 3000)
        name = (
            somebody(who) if who is not None else PersonEntry(given_name=f"Nom{self.today}", surnames=f"Prat {uuid4()}")
        )
        entry = BurialEntry(
            deceased=name, remains=remains, died=TypedMoment(PartialDate.on(died), time(9)),
            buried=TypedMoment(PartialDate.on(day), time(12)), licence_number="1/2027", licence_on=died,
            cremation_certificate="C-1", fee_declared=True,
        )  # fmt: skip
        self.act(register_burial, unit=self.unit(unit), entry=entry)

    def leaving(self, unit: BurialUnit, pick: int) -> ExhumationEntry:
        rows = list(resting_in(unit, self.today))
        key = rows[pick % len(rows)].pk if rows else 1
        return ExhumationEntry(
            movement_id=key, on=self.today, health_authorisation="G-1", elsewhere="Cementiri de Puigfosc"
        )

    @rule(unit=units, pick=picks)
    def exhume(self, unit: int, pick: int) -> None:
        place = self.unit(unit)
        self.act(register_exhumation, unit=place, entry=self.leaving(place, pick))

    @rule(unit=units, to=units, pick=picks)
    def relocate(self, unit: int, to: int, pick: int) -> None:
        place = self.unit(unit)
        entry = replace(self.leaving(place, pick), destination=self.unit(to), elsewhere="", reburied_on=self.today)
        self.act(register_relocation, unit=place, entry=entry)

    @rule(unit=units, pick=picks)
    def reduce(self, unit: int, pick: int) -> None:
        place = self.unit(unit)
        self.act(register_reduction, unit=place, entry=replace(self.leaving(place, pick), elsewhere=""))

    @rule(unit=units)
    def clear(self, unit: int) -> None:
        place = self.unit(unit)
        keys = tuple(resting_in(place, self.today).values_list("pk", flat=True))
        ossuary = BurialUnit.objects.filter(kind=UnitKind.OSSUARY).first()
        entry = ClearanceEntry(movement_ids=keys, on=self.today, destination=ossuary)
        self.act(register_clearance, unit=place, entry=entry)

    # -------------------------------------------------------------- places

    @rule(unit=units, days=st.one_of(st.none(), st.sampled_from([10, 400])))
    def close(self, unit: int, days: int | None) -> None:
        place = self.unit(unit)
        until = self.today + timedelta(days=days) if days else None
        entry = ClosingEntry(on=self.today, unit_ids=(place.pk,), until=until, note="Obres")
        self.act(close_units, unit=place, entry=entry)

    @rule(unit=units)
    def reopen(self, unit: int) -> None:
        place = self.unit(unit)
        self.act(reopen_units, unit=place, entry=ClosingEntry(on=self.today, unit_ids=(place.pk,)))

    @rule(unit=units)
    def retire(self, unit: int) -> None:
        self.act(retire_unit, unit=self.unit(unit), entry=ClosingEntry(on=self.today, note="Enderrocada"))

    @rule(unit=units, part=units)
    def merge(self, unit: int, part: int) -> None:
        self.act(merge_units, unit=self.unit(unit), entry=MergeEntry(on=self.today, part_ids=(self.unit(part).pk,)))

    @rule(unit=units, home=st.integers(0, 1))
    def split(self, unit: int, home: int) -> None:
        place = self.unit(unit)
        homes = {row.deceased_id: home for row in resting_in(place, self.today)}
        entry = SplitEntry(on=self.today, numbers=(f"{place.number} bis",), homes=homes)
        self.act(split_unit, unit=place, entry=entry)

    @rule(unit=units, number=st.integers(1, 9))
    def renumber(self, unit: int, number: int) -> None:
        place = self.unit(unit)
        self.act(renumber_unit, unit=place, entry=RenumberingEntry(on=self.today, numbers={place.pk: str(number)}))

    @rule(unit=units, kind=st.sampled_from([UnitKind.NICHE, UnitKind.TOMB, UnitKind.COLUMBARIUM]))
    def describe(self, unit: int, kind: UnitKind) -> None:
        place = self.unit(unit)
        entry = DescriptionEntry(kind=kind, floor=place.floor, column=place.column)
        self.act(describe_unit, unit=place, entry=entry)

    # -------------------------------------------------------------- mistakes

    @rule(pick=picks)
    def annul(self, pick: int) -> None:
        acts = list(Act.objects.order_by("-pk")[:8])
        if acts:
            self.act(annul_act, act=acts[pick % len(acts)])

    @rule(one=picks, other=picks)
    def unite_two(self, one: int, other: int) -> None:
        known = list(Person.objects.order_by("pk"))
        if len(known) > 1:
            kept, gone = known[one % len(known)], known[other % len(known)]
            self.act(unite, kept=kept, other=gone, take=())

    @rule(pick=picks, day=st.sampled_from(["", "2020-01-01", "2026-12-30"]))
    def correct_a_birth(self, pick: int, day: str) -> None:
        known = list(Person.objects.order_by("pk"))
        if known:
            self.act(correct_person, person=known[pick % len(known)], values={"born_on": day})

    # -------------------------------------------------------------- what must never be false

    @invariant()
    def nothing_that_must_never_be_false_is_false(self) -> None:
        naive.check(self.today)
