"""What was paid for a right, from the file into the register, corrected by a newer file and taken back."""

from decimal import Decimal

import pytest

from cementiris.registry.models import Concession
from imports.services.plan import plan_import
from imports.services.stage import read_again
from tests.imports.services.ledger import NOON, bring_in, received, take_back, unit

pytestmark = pytest.mark.usefixtures("in_vilaclara")

HEAD = "Nínxol;Bloc;Titular;Data concessió;Anys;Preu concessió\n"
ROLL = (
    "1;A;Josep Puig Vila;12/3/2005;50;1.234,50\n"
    "2;A;Maria Soler Mas;12/3/1974;50;25.000 ptes\n"
    "3;A;Anna Coll Roca;12/3/2010;50;300 i 12\n"
)


def paid(number: str) -> Decimal | None:
    """What the register says was paid for the right over a unit."""
    return Concession.objects.get(unit=unit(number)).price


def test_euros_are_taken_and_other_money_stays_with_its_row() -> None:
    batch = bring_in(ROLL, head=HEAD)
    assert [paid(number) for number in "123"] == [Decimal("1234.50"), None, None]
    assert batch.rows.get(row=4).issue_codes == "unreadable_amount"


def test_the_same_prices_again_change_nothing_and_a_corrected_one_is_corrected() -> None:
    bring_in(ROLL, head=HEAD)
    again = received(ROLL.replace("12/3/1974;50;25", "12/3/1974;50;26"), head=HEAD)
    counts = plan_import(again, read_again(again), on=NOON.date()).counts()
    assert (counts["changed"]["concessions"], counts["created"]["concessions"]) == (0, 0)
    newer = bring_in(ROLL.replace("1.234,50", "1.300"), head=HEAD)
    assert paid("1") == Decimal(1300)
    take_back(newer)
    assert paid("1") == Decimal("1234.50")
