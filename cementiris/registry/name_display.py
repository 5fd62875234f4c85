"""Names as people read them: never in capitals, given name first; the register keeps the text as it was written."""

import re

_WORD = re.compile(r"[^\W\d_]+(?:[·'’][^\W\d_]+)*", re.UNICODE)
_PARTICLES = "de del dels d la las los les el els i y e vda viuda vídua hereus herederos hrus"
_LOWER = frozenset(_PARTICLES.split())


def calm(text: str) -> str:
    """Return a text written in capitals as one writes names: "MARIA DEL CARME PUIG" becomes "Maria del Carme Puig"."""
    if not text.isupper():
        return text
    calmed = _WORD.sub(_calm_word, text)
    return calmed[:1].upper() + calmed[1:]


def display_name(text: str, given_name: str = "", surname1: str = "", surname2: str = "") -> str:
    """Return the name for the screen: as written, unless it was in capitals or with the surnames first."""
    if not text.isupper() and "," not in text:
        return text
    parts = " ".join(part for part in (given_name, surname1, surname2) if part)
    return " ".join(calm(part) for part in (given_name, surname1, surname2) if part) if parts else calm(text)


def _calm_word(match: re.Match[str]) -> str:
    word = match.group(0).lower()
    if word in _LOWER:
        return word
    before, apostrophe, after = word.rpartition("'" if "'" in word else "’")
    return f"{before}{apostrophe}{after[:1].upper()}{after[1:]}"
