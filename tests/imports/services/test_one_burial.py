"""A roll and a burial book in one import: who stands in both is buried once, in the register too."""

from datetime import UTC, datetime
from typing import Any

from cementiris.accounts.models import Municipality
from cementiris.registry.models import Movement, Person
from imports.models import SourceLink
from imports.services.commit import commit
from imports.services.stage import read_again
from tests.imports.office import staged_files

ROLL = "Bloc;Núm.;Titular;Títol;Difunts\nA;1;Josep Puig Vila;100;Maria Soler Puig (1990)\nA;2;Anna Mas Pi;101;\n"
BOOK = (
    "Bloc;Núm.;Difunt;Data defunció;Data inhumació\n"
    "A;1;Soler Puig, Maria;1/5/1990;3/5/1990\n"
    "A;2;Pau Coll Riu;1/5/1991;\n"
)


def test_who_stands_in_the_roll_and_in_the_book_is_buried_once(
    in_vilaclara: Municipality, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    batch = staged_files({"roll.csv": ROLL, "book.csv": BOOK})
    batch = commit(batch, read_again(batch), actor=None, at=datetime(2026, 11, 22, 12, tzinfo=UTC))
    assert sorted(Movement.objects.values_list("deceased__text", "on")) == [
        ("Maria Soler Puig", "1990-05-03"),
        ("Pau Coll Riu", ""),
    ]
    assert Person.objects.get(text="Maria Soler Puig").died_on == "1990-05-01"
    assert SourceLink.objects.filter(row__file_name="book.csv").count() >= 2
