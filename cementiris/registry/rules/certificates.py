"""What a certificate may say."""

from dataclasses import dataclass
from datetime import date

from cementiris.registry.rules.findings import Finding, holds, judge, stop


@dataclass(frozen=True, kw_only=True)
class CertificateFacts:
    """A certificate that somebody has asked for."""

    today: date
    on: date
    applicant: str = ""
    with_holder: bool = False
    is_dead: bool = True


def x67_a_certificate_speaks_of_a_day_that_has_come(facts: CertificateFacts) -> Finding:
    """X67. A certificate tells what the register says of a day; of a day to come it says nothing yet.

    Source: plain sense.
    """
    return stop("X67", on=facts.on) if facts.on > facts.today else holds("X67", on=facts.on)


def x68_who_holds_the_right_is_told_to_somebody_by_name(facts: CertificateFacts) -> Finding | None:
    """X68. Who holds a right is told only to an applicant whose name stays in the journal.

    Holders are living persons: a town was not blamed for refusing to name one even to a grandson of who rests there.
    Source: [S119]
    """
    if not facts.with_holder:
        return None
    return holds("X68") if facts.applicant else stop("X68")


def x69_only_of_the_dead(facts: CertificateFacts) -> Finding | None:
    """X69. Of a living person nothing is certified on a page for the dead.

    Source: plain sense.
    """
    return None if facts.is_dead else stop("X69")


RULES = (
    x67_a_certificate_speaks_of_a_day_that_has_come,
    x68_who_holds_the_right_is_told_to_somebody_by_name,
    x69_only_of_the_dead,
)


def check_certificate(facts: CertificateFacts) -> tuple[Finding, ...]:
    """Everything that is to be said of a certificate."""
    return judge(RULES, facts)
