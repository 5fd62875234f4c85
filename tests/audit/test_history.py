"""History: the former state of every changed row, with who and where, in the town's own table (R71)."""

from typing import Any

import pghistory
import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction
from django.test import Client

from cementiris.accounts.models import Municipality
from cementiris.lookup.keys import key_of
from cementiris.registry.models import BurialUnit, Person
from cementiris.tenancy.scope import municipality
from tests.factories import make_burial, make_person, make_unit


def events(model: str) -> Any:
    return apps.get_model("registry", f"{model}Event").objects.order_by("pgh_id")


def test_a_change_keeps_what_was(in_vilaclara: Municipality) -> None:
    person = make_person(text="Joan Puig")
    person.text = "Joan Puig i Vila"
    person.save()
    assert [(event.pgh_label, event.text) for event in events("Person")] == [("update", "Joan Puig")]


def test_a_deletion_keeps_what_was(in_vilaclara: Municipality) -> None:
    person = make_person(text="Joan Puig")
    key = person.pk
    person.delete()
    assert [(event.pgh_label, event.pgh_obj_id, event.text) for event in events("Person")] == [
        ("delete", key, "Joan Puig")
    ]


def test_a_new_row_needs_no_event_and_an_unchanged_one_neither(in_vilaclara: Municipality) -> None:
    make_person().save()
    assert events("Person").count() == 0


def test_bulk_writes_are_seen_too(in_vilaclara: Municipality) -> None:
    Person.objects.bulk_create([Person(text=f"Persona {number}") for number in range(5)])
    Person.objects.update(notes="revisada")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE registry_person SET notes = 'en SQL'")
    assert events("Person").count() == 10


def test_the_event_says_in_which_page_and_by_whom(in_vilaclara: Municipality) -> None:
    unit = make_unit()
    with pghistory.context(user=7, url="/vilaclara/sepultures/1/"):
        BurialUnit.objects.update(notes="caiguda")
    event = events("BurialUnit").get(pgh_obj_id=unit.pk)
    assert event.pgh_context["user"] == 7
    assert event.pgh_context["url"] == "/vilaclara/sepultures/1/"


def test_a_page_that_changes_a_row_is_noted_with_its_visitor(vilaclara: Municipality, client: Client) -> None:
    with municipality(vilaclara.pk):
        buried = make_burial(make_unit(), deceased=make_person(text="Antònia Núñez", died_on="1984", is_dead=True))
        address = f"/consulta/vilaclara/{key_of(buried.deceased_id)}/dades/"
    asked = {
        "kind": "removal",
        "text": "És l’àvia.",
        "requester_name": "Oriol",
        "relation": "Net",
        "contact": "972000000",
    }
    assert client.post(address, asked).status_code == 200
    with municipality(vilaclara.pk):
        event = events("Person").get(hidden_from_public=False)
    assert event.pgh_context["url"] == address
    assert event.pgh_context["user"] is None


def test_another_town_sees_nothing_of_it(vilaclara: Municipality, puigfosc: Municipality) -> None:
    with municipality(vilaclara.pk):
        make_person()
        Person.objects.update(notes="revisada")
    with municipality(puigfosc.pk):
        assert events("Person").count() == 0


def test_history_can_be_neither_changed_nor_deleted(in_vilaclara: Municipality) -> None:
    make_person()
    Person.objects.update(notes="revisada")
    for statement in ("UPDATE registry_personevent SET notes = ''", "DELETE FROM registry_personevent"):
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
