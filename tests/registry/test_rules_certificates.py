"""What a certificate may say."""

from datetime import date, timedelta

from cementiris.registry.rules.certificates import CertificateFacts, check_certificate
from cementiris.registry.rules.findings import breaches

TODAY = date(2026, 11, 23)


def broken(**facts: object) -> list[str]:
    told = CertificateFacts(**{"today": TODAY, "on": TODAY, **facts})  # type: ignore[arg-type]
    return [breach.code for breach in breaches(check_certificate(told))]


def test_x67_a_day_to_come_is_not_certified() -> None:
    assert broken(on=TODAY + timedelta(days=1)) == ["X67"]
    assert broken(on=date(1990, 1, 1)) == []


def test_x68_the_holder_is_told_only_to_somebody_by_name() -> None:
    assert broken(with_holder=True) == ["X68"]
    assert broken(with_holder=True, applicant="Mercè Serra") == []
    assert broken() == []


def test_x69_of_the_living_nothing_is_certified() -> None:
    assert broken(is_dead=False) == ["X69"]
