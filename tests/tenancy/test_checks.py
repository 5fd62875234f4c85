"""What the product says when its database is not what it needs."""

import pytest

from cementiris.tenancy import checks


def test_the_database_of_the_tests_has_what_is_needed(db: None) -> None:
    assert checks.check_database(databases=["default"]) == []
    assert checks.check_database() == []


def test_a_missing_extension_is_named_with_the_way_out(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "EXTENSIONS", frozenset({"postgis", "astrology"}))
    (message,) = checks.check_database(databases=["default"])
    assert message.id == "tenancy.E001"
    assert "astrology" in message.msg
    assert "prepare_database" in str(message.hint)
