"""Rights as they are extended and converted, and as that is taken back."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cementiris.accounts.models import Municipality, User
from cementiris.documents.electronic import draw_html
from cementiris.registry.entries import RenewalEntry, Submission
from cementiris.registry.entries.rights import ConversionEntry
from cementiris.registry.models import ActKind, BurialUnit, Concession, EndReason, Extension, UnitKind
from cementiris.registry.pages.timeline import timeline
from cementiris.registry.queries import facts_of, last_day_of
from cementiris.registry.services.annulment import annul_act
from cementiris.registry.services.extensions import convert_concession, renew_concession
from cementiris.registry.services.submission import RuleBroken
from cementiris.registry.unit_reading import read_unit
from tests.factories import make_burial, make_concession, make_ordinance, make_unit

pytestmark = pytest.mark.usefixtures("in_vilaclara")
CUNIT = {
    "allowed_term_years": [3, 49], "max_term_years": 49, "conversion_from_years": 3, "conversion_to_years": 49,
    "conversion_rate_percent": 50, "resident_years_for_longest": 3,
}  # fmt: skip


@pytest.fixture
def sent(aina_user: User, today: date) -> Submission:
    return Submission(actor=aina_user, today=today)


def a_right(term: int, granted: date, **fields: Any) -> BurialUnit:
    unit = make_unit(**fields)
    last = date(granted.year + term, granted.month, granted.day)
    day_after = date(last.year, last.month, last.day + 1)
    make_concession(unit, term=(granted, day_after), expires_on=last.isoformat(), term_years=term)
    return unit


def test_barcelona_extends_a_rental_by_the_years_asked_for(sent: Submission) -> None:
    make_ordinance(
        max_term_years=75, rental_max_years=10, rental_total_years=50, extension_min_years=1, extension_max_years=10
    )
    unit = a_right(2, date(2025, 2, 14))
    act = renew_concession(unit=unit, entry=RenewalEntry(on=sent.today, years=7), sent=sent)
    right = Concession.objects.get()
    assert (right.term_years, right.expires_on) == (2, "2034-02-14")
    assert act.document is not None
    assert act.document.snapshot["extension"] == "7 anys"
    with pytest.raises(RuleBroken, match="R8"):
        renew_concession(unit=unit, entry=RenewalEntry(on=sent.today, years=11), sent=sent)


def test_rajadell_extends_year_by_year_until_ten(sent: Submission) -> None:
    make_ordinance(
        allowed_term_years=[2, 50], rental_max_years=2, extension_min_years=1, extension_max_years=1,
        extension_total_years=10,
    )  # fmt: skip
    unit = a_right(2, date(2025, 2, 14))
    for _ in range(10):
        renew_concession(unit=unit, entry=RenewalEntry(on=sent.today, years=1), sent=sent)
    with pytest.raises(RuleBroken, match="R9"):
        renew_concession(unit=unit, entry=RenewalEntry(on=sent.today, years=1), sent=sent)
    right = facts_of(unit, sent.today).right
    assert right is not None
    assert (right.extension_years, right.expires_on) == (10, date(2037, 2, 14))


def test_badalona_extends_shortly_while_nobody_can_be_exhumed(sent: Submission) -> None:
    make_ordinance(allowed_term_years=[25], max_term_years=75, short_extension_min_years=2, short_extension_max_years=5)
    unit = a_right(25, date(2002, 2, 14))
    make_burial(unit, on="2026-03-01")
    entry = RenewalEntry(on=sent.today, years=2, short=True)
    act = renew_concession(unit=unit, entry=entry, sent=sent)
    assert act.document is not None
    assert "Pròrroga curta" in draw_html(act.document)
    assert Concession.objects.get().expires_on == "2029-02-14"
    with pytest.raises(RuleBroken, match="R11"):
        renew_concession(unit=unit, entry=replace(entry, years=6), sent=sent)


def test_the_terms_of_an_extension_are_those_of_the_kind_of_unit(sent: Submission) -> None:
    make_ordinance(allowed_term_years=[25], max_term_years=75, terms_by_kind={UnitKind.TOMB: [20]})
    unit = a_right(50, date(1977, 2, 14), kind=UnitKind.TOMB)
    with pytest.raises(RuleBroken, match="R6"):
        renew_concession(unit=unit, entry=RenewalEntry(on=sent.today, years=25), sent=sent)
    renew_concession(unit=unit, entry=RenewalEntry(on=sent.today, years=20), sent=sent)


def test_la_seu_does_not_extend_a_short_right(sent: Submission) -> None:
    make_ordinance(conversion_from_years=5, conversion_to_years=50, conversion_only=True)
    unit = a_right(5, date(2022, 2, 14))
    with pytest.raises(RuleBroken, match="X22"):
        renew_concession(unit=unit, entry=RenewalEntry(on=sent.today, years=5), sent=sent)
    convert_concession(unit=unit, entry=ConversionEntry(on=sent.today), sent=sent)
    assert Concession.objects.get().expires_on == "2072-02-14"


def test_cunit_converts_three_years_into_forty_nine(in_vilaclara: Municipality, sent: Submission) -> None:
    make_ordinance(**CUNIT)
    unit = a_right(3, date(2024, 2, 14))
    with pytest.raises(RuleBroken, match="R10"):
        convert_concession(unit=unit, entry=ConversionEntry(on=sent.today), sent=sent)
    entry = ConversionEntry(on=sent.today, resident_since=date(2020, 1, 1))
    act = convert_concession(unit=unit, entry=entry, sent=sent)
    right = Concession.objects.get()
    assert (right.term_years, right.expires_on, last_day_of(right)) == (49, "2073-02-14", date(2073, 2, 14))
    assert right.resident_since == date(2020, 1, 1)
    assert (act.kind, act.detail) == (ActKind.CONVERSION, "14/02/2027 → 14/02/2073")
    extension = Extension.objects.get()
    assert (extension.years, extension.act) == (46, act)
    assert act.document is not None
    assert "Conversió en un dret de llarga durada" in draw_html(act.document)
    titles = [item.title for item in timeline(read_unit(unit, date(2026, 11, 22)), town=in_vilaclara.slug)]
    assert titles == ["Conversió de la durada", "Concessió per 3 anys, a"]


def test_a_conversion_taken_back_leaves_the_short_right(sent: Submission) -> None:
    make_ordinance(**CUNIT)
    unit = a_right(3, date(2024, 2, 14))
    entry = ConversionEntry(on=sent.today, resident_since=date(2020, 1, 1))
    act = convert_concession(unit=unit, entry=entry, sent=sent)
    annul_act(act=act, sent=replace(sent, reason="Es va convertir el dret d’una altra sepultura"))
    right = Concession.objects.get()
    assert (right.term_years, right.expires_on, last_day_of(right)) == (3, "2027-02-14", date(2027, 2, 14))
    assert right.resident_since is None
    facts = facts_of(unit, sent.today).right
    assert facts is not None
    assert (facts.extension_years, facts.expires_on) == (0, date(2027, 2, 14))


def test_nothing_more_is_done_to_a_right_that_has_ended(sent: Submission) -> None:
    unit = a_right(25, date(2000, 2, 14))
    Concession.objects.update(ended_on=date(2020, 1, 1), ended_reason=EndReason.RENOUNCED)
    entry = RenewalEntry(on=date(2019, 5, 2), years=25)
    with pytest.raises(RuleBroken, match="R51"):
        renew_concession(unit=unit, entry=entry, sent=sent)


def test_what_has_no_right_is_not_converted(sent: Submission) -> None:
    with pytest.raises(RuleBroken, match="R51"):
        convert_concession(unit=make_unit(), entry=ConversionEntry(on=sent.today), sent=sent)
