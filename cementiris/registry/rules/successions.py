"""Rules of the right of a dead holder: succession (R15 to R18) and provisional titles (R22)."""

from datetime import date
from itertools import takewhile

from cementiris.registry.rules.calendar import add_years
from cementiris.registry.rules.facts import TownChoices
from cementiris.registry.rules.findings import Finding, holds, judge, stop, warn
from cementiris.registry.rules.transfer_facts import (
    Basis,
    HeirFacts,
    PartyFacts,
    ProvisionalTitleFacts,
    SuccessionFacts,
    Tie,
)
from cementiris.registry.rules.transfers import HANDOVER_RULES

RELATIVE_DEGREE = 4
"""Farthest degree by blood between who asks for a provisional title and somebody interred there [S70]."""
RELATIVE_AFFINITY = 2
"""The same by affinity [S70]."""


def _last_day_to_ask(died: date, town: TownChoices) -> date:
    return add_years(died, town.mortis_causa_years)


def _is_late(facts: SuccessionFacts) -> bool:
    asked = facts.asked_on or facts.day
    return facts.died is not None and asked > _last_day_to_ask(facts.died, facts.town)


def r15_the_heir_asks_in_time(facts: SuccessionFacts) -> Finding | None:
    """R15. A mortis causa request later than 1 year after death (configurable to 2) is flagged out of time.

    Source: [S64] [S65] [S67]
    """
    if facts.died is None:
        return warn("R15", "unknown") if facts.holder.is_dead else None
    limit = _last_day_to_ask(facts.died, facts.town)
    return warn("R15", limit=limit) if _is_late(facts) else holds("R15", limit=limit)


def r16_a_late_heir_has_renounced(facts: SuccessionFacts) -> Finding | None:
    """R16. Out-of-time mortis causa in the Olèrdola profile is treated as renunciation.

    Source: [S64]
    """
    if facts.town.late_succession != "renounced" or facts.died is None or not _is_late(facts):
        return None
    return stop("R16", limit=_last_day_to_ask(facts.died, facts.town))


def _ahead(facts: SuccessionFacts) -> PartyFacts | None:
    """Who was named on the title before whoever succeeds, and has not stepped aside."""
    before = takewhile(lambda named: named.key != facts.recipient.key, facts.designated)
    aside = {heir.key for heir in facts.heirs if heir.has_stepped_aside}
    return next((named for named in before if named.key not in aside), None)


def _stronger_heir(facts: SuccessionFacts, basis: Basis) -> HeirFacts | None:
    stronger = (heir for heir in facts.heirs if heir.basis.rank < basis.rank and not heir.has_stepped_aside)
    return next(stronger, None)


def r17_the_nearest_called_succeeds(facts: SuccessionFacts) -> Finding | None:
    """R17. Successor order: beneficiary, then testamentary heirs, then legal heirs.

    Who is called later waits until those before have renounced or died; a will made after the beneficiary was named may
    name another, which asks for a reason. Source: [S65] [S64]
    """
    if facts.basis is None or not facts.recipient.name:
        return None
    ahead = _ahead(facts)
    if ahead and facts.basis is Basis.TESTAMENT and facts.later_will:
        return warn("R17", "later_will", name=ahead.name)
    if ahead:
        return stop("R17", name=ahead.name)
    if stronger := _stronger_heir(facts, facts.basis):
        return stop("R17", "stronger", name=stronger.name)
    is_named = facts.recipient.key in {named.key for named in facts.designated}
    return warn("R17", "undesignated") if facts.basis is Basis.BENEFICIARY and not is_named else holds("R17")


def r18_the_other_heirs_renounce(facts: SuccessionFacts) -> Finding | None:
    """R18. With 2 heirs or more, exactly one becomes holder and each other heir needs a recorded renunciation.

    Source: [S62] [S66]
    """
    waiting = [heir.name for heir in facts.heirs if not heir.has_stepped_aside]
    if waiting:
        return stop("R18", names=", ".join(waiting))
    return holds("R18") if facts.recipient.name else None


def x27_only_the_dead_are_succeeded(facts: SuccessionFacts | ProvisionalTitleFacts) -> Finding | None:
    """X27. Between the living gives who lives; the right of a dead holder goes by succession, and of the dead only.

    Source: [S62]: the change of holder by death has its own documents.
    """
    if facts.right is None:
        return None
    if not facts.holder.name:
        return stop("X27", "nobody")
    return None if facts.holder.is_dead else stop("X27", "alive", holder=facts.holder.name)


def x28_each_heir_is_named_once(facts: SuccessionFacts) -> Finding | None:
    """X28. Who receives a right is named, and is not already one of its holders.

    In a succession nobody is named twice, and the dead holder is not an heir. Source: plain sense.
    """
    seen = {facts.recipient.key, facts.holder.key}
    for heir in facts.heirs:
        if heir.key in seen:
            return stop("X28", "twice", name=heir.name)
        seen.add(heir.key)
    return None


def x57_death_comes_before_what_follows_it(facts: SuccessionFacts) -> Finding | None:
    """X57. Death, renunciation, request and decision follow one another, and none is dated ahead of the recording.

    Source: decision of the project: nobody renounces an inheritance before it is one.
    """
    if facts.died and facts.died > facts.today:
        return stop("X57", "death", on=facts.died)
    if facts.died and facts.on and facts.on < facts.died:
        return stop("X57", "before", on=facts.on, died=facts.died)
    if facts.asked_on and facts.asked_on > facts.day:
        return stop("X57", "asked", on=facts.asked_on)
    return _odd_renunciation(facts)


def _odd_renunciation(facts: SuccessionFacts) -> Finding | None:
    for heir in facts.heirs:
        if heir.renounced_on and heir.renounced_on > facts.day:
            return stop("X57", "renounced_later", name=heir.name, on=heir.renounced_on)
        if heir.renounced_on and facts.died and heir.renounced_on < facts.died:
            return stop("X57", "renounced_early", name=heir.name, died=facts.died)
    return None


def x56_the_documents_are_there(facts: SuccessionFacts) -> Finding:
    """X56. A succession has its title, last wills certificate, will or heirs' declaration, and death certificate.

    The death certificate is not asked for where the holder is buried in the same cemetery. Source: [S62] [S61] [S66]
    """
    return warn("X56", missing=", ".join(facts.missing)) if facts.missing else holds("X56")


def r22_the_town_gives_provisional_titles(facts: ProvisionalTitleFacts) -> Finding:
    """R22. Provisional title (Barcelona profile), where the town's ordinance has it; it lasts 20 years.

    Source: [S70]
    """
    if not facts.town.provisional_titles:
        return stop("R22", "not_here")
    years = facts.town.provisional_years
    return holds("R22", years=years, until=add_years(facts.day, years))


def r22_the_previous_title_is_old(facts: ProvisionalTitleFacts) -> Finding:
    """R22. Provisional title: the previous title is more than 10 years old.

    Source: [S70]
    """
    years = facts.town.provisional_title_age_years
    if facts.title_on is None:
        return warn("R22", "age_unknown", years=years)
    old = add_years(facts.title_on, years)
    return holds("R22", "old", title_on=facts.title_on) if old < facts.day else stop(
        "R22", "young", years=years, title_on=facts.title_on, possible_on=old
    )  # fmt: skip


def r22_nobody_was_buried_since(facts: ProvisionalTitleFacts) -> Finding | None:
    """R22. Provisional title: nobody has been buried there since the previous title, its holder apart.

    Source: [S70]
    """
    last = facts.last_other_burial
    return stop("R22", "burial", last=last) if last and (not facts.title_on or last > facts.title_on) else None


def r22_a_relative_rests_there(facts: ProvisionalTitleFacts) -> Finding:
    """R22. Provisional title: a relative up to the 4th degree by blood or the 2nd by affinity is interred there.

    Source: [S70]
    """
    limits = {Tie.SPOUSE: 0, Tie.BLOOD: RELATIVE_DEGREE, Tie.AFFINITY: RELATIVE_AFFINITY}
    if not facts.relative or facts.tie not in limits:
        return stop("R22", "no_relative")
    if facts.tie is not Tie.SPOUSE and (facts.degree is None or facts.degree > limits[facts.tie]):
        return stop("R22", "far")
    return holds("R22", "relative", name=facts.relative)


def r22_the_application_was_published(facts: ProvisionalTitleFacts) -> Finding:
    """R22. Provisional title: it needs publication, before the title is given.

    Source: [S70]
    """
    if facts.published_on is None or not facts.published_in:
        return stop("R22", "unpublished")
    if facts.published_on > facts.day:
        return stop("R22", "published_later", on=facts.published_on)
    return holds("R22", "published", on=facts.published_on)


SUCCESSION_RULES = (
    *HANDOVER_RULES,
    x27_only_the_dead_are_succeeded,
    r15_the_heir_asks_in_time,
    r16_a_late_heir_has_renounced,
    r17_the_nearest_called_succeeds,
    r18_the_other_heirs_renounce,
    x28_each_heir_is_named_once,
    x57_death_comes_before_what_follows_it,
    x56_the_documents_are_there,
)

PROVISIONAL_RULES = (
    *HANDOVER_RULES,
    x27_only_the_dead_are_succeeded,
    r22_the_town_gives_provisional_titles,
    r22_the_previous_title_is_old,
    r22_nobody_was_buried_since,
    r22_a_relative_rests_there,
    r22_the_application_was_published,
)


def check_succession(facts: SuccessionFacts) -> tuple[Finding, ...]:
    """Everything that the rules of a succession find, met or not."""
    return judge(SUCCESSION_RULES, facts)


def check_provisional_title(facts: ProvisionalTitleFacts) -> tuple[Finding, ...]:
    """Everything that the rules of a provisional title find, met or not."""
    return judge(PROVISIONAL_RULES, facts)
