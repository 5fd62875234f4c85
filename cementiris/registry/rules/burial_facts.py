"""What the rules of burials, exhumations and clearances look at."""

from dataclasses import dataclass, field
from datetime import date

from cementiris.registry.rules.calendar import Moment
from cementiris.registry.rules.facts import (
    ClearanceBasis,
    Conservation,
    ExhumationPurpose,
    RemainsKind,
    SharedCoffin,
    TitleBasis,
    TownChoices,
    UnitFacts,
)
from cementiris.registry.rules.lapse_facts import ClearanceFacts


@dataclass(frozen=True, kw_only=True)
class BurialFacts:
    """A burial as it is about to be registered; `today` is the day of registering, given by the caller.

    `registered_name` is the name that the register has under the typed identity number, where it is another;
    `holder_of_same_name` a holder of the unit who is called like the deceased without being known as the same person.
    `exhumed_on` is the day on which somebody who comes from another cemetery was taken out there; `afterwards` is the
    unit on the day of what is already written down for a later day, and `next_burial` that day.
    """

    today: date
    unit: UnitFacts
    buried: Moment
    town: TownChoices = field(default_factory=TownChoices)
    named: bool = True
    died: Moment | None = None
    born: Moment | None = None
    remains: RemainsKind = RemainsKind.BODY
    conservation: Conservation = Conservation.NONE
    early_burial_authorised: bool = False
    natural_death: bool = True
    licence_number: str = ""
    licence_on: date | None = None
    judicial_authorisation: str = ""
    cremation_certificate: str = ""
    bodies_in_coffin: int = 1
    shared_coffin: SharedCoffin = SharedCoffin.NO_REASON
    title_basis: TitleBasis = TitleBasis.SHOWN
    deceased_is_holder: bool = False
    holder_of_same_name: str = ""
    is_charity: bool = False
    fee_paid: bool | None = None
    fee_declared: bool = False
    origin: str = ""
    exhumed_on: date | None = None
    crosses_catalonia: bool = False
    annex_1_cause: bool = False
    health_authorisation: str = ""
    already_rests_in: str = ""
    registered_name: str = ""
    afterwards: UnitFacts | None = None
    next_burial: date | None = None

    @property
    def opened_on(self) -> date:
        """The day on which the unit is opened."""
        return self.buried.first_day

    @property
    def is_ordered_by_a_judge(self) -> bool:
        """A burial never is: a judge's licence for a violent death opens no grave before its time."""
        return False

    @property
    def is_same_opening(self) -> bool:
        """Whether the last one was laid here on the very same day: the grave is open."""
        return self.unit.was_laid_on(self.opened_on)


@dataclass(frozen=True, kw_only=True)
class ExhumationFacts:
    """Somebody is about to be taken out of a unit, for another place or for good.

    `arrived_on` is the day on which they came there, `moves_later_on` that of a later movement already written down.
    `cremated` is said of who is burnt on the way to the destination, `returns` of who comes back to the same unit;
    `destination_afterwards` is as in `BurialFacts`.
    `leaves_as` is the form in which they are taken out (R44); `is_nowhere` says that no place outside was written
    down, `relative` that the applicant has shown to be a relative of who leaves (R23).
    """

    today: date
    on: date
    unit: UnitFacts
    town: TownChoices = field(default_factory=TownChoices)
    rests_there: bool = True
    arrived_on: date | None = None
    moves_later_on: date | None = None
    is_reduced: bool = False
    died: Moment | None = None
    remains: RemainsKind = RemainsKind.BODY
    leaves_as: RemainsKind = RemainsKind.BODY
    group_1: bool = False
    purpose: ExhumationPurpose = ExhumationPurpose.SAME_CEMETERY
    is_nowhere: bool = False
    judicial_authorisation: str = ""
    health_authorisation: str = ""
    crosses_catalonia: bool = False
    annex_1_cause: bool = False
    cremated: bool = False
    cremation_certificate: str = ""
    recipient: str = ""
    recipient_id: str = ""
    relative: bool = False
    reburied_on: date | None = None
    destination: UnitFacts | None = None
    destination_afterwards: UnitFacts | None = None
    returns: bool = False

    @property
    def opened_on(self) -> date:
        """The day on which the unit is opened."""
        return self.on

    @property
    def arrives_as(self) -> RemainsKind:
        """In what form they come to the destination."""
        return RemainsKind.ASHES if self.cremated else self.leaves_as

    @property
    def laid_on(self) -> date:
        """The day on which the destination is opened."""
        return self.reburied_on or self.on

    @property
    def is_ordered_by_a_judge(self) -> bool:
        """Whether a judge has ordered the grave opened, which no waiting time resists."""
        return bool(self.judicial_authorisation)

    @property
    def is_same_opening(self) -> bool:
        """Whether the grave is open because somebody else was laid there on the same day."""
        return self.unit.was_laid_on(self.on) and self.arrived_on != self.on


@dataclass(frozen=True, kw_only=True)
class RemovalFacts:
    """Those who rest in a unit are about to be taken to an ossuary or to the common grave, all or some.

    `bodies` names those dead for less than five years, `group_1` those who died of a group I cause, `moving_later`
    those who have a movement of a later day; `ending` is how the right over the unit ended, if it did.
    """

    today: date
    on: date
    unit: UnitFacts
    town: TownChoices = field(default_factory=TownChoices)
    chosen_count: int = 0
    arrived_on: date | None = None
    bodies: tuple[str, ...] = ()
    group_1: tuple[str, ...] = ()
    moving_later: tuple[str, ...] = ()
    ashes_only: bool = False
    basis: ClearanceBasis = ClearanceBasis.HOLDER
    ending: ClearanceFacts | None = None
    all_are_charity: bool = False
    judicial_authorisation: str = ""
    destination: UnitFacts | None = None

    @property
    def opened_on(self) -> date:
        """The day on which the unit is opened."""
        return self.on

    @property
    def is_ordered_by_a_judge(self) -> bool:
        """Whether a judge has ordered the grave opened."""
        return bool(self.judicial_authorisation)

    @property
    def is_same_opening(self) -> bool:
        """Whether the grave is open because somebody who stays was laid there on the same day."""
        return self.unit.was_laid_on(self.on) and self.arrived_on != self.on
