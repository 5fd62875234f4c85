"""R55: the state of a unit follows from its rights and burials; nobody types it."""

from dataclasses import dataclass
from enum import StrEnum

from cementiris.registry.rules.calendar import add_months
from cementiris.registry.rules.facts import ASHES_ONLY_KINDS, RightFacts, UnitFacts
from cementiris.registry.rules.findings import Breach, warn


class State(StrEnum):
    """What a unit is on a day, in the words of the legend."""

    OUT = "out"
    EXPIRED = "expired"
    SOON = "soon"
    PERPETUAL = "perpetual"
    OCCUPIED = "occupied"
    CONCEDED = "conceded"
    FREE = "free"


@dataclass(frozen=True)
class UnitState:
    """The state, and what in the register contradicts itself."""

    state: State
    anomalies: tuple[Breach, ...] = ()

    @property
    def is_anomalous(self) -> bool:
        """Whether the dashed outline is drawn."""
        return bool(self.anomalies)


def _expires_soon(right: RightFacts, facts: UnitFacts) -> bool:
    return right.expires_on is not None and right.expires_on <= add_months(facts.on, facts.reminder_months)


def _state_under_right(right: RightFacts, facts: UnitFacts) -> State:
    if right.has_expired(facts.on):
        return State.EXPIRED
    if _expires_soon(right, facts):
        return State.SOON
    if right.perpetual:
        return State.PERPETUAL
    if facts.stated_state == "expired" and right.expires_on is None:
        return State.EXPIRED
    return State.OCCUPIED if facts.resting_count or facts.stated_state == "occupied" else State.CONCEDED


def _state_without_right(facts: UnitFacts) -> State:
    if facts.stated_state == "expired":
        return State.EXPIRED
    return State.OCCUPIED if facts.resting_count or facts.stated_state == "occupied" else State.FREE


def derive_state(facts: UnitFacts) -> UnitState:
    """R55. Out of service, then expired, expires soon, perpetual, occupied, conceded, free; anomalies beside it.

    What the old source stated counts only where rights and burials say nothing: a niche that was said to be occupied is
    never shown as free because its dead were not written down.
    Source: inference of the domain study, from the states of the screens.
    """
    if facts.out_of_service:
        state = State.OUT
    elif facts.right is not None:
        state = _state_under_right(facts.right, facts)
    else:
        state = _state_without_right(facts)
    return UnitState(state, find_anomalies(facts))


def r4_perpetual_without_first_date(facts: UnitFacts) -> Breach | None:
    """R4. A perpetual right whose first title date is unknown has no computed end and is listed as an anomaly.

    Source: inference of the domain study: nothing can be counted from an unknown date.
    """
    right = facts.right
    return warn("R4") if right and right.perpetual and right.expires_on is None else None


def r13_dead_holder(facts: UnitFacts) -> Breach | None:
    """R13. A right in the name of a dead person is listed as an anomaly.

    Source: [S44] [S13]
    """
    return warn("R13", holder=facts.right.dead_holder) if facts.right and facts.right.dead_holder else None


def r55_stated_state_agrees(facts: UnitFacts) -> Breach | None:
    """R55. The state never contradicts burials and rights: where the old source does, it is listed as an anomaly.

    Source: inference of the domain study, from the states of the screens.
    """
    if facts.stated_state == "occupied" and not facts.resting_count:
        return warn("R55", "nobody")
    if facts.stated_state == "free" and facts.resting_count:
        return warn("R55", "somebody")
    return warn("R55", "right") if facts.stated_state == "free" and facts.right else None


def x9_no_bodies_among_ashes(facts: UnitFacts) -> Breach | None:
    """X9. A columbarium or urn space takes ashes and nothing else.

    Source: [S31]
    """
    return warn("X9") if facts.kind in ASHES_ONLY_KINDS and facts.recent_body_count else None


ANOMALY_RULES = (
    r4_perpetual_without_first_date,
    r13_dead_holder,
    r55_stated_state_agrees,
    x9_no_bodies_among_ashes,
)


def find_anomalies(facts: UnitFacts) -> tuple[Breach, ...]:
    """What in the register contradicts itself about this unit."""
    answers = (rule(facts) for rule in ANOMALY_RULES)
    return tuple(answer for answer in answers if answer is not None)
