"""Every amount of the tables of DOMAIN 3, asked of the tariffs that towns may begin from."""

from decimal import Decimal
from typing import Any

import pytest

from cementiris.accounts.models import Municipality
from cementiris.fees.conditions import Question
from cementiris.fees.models import Adjustment, Rate
from cementiris.fees.presets import KEYS, all_presets, load_preset
from cementiris.fees.queries import adjustment_line, rate_line
from cementiris.fees.rules import Gap, Lack, TariffLines, price, x64_ties
from cementiris.fees.words import Concept

pytestmark = pytest.mark.usefixtures("in_vilaclara")

OSSUARY, SINGLE = "amb ossera", "senzill"
AMOUNTS: list[tuple[str, str, dict[str, Any], str]] = [
    ("cunit", "grant", {"kind": "niche", "variant": OSSUARY, "term_years": 49}, "1896.35"),
    ("cunit", "grant", {"kind": "niche", "variant": SINGLE, "term_years": 49}, "1685.90"),
    ("cunit", "grant", {"kind": "columbarium", "term_years": 49}, "353.60"),
    ("cunit", "grant", {"kind": "pantheon", "term_years": 49, "area": Decimal(1)}, "2950.55"),
    ("cunit", "grant", {"kind": "chapel", "term_years": 49, "area": Decimal("12.5")}, "36881.88"),
    ("cunit", "grant", {"kind": "niche", "term_years": 3}, "1249.50"),
    ("cunit", "grant", {"kind": "columbarium", "term_years": 3}, "235.75"),
    *[
        ("cunit", concept, {"kind": kind, "variant": variant}, amount)
        for concept in ("burial", "exhumation", "relocation")
        for kind, variant, amount in (
            ("pantheon", "", "421.60"),
            ("niche", OSSUARY, "84.35"),
            ("niche", SINGLE, "77.35"),
            ("columbarium", "", "77.35"),
        )
    ],
    ("cunit", "conservation", {"kind": "niche"}, "25.30"),
    ("cunit", "conservation", {"kind": "pantheon"}, "79.45"),
    ("cunit", "conservation", {"kind": "columbarium"}, "11.90"),
    ("cunit", "name_change", {}, "42.20"),
    ("cunit", "transfer_inter_vivos", {}, "42.20"),
    ("cunit", "title", {}, "42.19"),
    ("cunit", "duplicate", {}, "42.19"),
    ("cunit", "headstone", {}, "61.05"),
    ("cunit", "conversion", {"kind": "niche", "variant": SINGLE, "term_years": 49}, "842.95"),
    ("cunit", "conversion", {"kind": "niche", "variant": OSSUARY, "term_years": 49}, "948.18"),
    ("cunit", "conversion", {"kind": "columbarium", "term_years": 49}, "176.80"),
    ("rajadell", "grant", {"term_years": 50}, "320"),
    ("rajadell", "grant", {"term_years": 2}, "108"),
    ("rajadell", "extension", {"term_years": 1}, "96"),
    ("rajadell", "extension", {"term_years": 10}, "960"),
    ("rajadell", "burial", {}, "150"),
    ("rajadell", "relocation", {}, "280"),
    ("rajadell", "exhumation", {}, "350"),
    ("rajadell", "reduction", {}, "31"),
    ("rajadell", "conservation", {}, "6"),
    ("rajadell", "name_change", {}, "60"),
    ("rajadell", "title", {}, "20"),
    ("rajadell", "headstone", {}, "74"),
    *[
        ("castelldefels", "grant", {"kind": "niche", "floor": floor, "term_years": years}, amount)
        for floor, years, amount in (
            (2, 2, "176.90"),
            (3, 5, "354.90"),
            (4, 10, "586.50"),
            (1, 2, "212.28"),
            (1, 5, "425.88"),
            (1, 10, "703.80"),
        )
    ],
    ("castelldefels", "extension", {"kind": "niche", "floor": 2, "term_years": 1}, "90.30"),
    ("castelldefels", "extension", {"kind": "niche", "floor": 1, "term_years": 1}, "108.36"),
    *[
        ("rossell", "grant", {"kind": "niche", "floor": floor, "built_year": year}, amount)
        for year, amounts in (
            (1980, ("120.20", "150.25", "150.25", "120.20")),
            (1996, ("270.45", "300.50", "240.40")),
        )
        for floor, amount in enumerate(amounts, 1)
    ],
    ("rossell", "conservation", {}, "15"),
    ("rossell", "title", {}, "10"),
    ("roses", "grant", {"kind": "niche", "built_year": 1999, "term_years": 25}, "378"),
    ("roses", "grant", {"kind": "niche", "built_year": 2000, "term_years": 25}, "740"),
    ("roses", "grant", {"kind": "double_niche", "built_year": 1985, "term_years": 25}, "860"),
    ("roses", "grant", {"kind": "double_niche", "built_year": 2010, "term_years": 25}, "2032"),
    ("roses", "grant", {"kind": "columbarium", "term_years": 25}, "93.63"),
    ("roses", "burial", {}, "45.89"),
    ("roses", "reduction", {}, "79.20"),
    ("roses", "name_change", {}, "93.14"),
    ("roses_earlier", "name_change", {}, "88.12"),
    ("la_seu", "grant", {"kind": "niche", "variant": "cementiri vell", "term_years": 50}, "392.70"),
    ("la_seu", "grant", {"kind": "niche", "variant": "Ampliació", "term_years": 50}, "887.95"),
    ("la_seu", "grant", {"kind": "niche", "term_years": 5}, "143.75"),
    ("la_seu", "grant", {"kind": "columbarium", "term_years": 50}, "157.40"),
    ("la_seu", "burial", {"remains": "body"}, "39.30"),
    ("la_seu", "burial", {"remains": "remains"}, "19.80"),
    ("la_seu", "name_change", {"kinship": "other"}, "63.05"),
    ("la_seu", "name_change", {"kinship": "direct"}, "27.80"),
    ("la_seu", "transfer_mortis_causa", {"kinship": "siblings"}, "39.30"),
]


def lines(key: str) -> TariffLines:
    preset = load_preset(key)
    rates = [Rate(**{**row, "amount": Decimal(row["amount"])}) for row in preset.rates]
    adjustments = [Adjustment(**{**row, "percent": Decimal(row["percent"])}) for row in preset.adjustments]
    return TariffLines(tuple(map(rate_line, rates)), tuple(map(adjustment_line, adjustments)))


@pytest.mark.parametrize(("key", "concept", "known", "amount"), AMOUNTS)
def test_each_published_amount_is_quoted_to_the_cent(
    key: str, concept: str, known: dict[str, Any], amount: str, in_vilaclara: Municipality
) -> None:
    priced = price(lines(key), Question(concept=concept, **known))
    assert not isinstance(priced, Gap), priced
    assert priced.amount == Decimal(amount)


@pytest.mark.parametrize("key", KEYS)
def test_no_published_tariff_contradicts_itself(key: str) -> None:
    assert x64_ties(lines(key).rates) == []


@pytest.mark.parametrize("key", KEYS)
def test_every_line_of_a_published_tariff_is_valid(key: str, in_vilaclara: Municipality) -> None:
    preset = load_preset(key)
    assert {row["concept"] for row in preset.rates} <= set(Concept.values)
    for row in preset.rates:
        Rate(**{**row, "amount": Decimal(row["amount"])}).clean_fields(exclude=["tariff"])


def test_every_published_line_is_asked_for_above() -> None:
    asked = {}
    for key, concept, known, _ in AMOUNTS:
        priced = price(lines(key), Question(concept=concept, **known))
        assert not isinstance(priced, Gap)
        asked.setdefault(key, set()).add(priced.rate)
    assert {preset.key: len(preset.rates) for preset in all_presets()} == {
        key: len(rates) for key, rates in asked.items()
    }


def test_a_tariff_that_depends_on_what_nobody_told_asks_for_it() -> None:
    gap = price(lines("cunit"), Question(concept="grant", kind="niche", term_years=49))
    assert isinstance(gap, Gap)
    assert (gap.lack, gap.unknown) == (Lack.UNKNOWN, ("variant",))
    assert [rate.amount for rate in gap.options] == [Decimal("1685.90"), Decimal("1896.35")]


def test_an_unknown_preset_is_no_preset() -> None:
    with pytest.raises(KeyError):
        load_preset("../settings")
