"""Two entries united and parted again: nothing is lost, nobody comes back into the open, newest first."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cementiris.accounts.models import Municipality, User
from cementiris.desk.finding import find
from cementiris.registry.duplicate_pairs import likely_pairs
from cementiris.registry.entries import GrantEntry, PersonEntry, Submission
from cementiris.registry.facts import known_person, version_of
from cementiris.registry.models import Act, ActKind, Concession, Holding, Movement, Person, PersonMatch, Verdict
from cementiris.registry.services.annulment import annul_act
from cementiris.registry.services.concessions import grant_concession
from cementiris.registry.services.corrections import correct_person
from cementiris.registry.services.matches import CHOSEN, tell_apart, unite
from cementiris.registry.services.submission import RuleBroken
from tests.factories import make_burial, make_concession, make_ordinance, make_person, make_unit

pytestmark = pytest.mark.usefixtures("in_vilaclara")


@pytest.fixture
def sent(aina_user: User, today: Any) -> Submission:
    return Submission(actor=aina_user, today=today, reason="Mateix DNI al padró")


def register() -> list[Any]:
    """Everything that a union may change."""
    tables = (Person, Movement, Holding, Concession)
    return [list(table._default_manager.order_by("pk").values()) for table in tables]


def two(**other: Any) -> tuple[Person, Person]:
    """Josep, who holds niche 1, and José, who rests in niche 2."""
    kept = make_person(text="Josep Puig i Ferrer", national_id="12345678Z", phone="972000000")
    written = {"text": "José Puch Ferrer", "given_name": "José", "surname1": "Puch", "surname2": "Ferrer"}
    second = make_person(**{**written, "died_on": "2010-05-02", "is_dead": True, "address": "Carrer Nou, 1", **other})
    make_concession(make_unit(number="1"), holder=kept)
    make_burial(make_unit(number="2"), deceased=second)
    return kept, second


def test_what_led_to_one_entry_leads_to_the_other(in_vilaclara: Municipality, sent: Submission) -> None:
    kept, other = two()
    act = unite(kept=kept, other=other, take=[], sent=sent)
    kept.refresh_from_db()
    other.refresh_from_db()
    assert (Movement.objects.get().deceased, other.merged_into) == (kept, kept)
    assert (kept.text, kept.died_on, kept.is_dead, kept.address) == (
        "Josep Puig i Ferrer",
        "2010-05-02",
        True,
        "Carrer Nou, 1",
    )
    assert kept.died_from is not None
    assert (act.kind, act.person_text) == (ActKind.PERSON_MERGE, "José Puch Ferrer → Josep Puig i Ferrer")
    assert other.text == "José Puch Ferrer"


def test_values_are_chosen_and_a_name_whole(in_vilaclara: Municipality, sent: Submission) -> None:
    kept, other = two(phone="938000000")
    unite(kept=kept, other=other, take=["text", "phone"], sent=sent)
    kept.refresh_from_db()
    assert (kept.text, kept.given_name, kept.surname1, kept.phone) == ("José Puch Ferrer", "José", "Puch", "938000000")
    assert (kept.folded, kept.national_id) == (other.folded, "12345678Z")


def test_who_was_taken_out_of_the_open_stays_out(in_vilaclara: Municipality, sent: Submission) -> None:
    kept, other = two(hidden_from_public=True)
    act = unite(kept=kept, other=other, take=[], sent=sent)
    kept.refresh_from_db()
    assert kept.hidden_from_public
    Act.objects.create(kind=ActKind.HIDDEN, on=sent.today, person_text=kept.text)
    annul_act(act=act, sent=sent)
    assert all(Person.objects.values_list("hidden_from_public", flat=True))


def test_a_united_entry_is_found_no_more(in_vilaclara: Municipality, sent: Submission) -> None:
    kept, other = two(national_id="")
    Person.objects.filter(pk=other.pk).update(national_id="12345678Z")
    unite(kept=kept, other=other, take=[], sent=sent)
    assert known_person(PersonEntry(national_id="12345678Z")) == kept
    assert [row.deceased for row in find("puig ferrer", sent.today).resting] == [kept]
    assert likely_pairs() == []


def test_the_sheets_of_both_learn_of_it(in_vilaclara: Municipality, sent: Submission) -> None:
    kept, other = two()
    units = [Holding.objects.get().concession.unit, Movement.objects.get().to_unit]
    versions = [version_of(unit) for unit in units if unit]
    unite(kept=kept, other=other, take=[], sent=sent)
    assert all(version_of(unit) != was for unit, was in zip(units, versions, strict=True) if unit)


def test_parted_they_are_what_they_were(in_vilaclara: Municipality, sent: Submission) -> None:
    kept, other = two()
    before = register()
    act = unite(kept=kept, other=other, take=["text"], sent=sent)
    annulment = annul_act(act=act, sent=sent)
    assert register() == before
    assert PersonMatch.objects.get().undone_by == annulment


entries = st.fixed_dictionaries(
    {
        "text": st.sampled_from(["", "Josep Puig", "José Puch i Ferrer"]),
        "sex": st.sampled_from(["", "M"]),
        "born_on": st.sampled_from(["", "1920", "1920-05-01"]),
        "died_on": st.sampled_from(["", "1984", "1984-03-02", "198X"]),
        "is_dead": st.booleans(),
        "hidden_from_public": st.booleans(),
        "national_id": st.sampled_from(["", "12345678Z"]),
        "notes": st.sampled_from(["", "Nota antiga"]),
        "locality": st.sampled_from(["", "Vilaclara"]),
    }
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=st.lists(entries, min_size=3, max_size=4), take=st.sets(st.sampled_from(CHOSEN)), data=st.data())
def test_unions_in_any_order_parted_from_the_newest_leave_the_register_as_it_was(
    in_vilaclara: Municipality, sent: Submission, drawn: list[dict[str, Any]], take: set[str], data: st.DataObject
) -> None:
    people = [make_person(given_name="", surname1="", surname2="", **one) for one in drawn]
    for person in people:
        make_burial(make_unit(number=f"p{person.pk}"), deceased=person)
        make_concession(make_unit(number=f"h{person.pk}"), holder=person)
    states, acts = [register()], list[Act]()
    while len(people) > 1:
        kept, other = data.draw(st.permutations(people))[:2]
        acts.append(unite(kept=kept, other=other, take=take, sent=sent))
        people.remove(other)
        states.append(register())
    for act in reversed(acts):
        assert register() == states.pop()
        annul_act(act=act, sent=sent)
    assert register() == states.pop()


def test_x52_of_two_unions_of_one_person_the_newer_is_parted_first(
    in_vilaclara: Municipality, sent: Submission
) -> None:
    kept, other = two()
    third = make_person(text="J. Puig")
    first = unite(kept=kept, other=other, take=[], sent=sent)
    second = unite(kept=third, other=kept, take=[], sent=sent)
    with pytest.raises(RuleBroken, match="X52"):
        annul_act(act=first, sent=sent)
    annul_act(act=second, sent=sent)
    annul_act(act=first, sent=sent)


def test_x52_a_union_on_which_a_later_act_rests_is_not_parted(in_vilaclara: Municipality, sent: Submission) -> None:
    make_ordinance()
    kept, other = make_person(national_id="12345678Z"), make_person(text="José Puch Ferrer")
    act = unite(kept=kept, other=other, take=[], sent=sent)
    entry = GrantEntry(
        on=sent.today,
        term_years=25,
        holder=PersonEntry(given_name="Josep", surnames="Puig i Ferrer", national_id="12345678Z"),
    )
    grant = grant_concession(unit=make_unit(), entry=entry, sent=sent)
    with pytest.raises(RuleBroken, match="X52"):
        annul_act(act=act, sent=sent)
    annul_act(act=grant, sent=sent)
    annul_act(act=act, sent=sent)


def test_what_was_corrected_since_stays_corrected(in_vilaclara: Municipality, sent: Submission) -> None:
    kept, other = two(phone="")
    act = unite(kept=kept, other=other, take=["text"], sent=sent)
    correct_person(person=kept, values={"phone": "600000000"}, sent=sent)
    annul_act(act=act, sent=sent)
    kept.refresh_from_db()
    assert (kept.text, kept.phone) == ("Josep Puig i Ferrer", "600000000")


def test_x50_an_entry_is_not_united_with_itself_nor_twice(in_vilaclara: Municipality, sent: Submission) -> None:
    kept, other = two()
    with pytest.raises(RuleBroken, match="X50"):
        unite(kept=kept, other=kept, take=[], sent=sent)
    unite(kept=kept, other=other, take=[], sent=sent)
    for one, second in ((kept, other), (other, kept)):
        with pytest.raises(RuleBroken, match="X50"):
            unite(kept=one, other=second, take=[], sent=sent)


def test_x54_entries_that_contradict_each_other_are_not_united(in_vilaclara: Municipality, sent: Submission) -> None:
    kept, other = two(national_id="38412907D")
    with pytest.raises(RuleBroken, match="X54"):
        unite(kept=kept, other=other, take=[], sent=sent)
    assert PersonMatch.objects.count() == 0


def test_x54_two_names_of_one_title_are_not_united(in_vilaclara: Municipality, sent: Submission) -> None:
    kept, other = two()
    Holding.objects.create(concession=Concession.objects.get(), person=other, role="beneficiary")
    with pytest.raises(RuleBroken, match="mateix títol"):
        unite(kept=kept, other=other, take=[], sent=sent)


def test_x53_nobody_is_united_without_a_reason(in_vilaclara: Municipality, sent: Submission) -> None:
    kept, other = two()
    with pytest.raises(RuleBroken, match="X53"):
        unite(kept=kept, other=other, take=[], sent=replace(sent, reason=" "))


def test_who_is_told_apart_is_not_asked_about_again_until_it_is_annulled(
    in_vilaclara: Municipality, sent: Submission
) -> None:
    one, other = make_person(national_id="12345678Z"), make_person(national_id="12345678Z")
    assert [pair[:2] for pair in likely_pairs()] == [(one.pk, other.pk)]
    match = tell_apart(one=other, other=one, sent=sent)
    assert tell_apart(one=one, other=other, sent=sent) == match
    assert (match.verdict, likely_pairs()) == (Verdict.DIFFERENT, [])
    annul_act(act=match.act, sent=sent)
    assert len(likely_pairs()) == 1
