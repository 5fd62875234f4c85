"""What was registered by mistake is annulled, a name is put right, two entries become one person and two again."""

from datetime import date

import pytest

from cementiris.accounts.models import Municipality
from cementiris.registry.models import Act, ActKind, Movement, Person
from cementiris.tenancy.scope import municipality
from tests.factories import make_block, make_burial, make_concession, make_person, make_unit
from tests.journeys.screen import Screen

pytestmark = pytest.mark.browser


@pytest.fixture
def burial(vilaclara: Municipality) -> Movement:
    """Jusep Puig, buried by mistake in niche 12, which Mercè Serra holds."""
    with municipality(vilaclara.pk):
        unit = make_unit(section=make_block())
        make_concession(unit)
        dead = make_person(
            text="Jusep Puig Ferrer", given_name="Jusep", surname2="Ferrer", died_on="2026-11-18", is_dead=True
        )
        act = Act.objects.create(kind=ActKind.BURIAL, unit=unit, on=date(2026, 11, 20), person_text=dead.text)
        return make_burial(unit, deceased=dead, act=act, on="2026-11-20")


def test_a_clerk_annuls_a_burial_with_a_reason(ainas: Screen, burial: Movement, vilaclara: Municipality) -> None:
    ainas.open(f"/vilaclara/sepultures/{burial.to_unit_id}/")
    ainas.follow("Inhumació de")
    ainas.look()
    ainas.follow("Anul·la l’acte")
    ainas.says("La inhumació de Jusep Puig Ferrer deixa de comptar")
    ainas.look()
    ainas.type("Motiu", "Era al nínxol 21")
    ainas.press("Anul·la l’acte")
    ainas.says("Acte anul·lat")
    ainas.look()
    ainas.open(f"/vilaclara/sepultures/{burial.to_unit_id}/")
    ainas.says("No hi reposa ningú.")
    ainas.says("Anul·lat: Era al nínxol 21")
    ainas.page.wait_for_load_state("networkidle")
    ainas.look()
    ainas.open("/vilaclara/registre-dactes/")
    ainas.says("Era al nínxol 21")
    ainas.look()
    with municipality(vilaclara.pk):
        assert Movement.objects.get().annulled


def test_a_clerk_puts_a_misspelt_name_right(ainas: Screen, burial: Movement, vilaclara: Municipality) -> None:
    ainas.open(f"/vilaclara/sepultures/{burial.to_unit_id}/")
    ainas.follow("Jusep Puig Ferrer")
    ainas.page.wait_for_load_state("networkidle")
    ainas.open(f"/vilaclara/persones/{burial.deceased_id}/")
    ainas.look()
    ainas.follow("Corregeix les dades")
    ainas.look()
    ainas.type("Nom sencer", "Josep Puig i Ferrer")
    ainas.type("Motiu", "Error de còpia")
    ainas.press("Desa la correcció")
    ainas.says("El que deia abans continua a la fitxa")
    ainas.look()
    with municipality(vilaclara.pk):
        assert Person.objects.get(pk=burial.deceased_id).given_name == "Josep"


def test_a_clerk_unites_two_entries_and_parts_them_again(
    ainas: Screen, burial: Movement, vilaclara: Municipality
) -> None:
    with municipality(vilaclara.pk):
        other = make_person(text="PUIG FERRER, JUSEP", died_on="2026", is_dead=True, phone="972000000")
    ainas.open("/vilaclara/persones/duplicades/")
    ainas.look()
    ainas.follow("Compara-les")
    ainas.look()
    ainas.type("Motiu", "El mateix al padró")
    ainas.press("Unifica-les en una")
    ainas.says("S’han unificat")
    with municipality(vilaclara.pk):
        assert Person.objects.get(pk=other.pk).merged_into_id == burial.deceased_id
    ainas.follow("Anul·la l’acte")
    ainas.type("Motiu", "Eren oncle i nebot")
    ainas.press("Anul·la l’acte")
    ainas.says("Acte anul·lat")
    with municipality(vilaclara.pk):
        assert Person.objects.get(pk=other.pk).merged_into_id is None
        assert Person.objects.get(pk=burial.deceased_id).phone == ""
