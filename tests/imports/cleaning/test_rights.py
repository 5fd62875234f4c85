"""Ends written in two figures, contacts, and identity numbers."""

import pytest

from cementiris.registry.dates import PartialDate
from imports.cleaning.contacts import email_in, national_ids_in, phones_in, postal_code_and_town, without_contact
from imports.cleaning.rights import in_right_century


@pytest.mark.parametrize(
    ("end", "granted", "years", "text", "expected"),
    [
        ("1924-03-12", "1974-03-12", 50, "12-3-24", "2024-03-12"),
        ("1924-03-12", "1974-03-12", None, "12-3-24", "2024-03-12"),
        ("1984-04-29", "1959-04-29", 25, "29-4-84", "1984-04-29"),
        ("1957-03-12", "1959-03-12", 25, "12-3-57", "1957-03-12"),
        ("1957-03-12", "1959-03-12", None, "12-3-57", "1957-03-12"),
        ("1924-03-12", "1974-03-12", 50, "12-3-1924", "1924-03-12"),
        ("", "1974-03-12", 50, "", ""),
    ],
)
def test_an_end_of_two_figures_is_moved_only_to_where_the_term_ends(
    end: str, granted: str, years: int | None, text: str, expected: str
) -> None:
    moved = in_right_century(PartialDate.parse_edtf(end), PartialDate.parse_edtf(granted), years, text)
    assert moved.edtf == expected


@pytest.mark.parametrize(
    ("text", "phones"),
    [
        ("972 12 34 56 (filla Maria)", ("972 12 34 56",)),
        ("972123456 / 600-00-00-01", ("972123456", "600-00-00-01")),
        ("+34 600 00 00 01 anna@example.cat", ("+34 600 00 00 01",)),
        ("0034972123456", ("0034972123456",)),
        ("12345678Z", ()),
        ("12 34 56", ()),
        ("", ()),
    ],
)
def test_telephones_are_found_in_mixed_cells(text: str, phones: tuple[str, ...]) -> None:
    assert phones_in(text) == phones


def test_an_electronic_address_is_found_in_a_mixed_cell() -> None:
    assert email_in("600 00 00 01 anna.puig@example.cat (filla)") == "anna.puig@example.cat"
    assert email_in("972 12 34 56") == ""


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("12.345.678-Z", ("12345678Z",)),
        ("12345678 z", ("12345678Z",)),
        ("1234567L", ("01234567L",)),
        ("X-1234567-L", ("X1234567L",)),
        ("DNI: 12345678Z / 00000000T", ("12345678Z", "00000000T")),
        ("A58818501", ("A58818501",)),
        ("12345678", ("12345678",)),
        ("AAB123456", ("AAB123456",)),
        ("", ()),
    ],
)
def test_identity_numbers_are_read_in_every_writing(text: str, numbers: tuple[str, ...]) -> None:
    assert national_ids_in(text) == numbers


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("C/ Nou, 12, 17001 Vilaclara", ("C/ Nou, 12", "17001", "Vilaclara")),
        ("C/ Nou, 12 - 08001 Sant Feliu (Baix)", ("C/ Nou, 12 - 08001 Sant Feliu (Baix)", "", "")),
        ("Pl. Major 3 08001-Vilaclara", ("Pl. Major 3", "08001", "Vilaclara")),
        ("C/ Nou, 12", ("C/ Nou, 12", "", "")),
        ("Km 17001", ("Km 17001", "", "")),
        ("C/ Nou 12, 99999 Enlloc", ("C/ Nou 12, 99999 Enlloc", "", "")),
    ],
)
def test_a_postal_code_and_its_town_leave_an_address_only_when_certain(text: str, parts: tuple[str, str, str]) -> None:
    assert postal_code_and_town(text) == parts


def test_a_cell_without_contacts_is_left_alone() -> None:
    assert without_contact("Josep Puig, Vila") == ("Josep Puig, Vila", without_contact("")[1])
    assert without_contact("Josep Puig (1974)")[0] == "Josep Puig (1974)"
