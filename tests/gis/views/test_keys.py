"""The screen where a clerk makes and revokes keys."""

import re

from django.test import Client

from cementiris.accounts.models import Municipality
from cementiris.tenancy.scope import municipality
from gis.models import LayerToken
from tests.gis.keys import colleague, secret_for

KEYS = "/vilaclara/dades/claus/"


def secret_on(page: str) -> str:
    found = re.search(r'value="(cem_[\w-]+)"', page)
    return found[1] if found else ""


def test_a_new_key_is_shown_once(aina: Client) -> None:
    answer = aina.post(KEYS, {"label": "QGIS de l’Aina"})
    assert secret_on(answer.content.decode())
    assert answer["Cache-Control"] == "no-store"
    later = aina.get(KEYS).content.decode()
    assert "QGIS de l’Aina" in later
    assert not secret_on(later)
    assert "http://testserver/vilaclara/wfs/" in later


def test_a_key_without_a_name_is_not_made(aina: Client, vilaclara: Municipality) -> None:
    assert not secret_on(aina.post(KEYS, {"label": " "}).content.decode())
    with municipality(vilaclara.pk):
        assert not LayerToken.objects.exists()


def test_who_may_not_see_people_gets_no_key_that_does(pau: Client, vilaclara: Municipality) -> None:
    assert "sees_people" not in pau.get(KEYS).content.decode()
    pau.post(KEYS, {"label": "Mòbil", "sees_people": "on"})
    with municipality(vilaclara.pk):
        assert not LayerToken.objects.get().sees_people


def test_one_revokes_one_s_own_keys_and_an_administrator_any(
    aina: Client, roser: Client, vilaclara: Municipality
) -> None:
    secret_for(colleague(vilaclara), vilaclara)
    with municipality(vilaclara.pk):
        token = LayerToken.objects.get()
    address = f"{KEYS}{token.pk}/anulla/"
    assert aina.post(address).status_code == 404
    assert (
        "QGIS" not in re.sub("(?s)<nav.*?</nav>", "", aina.get(KEYS).content.decode()).partition("Les vostres claus")[2]
    )
    assert roser.post(address).status_code == 302
    with municipality(vilaclara.pk):
        first = LayerToken.objects.get().revoked_at
    roser.post(address)
    with municipality(vilaclara.pk):
        assert LayerToken.objects.get().revoked_at == first is not None
