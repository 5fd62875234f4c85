"""A file that comes again changes nothing; a newer copy changes what nobody touched since, and lists the rest."""

from datetime import date

import pytest

from cementiris.registry.models import (
    Act,
    ActKind,
    BurialUnit,
    Concession,
    FormerNumber,
    Holding,
    Movement,
    Person,
    Standing,
)
from imports.models import ImportRow, SourceLink
from imports.services.plan import plan_import
from imports.services.stage import read_again
from tests.imports.services.ledger import HEAD, NOON, ROLL, bring_in, codes, everything, received, unit

pytestmark = pytest.mark.usefixtures("in_vilaclara")


def changed(old: str, new: str) -> str:
    """The roll with one word of it written otherwise."""
    assert old in ROLL
    return ROLL.replace(old, new)


def test_the_same_rows_again_change_nothing() -> None:
    bring_in(ROLL)
    before = everything()
    again = bring_in(ROLL, name="còpia.csv", head=HEAD.replace(";", " ;"))
    assert everything() == before
    assert again.plan["counts"] == {
        "created": {"units": 0, "people": 0, "concessions": 0, "burials": 0},
        "changed": {"units": 0, "people": 0, "concessions": 0, "burials": 0},
        "left": 3,
        "refused": 0,
        "collisions": 0,
        "gone": 0,
    }


def test_the_same_rows_in_parts_change_nothing_and_none_is_gone() -> None:
    bring_in(ROLL)
    before = everything()
    for part in ROLL.splitlines(keepends=True):
        assert bring_in(part).plan["gone"] == []
    assert everything() == before


def test_parts_that_come_one_after_another_are_one_register() -> None:
    for part in ROLL.splitlines(keepends=True):
        bring_in(part)
    before = everything()
    assert len(before["units"]) == 3
    bring_in(ROLL)
    assert everything() == before


def test_the_same_rows_change_nothing_though_a_clerk_corrected_what_they_made() -> None:
    bring_in(ROLL)
    Concession.objects.filter(title_number="T-1").update(title_number="T-1/B", granted_on="1975-01-01")
    Person.objects.filter(text="Maria Serra Font").update(text="Maria Serra i Fonts", folded=" maria serra fonts ")
    Movement.objects.filter(deceased__text="Pere Roca Vila").update(annulled=True)
    before = everything()
    assert bring_in(ROLL).plan["counts"]["left"] == 3
    assert everything() == before


def test_the_same_rows_find_a_unit_that_a_clerk_has_renumbered() -> None:
    bring_in(ROLL)
    home = unit("1")
    FormerNumber.objects.create(unit=home, section=home.section, number="1", number_key="1", until=date(2026, 11, 23))
    home.number = "101"
    home.save()
    before = everything()
    assert bring_in(ROLL).plan["counts"]["left"] == 3
    assert everything() == before


def test_the_same_rows_make_no_unit_anew_that_a_clerk_has_retired() -> None:
    bring_in(ROLL)
    BurialUnit.objects.filter(number="3").update(retired_on=date(2026, 11, 23))
    before = everything()
    again = received(ROLL)
    plan = plan_import(again, read_again(again), on=NOON.date())
    assert plan.counts()["created"] == {"units": 0, "people": 0, "concessions": 0, "burials": 0}
    bring_in(ROLL)
    assert everything() == before


def test_a_corrected_floor_kind_and_state_follow_the_newer_file() -> None:
    head = "Bloc;Núm.;Fila;Classe;Estat\n"
    bring_in("A;1;1;Nínxol;\nA;2;1;Nínxol;\n", head=head)
    newer = bring_in("A;1;3;Columbari;Lliure\nA;2;1;Nínxol;\n", head=head)
    found = unit("1")
    assert (found.kind, found.floor, found.stated_state) == ("columbarium", 3, "free")
    assert BurialUnit.objects.count() == 2
    assert codes(newer) == {2: "changed_by_file"}
    assert newer.plan["counts"]["changed"]["units"] == 1


def test_a_corrected_date_makes_no_second_disputed_right() -> None:
    bring_in(ROLL)
    newer = bring_in(changed("12/03/1974", "12/03/1975"))
    right = Concession.objects.get(unit=unit("1"))
    assert (right.granted_on, str(right.granted_from), right.standing) == ("1975-03-12", "1975-03-12", "accepted")
    assert (right.expires_on, right.term.upper.isoformat()) == ("2025-03-12", "2025-03-13")
    assert newer.plan["counts"]["changed"]["concessions"] == 1
    assert codes(newer) == {2: "changed_by_file"}


def test_a_corrected_term_and_title_follow_the_newer_file() -> None:
    bring_in(ROLL)
    bring_in(changed("T-2;01/02/1990;50", "T-22;01/02/1990;99"))
    right = Concession.objects.get(unit=unit("2"))
    assert (right.title_number, right.term_years, right.expires_on) == ("T-22", 99, "2089-02-01")


def test_what_was_disputed_holds_when_the_newer_file_settles_it() -> None:
    head = "Núm.;Títol;Data concessió;Venciment\n"
    bring_in("1;T-1;01/01/2000;01/01/2050\n1;T-2;01/01/2040;01/01/2090\n", head=head)
    bring_in("1;T-1;01/01/2000;01/01/2050\n1;T-2;01/02/2050;01/01/2090\n", head=head)
    rights = dict(Concession.objects.values_list("title_number", "standing"))
    assert rights == {"T-1": Standing.ACCEPTED, "T-2": Standing.ACCEPTED}


def test_a_misspelt_name_and_a_corrected_date_of_death_are_the_same_burial() -> None:
    bring_in(ROLL)
    bring_in(changed("Pere Roca Vila;03/05/1980", "Pere Roca i Viladot;03/05/1980").replace("07/08/1991", "1992"))
    first, second = Movement.objects.order_by("to_unit__number_order").select_related("deceased")
    assert (first.deceased.text, first.deceased.surname2) == ("Pere Roca i Viladot", "Viladot")
    assert first.deceased.folded == " pere roca viladot "
    assert (second.deceased.died_on, str(second.deceased.died_until), str(second.on_until)) == (
        "1992",
        "1992-12-31",
        "1992-12-31",
    )
    assert Person.objects.count() == 5


def test_somebody_else_in_the_same_unit_is_a_new_burial_and_nobody_is_removed() -> None:
    bring_in(ROLL)
    newer = bring_in(changed("Pere Roca Vila;03/05/1980", "Dolors Camps Bosch;01/01/2001"))
    assert Movement.objects.filter(to_unit=unit("1")).count() == 2
    assert [gone["kind"] for gone in newer.plan["gone"]] == ["burial"]


def test_another_holder_of_the_same_title_takes_the_place_and_is_told() -> None:
    bring_in(ROLL)
    newer = bring_in(changed("Rosa Vidal Camps", "Oriol Bosch Pla"))
    holdings = Holding.objects.filter(concession__title_number="T-3").select_related("person")
    assert [(holding.text, holding.person.text) for holding in holdings] == [("Oriol Bosch Pla", "Oriol Bosch Pla")]
    said = ImportRow.objects.get(batch=newer, row=4).issues
    assert [issue["values"] for issue in said if issue["code"] == "changed_by_file"] == [
        {"field": "holder", "old": "Rosa Vidal Camps", "new": "Oriol Bosch Pla"}
    ]


def test_a_misspelt_holder_stays_one_person() -> None:
    bring_in(ROLL)
    bring_in(changed("Rosa Vidal Camps", "Rosa Vidal i Camp"))
    holding = Holding.objects.select_related("person").get(concession__title_number="T-3")
    assert (holding.text, holding.person.text, holding.person.surname2) == (*["Rosa Vidal i Camp"] * 2, "Camp")
    assert Person.objects.count() == 5


def test_an_exhumation_that_the_newer_file_tells_is_added_once() -> None:
    head = "Núm.;Difunt;Data defunció;Data exhumació\n"
    bring_in("1;Pere Roca Vila;03/05/1980;\n2;Anna Mas;1981;\n", head=head)
    for _ in range(2):
        bring_in("1;Pere Roca Vila;03/05/1980;04/06/1990\n2;Anna Mas;1981;\n", head=head)
    bring_in("1;Pere Roca Vila;03/05/1980;05/06/1990\n2;Anna Mas;1981;\n", head=head)
    moved = Movement.objects.filter(deceased__text="Pere Roca Vila").order_by("pk").values_list("kind", "on")
    assert list(moved) == [("burial", ""), ("exhumation", "1990-06-05")]


def test_what_a_clerk_touched_stays_and_is_listed_with_old_and_new() -> None:
    bring_in(ROLL)
    touched = unit("1")
    touched.floor = 4
    touched.save()
    person = Person.objects.get(text="Maria Serra Font")
    person.died_on = "1991-08-08"
    person.save()
    newer = bring_in(changed("A;1;1", "A;1;2").replace("07/08/1991", "09/08/1991").replace("A;3;2", "A;3;5"))
    assert unit("1").floor == 4
    assert Person.objects.get(text="Maria Serra Font").died_on == "1991-08-08"
    assert unit("3").floor == 5
    assert codes(newer) == {2: "touched_since", 3: "touched_since", 4: "changed_by_file"}
    said = ImportRow.objects.get(batch=newer, row=2).issues
    assert [issue["values"] for issue in said if issue["code"] == "touched_since"] == [
        {"field": "floor", "old": "4", "new": "2"}
    ]
    assert newer.plan["counts"]["collisions"] == 2


def test_a_right_whose_holder_a_clerk_corrected_stays() -> None:
    bring_in(ROLL)
    holder = Person.objects.get(text="Joan Puig Serra")
    holder.phone = "930000000"
    holder.save()
    newer = bring_in(changed("Joan Puig Serra", "Joan Puch Serra").replace("T-2;01/02/1990", "T-2;01/02/1991"))
    assert Person.objects.get(pk=holder.pk).text == "Joan Puig Serra"
    assert "touched_since" in codes(newer)[3]


def test_what_is_gone_from_the_file_is_listed_and_stays() -> None:
    bring_in(ROLL)
    newer = bring_in("".join(ROLL.splitlines(keepends=True)[:2]))
    assert unit("3").pk
    assert {(gone["kind"], gone["row"]) for gone in newer.plan["gone"]} == {("unit", 4), ("right", 4)}
    assert bring_in("".join(ROLL.splitlines(keepends=True)[:2])).plan["gone"] == []


def test_another_kind_of_file_corrects_nothing_that_the_roll_told() -> None:
    bring_in(ROLL)
    book = bring_in("1;A;Pere Roca Vila;1980\n", head="Núm.;Bloc;Nom del difunt;Any de la mort\n", name="llibre.csv")
    assert sorted(Person.objects.filter(text="Pere Roca Vila").values_list("died_on", flat=True)) == [
        "1980",
        "1980-05-03",
    ]
    assert book.plan["counts"]["changed"]["people"] == 0
    assert book.plan["gone"] == []


def test_the_history_says_which_import_wrote_over_an_entry() -> None:
    bring_in(ROLL)
    newer = bring_in(changed("A;1;1", "A;1;2"))
    (event,) = unit("1").events.all()
    assert (event.floor, event.pgh_context["import"]) == (1, newer.pk)
    assert Act.objects.filter(kind=ActKind.IMPORT, notes__import=newer.pk).count() == 1


def test_a_plan_writes_nothing() -> None:
    bring_in(ROLL)
    batch = received(changed("A;1;1", "A;1;2") + "A;4;1;Nou Titular Nou;T-4;01/01/2020;50;;\n")
    before = everything()
    plan = plan_import(batch, read_again(batch), on=NOON.date())
    assert everything() == before
    assert (plan.counts()["created"]["units"], plan.counts()["changed"]["units"]) == (1, 1)
    assert (plan.counts()["left"], plan.counts()["refused"]) == (2, 0)


def test_each_fact_keeps_who_made_it_and_a_sum_of_what_was_written() -> None:
    batch = bring_in(ROLL)
    links = SourceLink.objects.filter(row__batch=batch)
    made = [(bool(link.concession_id), bool(link.movement_id), len(link.written_sum)) for link in links]
    assert sorted(made) == [(False, False, 16)] * 3 + [(False, True, 16)] * 2 + [(True, False, 16)] * 3
    again = bring_in(ROLL)
    told = SourceLink.objects.filter(row__batch=again).values_list("is_made", "written_sum")
    assert {(is_made, len(sums)) for is_made, sums in told} == {(False, 8)}
