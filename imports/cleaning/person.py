"""One person of a cell, and the words before or after a name that are no part of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cementiris.registry.dates import UNKNOWN_DATE, PartialDate
from cementiris.registry.names import NameParts, fold, is_given_name, split_name
from imports.cleaning.cells import is_unknown

NO_PARTS = NameParts()
_OF = r"(?:\s*\.?\s+(?:de\s+l[ae]s?|dels?|de|of)\s+|\s*\.?\s+d['’]\s*)"
_ESTATE = re.compile(
    rf"^(?:(?:hereus|hereves|herederos|heirs|successors|sucesores|hijos|fills|hereds?\.|hrus?\.?|hrs\.?|hros?\.?|"
    rf"hdr?[oe]?s?\.?|her\.|hnos\.? herederos)(?:{_OF}|\s*\.?\s+|(?<=\.))|"
    rf"(?:hereu|hereva|heredero|heredera|her[eè]ncia (?:jacent|de)|herencia yacente|estate){_OF})",
    re.IGNORECASE,
)
_WIDOW = re.compile(
    rf"^(?:sra\.?\s+)?(?:(?:vda|vd[oa]|vve|vdua)\.?(?:{_OF}|\s*\.?\s+|(?<=\.))|(?:v[ií]dua|viuda|viudo|vidu|widow|veuve){_OF}|"
    r"(?:v[ií]dua|viuda)\s+(?=[A-ZÀ-Ý]))",
    re.IGNORECASE,
)
_FAMILY = re.compile(
    rf"^(?:els\s|les\s|los\s|las\s|dos\s|dues\s|tres\s)?(?:fam[ií]lia|nens|nenes|niñ[oa]s|"
    rf"fam\.|fam(?= )|germans|germanes|hermanos|hermanas|hnos\.?|gns\.|c[oò]njuges|c[oó]nyuges|matrimoni|"
    rf"matrimonio|esposos|family)(?:{_OF}|\s*\.?\s+|(?<=\.))",
    re.IGNORECASE,
)
_SUFFIX = re.compile(
    r"\s*[,(]\s*(hereus?(?: de)?|herederos?(?: de)?|hr[uo]?s?\.?|hdr?os?\.?|"
    r"v[ií]dua(?: de)?|viuda(?: de)?|vda\.?)\s*\)?\s*$",
    re.IGNORECASE,
)
_HER_HUSBAND = re.compile(
    r"[\s,(]+(?:(?:(?:vda|vd)\.?|v[ií]dua|viuda|widow)\s*(?:d['’]|de\s+l[ao]\s|del?\s|of\s)?|"
    r"(?:esposa|muller|mujer|wife|fill|filla|hijo|hija|mare|pare)\s+(?:d['’]|de\s+l[ao]\s|del?\s|of\s))\s*(?=[^\W\d_]).*$",
    re.IGNORECASE,
)
_AND_OTHERS = re.compile(
    r"\s+(?:i|y|e|and|&)\s+(?:(?:la|el|els|les|su|sus|seva|seus|un|una|dos|his|her)\s+)*"
    r"(?:Sra\.?|Senyora|Señora|Esposa|Fills|Hijos|Germans|Hermanos|altres|alt\.|otros|otras|others|espos[ao]s?|esp[oò]s|marit|mujer|muller|senyora|señora|sra\.?|fills?|filles|"
    r"filla|hij[oa]s?|germans?|germanes|hermanos?|hermanas?|wife|husband|family|sons?)(?![^\W\d_]).*$"
)
_AND_OTHERS_IN_CAPITALS = re.compile(r"\s+(?:I|Y)\s+(?:ALTRES|OTROS|ESPOSA|ESPOSO|FILLS|HIJOS|HERMANOS|SRA\.?)\s*$")
_OTHERS_WORDS = (
    "altres alt otros otras others espos esposa esposos espòs marit mujer muller senyora señora sra fill fills filla",
    "filles hijo hija hijos hijas germà"
    " germans germanes hermano hermana hermanos hermanas wife husband family son sons",
)
_OTHERS = frozenset(word for line in _OTHERS_WORDS for word in line.split())
_SIBLINGS_BEHIND = re.compile(r"\s+(?:(?:i|y)\s+)?(?:hnos|hnas|germ)\.?$", re.IGNORECASE)
_WITH_FIGURES = re.compile(r"\s+(?:n[ºo°]\.?|n[uú]m\.?)?\s*\d[\d.,/]*$", re.IGNORECASE)
_ALIAS = re.compile(
    r"\s*(?:,?\s+(?:àlies|alies|alias|dit|dita|conegut per|conocido por)\s+.*$|[\"“”«»][^\"“”«»]{1,40}[\"“”«»])", re.I
)
_MAY_LEAD = re.compile(
    r"h[eridn]|suc|sra|els|l[eoa]s|dos|dues|tres|nen|niñ|"
    r"hij|fil|est|v[idíuve]|wid|fam|ger|gns|c[oòó]n|mat|esp",
    re.IGNORECASE,
)
_MAY_HAVE_MORE = re.compile(
    r"[\"“”«»]|\b(?:[àa]li|dit|con|vd|v[ií]d|viu|wid|esp|"
    r"mul|muj|fill|hij|mare|pare|hnos|germ|wif)",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"^(?:(?:la|el|els|les|su|sus|seva|seu)\s+)*(?:espos[ao]|esp[oò]s|dona|muller|mujer|marit|marido|fill|filla|hij[oa]|"
    r"mare|pare|germ[aà]|germana|hermano|hermana)\s+(?=([^\W\d_]+))",
    re.IGNORECASE,
)
_TELLING_WORDS = (
    "nn home hombre man dona mujer woman nen nena nino nina noi noia child boy girl infant criatura baby",
    "albat albada parvul parvulo nado nadons nounat fetus feto nonat mortinat angelet angelito soldat soldado cadaver",
    "persona desconegut desconeguda desconeguts desconegudes desconocido desconocida desconocidos unknown identificar",
    "persones personas people cossos cadavers varis varios diversos diversas diverses "
    "nom nombre recien nascut nascuda nacido nacida ignorat ignorada ignorado",
)
_OTHER_WORDS = (
    "urnes urnas urna caixes antics antigues antiguos antiguas vells velles altres otros others "
    "cos cuerpo restes restos pobre identificat identificada identificado sense sin name un una dos tres no de del num",
    "mort morta muerto muerta x sd n i y",
)
_TELLING = frozenset(word for line in _TELLING_WORDS for word in line.split())
_NOBODY_WORDS = _TELLING.union(word for line in _OTHER_WORDS for word in line.split())
_RELATION = re.compile(
    r"^(?:el |la |un |una |l['’])?(?:albats?|albada|nen|nena|niñ[oa]|p[aà]rvul[oa]?|infant|criatura|"
    r"nad[oó]|fill|filla|hij[oa]|"
    r"mare|pare|madre|padre|esposa|esposo|muller|marit|mujer|marido|germ[aà]|germana|hermano|hermana|sogr[ea]|suegr[oa]|"
    r"n[eé]ta?|niet[oa]|child|son|daughter|wife|husband|mother|father)\s+(?:de\s|del\s|dels\s|d['’]|of\s)",
    re.IGNORECASE,
)
_CHILD = re.compile(
    r"^(?:(?:el |la |un |una )?(?:nen|nena|niñ[oa]|p[aà]rvul[oa]?|albat|albada|infant|child))\s+(?=\S)", re.I
)
_FIRST_WORDS = _NOBODY_WORDS.union(str(count) for count in range(20))
_NOMEN_NESCIO = re.compile(r"\bN\.?\s?N\b\.?|^x{1,4}$", re.IGNORECASE)
_SHORTEST_NAME = 5
_FOETAL = re.compile(r"\b(?:fetus|feto|nonat|mortinat)\b")


@dataclass(slots=True)
class PersonReading:
    """One person of a cell: the name without dates and prefixes of remains, and what else the cell says.

    Not frozen, because notes are added while a cell is read; whoever gets one changes nothing.
    """

    text: str
    parts: NameParts = NO_PARTS
    role: str = "holder"
    is_estate: bool = False
    is_unknown: bool = False
    kind: str = ""
    born_on: PartialDate = UNKNOWN_DATE
    died_on: PartialDate = UNKNOWN_DATE
    exhumed_on: PartialDate = UNKNOWN_DATE
    age_text: str = ""
    remark: str = ""
    problem: str = ""
    national_id: str = ""
    phone: str = ""
    address: str = ""


def is_nobody(text: str) -> bool:
    """Whether a text tells of somebody without a name: ``NN``, ``desconegut 2``, ``home sense identificar``."""
    if is_unknown(text) or _RELATION.match(text):
        return True
    if len(text) > _SHORTEST_NAME and fold(text.partition(" ")[0]) not in _FIRST_WORDS:
        return False
    words = [word for word in fold(_NOMEN_NESCIO.sub("nn", text)).split() if not word.isdecimal()]
    return bool(words) and _NOBODY_WORDS.issuperset(words) and not _TELLING.isdisjoint(words)


def form_of_nobody(text: str) -> str:
    """*Foetal* for somebody without a name who was never born; an empty text for the others."""
    return "foetal" if _FOETAL.search(fold(text)) else ""


def without_prefix(text: str) -> tuple[str, str]:
    """The name that follows *Hereus de*, *Vda. de*, *Família* and the like, and which of them it was."""
    if _MAY_LEAD.match(text):
        for pattern, sort in ((_ESTATE, "estate"), (_WIDOW, "widow"), (_FAMILY, "family")):
            match = pattern.match(text)
            if match and (rest := text[match.end() :].strip()):
                return rest, sort
    if ("(" in text or "," in text) and (match := _SUFFIX.search(text)):
        return text[: match.start()].strip(), "estate" if fold(match[1])[0] == "h" else "widow"
    return text, ""


def has_prefix(text: str) -> bool:
    """Whether a name is that of an estate, a family or a widow's husband: *Hereus de…*, *Vda. …*, *…, vídua*."""
    return bool(without_prefix(text)[1])


def without_relative(text: str) -> str:
    """The name behind *la seva esposa*, where a given name follows."""
    match = _RELATIVE.match(text)
    return text[match.end() :] if match and is_given_name(match[1]) else text


def bare_name(text: str) -> str:
    """The name without nickname, the husband's name, and *i fills*, *y otros* behind it."""
    name = text if _OTHERS.isdisjoint(text.lower().replace(".", " ").split()) else _AND_OTHERS.sub("", text)
    if name.isupper():
        name = _AND_OTHERS_IN_CAPITALS.sub("", name)
    if name[-1:].isdecimal():
        name = _WITH_FIGURES.sub("", name)
    if not _MAY_HAVE_MORE.search(name):
        return name.strip()
    name = _ALIAS.sub(" ", name)
    own = _HER_HUSBAND.sub("", name).strip(" ,")
    is_own = bool(own) and own != name and (" " in own or is_given_name(own))
    return own if is_own else _SIBLINGS_BEHIND.sub("", name).strip()


def parts_of(text: str, surname_first: bool | None) -> NameParts:
    """The parts of a name; of a family or its children without names of their own only the surnames."""
    bare, sort = without_prefix(text)
    if sort == "estate":
        bare, inner = without_prefix(bare)
        sort = inner or sort
    name = bare_name(bare)
    if child := _CHILD.match(name):
        name = name[child.end() :]
        return _surnames_only(name) if not is_given_name(name.split()[0]) else split_name(name, surname_first=False)
    return _surnames_only(name) if sort == "family" else split_name(name, surname_first=surname_first)


def _surnames_only(text: str) -> NameParts:
    """*Família Puig Vila* has surnames only, unless a given name stands among them."""
    if any(is_given_name(word) for word in text.split()[:1]) or "," in text:
        return split_name(text)
    parts = split_name(f"{text.replace(' - ', ' ')}, X")
    return NameParts("", parts.surname1, parts.surname2)
