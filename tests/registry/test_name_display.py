"""Names on screen."""

import pytest

from cementiris.registry.name_display import calm, display_name


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("MARIA DEL CARME PUIG I VILA", "Maria del Carme Puig i Vila"),
        ("HEREUS DE JOAN D'ARGENSOLA", "Hereus de Joan d'Argensola"),
        ("GAL·LA ROCA", "Gal·la Roca"),
        ("Josep Puig i Ferrer", "Josep Puig i Ferrer"),
        ("", ""),
    ],
)
def test_a_name_is_never_shown_in_capitals(written: str, shown: str) -> None:
    assert calm(written) == shown


def test_surnames_written_first_are_shown_after_the_given_name() -> None:
    assert display_name("PUIG FELIU, JOSÉ", "JOSÉ", "PUIG", "FELIU") == "José Puig Feliu"
    assert display_name("Puig Feliu, José", "José", "Puig", "Feliu") == "José Puig Feliu"


def test_a_name_without_known_parts_is_only_calmed() -> None:
    assert display_name("PUIG FELIU, JOSÉ") == "Puig Feliu, José"
