"""What happened to a unit, as its sheet tells it: nothing is left out, and what was annulled is struck."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from django.test import Client
from django.utils.timezone import now

from cementiris.accounts.models import Municipality, User
from cementiris.registry.models import Act, ActKind, BurialUnit, Concession, Extension, Movement
from cementiris.registry.pages.timeline import TimelineItem, timeline
from cementiris.registry.unit_reading import read_unit
from cementiris.tenancy.scope import municipality
from tests.factories import make_burial, make_closure, make_concession, make_person, make_unit

DAY = date(2026, 11, 20)


@pytest.fixture
def niche(in_vilaclara: Municipality) -> BurialUnit:
    return make_unit()


def told(unit: BurialUnit) -> list[TimelineItem]:
    return timeline(read_unit(unit, date(2026, 11, 22)), town="vilaclara")


def an_act(unit: BurialUnit, kind: str, **fields: object) -> Act:
    return Act.objects.create(**{"unit": unit, "kind": kind, "on": DAY, **fields})


def annulled(act: Act, actor: User) -> Act:
    act.annulled_at, act.annulled_by, act.annulled_reason = now(), actor, "Sepultura equivocada"
    act.save()
    return act


def test_a_burial_is_told_once_with_the_way_to_its_act(niche: BurialUnit) -> None:
    act = an_act(niche, ActKind.BURIAL)
    make_burial(niche, act=act, on="2026-11-20")
    (item,) = told(niche)
    assert (item.title, item.kind, item.url) == ("Inhumació de", "rest", f"/vilaclara/actes/{act.pk}/")


def test_an_annulled_burial_is_struck_with_its_reason(niche: BurialUnit, aina_user: User) -> None:
    act = annulled(an_act(niche, ActKind.BURIAL), aina_user)
    make_burial(niche, act=act, annulled=True)
    an_act(niche, ActKind.ANNULMENT, corrects=act, detail="Sepultura equivocada", on=date(2026, 11, 22))
    annulment, burial = told(niche)
    assert (burial.is_annulled, burial.annulled) == (True, "Sepultura equivocada")
    assert annulment.title == "Anul·lació"
    assert annulment.text == "De l’acte: Inhumació 20/11/2026. Motiu: Sepultura equivocada"


def test_an_annulled_right_and_extension_are_struck(niche: BurialUnit, aina_user: User) -> None:
    grant, renewal = (annulled(an_act(niche, kind), aina_user) for kind in (ActKind.GRANT, ActKind.RENEWAL))
    right = make_concession(niche, standing="annulled", act=grant)
    Extension.objects.create(
        concession=right, granted_on=DAY, years=5, previous_expires_on=DAY, new_expires_on=DAY, act=renewal
    )
    assert [(item.is_annulled, item.annulled) for item in told(niche)] == [(True, "Sepultura equivocada")] * 2


def test_a_correction_says_what_was_and_what_is(niche: BurialUnit) -> None:
    changes = [{"label": "Cognoms", "before": "Puch", "after": "Puig"}]
    an_act(niche, ActKind.CORRECTION, detail="Error de còpia", notes={"changes": changes}, person_text="Josep Puig")
    (item,) = told(niche)
    assert item.text == "Cognoms: abans «Puch», ara «Puig». Motiu: Error de còpia"


def test_every_other_act_is_told_too(niche: BurialUnit) -> None:
    kinds = [kind for kind in ActKind if kind not in {ActKind.ANNULMENT, ActKind.CORRECTION}]
    for kind in kinds:
        an_act(niche, kind)
    assert sorted(item.title for item in told(niche)) == sorted(str(kind.label) for kind in kinds)


def test_what_the_old_register_knew_is_told_without_an_act(niche: BurialUnit) -> None:
    make_closure(niche, note="Coberta caiguda")
    right = make_concession(niche)
    Concession.objects.filter(pk=right.pk).update(ended_on=date(2020, 1, 1), ended_reason="renounced")
    make_burial(niche)
    assert {item.title for item in told(niche)} == {
        "Fora de servei",
        "Fi del dret",
        "Concessió per 50 anys, a",
        "Inhumació de",
    }


def test_of_one_day_what_was_registered_last_comes_first_and_a_year_stands_once(niche: BurialUnit) -> None:
    acts = [an_act(niche, ActKind.ATTACHMENT) for _ in range(3)]
    items = told(niche)
    assert [item.act_id for item in items] == [act.pk for act in reversed(acts)]
    assert [item.year for item in items] == ["2026", "", ""]


def test_a_relocation_stands_on_both_sheets(niche: BurialUnit) -> None:
    other = make_unit(number="13")
    act = an_act(niche, ActKind.RELOCATION)
    moved = make_burial(niche)
    Movement.objects.create(
        kind="relocation",
        deceased=moved.deceased,
        cemetery=niche.cemetery,
        from_unit=niche,
        to_unit=other,
        on="2026-11-20",
        act=act,
    )
    assert [item.title for item in told(other)] == ["Trasllat aquí de"]
    assert "Trasllat a un altre lloc de" in [item.title for item in told(niche)]


def test_a_long_history_asks_no_more_than_a_short_one(
    niche: BurialUnit, django_assert_num_queries: Callable[[int], AbstractContextManager[None]]
) -> None:
    for number in range(8):
        make_burial(niche, act=an_act(niche, ActKind.BURIAL), on=f"19{number}0-01-01")
        an_act(niche, ActKind.CORRECTION, notes={"changes": [{"label": "Dia", "before": "1", "after": "2"}]})
    make_concession(niche)
    with django_assert_num_queries(8):
        told(niche)


def test_the_sheet_shows_struck_acts_to_whoever_may_see_people(vilaclara: Municipality, aina: Client, aina_user: User,
                                                               pau: Client) -> None:  # fmt: skip
    with municipality(vilaclara.pk):
        unit = make_unit()
        make_burial(unit, act=annulled(an_act(unit, ActKind.BURIAL), aina_user), annulled=True)
    address = f"/vilaclara/sepultures/{unit.pk}/"
    assert "<del>" in aina.get(address).content.decode()
    assert "Sepultura equivocada" not in pau.get(address).content.decode()


@pytest.mark.parametrize(("name", "title"), [("Antònia Torres", "Inhumació d’"), ("Joan Torres", "Inhumació de")])
def test_a_name_with_a_vowel_takes_the_apostrophe(niche: BurialUnit, name: str, title: str) -> None:
    make_burial(niche, deceased=make_person(text=name))
    assert [item.title for item in told(niche)] == [title]
