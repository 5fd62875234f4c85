"""Several clerks at the last place of a unit in the same second."""

from collections.abc import Callable

import pytest

from cementiris.accounts.models import User
from cementiris.documents.models import Document
from cementiris.registry.entries import ExhumationEntry, Submission
from cementiris.registry.models import Act, BurialUnit, Movement
from cementiris.registry.services.departures import register_relocation
from cementiris.registry.services.submission import RuleBroken
from cementiris.tenancy.scope import municipality
from tests.concurrency.conftest import AtOnce
from tests.concurrency.test_acts_at_once import DAY, a_burial, faults, niche
from tests.factories import make_burial, make_concession, make_ordinance, make_unit

__all__ = ["niche"]
pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_burials_at_once_in_the_last_place_one_succeeds_and_the_other_reads_why(
    niche: BurialUnit, aina_user: User, at_once: AtOnce
) -> None:
    sent = Submission(actor=aina_user, today=DAY, reason="Ho demana la família")
    with municipality(niche.municipality_id):
        make_concession(niche)
        make_ordinance(capacity_is_strict=True)
    outcomes = at_once(*[a_burial(niche, sent, name) for name in ("Dolors", "Pere", "Anna")])
    broken = [outcome for outcome in outcomes if isinstance(outcome, RuleBroken)]
    assert sorted(kind.__name__ for kind in faults(outcomes)) == ["RuleBroken", "RuleBroken"]
    assert all("X7: Fèretres que hi caben: 1. Ja n’hi ha" in str(error) for error in broken)
    with municipality(niche.municipality_id):
        assert (Movement.objects.count(), Document.objects.count()) == (1, 1)


def test_of_two_relocations_at_once_to_the_last_place_one_succeeds(
    niche: BurialUnit, aina_user: User, at_once: AtOnce
) -> None:
    sent = Submission(actor=aina_user, today=DAY)
    with municipality(niche.municipality_id):
        make_concession(niche)
        make_ordinance(capacity_is_strict=True, capacities={"niche": {"bodies": 1, "remains": 1, "urns": 0}})
        rows = [make_burial(make_unit(number=number), on="1990-05-03") for number in ("20", "21")]

    def moving(row: Movement) -> Callable[[], Act]:
        entry = ExhumationEntry(movement_id=row.pk, on=DAY, destination=niche)
        assert row.to_unit is not None
        unit = row.to_unit
        return lambda: register_relocation(unit=unit, entry=entry, sent=sent)

    outcomes = at_once(*[moving(row) for row in rows])
    assert faults(outcomes) == [RuleBroken]
    with municipality(niche.municipality_id):
        assert Movement.objects.filter(kind="relocation").count() == 1
