"""Lines that hold no data, known by their words: totals, legends, numbered columns, what is said of a page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cementiris.registry.names import fold

_TOTAL = re.compile(
    r"^(?:sub)?totals?\b|^total(?:es)? general|^suma\b|^sum[ae]?s?\b|^resum(?:en)?\b|^(?:ocupats|lliures|ocupados|"
    r"libres) ?\d|^nombre total\b|^(?:passa|pasa|ve|viene) (?:al?|del?) (?:full|hoja|pagina|pag|foli)|^arross?eg|"
    r"^arrastre|^(?:suma )?anterior\b"
)
_COUNTED = re.compile(
    r"^(?:(?:num|numero|nombre|quantitat|cantidad|n|recompte|recuento) )?(?:de |d )?"
    r"(?:ninxols?|nichos?|sepultur[ae]s?|unitats|unidades|columbaris?|columbarios?|tom?bes|tumbas|panteons|panteones|"
    r"osseres|units|graves|niches|difunts|difuntos|inhumacions|inhumaciones|titulars|titulares|registres|registros|files)"
    r"?(?: d enterrament)?(?: ?(?:ocupa(?:ts|des|dos|das)|lliures|libres|buits|buides|vaci[ao]s|vacants|vacantes|"
    r"caduca(?:ts|des|dos|das)|reserva(?:ts|des|dos|das)|totals?|totales|free|occupied))?$"
)
_LEGEND = re.compile(
    r"^(?:llegenda|leyenda|legend|nota be|observacions|observaciones|data d impressio|fecha de impresion|"
    r"(?:pagina|pag|full|hoja|page) \d|signat|firmado|vist i plau|visto bueno|"
    r"abreviatur|el secretari|la secretari|el secretario|l alcald|el alcalde|llistat generat|impres el|impreso el|"
    r"actualitzat|actualizado)"
)
_SOURCE = re.compile(r"^\W*(?:note?s?|notas?|font|fuente|source|p[àa]g(?:ina)?|full|hoja)\s*[.:]", re.IGNORECASE)
_LEGEND_TITLE = re.compile(r"^(?:llegenda|leyenda|legend|abreviatur\w*|codis|claus|significat\w*|colors)\b")
_PAIR = re.compile(r"^[^\W_]{1,5}\.?\s*(?:[=:→]|->|\s[-–]\s)\s*\S")
_NUMBERED = re.compile(r"^\(?(\d{1,2})[.)ªº]?\)?$")
_BRACKETS = re.compile(r"^\(.*\)$")
_COUNT = re.compile(r" ?\d+$")
_DAY = re.compile(r"\d{1,2}[-/.]\d{1,2}|\d{1,2}(?:er|r|º)? ?(?:de |d['’])?[^\W\d_]{3,10}\.?")
_AMOUNT = re.compile(r"^-?[\d.,\s]+ ?(?:%|€|eur|euros?|pts?\.?|ptes?\.?)?$", re.IGNORECASE)
_FEWEST_NUMBERED = 3
_LONG = 40
_WORDS = re.compile(r"[^\W\d_]{2,}")
_WORDS_OF_SENTENCE = 3


def lacks_year(text: str) -> bool:
    """Whether a text is a day of a month in no year: ``3/2``, ``12 d'abril``."""
    return bool(_DAY.fullmatch(text))


def is_total(texts: Sequence[str]) -> bool:
    """Whether the filled cells of a line are a total: a word for it first, or a counted thing and its counts."""
    folded = fold(texts[0])
    if _TOTAL.match(folded):
        return True
    return len(texts) > 1 and bool(_COUNTED.match(folded)) and folded != "n" and all(map(is_amount, texts[1:]))


def is_counted(text: str) -> bool:
    """Whether a text says how many there are of something: ``Ocupats: 50``."""
    return bool(_COUNTED.match(_COUNT.sub("", fold(text)))) or bool(_TOTAL.match(fold(text)))


def is_amount(text: str) -> bool:
    """Whether a text is nothing but an amount: a count, a share, a sum of money."""
    return bool(_AMOUNT.match(text))


def is_legend(text: str) -> bool:
    """Whether a lonely text belongs to no row: a note, a source, a page number, a signature."""
    return bool(_LEGEND.match(fold(text)) or _SOURCE.match(text))


def begins_legend(text: str) -> bool:
    """Whether a text is the title of a list of signs."""
    return bool(_LEGEND_TITLE.match(fold(text)))


def are_pairs(texts: Sequence[str]) -> bool:
    """Whether all cells say what a sign means: ``L = lliure``."""
    return all(_PAIR.match(text) for text in texts)


def is_prose(text: str) -> bool:
    """Whether a lonely text is a sentence rather than a name."""
    return len(text) > _LONG or (text.rstrip().endswith(".") and len(_WORDS.findall(text)) >= _WORDS_OF_SENTENCE)


def numbers_columns(texts: Sequence[str]) -> bool:
    """Whether a line under a header only numbers its columns, or says in brackets how they are filled in."""
    if len(texts) >= _FEWEST_NUMBERED and all(_BRACKETS.match(text) for text in texts):
        return True
    found = [match for text in texts if (match := _NUMBERED.match(text))]
    numbers = [int(match[1]) for match in found]
    is_whole = len(numbers) == len(texts) > _FEWEST_NUMBERED
    return is_whole and numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[0] <= 1
