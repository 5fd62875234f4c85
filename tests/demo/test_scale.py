"""Large invented installations, tried small."""

from datetime import date

import pytest

from cementiris.accounts.models import Municipality
from cementiris.registry.models import BurialUnit, Concession, Movement, MovementKind, Person
from cementiris.tenancy.scope import municipality
from demo.scale import Size, choose_towns, in_all, seed

ON = date(2026, 11, 22)
SMALL = Size(3, 120, 180)


@pytest.mark.django_db
def test_it_holds_as_many_towns_units_and_burials_as_asked() -> None:
    towns = list(seed(SMALL, ON))
    assert in_all(towns) == (3, 120, 180)


@pytest.mark.django_db
def test_people_can_be_found_and_rights_end() -> None:
    (town,) = seed(Size(1, 40, 60), ON)
    with municipality(town.pk):
        assert not Person.objects.filter(folded="").exists()
        assert not Movement.objects.filter(kind=MovementKind.BURIAL, to_unit=None).exists()
        assert Concession.objects.exclude(expires_until=None).exists()
        assert not BurialUnit.objects.filter(point=None).exists()


@pytest.mark.django_db
def test_towns_that_are_open_are_left_alone() -> None:
    code = choose_towns(SMALL)[0][0].code
    Municipality.objects.create(code=code, name="Obert", slug="obert")
    assert code not in {town.code for town, _, _ in choose_towns(SMALL)}


@pytest.mark.django_db
def test_the_same_seed_gives_the_same_towns() -> None:
    assert choose_towns(SMALL) == choose_towns(SMALL)
