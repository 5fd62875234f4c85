"""What a sample of a column becomes when it is taken for something."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cementiris.registry.models import UnitKind
from imports.cleaning.dates import read_date_text
from imports.cleaning.kinds import kind_of
from imports.cleaning.people import PersonReading, read_deceased, read_holders
from imports.cleaning.terms import read_term
from imports.mapping import Mapping
from imports.vocabulary import DATES, MEANINGS


def meaning_labels() -> dict[str, str]:
    """Return what a column can be, in words, in the order of the list on screen."""
    words = {
        "ignore": _("No la importis"),
        "block": _("Bloc"),
        "section": _("Secció o zona"),
        "number": _("Número o codi de la sepultura"),
        "floor": _("Pis (fila)"),
        "column": _("Columna"),
        "kind": _("Classe de sepultura"),
        "state": _("Estat (lliure, ocupada)"),
        "holder": _("Titular"),
        "holder_given": _("Titular: nom"),
        "holder_surnames": _("Titular: cognoms"),
        "holder_surname1": _("Titular: primer cognom"),
        "holder_surname2": _("Titular: segon cognom"),
        "co_holder": _("Cotitular"),
        "beneficiary": _("Beneficiari"),
        "national_id": _("NIF del titular"),
        "address": _("Adreça"),
        "postal_code": _("Codi postal"),
        "locality": _("Població"),
        "phone": _("Telèfon"),
        "email": _("Correu electrònic"),
        "title_number": _("Número de títol"),
        "granted_on": _("Data de concessió"),
        "term": _("Durada del dret"),
        "expires_on": _("Venciment"),
        "deceased": _("Difunts"),
        "deceased_given": _("Difunt: nom"),
        "deceased_surnames": _("Difunt: cognoms"),
        "deceased_surname1": _("Difunt: primer cognom"),
        "deceased_surname2": _("Difunt: segon cognom"),
        "died_on": _("Data de defunció"),
        "buried_on": _("Data d’inhumació"),
        "exhumed_on": _("Data d’exhumació"),
        "born_on": _("Data de naixement"),
        "age": _("Edat"),
        "sex": _("Sexe"),
        "remains": _("Cadàver, restes o cendres"),
        "movement": _("Tipus de moviment"),
        "legacy_key": _("Clau de registre"),
        "fee": _("Taxa o import"),
        "notes": _("Observacions"),
        "range_from": _("Primer número del bloc"),
        "range_to": _("Últim número del bloc"),
    }
    return {key: word for key, word in words.items() if key in MEANINGS}


def understood(meaning: str, text: str, mapping: Mapping) -> str:
    """Say what `text` is taken for under `meaning`; "" when it is not understood."""
    if meaning in DATES:
        return read_date_text(text, mapping.date_rules).value.display()
    if meaning in {"holder", "co_holder", "beneficiary"}:
        return "; ".join(_person(person) for person in read_holders(text, mapping.surname_first))
    if meaning == "deceased":
        return "; ".join(_person(person) for person in read_deceased(text, mapping.date_rules, mapping.surname_first))
    if meaning == "term":
        return _term(text)
    if meaning == "kind":
        return str(UnitKind(kind_of(text)).label) if kind_of(text) else ""
    return text


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
