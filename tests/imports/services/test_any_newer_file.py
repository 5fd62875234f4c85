"""Whatever a newer copy of a file changes: nothing is doubled, and undoing it leaves the register as it was."""

from random import Random

import pytest
from django.db import connection

from cementiris.registry.models import BurialUnit, Concession, Movement, Person, Standing
from tests.imports.services.ledger import bring_in, everything, take_back

pytestmark = pytest.mark.usefixtures("in_vilaclara")

GIVEN = ("Anna", "Pere", "Rosa", "Joan", "Dolors", "Oriol")
SURNAMES = ("Roca", "Vila", "Puig", "Serra", "Camps", "Bosch", "Pla", "Font")
Row = list[str]
FLOOR, HOLDER, TITLE, GRANTED, YEARS, DEAD, DIED = 2, 3, 4, 5, 6, 7, 8


def somebody(random: Random) -> str:
    return f"{random.choice(GIVEN)} {random.choice(SURNAMES)} {random.choice(SURNAMES)}"


def day(random: Random) -> str:
    return f"{random.randint(1, 28):02}/{random.randint(1, 12):02}/{random.randint(1950, 2010)}"


def roll(random: Random, count: int = 25) -> list[Row]:
    """A roll of niches, each with a right and somebody in it."""
    return [niche(random, at) for at in range(1, count + 1)]


def niche(random: Random, number: int) -> Row:
    right = (f"T-{number}", day(random), "50")
    return ["A", str(number), str(random.randint(1, 5)), somebody(random), *right, somebody(random), day(random)]


def misspelt(random: Random, name: str) -> str:
    at = random.randrange(1, len(name) - 1)
    return name[:at] + name[at + 1 :] if name[at] != " " else name + "s"


def newer(random: Random, rows: list[Row]) -> list[Row]:
    """The roll with some cells corrected, one in five rows."""
    return [corrected(random, row) if random.random() < 0.2 else row for row in rows]


def corrected(random: Random, row: Row) -> Row:
    changes = {
        FLOOR: str(random.randint(1, 5)),
        HOLDER: random.choice((somebody(random), misspelt(random, row[HOLDER]))),
        TITLE: row[TITLE] + "B",
        GRANTED: day(random),
        YEARS: "75",
        DEAD: misspelt(random, row[DEAD]),
        DIED: day(random),
    }
    at = random.choice(sorted(changes))
    return [*row[:at], changes[at], *row[at + 1 :]]


def text(rows: list[Row]) -> str:
    return "".join(";".join(row) + "\n" for row in rows)


@pytest.mark.parametrize("seed", range(4))
def test_a_newer_copy_doubles_nothing_and_can_be_undone(seed: int) -> None:
    random = Random(seed)
    rows = roll(random)
    older = bring_in(text(rows))
    before = everything()
    copy = newer(random, rows)
    update = bring_in(text(copy))
    assert (BurialUnit.objects.count(), Concession.objects.count(), Movement.objects.count()) == (25, 25, 25)
    assert not Concession.objects.filter(standing=Standing.DISPUTED).exists()
    assert update.plan["counts"]["collisions"] == 0
    told = {(row[1], row[GRANTED], row[DEAD]) for row in copy}
    held = Movement.objects.values_list("to_unit__number", "deceased__text")
    assert {(number, dead) for number, _, dead in told} == set(held)
    assert take_back(update).is_complete
    assert everything() == before
    assert take_back(older).is_complete
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert not Person.objects.exists()


@pytest.mark.parametrize("seed", range(4, 7))
def test_the_copy_is_what_a_first_import_of_it_would_be(seed: int) -> None:
    random = Random(seed)
    rows = roll(random)
    copy = newer(random, rows)
    alone = bring_in(text(copy))
    wanted = everything()
    take_back(alone)
    bring_in(text(rows))
    bring_in(text(copy))
    found = everything()
    assert {key: found[key] for key in ("units", "rights", "burials")} == {
        key: wanted[key] for key in ("units", "rights", "burials")
    }
