"""Chips, rules, pages of a list: components as template tags."""

from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory

from cementiris.design.states import STATES, look_of


def drawn(source: str, **context: object) -> str:
    return Template("{% load design %}" + source).render(Context(context))


def test_every_state_has_a_word_and_a_letter_of_its_own() -> None:
    assert len({look.letter for look in STATES}) == len(STATES) == 8
    assert len({str(look.word) for look in STATES}) == 8


def test_a_chip_shows_swatch_word_and_letter() -> None:
    html = drawn('{% chip "soon" %}')
    assert 'class="sw st soon" data-k="V"' in html
    assert str(look_of("soon").word) in html


def test_an_anomaly_is_added_to_its_state() -> None:
    html = drawn('{% chip "occupied" anomaly=True %}')
    assert 'class="sw st occupied anomaly" data-k="O!"' in html


def test_a_rule_says_its_level_in_words_and_its_number() -> None:
    html = drawn('{% rule "stop" text number="R42" %}', text="<b>No</b> es pot obrir")
    assert "Atura:" in html
    assert "R42" in html
    assert "&lt;b&gt;No" in html


def test_django_levels_become_ours() -> None:
    assert 'class="msg stop" role="alert"' in drawn('{% message "error" "No s’ha desat" %}')
    assert 'class="msg ok" role="status"' in drawn('{% message "success" "Desat" %}')


def test_pages_keep_the_rest_of_the_query() -> None:
    request = RequestFactory().get("/", {"q": "puig", "page": "2"})
    html = drawn("{% pagination page %}", page=Paginator(range(100), 20).get_page(2), request=request)
    assert "?q=puig&amp;page=3" in html
    assert 'aria-current="page"' in html


def test_a_list_of_one_page_has_no_pages() -> None:
    request = RequestFactory().get("/")
    assert drawn("{% pagination page %}", page=Paginator(range(3), 20).get_page(1), request=request).strip() == ""


def test_a_sorted_head_turns_its_order_round() -> None:
    request = RequestFactory().get("/", {"sort": "holder", "page": "4"})
    html = drawn('{% sort_head "Titular" "holder" %}', request=request)
    assert 'aria-sort="ascending"' in html
    assert 'href="?sort=-holder"' in html


def test_what_is_missing_is_written_as_nothing() -> None:
    assert drawn("{{ a|day }}{{ a|moment }}{{ a|edtf }}{{ a|amount }}{{ a|whole }}", a=None) == ""
