"""Data put right: what was stays readable, what makes no sense is refused, and a correction can be taken back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cementiris.accounts.models import Municipality, User
from cementiris.registry.entries import Submission
from cementiris.registry.facts import version_of
from cementiris.registry.facts.records import row_version
from cementiris.registry.models import Act, ActKind, BurialUnit, Concession, Holding, Movement, Person
from cementiris.registry.services.annulment import annul_act
from cementiris.registry.services.corrections import (
    EntryChanged,
    correct_movement,
    correct_person,
    correct_right,
    settle_dispute,
)
from cementiris.registry.services.submission import RuleBroken
from tests.factories import make_burial, make_concession, make_ordinance, make_person, make_unit

pytestmark = pytest.mark.usefixtures("in_vilaclara")


@pytest.fixture
def sent(aina_user: User, today: date) -> Submission:
    return Submission(actor=aina_user, today=today, reason="Error de còpia")


@pytest.fixture
def niche(in_vilaclara: Municipality) -> BurialUnit:
    make_ordinance()
    return make_unit()


def changes(act: Act) -> list[tuple[str, str, str]]:
    return [(change["label"], change["before"], change["after"]) for change in act.notes["changes"]]


def test_a_misspelt_name_is_put_right_wherever_it_stands(niche: BurialUnit, sent: Submission) -> None:
    person = make_person(text="Jusep Puig", given_name="Jusep", surname1="Puig", surname2="")
    right = make_concession(niche, holder=person)
    act = correct_person(person=person, values={"text": "Josep Puig", "given_name": "Josep"}, sent=sent)
    person.refresh_from_db()
    assert (person.text, person.folded, str(right.holdings.get())) == ("Josep Puig", " josep puig ", "Josep Puig")
    assert right.holdings.get().text == "Josep Puig"
    assert changes(act) == [("Nom sencer", "Jusep Puig", "Josep Puig"), ("Nom", "Jusep", "Josep")]
    assert (act.kind, act.unit, act.detail) == (ActKind.CORRECTION, niche, "Error de còpia")


def test_a_date_that_is_no_longer_known_has_no_bounds(sent: Submission) -> None:
    person = make_person(born_on="1920", died_on="1984-03-02", is_dead=True)
    correct_person(person=person, values={"born_on": "", "died_on": "1985"}, sent=sent)
    person.refresh_from_db()
    assert (person.born_from, person.died_from, person.died_until) == (None, date(1985, 1, 1), date(1985, 12, 31))


def test_every_unit_that_names_the_person_tells_of_it(niche: BurialUnit, sent: Submission) -> None:
    person, other = make_person(), make_unit(number="13")
    make_concession(niche, holder=person)
    make_burial(other, deceased=person)
    versions = [version_of(niche), version_of(other)]
    act = correct_person(person=person, values={"national_id": "12345678Z"}, sent=sent)
    assert [version_of(niche), version_of(other)] != versions
    assert list(Act.objects.order_by("pk").values_list("unit", "notes__echo_of")) == [
        (niche.pk, None),
        (other.pk, act.pk),
    ]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"died_on": "2010-05-04"}, "X5"),
        ({"died_on": "2030-01-01"}, "X6"),
        ({"died_on": "1900", "born_on": "1920"}, "X6"),
        ({"text": "Josep Puig i Ferrer"}, "X53"),
    ],
)
def test_x5_x6_x53_what_makes_no_sense_is_refused(
    niche: BurialUnit, sent: Submission, values: dict[str, str], code: str
) -> None:
    burial = make_burial(niche, deceased=make_person(died_on="2010-05-02", is_dead=True))
    with pytest.raises(RuleBroken, match=code):
        correct_person(person=burial.deceased, values=values, sent=sent)
    assert Act.objects.count() == 0


def test_what_was_wrong_before_does_not_stop_another_correction(niche: BurialUnit, sent: Submission) -> None:
    burial = make_burial(niche, deceased=make_person(died_on="2010-05-20", is_dead=True))
    correct_person(person=burial.deceased, values={"national_id": "12345678Z"}, sent=sent)
    assert Person.objects.get().national_id == "12345678Z"


def test_x53_nothing_is_corrected_without_a_reason(sent: Submission) -> None:
    with pytest.raises(RuleBroken, match="X53"):
        correct_person(person=make_person(), values={"sex": "M"}, sent=replace(sent, reason=" "))


def test_x18_a_number_of_somebody_else_is_said_before_it_is_saved(sent: Submission) -> None:
    make_person(text="Mercè Serra", national_id="12345678Z")
    person = make_person()
    with pytest.raises(RuleBroken, match="X18") as broken:
        correct_person(person=person, values={"national_id": "12345678Z"}, sent=sent, read=frozenset())
    assert broken.value.can_be_overruled
    correct_person(person=person, values={"national_id": "12345678Z"}, sent=sent, read=frozenset({"X18"}))


def test_a_burial_gets_another_day_and_licence(niche: BurialUnit, sent: Submission) -> None:
    act = Act.objects.create(kind=ActKind.BURIAL, unit=niche, on=date(2010, 5, 3))
    burial = make_burial(niche, act=act, licence_number="12")
    values = {"on": "2010-05-05", "licence_number": "21", "licence_on": date(2010, 5, 4)}
    said = correct_movement(movement=burial, values=values, sent=sent)
    burial.refresh_from_db()
    assert (burial.on_from, burial.licence_number) == (date(2010, 5, 5), "21")
    assert (said.corrects, said.unit) == (act, niche)
    assert ("Dia", "03/05/2010", "05/05/2010") in changes(said)


def test_a_burial_whose_day_nobody_knows_counts_from_the_death(niche: BurialUnit, sent: Submission) -> None:
    burial = make_burial(niche, deceased=make_person(died_on="2010-05-02", is_dead=True))
    correct_movement(movement=burial, values={"on": ""}, sent=sent)
    burial.refresh_from_db()
    assert (burial.on_from, burial.on_until) == (date(2010, 5, 2), date(2010, 5, 2))


def test_x53_a_burial_does_not_come_after_the_exhumation(niche: BurialUnit, sent: Submission) -> None:
    burial = make_burial(niche)
    Movement.objects.create(
        kind="exhumation", deceased=burial.deceased, cemetery=niche.cemetery, from_unit=niche, on="2015-01-01"
    )
    with pytest.raises(RuleBroken, match="X53"):
        correct_movement(movement=burial, values={"on": "2016-01-01"}, sent=sent)


def test_x4_no_correction_puts_a_burial_years_ahead(niche: BurialUnit, sent: Submission) -> None:
    with pytest.raises(RuleBroken, match="X4"):
        correct_movement(movement=make_burial(niche), values={"on": "2040-01-01"}, sent=sent)


def test_x12_no_correction_puts_an_exhumation_years_ahead(niche: BurialUnit, sent: Submission) -> None:
    burial = make_burial(niche)
    out = Movement.objects.create(
        kind="exhumation", deceased=burial.deceased, cemetery=niche.cemetery, from_unit=niche, on="2015-01-01"
    )
    with pytest.raises(RuleBroken, match="X12"):
        correct_movement(movement=out, values={"on": "2040-01-01"}, sent=sent)


def test_x51_an_annulled_burial_is_not_corrected(niche: BurialUnit, sent: Submission) -> None:
    with pytest.raises(RuleBroken, match="X51"):
        correct_movement(movement=make_burial(niche, annulled=True), values={"on": "2011"}, sent=sent)


def test_the_days_of_a_right_follow_its_title(niche: BurialUnit, sent: Submission) -> None:
    right = make_concession(niche)
    correct_right(right=right, values={"expires_on": "2040-01-01", "title_number": "T-2"}, sent=sent)
    right.refresh_from_db()
    assert (right.term.lower, right.term.upper, right.title_number) == (date(2000, 3, 1), date(2040, 1, 2), "T-2")


def test_a_right_that_was_ended_stays_ended(niche: BurialUnit, sent: Submission) -> None:
    right = make_concession(niche, ended_on=date(2010, 1, 1), term=(date(2000, 3, 1), date(2010, 1, 1)))
    correct_right(right=right, values={"expires_on": "2040-01-01"}, sent=sent)
    right.refresh_from_db()
    assert right.term.upper == date(2010, 1, 1)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"expires_on": "1999-01-01"}, "X2"),
        ({"granted_on": "2030-01-01"}, "X16"),
        ({"expires_on": "2140-01-01"}, "R1"),
    ],
)
def test_x2_x16_r1_days_that_no_right_has_are_refused_or_said(
    niche: BurialUnit, sent: Submission, values: dict[str, str], code: str
) -> None:
    right = make_concession(niche)
    with pytest.raises(RuleBroken, match=code):
        correct_right(right=right, values=values, sent=sent, read=frozenset())


@pytest.mark.django_db(transaction=True)
def test_x1_a_corrected_right_does_not_overlap_another(vilaclara: Municipality, sent: Submission) -> None:
    unit = make_unit()
    make_concession(unit, term=(date(1950, 1, 1), date(2000, 1, 1)), expires_on="1999-12-31")
    right = make_concession(unit, title_number="T-2")
    with pytest.raises(RuleBroken, match="X1"):
        correct_right(right=right, values={"granted_on": "1999-01-01"}, sent=sent)


def test_of_two_contradicting_rights_one_is_chosen_and_the_other_struck(niche: BurialUnit, sent: Submission) -> None:
    accepted = make_concession(niche)
    disputed = make_concession(niche, title_number="T-2", standing="disputed")
    act = settle_dispute(right=disputed, holds=True, sent=sent)
    assert dict(Concession.objects.values_list("title_number", "standing")) == {"T-1": "annulled", "T-2": "accepted"}
    assert changes(act) == [("Vigència", "Vigent", "Anul·lada"), ("Vigència", "En conflicte", "Vigent")]
    annul_act(act=act, sent=sent)
    assert dict(Concession.objects.values_list("pk", "standing")) == {
        accepted.pk: "accepted",
        disputed.pk: "disputed",
    }


def test_of_two_contradicting_rights_the_other_may_hold(niche: BurialUnit, sent: Submission) -> None:
    make_concession(niche)
    disputed = make_concession(niche, title_number="T-2", standing="disputed")
    settle_dispute(right=disputed, holds=False, sent=sent)
    assert dict(Concession.objects.values_list("title_number", "standing")) == {"T-1": "accepted", "T-2": "annulled"}
    with pytest.raises(RuleBroken, match="X53"):
        settle_dispute(right=disputed, holds=True, sent=sent)


def a_person(unit: BurialUnit) -> tuple[Any, Callable[..., Act], dict[str, Any]]:
    person = make_person(born_on="1920", died_on="2010-05-02", is_dead=True)
    make_burial(unit, deceased=person)
    values = {"text": "Josep Puig", "born_on": "", "died_on": "2009", "sex": "M", "national_id": "12345678Z"}
    return person, lambda row, **given: correct_person(person=row, **given), values


def a_movement(unit: BurialUnit) -> tuple[Any, Callable[..., Act], dict[str, Any]]:
    values = {"on": "2010", "at": None, "licence_on": date(2010, 5, 4), "remains": "remains"}
    return make_burial(unit), lambda row, **given: correct_movement(movement=row, **given), values


def a_right(unit: BurialUnit) -> tuple[Any, Callable[..., Act], dict[str, Any]]:
    values = {"granted_on": "", "expires_on": "2040-01-01", "term_years": None, "perpetual": True}
    return make_concession(unit), lambda row, **given: correct_right(right=row, **given), values


@pytest.mark.parametrize("make", [a_person, a_movement, a_right])
def test_a_correction_taken_back_leaves_the_entry_as_it_was(make: Any, niche: BurialUnit, sent: Submission) -> None:
    row, correct, values = make(niche)
    table = type(row)._default_manager
    before, texts = table.values().get(pk=row.pk), list(Holding.objects.values())
    act = correct(row, values=values, sent=sent)
    assert table.values().get(pk=row.pk) != before
    annul_act(act=act, sent=sent)
    assert table.values().get(pk=row.pk) == before
    assert list(Holding.objects.values()) == texts


def test_x55_a_correction_is_not_taken_back_over_a_later_one(sent: Submission) -> None:
    person = make_person()
    first = correct_person(person=person, values={"sex": "F"}, sent=sent)
    second = correct_person(person=person, values={"sex": "M"}, sent=sent)
    with pytest.raises(RuleBroken, match="X55"):
        annul_act(act=first, sent=sent)
    annul_act(act=second, sent=sent)
    annul_act(act=first, sent=sent)
    person.refresh_from_db()
    assert person.sex == ""


def test_a_form_left_open_while_a_colleague_corrected_is_told_what_changed(sent: Submission) -> None:
    person = make_person()
    drawn = replace(sent, version=row_version(person))
    correct_person(person=person, values={"national_id": "12345678Z"}, sent=sent)
    with pytest.raises(EntryChanged) as changed:
        correct_person(person=person, values={"sex": "M"}, sent=drawn)
    assert [str(change) for change in changed.value.changes] == ["NIF: abans «», ara «12345678Z»"]
