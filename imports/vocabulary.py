"""The words of headers, in Catalan, Spanish and English, and what a column under them means."""

from __future__ import annotations

import re
from functools import lru_cache

from cementiris.registry.names import fold

_DATE = r"(?:data|dates?|fecha|dia|any|ano|f)"

_PATTERNS: tuple[tuple[str, str], ...] = (
    ("range_from", r"del|des de(?: num)?|desde|from|num inicial|primer num(?:ero)?|inici numeracio"),
    ("range_to", r"al|fins(?: a)?(?: num)?|hasta|to|num final|ultim num(?:ero)?|fi numeracio"),
    ("exhumed_on", r".*exhum.*|.*desenterr.*|data (?:de )?sortida|fecha (?:de )?salida"),
    (
        "expires_on",
        r".*(?:venciment|vencimiento|caduc|expir|finalitz|finaliz).*|(?:d ?|f ?)?venc?|"
        r"(?:data )?fi(?:nal)?(?: .*)?|(?:fecha )?fin(?:al)?(?: .*)?"
        r"|fins (?:al?|el).*|hasta el.*|valid fins.*",
    ),
    ("born_on", r".*(?:naix|nacim|nascut|nacid|nascu).*|.*birth.*|born|nat"),
    (
        "legacy_key",
        r"(?:n|num|numero|no)? ?(?:d )?(?:ordre|orden|registre|registro|reg|id)|id(?: .*)?|clau|"
        r"clave|pk.*|codi intern|.*_id|key"
        r"|reg(?:istre)? num|num(?:ero)? registre",
    ),
    (
        "movement",
        r".*(?:moviment|movimiento|operaci|tipus d ?acte|tipo de acto|assentament|asiento).*|acte|acto|"
        r"concepte|concepto",
    ),
    ("remains", r"(?:tipus de )?restes|(?:tipo de )?restos|remains(?: kind)?|cos o restes|forma"),
    ("age", r"edat.*|edad.*|age|yearsmonthsdays|anys d edat"),
    ("sex", r"sexe|sexo|sex|gender|genere"),
    (
        "co_holder",
        r".*(?:cotitular|co titular|segon titular|segundo titular|2n titular|titular 2|"
        r"altres titulars|otros titulares).*",
    ),
    ("beneficiary", r".*benefici.*"),
    (
        "holder_given",
        r"nom(?:bre)? (?:del? ?|d )?(?:el )?(?:titular|propietari\w*|concessionari|"
        r"concesionario)(?! i| y)$|nom titular",
    ),
    ("holder_surnames", r"(?:cognoms|apellidos) (?:del? ?)?(?:titular|propietari\w*)"),
    (
        "holder_surname1",
        r"(?:1r|1er|primer|1) ?(?:cognom|apellido) (?:del? ?)?titular|(?:cognom|"
        r"apellido) ?1 titular",
    ),
    (
        "holder_surname2",
        r"(?:2n|2o|segon|segundo|2) ?(?:cognom|apellido) (?:del? ?)?titular|(?:cognom|"
        r"apellido) ?2 titular",
    ),
    ("deceased_given", r"(?:nom|nombre) (?:del? ?|de la )?(?:difunt|difunto|finat|finado|fallecido)"),
    ("deceased_surnames", r"(?:cognoms|apellidos) (?:del? ?)?(?:difunt|difunto|finat|finado|fallecido)"),
    ("address", r".*(?:adreca|domicili|direccion|address|residencia).*"),
    ("national_id", r".*(?:\bdni\b|\bnif\b|\bnie\b|\bcif\b|document(?:o)? (?:d ?|de )?identi|passaport|pasaporte).*"),
    ("phone", r".*(?:telef|\btel\b|mobil|movil|phone|\btlf\b|\btf\b).*"),
    ("email", r".*(?:mail|correu|correo).*"),
    ("postal_code", r"c ?p|codi postal|codigo postal|cpostal|postal code|zip"),
    ("locality", r"poblaci.*|municipi.*|localitat|localidad|ciutat|ciudad|city|town"),
    (
        "deceased",
        r"(?:noms? (?:i cognoms )?(?:dels? )?)?(?:difunts?|difuntos?|finats?|fallecid[oa]s|inhumats|"
        r"inhumad[oa]s|enterrats|"
        r"enterrad[oa]s|morts|muertos|sepultats|cadavers?|cadaver(?:es)?)",
    ),
    (
        "died_on",
        rf"(?:{_DATE} )?(?:de )?(?:la )?(?:defun\w*|mort|muerte|obit\w*|fallec\w*|exitus|death|deceso)|"
        rf"died(?: on)?|date of death"
        r"|mort el|f ?def\w*",
    ),
    (
        "buried_on",
        rf"(?:{_DATE} )?(?:de )?(?:la |l )?(?:d )?(?:inhum\w*|enterr\w*|entierr\w*|sepeli\w*|burial|"
        rf"interment)|{_DATE} (?:de )?(?:la )?sepultura"
        r"|inhumacio|date of burial|buried(?: on)?|f ?inh\w*|\w*_date",
    ),
    (
        "granted_on",
        rf".*{_DATE} (?:de )?(?:la )?(?:l )?(?:concess|conces|adjudic|atorg|otorg|adquis|compra|alta|"
        rf"inici|titol|titulo|contracte|contrato|cessio).*"
        r"|concessio|concesion|adjudicacio\w*|adquisicio\w*|atorgament|otorgamiento|inici(?:o)?|alta|"
        r"granted(?: on)?|grant date|f ?conc\w*|data conc\w*",
    ),
    (
        "deceased",
        r".*(?:difunt|finat|finad|cadaver|inhumat|inhumad|sepultat|enterrats|restes de|ocupants|"
        r"deceased|fallecid|ocupacio actual).*"
        r"|(?:cognoms|apellidos)(?: i| y) (?:el )?(?:nom|nombre)|nom i cognoms|nombre y apellidos|"
        r"full name",
    ),
    (
        "holder",
        r".*(?:titular|propietari|concessionari|concesionari|arrendat|llogater|inquili|owner|holder|"
        r"posseidor).*",
    ),
    ("surname1", r"(?:1r|1er|primer|1) ?(?:cognom|apellido)|(?:cognom|apellido) ?1|surname ?1"),
    ("surname2", r"(?:2n|2on|2o|segon|segundo|2) ?(?:cognom|apellido)|(?:cognom|apellido) ?2|surname ?2"),
    ("surnames", r"cognoms?|apellidos?|last ?name|surnames?|family name"),
    ("given", r"nom de pila|nombre de pila|first ?name|given ?names?|nom|nombre"),
    ("name", r"persona|name|interesado|interessat|nom complet|nombre completo"),
    (
        "term",
        r"anys?(?: .*)?|anos?(?: .*)?|durada.*|duracion.*|termini.*|plazo.*|periode.*|periodo.*|"
        r"term(?: years)?|years|tipus (?:de )?concess\w*|"
        r"tipo (?:de )?conces\w*",
    ),
    ("title_number", r".*(?:titol|titulo|\btit\b|title|expedient|contracte num|num contracte).*|exp"),
    ("fee", r".*(?:taxa|tasa|import|preu|precio|quota|cuota|fee|euros|pessetes|pesetas|canon).*"),
    ("notes", r".*(?:observ|\bnot[ae]s?\b|comentari|remark|incidenc|\bobs\b|anotaci).*"),
    (
        "state",
        r"(?:estat|estado|situacio ocupacio|ocupacio|ocupacion|status|state|disponibilitat)(?: .*)?|"
        r"lliure.*|libre.*|ocupa(?:t|da|do)",
    ),
    (
        "kind",
        r"(?:classe|clase|tipus|tipo|type|kind|mena|categoria|modalitat)(?: (?:de )?(?:sepultura|unitat|"
        r"ninxol|nicho|enterrament|unidad))?",
    ),
    (
        "floor",
        r"(?:num )?(?:fila|filera|pis|piso|altura|alcada|nivell|nivel|tramada|tramo|row|tier|floor|planta)(?: num| n)?",
    ),
    ("column", r"columna|col|column"),
    (
        "block",
        r"(?:nom (?:del )?)?(?:bloc|bloque|block|sector|illa|isla|manzana|departament\w*|modul\w?|grup|"
        r"grupo|quadre|cuadro|pati|patio|galeria|recinte|"
        r"blq|seccio|seccion|section|zona|zone|area|agrupacio|carrer|calle|via|"
        r"passeig)(?: (?:del )?(?:cementiri|cementerio|num|ninxols))?",
    ),
    (
        "number",
        r"(?:n|num|numero|no|nro|nr|number)(?: (?:de |del )?.*)?|(?:codi|codigo|ref|referencia|"
        r"code)(?: .*)?|ninxol.*|nicho.*|"
        r"sepultura.*|tomba|tumba|fosa|fossa|niche|grave(?: no)?|plot|unitat.*|unidad.*|ubicacio.*|"
        r"ubicacion.*|situacio.*|situacion.*|localitzacio.*|"
        r"localizacion.*|emplacament.*|emplazamiento.*|lloc.*|lugar.*|place",
    ),
    ("number", r".*\b(?:ninxols?|nichos?|sepultur\w*|codi|codigo)\b.*"),
    ("date", _DATE),
)
_COMPILED = tuple((meaning, re.compile(pattern)) for meaning, pattern in _PATTERNS)

_GENERIC = frozenset({"date", "name", "given", "surnames", "surname1", "surname2"})
_NAME_PARTS = [
    f"{subject}_{part}" for subject in ("holder", "deceased") for part in ("given", "surnames", "surname1", "surname2")
]
MEANINGS = frozenset(meaning for meaning, _ in _PATTERNS) - _GENERIC | {"ignore", "section", "perpetual", *_NAME_PARTS}
"""Every meaning that a column can have in the end."""

DATES = frozenset({"died_on", "buried_on", "born_on", "exhumed_on", "granted_on", "expires_on"})
DECEASED_NAMES = frozenset(
    {"deceased", "deceased_given", "deceased_surnames", "deceased_surname1", "deceased_surname2"}
)
HOLDER_NAMES = frozenset(
    {"holder", "co_holder", "holder_given", "holder_surnames", "holder_surname1", "holder_surname2"}
)
PLACE = frozenset({"number", "block", "section", "floor", "column"})
OF_RIGHTS = frozenset({"granted_on", "expires_on", "term", "title_number", "national_id", "address"})
OF_BURIALS = frozenset({"died_on", "buried_on", "exhumed_on", "movement", "age", "born_on", "remains"})

OF_PERSONS = frozenset({"national_id", "address", "phone", "email", "postal_code", "locality"})

_ENDINGS = (
    (
        "deceased",
        re.compile(
            r" (?:dels? |de la |de los |d )?(?:difunt[as]?|difuntos?|difuntas?|finats?|finad[ao]s?|fallecid[ao]s?)$"
        ),
    ),
    ("holder", re.compile(r" (?:dels? |de la |d )?(?:titulars?|titulares|propietaris?|propietarios?)$")),
)
_SPELT = re.compile(r"\b[a-z](?: [a-z]\b)+")
_ORDINAL = re.compile(r"^(.*?)[ _.]?(\d)$")


@lru_cache(maxsize=4096)
def meaning_of_header(text: str) -> str:
    """What a column under this header means, or an empty text; generic ones (``name``, ``date``) are settled later."""
    folded = fold(text.replace("_", " ")) if "_" not in text else fold(text)
    folded = _SPELT.sub(lambda letters: letters[0].replace(" ", ""), folded)
    if not folded or len(folded) > 60 or folded.isdecimal():
        return ""
    for subject, ending in _ENDINGS:
        bare = ending.sub("", folded)
        if bare and bare != folded and (found := _of_subject(subject, _first(bare))) is not None:
            return found
    found = _first(folded)
    if not found and (match := _ORDINAL.match(folded)):
        found = _first(match[1])
    return found


def _of_subject(subject: str, meaning: str) -> str | None:
    """The meaning of *DNI difunt*: that of the first word, said of the second; None when it must be read whole."""
    if meaning in ("given", "surnames", "surname1", "surname2"):
        return f"{subject}_{meaning}"
    if meaning == "name":
        return subject
    if meaning == "date":
        return "granted_on" if subject == "holder" else "died_on"
    if meaning in DATES | OF_BURIALS | {"sex", "notes"}:
        return meaning
    if meaning in OF_PERSONS:
        return meaning if subject == "holder" else ""
    return None


def _first(folded: str) -> str:
    return next((meaning for meaning, pattern in _COMPILED if pattern.fullmatch(folded)), "")
