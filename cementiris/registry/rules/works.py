"""Rules of files, works licences and the gravedigger's orders (Annex C, R14, R72) and X45 to X49."""

from dataclasses import dataclass, field
from datetime import date, time

from cementiris.registry.rules.calendar import add_months
from cementiris.registry.rules.facts import TownChoices
from cementiris.registry.rules.findings import Finding, holds, judge, stop, warn

MEGABYTE = 1024 * 1024
HEADSTONE_KINDS = frozenset({"niche", "double_niche", "reduced_niche", "columbarium", "urn_space"})
"""Units closed by a headstone; what private people build goes through a licence for works [S22]."""


@dataclass(frozen=True, kw_only=True)
class FileFacts:
    """A file as somebody brings it. `size` and `most_bytes` in bytes; `media_type` is told by content, "" if unknown.

    `damage` is "", "broken" or "huge" (more points than may be unpacked); `scan` is "clean", "infected" or "failed",
    "" where the operator has set no scanner up. `today` None leaves the day of a photograph to the act to judge.
    """

    name: str
    size: int
    most_bytes: int
    media_type: str = ""
    damage: str = ""
    scan: str = ""
    is_photograph: bool = False
    is_picture: bool = False
    taken_on: date | None = None
    today: date | None = None


@dataclass(frozen=True, kw_only=True)
class LicenceFacts:
    """A licence about to be granted. `awarded_on` and `award_years` are those of the right over the unit."""

    today: date
    on: date | None
    kind: str
    due_on: date | None = None
    applicant: str = ""
    has_right: bool = True
    awarded_on: date | None = None
    award_years: int | None = None
    perpetual: bool = False
    town: TownChoices = field(default_factory=TownChoices)


@dataclass(frozen=True, kw_only=True)
class OrderFacts:
    """An order about to be given or moved; `others` are the units opened in the same cemetery at the same hour."""

    today: date
    on: date
    at: time | None = None
    others: tuple[str, ...] = ()


def headstone_due(
    awarded_on: date | None, years: int | None, town: TownChoices, *, perpetual: bool = False
) -> date | None:
    """The last day to have the headstone fixed (R14); None where the town asks for none, or not for such a right."""
    is_long = perpetual or (years or 0) >= town.headstone_from_term_years
    if awarded_on is None or not town.headstone_months or not is_long:
        return None
    return add_months(awarded_on, town.headstone_months)


def r14_the_headstone_is_fixed_in_time(facts: LicenceFacts) -> Finding | None:
    """R14. The headstone of a long right is fixed within the months that the town gives from the award.

    Manresa: six months, for rights of 25 and 50 years.
    Source: [S22]
    """
    if facts.kind != "headstone":
        return None
    due = headstone_due(facts.awarded_on, facts.award_years, facts.town, perpetual=facts.perpetual)
    if due is None:
        return None
    months = facts.town.headstone_months
    if facts.due_on and facts.due_on > due:
        return warn("R14", "later", due=due, months=months)
    if (facts.due_on or due) < (facts.on or facts.today):
        return warn("R14", due=due, months=months)
    return holds("R14", due=due, months=months)


def r72_a_file_is_scanned_before_use(facts: FileFacts) -> Finding | None:
    """R72. An uploaded file is scanned before use; what the scanner refuses, or cannot read, is not kept.

    It says nothing where the operator has set no scanner up.
    Source: [S128]
    """
    if facts.scan in {"infected", "failed"}:
        return stop("R72", facts.scan, name=facts.name)
    return holds("R72") if facts.scan == "clean" else None


def x45_a_file_is_of_a_known_kind(facts: FileFacts) -> Finding | None:
    """X45. A file is what its content says, whatever its name: a PDF, a picture or a plain text document, undamaged.

    Source: decision of the project: nobody vouches for what people bring.
    """
    if not facts.size or facts.size > facts.most_bytes:
        return None
    if not facts.media_type:
        return stop("X45", name=facts.name)
    if facts.damage == "huge":
        return stop("X45", "huge", name=facts.name)
    return stop("X45", "broken", name=facts.name) if facts.damage else None


def x46_a_file_has_a_bearable_size(facts: FileFacts) -> Finding | None:
    """X46. A file is neither empty nor larger than the operator allows.

    Source: decision of the project: plain sense.
    """
    if not facts.size:
        return stop("X46", "empty", name=facts.name)
    if facts.size > facts.most_bytes:
        return stop("X46", name=facts.name, most=facts.most_bytes // MEGABYTE)
    return None


def x47_a_photograph_shows_a_day(facts: FileFacts) -> Finding | None:
    """X47. What is kept as a photograph is a picture, and has the day on which it was taken, not one to come.

    Source: [S106]: graves were emptied without a dated photograph.
    """
    if not facts.is_photograph:
        return None
    if facts.media_type and not facts.is_picture:
        return stop("X47", "no_picture", name=facts.name)
    if facts.taken_on is None:
        return stop("X47", "missing")
    if facts.today and facts.taken_on > facts.today:
        return stop("X47", "future", on=facts.taken_on)
    return None


def x48_an_order_is_for_a_free_hour(facts: OrderFacts) -> Finding | None:
    """X48. Work is ordered for today or a day to come; two openings at one hour in one cemetery ask for a reason.

    Source: decision of the project: one crew is in one place.
    """
    if facts.on < facts.today:
        return stop("X48", "past", on=facts.on)
    if facts.others and facts.at:
        return warn("X48", others=", ".join(facts.others), hour=f"{facts.at.hour}.{facts.at.minute:02d}")
    return holds("X48")


def x49_a_licence_is_asked_for_and_has_a_term(facts: LicenceFacts) -> Finding | None:
    """X49. A licence names who asks for it, is dated on its day and leaves time until its last day.

    Where nobody holds a right over the unit, the reason for allowing works on it is recorded.
    Source: [S22]: what private people build goes through a works licence.
    """
    if facts.on is None or facts.on > facts.today:
        return stop("X49", "future" if facts.on else "missing")
    if not facts.applicant:
        return stop("X49", "nobody")
    if facts.due_on and facts.due_on < facts.on:
        return stop("X49", on=facts.on, due=facts.due_on)
    return None if facts.has_right else warn("X49", "no_right")


FILE_RULES = (
    x46_a_file_has_a_bearable_size,
    x45_a_file_is_of_a_known_kind,
    r72_a_file_is_scanned_before_use,
    x47_a_photograph_shows_a_day,
)
LICENCE_RULES = (r14_the_headstone_is_fixed_in_time, x49_a_licence_is_asked_for_and_has_a_term)
ORDER_RULES = (x48_an_order_is_for_a_free_hour,)


def check_file(facts: FileFacts) -> tuple[Finding, ...]:
    """Everything that the rules of files find."""
    return judge(FILE_RULES, facts)


def check_licence(facts: LicenceFacts) -> tuple[Finding, ...]:
    """Everything that the rules of a works licence find."""
    return judge(LICENCE_RULES, facts)


def check_order(facts: OrderFacts) -> tuple[Finding, ...]:
    """Everything that the rules of the gravedigger's orders find."""
    return judge(ORDER_RULES, facts)
