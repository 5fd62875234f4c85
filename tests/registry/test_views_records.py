"""The pages that annul, correct, unite and tell who did what, as a clerk meets them."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from cementiris.accounts.models import Municipality, User
from cementiris.audit.models import AccessLog
from cementiris.registry.entries import Submission
from cementiris.registry.entries.rights import DuplicateCause, DuplicateEntry
from cementiris.registry.models import Act, ActKind, BurialUnit, Concession, Movement, Person, PersonMatch
from cementiris.registry.services.titles import issue_duplicate
from cementiris.tenancy.scope import municipality
from tests.factories import make_burial, make_concession, make_person, make_unit

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Europe/Madrid"))
Counted = Callable[[int], AbstractContextManager[None]]


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page is opened on 23 November 2026."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def burial(vilaclara: Municipality, aina_user: User) -> Movement:
    """A burial of Josep Puig in niche 12, registered by Aina."""
    with municipality(vilaclara.pk):
        unit = make_unit()
        act = Act.objects.create(
            kind=ActKind.BURIAL,
            unit=unit,
            on=date(2010, 5, 3),
            recorded_by=aina_user,
            person_text="Josep Puig i Ferrer",
        )
        make_concession(unit)
        return make_burial(unit, act=act)


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_the_page_says_what_it_will_undo_and_does_it(burial: Movement, aina: Client, vilaclara: Municipality) -> None:
    address = f"/vilaclara/actes/{burial.act_id}/anullar/"
    assert "La inhumació de Josep Puig i Ferrer deixa de comptar" in page(aina, address)
    answer = aina.post(address, {"reason": "Era al nínxol 21"}, follow=True)
    assert answer.redirect_chain == [(f"/vilaclara/actes/{burial.act_id}/", 302)]
    text = answer.content.decode()
    assert "Anul·lat el 23/11/2026, 12.00, Aina. Motiu: Era al nínxol 21" in text
    assert "Anul·la l’acte</a>" not in text
    with municipality(vilaclara.pk):
        assert Movement.objects.get().annulled


def test_without_a_reason_nothing_is_annulled(burial: Movement, aina: Client, vilaclara: Municipality) -> None:
    for reason in ("", "   ", "a\x00b", "x" * 301):
        answer = aina.post(f"/vilaclara/actes/{burial.act_id}/anullar/", {"reason": reason})
        assert answer.status_code == 200
    with municipality(vilaclara.pk):
        assert Act.objects.count() == 1


def test_what_rests_on_an_act_is_listed_with_links_the_newest_first(
    burial: Movement, aina: Client, vilaclara: Municipality
) -> None:
    with municipality(vilaclara.pk):
        later = [
            Act.objects.create(kind=ActKind.EXHUMATION, unit=burial.to_unit, on=date(2015, month, 1))
            for month in (1, 2)
        ]
        for act in later:
            Movement.objects.create(
                kind="exhumation", deceased=burial.deceased, cemetery=burial.cemetery, act=act, on="2015"
            )
    text = page(aina, f"/vilaclara/actes/{burial.act_id}/anullar/")
    first, second = (text.index(f"/vilaclara/actes/{act.pk}/anullar/") for act in reversed(later))
    assert first < second
    assert "<textarea" not in text


def test_somebody_is_shown_with_rights_rest_and_acts_and_the_reading_is_kept(
    burial: Movement, aina: Client, bernat: Client, pau: Client, vilaclara: Municipality
) -> None:
    with municipality(vilaclara.pk):
        make_concession(make_unit(number="13"), holder=burial.deceased, title_number="T-13")
    address = f"/vilaclara/persones/{burial.deceased_id}/"
    text = page(aina, address)
    for said in (
        "Josep Puig i Ferrer",
        "T-13",
        "Nínxol 12",
        f"/vilaclara/actes/{burial.act_id}/",
        "Corregeix les dades",
    ):
        assert said in text
    assert "Corregeix les dades" not in page(bernat, address)
    assert pau.get(address).status_code == 403
    with municipality(vilaclara.pk):
        assert AccessLog.objects.filter(action="person.read", subject_id=burial.deceased_id).count() == 2


def test_a_person_with_much_to_tell_asks_no_more(
    burial: Movement, aina: Client, vilaclara: Municipality, django_assert_max_num_queries: Counted
) -> None:
    with municipality(vilaclara.pk):
        for number in range(10):
            unit = make_unit(number=f"9{number}")
            make_concession(unit, holder=burial.deceased)
            Act.objects.create(kind=ActKind.CORRECTION, unit=unit, on=date(2020, 1, 1))
    address = f"/vilaclara/persones/{burial.deceased_id}/"
    page(aina, address)
    with django_assert_max_num_queries(26):
        page(aina, address)


def as_shown(client: Client, address: str) -> dict[str, Any]:
    """What a browser would send back untouched."""
    form = client.get(address).context["form"]
    return {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}


def test_a_name_is_corrected_and_what_it_said_stays_on_the_sheet(
    burial: Movement, aina: Client, vilaclara: Municipality
) -> None:
    address = f"/vilaclara/persones/{burial.deceased_id}/corregir/"
    typed = {**as_shown(aina, address), "text": "Josep Puigdomènech i Ferrer", "reason": "Error de còpia"}
    text = aina.post(address, typed, follow=True).content.decode()
    assert "S’ha corregit" in text
    with municipality(vilaclara.pk):
        person = Person.objects.get(pk=burial.deceased_id)
        assert (person.given_name, person.surname1, person.surname2) == ("Josep", "Puigdomènech", "Ferrer")
        assert person.died_on == "2010-05-03"
    sheet = page(aina, f"/vilaclara/sepultures/{burial.to_unit_id}/")
    assert "abans «Josep Puig i Ferrer», ara «Josep Puigdomènech i Ferrer»" in sheet


def test_a_form_sent_untouched_corrects_nothing(burial: Movement, aina: Client, vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        right = Concession.objects.get()
    for kind, key in (("persones", burial.deceased_id), ("moviments", burial.pk), ("drets", right.pk)):
        address = f"/vilaclara/{kind}/{key}/corregir/"
        answer = aina.post(address, {**as_shown(aina, address), "reason": "Cap"})
        assert "X53. No heu canviat res" in answer.content.decode(), kind


def test_a_form_left_open_says_what_a_colleague_corrected_and_keeps_what_was_typed(
    burial: Movement, aina: Client, vilaclara: Municipality
) -> None:
    address = f"/vilaclara/persones/{burial.deceased_id}/corregir/"
    drawn = {**as_shown(aina, address), "phone": "600000000", "reason": "Telèfon nou"}
    aina.post(address, {**as_shown(aina, address), "national_id": "12345678Z", "reason": "Consta al DNI"})
    text = aina.post(address, drawn).content.decode()
    assert "NIF: abans «», ara «12345678Z»" in text
    assert "600000000" in text
    with municipality(vilaclara.pk):
        assert Person.objects.get(pk=burial.deceased_id).phone == ""


def test_a_warning_is_read_before_it_is_saved(burial: Movement, aina: Client, vilaclara: Municipality) -> None:
    with municipality(vilaclara.pk):
        make_person(text="Anna Mas", national_id="12345678Z")
    address = f"/vilaclara/persones/{burial.deceased_id}/corregir/"
    typed = {**as_shown(aina, address), "national_id": "12345678Z", "reason": "DNI vist"}
    answer = aina.post(address, typed)
    assert "Al registre aquest NIF és de Anna Mas" in answer.content.decode()
    again = aina.post(address, {**typed, "warned": answer.context["form"]["warned"].value()})
    assert again.status_code == 302


def test_a_burial_is_corrected_with_its_hour(burial: Movement, aina: Client, vilaclara: Municipality) -> None:
    address = f"/vilaclara/moviments/{burial.pk}/corregir/"
    typed = {**as_shown(aina, address), "on": "4/5/2010, 10.30", "licence_number": "41", "reason": "Llibre"}
    assert aina.post(address, typed).status_code == 302
    with municipality(vilaclara.pk):
        moved = Movement.objects.get()
        assert (moved.on, moved.licence_number, timezone.localtime(moved.at).hour) == ("2010-05-04", "41", 10)


def test_a_conflict_of_rights_is_decided_on_the_page_of_the_disputed_one(
    burial: Movement, aina: Client, vilaclara: Municipality
) -> None:
    with municipality(vilaclara.pk):
        disputed = make_concession(BurialUnit.objects.get(), title_number="T-2", standing="disputed")
    address = f"/vilaclara/drets/{disputed.pk}/corregir/"
    assert "Decideix el conflicte" in page(aina, address)
    sent = {"form": "dispute", "dispute-holds": "yes", "dispute-reason": "Títol original vist"}
    assert aina.post(address, sent).status_code == 302
    with municipality(vilaclara.pk):
        standings = dict(Concession.objects.values_list("title_number", "standing"))
    assert standings == {"T-1": "annulled", "T-2": "accepted"}


def test_the_page_of_a_right_shows_every_paper_that_names_it(
    burial: Movement, aina: Client, aina_user: User, vilaclara: Municipality
) -> None:
    with municipality(vilaclara.pk):
        right = Concession.objects.select_related("unit").get()
        sent = Submission(actor=aina_user, today=date(2026, 11, 23))
        holding = right.holdings.get().pk
        entry = DuplicateEntry(on=sent.today, holding=holding, cause=DuplicateCause.LOSS)
        act = issue_duplicate(unit=right.unit, entry=entry, sent=sent)
        assert act.document is not None
    text = page(aina, f"/vilaclara/drets/{right.pk}/corregir/")
    assert f"/documents/{act.document.pk}/" in text
    assert "No se n’ha lliurat cap." not in text


@pytest.fixture
def pair(vilaclara: Municipality) -> tuple[Person, Person]:
    """Josep Puig twice: as holder of niche 1, and at rest in niche 2."""
    with municipality(vilaclara.pk):
        kept, other = make_person(phone="972000000"), make_person(text="José Puch Ferrer", phone="938000000")
        make_concession(make_unit(number="1"), holder=kept)
        make_burial(make_unit(number="2"), deceased=other)
        return kept, other


def test_two_entries_are_compared_united_and_parted_again(
    pair: tuple[Person, Person], aina: Client, vilaclara: Municipality
) -> None:
    kept, other = pair
    address = f"/vilaclara/persones/{kept.pk}/i/{other.pk}/"
    assert address in page(aina, "/vilaclara/persones/duplicades/")
    assert "Queda’t amb «938000000»" in page(aina, address)
    aina.post(address, {"verdict": "same", "take": ["phone"], "reason": "Mateix DNI"})
    with municipality(vilaclara.pk):
        match = PersonMatch.objects.get()
        assert Person.objects.get(pk=kept.pk).phone == "938000000"
    assert aina.get(f"/vilaclara/persones/{other.pk}/")["Location"] == f"/vilaclara/persones/{kept.pk}/"
    assert "torna a ser una entrada a part" in page(aina, f"/vilaclara/actes/{match.act_id}/anullar/")
    aina.post(f"/vilaclara/actes/{match.act_id}/anullar/", {"reason": "Eren pare i fill"})
    assert aina.get(f"/vilaclara/persones/{other.pk}/").status_code == 200


def test_two_persons_told_apart_leave_the_list(pair: tuple[Person, Person], aina: Client) -> None:
    kept, other = pair
    address = f"/vilaclara/persones/{kept.pk}/i/{other.pk}/"
    aina.post(address, {"verdict": "different", "reason": "Pare i fill"})
    assert "No se n’ha trobat cap" in page(aina, "/vilaclara/persones/duplicades/")


@pytest.mark.parametrize("sent", [{"verdict": "same"}, {"verdict": "x", "reason": "a"}, {"take": "id", "reason": "a"}])
def test_a_comparison_sent_badly_unites_nobody(
    pair: tuple[Person, Person], aina: Client, vilaclara: Municipality, sent: dict[str, str]
) -> None:
    assert aina.post(f"/vilaclara/persones/{pair[0].pk}/i/{pair[1].pk}/", sent).status_code == 200
    with municipality(vilaclara.pk):
        assert PersonMatch.objects.count() == 0


def test_many_pairs_ask_no_more_than_few(
    aina: Client, vilaclara: Municipality, django_assert_max_num_queries: Counted
) -> None:
    with municipality(vilaclara.pk):
        for number in range(20):
            for _ in range(2):
                make_person(text=f"Persona{number} Prova{number}")
    page(aina, "/vilaclara/persones/duplicades/")
    with django_assert_max_num_queries(14):
        page(aina, "/vilaclara/persones/duplicades/")


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ({}, 2),
        ({"mena": "burial"}, 1),
        ({"mena": "res"}, 2),
        ({"nom": "puig"}, 1),
        ({"dia": "23/11/2026"}, 2),
        ({"dia": "11/2026"}, 2),
        ({"dia": "2025"}, 0),
        ({"dia": "demà\x00"}, 2),
        ({"qui": "9" * 40}, 2),
    ],
)
def test_the_journal_is_filtered_and_what_means_nothing_asks_nothing(
    burial: Movement, aina: Client, vilaclara: Municipality, question: dict[str, str], count: int
) -> None:
    with municipality(vilaclara.pk):
        Act.objects.create(kind=ActKind.IMPORT, on=date(2020, 1, 1))
        Act.objects.create(kind=ActKind.CORRECTION, on=date(2020, 1, 1), notes={"echo_of": 1})
    found = aina.get("/vilaclara/registre-dactes/", question)
    assert found.context["page"].paginator.count == count


def test_the_journal_asks_the_same_however_long_it_is(
    burial: Movement, aina: Client, vilaclara: Municipality, django_assert_max_num_queries: Counted
) -> None:
    with municipality(vilaclara.pk):
        Act.objects.bulk_create([Act(kind=ActKind.IMPORT, on=date(2020, 1, 1), unit=burial.to_unit) for _ in range(60)])
    page(aina, "/vilaclara/registre-dactes/")
    with django_assert_max_num_queries(12):
        page(aina, "/vilaclara/registre-dactes/")
