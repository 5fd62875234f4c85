"""Whom the citizens' search finds, and whom it must never show."""

from datetime import date

import pytest

from cementiris.accounts.models import Municipality
from cementiris.lookup.models import PublicEntry
from cementiris.lookup.queries import Question, find, public_entries
from cementiris.registry.models import Movement, MovementKind, PersonKind
from cementiris.tenancy.scope import municipality
from tests.factories import make_burial, make_cemetery, make_concession, make_ordinance, make_person, make_unit

pytestmark = pytest.mark.usefixtures("in_vilaclara")
ON = date(2026, 11, 23)


def bury(name: str, died_on: str = "1984-03-02", number: str = "1", **fields: object) -> Movement:
    person = make_person(text=name, died_on=died_on, is_dead=True, **fields)
    return make_burial(make_unit(number=number), deceased=person, on=died_on)


def names_for(name: str, **narrowing: int) -> list[str]:
    found = find(Question(name, **narrowing), ON)
    return list(public_entries(ON).filter(id__in=(*found.exact, *found.alike)).values_list("name", flat=True))


def exact_for(name: str, **narrowing: int) -> int:
    return len(find(Question(name, **narrowing), ON).exact)


@pytest.mark.parametrize(
    "asked",
    [
        "jose puig",
        "Puig Ferrer Josep",
        "JOSEP PUIG I FERRER",
        "Josep Puch",
        "puig fer",
        "josé  puig y ferrer",
        "Ferrer",
    ],
)
def test_josep_puig_is_found_however_the_name_is_asked_for(asked: str) -> None:
    bury("Josep Puig i Ferrer")
    assert exact_for(asked) == 1


@pytest.mark.parametrize("asked", ["josep puij ferrer", "josp puig", "Josep Puig Ferer"])
def test_a_slip_of_the_pen_still_finds_the_person(asked: str) -> None:
    bury("Josep Puig i Ferrer")
    bury("Mercè Vila i Soler", number="2")
    assert names_for(asked) == ["Josep Puig i Ferrer"]


def test_every_word_of_the_question_counts() -> None:
    bury("Josep Puig i Ferrer")
    bury("Josep Vila i Serra", number="2")
    assert exact_for("josep puig") == 1


def test_the_nearest_name_comes_first() -> None:
    bury("Josep Maria Puig i Ferrer")
    bury("Josep Puig", number="2")
    first, *_ = find(Question("josep puig"), ON).exact
    assert PublicEntry.objects.get(pk=first).name == "Josep Puig"


@pytest.mark.parametrize("asked", ["", "   ", "jo", "i", "de la"])
def test_a_question_too_short_finds_nobody(asked: str) -> None:
    bury("Josep Puig i Ferrer")
    assert exact_for(asked) == 0


def test_year_and_cemetery_narrow_the_search() -> None:
    bury("Josep Puig i Ferrer", died_on="1984")
    other = make_cemetery(name="Rocafreda")
    person = make_person(text="Josep Puig i Serra", died_on="1950")
    make_burial(make_unit(number="2", cemetery=other), deceased=person, on="1950")
    assert names_for("josep puig", year=1985) == ["Josep Puig i Ferrer"]
    assert names_for("josep puig", cemetery_id=other.pk) == ["Josep Puig i Serra"]


def test_percent_signs_find_nothing_by_themselves() -> None:
    bury("Josep Puig i Ferrer")
    assert exact_for("%%%%") == exact_for("____") == 0


def test_a_burial_of_less_than_a_year_is_not_shown() -> None:
    bury("Josep Puig i Ferrer", died_on="2026-01-10")
    assert names_for("josep puig") == []


def test_a_burial_is_shown_when_the_year_is_over() -> None:
    bury("Josep Puig i Ferrer", died_on="2025-11-23")
    assert names_for("josep puig") == ["Josep Puig i Ferrer"]


def test_a_year_alone_counts_to_its_last_day() -> None:
    bury("Josep Puig i Ferrer", died_on="2025")
    assert names_for("josep puig") == []


def test_the_ordinance_of_the_day_says_how_long_to_wait() -> None:
    make_ordinance(valid_from=date(2020, 1, 1), public_after_years=10)
    bury("Josep Puig i Ferrer", died_on="2020-01-10")
    assert names_for("josep puig") == []


def test_ashes_brought_late_wait_for_their_own_year() -> None:
    person = make_person(text="Josep Puig i Ferrer", died_on="2001-05-05")
    make_burial(make_unit(), deceased=person, on="2026-10-01")
    assert names_for("josep puig") == []


def test_an_old_entry_without_any_date_is_shown() -> None:
    bury("Josep Puig i Ferrer", died_on="")
    assert names_for("josep puig") == ["Josep Puig i Ferrer"]


def test_somebody_hidden_is_not_found() -> None:
    bury("Josep Puig i Ferrer", hidden_from_public=True)
    assert names_for("josep puig") == []


def test_a_living_holder_is_never_found() -> None:
    make_concession(make_unit(), holder=make_person(text="Josep Puig i Ferrer"))
    assert names_for("josep puig") == []


def test_an_institution_is_never_found() -> None:
    bury("Parròquia de Sant Pere", kind=PersonKind.INSTITUTION)
    assert names_for("parròquia") == []


def test_an_annulled_burial_does_not_count() -> None:
    movement = bury("Josep Puig i Ferrer")
    Movement.objects.filter(pk=movement.pk).update(annulled=True)
    assert names_for("josep puig") == []


def test_somebody_exhumed_rests_here_no_more() -> None:
    burial = bury("Josep Puig i Ferrer")
    Movement.objects.create(
        kind=MovementKind.EXHUMATION, deceased=burial.deceased, cemetery=burial.cemetery,
        from_unit=burial.to_unit, on="2001-01-01",
    )  # fmt: skip
    assert names_for("josep puig") == []


def test_somebody_relocated_is_found_at_the_new_place_only() -> None:
    burial = bury("Josep Puig i Ferrer")
    new_place = make_unit(number="77")
    Movement.objects.create(
        kind=MovementKind.RELOCATION, deceased=burial.deceased, cemetery=burial.cemetery,
        from_unit=burial.to_unit, to_unit=new_place, on="2026-10-01",
    )  # fmt: skip
    assert [entry.unit_id for entry in public_entries(ON)] == [new_place.pk]


def test_somebody_buried_at_a_place_not_recorded_is_found() -> None:
    person = make_person(text="Josep Puig i Ferrer", died_on="1936")
    make_burial(make_unit(), deceased=person, on="1936", to_unit=None)
    assert names_for("josep puig") == ["Josep Puig i Ferrer"]


def test_the_dead_of_another_town_are_not_found(puigfosc: Municipality) -> None:
    with municipality(puigfosc.pk):
        bury("Josep Puig i Ferrer")
    assert names_for("josep puig") == []


def test_the_view_holds_nothing_about_holders_or_addresses() -> None:
    columns = {field.column for field in PublicEntry._meta.get_fields()}  # type: ignore[union-attr]
    assert not {name for name in columns if any(word in name for word in ("holder", "national", "address", "phone"))}


def test_more_than_a_hundred_are_never_listed() -> None:
    unit = make_unit()
    for number in range(105):
        make_burial(unit, deceased=make_person(text=f"Josep Puig {number}", died_on="1950"), on="1950")
    found = find(Question("josep puig"), ON)
    assert (len(found.exact), found.there_are_more) == (100, True)
