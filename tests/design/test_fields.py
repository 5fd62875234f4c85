"""A form field as drawn: everything that is said about a control is tied to it."""

from django import forms
from django.template import Context, Template

RULE = {"level": "stop", "text": "Han de passar 24 hores.", "number": "R40"}


class BurialForm(forms.Form):
    surname = forms.CharField(label="Cognoms", help_text="Tal com surt a la llicència")
    remains = forms.ChoiceField(label="Què s’inhuma", choices=[("body", "Cadàver")], widget=forms.RadioSelect)
    court = forms.BooleanField(label="Autorització judicial", required=False)
    code = forms.CharField(label="Codi", widget=forms.TextInput(attrs={"placeholder": "Codi"}))


def drawn(source: str, **context: object) -> str:
    return Template("{% load design %}" + source).render(Context(context))


def test_the_control_names_its_hint_and_its_error() -> None:
    html = drawn("{% field form.surname %}", form=BurialForm({}))
    assert 'aria-describedby="id_surname_helptext id_surname_error"' in html
    assert 'id="id_surname_helptext"' in html
    assert 'id="id_surname_error"' in html
    assert 'aria-invalid="true"' in html


def test_a_rule_that_stops_is_tied_to_the_control_it_concerns() -> None:
    html = drawn("{% field form.surname rules=rules %}", form=BurialForm(), rules=[RULE])
    assert "id_surname_rules" in html.split("<input")[1].split(">")[0]
    assert 'aria-invalid="true"' in html
    assert "R40" in html


def test_label_hint_control_and_message_come_in_this_order() -> None:
    html = drawn("{% field form.surname rules=rules %}", form=BurialForm(), rules=[RULE])
    places = [html.index(part) for part in ("<label", "_helptext", "<input", "Han de passar")]
    assert places == sorted(places)


def test_choices_are_a_group_with_a_legend() -> None:
    html = drawn("{% field form.remains %}", form=BurialForm())
    assert "<fieldset" in html
    assert "<legend>Què s’inhuma" in html
    assert 'type="radio"' in html


def test_a_tick_box_stands_before_its_words() -> None:
    html = drawn("{% field form.court %}", form=BurialForm())
    assert html.index("checkbox") < html.index("Autorització")


def test_a_placeholder_that_repeats_the_label_is_left_out() -> None:
    assert "placeholder" not in drawn("{% field form.code %}", form=BurialForm())


def test_a_hint_may_be_left_out_and_is_then_not_named() -> None:
    html = drawn('{% field form.surname hint="" %}', form=BurialForm())
    assert "helptext" not in html


def test_the_summary_leads_to_each_wrong_field() -> None:
    html = drawn("{% error_summary form %}", form=BurialForm({"court": "on"}))
    assert 'href="#id_surname"' in html
    assert 'role="alert"' in html
