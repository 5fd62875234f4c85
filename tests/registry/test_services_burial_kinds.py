"""What else is buried than a known body: the nameless, foetuses, limbs; and how: planned, together, of charity."""

from dataclasses import replace
from datetime import date, time

import pytest

from cementiris.accounts.models import Municipality, User
from cementiris.documents.electronic import draw_html
from cementiris.lookup.models import PublicEntry
from cementiris.registry.entries import PersonEntry, Submission
from cementiris.registry.models import BurialUnit, Movement, Person, PersonKind, WorkOrder
from cementiris.registry.queries import facts_of, resting_in
from cementiris.registry.rules.facts import RemainsKind, TitleBasis
from cementiris.registry.services.annulment import annul_act
from cementiris.registry.services.burials import register_burial
from cementiris.registry.services.submission import RuleBroken
from cementiris.registry.typed_dates import TypedMoment, read_moment
from tests.factories import make_burial, make_concession, make_ordinance, make_person, make_unit
from tests.registry.test_services_burials import an_entry

pytestmark = pytest.mark.usefixtures("in_vilaclara")
TOMORROW = date(2026, 11, 24)
NAMELESS = PersonEntry()


@pytest.fixture
def sent(aina_user: User, today: date) -> Submission:
    return Submission(actor=aina_user, today=today)


@pytest.fixture
def niche(in_vilaclara: Municipality) -> BurialUnit:
    unit = make_unit()
    make_concession(unit)
    return unit


def tomorrow_at_eleven() -> TypedMoment:
    return read_moment("24/11/2026, 11.00", this_year=2026)


def test_two_without_a_name_are_two_unknown_persons(niche: BurialUnit, sent: Submission) -> None:
    given = replace(sent, reason="Trobat al riu; consta a les diligències")
    with pytest.raises(RuleBroken) as broken:
        register_burial(unit=niche, entry=an_entry(deceased=NAMELESS), sent=sent)
    assert broken.value.can_be_overruled
    for _ in range(2):
        register_burial(unit=niche, entry=an_entry(deceased=NAMELESS), sent=given)
    people = Person.objects.filter(movements__isnull=False)
    assert {(person.kind, person.text, person.is_dead) for person in people} == {(PersonKind.UNKNOWN, "", True)}
    assert people.count() == 2


def test_foetal_remains_have_no_name_no_death_and_no_ordinary_licence(niche: BurialUnit, sent: Submission) -> None:
    entry = an_entry(
        deceased=NAMELESS, remains=RemainsKind.FOETAL, died=TypedMoment(), licence_number="HC 33/2026", licence_on=None
    )
    act = register_burial(unit=niche, entry=entry, sent=sent)
    person = Movement.objects.get().deceased
    assert (person.kind, person.is_dead, person.hidden_from_public) == (PersonKind.UNKNOWN, False, True)
    assert act.person_text == "Restes fetals"
    assert act.document is not None
    assert "HC 33/2026" in draw_html(act.document)


def test_the_limb_of_somebody_alive_kills_nobody_and_is_shown_to_nobody(niche: BurialUnit, sent: Submission) -> None:
    alive = make_person(text="Dolors Vilaplana i Costa", national_id="38412907D")
    entry = an_entry(remains=RemainsKind.SURGICAL, died=TypedMoment(), licence_number="HC 34/2026", licence_on=None)
    act = register_burial(unit=niche, entry=entry, sent=sent)
    alive.refresh_from_db()
    assert not alive.is_dead
    assert not alive.movements.exists()
    person = Movement.objects.get().deceased
    assert (person.is_dead, person.national_id, person.hidden_from_public) == (False, "", True)
    assert "Dolors" not in act.person_text
    assert act.document is not None
    paper = draw_html(act.document)
    assert "Persona difunta" not in paper
    assert "Llicència d’enterrament" not in paper
    assert "Document del centre sanitari" in paper
    Person.objects.filter(pk=person.pk).update(hidden_from_public=False)
    Movement.objects.update(on="1990-01-01")
    assert not PublicEntry.objects.exists()


def test_who_lost_a_limb_is_buried_when_the_time_comes(niche: BurialUnit, sent: Submission) -> None:
    limb = an_entry(remains=RemainsKind.SURGICAL, died=TypedMoment(), licence_number="HC 34/2026", licence_on=None)
    register_burial(unit=niche, entry=limb, sent=sent)
    register_burial(unit=niche, entry=an_entry(), sent=sent)
    assert resting_in(niche, sent.today).count() == 2


def test_the_burial_of_tomorrow_is_planned_and_counts_from_its_day(niche: BurialUnit, sent: Submission) -> None:
    act = register_burial(unit=niche, entry=an_entry(buried=tomorrow_at_eleven(), conservation="temporary"), sent=sent)
    assert not resting_in(niche, sent.today).exists()
    assert resting_in(niche, TOMORROW).exists()
    order = WorkOrder.objects.get()
    assert (order.on, order.at, order.movement) == (TOMORROW, time(11), Movement.objects.get())
    with pytest.raises(RuleBroken) as broken:
        register_burial(unit=make_free(), entry=an_entry(), sent=sent)
    assert "X11" in {breach.code for breach in broken.value.breaches}
    annul_act(act=act, sent=replace(sent, reason="La família ha triat la incineració"))
    assert not resting_in(niche, TOMORROW).exists()
    assert not Person.objects.get(national_id="38412907D").is_dead
    assert WorkOrder.objects.get().status == "cancelled"


def make_free() -> BurialUnit:
    unit = make_unit(number="99")
    make_concession(unit, title_number="T-99")
    return unit


def test_a_burial_of_today_does_not_close_the_grave_to_that_of_tomorrow(niche: BurialUnit, sent: Submission) -> None:
    register_burial(unit=niche, entry=an_entry(buried=tomorrow_at_eleven(), conservation="temporary"), sent=sent)
    other = PersonEntry(given_name="Pere", surnames="Coll i Mas")
    with pytest.raises(RuleBroken, match="prevista per al 24/11/2026"):
        register_burial(unit=niche, entry=an_entry(deceased=other), sent=sent)


def test_a_strict_town_counts_what_is_planned(niche: BurialUnit, sent: Submission) -> None:
    make_ordinance(capacity_is_strict=True, capacities={"niche": {"bodies": 1, "remains": 4, "urns": 1}})
    ashes = an_entry(remains=RemainsKind.ASHES, cremation_certificate="C-1", buried=tomorrow_at_eleven())
    register_burial(unit=niche, entry=ashes, sent=sent)
    other = replace(ashes, deceased=PersonEntry(given_name="Pere", surnames="Coll"), buried=an_entry().buried)
    with pytest.raises(RuleBroken, match="Urnes que hi caben: 1"):
        register_burial(unit=niche, entry=other, sent=sent)


def test_the_public_does_not_see_what_is_planned(niche: BurialUnit) -> None:
    person = make_person(text="Anna Vila", died_on="1990-05-02", is_dead=True)
    make_burial(niche, on="1990-05-03", deceased=person)
    ossuary = make_unit(number="", kind="ossuary")
    make_burial(ossuary, on="2190-01-01", kind="relocation", deceased=person, from_unit=niche, remains="remains")
    assert [entry.unit_id for entry in PublicEntry.objects.all()] == [niche.pk]


def test_several_are_buried_in_one_opening(niche: BurialUnit, sent: Submission) -> None:
    register_burial(unit=niche, entry=an_entry(), sent=sent)
    other = an_entry(deceased=PersonEntry(given_name="Pere", surnames="Coll i Mas"))
    with pytest.raises(RuleBroken) as broken:
        register_burial(unit=niche, entry=other, sent=sent)
    assert [breach.code for breach in broken.value.breaches] == ["X7"]
    register_burial(unit=niche, entry=other, sent=replace(sent, reason="Nínxol doble per dins"))
    assert facts_of(niche, sent.today).recent_body_count == 2


def test_a_charity_burial_needs_no_right_and_the_permit_says_who_pays(sent: Submission) -> None:
    grave = make_unit(kind="grave_in_earth")
    act = register_burial(unit=grave, entry=an_entry(is_charity=True), sent=sent)
    assert Movement.objects.get().is_charity
    assert act.document is not None
    page = draw_html(act.document)
    assert "paga el municipi" in page
    assert "fossa comuna" in page


def test_who_comes_from_another_cemetery_is_written_with_its_name(niche: BurialUnit, sent: Submission) -> None:
    entry = an_entry(
        remains=RemainsKind.REMAINS, died=read_moment("3/5/1990", this_year=2026), licence_number="7/1990",
        licence_on=date(1990, 5, 4), origin="Cementiri de Perpinyà", exhumed_on=date(2026, 11, 20),
        crosses_catalonia=True,
    )  # fmt: skip
    with pytest.raises(RuleBroken, match="autorització sanitària de trasllat"):
        register_burial(unit=niche, entry=entry, sent=sent)
    act = register_burial(unit=niche, entry=replace(entry, health_authorisation="SM 9/2026"), sent=sent)
    movement = Movement.objects.get()
    assert (movement.elsewhere, movement.health_authorisation) == ("Cementiri de Perpinyà", "SM 9/2026")
    assert act.document is not None
    page = draw_html(act.document)
    for text in ("Cementiri de Perpinyà", "SM 9/2026", "20/11/2026"):
        assert text in page


def test_the_holder_without_a_number_is_recognised_when_the_clerk_says_so(sent: Submission) -> None:
    unit = make_unit()
    holder = make_person(text="Dolors Vilaplana i Costa")
    make_concession(unit, holder=holder)
    with pytest.raises(RuleBroken) as broken:
        register_burial(unit=unit, entry=an_entry(), sent=sent)
    assert [breach.code for breach in broken.value.breaches] == ["X36"]
    register_burial(unit=unit, entry=an_entry(title_basis=TitleBasis.DECEASED_IS_HOLDER), sent=sent)
    holder.refresh_from_db()
    assert (holder.is_dead, holder.national_id) == (True, "38412907D")
    assert Movement.objects.get().deceased == holder


def test_a_dead_holder_is_told_before_somebody_else_is_buried(sent: Submission) -> None:
    unit = make_unit()
    make_concession(unit, holder=make_person(text="Mercè Serra", is_dead=True, died_on="2020-01-01"))
    with pytest.raises(RuleBroken, match="Mercè Serra, és mort"):
        register_burial(unit=unit, entry=an_entry(), sent=sent)
    register_burial(unit=unit, entry=an_entry(title_basis=TitleBasis.SUCCESSORS_AGREE), sent=sent)


def test_girona_asks_for_the_fee_of_last_year(niche: BurialUnit, sent: Submission) -> None:
    make_ordinance(burial_needs_fees_paid=True)
    with pytest.raises(RuleBroken, match="l’any 2025"):
        register_burial(unit=niche, entry=an_entry(), sent=sent)
    niche.concessions.update(fees_paid_through=2025)
    register_burial(unit=niche, entry=an_entry(), sent=sent)
