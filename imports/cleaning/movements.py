"""What a row of a book says happened, and in what form somebody rests, by words, shortenings and single letters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from cementiris.registry.names import fold

_TAKEN_OUT = re.compile(
    r"exhum|desenterr|sortida|salida|extracc|disinter|removal|"
    r"(?:trasllat|traslado|trasllad\w*|traslad\w*) (?:a|al|als|hacia|cap)\b"
)
_BROUGHT_IN = re.compile(
    r"inhum|enterr|entierr|sepult|sepel|burial|interment|diposit|deposit|entrada|ingr[eé]s|arribada|"
    r"(?:trasllat|traslado|trasllad\w*|traslad\w*) (?:de|del|dels|des|desde|procedent|procedente)\b"
)
_BODY = re.compile(
    r"\bcos\b|cadaver|cuerpo|\bbody\b|feretre|feretro|caixa|\bcaja\b|coffin|casket|"
    r"\btaut\b|ataud|\bcad\b"
)
_REMAINS = re.compile(
    r"rest[eo]s|reducc|reduid|reduit|despul|despoj|\bossos\b|huesos|\bbones\b|skelet|"
    r"\bremains\b|\bossades?\b|\brest\b|\bred\b|\breduc\b"
)
_ASHES = re.compile(r"cendr|ceniz|incinera|cremac|cremat|cremad|\burn[ae]s?\b|ashes|cremation|\binc\b|\bcen\b|\bcend\b")
_FOETAL = re.compile(r"\bfet\b|\bfetal|\bfetus|\bfeto|avortament|\baborto|nascut mort|mortinat|nonat|stillborn")
_OUT_LETTERS = frozenset({"e", "ex", "exh", "exhu", "s"})
_IN_LETTERS = frozenset({"i", "in", "inh", "ent", "b"})
_LETTER_FORMS = {"r": "remains", "rs": "remains", "u": "ashes", "z": "ashes", "cd": "body", "k": "body"}
_MOST = 0.5


@lru_cache(maxsize=4096)
def form_of(text: str) -> str:
    """Ashes, foetal, remains or body by the words of a text; an empty text when it says none of them."""
    folded = fold(text)
    if _ASHES.search(folded):
        return "ashes"
    if _FOETAL.search(folded):
        return "foetal"
    if _REMAINS.search(folded):
        return "remains"
    return "body" if _BODY.search(folded) else ""


@lru_cache(maxsize=4096)
def takes_out(text: str) -> bool:
    """Whether a movement takes somebody out of the unit."""
    folded = fold(text)
    return bool(_TAKEN_OUT.search(folded)) or folded in _OUT_LETTERS


@lru_cache(maxsize=4096)
def brings_in(text: str) -> bool:
    """Whether a movement brings somebody into the unit."""
    folded = fold(text)
    return bool(_BROUGHT_IN.search(folded)) or folded in _IN_LETTERS


def letters_of_column(texts: Iterable[str]) -> dict[str, str]:
    """What the single letters of a column say of the form: *C* is a body where most are, and ashes where few are."""
    found = [folded for text in texts if (folded := fold(text))]
    counts = Counter(found)
    meanings = {letter: form for letter, form in _LETTER_FORMS.items() if letter in counts}
    if "c" in counts:
        is_common = counts["c"] >= _MOST * len(found) and len(counts) > 1
        meanings["c"] = "body" if is_common else "ashes"
    return meanings
