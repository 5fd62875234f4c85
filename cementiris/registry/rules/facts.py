"""What the rules look at: plain frozen values, gathered once from the register, the form and the town's ordinance."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from cementiris.registry.rules.calendar import Moment

SHARED_KINDS = frozenset({"common_grave", "ossuary"})
COMPARTMENT_KINDS = frozenset({"pantheon", "hypogeum", "chapel"})
ASHES_ONLY_KINDS = frozenset({"columbarium", "urn_space"})


class RemainsKind(StrEnum):
    """What is laid to rest."""

    BODY = "body"
    REMAINS = "remains"
    ASHES = "ashes"
    FOETAL = "foetal"
    SURGICAL = "surgical"


class Conservation(StrEnum):
    """What was done so that a body may wait (RPSM arts. 15 and 22)."""

    NONE = "none"
    TEMPORARY = "temporary"
    EMBALMED = "embalmed"


class SharedCoffin(StrEnum):
    """The only reasons for more than one body in a coffin."""

    NO_REASON = ""
    MOTHER_AND_NEWBORN = "mother_and_newborn"
    CATASTROPHE = "catastrophe"
    EPIDEMIC = "epidemic"


class ExhumationPurpose(StrEnum):
    """Where what is taken out goes."""

    SAME_CEMETERY = "same_cemetery"
    OTHER_CEMETERY = "other_cemetery"
    CREMATION = "cremation"
    HANDED_OVER = "handed_over"
    JUDICIAL = "judicial"


class SameName(StrEnum):
    """Whether the holder typed and the person who will rest look like one."""

    NO = ""
    BY_NAME = "name"
    BY_NUMBER = "number"


class TitleBasis(StrEnum):
    """On what a burial rests: the title itself, or one of the three cases that do without it (R50, Roses)."""

    SHOWN = "shown"
    LOST = "lost"
    DECEASED_IS_HOLDER = "deceased_is_holder"
    SUCCESSORS_AGREE = "successors_agree"
    NONE = "none"


class ClearanceBasis(StrEnum):
    """Why a unit is cleared into an ossuary or the common grave."""

    HOLDER = "holder"
    ENDED = "ended"
    CHARITY = "charity"


@dataclass(frozen=True, kw_only=True)
class TownChoices:
    """What the town's ordinance in force decides, with the defaults of the model regulation.

    Each choice is the column of the same name of `models.Ordinance`; 0 means "no such limit".
    """

    regulation_from: date | None = None
    profile: str = ""

    max_term_years: int = 50
    allowed_term_years: tuple[int, ...] = (5, 25, 50)
    terms_by_kind: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    perpetual_years: int = 99
    immediate_need_only: bool = False
    rental_max_years: int = 0
    rental_total_years: int = 0
    extension_min_years: int = 0
    extension_max_years: int = 0
    extension_total_years: int = 0
    short_extension_min_years: int = 0
    short_extension_max_years: int = 0
    conversion_from_years: int = 0
    conversion_to_years: int = 0
    conversion_rate_percent: int = 100
    conversion_only: bool = False
    resident_years_for_longest: int = 0

    mortis_causa_years: int = 1
    late_succession: str = "flagged"
    kinship_degree: int = 2
    affinity_degree: int = 2
    cohabitation_years: int = 2
    transfer_needs_fees_paid: bool = True
    provisional_titles: bool = False
    provisional_years: int = 20
    provisional_title_age_years: int = 10
    decision_months: int = 3

    renunciation_wait_years: int = 2
    retrocession_short_years: int = 5
    retrocession_short_left_years: int = 2
    retrocession_long_within_years: int = 15
    retrocession_when_emptied: bool = False
    retrocession_wait_years: int = 0
    retrocession_from_day: str = ""
    retrocession_until_day: str = ""
    retrocession_all_sign: bool = True

    abandonment_years: int = 20
    allegation_days: int = 30
    allegation_days_of: str = "natural"
    payment_days: int = 15
    ruin_works_months: int = 6

    reopening_years: int = 2
    reopening_years_group_1: int = 5
    group_1_may_open: bool = False
    season_from_month: int = 7
    season_until_month: int = 9
    burial_needs_fees_paid: bool = False
    burial_without_title: bool = True
    capacities: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    capacity_is_strict: bool = False

    headstone_months: int = 0
    headstone_from_term_years: int = 25
    reminder_months: int = 3

    def terms_for(self, kind: str) -> tuple[int, ...]:
        """Return the terms that the town offers for a unit of the kind (R6)."""
        return self.terms_by_kind.get(kind) or self.allowed_term_years


@dataclass(frozen=True, kw_only=True)
class RightFacts:
    """A right over a unit that nobody has ended. In force up to and including `expires_on`; None = end unknown.

    `term_years` is the term of its title (after a conversion, the new one) and `extension_years` what extensions have
    added to it. `fees_paid_through` is the last year whose conservation fee is known to be paid (None: nobody knows);
    until `provisional_until` a better right may contest a provisional title (R22; None: the title is a full one).
    """

    title_number: str = ""
    granted_from: date | None = None
    expires_on: date | None = None
    perpetual: bool = False
    disputed: bool = False
    dead_holder: str = ""
    term_years: int | None = None
    extension_years: int = 0
    fees_paid_through: int | None = None
    resident_since: date | None = None
    provisional_until: date | None = None

    def has_expired(self, on: date) -> bool:
        """Whether its last day has passed."""
        return self.expires_on is not None and on > self.expires_on

    def is_in_force(self, on: date) -> bool:
        """Whether it covers the day; unknown bounds are taken to cover it."""
        has_begun = self.granted_from is None or self.granted_from <= on
        return has_begun and not self.has_expired(on)


@dataclass(frozen=True, kw_only=True)
class UnitFacts:
    """One unit on one day: its place in use, its live right and who rests there.

    `unburnt_count` counts those who are not ashes, `recent_body_count` those dead for less than five years,
    `remains_count` the rest of them and `urn_count` the urns;
    `last_burial` is the latest burial, other than of ashes, among those who still rest there (None: no date known).
    """

    on: date
    kind: str = "niche"
    out_of_service: bool = False
    out_of_service_until: date | None = None
    gone_since: date | None = None
    right: RightFacts | None = None
    resting_count: int = 0
    unburnt_count: int = 0
    recent_body_count: int = 0
    remains_count: int = 0
    urn_count: int = 0
    last_burial: Moment | None = None
    group_1_rests: bool = False
    stated_state: str = ""
    reminder_months: int = 3

    @property
    def is_shared(self) -> bool:
        """Whether it is a municipal place for many, over which nobody holds a right."""
        return self.kind in SHARED_KINDS

    def was_laid_on(self, day: date) -> bool:
        """Whether somebody who rests here was laid here on exactly that day."""
        last = self.last_burial
        return last is not None and last.first_day == last.last_day == day

    @property
    def has_compartments(self) -> bool:
        """Whether one burial may be opened without opening the others."""
        return self.kind in COMPARTMENT_KINDS


@dataclass(frozen=True, kw_only=True)
class GrantFacts:
    """A right is about to be granted over a unit.

    `dead_holder` is the first of holder and co-holders who is recorded dead; `need_named` whether the form names who
    will rest there (R7); `named_twice` who stands on the title twice; `resident_since` the holder's day on the padró.
    """

    today: date
    on: date | None
    unit: UnitFacts
    town: TownChoices = field(default_factory=TownChoices)
    term_years: int | None = None
    perpetual: bool = False
    follows_perpetual: bool = False
    holder_named: bool = True
    dead_holder: str = ""
    dead_beneficiary: str = ""
    named_twice: str = ""
    registered_name: str = ""
    need_named: bool = False
    holder_will_rest: SameName = SameName.NO
    resident_since: date | None = None


@dataclass(frozen=True, kw_only=True)
class RenewalFacts:
    """A right is about to be extended by `years` from its present end; `short` where the holder will not renew."""

    today: date
    on: date
    years: int
    right: RightFacts
    town: TownChoices = field(default_factory=TownChoices)
    unit: UnitFacts | None = None
    short: bool = False
