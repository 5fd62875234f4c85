"""Words that only a town knows: asked once, remembered."""

from typing import Any

import pytest

from cementiris.accounts.models import Municipality, User
from cementiris.tenancy.scope import municipality
from imports.models import ImportBatch, WordMeaning
from imports.services.stage import check_again, with_town_words
from imports.services.words import answer, is_answer, question_count, questions
from tests.imports.office import codes_of, staged

HEADER = "Bloc;Núm.;Tipus de sepultura;Titular;Anys;Estat\n"
ODD = HEADER + "A;1;Quadre;Anna Mas;50;\nA;2;quadre;Pere Pi;25;tapiat\nA;3;Nínxol;Joan Pi;una vida;\n"


@pytest.fixture(autouse=True)
def private_files(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def asked(batch: ImportBatch) -> list[tuple[str, str, int]]:
    return [(question.meaning, question.word, question.count) for question in questions(batch)]


def test_each_unknown_word_is_asked_once_the_commonest_first(in_vilaclara: Municipality) -> None:
    batch = staged(ODD)
    assert asked(batch) == [("kind", "Quadre", 2), ("state", "tapiat", 1), ("term", "una vida", 1)]
    assert question_count(batch) == 3
    assert questions(batch)[0].sample.row == 2


def test_what_was_answered_is_understood_here_and_in_the_next_file(in_vilaclara: Municipality, aina_user: User) -> None:
    batch = staged(ODD)
    told = {"kind:quadre": "tomb", "state:tapiat": "ignore", "term:una vida": "perpetual", "kind:altre": "niche"}
    check_again(batch, answer(batch, told, aina_user))
    assert questions(batch) == []
    assert codes_of(batch) == {}
    assert WordMeaning.objects.count() == 3
    assert questions(staged(ODD, name="b.csv")) == []


def test_a_value_that_is_no_choice_is_passed_over(in_vilaclara: Municipality, aina_user: User) -> None:
    batch = staged(ODD)
    mapping = answer(batch, {"kind:quadre": "castell", "state:tapiat": ""}, aina_user)
    assert mapping == batch.mapping
    assert not WordMeaning.objects.exists()


def test_a_term_may_be_any_number_of_years() -> None:
    assert [is_answer("term", value) for value in ("7", "0", "1000", "٣", "perpetual")] == [
        True,
        False,
        False,
        False,
        True,
    ]


def test_an_unknown_movement_is_asked_and_taken_out_when_it_says_so(in_vilaclara: Municipality) -> None:
    batch = staged(
        "Bloc;Núm.;Difunt;Data;Moviment\n"
        "A;1;Anna Mas Pi;3/5/1950;Inhumació\n"
        "A;1;Anna Mas Pi;3/5/1960;Buidatge\n"
        "A;2;Pere Pi Mas;3/5/1960;Inhumació\n"
    )
    assert asked(batch) == [("movement", "Buidatge", 1)]
    check_again(batch, answer(batch, {"movement:buidatge": "exhumation"}, None))
    assert codes_of(batch) == {}


def test_the_words_of_one_town_are_not_those_of_another(
    vilaclara: Municipality, puigfosc: Municipality, aina_user: User
) -> None:
    with municipality(vilaclara.pk):
        batch = staged(ODD)
        answer(batch, {"kind:quadre": "tomb"}, aina_user)
    with municipality(puigfosc.pk):
        assert with_town_words({}) == {}
