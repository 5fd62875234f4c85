"""Titles, sub-headings and sheet names: the block they name, the kinds of unit, the range of numbers, the floor."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from cementiris.registry.names import fold
from imports.cleaning.floors import read_floor
from imports.cleaning.kinds import NICHE_KINDS, collective_name, kind_of, kinds_in

_BLOCK = re.compile(
    r"\b(?:bloc|bloque|block|sector|illa|manzana|departament|departamento|m[oò]dul|m[oó]dulo|grup|grupo|"
    r"secci[oó]n?|section|"
    r"quadre|cuadro|zona|pati|patio|galeria|galer[ií]a|recinte|recinto|carrer|calle)\s+(?:n(?:[uú]m|"
    r"[ºo])(?![^\W\d_])\.?\s*)?"
    r"[«\"'“]?(.{1,40}?)[»\"'”]?(?=\s*(?:$|[(,;:\n–—|]|\.\s+(?:al[çcz]a|difunt|titular|pl[àa]no|croqui|n[ií]nx|nich|invent|rela|ll?ist|padr|fila|tota|enterr|inhum)|"
    r"\s-\s|\bn[uú]ms?\b|\bn[ºo]s?\b|\bdel?\s+\d|\bfila\b|"
    r"\bn[ií]nxols\b|\bnichos\b))",
    re.IGNORECASE,
)
_RANGE = re.compile(
    r"(?:n[uú]m(?:ero)?s?\.?|n[ºo°]s?\.?|\bdel?s?(?: n[uú]m\.?)?|n[ií]nxols|nichos|sepultures|sepulturas|tombes|"
    r"\()\s*(?:del?\s+)?(\d{1,5})\s*"
    r"(?:a(?:l)?|fins(?: a| al)?|hasta(?: el)?|to|-|–|—)\s*(\d{1,5})\b",
    re.IGNORECASE,
)
_FLOOR = re.compile(
    r"^\s*(?:(?:fila|pis|piso|altura|nivell)\s+(\d{1,2})|(\d{1,2})\s*[aªeºnrt]*\.?\s*(?:fila|pis|piso|"
    r"altura))\s*[aªº.]*\s*$",
    re.IGNORECASE,
)
_FLOOR_IN_WORDS = re.compile(
    r"\b(?:fila|filera|pis|piso|altura|alçada|nivell?|tramada|tramo|planta)\s+(?:n[uú]m\.?\s*|n[ºo]\s*)?[^\W_]+[aªº]?|"
    r"[^\W_]+[aªº]?\.?\s+(?:fila|filera|pis|piso|altura|alçada|nivell?|tramada|planta)\s*$",
    re.IGNORECASE,
)
_LONGEST_HEADING = 60
_YEAR = re.compile(r"(?<!\d)(?:1[6-9]|20)\d\d(?!\d)")
_ONE_YEAR = re.compile(r"(?:anys?|ano|year|l any|el ano)? ?(?:de |del )?(?:1[6-9]|20)\d\d")
_OF_A_BOOK = re.compile(r"\b(?:llibre|libro|enterra|inhuma|defunci|obit|burials|interments)")
_SPAN_OR_DAY = re.compile(
    r"\d{4}\s*(?:-|–|/|\ba\b|\bal\b)\s*\d{2,4}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\b(?:de|del) \d{4}\.?$"
)
_GENERIC = re.compile(
    r"(?:hoja|full|sheet|feuil|tabelle|llibre|libro|book|padro|padron|tabla|taula|dades|datos|data|registre|"
    r"registro|inventari|cementiri|"
    r"cementerio|llistat|listado|export|titulars?|titulares|difunts?|difuntos|inhuma|enterra|index|indice|"
    r"indexs|resum|volum|tomo|tom|"
    r"obit|defun|fallec|burial|grave|deed|interment|holder|owner|niche|ninxol|nicho|sepultur|unitat|unidad|persona|titol|"
    r"import|relacio|concess|conces|general|tot|todo|page|pagina|cens|censo|base|copia)\w*\b"
)

_MONTH = (
    r"gen(?:er)?|ene(?:ro)?|feb\w*|mar[cz]?\w*|abr\w*|mai?g|mayo|jun\w*|jul\w*|ag\w*|set\w*|sep\w*|oct\w*|"
    r"nov\w*|d[ei][sc]\w*"
)
_YEARS = re.compile(
    rf"(?:(?:anys?|anos?|year|decada|periode|periodo|{_MONTH}) ?)?(?:de |del )?(?:1[6-9]|20)\d\d"
    rf"(?: (?:a |al )?(?:1[6-9]|20)?\d\d)?|(?:anys?|anos?) \d\d|{_MONTH}"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading says about the rows below it."""

    block: str = ""
    kinds: tuple[str, ...] = ()
    first: int | None = None
    last: int | None = None
    floor: int | None = None
    text: str = ""
    year: int | None = None

    @property
    def says_something(self) -> bool:
        """Whether the heading names a block, a kind, a floor or a range."""
        return bool(self.block or self.kinds or self.floor or self.last)

    def joined(self, other: Heading) -> Heading:
        """This heading, with what only the other one says."""
        takes_range = self.last is None
        return Heading(
            self.block or other.block,
            self.kinds or other.kinds,
            other.first if takes_range else self.first,
            other.last if takes_range else self.last,
            self.floor or other.floor,
            self.text or other.text,
            self.year or other.year,
        )

    def block_for(self, kind: str, kind_word: str) -> str:
        """The block of a unit of this kind under this heading."""
        if self.block:
            return self.block
        if len(self.kinds) == 1 and kind in (self.kinds[0], "") and self.kinds[0] not in NICHE_KINDS:
            return self._word_for(self.kinds[0]) or collective_name(kind or self.kinds[0], kind_word)
        return self._word_for(kind) or collective_name(kind, kind_word)

    def _word_for(self, kind: str) -> str:
        if not kind or kind in NICHE_KINDS or kind in ("common_grave", "ossuary"):
            return ""
        return next((word.capitalize() for word in re.findall(r"[^\W\d_]+", self.text) if kind_of(word) == kind), "")


@lru_cache(maxsize=4096)
def read_heading(text: str) -> Heading:
    """Read a title line, a sub-heading or the name of a sheet."""
    block = _BLOCK.search(text)
    name = block[1].strip(" .-–—:") if block else ""
    numbers = _RANGE.search(text)
    first, last = (int(numbers[1]), int(numbers[2])) if numbers else (None, None)
    if first is not None and last is not None and (last < first or 1800 <= first <= 2100):
        first = last = None
    return Heading(name, kinds_in(text), first, last, _floor_of(text), text, _year_of(text))


def _year_of(text: str) -> int | None:
    """The one year of which a heading speaks: ``1974``, ``ANY 1974``, ``Llibre d'enterraments 1974``."""
    folded = fold(text)
    if not _ONE_YEAR.fullmatch(folded) and (not _OF_A_BOOK.search(folded) or _SPAN_OR_DAY.search(text)):
        return None
    years = _YEAR.findall(folded)
    return int(years[0]) if len(years) == 1 else None


def _floor_of(text: str) -> int | None:
    """The floor that a heading names: ``FILA PRIMERA``, ``3a fila``, ``Bloc A - pis 2``."""
    if match := _FLOOR.match(text):
        return int(match[1] or match[2])
    if len(text) > _LONGEST_HEADING or not (match := _FLOOR_IN_WORDS.search(text)):
        return None
    return read_floor(match[0])


def read_sheet_name(name: str, *, is_one_of_many: bool) -> Heading:
    """Read the name of a sheet; one of several like sheets, it is itself the block unless it is a general word."""
    heading = read_heading(name)
    if heading.block or heading.kinds or heading.floor:
        return replace(heading, first=None, last=None)
    if not is_one_of_many or _GENERIC.match(fold(name)) or _YEARS.fullmatch(fold(name)) or not fold(name):
        return Heading(text=name)
    return Heading(block=name.strip(), text=name)


@dataclass(frozen=True, slots=True)
class NumberRange:
    """The numbers that a block is said to have."""

    first: int
    last: int
    kind: str = ""
