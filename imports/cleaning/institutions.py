"""Bodies that hold rights, told from persons whose surname is a word like theirs."""

from __future__ import annotations

import re
from functools import lru_cache

from cementiris.registry.names import fold, is_given_name

_SURE = re.compile(
    r"\b(?:ajuntament|ayuntamiento|ajunt|ajt|ayto|com prop|com de prop|"
    r"(?:propietat|propiedad) municipal|aj de|parroquia|bisbat|obispado|arquebisbat|arzobispado|congregacio|"
    r"congregacion|confraria|cofradia|germandat|hermandad|associacio|asociacion|fundacio|fundacion|societat|sociedad|"
    r"serveis funeraris|servicios funerarios|funeraria|mutualitat|mutualidad|diputacio|diputacion|generalitat|"
    r"ministeri|"
    r"ministerio|guardia civil|exercit|ejercito|creu roja|cruz roja|caritas|consell comarcal|caputxins|salesians|"
    r"maristes|patronat|patronato|municipality|council|comunitat de|comunidad de|consorci|consorcio|caixa d|"
    r"caja de|cooperativa|sindicat|sindicato|collegi de|universitat|universidad|institut d|departament de|"
    r"hermanitas|germanetes|town council|parish)\b"
)
_AT_START = re.compile(
    r"(?:germanes|convent|convento|monestir|monasterio|hermanas|germans de|comunitat|comunidad|hospital|asil|asilo|"
    r"residencia|"
    r"mutua|club|collegi|colegio|municipi|municipio|esglesia|iglesia de|monges|monjas|frares|frailes|church|banc|banco|"
    r"casa|escola|escuela|cementiri|cementerio|orde|orden|pares|padres|institut|instituto|llar|hogar|ateneu|casino|"
    r"construccions|construcciones|promocions|immobiliaria|inmobiliaria|funeraries)\b"
)
_WHOLE = frozenset({"municipal", "municipi", "municipio"})
_COMPANY = re.compile(r"(?:^|[\s,])(?:s ?l ?u?|s ?a ?u?|s ?c ?c ?l|scp|cb|sll|ltd|inc)$")
_WORD = re.compile(r"[a-z]{2,}")
_PARTICLES = frozenset({"de", "del", "dels", "d", "la", "les", "sant", "santa", "san"})
_TRIGGERS = frozenset(_WORD.findall(_SURE.pattern + _AT_START.pattern)) - _PARTICLES
_ORDER = re.compile(r"^(?:hermanas|germanes|hermanos|germans|pares|padres) (?:de |del |dels )?(?P<name>.+)$")


@lru_cache(maxsize=4096)
def is_institution(text: str) -> bool:
    """Whether a holder is a body and no person: by a sure word, a word at the start, or the form of a company."""
    folded = fold(text)
    if folded in _WHOLE:
        return True
    if _TRIGGERS.isdisjoint(folded.split()):
        return bool(_COMPANY.search(folded)) and not folded.startswith("s l ") and len(folded.split()) > 1
    if _SURE.search(folded):
        return not (is_given_name(folded.partition(" ")[0]) and _is_only_a_surname(folded))
    if _AT_START.match(folded):
        return not _is_family(folded) and not _looks_like_person(folded)
    return bool(_COMPANY.search(folded)) and not folded.startswith("s l ") and len(folded.split()) > 1


def _is_only_a_surname(folded: str) -> bool:
    """*Maria Germanes Sala*: a given name first, and the word neither first nor followed by *de*."""
    return not re.search(r"\b(?:de|del|d)\b", folded) and len(folded.split()) <= 4


def _is_family(folded: str) -> bool:
    """*Hermanas Puig* are a family and *Germanes Josefines* an order."""
    match = _ORDER.match(folded)
    return match is not None and not match["name"].endswith(("es", "as", "os", "ns", "ins"))


def _looks_like_person(folded: str) -> bool:
    """*Hospital Roca, Miquel*: a given name among the words behind, and no *de* or *Sant* that makes them a title."""
    words = folded.split()[1:]
    return _PARTICLES.isdisjoint(words) and any(map(is_given_name, words))
