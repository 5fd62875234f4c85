"""Cemeteries, blocks and units as they are made, described, numbered, closed and given up, and each taken back."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.gis.geos import Point

from cementiris.accounts.models import User
from cementiris.registry.entries import Submission
from cementiris.registry.entries.places import (
    CemeteryEntry,
    ClosingEntry,
    DescriptionEntry,
    NewUnitsEntry,
    RenumberingEntry,
    SectionEntry,
)
from cementiris.registry.models import Act, BurialUnit, Cemetery, Closure, FormerNumber, Section
from cementiris.registry.numbering import Numbering, PlannedUnit, WallPlan, planned_units
from cementiris.registry.queries import facts_of, units_on
from cementiris.registry.rules.states import State, derive_state
from cementiris.registry.services.annulment import annul_act
from cementiris.registry.services.closures import (
    close_units,
    reopen_units,
    retire_unit,
    take_back_back_in_service,
    take_back_out_of_service,
)
from cementiris.registry.services.places import (
    create_units,
    describe_cemetery,
    describe_section,
    describe_unit,
    take_back_cemetery,
    take_back_description,
    take_back_new_units,
)
from cementiris.registry.services.renumbering import renumber_block, renumber_unit, take_back_renumbering
from cementiris.registry.services.submission import AlreadySent, RuleBroken
from tests.factories import make_block, make_burial, make_cemetery, make_closure, make_concession, make_unit

pytestmark = pytest.mark.usefixtures("in_vilaclara")


@pytest.fixture
def sent(aina_user: User, today: date) -> Submission:
    return Submission(actor=aina_user, today=today)


def a_range(section: Section, **plan: Any) -> NewUnitsEntry:
    wall = WallPlan(**{"floors": 2, "columns": 3, **plan})
    described = SectionEntry(floors=wall.floors, columns=wall.columns, numbering=wall.numbering)
    return NewUnitsEntry(cemetery=section.cemetery, section=section, units=planned_units(wall), wall=described)


def of_numbers(section: Section, *numbers: str, **fields: Any) -> NewUnitsEntry:
    units = tuple(PlannedUnit(number) for number in numbers)
    return NewUnitsEntry(cemetery=section.cemetery, section=section, units=units, **fields)


def numbers_of(section: Section, on: date) -> list[str]:
    return [unit.number for unit in units_on(on).filter(section=section).order_by("number_order")]


def annul(act: Act) -> None:
    """As the annulment of an act marks it."""
    Act.objects.filter(pk=act.pk).update(annulled_at="2026-11-23T12:00Z", annulled_reason="Error")


def test_a_place_that_somebody_changed_meanwhile_keeps_what_was_not_typed(sent: Submission) -> None:
    block = make_block(cemetery=make_cemetery())
    Cemetery.objects.update(name="Cementiri municipal", entrance=Point(430_000, 4_610_000, srid=25831))
    Section.objects.update(floors=7)
    renamed = describe_cemetery(cemetery=block.cemetery, entry=CemeteryEntry(name="Cementiri nou"), sent=sent)
    described = describe_section(cemetery=block.cemetery, section=block, entry=SectionEntry(name="Z"), sent=sent)
    assert renamed.notes["before"] == {"name": "Cementiri municipal"}
    assert described.notes["before"]["floors"] == 7
    assert Cemetery.objects.get().entrance is not None


def test_the_first_cemetery_of_a_town_is_made_and_then_called_otherwise(sent: Submission) -> None:
    made = describe_cemetery(cemetery=None, entry=CemeteryEntry(name="Cementiri nou"), sent=sent)
    cemetery = Cemetery.objects.get()
    called = describe_cemetery(cemetery=cemetery, entry=CemeteryEntry(name="Cementiri de la Costa"), sent=sent)
    take_back_cemetery(called)
    assert (Cemetery.objects.get().name, called.kind) == ("Cementiri nou", "cemetery")
    with pytest.raises(RuleBroken, match="X44"):
        take_back_cemetery(made)


def test_two_cemeteries_are_not_called_the_same(sent: Submission) -> None:
    make_cemetery(name="Cementiri vell")
    with pytest.raises(RuleBroken, match="Ja n’hi ha un altre"):
        describe_cemetery(cemetery=None, entry=CemeteryEntry(name="CEMENTIRI VELL"), sent=sent)


def test_blocks_lie_in_zones_at_any_depth(sent: Submission) -> None:
    cemetery = make_cemetery()
    describe_section(cemetery=cemetery, section=None, entry=SectionEntry(level_name="Zona", name="Nord"), sent=sent)
    zone = Section.objects.get()
    street = SectionEntry(level_name="Carrer", name="Lliris", parent=zone)
    describe_section(cemetery=cemetery, section=None, entry=street, sent=sent)
    inner = Section.objects.get(name="Lliris")
    wall = SectionEntry(level_name="Bloc", name="A", parent=inner, floors=5, columns=10, numbering="serpentine")
    describe_section(cemetery=cemetery, section=None, entry=wall, sent=sent)
    block = Section.objects.get(name="A")
    assert (block.parent, block.floors, block.numbering) == (inner, 5, "serpentine")
    act = describe_section(cemetery=cemetery, section=block, entry=replace(wall, name="B", floors=4), sent=sent)
    take_back_cemetery(act)
    block.refresh_from_db()
    assert (block.name, block.floors, block.parent) == ("A", 5, inner)
    with pytest.raises(RuleBroken, match="Ja n’hi ha un altre"):
        describe_section(cemetery=cemetery, section=None, entry=replace(wall, name="a"), sent=sent)


def test_a_range_of_units_is_made_with_its_cells_and_taken_back(sent: Submission, today: date) -> None:
    block = make_block(floors=None, columns=None)
    entry = a_range(block, numbering=Numbering.SERPENTINE, left_out=frozenset({5}), beside=("2 bis",))
    act = create_units(entry=entry, sent=sent)
    assert numbers_of(block, today) == ["1", "2", "2 bis", "3", "4", "6"]
    assert BurialUnit.objects.get(number="4").column == 3
    block.refresh_from_db()
    assert (block.floors, block.columns, block.numbering) == (2, 3, "serpentine")
    assert act.detail.startswith("6 sepultures: 1, 2, 3, 4 (+2)")
    take_back_new_units(act)
    assert numbers_of(block, today) == []
    assert numbers_of(block, date(1990, 1, 1)) == []
    create_units(entry=entry, sent=sent)
    assert len(numbers_of(block, today)) == 6


def test_one_unit_is_made_with_its_act_on_its_sheet(sent: Submission) -> None:
    block = make_block()
    act = create_units(entry=of_numbers(block, "12 bis", kind="columbarium", built_year=2020), sent=sent)
    unit = BurialUnit.objects.get()
    assert (act.unit, unit.kind, unit.built_year, unit.number_key) == (unit, "columbarium", 2020, "12 bis")


def test_thousands_of_units_are_made_at_once(sent: Submission, django_assert_max_num_queries: Any) -> None:
    block = make_block(floors=None, columns=None)
    with django_assert_max_num_queries(25):
        create_units(entry=a_range(block, floors=10, columns=300), sent=sent)
    assert BurialUnit.objects.count() == 3000


def test_units_that_have_been_used_are_not_taken_back(sent: Submission) -> None:
    block = make_block()
    act = create_units(entry=of_numbers(block, "1", "2"), sent=sent)
    make_burial(BurialUnit.objects.get(number="2"))
    with pytest.raises(RuleBroken, match="Nínxol 2"):
        take_back_new_units(act)


def test_x40_a_number_that_exists_is_refused_with_its_name(sent: Submission) -> None:
    block = make_block()
    make_unit(section=block, number="012-BIS")
    with pytest.raises(RuleBroken, match="12 bis"):
        create_units(entry=of_numbers(block, "11", "12 bis"), sent=sent)
    create_units(entry=of_numbers(block, "12 bis", kind="columbarium"), sent=sent)
    create_units(entry=of_numbers(make_block(name="B"), "12 bis"), sent=sent)
    assert BurialUnit.objects.count() == 3


def test_a_form_of_units_counts_once(sent: Submission) -> None:
    once = replace(sent, key=uuid4())
    block = make_block()
    create_units(entry=of_numbers(block, "1"), sent=once)
    with pytest.raises(AlreadySent):
        create_units(entry=of_numbers(block, "2"), sent=once)


def test_a_unit_is_described_otherwise_and_again_as_before(sent: Submission) -> None:
    unit = make_unit(section=make_block(), floor=1, column=2, opened_on=date(1990, 1, 1))
    entry = DescriptionEntry(kind="reduced_niche", floor=1, column=2, built_year=1989, notes="Sense làpida")
    act = describe_unit(unit=unit, entry=entry, sent=sent)
    unit.refresh_from_db()
    assert (unit.kind, unit.built_year, unit.opened_on, unit.notes) == ("reduced_niche", 1989, None, "Sense làpida")
    assert act.detail == "Canvia: classe, any de construcció, dia d’obertura, observacions."
    take_back_description(act)
    unit.refresh_from_db()
    assert (unit.kind, unit.built_year, unit.opened_on, unit.notes) == ("niche", None, date(1990, 1, 1), "")


def test_x44_a_double_niche_is_not_put_over_its_neighbours_unseen(sent: Submission) -> None:
    block = make_block()
    unit, beside = (make_unit(section=block, number=str(column), floor=1, column=column) for column in (1, 2))
    entry = DescriptionEntry(kind="double_niche", floor=1, column=1, columns_wide=2)
    with pytest.raises(RuleBroken, match="Amb aquesta mida taparia el lloc de Nínxol 2"):
        describe_unit(unit=unit, entry=entry, sent=sent)
    beside.column = 3
    beside.save()
    act = describe_unit(unit=unit, entry=entry, sent=sent)
    unit.refresh_from_db()
    assert (unit.columns_wide, unit.floors_high, act.detail) == (2, 1, "Canvia: classe, amplada.")
    with pytest.raises(RuleBroken, match="ja hi ha Nínxol doble 1"):
        describe_unit(unit=beside, entry=DescriptionEntry(kind="niche", floor=1, column=2), sent=sent)
    take_back_description(act)
    unit.refresh_from_db()
    assert unit.columns_wide == 1


def test_x40_new_double_niches_are_not_put_where_others_stand(sent: Submission) -> None:
    block = make_block()
    make_unit(section=block, number="1", floor=1, column=2, columns_wide=2)
    entry = NewUnitsEntry(cemetery=block.cemetery, section=block, units=(PlannedUnit("9", 1, 3),))
    with pytest.raises(RuleBroken, match="pis 1, columna 3"):
        create_units(entry=entry, sent=sent)
    create_units(entry=replace(entry, units=(PlannedUnit("9", 1, 4),), columns_wide=2), sent=sent)
    assert BurialUnit.objects.get(number="9").columns_wide == 2


def test_the_measures_of_a_wall_are_described_and_taken_back(sent: Submission) -> None:
    block = make_block()
    entry = SectionEntry(name=block.name, floors=5, columns=24, cell_width=80, cell_height=65)
    act = describe_section(cemetery=block.cemetery, section=block, entry=entry, sent=sent)
    block.refresh_from_db()
    assert (block.cell_width, block.cell_height) == (80, 65)
    take_back_cemetery(act)
    block.refresh_from_db()
    assert (block.cell_width, block.cell_height) == (None, None)


def test_x44_a_niche_with_bodies_does_not_become_a_columbarium(sent: Submission) -> None:
    unit = make_unit()
    make_burial(unit)
    with pytest.raises(RuleBroken, match="X44"):
        describe_unit(unit=unit, entry=DescriptionEntry(kind="columbarium"), sent=sent)


def test_a_unit_gets_another_number_and_the_old_one_is_kept(sent: Submission, today: date) -> None:
    block = make_block()
    unit = make_unit(section=block, number="12")
    act = renumber_unit(unit=unit, entry=RenumberingEntry(on=today, numbers={unit.pk: "112"}, section=block), sent=sent)
    unit.refresh_from_db()
    former = FormerNumber.objects.get()
    assert (unit.number, unit.number_key, former.number, former.until, former.act) == ("112", "112", "12", today, act)
    take_back_renumbering(act)
    unit.refresh_from_db()
    assert unit.number == "12"


def test_the_numbers_of_a_block_change_places_at_once(sent: Submission, today: date) -> None:
    block = make_block()
    units = [make_unit(section=block, number=str(number)) for number in range(1, 6)]
    turned = {unit.pk: str(6 - number) for number, unit in enumerate(units, start=1)}
    act = renumber_block(section=block, entry=RenumberingEntry(on=today, numbers=turned, section=block), sent=sent)
    assert [BurialUnit.objects.get(pk=unit.pk).number for unit in units] == ["5", "4", "3", "2", "1"]
    assert act.detail.startswith("1 → 5, 2 → 4")
    shifted = {unit.pk: str(5 + number) for number, unit in enumerate(units, start=-3)}
    later = renumber_block(section=block, entry=RenumberingEntry(on=today, numbers=shifted, section=block), sent=sent)
    with pytest.raises(RuleBroken, match="Ja s’han fet servir"):
        take_back_renumbering(act)
    take_back_renumbering(later)
    annul(later)
    take_back_renumbering(act)
    assert [BurialUnit.objects.get(pk=unit.pk).number for unit in units] == ["1", "2", "3", "4", "5"]
    assert not BurialUnit.objects.filter(number_key__startswith="~").exists()


def test_a_number_that_another_took_over_is_not_given_back(sent: Submission, today: date) -> None:
    block = make_block()
    unit = make_unit(section=block, number="12")
    act = renumber_unit(unit=unit, entry=RenumberingEntry(on=today, numbers={unit.pk: "13"}, section=block), sent=sent)
    make_unit(section=block, number="12")
    with pytest.raises(RuleBroken, match="El número antic 12"):
        take_back_renumbering(act)


def test_a_unit_moves_to_another_block_with_its_number(sent: Submission, today: date) -> None:
    old, new = make_block(), make_block(name="B")
    unit = make_unit(section=old, number="12")
    act = renumber_unit(unit=unit, entry=RenumberingEntry(on=today, numbers={unit.pk: "12"}, section=new), sent=sent)
    unit.refresh_from_db()
    assert (unit.section, FormerNumber.objects.get().section) == (new, old)
    take_back_renumbering(act)
    unit.refresh_from_db()
    assert unit.section == old


def test_units_are_closed_and_come_back(sent: Submission, today: date) -> None:
    block = make_block()
    units = [make_unit(section=block, number=str(number)) for number in (1, 2)]
    keys = tuple(unit.pk for unit in units)
    entry = ClosingEntry(on=date(2026, 11, 1), unit_ids=keys, reason="ruin", note="Esquerda a la volta")
    act = close_units(unit=None, entry=entry, sent=sent)
    assert derive_state(facts_of(units[0], today)).state is State.OUT
    assert (act.unit, act.detail) == (None, "Ruïna. Esquerda a la volta. 1, 2, Bloc A")
    with pytest.raises(RuleBroken, match="Ja són fora de servei"):
        close_units(unit=units[0], entry=replace(entry, unit_ids=keys[:1]), sent=sent)
    back = reopen_units(unit=units[0], entry=ClosingEntry(on=today, unit_ids=keys[:1]), sent=sent)
    assert derive_state(facts_of(units[0], today)).state is State.FREE
    assert derive_state(facts_of(units[1], today)).state is State.OUT
    with pytest.raises(RuleBroken, match="Ja s’han fet servir"):
        take_back_out_of_service(act)
    take_back_back_in_service(back)
    assert derive_state(facts_of(units[0], today)).state is State.OUT
    take_back_out_of_service(act)
    assert derive_state(facts_of(units[1], date(2026, 11, 2))).state is State.FREE
    assert Closure.objects.filter(annulled=True).count() == 2


def test_a_closed_unit_keeps_who_rests_there_and_its_holders_are_thought_of(sent: Submission, today: date) -> None:
    unit = make_unit()
    make_concession(unit)
    make_burial(unit)
    entry = ClosingEntry(on=today, unit_ids=(unit.pk,), reason="works", until=date(2027, 2, 1))
    with pytest.raises(RuleBroken, match="aviseu-ne els titulars"):
        close_units(unit=unit, entry=entry, sent=sent)
    close_units(unit=unit, entry=entry, sent=replace(sent, reason="Se’ls ha avisat"))
    assert facts_of(unit, today).resting_count == 1
    assert not facts_of(unit, date(2027, 2, 1)).out_of_service


def test_x43_what_is_in_service_does_not_come_back_into_it(sent: Submission, today: date) -> None:
    unit = make_unit()
    with pytest.raises(RuleBroken, match="No són fora de servei"):
        reopen_units(unit=unit, entry=ClosingEntry(on=today, unit_ids=(unit.pk,)), sent=sent)
    make_closure(unit, period=(today, None))
    with pytest.raises(RuleBroken, match="anul·leu"):
        reopen_units(unit=unit, entry=ClosingEntry(on=today, unit_ids=(unit.pk,)), sent=sent)


def test_an_empty_unit_is_given_up_for_good_and_its_number_is_free_again(sent: Submission, today: date) -> None:
    unit = make_unit(section=make_block())
    act = retire_unit(unit=unit, entry=ClosingEntry(on=today, unit_ids=(unit.pk,), note="Enderroc"), sent=sent)
    assert unit not in units_on(today)
    assert unit in units_on(date(2026, 11, 22))
    other = make_unit(section=unit.section)
    with pytest.raises(RuleBroken, match="ja és d’una altra"):
        take_back_out_of_service(act)
    BurialUnit.objects.filter(pk=other.pk).update(retired_on=today)
    take_back_out_of_service(act)
    assert unit in units_on(today)


def test_x43_a_unit_in_use_is_not_given_up(sent: Submission, today: date) -> None:
    entry = ClosingEntry(on=today)
    occupied, held, later = make_unit(number="1"), make_unit(number="2"), make_unit(number="3")
    make_burial(occupied)
    make_concession(held)
    make_burial(later, on="2026-11-20", kind="exhumation", to_unit=None, from_unit=later)
    for unit, on, words in (
        (occupied, today, "Encara hi reposa algú"),
        (held, today, "dret vigent"),
        (later, date(2026, 11, 1), "fets posteriors"),
        (make_unit(number="4"), date(2026, 12, 1), "encara no ha arribat"),
    ):
        with pytest.raises(RuleBroken, match=words):
            retire_unit(unit=unit, entry=replace(entry, on=on, unit_ids=(unit.pk,)), sent=sent)


def test_what_was_done_to_many_units_is_annulled_like_any_act(sent: Submission, today: date) -> None:
    block, why = make_block(), replace(sent, reason="S’havia fet al bloc equivocat")
    made = create_units(entry=of_numbers(block, "1", "2", "3"), sent=sent)
    keys = BurialUnit.objects.order_by("number_order").values_list("pk", flat=True)
    turned = dict(zip(keys, ("3", "2", "1"), strict=True))
    numbered = renumber_block(section=block, entry=RenumberingEntry(on=today, numbers=turned, section=block), sent=sent)
    closed = close_units(unit=None, entry=ClosingEntry(on=today, unit_ids=tuple(keys)), sent=sent)
    with pytest.raises(RuleBroken, match="X44"):
        annul_act(act=made, sent=why)
    for act in (closed, numbered, made):
        annul_act(act=act, sent=why)
    assert numbers_of(block, today) == []
    assert Act.objects.filter(annulled_at__isnull=False).count() == 3


def test_the_annulment_of_a_whole_block_asks_no_more_than_that_of_a_part(
    sent: Submission, today: date, django_assert_max_num_queries: Any
) -> None:
    section = make_block()
    create_units(entry=a_range(section, floors=5, columns=10), sent=sent)
    units = list(BurialUnit.objects.order_by("pk"))
    entry = RenumberingEntry(on=today, numbers={unit.pk: f"{unit.number}-bis" for unit in units}, section=section)
    act = renumber_block(section=section, entry=entry, sent=sent)
    with django_assert_max_num_queries(60):
        annul_act(act=act, sent=replace(sent, reason="Era un altre bloc"))
    assert Act.objects.filter(kind="annulment").count() == len(units)
