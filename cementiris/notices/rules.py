"""Rules of notices (Annex C, R38, R56, R57) as plain functions over plain values: what to do next, and by when."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

SECOND_ATTEMPT_DAYS = 3
NOON_OF_THE_POST = time(15, 0)


@dataclass(frozen=True)
class NextStep:
    """What is to be done with a letter: the rule that says so, its case and the day by which."""

    rule: str
    case: str
    by: date | None = None


def r38_check_the_address_before_a_second_attempt(outcome: str) -> NextStep | None:
    """R38. A letter returned for its address asks for a look at the residents' roll before it is sent again.

    Source: [S106] [S78]
    """
    return NextStep("R38", "check_roll") if outcome in {"wrong_address", "unknown_person"} else None


def r57_second_attempt(outcome: str, at: datetime, attempt_count: int) -> NextStep | None:
    """R57. Nobody at home: one second attempt within three days, on the other side of 15:00. After it, an edict.

    Source: Llei 39/2015 art. 42.2 [S111]
    """
    if outcome != "absent":
        return None
    if attempt_count > 1:
        return NextStep("R57", "edict")
    side = "second_after_15" if at.time() < NOON_OF_THE_POST else "second_before_15"
    return NextStep("R57", side, at.date() + timedelta(days=SECOND_ATTEMPT_DAYS))


def r12_change_the_holder(outcome: str) -> NextStep | None:
    """R12. A holder found dead blocks any extension: the heirs must ask for the transfer first.

    Source: [S50]
    """
    return NextStep("R12", "transfer") if outcome == "dead_person" else None


def next_step(outcome: str, at: datetime | None, attempt_count: int) -> NextStep | None:
    """The first thing that the rules ask for after what happened; None when nothing."""
    if not outcome or at is None:
        return None
    return (
        r38_check_the_address_before_a_second_attempt(outcome)
        or r57_second_attempt(outcome, at, attempt_count)
        or r12_change_the_holder(outcome)
    )
