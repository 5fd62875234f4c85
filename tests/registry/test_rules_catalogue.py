"""Every rule has a message, a test, a source and a place in docs/rules.md."""

import re
from datetime import date, datetime
from pathlib import Path

import pytest
from django.utils.translation import override

from cementiris.registry.management.commands.write_rules import rules_page
from cementiris.registry.messages import WORDINGS, sentence, title
from cementiris.registry.rules.catalogue import IN_DATABASE, read_rule, rule_functions, rules_by_code
from cementiris.registry.rules.findings import Breach, Holds, stop
from cementiris.registry.rules.sources import SOURCES
from cementiris.registry.services.submission import CONSTRAINT_BREACHES

ROOT = Path(__file__).resolve().parents[2]
CODES = list(rules_by_code())
RULES = ROOT / "cementiris" / "registry" / "rules"
SAID = re.compile(r'\b(stop|warn|holds|speak)\(\s*"([RX]\d+)"(?:\s*\)|,\s*"(\w+)"|,\s*\w+=)')
TESTS = "".join(path.read_text("utf-8") for path in Path(__file__).parent.glob("test_*.py"))


def said_variants() -> set[tuple[str, str, str]]:
    """Every (kind, code, variant) that a rule says with its variant in plain text."""
    source = "".join(path.read_text("utf-8") for path in RULES.glob("*.py"))
    kinds = {"stop": "breach", "warn": "breach", "speak": "breach", "holds": "holds"}
    return {(kinds[kind], code, variant) for kind, code, variant in SAID.findall(source)}


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_a_message(code: str) -> None:
    assert str(WORDINGS[code].title)
    assert WORDINGS[code].breach


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_a_test_named_by_it(code: str) -> None:
    assert f"def test_{code.lower()}_" in TESTS


def test_no_message_is_left_without_a_rule() -> None:
    assert set(WORDINGS) == set(CODES)


@pytest.mark.parametrize("function", rule_functions(), ids=lambda function: function.__name__)
def test_every_rule_names_its_code_and_a_known_source(function: object) -> None:
    rule = read_rule(function)  # type: ignore[arg-type]
    assert rule.function.startswith((f"{rule.code.lower()}_", "derive_state"))
    assert set(re.findall(r"\[(S\d+)\]", rule.sources + rule.details)) <= set(SOURCES)


@pytest.mark.parametrize(("kind", "code", "variant"), sorted(said_variants()))
def test_everything_a_rule_says_has_its_sentence(kind: str, code: str, variant: str) -> None:
    assert variant in getattr(WORDINGS[code], kind)


def test_what_the_database_refuses_is_said_too() -> None:
    assert {breach.code for breach in CONSTRAINT_BREACHES.values()} == set(IN_DATABASE)
    assert all(sentence(breach) for breach in CONSTRAINT_BREACHES.values())


def test_a_sentence_shows_its_dates_as_the_screen_does() -> None:
    too_soon = stop("R42", years=2, last=date(2025, 9, 3), possible_on=date(2027, 9, 4))
    with override("ca"):
        assert "fins al 04/09/2027" in sentence(too_soon)
        assert "les 9.05 del 04/09/2027" in sentence(stop("R40", possible_on=datetime(2027, 9, 4, 9, 5)))
        assert title(Holds("R42")) == "Reobertura de la sepultura"
        assert sentence(Breach("X13")).startswith("Aquesta persona no reposa")


def test_the_page_of_rules_is_up_to_date() -> None:
    assert (ROOT / "docs" / "rules.md").read_text("utf-8") == rules_page(), "run bin/manage write_rules"
