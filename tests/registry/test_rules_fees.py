"""R64 and R65, and the tariff's own rules; how amounts are found is told in tests/fees."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from cementiris.fees.conditions import Conditions, Question
from cementiris.fees.models import Adjustment as AdjustmentRow
from cementiris.fees.models import Rate as RateRow
from cementiris.fees.models import Tariff
from cementiris.fees.presets import load_preset
from cementiris.fees.queries import lines_of, tariff_on
from cementiris.fees.rules import (
    Adjustment,
    Gap,
    Rate,
    price,
    r64_in_force,
    r65_with_surcharges,
    x63_may_be_rewritten,
    x64_ties,
)
from cementiris.fees.services import begin_tariff, publish

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Days:
    valid_from: date
    valid_until: date | None


OLD = Days(date(2010, 1, 1), date(2017, 12, 31))
NEW = Days(date(2018, 1, 1), None)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2009, 12, 31), None),
        (date(2010, 1, 1), OLD),
        (date(2017, 12, 31), OLD),
        (date(2018, 1, 1), NEW),
        (date(2026, 11, 23), NEW),
    ],
)
def test_r64_the_tariff_is_that_of_the_application_day(on: date, expected: Days | None) -> None:
    assert r64_in_force([NEW, OLD], on) == expected


@pytest.mark.usefixtures("in_vilaclara")
def test_r64_roses_charged_less_for_a_change_of_name_before() -> None:
    change = Question(concept="name_change")
    publish(begin_tariff(name="Anterior", valid_from=date(2010, 1, 1), preset=load_preset("roses_earlier")))
    publish(begin_tariff(name="Vigent", valid_from=date(2018, 1, 1), preset=load_preset("roses")))
    for on, amount in ((date(2017, 12, 31), "88.12"), (date(2018, 1, 1), "93.14")):
        tariff = tariff_on(on)
        assert tariff is not None
        priced = price(lines_of(tariff), change)
        assert not isinstance(priced, Gap)
        assert priced.amount == Decimal(amount)


@pytest.mark.parametrize(("rate", "with_surcharge"), [("176.90", "212.28"), ("354.90", "425.88"), ("90.30", "108.36")])
def test_r65_castelldefels_adds_a_fifth_for_the_first_row(rate: str, with_surcharge: str) -> None:
    first_row = Adjustment(percent=Decimal(20), when=Conditions(floors=(1, 1)))
    assert r65_with_surcharges(Decimal(rate), [first_row]) == Decimal(with_surcharge)


def test_r65_nothing_costs_less_than_nothing() -> None:
    half_and_more = [Adjustment(percent=Decimal(-60)), Adjustment(percent=Decimal(-60))]
    assert r65_with_surcharges(Decimal("10"), half_and_more) == 0


def a_tariff(valid_from: date, valid_until: date | None = None, *, is_published: bool = True) -> Tariff:
    return Tariff.objects.create(
        name="Tarifa", valid_from=valid_from, valid_until=valid_until, is_published=is_published
    )


@pytest.mark.usefixtures("in_vilaclara")
def test_x60_one_tariff_is_in_force_at_a_time() -> None:
    a_tariff(OLD.valid_from, OLD.valid_until)
    a_tariff(NEW.valid_from)
    a_tariff(date(2012, 1, 1), is_published=False)
    with pytest.raises(IntegrityError, match="x60_one_tariff_at_a_time"), transaction.atomic():
        a_tariff(OLD.valid_until or NEW.valid_from)


@pytest.mark.usefixtures("in_vilaclara")
def test_x61_a_tariff_does_not_end_before_it_begins() -> None:
    a_tariff(NEW.valid_from, NEW.valid_from)
    with pytest.raises(IntegrityError, match="x61_"), transaction.atomic():
        a_tariff(NEW.valid_from + ONE_DAY, NEW.valid_from, is_published=False)


@pytest.mark.usefixtures("in_vilaclara")
def test_x62_no_rate_is_negative_and_no_percentage_beyond_a_hundred() -> None:
    tariff = a_tariff(NEW.valid_from)
    with pytest.raises(IntegrityError, match="x62_no_negative_rate"), transaction.atomic():
        RateRow.objects.create(tariff=tariff, concept="burial", amount=Decimal("-0.01"))
    for percent in ("100.01", "-100.01"):
        with pytest.raises(IntegrityError, match="x62_percent_within_100"), transaction.atomic():
            AdjustmentRow.objects.create(tariff=tariff, percent=Decimal(percent))


def test_x63_a_tariff_that_was_charged_is_not_rewritten() -> None:
    assert x63_may_be_rewritten(is_used=False)
    assert not x63_may_be_rewritten(is_used=True)


def test_x64_lines_that_tie_are_named() -> None:
    niche = Rate(concept="grant", amount=Decimal(100), when=Conditions(kinds=frozenset({"niche"})))
    first_row = Rate(concept="grant", amount=Decimal(90), when=Conditions(floors=(1, 1)))
    assert x64_ties([niche, first_row]) == [(first_row, niche)]
    assert x64_ties([niche, Rate(concept="burial", amount=Decimal(90))]) == []
