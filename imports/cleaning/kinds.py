"""The kinds of burial unit and the states, by the words that registers use for them."""

from __future__ import annotations

import re
from functools import lru_cache

from cementiris.registry.names import fold

_KINDS: tuple[tuple[str, str], ...] = (
    ("common_grave", r"foss?[ae]s? comu|fosas? comu|common grave|foss?[ae]s? generals?|\bf comu|zanja"),
    ("ossuary", r"osser|ossari|osari[o]?|ossuary|osera|diposit de restes|deposito de restos"),
    ("urn_space", r"urn[ae]"),
    ("columbarium", r"columb|cendrer|cenicer|cinerari|\bcolum?\b"),
    ("double_niche", r"n[ií]n?[xc]h?(?:ol|o)?s? dobles?|dobles? ni[nc]|niches? double|double niche"),
    ("reduced_niche", r"n[ií]n?[xc]h?(?:ol|o)s? (?:reduit|infantil|petit|parvul|de parvul|reducid)|parvul"),
    ("niche", r"ninx|ninch|\bnic?h?o?s?\b|nicho|niche|\bnix|\bnin\b|\bnx\b|\bninol"),
    ("hypogeum", r"hipogeu|hipogeo|hypogeum|\bhipog?\b|arc cova|arco cueva"),
    ("chapel", r"capell|capill|chapel"),
    ("pantheon", r"panteo|pante[oó]?n|mausole|\bpant\b|pantheon"),
    ("tomb", r"tomb|tumb|sepultur|sarcof|\bsep\b"),
    ("grave_in_earth", r"\bterra\b|tierra|\bfoss?[ae]s?\b|fosas?\b|grave|en terra"),
    ("plot", r"parcel|solar\b|terren|\blot\b|\bplot\b"),
)
_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _KINDS)
_STATES = (
    (
        "free",
        re.compile(
            r"(?:lliure|libre|vacante?|free|empty|available|disponible)s?|"
            r"no ocupa(?:t|da|do)|bui(?:t|da|d)s?|vaci[ao]s?|(?:sense|sin) ocupar|"
            r"desocupa(?:t|da|do)s?"
        ),
    ),
    (
        "expired",
        re.compile(r"caduca(?:t|da|do)s?|ven[cç](?:ut|uda|ido|ida)s?|expira(?:t|da|do)s?|expired|extingi(?:t|da)s?"),
    ),
    (
        "occupied",
        re.compile(r"ocupa(?:t|da|do|ts|des|das|dos)|ple|plena|llen[oa]|occupied|no (?:lliure|libre|disponible)"),
    ),
)

_STATE_STARTS = (
    *("lli", "lib", "vac", "fre", "emp", "ava", "dis", "no", "bui", "sen", "sin", "des"),
    *("cad", "rev", "ven", "exp", "ext", "ocu", "ple", "lle", "occ"),
)
_STATE_SIGNS = {
    "ll": "free",
    "l": "free",
    "lliu": "free",
    "lib": "free",
    "lbre": "free",
    "o": "occupied",
    "oc": "occupied",
    "ocu": "occupied",
    "ocup": "occupied",
    "full": "occupied",
    "cad": "expired",
    "caduc": "expired",
    "venc": "expired",
}

NICHE_KINDS = frozenset({"niche", "double_niche", "reduced_niche"})
"""Kinds that stand in walls and are counted together."""

PLURALS = {
    "Tomba": "Tombes",
    "Panteó": "Panteons",
    "Columbari": "Columbaris",
    "Tumba": "Tumbas",
    "Panteón": "Panteones",
    "Columbario": "Columbarios",
    "Hipogeu": "Hipogeus",
    "Hipogeo": "Hipogeos",
    "Capella": "Capelles",
    "Capilla": "Capillas",
    "Urna": "Urnes",
}
_PLURAL_BY_FOLD = {fold(word): plural for word, plural in PLURALS.items()}
_COMMON = "Comuns"


@lru_cache(maxsize=8192)
def kind_of(text: str) -> str:
    """The kind that a word or phrase names, or an empty text."""
    folded = fold(text)
    return next((kind for kind, pattern in _COMPILED if pattern.search(folded)), "") if folded else ""


@lru_cache(maxsize=1024)
def kinds_in(text: str) -> tuple[str, ...]:
    """Every kind that a heading names, in its order of precedence."""
    words = [word for word in fold(text).split() if not word.startswith("sepultur")]
    found = {kind for word in words if (kind := kind_of(word))} | {
        kind for kind in (kind_of(text),) if kind == "common_grave"
    }
    return tuple(kind for kind, _ in _COMPILED if kind in found)


def state_of(text: str) -> str:
    """The state that a cell shows in so many words (``LLIURE``, ``caducat``), or an empty text."""
    # Asked of every name: nearly all are told apart by how they begin.
    return _state_in(text) if text.lower().startswith(_STATE_STARTS) else ""


@lru_cache(maxsize=4096)
def _state_in(text: str) -> str:
    folded = fold(text)
    return next((state for state, pattern in _STATES if pattern.fullmatch(folded)), "") if folded else ""


def state_by_sign(text: str) -> str:
    """The state that a shortening says in a column of states (``LL``, ``Oc.``); one that may say two says none."""
    return _STATE_SIGNS.get(fold(text), "")


@lru_cache(maxsize=1024)
def collective_name(kind: str, word: str) -> str:
    """The name of the part of a cemetery where units of one kind stand, when the source names no block for them."""
    if kind in ("common_grave", "ossuary"):
        return _COMMON
    if kind in NICHE_KINDS or not kind:
        return ""
    return _PLURAL_BY_FOLD.get(fold(word), word.capitalize())
