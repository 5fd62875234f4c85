"""How many a unit takes."""

from dataclasses import replace
from datetime import date

import pytest

from cementiris.registry.models.ordinances import default_capacities
from cementiris.registry.rules.burial_facts import ExhumationFacts
from cementiris.registry.rules.capacity import room_in, x7_there_is_room, x7_there_is_room_at_the_destination
from cementiris.registry.rules.facts import RemainsKind, SharedCoffin, TownChoices, UnitFacts
from cementiris.registry.rules.findings import Breach, Holds
from tests.registry.test_rules_burials import TODAY, a_burial, a_unit, an_occupied_unit

TOWN = TownChoices(capacities=default_capacities())
STRICT = TownChoices(capacities=default_capacities(), capacity_is_strict=True)


@pytest.mark.parametrize(
    ("unit", "remains", "variant"),
    [
        (a_unit(), RemainsKind.BODY, None),
        (a_unit(recent_body_count=1), RemainsKind.BODY, "bodies"),
        (a_unit(recent_body_count=1), RemainsKind.ASHES, None),
        (a_unit(urn_count=3), RemainsKind.ASHES, None),
        (a_unit(urn_count=4), RemainsKind.ASHES, "urns"),
        (a_unit(remains_count=4), RemainsKind.REMAINS, "remains"),
        (a_unit(remains_count=4), RemainsKind.FOETAL, "remains"),
        (a_unit(kind="columbarium", urn_count=4), RemainsKind.ASHES, "urns"),
    ],
)
def test_x7_a_full_unit_asks_for_a_reason_or_stops(unit: UnitFacts, remains: RemainsKind, variant: str | None) -> None:
    finding = x7_there_is_room(a_burial(unit=unit, remains=remains, town=TOWN))
    assert (finding.variant if isinstance(finding, Breach) else None) == variant
    strict = x7_there_is_room(a_burial(unit=unit, remains=remains, town=STRICT))
    if isinstance(finding, Breach):
        assert isinstance(strict, Breach)
        assert (finding.is_stop, strict.is_stop, strict.variant) == (False, True, f"{variant}_strict")
    else:
        assert isinstance(strict, Holds)


@pytest.mark.parametrize("kind", ["chapel", "plot", "ossuary", "common_grave"])
def test_x7_a_kind_that_the_ordinance_does_not_name_has_no_limit(kind: str) -> None:
    assert room_in(kind, RemainsKind.BODY, TOWN) is None
    assert x7_there_is_room(a_burial(unit=a_unit(kind=kind, recent_body_count=99), town=STRICT)) is None


def test_x7_says_nothing_where_a_columbarium_takes_no_body_at_all() -> None:
    assert x7_there_is_room(a_burial(unit=a_unit(kind="columbarium"), town=STRICT)) is None


def test_x7_counts_what_is_planned_for_a_later_day() -> None:
    facts = a_burial(town=STRICT, afterwards=a_unit(recent_body_count=1))
    assert isinstance(x7_there_is_room(facts), Breach)


def test_x7_mother_and_newborn_share_one_coffin() -> None:
    facts = a_burial(unit=an_occupied_unit(TODAY, recent_body_count=1), town=STRICT)
    assert isinstance(x7_there_is_room(facts), Breach)
    together = replace(facts, shared_coffin=SharedCoffin.MOTHER_AND_NEWBORN)
    assert isinstance(x7_there_is_room(together), Holds)


def test_x7_holds_for_the_destination_in_the_form_in_which_they_arrive() -> None:
    place = a_unit(kind="columbarium", urn_count=4)
    facts = ExhumationFacts(today=TODAY, on=TODAY, unit=an_occupied_unit(date(2000, 1, 1)), town=STRICT)
    assert x7_there_is_room_at_the_destination(facts) is None
    as_ashes = replace(facts, destination=place, cremated=True)
    finding = x7_there_is_room_at_the_destination(as_ashes)
    assert isinstance(finding, Breach)
    assert finding.variant == "urns_strict"
