"""When two entries of holders are one person of the register."""

import pytest

from cementiris.registry.models import Holding, Person
from tests.imports.services.ledger import bring_in

pytestmark = pytest.mark.usefixtures("in_vilaclara")

HEAD = "Núm.;Titular;DNI;Adreça;Títol\n"
VALID, WRONG = "12345678Z", "12345678A"


def people_of(*holders: tuple[str, str, str]) -> list[str]:
    """Bring in one niche for each holder; return the persons that hold them."""
    rows = (f"{at};{name};{document};{address};T-{at}\n" for at, (name, document, address) in enumerate(holders, 1))
    bring_in("".join(rows), head=HEAD)
    assert Holding.objects.count() == len(holders)
    return sorted(Person.objects.values_list("text", flat=True))


def test_one_valid_document_and_a_shortened_name_are_one_person_and_each_title_keeps_its_spelling() -> None:
    assert people_of(("Francesca Catalán Camps", VALID, ""), ("Francesca Catalán", VALID, "")) == [
        "Francesca Catalán Camps"
    ]
    assert sorted(Holding.objects.values_list("text", flat=True)) == ["Francesca Catalán", "Francesca Catalán Camps"]


def test_a_translated_name_with_the_same_document_is_one_person() -> None:
    assert len(people_of(("Mercè Homs Martínez", VALID, ""), ("Mercedes Homs Martinez", VALID, ""))) == 1


def test_other_names_with_one_document_are_two_persons() -> None:
    assert len(people_of(("Mercè Homs Martínez", VALID, ""), ("Joan Puig Serra", VALID, ""))) == 2


def test_a_document_with_a_wrong_letter_joins_only_the_very_same_name() -> None:
    assert len(people_of(("Francesca Catalán Camps", WRONG, ""), ("Francesca Catalán", WRONG, ""))) == 2


def test_heirs_with_the_document_of_a_person_are_held_as_that_person() -> None:
    assert people_of(("Hereus de Pere Roca Vila", VALID, ""), ("Pere Roca Vila", VALID, "")) == ["Pere Roca Vila"]
    assert Holding.objects.filter(is_estate=True).count() == 1


def test_a_full_name_at_one_address_is_one_person_with_or_without_the_i() -> None:
    assert len(people_of(("Anna Roca i Mas", "", "C. Nou 3"), ("Anna Roca Mas", "", "c. nou, 3"))) == 1


def test_the_same_name_elsewhere_is_somebody_else() -> None:
    assert len(people_of(("Anna Roca Mas", "", "C. Nou 3"), ("Anna Roca Mas", "", "C. Vell 4"))) == 2
