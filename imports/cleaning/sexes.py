"""Man or woman, by the letter or word of a column; what M means depends on the letters beside it."""

from __future__ import annotations

from collections.abc import Iterable

from cementiris.registry.names import fold

MAN, WOMAN = "M", "F"
_WORDS = {
    "home": MAN,
    "hombre": MAN,
    "varon": MAN,
    "baro": MAN,
    "masculi": MAN,
    "masculino": MAN,
    "male": MAN,
    "man": MAN,
    "h": MAN,
    "v": MAN,
    "b": MAN,
    "nen": MAN,
    "nino": MAN,
    "masc": MAN,
    "dona": WOMAN,
    "mujer": WOMAN,
    "femeni": WOMAN,
    "femenino": WOMAN,
    "hembra": WOMAN,
    "female": WOMAN,
    "woman": WOMAN,
    "d": WOMAN,
    "f": WOMAN,
    "nena": WOMAN,
    "nina": WOMAN,
    "fem": WOMAN,
}


def sexes_of_column(texts: Iterable[str]) -> dict[str, str]:
    """Say what each text of a column means; *M* is a woman beside *H* or *V* (hombre, varón), and a man otherwise."""
    found = {fold(text) for text in texts}
    meanings = {text: sex for text in found if (sex := _WORDS.get(text))}
    if "m" in found:
        meanings["m"] = WOMAN if found & {"h", "v"} and "f" not in found else MAN
    return meanings
