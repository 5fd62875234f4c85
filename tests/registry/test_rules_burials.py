"""Rules of a burial and of opening a unit: pure facts, no database."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from cementiris.registry.rules.burial_facts import BurialFacts
from cementiris.registry.rules.burials import check_burial, state_of_the_dead
from cementiris.registry.rules.calendar import Moment, add_months, add_years
from cementiris.registry.rules.facts import (
    Conservation,
    RemainsKind,
    RightFacts,
    SharedCoffin,
    TownChoices,
    UnitFacts,
)
from cementiris.registry.rules.findings import Breach, Finding, Holds, breaches

TODAY = date(2026, 11, 24)
DIED = datetime(2026, 11, 22, 18, 40)
BURIED = datetime(2026, 11, 24, 10, 0)
IN_FORCE = RightFacts(title_number="T-1", granted_from=date(1991, 6, 30), expires_on=date(2041, 6, 30))


def a_unit(**changes: Any) -> UnitFacts:
    return replace(UnitFacts(on=TODAY, right=IN_FORCE), **changes)


def an_occupied_unit(last: date | None, **changes: Any) -> UnitFacts:
    last_burial = Moment.on(last) if last else None
    return a_unit(resting_count=1, unburnt_count=1, last_burial=last_burial, **changes)


def a_burial(**changes: Any) -> BurialFacts:
    facts = BurialFacts(
        today=TODAY,
        unit=a_unit(),
        buried=Moment.at(BURIED),
        died=Moment.at(DIED),
        licence_number="412/2026",
        licence_on=date(2026, 11, 23),
    )
    return replace(facts, **changes)


def found(facts: BurialFacts, code: str) -> Finding | None:
    return next((finding for finding in check_burial(facts) if finding.code == code), None)


def the_breach(facts: BurialFacts, code: str) -> Breach:
    finding = found(facts, code)
    assert isinstance(finding, Breach), finding
    return finding


def test_a_plain_burial_breaks_no_rule_and_says_what_holds() -> None:
    findings = check_burial(a_burial())
    assert breaches(findings) == ()
    assert {finding.code for finding in findings} >= {"R40", "R41", "R42", "R44", "R48", "R51", "R54"}


def test_every_breach_is_told_at_once_stops_first() -> None:
    facts = a_burial(licence_number="", unit=an_occupied_unit(None, right=None), buried=Moment.at(DIED))
    findings = check_burial(facts)
    broken = [(breach.code, breach.is_stop) for breach in breaches(findings)]
    assert broken == [("R40", True), ("R48", True), ("R42", False), ("R51", False)]


@pytest.mark.parametrize(("hours", "is_met"), [(23, False), (23.99, False), (24, True), (30, True)])
def test_r40_a_body_waits_twenty_four_hours(hours: float, is_met: bool) -> None:
    facts = a_burial(buried=Moment.at(DIED + timedelta(hours=hours)))
    assert isinstance(found(facts, "R40"), Holds) is is_met


def test_r40_says_from_which_hour_it_is_possible() -> None:
    facts = a_burial(buried=Moment.at(datetime(2026, 11, 23, 16, 0)))
    assert the_breach(facts, "R40").possible_on == datetime(2026, 11, 23, 18, 40)


def test_r40_an_authorised_exception_allows_it() -> None:
    facts = a_burial(buried=Moment.at(DIED + timedelta(hours=3)), early_burial_authorised=True)
    assert isinstance(found(facts, "R40"), Holds)


def test_r40_asks_for_the_hours_when_only_days_are_known() -> None:
    facts = a_burial(died=Moment.on(date(2026, 11, 22)), buried=Moment.on(date(2026, 11, 23)))
    assert the_breach(facts, "R40").variant == "hours"
    assert not the_breach(facts, "R40").is_stop


def test_r40_the_same_day_without_hours_is_too_soon() -> None:
    facts = a_burial(died=Moment.on(date(2026, 11, 22)), buried=Moment.on(date(2026, 11, 22)))
    assert the_breach(facts, "R40").is_stop


@pytest.mark.parametrize("remains", [RemainsKind.ASHES, RemainsKind.REMAINS])
def test_r40_is_about_bodies_only(remains: RemainsKind) -> None:
    assert found(a_burial(remains=remains, buried=Moment.at(DIED)), "R40") is None


@pytest.mark.parametrize(
    ("hours", "conservation", "is_met"),
    [
        (48, Conservation.NONE, True),
        (49, Conservation.NONE, False),
        (72, Conservation.TEMPORARY, True),
        (73, Conservation.TEMPORARY, False),
        (96, Conservation.EMBALMED, True),
        (97, Conservation.EMBALMED, False),
    ],
)
def test_r41_a_body_that_waits_is_conserved(hours: int, conservation: Conservation, is_met: bool) -> None:
    facts = a_burial(buried=Moment.at(DIED + timedelta(hours=hours)), conservation=conservation)
    assert isinstance(found(facts, "R41"), Holds) is is_met


def test_r41_a_judge_may_make_a_body_wait() -> None:
    facts = a_burial(buried=Moment.at(DIED + timedelta(days=9)), judicial_authorisation="DP 12/2026")
    assert not the_breach(facts, "R41").is_stop


@pytest.mark.parametrize(
    ("last", "is_met"),
    [
        (date(2024, 11, 25), False),
        (date(2024, 11, 24), False),
        (date(2024, 11, 23), True),
        (date(2019, 5, 12), True),
    ],
)
def test_r42_more_than_two_years_pass_before_a_unit_opens(last: date, is_met: bool) -> None:
    assert isinstance(found(a_burial(unit=an_occupied_unit(last)), "R42"), Holds) is is_met


def test_r42_says_from_which_day_it_is_possible() -> None:
    breach = the_breach(a_burial(unit=an_occupied_unit(date(2025, 9, 3))), "R42")
    assert breach.is_stop
    assert breach.possible_on == date(2027, 9, 4)


def test_r42_follows_the_years_of_the_town() -> None:
    facts = a_burial(unit=an_occupied_unit(date(2020, 1, 1)), town=TownChoices(reopening_years=10))
    assert the_breach(facts, "R42").possible_on == date(2030, 1, 2)


def test_r42_a_partly_known_date_counts_from_its_last_day() -> None:
    last_burial = Moment.between(date(2024, 1, 1), date(2024, 12, 31))
    facts = a_burial(unit=an_occupied_unit(None, right=IN_FORCE))
    facts = replace(facts, unit=replace(facts.unit, last_burial=last_burial))
    assert the_breach(facts, "R42").possible_on == date(2027, 1, 1)


def test_r42_an_unknown_last_burial_asks_for_a_reason() -> None:
    assert not the_breach(a_burial(unit=an_occupied_unit(None)), "R42").is_stop


def test_r42_ashes_do_not_close_a_unit() -> None:
    facts = a_burial(unit=a_unit(resting_count=1, unburnt_count=0))
    assert isinstance(found(facts, "R42"), Holds)


def test_r42_another_compartment_of_a_pantheon_may_be_opened() -> None:
    facts = a_burial(unit=an_occupied_unit(date(2026, 1, 1), kind="pantheon"))
    assert the_breach(facts, "R42").variant == "compartments"
    assert not the_breach(facts, "R42").is_stop


def test_r42_the_common_grave_is_always_open() -> None:
    assert found(a_burial(unit=an_occupied_unit(date(2026, 11, 1), kind="common_grave")), "R42") is None


def test_r43_a_group_1_death_closes_the_unit_unless_the_town_says_otherwise() -> None:
    facts = a_burial(unit=an_occupied_unit(date(1990, 1, 1), group_1_rests=True))
    assert the_breach(facts, "R43").variant == "blocked"
    assert found(facts, "R42") is None


@pytest.mark.parametrize(("last", "is_met"), [(date(2021, 11, 25), False), (date(2021, 11, 24), True)])
def test_r43_waits_five_years_where_the_town_has_enabled_it(last: date, is_met: bool) -> None:
    town = TownChoices(group_1_may_open=True)
    facts = a_burial(unit=an_occupied_unit(last, group_1_rests=True), town=town)
    assert isinstance(found(facts, "R43"), Holds) is is_met


def test_r43_an_unknown_burial_of_group_1_stays_closed() -> None:
    unit = an_occupied_unit(None, group_1_rests=True)
    breach = the_breach(a_burial(unit=unit, town=TownChoices(group_1_may_open=True)), "R43")
    assert (breach.is_stop, breach.variant) == (True, "unknown")


@pytest.mark.parametrize(
    ("died", "state"),
    [
        (date(2021, 11, 24), RemainsKind.BODY),
        (date(2021, 11, 23), RemainsKind.REMAINS),
        (date(2026, 11, 23), RemainsKind.BODY),
    ],
)
def test_r44_a_body_is_remains_after_five_years(died: date, state: RemainsKind) -> None:
    assert state_of_the_dead(Moment.on(died), Moment.on(TODAY)) is state
    other = RemainsKind.BODY if state is RemainsKind.REMAINS else RemainsKind.REMAINS
    assert the_breach(a_burial(died=Moment.on(died), remains=other), "R44").variant == state
    assert isinstance(found(a_burial(died=Moment.on(died), remains=state), "R44"), Holds)


def test_r44_keeps_silent_when_the_dates_do_not_tell() -> None:
    died = Moment.between(date(2021, 1, 1), date(2021, 12, 31))
    assert state_of_the_dead(died, Moment.on(TODAY)) is None
    assert found(a_burial(died=died), "R44") is None
    assert found(a_burial(died=None), "R44") is None


@pytest.mark.parametrize(
    ("changes", "variant"),
    [
        ({"licence_number": ""}, ""),
        ({"licence_on": None}, "date"),
        ({"natural_death": False}, "judicial"),
    ],
)
def test_r48_the_licence_is_recorded(changes: dict[str, Any], variant: str) -> None:
    breach = the_breach(a_burial(**changes), "R48")
    assert (breach.is_stop, breach.variant) == (True, variant)


def test_r48_a_judge_stands_for_the_licence_of_a_non_natural_death() -> None:
    facts = a_burial(natural_death=False, licence_number="", judicial_authorisation="DP 12/2026")
    assert isinstance(found(facts, "R48"), Holds)


def test_r48_remains_may_come_without_a_licence_and_a_reason() -> None:
    died = Moment.on(date(2000, 1, 1))
    facts = a_burial(died=died, remains=RemainsKind.REMAINS, licence_number="")
    assert not the_breach(facts, "R48").is_stop


def test_r49_ashes_need_their_certificate_and_no_licence() -> None:
    facts = a_burial(remains=RemainsKind.ASHES, licence_number="", licence_on=None)
    assert the_breach(facts, "R49").is_stop
    assert found(facts, "R48") is None
    assert isinstance(found(replace(facts, cremation_certificate="C-7"), "R49"), Holds)


@pytest.mark.parametrize(
    ("right", "variant"),
    [
        (None, "none"),
        (replace(IN_FORCE, expires_on=date(2026, 11, 23)), ""),
        (replace(IN_FORCE, granted_from=date(2026, 11, 25)), "later"),
    ],
)
def test_r51_the_right_is_in_force(right: RightFacts | None, variant: str) -> None:
    breach = the_breach(a_burial(unit=a_unit(right=right)), "R51")
    assert (breach.is_stop, breach.variant) == (True, variant)


def test_r51_the_last_day_of_a_right_still_counts() -> None:
    facts = a_burial(unit=a_unit(right=replace(IN_FORCE, expires_on=TODAY)))
    assert isinstance(found(facts, "R51"), Holds)


def test_r51_a_right_that_an_old_register_does_not_tell_asks_for_a_reason() -> None:
    facts = a_burial(unit=an_occupied_unit(date(1980, 1, 1), right=None))
    assert not the_breach(facts, "R51").is_stop


def test_r51_nobody_holds_a_right_over_the_common_grave() -> None:
    assert found(a_burial(unit=a_unit(kind="common_grave", right=None)), "R51") is None


def test_r54_one_body_per_coffin_save_three_exceptions() -> None:
    assert the_breach(a_burial(bodies_in_coffin=2), "R54").is_stop
    facts = a_burial(bodies_in_coffin=2, shared_coffin=SharedCoffin.MOTHER_AND_NEWBORN)
    assert isinstance(found(facts, "R54"), Holds)


def test_r41_says_nothing_where_the_hours_are_not_known() -> None:
    facts = a_burial(died=Moment.on(date(2026, 11, 22)), buried=Moment.at(datetime(2026, 11, 24, 18, 0)))
    assert found(facts, "R41") is None


def test_x18_a_number_known_under_another_name_asks_how_that_comes() -> None:
    assert not the_breach(a_burial(registered_name="Pere Costa i Mas"), "X18").is_stop
    assert found(a_burial(), "X18") is None


@pytest.mark.parametrize(("days", "variant"), [(0, None), (1, "planned"), (10, "planned"), (11, "")])
def test_x4_a_burial_may_be_planned_ten_days_ahead(days: int, variant: str | None) -> None:
    day = TODAY + timedelta(days=days)
    finding = found(a_burial(buried=Moment.on(day)), "X4")
    assert (finding.variant if finding else None) == variant
    assert isinstance(finding, Breach) is (days > 10)


def test_x4_says_from_which_day_it_can_be_registered() -> None:
    facts = a_burial(buried=Moment.on(date(2026, 12, 20)))
    assert the_breach(facts, "X4").possible_on == date(2026, 12, 10)


def test_r40_of_a_planned_burial_is_judged_at_its_hour() -> None:
    tomorrow = datetime(2026, 11, 25, 11, 0)
    facts = a_burial(died=Moment.at(datetime(2026, 11, 24, 10, 59)), buried=Moment.at(tomorrow))
    assert isinstance(found(facts, "R40"), Holds)
    assert the_breach(replace(facts, died=Moment.at(datetime(2026, 11, 24, 11, 1))), "R40").is_stop


def test_r42_the_second_of_one_opening_is_buried_with_the_first() -> None:
    facts = a_burial(unit=an_occupied_unit(TODAY))
    finding = found(facts, "R42")
    assert isinstance(finding, Holds)
    assert finding.variant == "same_opening"
    assert found(a_burial(unit=an_occupied_unit(TODAY, group_1_rests=True)), "R43") is None


def test_r42_a_partly_known_day_is_no_same_opening() -> None:
    month = Moment.between(date(2026, 11, 1), date(2026, 11, 30))
    unit = replace(an_occupied_unit(None), last_burial=month)
    assert the_breach(a_burial(unit=unit), "R42").is_stop


def test_x35_a_burial_does_not_close_the_unit_to_a_planned_one() -> None:
    facts = a_burial(next_burial=date(2026, 11, 27))
    assert the_breach(facts, "X35").is_stop
    assert found(replace(facts, remains=RemainsKind.ASHES), "X35") is None
    assert found(replace(facts, unit=a_unit(kind="pantheon")), "X35") is None
    old_book = replace(facts, buried=Moment.on(date(1980, 1, 1)), next_burial=date(1981, 1, 1))
    assert not the_breach(old_book, "X35").is_stop
    assert found(replace(old_book, next_burial=date(1982, 1, 1)), "X35") is None


def test_x38_somebody_without_a_name_needs_a_reason_and_a_foetus_does_not() -> None:
    assert not the_breach(a_burial(named=False), "X38").is_stop
    assert found(a_burial(named=False, remains=RemainsKind.FOETAL, died=None), "X38") is None


@pytest.mark.parametrize("remains", [RemainsKind.FOETAL, RemainsKind.SURGICAL])
def test_r48_what_a_hospital_sends_has_the_paper_of_the_hospital(remains: RemainsKind) -> None:
    facts = a_burial(remains=remains, died=None, licence_number="", licence_on=None)
    assert (the_breach(facts, "R48").variant, the_breach(facts, "R48").is_stop) == ("clinical", False)
    assert isinstance(found(replace(facts, licence_number="HC 33"), "R48"), Holds)


def test_x5_nobody_is_buried_before_dying() -> None:
    assert the_breach(a_burial(buried=Moment.on(date(2026, 11, 21))), "X5").is_stop
    assert found(a_burial(died=Moment.on(TODAY), buried=Moment.on(TODAY)), "X5") is None


def test_x6_a_death_lies_neither_in_the_future_nor_before_the_birth() -> None:
    assert the_breach(a_burial(died=Moment.on(date(2026, 12, 1))), "X6").variant == ""
    assert the_breach(a_burial(born=Moment.on(date(2030, 1, 1))), "X6").variant == "birth"
    assert found(a_burial(born=Moment.on(date(1938, 4, 3))), "X6") is None


def test_x8_nothing_is_laid_in_a_unit_out_of_service() -> None:
    until = date(2027, 1, 1)
    facts = a_burial(unit=a_unit(out_of_service=True, out_of_service_until=until))
    assert the_breach(facts, "X8").possible_on == until
    assert the_breach(a_burial(unit=a_unit(out_of_service=True)), "X8").variant == "open"
    assert the_breach(a_burial(unit=a_unit(out_of_service=True, gone_since=until)), "X8").variant == "gone"


def test_x9_a_columbarium_takes_ashes_only() -> None:
    columbarium = a_unit(kind="columbarium")
    assert the_breach(a_burial(unit=columbarium), "X9").is_stop
    assert isinstance(found(a_burial(unit=columbarium, remains=RemainsKind.ASHES), "X9"), Holds)


def test_x9_an_ossuary_takes_remains_and_ashes_but_no_bodies() -> None:
    ossuary = a_unit(kind="ossuary")
    assert the_breach(a_burial(unit=ossuary), "X9").variant == "ossuary"
    assert found(a_burial(unit=ossuary, remains=RemainsKind.REMAINS), "X9") is None
    assert found(a_burial(unit=a_unit(kind="common_grave")), "X9") is None


def test_x10_the_licence_lies_between_death_and_today() -> None:
    assert the_breach(a_burial(licence_on=date(2026, 11, 21)), "X10").variant == ""
    assert the_breach(a_burial(licence_on=date(2026, 11, 25)), "X10").variant == "future"


def test_x11_who_rests_somewhere_is_not_buried_again() -> None:
    assert the_breach(a_burial(already_rests_in="Nínxol 12"), "X11").is_stop


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_a_day_that_a_month_lacks_becomes_its_last(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected
    assert add_years(date(1977, 2, 14), 50) == date(2027, 2, 14)
