"""Opening towns from the reference data, and letting people in."""

import pytest
from django.core.exceptions import ValidationError

from cementiris.accounts.models import Membership, Municipality, User
from cementiris.accounts.permissions import ROLE_PERMISSIONS, Role
from cementiris.accounts.queries import find_municipality, permissions_in, towns_of
from cementiris.accounts.reference import municipalities
from cementiris.accounts.services import UnknownMunicipalityError, let_in, open_town


def test_all_municipalities_of_catalonia_are_known() -> None:
    known = municipalities()
    assert len(known) == 947
    assert known["08113"].name == "Manresa"
    assert all(len(code) == 5 and code.isdigit() for code in known)
    min_lon, min_lat, max_lon, max_lat = known["08113"].box
    assert min_lon < 1.83 < max_lon
    assert min_lat < 41.73 < max_lat


def test_a_town_is_opened_once(db: None) -> None:
    town, is_new = open_town("08113")
    assert (town.name, town.slug, is_new) == ("Manresa", "manresa", True)
    assert open_town("08113") == (town, False)


def test_a_code_of_no_municipality_opens_nothing(db: None) -> None:
    for code in ("99999", "8113", "Manresa", ""):
        with pytest.raises(UnknownMunicipalityError):
            open_town(code)
    assert not Municipality.objects.exists()


def test_every_town_of_catalonia_gets_an_address_of_its_own(db: None) -> None:
    slugs = [open_town(code)[0].slug for code in municipalities()]
    assert len(set(slugs)) == 947


def test_a_slug_of_our_own_addresses_is_refused(db: None) -> None:
    with pytest.raises(ValidationError):
        Municipality(code="99009", name="Consulta", slug="consulta").full_clean()


def test_a_town_is_found_by_code_or_slug(vilaclara: Municipality) -> None:
    assert find_municipality("99001") == find_municipality("vilaclara") == vilaclara
    assert find_municipality("Vilaclara") is None


def test_a_new_role_takes_the_place_of_the_old_one(vilaclara: Municipality, aina_user: User) -> None:
    let_in(aina_user, vilaclara, Role.READER)
    assert Membership.objects.filter(user=aina_user).count() == 1
    assert permissions_in(aina_user, vilaclara) == ROLE_PERMISSIONS[Role.READER]


def test_a_stranger_may_nothing_and_sees_no_town(puigfosc: Municipality, aina_user: User) -> None:
    assert permissions_in(aina_user, puigfosc) == frozenset()
    assert puigfosc not in towns_of(aina_user)


def test_emails_are_one_however_they_are_written(aina_user: User) -> None:
    assert User.objects.create_user("Nou@Example.ORG", "x", name="Nou").email == "nou@example.org"
