"""Changes of holder in any order: somebody always holds the right, once, and what is taken back leaves no trace."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction

from cementiris.accounts.models import User
from cementiris.registry.dates import PartialDate
from cementiris.registry.entries import PersonEntry, Submission
from cementiris.registry.entries.transfers import HeirEntry, ProvisionalEntry, SuccessionEntry, TransferEntry
from cementiris.registry.models import Act, BurialUnit, Concession, Holding, Movement, Person, Standing
from cementiris.registry.queries import owners, right_of
from cementiris.registry.rules.transfer_facts import Basis, Tie
from cementiris.registry.services.annulment import annul_act
from cementiris.registry.services.submission import RuleBroken
from cementiris.registry.services.transfers import give_provisional_title, succeed_holder, transfer_right
from tests.factories import make_burial, make_concession, make_ordinance, make_unit

pytestmark = pytest.mark.usefixtures("in_vilaclara")
NAMES = [("Laia", "Comas i Mas"), ("Pere", "Puig i Roca"), ("Núria", "Mas i Pla"), ("Anna", "Coll i Riu")]
STEPS = 10


class Clerk:
    """Somebody who does one thing after another, not always a sensible one."""

    def __init__(self, chance: random.Random, unit: BurialUnit, sent: Submission, relative: Movement) -> None:
        self.chance, self.unit, self.sent, self.relative = chance, unit, sent, relative

    def _person(self) -> PersonEntry:
        given_name, surnames = self.chance.choice(NAMES)
        return PersonEntry(given_name=given_name, surnames=surnames)

    def _common(self) -> dict[str, Any]:
        on = self.sent.today - timedelta(days=self.chance.choice([0, 0, 1, 30]))
        named = self._person() if self.chance.random() < 0.3 else PersonEntry()
        return {"on": on, "recipient": self._person(), "beneficiary": named, "term_years": 25}

    def _holder(self, on: date) -> int | None:
        right = right_of(self.unit, on)
        keys = [row.pk for row in owners([right.pk], on)] if right else []
        return self.chance.choice([None, *keys])

    def transfer(self) -> Act:
        """Between the living, whole, in part or joining."""
        common = self._common()
        giver = self._holder(common["on"])
        joins = giver is None and self.chance.random() < 0.4
        entry = TransferEntry(**common, giver_id=giver, joins=joins, tie=Tie.SPOUSE)
        return transfer_right(unit=self.unit, entry=entry, sent=self.sent)

    def succession(self) -> Act:
        """After a death, with others who mostly step aside."""
        common = self._common()
        bases, on = list(Basis), common["on"]
        heirs = tuple(
            HeirEntry(person=self._person(), basis=self.chance.choice(bases), renounced_on=on)
            for _ in range(self.chance.randint(0, 2))
        )
        entry = SuccessionEntry(
            **common, holder_id=self._holder(on), died=PartialDate.on(on - timedelta(days=9)),
            basis=self.chance.choice(bases), heirs=heirs, later_will=True,
        )  # fmt: skip
        return succeed_holder(unit=self.unit, entry=entry, sent=self.sent)

    def provisional_title(self) -> Act:
        """For a relative of who rests there."""
        common = self._common()
        on = common["on"]
        entry = ProvisionalEntry(
            **common, holder_id=self._holder(on), died=PartialDate.on(on - timedelta(days=9)),
            movement_id=self.relative.pk, tie=Tie.SPOUSE, published_on=on, published_in="BOPB",
        )  # fmt: skip
        return give_provisional_title(unit=self.unit, entry=entry, sent=self.sent)


def tried(deed: Callable[[], Act]) -> Act | None:
    """What the clerk did, or nothing where a rule stopped it."""
    try:
        with transaction.atomic():
            return deed()
    except RuleBroken:
        return None


def look(unit: BurialUnit, on: date) -> None:
    """What holds after every act."""
    right = right_of(unit, on)
    assert right is not None
    people = [row.person_id for row in owners([right.pk], on)]
    assert people
    assert len(set(people)) == len(people)
    assert Concession.objects.filter(standing=Standing.ACCEPTED, ended_on=None).count() == 1
    assert not [row for row in Holding.objects.all() if row.since and row.until and row.until < row.since]


@pytest.mark.parametrize("seed", range(6))
def test_any_sequence_keeps_one_right_with_its_holders_and_can_be_undone(
    seed: int, aina_user: User, today: date
) -> None:
    chance, sent = random.Random(seed), Submission(actor=aina_user, today=today, reason="Ho diu la família")
    make_ordinance(provisional_titles=True)
    unit, is_perpetual = make_unit(), bool(seed % 2)
    make_concession(unit, fees_paid_through=2026, perpetual=is_perpetual)
    clerk = Clerk(chance, unit, sent, make_burial(unit, on="1990-01-01"))
    done: list[Act] = []
    for _ in range(STEPS):
        act = tried(chance.choice([clerk.transfer, clerk.transfer, clerk.succession, clerk.provisional_title]))
        done += [act] if act else []
        look(unit, today)
    assert done
    for act in reversed(done):
        annul_act(act=act, sent=sent)
        look(unit, today)
    right = right_of(unit, today)
    assert right is not None
    assert (right.title_number, right.ended_on, right.term.upper) == ("T-1", None, date(2050, 3, 1))
    assert [str(row) for row in owners([right.pk], today)] == ["Mercè Serra i Roca"]
    assert not Person.objects.get(given_name="Mercè").is_dead
