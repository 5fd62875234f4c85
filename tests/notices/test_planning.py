"""Whom a campaign writes to, what each letter says, and that nothing changes under it once frozen."""

from datetime import date, datetime
from typing import Any

import pytest
from django.utils import timezone

from cementiris.accounts.models import Municipality, User
from cementiris.notices.models import Campaign, CampaignStatus, Letter, LetterStatus
from cementiris.notices.services.planning import CampaignRefusedError, choose, freeze, plan_campaign
from cementiris.registry.models import Act, ActKind, Concession, EndReason, Extension, Holding, PersonKind, Standing
from tests.factories import make_burial, make_ordinance
from tests.notices.places import add_owner, make_holder, make_right

FIRST, LAST, ON = date(2027, 1, 1), date(2027, 3, 31), date(2026, 11, 23)
AT = timezone.make_aware(datetime(2026, 11, 23, 10, 42))


def plan(**changes: Any) -> Campaign:
    """The campaign of the first quarter of 2027."""
    return plan_campaign(**{"ends_from": FIRST, "ends_until": LAST, "on": ON, "actor": None, **changes})


def frozen_letters() -> list[Letter]:
    """The letters of that campaign, frozen, in order."""
    campaign = freeze(plan(), at=AT, actor=None)
    return list(campaign.letters.filter(number__isnull=False).order_by("number"))


@pytest.mark.parametrize(
    ("ends", "is_written_to"),
    [
        (date(2026, 12, 31), False),
        (date(2027, 1, 1), True),
        (date(2027, 3, 31), True),
        (date(2027, 4, 1), False),
    ],
)
def test_both_days_of_the_period_count(in_vilaclara: Municipality, ends: date, is_written_to: bool):
    make_right("1", ends)
    assert plan().letters.exists() is is_written_to


def test_rights_that_need_no_letter_are_left_out_and_counted(in_vilaclara: Municipality):
    make_right("1", LAST)
    make_right("2", LAST, ended_on=date(2026, 5, 1), ended_reason=EndReason.RENOUNCED)
    make_right("3", LAST, standing=Standing.DISPUTED)
    make_right("4", LAST, standing=Standing.ANNULLED)
    renewed = make_right("5", date(2052, 2, 1), begins=date(2002, 2, 1))
    Extension.objects.create(
        concession=renewed,
        granted_on=ON,
        years=25,
        previous_expires_on=date(2027, 2, 1),
        new_expires_on=date(2052, 2, 1),
    )
    taken_back = Act.objects.create(kind=ActKind.RENEWAL, on=ON, annulled_at=AT)
    Extension.objects.create(
        concession=renewed, granted_on=ON, years=5, previous_expires_on=date(2027, 2, 1),
        new_expires_on=date(2032, 2, 1), act=taken_back,
    )  # fmt: skip
    old = make_right("6", date(2027, 2, 1))
    make_right("6", date(2077, 2, 1), unit=old.unit, begins=date(2027, 2, 1))
    campaign = plan()
    assert campaign.letters.count() == 1
    assert campaign.left_out == {"annulled": 1, "disputed": 1, "ended": 1, "extended": 1, "followed": 1}


def test_a_period_upside_down_is_refused(in_vilaclara: Municipality):
    with pytest.raises(CampaignRefusedError, match="anterior"):
        plan(ends_from=LAST, ends_until=FIRST)


def test_the_same_question_is_the_same_campaign(in_vilaclara: Municipality):
    make_right("1", LAST)
    first, second = plan(), plan()
    assert first == second
    assert Letter.objects.count() == 1
    assert plan(on=date(2026, 12, 1)).code == "2026/2"


def test_a_draft_follows_the_register_and_remembers_what_was_unticked(in_vilaclara: Municipality):
    kept, dropped = make_right("1", LAST), make_right("2", LAST)
    campaign = plan()
    letters = {letter.concession_id: letter.pk for letter in campaign.letters.all()}
    choose(campaign, shown=list(letters.values()), wanted=[letters[kept.pk]])
    make_right("3", LAST)
    statuses = dict(plan().letters.values_list("concession", "status"))
    assert statuses[dropped.pk] == LetterStatus.LEFT_OUT
    assert sorted(statuses.values()) == [LetterStatus.LEFT_OUT, LetterStatus.PLANNED, LetterStatus.PLANNED]


def test_freezing_numbers_the_letters_in_postal_order(in_vilaclara: Municipality):
    make_right("1", LAST, holder=make_holder("Anna Sala", address="C. Major, 31"))
    make_right("2", LAST, holder=make_holder("Pere Mas", address=""))
    make_right("3", LAST, holder=make_holder("Joan Vila", address="C. Major, 9"))
    make_right("4", LAST, holder=make_holder("Lluís Grau", postal_code="08001", locality="Barcelona"))
    letters = frozen_letters()
    assert [letter.recipient for letter in letters] == ["Lluís Grau", "Joan Vila", "Anna Sala", "Pere Mas"]
    assert [letter.code for letter in letters] == ["2026/1-001", "2026/1-002", "2026/1-003", "2026/1-004"]
    assert letters[3].snapshot["recipient"] == ["Pere Mas", "Sense adreça coneguda"]


def test_freezing_twice_changes_nothing_and_is_one_act(in_vilaclara: Municipality, aina_user: User):
    make_right("1", LAST)
    campaign = plan(actor=aina_user)
    freeze(campaign, at=AT, actor=aina_user)
    before = list(Letter.objects.values())
    again = freeze(campaign, at=AT, actor=aina_user)
    assert (again.status, list(Letter.objects.values())) == (CampaignStatus.FROZEN, before)
    act = Act.objects.get(kind=ActKind.CAMPAIGN)
    assert act.detail == "Campanya 2026/1: 1 cartes, drets que acaben del 01/01/2027 al 31/03/2027"


def test_a_frozen_letter_keeps_its_words_when_the_register_changes(in_vilaclara: Municipality):
    right = make_right("1", LAST)
    (letter,) = frozen_letters()
    person = Holding.objects.get(concession=right).person
    person.text, person.address = "Una Altra", "C. Nou, 1"
    person.save()
    plan()
    assert Letter.objects.get(pk=letter.pk).snapshot == letter.snapshot


def test_a_right_renewed_during_the_review_falls_out_at_freezing(in_vilaclara: Municipality):
    right, other = make_right("1", LAST), make_right("2", LAST)
    campaign = plan()
    Concession.objects.filter(pk=right.pk).update(expires_until=date(2052, 3, 31), expires_on="2052-03-31")
    freeze(campaign, at=AT, actor=None)
    assert Letter.objects.get().concession_id == other.pk


@pytest.mark.parametrize("unticked", [False, True])
def test_a_campaign_without_letters_is_not_frozen(in_vilaclara: Municipality, unticked: bool):
    if unticked:
        make_right("1", LAST)
    campaign = plan()
    choose(campaign, shown=list(Letter.objects.values_list("pk", flat=True)), wanted=[])
    with pytest.raises(CampaignRefusedError, match="No queda cap carta per congelar"):
        freeze(campaign, at=AT, actor=None)
    campaign.refresh_from_db()
    assert campaign.status == CampaignStatus.DRAFT
    assert not Act.objects.filter(kind=ActKind.CAMPAIGN).exists()


def test_nothing_is_unticked_after_freezing(in_vilaclara: Municipality):
    make_right("1", LAST)
    campaign = freeze(plan(), at=AT, actor=None)
    with pytest.raises(CampaignRefusedError, match="congelada"):
        choose(campaign, shown=[1], wanted=[])


def test_a_dead_holder_s_letter_goes_to_the_heirs_and_asks_for_the_change_first(in_vilaclara: Municipality):
    make_right("1", LAST, holder=make_holder("Antoni Puig", is_dead=True, died_on="2019"))
    (letter,) = frozen_letters()
    assert letter.snapshot["recipient"][0] == "Hereus d’Antoni Puig"
    assert letter.snapshot["conditions"]["herencia"] is True
    assert letter.note == "heirs"


def test_an_estate_s_letter_goes_to_the_heirs(in_vilaclara: Municipality):
    right = make_right("1", LAST, holder=make_holder("Mercè Serra"))
    Holding.objects.filter(concession=right).update(is_estate=True, text="Hereus de Mercè Serra")
    (letter,) = frozen_letters()
    assert letter.recipient == "Hereus de Mercè Serra"
    assert letter.snapshot["conditions"]["herencia"] is True


def test_co_holders_get_one_letter_that_names_both(in_vilaclara: Municipality):
    right = make_right("1", LAST)
    add_owner(right, "Joan Prat i Vila")
    (letter,) = frozen_letters()
    assert letter.recipient == "Rosa Prat i Comas"
    assert letter.snapshot["values"]["titulars"] == "Rosa Prat i Comas; Joan Prat i Vila"
    assert ["Cotitulars", "Joan Prat i Vila"] in letter.snapshot["facts"]


def test_who_held_the_right_before_is_not_written_to(in_vilaclara: Municipality):
    right = make_right("1", LAST, holder=make_holder("Pere Antic"))
    Holding.objects.filter(concession=right).update(until=date(2020, 1, 1))
    Holding.objects.create(concession=right, person=make_holder("Anna Nova"), since=date(2020, 1, 1))
    (letter,) = frozen_letters()
    assert letter.recipient == "Anna Nova"


def test_an_institution_and_an_unknown_holder_get_letters_too(in_vilaclara: Municipality):
    make_right(
        "1", LAST, holder=make_holder("PARRÒQUIA DE SANT PERE", given_name="", surname1="", kind=PersonKind.INSTITUTION)
    )
    nobody = make_right("2", LAST)
    nobody.holdings.all().delete()
    institution, unknown = frozen_letters()
    assert (institution.recipient, institution.note) == ("Parròquia de Sant Pere", "institution")
    assert (unknown.recipient, unknown.note) == ("Titular del dret funerari", "no_holder")


def test_the_letter_says_the_right_as_it_stands(in_vilaclara: Municipality):
    right = make_right("290", LAST, holder=make_holder(national_id="12345678Z"))
    make_burial(right.unit)
    (letter,) = frozen_letters()
    assert dict(letter.snapshot["facts"]) == {
        "Sepultura": "Cementiri de Sant Pere, bloc A, fila 3, nínxol 290",
        "Classe": "Nínxol",
        "Títol": "T-290",
        "Titular": "Rosa Prat i Comas",
        "NIF": "***4567**",
        "Concedit el": "28/03/2002",
        "Termini": "25 anys",
        "Acaba el": "31/03/2027",
        "Hi reposen": "1 persona",
    }


@pytest.mark.parametrize(
    ("begins", "words", "is_renewable"),
    [
        (date(2002, 3, 31), "per 5 o 25 anys", True),
        (date(1980, 3, 31), "per 5, 25 o 50 anys", False),
    ],
)
def test_only_terms_under_the_cap_are_offered(in_vilaclara: Municipality, begins: date, words: str, is_renewable: bool):
    make_ordinance(max_term_years=50)
    make_right("1", LAST, begins=begins)
    (letter,) = frozen_letters()
    assert letter.snapshot["values"]["terminis"] == words
    assert letter.snapshot["conditions"]["renovable"] is is_renewable


def test_the_terms_offered_are_those_by_which_such_a_right_is_extended(in_vilaclara: Municipality):
    make_ordinance(rental_max_years=10, extension_min_years=1, extension_max_years=3, terms_by_kind={"niche": [40]})
    make_right("1", LAST, begins=date(2022, 3, 31), term_years=5)
    make_right("2", LAST, begins=date(1987, 3, 31), term_years=40)
    rental, long = frozen_letters()
    assert rental.snapshot["values"]["terminis"] == "per 1, 2 o 3 anys"
    assert (long.snapshot["values"]["terminis"], long.snapshot["conditions"]["renovable"]) == ("per 40 anys", False)


def test_a_perpetual_right_is_not_extended_but_granted_anew(in_vilaclara: Municipality):
    make_right("1", LAST, begins=date(1928, 3, 31), perpetual=True, term_years=None)
    (letter,) = frozen_letters()
    assert letter.snapshot["conditions"] == {"herencia": False, "perpetu": True, "renovable": False}
    assert ["Termini", "A perpetuïtat"] in letter.snapshot["facts"]


def test_there_is_always_a_month_to_answer(in_vilaclara: Municipality):
    make_right("1", date(2026, 11, 30))
    campaign = plan(ends_from=date(2026, 11, 1), ends_until=date(2026, 11, 30))
    letter = freeze(campaign, at=AT, actor=None).letters.get()
    assert letter.snapshot["values"]["data_limit"] == "23/12/2026"


def test_planning_asks_no_more_queries_for_thirty_letters_than_for_three(
    in_vilaclara: Municipality, django_assert_max_num_queries: Any
):
    for number in range(30):
        make_right(str(number), LAST)
    with django_assert_max_num_queries(30):
        plan()
