"""Rules of annulling and correcting what is registered, and of uniting entries that are one person (R76)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from cementiris.registry.rules.burials import is_planned
from cementiris.registry.rules.calendar import Moment, add_years
from cementiris.registry.rules.findings import Breach, Finding, breaches, holds, judge, stop, warn


@dataclass(frozen=True, kw_only=True)
class AnnulmentFacts:
    """An act that somebody wants to annul.

    `built_on` names the acts in force that came after it and rest on it, the newest first; `changed` what is no longer
    as the act left it.
    """

    can_be_taken_back: bool = True
    is_annulled: bool = False
    built_on: tuple[str, ...] = ()
    changed: str = ""
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class CorrectionFacts:
    """An entry that somebody wants to correct: how many of its data change, and why."""

    change_count: int
    reason: str = ""
    keeps_order: bool = True


@dataclass(frozen=True, kw_only=True)
class LifeFacts:
    """What an entry says of somebody's birth, death, licence and burials, as it stands or as it would be corrected.

    `moved` is the day of the exhumation or relocation that is corrected, where it is one.
    `registered_name` is the name under which the register knows the identity number, where it is another.
    """

    today: date
    born: Moment | None = None
    died: Moment | None = None
    buried: tuple[Moment, ...] = ()
    moved: Moment | None = None
    licence_on: date | None = None
    registered_name: str = ""


@dataclass(frozen=True, kw_only=True)
class TermFacts:
    """What an entry says of a right's days, as it stands or as it would be corrected."""

    today: date
    granted: date | None = None
    expires: date | None = None
    perpetual: bool = False
    cap_years: int = 0


@dataclass(frozen=True, kw_only=True)
class EntryFacts:
    """One entry of a person, as far as it tells whether another entry can be the same person.

    Days are the first and the last that a partial date allows; `titles` are the rights it stands on, `place` where it
    rests.
    """

    key: int
    name: str = ""
    is_united: bool = False
    national_id: str = ""
    sex: str = ""
    born: tuple[date | None, date | None] = (None, None)
    died: tuple[date | None, date | None] = (None, None)
    titles: frozenset[int] = field(default_factory=frozenset)
    place: str = ""


@dataclass(frozen=True, kw_only=True)
class MatchFacts:
    """Two entries that somebody takes for one person; `kept` is the one that stays."""

    kept: EntryFacts
    other: EntryFacts


def x51_an_act_is_annulled_once_and_with_a_reason(facts: AnnulmentFacts) -> Finding | None:
    """X51. An act is annulled once, with a typed reason, and only where what it changed can be taken back.

    Source: decision of the project: nothing is lost, and nothing changes without somebody saying why (R76).
    """
    if facts.is_annulled:
        return stop("X51", "done")
    if not facts.can_be_taken_back:
        return stop("X51", "kind")
    return None if facts.reason.strip() else stop("X51")


def x52_the_newest_is_annulled_first(facts: AnnulmentFacts) -> Finding | None:
    """X52. An act on which later acts rest is annulled after them: the newest goes first.

    Source: decision of the project: what a later act relied on stays true as long as that act stands.
    """
    if not facts.built_on:
        return holds("X52")
    return stop("X52", count=len(facts.built_on), newest=facts.built_on[0])


def x55_what_is_taken_back_is_as_the_act_left_it(facts: AnnulmentFacts) -> Finding | None:
    """X55. An act is taken back only while what it wrote is still as it left it; a later correction goes first.

    Source: decision of the project: taking back must not undo what somebody else has put right since.
    """
    return stop("X55", what=facts.changed) if facts.changed else None


ANNULMENT_RULES = (
    x51_an_act_is_annulled_once_and_with_a_reason,
    x52_the_newest_is_annulled_first,
    x55_what_is_taken_back_is_as_the_act_left_it,
)


def x53_a_correction_corrects_something(facts: CorrectionFacts) -> Finding | None:
    """X53. A correction changes at least one datum, says why, and leaves what befell somebody in its order.

    Source: decision of the project: both versions stay readable, and so does the reason (R76).
    """
    if not facts.change_count:
        return stop("X53", "nothing")
    if not facts.keeps_order:
        return stop("X53", "order")
    return None if facts.reason.strip() else stop("X53")


def x4_a_corrected_burial_is_near(facts: LifeFacts) -> Finding | None:
    """X4. No burial lies more than ten days ahead, not by a correction either.

    Source: decision of the project: plain sense.
    """
    last = max((buried.first_day for buried in facts.buried), default=facts.today)
    return is_planned(last, facts.today, "X4")


def x12_a_corrected_movement_is_near(facts: LifeFacts) -> Finding | None:
    """X12. No exhumation or relocation lies more than ten days ahead, not by a correction either.

    Source: decision of the project: plain sense.
    """
    return is_planned(facts.moved.first_day, facts.today, "X12") if facts.moved else None


def x5_a_corrected_burial_follows_the_death(facts: LifeFacts) -> Finding | None:
    """X5. Nobody is buried before dying.

    Source: decision of the project: plain sense.
    """
    if facts.died is None:
        return None
    early = next((buried for buried in facts.buried if buried.latest < facts.died.earliest), None)
    return stop("X5", died=facts.died.first_day, on=early.first_day) if early else None


def x6_a_corrected_death_has_happened(facts: LifeFacts) -> Finding | None:
    """X6. A death does not lie in the future, nor before the birth.

    Source: decision of the project: plain sense.
    """
    if facts.died is None:
        return None
    if facts.died.first_day > facts.today:
        return stop("X6", died=facts.died.first_day)
    if facts.born and facts.born.first_day > facts.died.last_day:
        return stop("X6", "birth", born=facts.born.first_day, died=facts.died.last_day)
    return None


def x10_a_corrected_licence_is_possible(facts: LifeFacts) -> Finding | None:
    """X10. A burial licence is issued between the death and today.

    Source: [S90] arts. 62 to 67: the licence follows the registration of the death.
    """
    if facts.licence_on is None:
        return None
    if facts.licence_on > facts.today:
        return stop("X10", "future", licence_on=facts.licence_on)
    if facts.died and facts.licence_on < facts.died.first_day:
        return stop("X10", licence_on=facts.licence_on, died=facts.died.first_day)
    return None


def x18_a_corrected_number_is_of_this_person(facts: LifeFacts) -> Finding | None:
    """X18. An identity number that the register knows under another name asks how that comes.

    Source: decision of the project: a slip in one figure must not make one person of two.
    """
    return warn("X18", name=facts.registered_name) if facts.registered_name else None


def x2_a_corrected_right_has_days(facts: TermFacts) -> Finding | None:
    """X2. A right has at least one day.

    Source: decision of the project: plain sense.
    """
    return stop("X2") if facts.granted and facts.expires and facts.expires < facts.granted else None


def x16_a_corrected_grant_has_come(facts: TermFacts) -> Finding | None:
    """X16. A right is granted on a day that has come.

    Source: decision of the project: the register says what has happened.
    """
    if facts.granted is None or facts.granted <= facts.today:
        return None
    return stop("X16", on=facts.granted, possible_on=facts.granted)


def r1_a_corrected_term_over_the_cap_asks_why(facts: TermFacts) -> Finding | None:
    """R1. A concession's term plus all its extensions never exceeds the town's cap, 75 years at most.

    Of a right that was given long ago the register says what its title says: there it asks for the reason.
    Source: [S41]
    """
    if facts.perpetual or not (facts.granted and facts.expires and facts.cap_years):
        return None
    latest = add_years(facts.granted, facts.cap_years)
    if facts.expires <= latest:
        return None
    return warn("R1", cap=facts.cap_years, new_end=facts.expires, latest=latest)


LIFE_RULES = (
    x4_a_corrected_burial_is_near,
    x12_a_corrected_movement_is_near,
    x5_a_corrected_burial_follows_the_death,
    x6_a_corrected_death_has_happened,
    x10_a_corrected_licence_is_possible,
    x18_a_corrected_number_is_of_this_person,
)
TERM_RULES = (
    x2_a_corrected_right_has_days,
    x16_a_corrected_grant_has_come,
    r1_a_corrected_term_over_the_cap_asks_why,
)


def _lie_apart(one: tuple[date | None, date | None], other: tuple[date | None, date | None]) -> bool:
    """Whether no day fits both partial dates."""
    ends = ((one[1], other[0]), (other[1], one[0]))
    return any(last is not None and first is not None and last < first for last, first in ends)


def x50_two_entries_that_stand(facts: MatchFacts) -> Finding | None:
    """X50. What is united are two different entries, neither of which has been united with another before.

    Source: decision of the project: an entry leads to one person, and that person to nobody else.
    """
    if facts.kept.key == facts.other.key:
        return stop("X50")
    if facts.kept.is_united or facts.other.is_united:
        return stop("X50", "united")
    return None


def x54_one_person_has_one_identity_number(facts: MatchFacts) -> Finding | None:
    """X54. Two entries that contradict each other are not one person: two NIF, two births, two deaths, one title.

    Source: decision of the project: plain sense; a wrong datum is corrected before entries are united.
    """
    one, other = facts.kept.national_id, facts.other.national_id
    if not one or not other:
        return None
    return holds("X54") if one == other else stop("X54", one=one, other=other)


def x54_one_person_is_born_and_dies_once(facts: MatchFacts) -> Finding | None:
    """X54. Two entries whose births or deaths cannot be one and the same are two persons.

    Source: decision of the project: plain sense; a wrong datum is corrected before entries are united.
    """
    kept, other = facts.kept, facts.other
    if _lie_apart(kept.died, other.died):
        return stop("X54", "deaths")
    if _lie_apart(kept.born, other.born):
        return stop("X54", "births")
    for born, died in ((kept.born[0], other.died[1]), (other.born[0], kept.died[1])):
        if born and died and died < born:
            return stop("X54", "lives")
    return None


def x54_a_title_names_nobody_twice(facts: MatchFacts) -> Finding | None:
    """X54. Two entries that stand on one title side by side are two persons.

    Source: decision of the project: a title that names somebody twice has a mistake to be corrected first.
    """
    return stop("X54", "title") if facts.kept.titles & facts.other.titles else None


def x54_two_sexes_ask_why(facts: MatchFacts) -> Finding | None:
    """X54. Two entries of which one says woman and the other man ask for a reason.

    Source: decision of the project: a slip of the pen in one of them is possible, two persons are likelier.
    """
    one, other = facts.kept.sex, facts.other.sex
    return warn("X54", "sex") if one and other and one != other else None


def x54_somebody_rests_in_one_place(facts: MatchFacts) -> Finding | None:
    """X54. Two entries that rest in two places ask for a reason: united, only the last place counts.

    Source: decision of the project: one person, one place (X11).
    """
    one, other = facts.kept.place, facts.other.place
    return warn("X54", "places", one=one, other=other) if one and other and one != other else None


MATCH_RULES = (
    x50_two_entries_that_stand,
    x54_one_person_has_one_identity_number,
    x54_one_person_is_born_and_dies_once,
    x54_a_title_names_nobody_twice,
    x54_two_sexes_ask_why,
    x54_somebody_rests_in_one_place,
)


def check_annulment(facts: AnnulmentFacts) -> tuple[Finding, ...]:
    """Everything that the rules of an annulment find."""
    return judge(ANNULMENT_RULES, facts)


def check_correction(facts: CorrectionFacts) -> tuple[Finding, ...]:
    """Everything that the rules of a correction find of itself; what it says is judged as any entry is."""
    return judge((x53_a_correction_corrects_something,), facts)


def check_life(facts: LifeFacts) -> tuple[Finding, ...]:
    """Everything that is wrong with what an entry says of somebody's life and burial."""
    return judge(LIFE_RULES, facts)


def check_term(facts: TermFacts) -> tuple[Finding, ...]:
    """Everything that is wrong with what an entry says of a right's days."""
    return judge(TERM_RULES, facts)


def newly_broken(before: Iterable[Finding], after: Iterable[Finding]) -> tuple[Breach, ...]:
    """What a correction would break that was not broken before: an old entry need not become perfect at once."""
    old = {(breach.code, breach.variant) for breach in breaches(before)}
    return tuple(breach for breach in breaches(after) if (breach.code, breach.variant) not in old)


def check_match(facts: MatchFacts) -> tuple[Finding, ...]:
    """Everything that the rules of uniting two entries find."""
    return judge(MATCH_RULES, facts)
