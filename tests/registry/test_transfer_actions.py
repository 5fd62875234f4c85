"""What the sheet offers of changes of holder, and why not."""

from datetime import date

import pytest

from cementiris.accounts.models import Municipality
from cementiris.registry.actions.base import UnitAction
from cementiris.registry.models import BurialUnit, Concession, Holding, Person, Standing, UnitKind
from cementiris.registry.pages.unit import unit_sheet
from cementiris.registry.pages.unit_actions import unit_actions
from tests.factories import make_concession, make_ordinance, make_person, make_unit

pytestmark = pytest.mark.usefixtures("in_vilaclara")
LIVING, DEAD = "Transmet el dret entre vius", "Transmet el dret per mort del titular"
PROVISIONAL, APPLICATION = "Dona un títol provisional", "Registra una sol·licitud"


def offered(unit: BurialUnit, on: date, town: Municipality) -> dict[str, UnitAction]:
    sheet = unit_sheet(unit, on, town=town.slug, with_people=True)
    groups = unit_actions(sheet, town=town.slug)
    return {str(action.label): action for group in groups for action in group.actions}


@pytest.fixture
def niche(vilaclara: Municipality) -> BurialUnit:
    unit = make_unit()
    make_concession(unit)
    return unit


def test_a_right_in_force_may_be_passed_on(niche: BurialUnit, today: date, vilaclara: Municipality) -> None:
    found = offered(niche, today, vilaclara)
    assert {found[LIVING].reason, found[DEAD].reason, found[APPLICATION].reason} == {""}
    assert PROVISIONAL not in found


def test_of_a_dead_holder_only_the_succession_is_left(niche: BurialUnit, today: date, vilaclara: Municipality) -> None:
    Person.objects.update(is_dead=True)
    found = offered(niche, today, vilaclara)
    assert (found[LIVING].rule, found[DEAD].reason) == ("X27", "")
    assert PROVISIONAL not in found
    make_ordinance(valid_from=date(2010, 1, 1), provisional_titles=True)
    assert offered(niche, today, vilaclara)[PROVISIONAL].reason == ""


def test_an_expired_right_or_one_with_unpaid_fees_is_not_passed_on(
    niche: BurialUnit, today: date, vilaclara: Municipality
) -> None:
    Concession.objects.update(fees_paid_through=2020)
    found = offered(niche, today, vilaclara)
    assert {found[LIVING].rule, found[DEAD].rule} == {"R21"}
    Concession.objects.update(
        fees_paid_through=None, term=(date(2000, 3, 1), date(2005, 3, 2)), expires_until=date(2005, 3, 1)
    )
    assert "01/03/2005" in offered(niche, today, vilaclara)[DEAD].reason


def test_a_disputed_right_waits(niche: BurialUnit, today: date, vilaclara: Municipality) -> None:
    other = Concession.objects.create(unit=niche, standing=Standing.DISPUTED, term=(date(2001, 1, 1), None))
    Holding.objects.create(concession=other, person=make_person())
    assert offered(niche, today, vilaclara)[LIVING].rule == "X59"


def test_without_a_right_there_is_only_an_application(today: date, vilaclara: Municipality) -> None:
    found = offered(make_unit(), today, vilaclara)
    assert APPLICATION in found
    assert not {LIVING, DEAD, PROVISIONAL} & set(found)


def test_nobody_applies_for_the_common_grave(today: date, vilaclara: Municipality) -> None:
    found = offered(make_unit(kind=UnitKind.COMMON_GRAVE, number=""), today, vilaclara)
    assert not {LIVING, DEAD, PROVISIONAL, APPLICATION} & set(found)
