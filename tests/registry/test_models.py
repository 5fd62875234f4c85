"""What must never be false is also a constraint: it survives imports, shells and races."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from cementiris.accounts.models import Municipality
from cementiris.registry.models import (
    Act,
    BurialUnit,
    Cemetery,
    Concession,
    Merger,
    Movement,
    Ordinance,
    Person,
    Section,
    Standing,
    UnitKind,
)
from cementiris.tenancy.scope import municipality
from tests.factories import (
    make_block,
    make_burial,
    make_cemetery,
    make_closure,
    make_concession,
    make_ordinance,
    make_unit,
)

pytestmark = pytest.mark.usefixtures("in_vilaclara")


def refused(constraint: str, write: Callable[[], Any]) -> None:
    """Expect the database itself to refuse, by that constraint."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        write()
    assert caught.value.__cause__.diag.constraint_name == constraint  # type: ignore[union-attr]


TERM = (date(2000, 3, 1), date(2050, 3, 1))


@pytest.mark.parametrize(
    "other",
    [
        TERM,
        (date(2049, 12, 31), date(2099, 1, 1)),
        (date(1990, 1, 1), date(2000, 3, 2)),
        (date(2010, 1, 1), date(2020, 1, 1)),
        (date(2010, 1, 1), None),
        (None, date(2001, 1, 1)),
        (None, None),
    ],
)
def test_x1_two_rights_never_overlap_on_one_unit(other: tuple[date | None, date | None]) -> None:
    unit = make_unit()
    make_concession(unit, term=TERM)
    refused("x1_one_right_at_a_time", lambda: make_concession(unit, term=other))


@pytest.mark.parametrize("other", [(date(1950, 1, 1), TERM[0]), (TERM[1], date(2099, 1, 1)), (TERM[1], None)])
def test_x1_one_right_may_follow_another_on_the_next_day(other: tuple[date | None, date | None]) -> None:
    unit = make_unit()
    make_concession(unit, term=TERM)
    make_concession(unit, term=other)
    assert Concession.objects.filter(unit=unit).count() == 2


@pytest.mark.parametrize("standing", [Standing.DISPUTED, Standing.ANNULLED])
def test_x1_a_disputed_or_annulled_entry_may_contradict_a_right(standing: str) -> None:
    unit = make_unit()
    make_concession(unit, term=TERM)
    disputed = make_concession(unit, term=TERM, standing=standing)
    refused("x1_one_right_at_a_time", lambda: Concession.objects.filter(pk=disputed.pk).update(standing="accepted"))


def test_x1_says_its_code_to_a_form() -> None:
    unit = make_unit()
    make_concession(unit, term=TERM)
    with pytest.raises(ValidationError) as caught:
        Concession(unit=unit, term=TERM, municipality_id=unit.municipality_id).full_clean()
    assert "X1" in {error.code for error in caught.value.error_dict["__all__"]}


def test_x1_two_units_are_two_matters() -> None:
    make_concession(make_unit(number="1"), term=TERM)
    make_concession(make_unit(number="2"), term=TERM)
    assert Concession.objects.count() == 2


def test_x2_a_right_of_no_days_is_refused() -> None:
    day = date(2000, 3, 1)
    refused("x2_term_is_not_empty", lambda: make_concession(make_unit(), term=(day, day)))


@pytest.mark.parametrize("spelling", ["12 bis", "012 BIS", "12-bis", " 12  bis "])
def test_x3_one_number_is_one_unit_however_it_is_written(spelling: str) -> None:
    block = make_block()
    make_unit(section=block, number="12 bis")
    refused("x3_one_unit_per_number", lambda: make_unit(section=block, number=spelling))


def test_x3_holds_outside_sections_too() -> None:
    make_unit(number="12")
    refused("x3_one_unit_per_number", lambda: make_unit(number="12"))


def test_x3_another_block_or_kind_has_its_own_numbers() -> None:
    block = make_block()
    make_unit(section=block, number="12")
    make_unit(section=make_block(name="B"), number="12")
    make_unit(section=block, number="12", kind=UnitKind.TOMB)
    make_unit(number="12")
    assert BurialUnit.objects.count() == 4


def test_numbers_are_kept_as_written_and_sorted_as_counted() -> None:
    block = make_block()
    for number in ("12 bis", "9", "110", "12"):
        make_unit(section=block, number=number)
    assert list(BurialUnit.objects.order_by("number_order").values_list("number", flat=True)) == [
        "9",
        "12",
        "12 bis",
        "110",
    ]


@pytest.mark.parametrize("years", [0, 76, 99])
def test_r1_no_ordinance_grants_longer_than_the_law(years: int) -> None:
    refused("r1_legal_maximum", lambda: make_ordinance(max_term_years=years))


def test_one_ordinance_a_day() -> None:
    make_ordinance()
    refused("registry_ordinance_one_a_day", make_ordinance)


@pytest.mark.parametrize(
    "choice", [{"reopening_years": 1}, {"reopening_years_group_1": 4}, {"perpetual_years": 98}, {"reminder_months": 0}]
)
def test_a_town_may_be_stricter_than_the_law_but_not_laxer(choice: dict[str, int]) -> None:
    with pytest.raises(ValidationError):
        Ordinance(valid_from=date(2020, 1, 1), **choice).full_clean(exclude=["municipality"])


def test_a_cemetery_is_named_once_a_town(puigfosc: Municipality) -> None:
    Cemetery.objects.create(name="Vell")
    refused("registry_cemetery_name", lambda: Cemetery.objects.create(name="Vell"))
    with municipality(puigfosc.pk):
        Cemetery.objects.create(name="Vell")


def test_a_block_is_named_once_within_its_part_of_the_cemetery() -> None:
    make_block(name="A")
    refused("registry_section_name", lambda: Section.objects.create(cemetery=make_cemetery(), name="A"))
    zone = Section.objects.create(cemetery=make_cemetery(), name="Ampliació", level_name="Zona")
    Section.objects.create(cemetery=make_cemetery(), name="A", parent=zone)


def test_r77_one_line_of_the_old_book_is_taken_in_once() -> None:
    unit = make_unit()
    first = make_burial(unit, legacy_key="1234")
    refused("r77_one_movement_per_legacy_key", lambda: make_burial(unit, legacy_key="1234"))
    first.annulled = True
    first.save()
    make_burial(unit, legacy_key="1234")
    make_burial(unit)
    make_burial(unit)
    assert Movement.objects.count() == 4


def test_the_same_form_is_registered_once(in_vilaclara: Municipality) -> None:
    key = uuid4()
    Act.objects.create(kind="burial", on=date(2026, 11, 23), submission_key=key)
    refused(
        "registry_act_sent_once",
        lambda: Act.objects.create(kind="burial", on=date(2026, 11, 23), submission_key=key),
    )
    Act.objects.create(kind="burial", on=date(2026, 11, 23))
    Act.objects.create(kind="burial", on=date(2026, 11, 23))


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("1974-05-03", date(1974, 5, 3), date(1974, 5, 3)),
        ("1974-05", date(1974, 5, 1), date(1974, 5, 31)),
        ("1936?", date(1936, 1, 1), date(1936, 12, 31)),
        ("195X", date(1950, 1, 1), date(1959, 12, 31)),
        ("../1980", None, date(1980, 12, 31)),
    ],
)
@pytest.mark.parametrize("bulk", [False, True])
def test_a_partial_date_is_written_with_its_bounds(
    text: str, earliest: date | None, latest: date | None, bulk: bool
) -> None:
    person = Person(text="Josep Puig", died_on=text)
    if bulk:
        Person.objects.bulk_create([person])
    else:
        person.save()
    person.refresh_from_db()
    assert (person.died_on, person.died_from, person.died_until) == (text, earliest, latest)


def test_a_text_that_is_no_date_is_refused() -> None:
    with pytest.raises(ValidationError):
        Person(text="Josep Puig", died_on="tardor").full_clean(exclude=["municipality"])


def test_an_unknown_day_of_burial_keeps_the_bounds_that_a_service_gave() -> None:
    burial = make_burial(make_unit(), on="", on_from=date(1936, 1, 1), on_until=date(1936, 12, 31))
    burial.refresh_from_db()
    assert (burial.on, burial.on_from, burial.on_until) == ("", date(1936, 1, 1), date(1936, 12, 31))


def test_nothing_that_others_point_at_can_be_deleted() -> None:
    unit = make_unit()
    make_burial(unit)
    for thing in (unit, unit.cemetery, Person.objects.get()):
        with pytest.raises(IntegrityError), transaction.atomic():
            thing.delete()


def test_a_name_is_sought_without_accents() -> None:
    person = Person.objects.create(text="Mercè Núñez i Güell")
    assert Person.objects.filter(folded__contains=" merce ").get() == person


def test_x19_a_unit_is_retired_after_it_was_opened() -> None:
    day = date(2020, 1, 1)
    refused("x19_a_unit_is_retired_after_it_was_opened", lambda: make_unit(opened_on=day, retired_on=day))


def test_x20_a_unit_is_closed_once_at_a_time() -> None:
    unit = make_unit()
    make_closure(unit, period=(date(2020, 1, 1), date(2020, 6, 1)))
    make_closure(unit, period=(date(2020, 6, 1), None))
    refused("x20_one_closure_at_a_time", lambda: make_closure(unit, period=(date(2021, 1, 1), date(2021, 2, 1))))


def test_x20_a_closure_begins_on_a_known_day() -> None:
    refused("x20_a_closure_begins_on_a_day", lambda: make_closure(make_unit(), period=(None, date(2020, 1, 1))))


def test_x21_a_unit_is_part_of_one_other_at_most() -> None:
    part, one, another = (make_unit(number=number) for number in ("1", "2", "3"))
    Merger.objects.create(unit=one, part=part, since=date(2020, 1, 1), former_kind=one.kind)
    refused(
        "x21_part_of_one_unit",
        lambda: Merger.objects.create(unit=another, part=part, since=date(2021, 1, 1), former_kind=one.kind),
    )
    refused(
        "x21_not_part_of_itself",
        lambda: Merger.objects.create(unit=one, part=one, since=date(2021, 1, 1), former_kind=one.kind),
    )
