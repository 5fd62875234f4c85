"""How a program shows its key, and what a town answers it."""

import base64
from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.utils import timezone

from cementiris.accounts.keys import MOST_FAILURES, secret_of
from cementiris.accounts.models import Membership, Municipality, User
from cementiris.accounts.permissions import Role
from cementiris.tenancy.scope import municipality
from gis.models import LayerToken
from gis.services.tokens import revoke_token
from tests.gis.keys import basic, bearer, colleague, secret_for

LAYERS = "/vilaclara/wfs/?service=WFS&request=GetCapabilities"


@pytest.fixture(autouse=True)
def nobody_has_failed_yet() -> None:
    cache.clear()


@pytest.fixture
def nuria(vilaclara: Municipality) -> User:
    return colleague(vilaclara)


def shown(header: str) -> str:
    return secret_of(RequestFactory().get("/", headers={"Authorization": header}))


@pytest.mark.parametrize(
    "header",
    ["", "Basic", "Basic %%%", "Basic " + base64.b64encode(b"\xff\xfe").decode(), "Digest x", "Basic eA==", "Bearer "],
)
def test_what_shows_no_key_shows_none(header: str) -> None:
    assert shown(header) == ""


def test_a_key_is_the_password_of_basic_or_a_bearer_s() -> None:
    assert shown(basic("cem_abc:d")["Authorization"]) == "cem_abc:d"
    assert shown(bearer("cem_abc")["Authorization"]) == "cem_abc"


def test_a_key_opens_its_town_without_a_login(nuria: User, vilaclara: Municipality, client: Client) -> None:
    secret = secret_for(nuria, vilaclara)
    for header in (basic(secret), bearer(secret)):
        answer = client.get(LAYERS, headers=header)
        assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    assert not client.cookies
    with municipality(vilaclara.pk):
        assert isinstance(LayerToken.objects.get().last_used_on, date)


def test_only_the_fingerprint_of_a_key_is_kept(nuria: User, vilaclara: Municipality) -> None:
    secret = secret_for(nuria, vilaclara)
    with municipality(vilaclara.pk):
        kept = {str(value) for value in LayerToken.objects.values_list().get()}
    assert not any(secret.removeprefix("cem_") in value for value in kept)


def test_a_wrong_key_a_revoked_one_and_one_of_another_town_answer_alike(
    nuria: User, vilaclara: Municipality, puigfosc: Municipality, client: Client
) -> None:
    secret = secret_for(nuria, vilaclara)
    elsewhere = secret_for(colleague(puigfosc), puigfosc)
    with municipality(vilaclara.pk):
        revoke_token(LayerToken.objects.get(), at=timezone.now())
    answers = [client.get(LAYERS, headers=basic(key)) for key in ("cem_wrong", secret, elsewhere)]
    answers.append(client.get(LAYERS))
    assert {(answer.status_code, answer.content) for answer in answers} == {(401, answers[0].content)}
    assert all(answer["WWW-Authenticate"].startswith("Basic ") for answer in answers)


def test_a_key_dies_when_its_owner_leaves_the_town(nuria: User, vilaclara: Municipality, client: Client) -> None:
    header = basic(secret_for(nuria, vilaclara))
    assert client.get(LAYERS, headers=header).status_code == 200
    Membership.objects.filter(user=nuria).delete()
    assert client.get(LAYERS, headers=header).status_code == 401


def test_a_key_dies_with_its_owner_s_account(nuria: User, vilaclara: Municipality, client: Client) -> None:
    header = basic(secret_for(nuria, vilaclara))
    User.objects.filter(pk=nuria.pk).update(is_active=False)
    assert client.get(LAYERS, headers=header).status_code == 401


def test_a_key_shows_people_only_as_long_as_its_owner_may_see_them(
    nuria: User, vilaclara: Municipality, client: Client
) -> None:
    header = basic(secret_for(nuria, vilaclara, sees_people=True))
    describe = "/vilaclara/wfs/?service=WFS&version=2.0.0&request=DescribeFeatureType"
    assert b'name="holders"' in client.get(describe, headers=header).content
    Membership.objects.filter(user=nuria).update(role=Role.GRAVEDIGGER)
    assert b'name="holders"' not in client.get(describe, headers=header).content


def test_who_guesses_keys_is_asked_to_wait_even_with_a_right_one(
    nuria: User, vilaclara: Municipality, client: Client
) -> None:
    for _ in range(MOST_FAILURES):
        assert client.get(LAYERS, headers=bearer("cem_guess")).status_code == 401
    answer = client.get(LAYERS, headers=basic(secret_for(nuria, vilaclara)))
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert client.get(LAYERS, headers=basic("x"), REMOTE_ADDR="10.0.0.9").status_code == 401


def test_a_program_that_shows_no_key_yet_is_not_taken_for_one_that_guesses(
    nuria: User, vilaclara: Municipality, client: Client
) -> None:
    for _ in range(MOST_FAILURES + 1):
        assert client.get(LAYERS).status_code == 401
    assert client.get(LAYERS, headers=basic(secret_for(nuria, vilaclara))).status_code == 200
