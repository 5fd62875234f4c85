"""What rests on an act: it is annulled first, lest taking the earlier one back undo the later one unseen."""

from dataclasses import replace
from datetime import date

import pytest

from cementiris.accounts.models import User
from cementiris.registry.entries import Submission
from cementiris.registry.entries.places import CemeteryEntry, DescriptionEntry, MergeEntry, SectionEntry
from cementiris.registry.entries.rights import FeesEntry, NameChangeEntry, RenewalEntry
from cementiris.registry.models import Act, BurialUnit, Concession, Holding
from cementiris.registry.services.annulment import annul_act
from cementiris.registry.services.corrections import correct_right
from cementiris.registry.services.extensions import renew_concession
from cementiris.registry.services.places import describe_cemetery, describe_section, describe_unit
from cementiris.registry.services.submission import RuleBroken
from cementiris.registry.services.titles import change_name, note_fees_paid
from cementiris.registry.services.unit_changes import merge_units
from tests.factories import make_block, make_cemetery, make_concession, make_ordinance, make_unit

pytestmark = pytest.mark.usefixtures("in_vilaclara")


@pytest.fixture
def sent(aina_user: User, today: date) -> Submission:
    return Submission(actor=aina_user, today=today, reason="S’havia apuntat on no era")


def only_the_later_first(earlier: Act, later: Act, sent: Submission) -> None:
    """The later one is annulled first; then the earlier one can be."""
    with pytest.raises(RuleBroken, match="X52"):
        annul_act(act=earlier, sent=sent)
    annul_act(act=later, sent=sent)
    annul_act(act=earlier, sent=sent)


def paid(unit: BurialUnit, through: int, sent: Submission) -> Act:
    return note_fees_paid(unit=unit, entry=FeesEntry(on=sent.today, through=through, receipt="R-1"), sent=sent)


def test_of_two_fees_noted_the_later_is_annulled_first(sent: Submission) -> None:
    unit = make_unit()
    right = make_concession(unit, fees_paid_through=2020)
    only_the_later_first(paid(unit, 2022, sent), paid(unit, 2025, sent), sent)
    right.refresh_from_db()
    assert right.fees_paid_through == 2020


def test_fees_of_another_right_rest_on_nothing(sent: Submission) -> None:
    units = [make_unit(number=number) for number in ("1", "2")]
    for unit in units:
        make_concession(unit, title_number=f"T-{unit.number}", fees_paid_through=2020)
    first = paid(units[0], 2024, sent)
    paid(units[1], 2025, sent)
    annul_act(act=first, sent=sent)
    assert set(Concession.objects.values_list("fees_paid_through", flat=True)) == {2020, 2025}


def renamed(unit: BurialUnit, surnames: str, sent: Submission) -> Act:
    entry = NameChangeEntry(
        on=sent.today, holding=Holding.objects.get().pk, given_name="Mercè", surnames=surnames, proof="Registre Civil"
    )
    return change_name(unit=unit, entry=entry, sent=sent)


def test_of_two_changes_of_a_name_the_later_is_annulled_first(sent: Submission) -> None:
    unit = make_unit()
    make_concession(unit)
    before = str(Holding.objects.get())
    only_the_later_first(renamed(unit, "Puig i Roca", sent), renamed(unit, "Soler i Roca", sent), sent)
    assert str(Holding.objects.get()) == before


def described(unit: BurialUnit, sent: Submission, **fields: object) -> Act:
    unit.refresh_from_db()
    names = ("kind", "floor", "column", "built_year", "opened_on", "notes")
    entry = DescriptionEntry(**{**{name: getattr(unit, name) for name in names}, **fields})  # type: ignore[arg-type]
    return describe_unit(unit=unit, entry=entry, sent=sent)


def test_of_two_descriptions_the_later_is_annulled_first(sent: Submission) -> None:
    unit = make_unit(built_year=1950)
    only_the_later_first(described(unit, sent, built_year=1960), described(unit, sent, built_year=1970), sent)
    unit.refresh_from_db()
    assert unit.built_year == 1950


def test_a_merger_is_annulled_before_the_description_on_which_it_rests(sent: Submission) -> None:
    block = make_block(cemetery=make_cemetery())
    one, two = (
        make_unit(cemetery=block.cemetery, section=block, number=number, floor=1, column=int(number))
        for number in ("1", "2")
    )
    earlier = described(one, sent, kind="tomb")
    entry = MergeEntry(on=sent.today, part_ids=(two.pk,), kind="double_niche", number="1")
    only_the_later_first(earlier, merge_units(unit=one, entry=entry, sent=sent), sent)
    one.refresh_from_db()
    assert one.kind == "niche"


def test_of_two_names_of_a_place_the_later_is_annulled_first(sent: Submission) -> None:
    block = make_block(cemetery=make_cemetery())
    first, second = (
        describe_cemetery(cemetery=block.cemetery, entry=CemeteryEntry(name=name), sent=sent)
        for name in ("Cementiri nou", "Cementiri de la Costa")
    )
    section = describe_section(
        cemetery=block.cemetery, section=block, entry=SectionEntry(name="Z", level_name="Bloc"), sent=sent
    )
    only_the_later_first(first, second, sent)
    annul_act(act=section, sent=sent)


def test_a_right_corrected_after_its_renewal_is_not_shortened_unseen(sent: Submission) -> None:
    make_ordinance()
    unit = make_unit()
    right = make_concession(
        unit, term=(date(2000, 3, 1), date(2027, 3, 2)), granted_on="2000-03-01", expires_on="2027-03-01", term_years=27
    )
    renewal = renew_concession(unit=unit, entry=RenewalEntry(on=sent.today, years=5), sent=sent)
    right.refresh_from_db()
    why = replace(sent, reason="El títol diu un altre dia")
    correction = correct_right(right=right, values={"expires_on": "2032-06-01"}, sent=why)
    only_the_later_first(renewal, correction, sent)
    right.refresh_from_db()
    assert right.expires_on == "2027-03-01"
