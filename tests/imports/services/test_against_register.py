"""What a file says against what the register holds is told before anything is written (R78, R79)."""

from datetime import date
from typing import Any

import pytest

from cementiris.accounts.models import Municipality
from cementiris.registry.models import (
    BurialUnit,
    Cemetery,
    Concession,
    Holding,
    Movement,
    MovementKind,
    Person,
    Section,
)
from cementiris.tenancy.scope import municipality
from imports.models import ImportBatch, RowFate
from tests.imports.office import codes_of, row_of, staged

ROLL = "Bloc;Núm.;Titular;DNI;Títol;Data concessió;Difunts;Data defunció\n"


@pytest.fixture(autouse=True)
def private_files(settings: Any, tmp_path: Any, in_vilaclara: Municipality) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def wall() -> list[BurialUnit]:
    """Block A with the niches 1 to 4, made by hand."""
    block = Section.objects.create(cemetery=Cemetery.objects.create(name="Vell"), name="A")
    return [
        BurialUnit.objects.create(cemetery=block.cemetery, section=block, kind="niche", number=str(number))
        for number in range(1, 5)
    ]


def hold(
    unit: BurialUnit, name: str, *, document: str = "", title: str = "", granted: str = "2000-01-01"
) -> Concession:
    person = Person.objects.create(text=name, national_id=document)
    right = Concession.objects.create(
        unit=unit, title_number=title, granted_on=granted, term=(date.fromisoformat(granted), date(2075, 1, 1))
    )
    Holding.objects.create(concession=right, person=person, text=name)
    return right


def values_of(batch: ImportBatch, number: int, code: str) -> dict[str, str]:
    return next(issue["values"] for issue in row_of(batch, number).issues if issue["code"] == code)


def test_r78_a_number_that_a_block_on_the_plan_has_not_is_refused(wall: list[BurialUnit]) -> None:
    batch = staged(ROLL + "A;01;Anna Mas Pi;;;;;\nA;7;Joan Coll Riu;;;;;\nB;7;Pau Roca Vila;;;;;\n")
    assert codes_of(batch) == {3: {"not_on_plan"}}
    assert row_of(batch, 3).fate == RowFate.REFUSED
    assert values_of(batch, 3, "not_on_plan") == {"place": "Bloc A"}


def test_r78_a_number_that_two_units_bear_is_refused_unless_the_kind_tells(wall: list[BurialUnit]) -> None:
    for kind in ("tomb", "ossuary"):
        BurialUnit.objects.create(cemetery=wall[0].cemetery, section=wall[0].section, kind=kind, number="9")
    batch = staged("Bloc;Núm.;Tipus de sepultura;Titular\nA;9;Panteó;Anna Mas Pi\nA;9;Tomba;Joan Coll Riu\n")
    assert "two_units" in codes_of(batch)[2]
    assert "two_units" not in codes_of(batch).get(3, set())


def test_another_kind_and_a_retired_unit_are_told(wall: list[BurialUnit]) -> None:
    BurialUnit.objects.filter(pk=wall[0].pk).update(kind="columbarium")
    BurialUnit.objects.filter(pk=wall[1].pk).update(retired_on=date(2010, 5, 3))
    batch = staged(ROLL + "A;1;Anna Mas Pi;;;;;\nA;2;Joan Coll Riu;;;;;\n")
    assert codes_of(batch) == {2: {"other_kind"}, 3: {"unit_retired"}}
    assert values_of(batch, 3, "unit_retired") == {"day": "03/05/2010"}


def test_r79_another_holder_is_told_with_the_unit_where_the_register_has_them(wall: list[BurialUnit]) -> None:
    hold(wall[0], "Anna Mas Pi", title="10")
    hold(wall[1], "Joan Coll Riu", document="11111111H", title="11")
    batch = staged(ROLL + "A;1;Juan Coll Riu;11111111H;11;;;\nA;2;Hereus de Joan Coll Riu;;11;;;\n")
    assert codes_of(batch)[2] >= {"other_holder", "holder_elsewhere"}
    assert "other_holder" not in codes_of(batch).get(3, set())
    assert values_of(batch, 2, "holder_elsewhere") == {"unit": "Bloc A 2"}


def test_a_right_that_ended_before_the_present_one_contradicts_nobody(wall: list[BurialUnit]) -> None:
    hold(wall[0], "Anna Mas Pi", granted="2000-01-01")
    told = "Bloc;Núm.;Titular;Data concessió;Venciment\nA;1;Joan Coll Riu;1/1/1950;31/12/1999\n"
    assert codes_of(staged(told)) == {}


def test_a_title_of_another_unit_is_told(wall: list[BurialUnit]) -> None:
    hold(wall[0], "Anna Mas Pi", title="10")
    batch = staged(ROLL + "A;2;Joan Coll Riu;;10;;;\nA;3;Anna Mas Pi;;10;;;\n")
    assert "title_elsewhere" in codes_of(batch)[2]
    assert "title_elsewhere" not in codes_of(batch).get(3, set())


def test_a_holder_who_had_died_before_the_grant_is_told() -> None:
    Person.objects.create(text="Anna Mas Pi", national_id="11111111H", died_on="1990-05-03", is_dead=True)
    batch = staged(ROLL + "A;1;Anna Mas Pi;11111111H;;3/5/1995;;\nA;2;Hereus de Anna Mas Pi;11111111H;;3/5/1995;;\n")
    assert codes_of(batch) == {2: {"dead_before_grant"}}


def test_somebody_buried_elsewhere_on_the_same_day_is_told(wall: list[BurialUnit]) -> None:
    dead = Person.objects.create(text="Anna Mas Pi", died_on="1990-05-03")
    Movement.objects.create(
        kind=MovementKind.BURIAL, deceased=dead, cemetery=wall[0].cemetery, to_unit=wall[0], on="1990-05-04"
    )
    batch = staged(ROLL + "A;1;;;;;Ana Mas Pi;3/5/1990\nA;2;;;;;Anna Mas Pi;3/5/1990\nA;3;;;;;Anna Mas Pi;3/5/1991\n")
    assert {
        row: found & {"buried_elsewhere"} for row, found in codes_of(batch).items() if "buried_elsewhere" in found
    } == {3: {"buried_elsewhere"}}


def test_a_holder_spelled_otherwise_is_proposed_and_the_row_accepted() -> None:
    Person.objects.create(text="José Puch Vila")
    batch = staged(ROLL + "A;1;Josep Puig i Vila;;;;;\n")
    assert codes_of(batch) == {2: {"similar_person"}}
    assert row_of(batch, 2).fate == RowFate.ACCEPTED


def test_more_dead_than_a_unit_has_room_for_are_noted_at_the_last_row() -> None:
    names = ["Anna Mas", "Joan Coll", "Pau Serra", "Rosa Bosch", "Emma Grau", "Roc Amat"]
    rows = [f"A;{unit};;;;;{name} ({1950 + at});\n" for unit in (1, 2) for at, name in enumerate(names[: 4 + unit])]
    batch = staged(ROLL + "".join(rows))
    assert codes_of(batch) == {12: {"over_capacity"}}
    assert values_of(batch, 12, "over_capacity") == {"count": "6", "room": "5"}
    assert row_of(batch, 12).fate == RowFate.ACCEPTED


def test_the_register_of_another_town_says_nothing(puigfosc: Municipality) -> None:
    with municipality(puigfosc.pk):
        Person.objects.create(text="José Puch Vila", national_id="11111111H", died_on="1950-01-01")
        cemetery = Cemetery.objects.create(name="Vell")
        BurialUnit.objects.create(
            cemetery=cemetery, section=Section.objects.create(cemetery=cemetery, name="A"), number="1"
        )
    assert codes_of(staged(ROLL + "A;2;Josep Puig Vila;11111111H;;3/5/1995;;\n")) == {}


def test_it_asks_the_register_as_much_for_many_rows_as_for_few(
    wall: list[BurialUnit], django_assert_max_num_queries: Any
) -> None:
    hold(wall[0], "Anna Mas Pi", title="10")
    rows = [f"A;{1 + at % 4};Anna Mas Pi;11111111H;{at};3/5/1995;Joan Coll Riu;3/5/1990\n" for at in range(200)]
    with django_assert_max_num_queries(45):
        staged(ROLL + "".join(rows))
