"""How a rule speaks: a short name and a sentence for every answer it may give."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

Words = Promise | str


@dataclass(frozen=True)
class Wording:
    """How a rule speaks: its short name, and its sentences by variant ("" is the plain one)."""

    title: Words
    breach: Mapping[str, Words]
    holds: Mapping[str, Words]


def wording(title: Words, breach: Mapping[str, Words], holds: Mapping[str, Words] | None = None) -> Wording:
    """What a rule says when it is broken, by variant, and when it holds."""
    return Wording(title, breach, holds or {})
