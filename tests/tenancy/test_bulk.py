"""Many rows at once: as guarded, as complete and as recorded as one by one."""

from datetime import date

import pytest
from django.contrib.gis.geos import MultiPolygon, Point, Polygon
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from cementiris.accounts.models import Municipality
from cementiris.registry.models import Act, BurialUnit, Cemetery, Concession, Movement, Person
from cementiris.tenancy.bulk import insert_many
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
