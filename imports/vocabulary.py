"""The words of headers, in Catalan, Spanish and English, and what a column under them means."""

from __future__ import annotations

import re
from functools import lru_cache

from cementiris.registry.names import fold

_OF_RIGHT = (
    r"(?:de |del )?(?:la |l )?(?:conces\w*|titol|titulo|dret|derecho|ninxol|nicho|sepultura|compra|adquisi\w*|"
    r"adjudic\w*)"
)
_CURRENCY = r"(?: (?:en )?(?:euros?|eur|pts|ptes|ptas|pessetes|pesetas))?"
_DATE = r"(?:data|dates?|fecha|dia|any|ano|f)"
_DAY_OF = r"(?:d|f|dt|dat|data|fec|fecha|fch) ?"

_PATTERNS: tuple[tuple[str, str], ...] = (
    ("legacy_key", r"(?:id|pk|fk)(?!ent)(?: ?\w+)?|\w+ id"),
    ("range_from", r"del|des de(?: num)?|desde|from|num inicial|primer num(?:ero)?|inici numeracio"),
    ("range_to", r"al|fins(?: a)?(?: num)?|hasta|to|num final|ultim num(?:ero)?|fi numeracio"),
    (
        "exhumed_on",
        rf".*exhum.*|removed(?: on)?|disinterred.*|"
        rf"{_DAY_OF}exh\w*|exh|.*desenterr.*|(?:data (?:de )?)?sortida|(?:fecha (?:de )?)?salida",
    ),
    (
        "expires_on",
        rf".*(?:venciment|vencimiento|caduc|expir|finalitz|finaliz).*|(?:{_DAY_OF})?(?:venc\w*|vence|vto|vcto|vte|cad\w*)|"
        r"(?:data )?fi(?:nal)?(?: .*)?|(?:fecha )?fin(?:al)?(?: .*)?"
        r"|fins (?:al?|el).*|hasta el.*|valid fins.*",
    ),
    (
        "born_on",
        rf".*(?:naix|nacim|nascut|nacid|nascu).*|(?:{_DAY_OF})?na[csx]|nacio(?: el)?|va neixer|.*birth.*|born|nat",
    ),
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
    ("relation", r"relacio\w*|rol|role|parentiu|parentesco|caracter|qualitat|calidad|condicio\w*|vincle|vinculo"),
    ("perpetual", r"(?:es )?(?:a )?perpet\w*|perp|vitalici\w*"),
    (
        "remains",
        r"mena(?: (?:de )?rest[eo]s)?|(?:cos|cuerpo|cadaver)\b.*(?:cendres|cenizas|restes|restos)|"
        r"(?:tipus de )?restes|(?:tipo de )?restos|remains(?: kind)?|cos o restes|forma",
    ),
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
    ("address", r".*(?:adreca|domicili|direccion|senas|address|residencia).*"),
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
        rf"(?:{_DATE} )?(?:de )?(?:la )?(?:[dl] )?(?:defun\w*|mort|muerte|obit\w*|fallec\w*|exitus|death|deceso)|"
        rf"died(?: on)?|date of death"
        r"|(?:es )?(?:morta?|mori|muert[oa]|murio|va morir|fallecio|fallecid[oa]|traspassat|traspassada)"
        r"(?: el| on| dia)|"
        rf"murio|fallecio|{_DAY_OF}(?:def|mor|obi|fall|muer|death)\w*|def|fall",
    ),
    (
        "buried_on",
        rf"(?:{_DATE} )?(?:de )?(?:la |l )?(?:d )?(?:inhum\w*|enterr\w*|entierr\w*|sepeli\w*|burial|"
        rf"interment)|{_DATE} (?:de )?(?:la )?sepultura"
        r"|(?:es )?(?:enterrat|enterrada|enterrad[oa]|enterro|sepultat|sepultada|sepultad[oa]|inhumat|inhumada|"
        r"inhumad[oa]|soterrat|soterrada)(?: el| on| dia)"
        rf"|inhumacio|date of burial|buried(?: on)?|{_DAY_OF}(?:inh|ent|sepe)\w*|inh",
    ),
    (
        "granted_on",
        rf".*{_DATE} (?:de )?(?:la )?(?:[dl] )?(?:concess|adj|conces|adjudic|atorg|otorg|adquis|compra|alta|"
        rf"inici|titol|titulo|contracte|contrato|cessio).*"
        r"|concessio|concesion|adjudicacio\w*|adquisicio\w*|atorgament|otorgamiento|inici(?:o)?|alta|"
        r"purchased|acquired|issued|atorga(?:t|da)|otorga(?:do|da)|adjudica(?:t|da|do)|concedi(?:t|da|do)|adquiri(?:t|da|do)|"
        rf"granted(?: on)?|grant date|{_DAY_OF}(?:conc|adj|ator|otor|adq|alta|ini)\w*",
    ),
    (
        "deceased",
        r".*(?:difunt|finat|finad|cadaver|inhumat|inhumad|sepultat|enterrats|restes de|ocupante?s|"
        r"deceased|fallecid|ocupacio actual).*|burials|interments|interred|buried here|occupants",
    ),
    (
        "holder",
        r".*(?:titular|propietari|concessionari|concesionari|arrendat|llogater|inquili|owner|holder|"
        r"posseidor).*",
    ),
    (
        "surname1",
        r"(?:1r|1er|primer|1) ?(?:cognom|apellido)|(?:cognom|apellido) ?1|surname ?1|first surname|1st surname",
    ),
    (
        "surname2",
        r"(?:2n|2on|2o|segon|segundo|2) ?(?:cognom|apellido)|(?:cognom|apellido) ?2|surname ?2|"
        r"second surname|2nd surname",
    ),
    ("surnames", r"cognoms?|apellidos?|last ?name|surnames?|family name"),
    ("given", r"nom de pila|nombre de pila|first ?name|given ?names?|nom|nombre"),
    (
        "name",
        r"persona|name|interesado|interessat|nom complet|nombre completo|(?:cognoms|apellidos)(?: i| y) (?:el )?"
        r"(?:nom|nombre)|nom i cognoms|nombre y apellidos|full name|nom cognoms|cognoms nom|apellidos nombre",
    ),
    (
        "term",
        r"anys?(?: .*)?|anos?(?: .*)?|durada.*|duracion.*|termini.*|plazo.*|periode.*|periodo.*|"
        r"term(?: years)?|years|tipus (?:de )?concess\w*|"
        r"tipo (?:de )?conces\w*",
    ),
    (
        "title_number",
        r".*(?:titol|titulo|title|expedient|contracte num|num contracte).*|"
        r"(?:n|num|nro|no)? ?(?:tit|exp|exped|contr)|(?:deed|grant)(?: ?(?:no|number|num))?|"
        r"(?:n|num|numero|no|nro) (?:de )?(?:la )?(?:conces|contract|deed)\w*",
    ),
    (
        "price",
        rf"(?:preu|precio|price)(?: {_OF_RIGHT})?{_CURRENCY}|"
        rf"(?:import|importe|cost|coste|valor) {_OF_RIGHT}{_CURRENCY}",
    ),
    ("fee", r".*(?:taxa|tasa|import|preu|precio|quota|cuota|fee|euros|pessetes|pesetas|canon).*"),
    ("notes", r".*(?:observ|\bnot[ae]s?\b|comentari|remark|incidenc|\bobs\b|anotaci).*"),
    (
        "state",
        r"(?:estat|estado|situacio ocupacio|ocupacio|ocupacion|status|state|disponibilitat)(?: .*)?|"
        r"lliure.*|libre.*|ocupa(?:t|da|do)",
    ),
    (
        "kind",
        r"(?:classe|clase|tipus|tipo|type|kind|mena (?:de )?(?:sepultura|unitat)|categoria|modalitat)"
        r"(?: (?:de )?(?:sepultura|unitat|ninxol|nicho|enterrament|unidad))?",
    ),
    (
        "floor",
        r"(?:num )?(?:fila|filera|pis|piso|altura|alcada|nivell|nivel|tramada|tramo|row|tier|floor|planta)"
        r"(?: num| n)?|fil|f|alt|alc|niv",
    ),
    ("column", r"columna|col|column"),
    (
        "block",
        r"(?:nom (?:del )?)?(?:bloc|bloque|block|sector|illa|isla|manzana|departament\w*|modul\w?|grup|"
        r"grupo|quadre|cuadro|pati|patio|galeria|recinte|"
        r"blq|seccio|seccion|section|zona|zone|area|agrupacio|carrer|calle|via|"
        r"passeig|passeo|paseo|pany|panyo|lienzo|tram|ala|mur|muro|paret|pared|nau|nave|cuartel|quarter|andana|vial|"
        r"terrassa|terraza|avinguda|avenida)(?: (?:del )?(?:cementiri|cementerio|num|ninxols))?",
    ),
    (
        "number",
        r"nn|(?:n|num|numero|no|nro|nr|number)(?: (?:de |del )?.*)?|(?:codi|codigo|ref|referencia|"
        r"code)(?: .*)?|ninxol.*|nicho.*|"
        r"sepultura.*|tomba|tumba|fosa|fossa|niche|grave(?: no)?|plot|unitat.*|unidad.*|ubicacio.*|"
        r"ubicacion.*|situacio.*|situacion.*|localitzacio.*|"
        r"localizacion.*|emplacament.*|emplazamiento.*|lloc.*|lugar.*|place|where ?buried|lot|"
        r"space",
    ),
    ("number", r".*\b(?:ninxols?|nichos?|sepultur\w*|codi|codigo)\b.*"),
    ("date", r"data|dates?|fecha|dia|any|ano|\w+ date"),
)
# All of them as one pattern, the first that fits: tried one by one they took a third of the time of reading a file.
_ANY = re.compile("|".join(f"(?P<p{place}>{pattern})" for place, (_, pattern) in enumerate(_PATTERNS)))

_GENERIC = frozenset({"date", "name", "given", "surnames", "surname1", "surname2"})
_NAME_PARTS = [
    f"{subject}_{part}" for subject in ("holder", "deceased") for part in ("given", "surnames", "surname1", "surname2")
]
KEYS = frozenset({"unit_key", "right_key", "person_key"})
"""Codes by which several tables of one import speak of the same unit, right or person."""

MEANINGS = frozenset(meaning for meaning, _ in _PATTERNS) - _GENERIC | {"ignore", "section", *KEYS, *_NAME_PARTS}
"""Every meaning that a column can have in the end."""

DATES = frozenset({"died_on", "buried_on", "born_on", "exhumed_on", "granted_on", "expires_on"})
DECEASED_NAMES = frozenset(
    {"deceased", "deceased_given", "deceased_surnames", "deceased_surname1", "deceased_surname2"}
)
HOLDER_NAMES = frozenset(
    {"holder", "co_holder", "holder_given", "holder_surnames", "holder_surname1", "holder_surname2"}
)
PEOPLE = DECEASED_NAMES | HOLDER_NAMES
PLACE = frozenset({"number", "block", "section", "floor", "column"})
OF_RIGHTS = frozenset({"granted_on", "expires_on", "term", "title_number", "national_id", "address"})
OF_BURIALS = frozenset({"died_on", "buried_on", "exhumed_on", "movement", "age", "born_on", "remains"})

OF_SUBJECTS = frozenset({"number", "term", "title_number", "holder", "deceased", "granted_on", "kind", "notes"})
"""Meanings of words that say less than the word above them in a header of two lines."""

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
_SHORT: dict[str, str] = {
    short: word
    for word, shorts in {
        "cognoms": "cog cogn cgs",
        "apellidos": "ap ape apel apell apdos aps",
        "titular": "tit titul",
        "propietari": "prop",
        "difunt": "dif difun fin",
        "adreca": "adr adrec dir direc dom domic domi",
        "poblacio": "pobl pob loc",
        "telefon": "tel telf tlf tfn tfno tfon mov mob tels",
        "nif": "dni nif doc",
        "ninxol": "nin nx ninx nix nich ninol sep sepult sepul",
        "bloc": "bl blc bq bloq sect sec dep dept dpt blo",
        "fila": "fil",
        "estat": "est sit",
        "num": "nm nu nro n",
        "nom": "nom nomb",
        "data": "dat dt fec fch data fecha",
        "defuncio": "def defun",
        "inhumacio": "inh inhum enterr",
        "concessio": "conc conces",
        "venciment": "venc vto",
        "observacions": "obs observ",
        "quota": "quot cuot",
    }.items()
    for short in shorts.split()
}
_WORDS_OF_HEADER = 3
_BRACKETS = re.compile(r"\(([^()]*)\)?")
_JOINED = re.compile(
    r"^(nom|cog|cogn|cognoms?|ape|apell|dni|nif|tel|adr|dir|dom|num|n|cod)_?(tit\w{0,5}|dif\w{0,4}|fin|prop|nin\w{0,4}|sep\w{0,4})$"
)
_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])")
_SPELT = re.compile(r"\b[a-z](?: [a-z]\b)+")
_ORDINAL = re.compile(r"^(.*?)[ _.]?(\d)$")


@lru_cache(maxsize=16384)
def meaning_of_header(text: str) -> str:
    """What a column under this header means, or an empty text; generic ones (``name``, ``date``) are settled later."""
    if text in MEANINGS and text != "section":
        return text
    folded = fold(_CAMEL.sub(" ", text))
    folded = _SPELT.sub(lambda letters: letters[0].replace(" ", ""), folded)
    if not folded or len(folded) > 60 or folded.isdecimal():
        return ""
    for subject, ending in _ENDINGS:
        bare = ending.sub("", folded)
        if bare and bare != folded and (found := _of_subject(subject, _first(bare))) is not None:
            return found
    found = _first(folded) or _of_ordinal(folded) or _of_bare(text)
    return found or ("" if folded.count(" ") > _WORDS_OF_HEADER else _of_short(folded) or _of_words(folded))


def _of_bare(text: str) -> str:
    """The meaning without what stands in brackets; that of the brackets where nothing else does."""
    if "(" not in text:
        return ""
    return meaning_of_header(_BRACKETS.sub(" ", text)) or meaning_of_header(" ".join(_BRACKETS.findall(text)))


def _of_ordinal(folded: str) -> str:
    match = _ORDINAL.match(folded)
    return (_first(match[1]) or _of_short(match[1])) if match else ""


def _of_short(folded: str) -> str:
    """The meaning of shortened words, as fields of ten letters need them: ``NOMTIT``, ``Cogn. dif.``, ``Adr.``."""
    words = _JOINED.sub(r"\1 \2", folded).split()
    full = " ".join(_SHORT.get(word, word) for word in words)
    return meaning_of_header(full) if full != folded else ""


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


@lru_cache(maxsize=16384)
def _first(folded: str) -> str:
    found = _ANY.fullmatch(folded)
    return _PATTERNS[int((found.lastgroup or "")[1:])][0] if found else ""


def _of_words(folded: str) -> str:
    """Two words for the same thing, side by side: *Fila/Pis*, *Bloc o sector*."""
    meanings = {_first(word) for word in folded.split() if len(word) > 1}
    return meanings.pop() if len(meanings) == 1 and " " in folded else ""
