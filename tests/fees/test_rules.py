"""How a tariff is read: the most specific line, what is asked, what is missing; amounts exact to the cent."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cementiris.fees.conditions import Conditions, Question, can_meet, specificity
from cementiris.fees.rules import (
    Adjustment,
    Gap,
    Lack,
    Per,
    Quote,
    Rate,
    TariffLines,
    coverage,
    days_without,
    price,
    quote,
    r64_in_force,
    to_the_cent,
    x64_ties,
)

NICHE = Question(concept="grant", kind="niche", floor=1, built_year=1990, term_years=25)


def rate(amount: str, concept: str = "grant", **when: Any) -> Rate:
    return Rate(concept=concept, amount=Decimal(amount), when=Conditions(**when))


def amount(tariff: TariffLines, question: Question) -> Decimal:
    priced = price(tariff, question)
    assert not isinstance(priced, Gap), priced
    return priced.amount


def lack(tariff: TariffLines, question: Question) -> Gap:
    gap = price(tariff, question)
    assert isinstance(gap, Gap), gap
    return gap


def test_the_most_specific_line_wins() -> None:
    tariff = TariffLines((rate("100"), rate("80", kinds=frozenset({"niche"})), rate("70", terms=(5, 5))))
    assert amount(tariff, NICHE) == 80
    assert amount(tariff, Question(concept="grant", kind="tomb", term_years=50)) == 100


def test_a_line_for_one_value_is_closer_than_one_for_a_span() -> None:
    tariff = TariffLines((rate("320", terms=(None, 50)), rate("108", terms=(2, 2))))
    assert amount(tariff, Question(concept="grant", term_years=2)) == 108
    assert amount(tariff, Question(concept="grant", term_years=50)) == 320


def test_two_equally_specific_lines_are_told_and_not_chosen_between() -> None:
    tariff = TariffLines((rate("100", kinds=frozenset({"niche"})), rate("90", floors=(1, 1))))
    gap = lack(tariff, NICHE)
    assert (gap.lack, [line.amount for line in gap.options]) == (Lack.TWO, [90, 100])


def test_what_the_tariff_does_not_say_is_never_zero() -> None:
    gap = lack(TariffLines((rate("100", kinds=frozenset({"tomb"})),)), NICHE)
    assert gap.lack is Lack.NONE
    assert quote(TariffLines(), [NICHE]).gaps == (Gap(lack=Lack.NONE, concept="grant"),)
    assert not quote(TariffLines(), [NICHE]).is_complete


def test_a_line_of_zero_euros_is_an_amount() -> None:
    assert quote(TariffLines((rate("0"),)), [NICHE]).is_complete


def test_only_what_would_decide_is_asked_for() -> None:
    tariff = TariffLines((rate("63.05", "name_change"), rate("27.80", "name_change", kinship="direct")))
    gap = lack(tariff, Question(concept="name_change"))
    assert (gap.lack, gap.unknown) == (Lack.UNKNOWN, ("kinship",))
    assert amount(tariff, Question(concept="name_change", kinship="other")) == Decimal("63.05")
    less = TariffLines((rate("50", kinds=frozenset({"niche"}), floors=(1, 1)), rate("40", variant="x")))
    assert amount(less, NICHE) == 50


def test_square_metres_and_years_multiply() -> None:
    ground = Rate(concept="grant", amount=Decimal("2950.55"), per=Per.SQUARE_METRE)
    assert lack(TariffLines((ground,)), NICHE).unknown == ("area",)
    assert amount(TariffLines((ground,)), Question(concept="grant", area=Decimal("3.25"))) == Decimal("9589.29")
    yearly = Rate(concept="grant", amount=Decimal("28.75"), per=Per.YEAR)
    assert amount(TariffLines((yearly,)), Question(concept="grant", term_years=5)) == Decimal("143.75")
    assert lack(TariffLines((yearly,)), Question(concept="grant")).unknown == ("term_years",)
    roll = Rate(concept="conservation", amount=Decimal("6"), per=Per.YEAR)
    assert amount(TariffLines((roll,)), Question(concept="conservation", term_years=50)) == 6


def test_surcharges_are_counted_on_the_base_and_not_on_each_other() -> None:
    extra = (Adjustment(percent=Decimal(20)), Adjustment(percent=Decimal(10)), Adjustment(percent=Decimal(-50)))
    assert amount(TariffLines((rate("100"),), extra), NICHE) == 80


def test_an_adjustment_counts_only_for_its_concepts_and_conditions() -> None:
    extra = Adjustment(percent=Decimal(20), concepts=frozenset({"grant"}), when=Conditions(floors=(1, 1)))
    tariff = TariffLines((rate("100"), rate("10", "burial")), (extra,))
    assert amount(tariff, NICHE) == 120
    assert amount(tariff, Question(concept="grant", floor=2)) == 100
    assert amount(tariff, Question(concept="burial", floor=1)) == 10
    assert lack(tariff, Question(concept="grant")).unknown == ("floor",)


def test_residents_may_pay_less() -> None:
    tariff = TariffLines((rate("100"),), (Adjustment(percent=Decimal(-30), when=Conditions(resident=True)),))
    assert amount(tariff, Question(concept="grant", resident=True)) == 70
    assert amount(tariff, Question(concept="grant", resident=False)) == 100
    assert lack(tariff, Question(concept="grant")).unknown == ("resident",)


def test_an_act_without_a_line_of_its_own_is_priced_as_its_like() -> None:
    tariff = TariffLines((rate("10", "title"), rate("42.20", "name_change"), rate("5", "duplicate")))
    assert amount(tariff, Question(concept="duplicate")) == 5
    assert amount(tariff, Question(concept="transfer_mortis_causa")) == Decimal("42.20")
    assert lack(tariff, Question(concept="burial")).lack is Lack.NONE


def test_half_a_cent_is_rounded_up() -> None:
    assert [str(to_the_cent(Decimal(text))) for text in ("0.005", "948.175", "1.004")] == ["0.01", "948.18", "1.00"]


def test_clashing_lines_are_found_before_any_act_meets_them() -> None:
    niche, row, tomb = (
        rate("1", kinds=frozenset({"niche"})),
        rate("2", floors=(1, 2)),
        rate("3", kinds=frozenset({"tomb"})),
    )
    assert x64_ties([niche, tomb]) == []
    assert x64_ties([niche, rate("4", floors=(2, 2)), tomb]) != []
    assert x64_ties([row, rate("4", floors=(3, None))]) == []
    assert x64_ties([row, rate("4", floors=(None, 2))]) == [(row, rate("4", floors=(None, 2)))]
    assert x64_ties([rate("1", kinship="direct"), rate("2", kinship="siblings")]) == []
    assert x64_ties([rate("1", resident=True), rate("2", resident=False)]) == []


def test_the_coverage_tells_gaps_and_ties_of_the_cases_of_a_town() -> None:
    tariff = TariffLines(
        (rate("1", kinds=frozenset({"niche"})), rate("2", floors=(1, 1)), rate("3", "burial", kinship="direct"))
    )
    cases = [NICHE, Question(concept="grant", kind="niche", floor=2), Question(concept="grant", kind="tomb", floor=2)]
    found = coverage(tariff, [*cases, Question(concept="burial")])
    assert [(case.kind, gap.lack) for case, gap in found] == [("niche", Lack.TWO), ("tomb", Lack.NONE)]


KINDS = st.frozensets(st.sampled_from(["niche", "tomb", "columbarium"]), max_size=2)
ENDS = st.none() | st.integers(1, 4)
SPANS = st.tuples(ENDS, ENDS).filter(lambda span: None in span or span[0] <= span[1])
CENTS = st.integers(0, 10_000_000).map(lambda cents: Decimal(cents) / 100)
WHEN = st.builds(Conditions, kinds=KINDS, floors=SPANS, terms=SPANS, kinship=st.sampled_from(["", "direct"]))
RATES = st.builds(Rate, concept=st.just("grant"), amount=CENTS, when=WHEN, key=st.integers(0, 99))
ADJUSTMENTS = st.builds(Adjustment, percent=st.integers(-100, 100).map(Decimal), when=WHEN, key=st.integers(0, 99))
QUESTIONS = st.builds(
    Question,
    concept=st.just("grant"),
    kind=st.sampled_from(["", "niche", "tomb"]),
    floor=ENDS,
    term_years=ENDS,
    kinship=st.sampled_from(["", "direct", "other"]),
)
TARIFFS = st.tuples(st.lists(RATES, max_size=6), st.lists(ADJUSTMENTS, max_size=4))


@given(tariff=TARIFFS, question=QUESTIONS, data=st.data())
def test_the_order_of_the_lines_does_not_matter(tariff: Any, question: Question, data: st.DataObject) -> None:
    rates, adjustments = tariff
    shuffled = TariffLines(tuple(data.draw(st.permutations(rates))), tuple(data.draw(st.permutations(adjustments))))
    first, second = (quote(lines, [question]) for lines in (TariffLines(tuple(rates), tuple(adjustments)), shuffled))
    assert (first.total, first.is_complete) == (second.total, second.is_complete)


@given(tariff=TARIFFS, question=QUESTIONS)
def test_nothing_ever_costs_less_than_nothing(tariff: Any, question: Question) -> None:
    found: Quote = quote(TariffLines(tuple(tariff[0]), tuple(tariff[1])), [question])
    assert found.total >= 0
    assert found.total == to_the_cent(found.total)
    assert len(found.lines) + len(found.gaps) == 1


@given(base=CENTS, more=CENTS, adjustments=st.lists(ADJUSTMENTS, max_size=3), question=QUESTIONS)
def test_a_dearer_rate_never_costs_less(base: Decimal, more: Decimal, adjustments: Any, question: Question) -> None:
    cheap, dear = (
        quote(TariffLines((Rate(concept="grant", amount=amount),), tuple(adjustments)), [question]).total
        for amount in (base, base + more)
    )
    assert cheap <= dear


@given(one=WHEN, other=WHEN, question=QUESTIONS)
def test_two_lines_that_a_case_meets_can_meet(one: Conditions, other: Conditions, question: Question) -> None:
    first, second = (
        Rate(concept="grant", amount=Decimal(1), when=one),
        Rate(concept="grant", amount=Decimal(2), when=other),
    )
    found = price(TariffLines((first, second)), question)
    if isinstance(found, Gap) and found.lack is Lack.TWO:
        assert can_meet(one, other)
        assert specificity(one) == specificity(other)
        assert x64_ties([first, second])


@pytest.mark.parametrize("concept", ["conversion", "grant"])
def test_a_conversion_at_half_the_rate_leaves_the_grant_whole(concept: str) -> None:
    half = Adjustment(percent=Decimal(-50), concepts=frozenset({"conversion"}))
    expected = {"conversion": Decimal("842.95"), "grant": Decimal("1685.90")}
    assert amount(TariffLines((rate("1685.90"),), (half,)), Question(concept=concept)) == expected[concept]


DAY = st.dates(date(2000, 1, 1), date(2005, 1, 1))


@dataclass(frozen=True)
class Days:
    valid_from: date
    valid_until: date | None


@given(st.lists(DAY, min_size=2, max_size=8, unique=True), DAY)
def test_a_day_between_the_tariffs_is_either_in_force_or_told_as_missing(ends: list[date], day: date) -> None:
    ordered = sorted(ends)
    tariffs = [Days(first, last) for first, last in zip(ordered[::2], ordered[1::2], strict=False)]
    if not tariffs[0].valid_from <= day <= (tariffs[-1].valid_until or day):
        return
    is_told = any(first <= day <= last for first, last in days_without(tariffs))
    assert is_told == (r64_in_force(tariffs, day) is None)
