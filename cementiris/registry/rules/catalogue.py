"""All rules, found by their names (`r42_…`, `x1_…`): what the generated page of rules and its test go through."""

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from inspect import cleandoc, getmembers, isfunction
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

from cementiris.fees import rules as fee_rules
from cementiris.registry import rules
from cementiris.registry.rules import states

NOT_RULES = frozenset({"anatomy", "catalogue", "sources"})
COMPUTED: tuple[Callable[..., Any], ...] = (states.derive_state,)
"""Rules that compute rather than judge; their docstrings name them."""
IN_DATABASE = {
    "X1": "One unit has one accepted right at a time: an exclusion constraint refuses a second one from any writer.",
    "X2": "A right has at least one day: a check constraint refuses an empty term.",
    "X3": "A number names one unit of its kind in its section: a unique constraint refuses the second.",
    "X19": "A unit is retired after it was opened: a check constraint refuses it the other way round.",
    "X20": "A unit is closed once at a time, from a known day: an exclusion constraint refuses a second closure.",
    "X30": "A right has one caducity file under way at a time: a unique constraint refuses a second one.",
    "X21": "A unit is part of at most one other, never of itself: a unique and a check constraint refuse the rest.",
    "X60": "One tariff is in force at a time: an exclusion constraint refuses days that overlap.",
    "X61": "A tariff does not end before it begins: a check constraint refuses the dates turned round.",
    "X62": "No rate is negative, no surcharge or reduction beyond 100 per cent: check constraints refuse them.",
}
"""What the database itself refuses, whoever writes (constraints x…_ of the register's models)."""

_NAME = re.compile(r"([rx]\d+)_")
_DOC = re.compile(r"([RX]\d+)[.:] (.*)", re.DOTALL)


@dataclass(frozen=True)
class RuleText:
    """One rule as its function tells it."""

    code: str
    sentence: str
    details: str
    sources: str
    function: str


def rule_modules() -> tuple[ModuleType, ...]:
    """The modules in which rules stand, and what they are made of."""
    names = [module.name for module in iter_modules(rules.__path__) if module.name not in NOT_RULES]
    return (*(import_module(f"{rules.__name__}.{name}") for name in names), fee_rules)


def rule_functions() -> list[Callable[..., Any]]:
    """Every function that is a rule, in the order of the modules."""
    found = [
        function
        for module in rule_modules()
        for name, function in getmembers(module, isfunction)
        if _NAME.match(name) and function.__module__ == module.__name__
    ]
    return [*found, *COMPUTED]


def read_rule(function: Callable[..., Any]) -> RuleText:
    """The rule as written in the docstring: sentence, what else there is to say, sources. Raises ValueError."""
    match = _DOC.match(cleandoc(function.__doc__ or ""))
    if match is None:
        raise ValueError(f"{function.__name__} does not begin with its code")
    text, _, sources = match[2].partition("Source: ")
    if not sources:
        raise ValueError(f"{function.__name__} names no source")
    sentence, _, details = text.partition("\n\n")
    plain = " ".join(details.split())
    return RuleText(match[1], " ".join(sentence.split()), plain, " ".join(sources.split()), function.__name__)


def rules_by_code() -> dict[str, list[RuleText]]:
    """All rules by code, R before X, in the order of their numbers."""
    grouped: dict[str, list[RuleText]] = defaultdict(list)
    for function in rule_functions():
        rule = read_rule(function)
        grouped[rule.code].append(rule)
    for code in IN_DATABASE:
        grouped.setdefault(code, [])
    return dict(sorted(grouped.items(), key=lambda item: (item[0][0], int(item[0][1:]))))
