"""Two niches that become one, and one that becomes two again."""

from dataclasses import replace
from datetime import date

import pytest

from cementiris.accounts.models import User
from cementiris.registry.entries import Submission
from cementiris.registry.entries.places import MergeEntry, RenumberingEntry, SplitEntry
from cementiris.registry.models import Act, BurialUnit, FormerNumber, Merger, Movement, Section
from cementiris.registry.queries import facts_of, last_day_of, resting_in, right_of, units_on
from cementiris.registry.rules.calendar import Moment
from cementiris.registry.services.annulment import annul_act
from cementiris.registry.services.renumbering import renumber_unit
from cementiris.registry.services.submission import RuleBroken
from cementiris.registry.services.unit_changes import merge_units, split_unit, take_back_merger, take_back_split
from cementiris.registry.unit_search import units_by_code
from tests.factories import make_block, make_burial, make_concession, make_person, make_unit

pytestmark = pytest.mark.usefixtures("in_vilaclara")
BEFORE = date(2026, 11, 22)


@pytest.fixture
def sent(aina_user: User, today: date) -> Submission:
    return Submission(actor=aina_user, today=today)


@pytest.fixture
def block(in_vilaclara: object) -> Section:
    return make_block()


def a_niche(block: Section, number: int) -> BurialUnit:
    return make_unit(section=block, number=str(number), floor=1, column=number)


def merged(kept: BurialUnit, *parts: BurialUnit, sent: Submission, number: str = "") -> Act:
    entry = MergeEntry(on=sent.today, part_ids=tuple(part.pk for part in parts), number=number)
    return merge_units(unit=kept, entry=entry, sent=sent)


def test_two_niches_become_a_double_one_where_everybody_rests(block: Section, sent: Submission, today: date) -> None:
    kept, part = a_niche(block, 12), a_niche(block, 13)
    holder = make_person(text="Mercè Serra")
    right, other = make_concession(kept, holder=holder), make_concession(part, holder=holder, title_number="T-2")
    make_burial(kept, on="2026-01-05")
    make_burial(part, on="2026-05-03")
    act = merged(kept, part, sent=sent, number="12-13")
    kept.refresh_from_db()
    assert (kept.kind, kept.number) == ("double_niche", "12-13")
    assert (facts_of(kept, today).resting_count, facts_of(kept, today).last_burial) == (
        2, Moment.on(date(2026, 5, 3)),
    )  # fmt: skip
    assert list(units_on(today)) == [kept]
    assert list(units_on(BEFORE).order_by("number_order")) == [kept, part]
    other.refresh_from_db()
    assert (right_of(kept, today), other.ended_on, other.ended_reason, other.ended_by) == (right, today, "merged", act)
    assert resting_in(part, BEFORE).count() == 1
    assert set(FormerNumber.objects.values_list("unit", "number")) == {(kept.pk, "12"), (kept.pk, "13")}


def test_a_merger_is_taken_back_to_the_letter(block: Section, sent: Submission, today: date) -> None:
    kept, part = a_niche(block, 12), a_niche(block, 13)
    holder = make_person(text="Mercè Serra")
    make_concession(kept, holder=holder)
    other = make_concession(part, holder=holder, title_number="T-2")
    make_burial(part)
    take_back_merger(merged(kept, part, sent=sent, number="12-13"))
    kept.refresh_from_db()
    other.refresh_from_db()
    assert (kept.kind, kept.number, resting_in(part, today).count()) == ("niche", "12", 1)
    assert (other.ended_on, other.ended_reason, last_day_of(other)) == (None, "", date(2050, 2, 28))
    assert units_on(today).count() == 2
    assert merged(kept, part, sent=sent).pk


def test_x41_rights_of_two_families_are_not_joined(block: Section, sent: Submission) -> None:
    kept, part = a_niche(block, 12), a_niche(block, 13)
    make_concession(part, holder=make_person(text="Pere Costa"))
    with pytest.raises(RuleBroken, match="Feu l’agrupació des de la fitxa"):
        merged(kept, part, sent=sent)
    make_concession(kept, title_number="T-2", holder=make_person(text="Mercè Serra"))
    with pytest.raises(RuleBroken, match="d’altres titulars"):
        merged(kept, part, sent=sent)


def test_x41_units_that_do_not_touch_need_a_reason(block: Section, sent: Submission) -> None:
    kept, part, far = a_niche(block, 12), a_niche(block, 13), a_niche(block, 15)
    with pytest.raises(RuleBroken, match="no es toquen") as broken:
        merged(kept, part, far, sent=sent)
    assert broken.value.can_be_overruled
    merged(kept, part, far, sent=replace(sent, reason="La columna 14 és un pilar"))
    assert Merger.objects.count() == 2


def test_x41_what_happened_later_is_not_turned_round(block: Section, sent: Submission) -> None:
    kept, part = a_niche(block, 12), a_niche(block, 13)
    make_burial(part, on="2026-11-20")
    entry = MergeEntry(on=date(2026, 11, 1), part_ids=(part.pk,))
    with pytest.raises(RuleBroken, match="20/11/2026"):
        merge_units(unit=kept, entry=entry, sent=sent)
    with pytest.raises(RuleBroken, match="Trieu amb quines"):
        merge_units(unit=kept, entry=replace(entry, part_ids=()), sent=sent)


def test_a_double_niche_is_divided_again_as_the_clerk_says(block: Section, sent: Submission, today: date) -> None:
    kept, part = a_niche(block, 12), a_niche(block, 13)
    stays, leaves = make_burial(kept), make_burial(part, deceased=make_person(text="Dolors Mas", is_dead=True))
    merged(kept, part, sent=replace(sent, today=BEFORE), number="12-13")
    homes = {stays.deceased_id: 0, leaves.deceased_id: 1}
    entry = SplitEntry(on=today, kept_number="12", numbers=("13",), homes=homes)
    act = split_unit(unit=kept, entry=entry, sent=sent)
    new = BurialUnit.objects.get(number="13", retired_on=None)
    kept.refresh_from_db()
    assert (kept.number, kept.kind, new.floor, new.column) == ("12", "niche", 1, 13)
    assert [row.deceased for row in resting_in(new, today)] == [leaves.deceased]
    assert [row.deceased for row in resting_in(kept, today)] == [stays.deceased]
    assert [unit.pk for unit in units_on(BEFORE)] == [kept.pk]
    take_back_split(act)
    kept.refresh_from_db()
    assert (kept.number, kept.kind, facts_of(kept, today).resting_count) == ("12-13", "double_niche", 2)
    assert [unit.pk for unit in units_on(today)] == [kept.pk]


def test_x42_everybody_is_said_to_be_somewhere_and_with_a_right(block: Section, sent: Submission, today: date) -> None:
    unit = a_niche(block, 12)
    make_concession(unit)
    row = make_burial(unit)
    entry = SplitEntry(on=today, numbers=("12 bis",))
    with pytest.raises(RuleBroken, match="Digueu de cadascú"):
        split_unit(unit=unit, entry=entry, sent=sent)
    leaves = replace(entry, homes={row.deceased_id: 1})
    with pytest.raises(RuleBroken, match="sense dret") as broken:
        split_unit(unit=unit, entry=leaves, sent=sent)
    assert broken.value.can_be_overruled
    split_unit(unit=unit, entry=leaves, sent=replace(sent, reason="Es concedirà demà"))
    assert Movement.objects.filter(kind="merger").count() == 1


def test_x42_a_number_that_is_taken_is_not_given_again(block: Section, sent: Submission, today: date) -> None:
    unit = a_niche(block, 12)
    a_niche(block, 13)
    for numbers, words in (((), "Escriviu els números"), (("13",), "13"), (("12",), "12")):
        with pytest.raises(RuleBroken, match=words):
            split_unit(unit=unit, entry=SplitEntry(on=today, numbers=numbers), sent=sent)


def test_joining_and_dividing_are_annulled_like_any_act(block: Section, sent: Submission, today: date) -> None:
    kept, part = a_niche(block, 12), a_niche(block, 13)
    row = make_burial(part)
    joined = merged(kept, part, sent=replace(sent, today=BEFORE))
    homes = {row.deceased_id: 1}
    divided = split_unit(unit=kept, entry=SplitEntry(on=today, numbers=("13",), homes=homes), sent=sent)
    why = replace(sent, reason="No s’ha fet")
    with pytest.raises(RuleBroken):
        annul_act(act=joined, sent=why)
    annul_act(act=divided, sent=why)
    assert resting_in(kept, today).count() == 1
    annul_act(act=joined, sent=why)
    assert resting_in(part, today).get().deceased == row.deceased
    assert list(units_on(today).order_by("number_order")) == [kept, part]


def test_every_number_that_a_part_ever_bore_leads_to_the_whole(block: Section, sent: Submission, today: date) -> None:
    kept, part, third = a_niche(block, 12), a_niche(block, 13), a_niche(block, 14)
    entry = RenumberingEntry(on=BEFORE, numbers={part.pk: "113"}, section=block)
    renumber_unit(unit=part, entry=entry, sent=sent)
    merged(part, third, sent=replace(sent, today=BEFORE))
    merged(kept, part, sent=sent)
    for number in ("13", "113", "14", "12"):
        assert units_by_code(number, today) == [kept]


def place(unit: BurialUnit) -> tuple[int | None, ...]:
    unit.refresh_from_db()
    return unit.floor, unit.column, unit.columns_wide, unit.floors_high


def test_two_niches_that_become_one_stand_as_wide_as_both(block: Section, sent: Submission) -> None:
    part, kept = a_niche(block, 12), a_niche(block, 13)
    act = merged(kept, part, sent=sent)
    assert place(kept) == (1, 12, 2, 1)
    take_back_merger(act)
    assert place(kept) == (1, 13, 1, 1)


def test_what_had_been_joined_stands_where_it_did_when_it_is_divided(block: Section, sent: Submission) -> None:
    part, kept, third = a_niche(block, 12), a_niche(block, 13), a_niche(block, 14)
    merged(kept, part, sent=sent)
    merged(kept, third, sent=sent)
    assert place(kept) == (1, 12, 3, 1)
    act = split_unit(unit=kept, entry=SplitEntry(on=sent.today, kept_number="13", numbers=("12", "14")), sent=sent)
    assert place(kept) == (1, 13, 1, 1)
    assert [place(unit) for unit in units_on(sent.today).exclude(pk=kept.pk).order_by("number")] == [
        (1, 12, 1, 1), (1, 14, 1, 1),
    ]  # fmt: skip
    take_back_split(act)
    assert place(kept) == (1, 12, 3, 1)


def test_a_niche_that_was_built_double_is_shared_out(block: Section, sent: Submission) -> None:
    double = make_unit(section=block, number="20", floor=2, column=5, columns_wide=2, kind="double_niche")
    split_unit(unit=double, entry=SplitEntry(on=sent.today, kept_number="21", numbers=("20",)), sent=sent)
    assert place(double) == (2, 5, 1, 1)
    assert place(BurialUnit.objects.get(number="20")) == (2, 6, 1, 1)
    assert place(BurialUnit.objects.get(number="21")) == place(double)


def test_niches_that_make_no_rectangle_keep_their_places(block: Section, sent: Submission) -> None:
    kept, part = a_niche(block, 12), make_unit(section=block, number="30", floor=2, column=13)
    merged(kept, part, sent=replace(sent, reason="Comuniquen per dins"))
    assert place(kept) == (1, 12, 1, 1)
