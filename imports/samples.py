"""What a sample of a column becomes when it is taken for something."""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cementiris.registry.identity import is_valid_national_id, normalise_national_id
from cementiris.registry.models import UnitKind
from cementiris.registry.models.places import StatedState
from cementiris.registry.names import fold
from imports.cleaning.codes import read_code_text
from imports.cleaning.dates import read_date_text
from imports.cleaning.floors import read_floor
from imports.cleaning.kinds import kind_of, state_of
from imports.cleaning.money import read_money
from imports.cleaning.people import PersonReading, read_deceased, read_holders
from imports.cleaning.terms import read_term
from imports.mapping import Mapping
from imports.vocabulary import DATES, MEANINGS

MEANING_WORDS: dict[str, Promise] = {
    "ignore": gettext_lazy("No la importis"),
    "block": gettext_lazy("Bloc"),
    "section": gettext_lazy("Secció o zona"),
    "number": gettext_lazy("Número o codi de la sepultura"),
    "unit_key": gettext_lazy("Codi que uneix amb la taula de sepultures"),
    "right_key": gettext_lazy("Codi que uneix amb la taula de drets"),
    "person_key": gettext_lazy("Codi que uneix amb la taula de persones"),
    "floor": gettext_lazy("Pis (fila)"),
    "column": gettext_lazy("Columna"),
    "kind": gettext_lazy("Classe de sepultura"),
    "state": gettext_lazy("Estat (lliure, ocupada)"),
    "holder": gettext_lazy("Titular"),
    "holder_given": gettext_lazy("Titular: nom"),
    "holder_surnames": gettext_lazy("Titular: cognoms"),
    "holder_surname1": gettext_lazy("Titular: primer cognom"),
    "holder_surname2": gettext_lazy("Titular: segon cognom"),
    "co_holder": gettext_lazy("Cotitular"),
    "beneficiary": gettext_lazy("Beneficiari"),
    "relation": gettext_lazy("En qualitat de què és titular"),
    "national_id": gettext_lazy("NIF del titular"),
    "address": gettext_lazy("Adreça"),
    "postal_code": gettext_lazy("Codi postal"),
    "locality": gettext_lazy("Població"),
    "phone": gettext_lazy("Telèfon"),
    "email": gettext_lazy("Correu electrònic"),
    "title_number": gettext_lazy("Número de títol"),
    "granted_on": gettext_lazy("Data de concessió"),
    "term": gettext_lazy("Durada del dret"),
    "perpetual": gettext_lazy("A perpetuïtat (sí o no)"),
    "expires_on": gettext_lazy("Venciment"),
    "deceased": gettext_lazy("Difunts"),
    "deceased_given": gettext_lazy("Difunt: nom"),
    "deceased_surnames": gettext_lazy("Difunt: cognoms"),
    "deceased_surname1": gettext_lazy("Difunt: primer cognom"),
    "deceased_surname2": gettext_lazy("Difunt: segon cognom"),
    "died_on": gettext_lazy("Data de defunció"),
    "buried_on": gettext_lazy("Data d’inhumació"),
    "exhumed_on": gettext_lazy("Data d’exhumació"),
    "born_on": gettext_lazy("Data de naixement"),
    "age": gettext_lazy("Edat"),
    "sex": gettext_lazy("Sexe"),
    "remains": gettext_lazy("Cadàver, restes o cendres"),
    "movement": gettext_lazy("Tipus de moviment"),
    "legacy_key": gettext_lazy("Clau de registre"),
    "price": gettext_lazy("Preu de la concessió"),
    "fee": gettext_lazy("Taxa o import"),
    "notes": gettext_lazy("Observacions"),
    "range_from": gettext_lazy("Primer número del bloc"),
    "range_to": gettext_lazy("Últim número del bloc"),
}
"""What a column can be, in words, in the order of the list on screen."""


def meaning_labels() -> dict[str, Promise]:
    """Return the words of the meanings that the reader knows."""
    return {key: word for key, word in MEANING_WORDS.items() if key in MEANINGS}


def understood(meaning: str, text: str, mapping: Mapping) -> str:
    """Say what `text` is taken for under `meaning`; "" when it is not understood."""
    said = mapping.values.get(meaning, {}).get(fold(text), "")
    if meaning in DATES:
        return read_date_text(text, mapping.date_rules).value.display()
    if meaning in {"holder", "co_holder", "beneficiary"}:
        return "; ".join(_person(person) for person in read_holders(text, mapping.surname_first))
    if meaning == "deceased":
        return "; ".join(_person(person) for person in read_deceased(text, mapping.date_rules, mapping.surname_first))
    reader = _READERS.get(meaning)
    return reader(said or text) if reader else text


def _person(person: PersonReading) -> str:
    """A name in its parts, told apart by a stroke where a surname begins, with the year of death."""
    parts = (person.parts.given_name, person.parts.surname1, person.parts.surname2)
    name = " | ".join(part for part in parts if part) or person.text
    return f"{name} ({person.died_on.display()})" if person.died_on.is_known else name


def _term(text: str) -> str:
    reading = read_term(text)
    if reading.perpetual:
        return _("a perpetuïtat")
    return (
        ngettext("%(count)d any", "%(count)d anys", reading.years) % {"count": reading.years} if reading.years else ""
    )


def _price(text: str) -> str:
    reading = read_money(text)
    return f"{reading.amount} {reading.currency}".strip() if reading.amount is not None else ""


def _kind(text: str) -> str:
    kind = text if text in UnitKind.values else kind_of(text)
    return str(UnitKind(kind).label) if kind else ""


def _state(text: str) -> str:
    state = text if text in StatedState.values else state_of(text)
    return str(StatedState(state).label) if state else ""


def _code(text: str) -> str:
    """The parts of a unit's code, told apart by a stroke: block, floor and number."""
    code = read_code_text(text, False, frozenset())
    floor = _("fila %(floor)d") % {"floor": code.floor} if code.floor else ""
    return " | ".join(part for part in (code.block, floor, code.number) if part) or _kind(code.kind)


def _floor(text: str) -> str:
    floor = read_floor(text)
    return "" if floor is None else str(floor)


def _national_id(text: str) -> str:
    number = normalise_national_id(text)
    return number if is_valid_national_id(number) else ""


_READERS: dict[str, Callable[[str], str]] = {
    "term": _term,
    "kind": _kind,
    "state": _state,
    "number": _code,
    "floor": _floor,
    "national_id": _national_id,
    "price": _price,
}
