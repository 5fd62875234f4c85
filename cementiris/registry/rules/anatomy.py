"""What can be read off the code of the rules: which choices of a town they look at, and what stops or only warns."""

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cache
from inspect import getsource
from types import ModuleType

from cementiris.registry.rules.facts import TownChoices

CHOICES = frozenset(choice.name for choice in fields(TownChoices)) - {"regulation_from", "profile"}
ANSWERS = {"stop": {"stop"}, "warn": {"warn"}, "speak": {"stop", "warn"}}
"""What a call by that name answers; `speak` is either, as the facts have it."""


@cache
def functions_of(modules: tuple[ModuleType, ...]) -> Mapping[str, ast.FunctionDef]:
    """Every function of the modules by name, those of classes too."""
    trees = (ast.parse(getsource(module)) for module in modules)
    nodes = (node for tree in trees for node in ast.walk(tree))
    return {node.name: node for node in nodes if isinstance(node, ast.FunctionDef)}


def choices_read(name: str, modules: tuple[ModuleType, ...]) -> tuple[str, ...]:
    """The columns of the ordinance that the function of that name looks at, itself or through what it calls."""
    known, seen, found = functions_of(modules), set[str](), set[str]()
    waiting = [name]
    while waiting:
        current = waiting.pop()
        if current in known and current not in seen:
            seen.add(current)
            found |= set(_attributes(known[current])) & CHOICES
            waiting += _names(known[current])
    return tuple(choice.name for choice in fields(TownChoices) if choice.name in found)


def severities(modules: tuple[ModuleType, ...]) -> Mapping[tuple[str, str], set[str]]:
    """For each code and variant, whether it stops or warns; a variant that is computed counts for all ("*")."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for function in functions_of(modules).values():
        for call in _calls(function):
            if isinstance(call.func, ast.Name) and call.func.id in ANSWERS and call.args:
                for variant in _texts(call.args[1]) if len(call.args) > 1 else {""}:
                    found[min(_texts(call.args[0])), variant] |= ANSWERS[call.func.id]
    return found


def _calls(function: ast.FunctionDef) -> Iterator[ast.Call]:
    return (node for node in ast.walk(function) if isinstance(node, ast.Call))


def _texts(node: ast.expr) -> set[str]:
    if isinstance(node, ast.IfExp):
        return _texts(node.body) | _texts(node.orelse)
    return {str(node.value)} if isinstance(node, ast.Constant) else {"*"}


def _attributes(function: ast.FunctionDef) -> Iterator[str]:
    return (node.attr for node in ast.walk(function) if isinstance(node, ast.Attribute))


def _names(function: ast.FunctionDef) -> list[str]:
    nodes = [node for node in ast.walk(function) if isinstance(node, ast.Name | ast.Attribute)]
    return [node.id if isinstance(node, ast.Name) else node.attr for node in nodes]
