"""What stands around a date without being part of it: crosses, words, weekdays, hours, and the signs of doubt."""

from __future__ import annotations

import re

_PREFIX = re.compile(
    r"^[†✝+]\s*|^l['’](?=any|1|2)|"
    r"^(?:va morir|morí|mori|murió|murio|mort[ae]?|m\.|mor\.|def\.?|defunció|defuncion|defunción|"
    r"difunt[ao]?|finat|finad[ao]|fall\.?|fallec(?:id[ao]|ió|e)|traspassat|traspassada|traspàs|òbit|obit|óbito|exitus|"
    r"\bd\.|dies|die(?= )|died|obiit|ob\.|enterrad[ao]|enterrat|enterrament|inh\.?|inhumat|inhumad[ao]|inhumació|"
    r"inhumación|nascut|nascuda|naix\.?|nacid[ao]|nac\.?|n\.|born|el|dia|día|data|fecha|en|any|año|year|the|on|del)"
    r"(?=[\s:\d.?('’cv]|$)[\s:]*",
    re.IGNORECASE,
)
_ANY = re.compile(r"(?:any|año|year)\W*$", re.IGNORECASE)
_WEEKDAY = re.compile(
    r"^(?:dilluns|dimarts|dimecres|dijous|divendres|dissabte|diumenge|d[lmcjvsg]\.|"
    r"lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo|lun\.|mi[eé]\.|jue\.|vie\.|s[aá]b\.|dom\.|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day)[\s,]+(?=\D{0,4}\d)",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"^(?:cap a(?:ls?|l['’]any)?|vers(?: els?| l['’]any)?|hacia(?: el(?: año)?)?|sobre(?: el| l['’]any)?|"
    r"(?:circa|cca?|ca?|c/|h|abt|aprox|about|around)(?![^\W\d_])\.?|aproximada?ment|aproximadamente|"
    r"a l['’]entorn de(?:ls?| l['’]any)?|entorn (?:de|del|a)|por el año|devers|±|~)\s*",
    re.IGNORECASE,
)
_AFTERTHOUGHT = re.compile(
    r"\s*\(?\b(aprox\.?|aproximad\w+|ca\.?|circa|o així|més o menys|más o menos)\)?$", re.IGNORECASE
)
_DOUBT_WORDS = re.compile(
    r"\s*\(?\b(dubt[oó]s|dudos[oa]|dubtosa|possible(?:ment)?|posible(?:mente)?|probable(?:ment[e]?)?|potser|quiz[aá]s?|"
    r"tal vez|perhaps|sembla(?: que)?)\)?\s*",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"[T ,]\s*(?:a l[ae]s? |at )?\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[ap]\.?\s?m\.?)?"
    r"(?:\s*h(?:\.|ores|oras|rs)?)?Z?$|"
    r"[ ,]\s*a l[ea]s?\s+\d{1,2}(?:[:.,]\d{2})?\s*(?:h\.?|hores|horas)?(?: del? .{3,12})?$",
    re.IGNORECASE,
)
_TYPEWRITTEN = re.compile(r"(?<![^\W\d_])(?=[\dlIO]*\d)(?:[\dlIOo]{4}|[lI]\d|\dO(?=[-/.]))(?!\w)")
_AS_FIGURES = str.maketrans("lIOo", "1100")
_GROUPED = re.compile(r"(?<!\d)([12])[ .,'’](\d{3})(?!\d)")
_AROUND = " .,;:()[]"


def bare_of(text: str) -> tuple[str, bool]:
    """The text without what only leads to its date, and whether the date is a guess."""
    bare = " ".join(text.split()).strip(_AROUND)
    if text.strip().endswith((")", "]")) and "(" in bare:
        bare = bare + ")"
    before = None
    while before != bare:
        before = bare
        bare = _WEEKDAY.sub("", _PREFIX.sub(_kept_year, bare)).strip()
    about = bool(_ABOUT.match(bare)) or bool(_AFTERTHOUGHT.search(bare))
    bare = _AFTERTHOUGHT.sub("", _ABOUT.sub("", bare))
    return _TIME.sub("", bare), about


def _kept_year(prefix: re.Match[str]) -> str:
    """*Any 74* is a year and no day: its word becomes the apostrophe by which such a year is known."""
    is_short = _ANY.match(prefix[0]) and re.fullmatch(r"['’]?\d{2}", prefix.string[prefix.end() :])
    return "'" if is_short else ""


def without_doubt(text: str) -> tuple[str, bool]:
    """The text without its signs of doubt, and whether there were any."""
    is_doubted = "?" in text or bool(_DOUBT_WORDS.search(text))
    return _DOUBT_WORDS.sub("", text).replace("(?)", "").replace("?", "").replace("¿", "").strip(_AROUND), is_doubted


def in_figures(text: str) -> str:
    """The text with letters typed for figures (``l974``, ``197O``) and figures typed apart (``1 974``) set right."""
    typed = _TYPEWRITTEN.sub(lambda match: match[0].translate(_AS_FIGURES), text)
    return _GROUPED.sub(r"\1\2", typed) if len(typed) == 5 else typed
