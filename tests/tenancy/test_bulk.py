"""Many rows at once: as guarded, as complete and as recorded as one by one."""

from datetime import date

import pytest
from django.contrib.gis.geos import MultiPolygon, Point, Polygon
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from cementiris.accounts.models import Municipality
from cementiris.registry.models import Act, BurialUnit, Cemetery, Concession, Movement, Person
from cementiris.tenancy.bulk import insert_many, insert_tuples, new_keys, update_tuples
from cementiris.tenancy.scope import municipality
from tests.factories import make_cemetery, make_unit


def people(count: int) -> list[Person]:
    return [Person(text=f"Persona {number}", died_on="1936?") for number in range(count)]


def test_rows_get_keys_defaults_and_the_bounds_of_partial_dates(in_vilaclara: Municipality) -> None:
    rows = people(3)
    insert_many(Person, rows)
    read = Person.objects.in_bulk([row.pk for row in rows])
    assert len(read) == 3
    for row in rows:
        found = read[row.pk]
        assert (found.text, found.municipality_id, found.kind) == (row.text, in_vilaclara.pk, "natural")
        assert (found.died_from, found.died_until) == (date(1936, 1, 1), date(1936, 12, 31))
    assert Person.objects.create(text="La següent").pk > max(read)


def test_shapes_ranges_instants_and_json_arrive_as_they_were(in_vilaclara: Municipality) -> None:
    square = MultiPolygon(Polygon.from_bbox((430_000, 4_610_000, 430_010, 4_610_010)), srid=25831)
    unit = BurialUnit(
        cemetery=make_cemetery(), number="1", footprint=square, point=Point(430_005, 4_610_005, srid=25831)
    )
    insert_many(BurialUnit, [unit])
    insert_many(Concession, [Concession(unit=unit, term=DateRange(date(2000, 1, 1), None, "[)"))])
    notes = {"avisos": ["«R3»", 'cometes " i barra \\', "tab\t i salt\n"]}
    insert_many(Act, [Act(kind="import", on=date(2026, 11, 23), notes=notes, detail="tab\t \\N")])
    read = BurialUnit.objects.get()
    assert (read.footprint, read.point) == (unit.footprint, unit.point)
    assert Concession.objects.get().term == DateRange(date(2000, 1, 1), None, "[)")
    act = Act.objects.get()
    assert (act.notes, act.detail, act.recorded_at is not None) == (notes, "tab\t \\N", True)


def test_nothing_is_written_for_nothing(in_vilaclara: Municipality) -> None:
    insert_many(Person, [])
    assert not Person.objects.exists()


def test_a_row_of_another_town_is_refused_with_all_the_others(vilaclara: Municipality, puigfosc: Municipality) -> None:
    with municipality(vilaclara.pk):
        rows = [*people(2), Person(text="intrusa", municipality=puigfosc)]
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            insert_many(Person, rows)
        assert not Person.objects.exists()


def test_a_place_of_another_town_is_refused(vilaclara: Municipality, puigfosc: Municipality) -> None:
    with municipality(puigfosc.pk):
        foreign = make_unit()
    with municipality(vilaclara.pk), transaction.atomic():
        rows = people(1)
        insert_many(Person, rows)
        cemetery = Cemetery.objects.create(name="Nou")
        insert_many(Movement, [Movement(kind="burial", deceased=rows[0], cemetery=cemetery, to_unit=foreign)])
        with pytest.raises(IntegrityError, match="to_unit_id_same_town"):
            connection.check_constraints()
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_after_a_refusal_the_next_load_works_on_the_same_connection(vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        Cemetery.objects.create(name="Vell")
        with pytest.raises(IntegrityError):
            insert_many(Cemetery, [Cemetery(name="Vell")])
        insert_many(Cemetery, [Cemetery(name="Nou")])
        assert Cemetery.objects.count() == 2


def test_tuples_get_the_defaults_of_every_field_they_leave_out(in_vilaclara: Municipality) -> None:
    keys = new_keys(Person, 3)
    insert_tuples(Person, ("id", "text"), ((key, f"Persona {key}\t\\N") for key in keys), size=2)
    read = Person.objects.in_bulk(keys)
    assert {person.text for person in read.values()} == {f"Persona {key}\t\\N" for key in keys}
    assert {(one.municipality_id, one.kind, one.is_dead, one.merged_into_id) for one in read.values()} == {
        (in_vilaclara.pk, "natural", False, None)
    }


def test_tuples_of_units_and_acts_get_shapes_and_instants_too(in_vilaclara: Municipality) -> None:
    (unit,), (act,) = new_keys(BurialUnit, 1), new_keys(Act, 1)
    insert_tuples(BurialUnit, ("id", "cemetery_id", "number"), [(unit, make_cemetery().pk, "1")])
    insert_tuples(Act, ("id", "kind", "on"), [(act, "import", date(2026, 11, 23))])
    assert BurialUnit.objects.get(pk=unit).footprint is None
    read = Act.objects.get(pk=act)
    assert (read.notes, read.recorded_at is not None) == ({}, True)


def test_changed_tuples_are_written_over_and_the_history_keeps_what_was(in_vilaclara: Municipality) -> None:
    rows = people(2)
    insert_many(Person, rows)
    update_tuples(Person, ("text", "sex"), [(rows[0].pk, "Una altra", "F")])
    assert dict(Person.objects.values_list("text", "sex")) == {"Una altra": "F", "Persona 1": ""}
    assert [event.text for event in rows[0].events.all()] == ["Persona 0"]


def test_a_tuple_for_another_town_changes_nothing(vilaclara: Municipality, puigfosc: Municipality) -> None:
    with municipality(puigfosc.pk):
        foreign = Person.objects.create(text="Forastera")
    with municipality(vilaclara.pk):
        update_tuples(Person, ("text",), [(foreign.pk, "Robada")])
    with municipality(puigfosc.pk):
        assert Person.objects.get().text == "Forastera"
