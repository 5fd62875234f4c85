"""Rights that end when a test wants them to, and who holds them."""

from datetime import date
from typing import Any

from cementiris.registry.models import Concession, Holding, HoldingRole, Person
from tests.factories import make_block, make_concession, make_person, make_unit


def make_right(number: str, ends: date, **fields: Any) -> Concession:
    """A right of 25 years over niche `number` of block A, with a holder who has an address."""
    block = fields.pop("section", None) or make_block_once()
    unit = fields.pop("unit", None) or make_unit(number=number, section=block, floor=3)
    holder = fields.pop("holder", None) or make_holder()
    begins = fields.pop("begins", date(ends.year - 25, ends.month, min(ends.day, 28)))
    defaults = {
        "title_number": f"T-{number}",
        "term": (begins, ends),
        "granted_on": begins.isoformat(),
        "expires_on": ends.isoformat(),
        "term_years": 25,
    }
    return make_concession(unit, holder=holder, **{**defaults, **fields})


def make_block_once() -> Any:
    """Block A, made once in a test."""
    from cementiris.registry.models import Section

    return Section.objects.filter(name="A").first() or make_block()


def make_holder(text: str = "Rosa Prat i Comas", **fields: Any) -> Person:
    """Somebody who lives in Vilaclara."""
    given, surname = text.split(" ")[0], text.split(" ")[-1]
    defaults = {"text": text, "given_name": given, "surname1": surname, "surname2": ""}
    address = {"address": "Av. de la Riera, 4", "postal_code": "08999", "locality": "Vilaclara"}
    return make_person(**{**defaults, **address, **fields})


def add_owner(right: Concession, text: str, **fields: Any) -> Holding:
    """A further owner of a right."""
    person = make_holder(text)
    return Holding.objects.create(
        concession=right, person=person, text=text, role=HoldingRole.CO_HOLDER, position=1, **fields
    )
