"""A file beside the plan: what only one of the two has (R78, R79; the shifted numbering of DOMAIN 1.2 [S10])."""

from datetime import date
from typing import Any

import pytest
from django.contrib.gis.geos import Point

from cementiris.accounts.models import Municipality
from cementiris.registry.models import BurialUnit, Cemetery, Concession, Holding, Person, Section
from cementiris.tenancy.scope import municipality
from imports.models import ImportBatch, SourceLink
from tests.imports.office import codes_of, row_of, staged

HEADER = "Bloc;Núm.;Titular\n"
OWNERS = ["Anna Mas Pi", "Joan Coll Riu", "Pau Roca Vila", "Lluís Grau Sala", "Rosa Bosch Prat", "Quim Vall Roig"]


@pytest.fixture(autouse=True)
def private_files(settings: Any, tmp_path: Any, in_vilaclara: Municipality) -> None:
    settings.MEDIA_ROOT = tmp_path


def wall(name: str = "A", count: int = 6) -> list[BurialUnit]:
    cemetery, _ = Cemetery.objects.get_or_create(name="Vell")
    block = Section.objects.create(cemetery=cemetery, name=name)
    numbers = range(1, count + 1)
    return [BurialUnit.objects.create(cemetery=cemetery, section=block, number=str(number)) for number in numbers]


def blocks_of(batch: ImportBatch) -> dict[str, dict[str, Any]]:
    return {line["block"]: line for line in batch.proposal["reconciliation"]["blocks"]}


def test_units_of_the_plan_that_no_row_tells_and_rows_without_a_unit_are_listed() -> None:
    wall()
    wall("B", 2)
    batch = staged(
        HEADER + "A;1;Anna Mas Pi\nA;2;Joan Coll Riu\nA;02;Joan Coll Riu\nA;40;Pau Roca Vila\nC;1;Rosa Bosch Prat\n"
    )
    found = blocks_of(batch)
    assert (found["Bloc A"]["in_file"], found["Bloc A"]["on_plan"]) == (3, 6)
    assert found["Bloc A"]["only_in_file"] == {"count": 1, "examples": ["40"]}
    assert found["Bloc A"]["only_on_plan"] == {"count": 4, "examples": ["3", "4", "5", "6"]}
    assert (found["Bloc B"]["in_file"], found["Bloc B"]["only_on_plan"]["count"]) == (0, 2)
    assert (found["C"]["on_plan"], found["C"]["only_in_file"]["examples"]) == (0, ["1"])
    whole = batch.proposal["reconciliation"]
    assert (whole["in_file"], whole["on_plan"], whole["only_in_file"], whole["only_on_plan"]) == (4, 8, 2, 6)


def test_numbers_that_a_block_is_said_to_have_and_no_row_tells_are_counted() -> None:
    batch = staged(
        "BLOC A: DEL 1 AL 10;;\nNúm.;Titular;Fila\n" + "".join(f"{at};{name};1\n" for at, name in enumerate(OWNERS, 1))
    )
    block = blocks_of(batch)["A"]
    assert (block["stated"], block["in_file"]) == ([1, 10], 6)
    assert block["stated_missing"] == {"count": 4, "examples": ["7", "8", "9", "10"]}


def test_holders_who_all_stand_one_number_further_on_show_a_shifted_numbering() -> None:
    for unit, name in zip(wall(), OWNERS, strict=True):
        right = Concession.objects.create(unit=unit, granted_on="2000", term=(date(2000, 1, 1), date(2090, 1, 1)))
        Holding.objects.create(concession=right, person=Person.objects.create(text=name), text=name)
    batch = staged(HEADER + "".join(f"A;{at};{name}\n" for at, name in enumerate(OWNERS[:5], 2)))
    assert blocks_of(batch)["Bloc A"]["shift"] == 1
    assert all(said >= {"other_holder", "holder_elsewhere"} for said in codes_of(batch).values())
    assert len(codes_of(batch)) == 5


def test_a_block_that_an_import_made_is_no_plan_until_it_is_drawn() -> None:
    units = wall()
    row = row_of(staged(HEADER + "A;1;Anna Mas Pi\n", name="old.csv"), 2)
    SourceLink.objects.bulk_create([SourceLink(row=row, unit=unit, is_made=True) for unit in units])
    told = HEADER + "A;1;Anna Mas Pi\nA;40;Joan Coll Riu\n"
    assert blocks_of(staged(told))["Bloc A"]["on_plan"] is None
    BurialUnit.objects.update(point=Point(430000, 4600000, srid=25831))
    drawn = staged(told, name="b.csv")
    assert blocks_of(drawn)["Bloc A"]["only_in_file"]["examples"] == ["40"]
    assert codes_of(drawn) == {3: {"not_on_plan"}}


def test_a_new_cemetery_has_no_plan_to_differ_from() -> None:
    batch = staged(HEADER + "A;1;Anna Mas Pi\nA;2;Joan Coll Riu\n", cemetery="Nou")
    assert batch.proposal["reconciliation"]["differing"] == 0
    assert blocks_of(batch)["A"]["on_plan"] is None


def test_the_plan_of_another_town_is_not_looked_at(puigfosc: Municipality) -> None:
    with municipality(puigfosc.pk):
        wall()
    batch = staged(HEADER + "A;1;Anna Mas Pi\nA;2;Joan Coll Riu\n")
    assert batch.proposal["reconciliation"]["on_plan"] == 0
