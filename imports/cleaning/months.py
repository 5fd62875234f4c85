"""The months in Catalan, Spanish and English, whole and shortened, without accents."""

from __future__ import annotations

_NAMES = (
    "gener enero january gen ene jan",
    "febrer febrero february feb febr",
    "marc març marzo march mar mç",
    "abril april abr apr",
    "maig mayo may mai",
    "juny junio june jun",
    "juliol julio july jul",
    "agost agosto august ago ag aug",
    "setembre septiembre setiembre september set sept sep setbre sbre",
    "octubre october oct octbre obre",
    "novembre noviembre november nov novbre nbre",
    "desembre diciembre december des dic dec dbre",
)

MONTHS: dict[str, int] = {word: number for number, words in enumerate(_NAMES, 1) for word in words.split()}

ROMAN: dict[str, int] = {
    word: number
    for number, word in enumerate(["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"], 1)
}
