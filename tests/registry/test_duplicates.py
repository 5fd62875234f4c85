"""Entries that may be one person: what speaks for it, what against, and which pairs are looked at."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cementiris.accounts.models import Municipality
from cementiris.registry.duplicate_pairs import likely_pairs
from cementiris.registry.duplicates import MOST_OF_A_KEY, Entry, Evidence, Named, candidates, likeness
from cementiris.registry.models import Holding
from cementiris.registry.names import search_key
from cementiris.tenancy.scope import municipality
from tests.factories import make_burial, make_concession, make_person, make_unit

DIED = (date(1984, 3, 2), date(1984, 3, 2))


def an_entry(key: int, name: str, **fields: Any) -> Entry:
    return Entry(key=key, folded=search_key(name), **fields)


JOSEP = an_entry(1, "Josep Puig i Ferrer")


@pytest.mark.parametrize(
    ("other", "evidence"),
    [
        (an_entry(2, "José Puch Ferrer"), {Evidence.SAME_NAME}),
        (an_entry(2, "PUIG FERRER, Josep"), {Evidence.SAME_NAME}),
        (an_entry(2, "Josep Puig i Ferré", units=frozenset({7})), {Evidence.CLOSE_NAME, Evidence.SAME_UNIT}),
        (an_entry(2, "Pepet de ca la Quima", national_id="12345678Z"), {Evidence.NATIONAL_ID}),
    ],
)
def test_what_speaks_for_one_person(other: Entry, evidence: set[Evidence]) -> None:
    one = replace(JOSEP, national_id="12345678Z", units=frozenset({7}))
    found = likeness(one, other)
    assert found is not None
    assert set(found.evidence) == evidence


@pytest.mark.parametrize(
    "other",
    [
        an_entry(2, "Josep Puig Ferrer", national_id="38412907D"),
        an_entry(2, "Josep Puig Ferrer", died=(date(1985, 1, 1), date(1985, 12, 31))),
        an_entry(2, "Josep Puig Ferrer", born=(date(1990, 1, 1), date(1990, 12, 31))),
        an_entry(2, "Josep Puig Ferrer", rights=frozenset({3})),
        an_entry(2, "Josep Puig Ferrer", sex="F"),
        an_entry(2, "Mercè Serra"),
        an_entry(2, ""),
    ],
)
def test_who_cannot_be_one_person_is_not_proposed(other: Entry) -> None:
    one = replace(JOSEP, national_id="12345678Z", died=DIED, rights=frozenset({3}), sex="M")
    assert likeness(one, other) is None


spans = st.sampled_from([(None, None), DIED, (date(1984, 1, 1), date(1984, 12, 31)), (date(1920, 1, 1), None)])
drawn = st.builds(
    Entry,
    key=st.integers(1, 9),
    folded=st.sampled_from(["", " josep puig ", " josep puig ferrer ", " puig josep "]),
    national_id=st.sampled_from(["", "12345678Z", "38412907D"]),
    sex=st.sampled_from(["", "M", "F"]),
    born=spans,
    died=spans,
)


@given(one=drawn, other=drawn)
def test_likeness_knows_no_order(one: Entry, other: Entry) -> None:
    assert likeness(one, other) == likeness(other, one)


def test_pairs_are_found_by_number_by_name_and_by_a_slip_of_the_pen(in_vilaclara: Municipality) -> None:
    numbered = [make_person(text=name, national_id="12345678Z").pk for name in ("Anna Mas", "A. M. Serra")]
    named = [make_person(text=name).pk for name in ("Josep Puig i Ferrer", "PUCH FERRER, JOSÉ")]
    unit = make_unit()
    slipped = [make_person(text=name, is_dead=True) for name in ("Dolors Vilaplana Costa", "Dolors Vilaplna Costa")]
    make_concession(unit, holder=slipped[0])
    make_burial(unit, deceased=slipped[1])
    make_person(text="Ramon Soler")
    found = {pair[:2]: pair[2].evidence for pair in likely_pairs()}
    assert found == {
        tuple(numbered): (Evidence.NATIONAL_ID,),
        tuple(named): (Evidence.SAME_NAME,),
        tuple(person.pk for person in slipped): (Evidence.CLOSE_NAME, Evidence.SAME_UNIT),
    }


def test_a_name_that_many_bear_is_no_sign_unless_they_died_on_one_day(in_vilaclara: Municipality) -> None:
    for _ in range(MOST_OF_A_KEY + 1):
        make_person(text="Josep Puig")
    assert likely_pairs() == []
    twice = [make_person(text="Josep Puig", died_on="1984-03-02", is_dead=True).pk for _ in range(2)]
    assert [pair[:2] for pair in likely_pairs()] == [tuple(twice)]


def test_two_names_of_one_title_are_two_persons(in_vilaclara: Municipality) -> None:
    right = make_concession(make_unit(), holder=make_person())
    Holding.objects.create(concession=right, person=make_person(), role="beneficiary")
    assert likely_pairs() == []


def test_another_towns_people_are_not_compared(in_vilaclara: Municipality, puigfosc: Municipality) -> None:
    make_person(national_id="12345678Z")
    with municipality(puigfosc.pk):
        make_person(national_id="12345678Z")
        assert likely_pairs() == []


words = st.lists(st.sampled_from(["josep", "puig", "ferrer", "serra", "anna"]), max_size=4).map(" ".join)
people = st.lists(st.tuples(words, st.sampled_from(["", "12345678Z", "38412907D"])), max_size=12)


@given(people=people)
def test_each_pair_is_proposed_once_and_the_same_name_always(people: list[tuple[str, str]]) -> None:
    named = [Named(key, name, number) for key, (name, number) in enumerate(people)]
    pairs = list(candidates(named))
    assert len(pairs) == len(set(pairs))
    assert all(one < other for one, other in pairs)
    same = {
        (one.key, other.key)
        for one in named
        for other in named
        if one.key < other.key and one.national_id and one.national_id == other.national_id
    }
    assert same <= set(pairs)
