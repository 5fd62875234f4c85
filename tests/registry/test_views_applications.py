"""Applications: written down, listed, decided, and refused by silence."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from cementiris.accounts.models import Municipality, User
from cementiris.registry.entries import Submission
from cementiris.registry.facts import version_of
from cementiris.registry.models import Act, Application, BurialUnit
from cementiris.registry.services.annulment import annul_act
from cementiris.tenancy.scope import municipality
from tests.factories import make_concession, make_ordinance, make_unit

Counted = Callable[[int], AbstractContextManager[None]]
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Europe/Madrid"))
LIST = "/vilaclara/sollicituds/"
TYPED = {"kind": "transfer", "applicant": "Laia Comas i Serra", "entry_number": "E-2026/77", "entered_on": "2/11/2026"}


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page is opened on 23 November 2026."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def niche(vilaclara: Municipality) -> BurialUnit:
    """Niche 287, whose right Mercè holds, in a town that decides within two months."""
    with municipality(vilaclara.pk):
        make_ordinance(decision_months=2)
        unit = make_unit(number="287")
        make_concession(unit)
        return unit


def an_application(unit: BurialUnit, **fields: Any) -> Application:
    defaults = {
        "kind": "transfer", "unit": unit, "applicant": "Laia Comas i Serra", "entered_on": date(2026, 11, 2),
        "due_on": date(2027, 1, 2),
    }  # fmt: skip
    return Application.objects.create(**{**defaults, **fields})


def apply(unit: BurialUnit) -> str:
    return f"/vilaclara/sepultures/{unit.pk}/sollicitud/"


def test_an_application_gets_the_day_on_which_it_is_due(
    aina: Client, niche: BurialUnit, vilaclara: Municipality
) -> None:
    page = aina.post(apply(niche), TYPED, follow=True).content.decode()
    assert "Transmissió entre vius · E-2026/77" in page
    with municipality(vilaclara.pk):
        found = Application.objects.get()
        assert (found.due_on, found.entered_on, found.decision) == (date(2027, 1, 2), date(2026, 11, 2), "")
        assert found.act == Act.objects.get()
    assert "Laia Comas i Serra" in aina.get(LIST).content.decode()
    assert "cal resoldre-la fins al 02/01/2027" in aina.get(f"/vilaclara/sepultures/{niche.pk}/").content.decode()


@pytest.mark.parametrize("version", ["", "²", "9" * 5000])
def test_who_decides_is_told_what_a_colleague_has_registered_meanwhile(
    aina: Client, niche: BurialUnit, vilaclara: Municipality, aina_user: User, version: str
) -> None:
    with municipality(vilaclara.pk):
        row = an_application(niche)
        seen = version or version_of(niche)
        Act.objects.create(unit=niche, kind="certificate", on=date(2026, 11, 23), recorded_by=aina_user)
    typed = {"decision": "refused", "decided_on": "23/11/2026", "note": "Falta el títol", "version": seen}
    page = aina.post(f"{LIST}{row.pk}/resol/", typed).content.decode()
    assert "algú ha canviat la sepultura" in page
    with municipality(vilaclara.pk):
        row.refresh_from_db()
        assert row.decision == ""


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"applicant": ""}, "Escriviu qui ho sol·licita."),
        ({"entered_on": ""}, "Escriviu quin dia va entrar la sol·licitud."),
        ({"entered_on": "24/11/2026"}, "La data, 24/11/2026, encara no ha arribat."),
        ({"entered_on": "1/1/2026"}, "ja consta desestimada per silenci"),
        ({"kind": "annulment"}, "kind"),
        ({"applicant_national_id": "1"}, "La lletra no correspon al número."),
    ],
)
def test_a_wrong_application_is_said_and_not_written(
    aina: Client, niche: BurialUnit, vilaclara: Municipality, changes: dict[str, str], sentence: str
) -> None:
    assert sentence in aina.post(apply(niche), TYPED | changes).content.decode()
    with municipality(vilaclara.pk):
        assert not Application.objects.exists()


def test_r25_silence_is_seen_and_not_written(aina: Client, niche: BurialUnit, vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        late = an_application(niche, due_on=date(2026, 11, 22))
        an_application(niche, applicant="Pere Mas", due_on=date(2026, 11, 23))
    pending = aina.get(LIST).content.decode()
    assert "Pere Mas" in pending
    assert "Laia Comas" not in pending
    silent = aina.get(LIST, {"estat": "silenci"}).content.decode()
    assert "Laia Comas" in silent
    assert "Desestimada per silenci" in silent
    assert "Encara es pot resoldre" in aina.get(f"{LIST}{late.pk}/").content.decode()
    with municipality(vilaclara.pk):
        assert Application.objects.get(pk=late.pk).decision == ""


def test_the_act_that_was_asked_for_grants_the_application(
    aina: Client, niche: BurialUnit, vilaclara: Municipality
) -> None:
    with municipality(vilaclara.pk):
        asked = an_application(niche)
    address = f"/vilaclara/sepultures/{niche.pk}/transmetre/?sollicitud={asked.pk}"
    assert address in aina.get(f"{LIST}{asked.pk}/").content.decode()
    typed = {
        "scope": "whole", "on": "23/11/2026", "given_name": "Laia", "surnames": "Comas i Serra", "tie": "direct",
        "fees_checked": "on",
    }  # fmt: skip
    aina.post(address, typed)
    with municipality(vilaclara.pk):
        asked.refresh_from_db()
        assert (asked.decision, asked.decided_on) == ("granted", date(2026, 11, 23))
        assert asked.decided_act == Act.objects.get(kind="transfer")
    assert "Laia Comas" in aina.get(LIST, {"estat": "resoltes"}).content.decode()


@pytest.mark.parametrize("key", ["0", "x", "9" * 40, "-1", "٣", "another kind", "another unit"])
def test_an_act_closes_no_application_but_its_own(
    aina: Client, niche: BurialUnit, vilaclara: Municipality, key: str
) -> None:
    with municipality(vilaclara.pk):
        other = {
            "another kind": lambda: an_application(niche, kind="renewal"),
            "another unit": lambda: an_application(make_unit(number="1")),
        }.get(key, lambda: an_application(niche))()
    sent = str(other.pk) if key.startswith("another") else key
    typed = {"scope": "whole", "on": "23/11/2026", "given_name": "Laia", "surnames": "Mas", "tie": "direct"}
    address = f"/vilaclara/sepultures/{niche.pk}/transmetre/?sollicitud={sent}"
    assert aina.post(address, typed | {"fees_checked": "on"}).status_code == 302
    with municipality(vilaclara.pk):
        other.refresh_from_db()
        assert other.decision == ""


def test_a_clerk_refuses_an_application_once(aina: Client, niche: BurialUnit, vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        asked = an_application(niche)
    address = f"{LIST}{asked.pk}/resol/"
    typed = {"decision": "refused", "decided_on": "20/11/2026", "note": "No és parent del titular"}
    page = aina.post(address, typed, follow=True).content.decode()
    assert "Desestimada · Transmissió entre vius · No és parent del titular" in page
    assert "La sol·licitud ja està resolta." in aina.post(address, typed).content.decode()
    with municipality(vilaclara.pk):
        assert Act.objects.filter(kind="application").count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"decided_on": "1/11/2026"}, "no es pot haver resolt abans"),
        ({"decided_on": "24/11/2026"}, "encara no ha arribat"),
        ({"decided_on": ""}, "Escriviu quin dia es va resoldre."),
        ({"decision": "granted"}, "decision"),
    ],
)
def test_a_wrong_decision_is_said_and_not_written(
    aina: Client, niche: BurialUnit, vilaclara: Municipality, changes: dict[str, str], sentence: str
) -> None:
    with municipality(vilaclara.pk):
        asked = an_application(niche)
    typed = {"decision": "withdrawn", "decided_on": "20/11/2026"}
    assert sentence in aina.post(f"{LIST}{asked.pk}/resol/", typed | changes).content.decode()
    with municipality(vilaclara.pk):
        asked.refresh_from_db()
        assert asked.decision == ""


def test_taking_back_a_decision_lets_the_application_wait_again(
    aina: Client, niche: BurialUnit, vilaclara: Municipality, aina_user: User
) -> None:
    with municipality(vilaclara.pk):
        asked = an_application(niche)
    aina.post(f"{LIST}{asked.pk}/resol/", {"decision": "refused", "decided_on": "20/11/2026"})
    with municipality(vilaclara.pk):
        sent = Submission(actor=aina_user, today=date(2026, 11, 23), reason="Era una altra")
        annul_act(act=Act.objects.get(kind="application"), sent=sent)
        asked.refresh_from_db()
        assert (asked.decision, asked.decided_on, asked.decided_act) == ("", None, None)


def test_an_application_taken_back_is_listed_no_more(
    aina: Client, niche: BurialUnit, vilaclara: Municipality, aina_user: User
) -> None:
    aina.post(apply(niche), TYPED)
    with municipality(vilaclara.pk):
        sent = Submission(actor=aina_user, today=date(2026, 11, 23), reason="Era una altra")
        annul_act(act=Act.objects.get(kind="application"), sent=sent)
        key = Application.objects.get().pk
    assert "Laia Comas" not in aina.get(LIST).content.decode()
    assert "no s’havia d’haver registrat" in aina.get(f"{LIST}{key}/").content.decode()


@pytest.mark.parametrize("count", [1, 25])
def test_the_list_asks_as_often_whatever_its_length(
    aina: Client, niche: BurialUnit, vilaclara: Municipality, django_assert_num_queries: Counted, count: int
) -> None:
    with municipality(vilaclara.pk):
        for _ in range(count):
            an_application(niche)
    aina.get(LIST)
    with django_assert_num_queries(QUERIES):
        aina.get(LIST)


QUERIES = 10
"""What the list asks of the database, however long it is."""


def test_readers_see_applications_and_decide_nothing(
    bernat: Client, pau: Client, niche: BurialUnit, vilaclara: Municipality
) -> None:
    with municipality(vilaclara.pk):
        asked = an_application(niche)
    assert bernat.get(LIST).status_code == 200
    page = bernat.get(f"{LIST}{asked.pk}/").content.decode()
    assert "Resol la sol·licitud" not in page
    assert bernat.post(f"{LIST}{asked.pk}/resol/", {}).status_code == 403
    assert pau.get(LIST).status_code == 403
