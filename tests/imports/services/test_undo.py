"""Undoing takes back what an import made and changed, and leaves what somebody did since."""

from datetime import date

import pytest
from django.db import connection

from cementiris.accounts.models import User
from cementiris.registry.models import Act, ActKind, BurialUnit, Concession, Movement, Person, Section
from imports.models import BatchState, ImportRow, SourceLink
from imports.rows import SourceFile
from imports.services.stage import committed_twin
from imports.services.undo import undo_plan
from tests.factories import make_burial
from tests.imports.services.ledger import HEAD, ROLL, bring_in, everything, take_back, unit

pytestmark = pytest.mark.usefixtures("in_vilaclara")

EMPTY: dict[str, list[object]] = {"sections": [], "units": [], "people": [], "rights": [], "burials": []}


def settle() -> None:
    """Let every deferred key be checked now."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def test_everything_that_was_made_goes_and_the_files_and_rows_stay() -> None:
    batch = bring_in(ROLL)
    foreseen = undo_plan(batch)
    assert everything()["units"]
    outcome = take_back(batch)
    settle()
    assert everything() == EMPTY
    assert foreseen == outcome
    assert outcome.removed == {"concessions": 3, "burials": 2, "people": 5, "units": 3}
    batch.refresh_from_db()
    assert (batch.state, SourceLink.objects.count(), batch.files.count()) == (BatchState.UNDONE, 0, 1)
    assert ImportRow.objects.filter(batch=batch).count() == 4


def test_the_journal_keeps_that_it_was_brought_in_and_undone() -> None:
    batch = bring_in(ROLL)
    take_back(batch)
    act = Act.objects.get(kind=ActKind.IMPORT)
    assert act.annulled_at is not None
    assert Act.objects.get(kind=ActKind.ANNULMENT).corrects == act


def test_undoing_twice_does_nothing_the_second_time() -> None:
    batch = bring_in(ROLL)
    take_back(batch)
    again = take_back(batch)
    assert (again.removed, again.kept) == ({}, ())
    assert Act.objects.filter(kind=ActKind.ANNULMENT).count() == 1


def test_undone_and_brought_in_again_it_is_as_before() -> None:
    batch = bring_in(ROLL)
    before = everything()
    take_back(batch)
    bring_in(ROLL)
    assert everything() == before


def test_what_a_clerk_touched_stays_and_is_listed() -> None:
    batch = bring_in(ROLL)
    touched = unit("2")
    touched.floor = 5
    touched.save()
    person = Person.objects.get(text="Pere Roca Vila")
    person.text = "Pere Roca i Vila"
    person.save()
    foreseen = undo_plan(batch)
    outcome = take_back(batch)
    settle()
    assert foreseen == outcome
    assert {(kept.label, kept.unit_id) for kept in outcome.kept if kept.kind == "unit"} == {
        ("Bloc A · Nínxol 1", unit("1").pk),
        ("Bloc A · Nínxol 2", unit("2").pk),
    }
    assert {(kept.kind, kept.reason) for kept in outcome.kept} == {
        ("unit", "touched"),
        ("burial", "touched"),
        ("unit", "used"),
    }
    assert sorted(BurialUnit.objects.values_list("number", flat=True)) == ["1", "2"]
    assert (Movement.objects.count(), Concession.objects.count(), Section.objects.count()) == (1, 0, 1)
    assert list(Person.objects.values_list("text", flat=True)) == ["Pere Roca i Vila"]
    batch.refresh_from_db()
    assert (batch.state, batch.plan["undone"]["kept_count"]) == (BatchState.COMMITTED, 3)


def test_the_same_files_can_be_brought_in_again_over_what_stayed() -> None:
    batch = bring_in(ROLL)
    before = everything()
    assert committed_twin([SourceFile("padro.csv", (HEAD + ROLL).encode())], "Vell") == batch
    BurialUnit.objects.filter(number="2").update(floor=5)
    assert not take_back(batch).is_complete
    assert committed_twin([SourceFile("padro.csv", (HEAD + ROLL).encode())], "Vell") is None
    again = bring_in(ROLL)
    settle()
    now = everything()
    assert {key: now[key] for key in ("people", "rights", "burials")} == {
        key: before[key] for key in ("people", "rights", "burials")
    }
    assert [told[1:4:2] for told in now["units"]] == [("1", 1), ("2", 5), ("3", 2)]
    assert committed_twin([SourceFile("padro.csv", (HEAD + ROLL).encode())], "Vell") == again


def test_what_stayed_can_be_undone_when_the_reason_is_gone() -> None:
    batch = bring_in(ROLL)
    BurialUnit.objects.filter(number="2").update(floor=5)
    assert not take_back(batch).is_complete
    BurialUnit.objects.filter(number="2").update(floor=1)
    assert take_back(batch).is_complete
    settle()
    assert everything() == EMPTY


def test_an_act_on_a_unit_keeps_all_that_was_brought_in_of_it(aina_user: User) -> None:
    batch = bring_in(ROLL)
    home = unit("1")
    act = Act.objects.create(kind=ActKind.BURIAL, unit=home, on=date(2026, 11, 23), recorded_by=aina_user)
    make_burial(home, act=act, on="2026-11-23")
    outcome = take_back(batch)
    settle()
    assert {(kept.kind, kept.reason) for kept in outcome.kept} == {
        ("unit", "used"),
        ("right", "used"),
        ("burial", "used"),
    }
    assert (home.concessions.count(), home.arrivals.count()) == (1, 2)
    assert BurialUnit.objects.count() == 1


def test_a_unit_drawn_on_the_plan_stays() -> None:
    from django.contrib.gis.geos import Point

    batch = bring_in(ROLL)
    home = unit("3")
    home.point = Point(430000, 4600000, srid=25831)
    home.save()
    assert [(kept.kind, kept.key) for kept in take_back(batch).kept if kept.kind == "unit"] == [("unit", home.pk)]


def test_somebody_moved_since_stays_with_the_whole_story() -> None:
    batch = bring_in(ROLL)
    burial = Movement.objects.get(deceased__text="Pere Roca Vila")
    Movement.objects.create(
        kind="exhumation", deceased=burial.deceased, cemetery=burial.cemetery, from_unit=burial.to_unit, on="2026-01-01"
    )
    assert ("burial", burial.pk) in {(kept.kind, kept.key) for kept in take_back(batch).kept}
    settle()
    assert Movement.objects.count() == 2


def test_an_undone_update_leaves_what_was_before() -> None:
    bring_in(ROLL)
    before = everything()
    newer = bring_in(
        ROLL.replace("A;1;1", "A;1;4")
        .replace("12/03/1974", "12/03/1975")
        .replace("Maria Serra Font;07/08/1991", "Maria Serra Fonts;1991")
        .replace("Rosa Vidal Camps", "Oriol Bosch Pla")
        .replace("Joan Puig Serra", "Joan Puig i Serras")
    )
    assert everything() != before
    outcome = take_back(newer)
    settle()
    assert outcome.is_complete
    assert outcome.restored == 5
    assert everything() == before


def test_after_an_undone_update_the_older_import_can_be_undone_too() -> None:
    older = bring_in(ROLL)
    newer = bring_in(ROLL.replace("A;1;1", "A;1;4").replace("12/03/1974", "12/03/1975"))
    take_back(newer)
    assert take_back(older).is_complete
    settle()
    assert everything() == EMPTY


def test_an_update_that_a_clerk_touched_since_is_not_restored() -> None:
    bring_in(ROLL)
    newer = bring_in(ROLL.replace("A;1;1", "A;1;4").replace("A;2;1", "A;2;3"))
    home = unit("1")
    home.floor = 5
    home.save()
    outcome = take_back(newer)
    assert [(kept.kind, kept.key, kept.reason) for kept in outcome.kept] == [("unit", home.pk, "touched")]
    assert (unit("1").floor, unit("2").floor) == (5, 1)


def test_what_a_newer_import_tells_too_stays_with_the_older() -> None:
    older = bring_in(ROLL)
    newer = bring_in("".join(ROLL.splitlines(keepends=True)[:1]) + "A;4;1;Oriol Bosch Pla;T-4;01/01/2020;50;;\n")
    outcome = take_back(older)
    settle()
    assert {kept.reason for kept in outcome.kept} == {"shared"}
    assert sorted(BurialUnit.objects.values_list("number", flat=True)) == ["1", "4"]
    assert take_back(newer).is_complete
    assert take_back(older).is_complete
    settle()
    assert everything() == EMPTY


def test_a_person_that_was_there_before_stays() -> None:
    head = "Núm.;Titular;DNI;Títol\n"
    first = bring_in("1;Anna Roca Mas;12345678Z;T-1\n", head=head)
    second = bring_in("7;Anna Roca Mas;12345678Z;T-7\n", head=head)
    assert Person.objects.count() == 1
    assert take_back(second).is_complete
    assert Person.objects.count() == 1
    assert take_back(first).is_complete
    assert Person.objects.count() == 0
