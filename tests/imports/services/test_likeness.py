"""When what a newer file says is a correction, and when it is something else."""

import pytest

from cementiris.registry.dates import UNKNOWN_DATE, PartialDate
from imports.services.likeness import are_one_name, is_same_burial, is_same_right


def day(edtf: str) -> PartialDate:
    return PartialDate.parse_edtf(edtf) if edtf else UNKNOWN_DATE


@pytest.mark.parametrize(
    ("first", "second", "is_one"),
    [
        ("Josep Puig Vila", "José Puch y Vila", True),
        ("Josep Puig Vila", "Josep Puig", True),
        ("Josep Puig Vila", "Josep Puigg Vila", True),
        ("Josep Puig Vila", "Dolors Camps Bosch", False),
        ("Josep Puig", "Puig", False),
        ("Josep Puig", "", False),
        ("", "", True),
    ],
)
def test_names_that_can_be_one(first: str, second: str, is_one: bool) -> None:
    assert are_one_name(first, second) is is_one
    assert are_one_name(second, first) is is_one


@pytest.mark.parametrize(
    ("names", "died", "is_same"),
    [
        (("Pere Roca", "Pere Roca"), ("1980", "1991-02-03"), True),
        (("Pere Roca Vila", "Pere Roca Vilar"), ("1980-05-03", "1980"), True),
        (("Joan Puig Vila", "Josep Puig Vila"), ("1950", "1985"), False),
        (("Maria Serra", "Maria Camps Font"), ("1980-05-03", "1980-05-03"), True),
        (("Maria Serra", "Joan Puig"), ("1980-05-03", "1980-05-03"), False),
    ],
)
def test_who_is_the_same_burial_of_a_unit(names: tuple[str, str], died: tuple[str, str], is_same: bool) -> None:
    days = (day(died[0]), day(died[1]))
    assert is_same_burial(names=names, died=days, buried=(UNKNOWN_DATE, UNKNOWN_DATE)) is is_same


@pytest.mark.parametrize(
    ("titles", "granted", "holders", "is_same"),
    [
        (("T-1", "t 1"), ("1980", "1990"), ("Anna Mas", "Joan Puig"), True),
        (("T-1", "T-2"), ("1980", "1980"), ("Anna Mas", "Anna Mas"), True),
        (("T-1", "T-2"), ("1974-03-12", "2024-03-12"), ("Anna Mas", "Anna Mas"), False),
        (("", ""), ("1980", "1990"), ("Anna Mas", "Anna Mas"), True),
        (("", "T-1"), ("1980", "1980"), ("Anna Mas", "Joan Puig"), True),
        (("", ""), ("1980", "1990"), ("Anna Mas", "Joan Puig"), False),
    ],
)
def test_what_is_the_same_right_of_a_unit(
    titles: tuple[str, str], granted: tuple[str, str], holders: tuple[str, str], is_same: bool
) -> None:
    assert is_same_right(titles=titles, granted=(day(granted[0]), day(granted[1])), holders=holders) is is_same
