"""What a town counts of itself for the county."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.gis.geos import Point
from django.db import ProgrammingError, transaction

from cementiris.accounts.models import Municipality
from cementiris.county.models import CemeteryFigures, KindFigures, TownFigures
from cementiris.county.services import count_town
from cementiris.registry.models import UnitKind
from cementiris.tenancy.scope import municipality
from imports.models import BatchState, ImportBatch
from tests.factories import make_block, make_cemetery, make_concession, make_unit
from tests.gis.ground import make_ground, make_many

NOW = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)


def counted() -> TownFigures:
    count_town(on=TODAY, at=NOW)
    return TownFigures.objects.get()


def test_units_are_counted_by_state_by_kind_and_on_the_plan(in_vilaclara: Municipality) -> None:
    ground = make_ground()
    old = make_unit(section=make_block(cemetery=ground, name="B"), number="12")
    make_concession(old, term=(date(1960, 1, 1), date(2010, 1, 1)))
    make_unit(cemetery=ground, kind=UnitKind.OSSUARY, number="o")
    figures = counted()
    assert (figures.unit_count, figures.free_count, figures.in_use_count, figures.expired_count) == (5, 2, 1, 1)
    assert (figures.on_plan_count, figures.on_plan_percent) == (3, 60)
    assert (figures.municipality_id, figures.counted_at, figures.last_import_at) == (in_vilaclara.pk, NOW, None)
    kinds = {row.kind: (row.free_count, row.unit_count) for row in KindFigures.objects.all()}
    assert kinds == {"niche": (1, 2), "tomb": (0, 1), "grave_in_earth": (1, 1), "ossuary": (0, 1)}


def test_a_cemetery_is_marked_within_its_enclosure_at_its_gate_or_amid_its_units(in_vilaclara: Municipality) -> None:
    ground = make_ground()
    gate = Point(430_500, 4_610_500, srid=25831)
    make_cemetery(name="Només la porta", entrance=gate)
    make_unit(cemetery=make_cemetery(name="Només una fossa"), number="1", point=gate)
    make_cemetery(name="Sense res")
    count_town(on=TODAY, at=NOW)
    places = {row.name: row.place for row in CemeteryFigures.objects.all()}
    assert ground.footprint
    assert ground.footprint.contains(places[ground.name])
    assert (places["Només la porta"], places["Només una fossa"], places["Sense res"]) == (gate, gate, None)


def test_the_last_import_is_told(in_vilaclara: Municipality) -> None:
    ImportBatch.objects.create(cemetery_name="x", state=BatchState.COMMITTED, committed_at=NOW)
    assert counted().last_import_at == NOW


def test_counting_again_writes_over_what_was(in_vilaclara: Municipality) -> None:
    make_ground()
    for _ in range(2):
        figures = counted()
    assert (figures.unit_count, CemeteryFigures.objects.count(), KindFigures.objects.count()) == (3, 1, 3)


def test_an_empty_town_has_figures_too(in_vilaclara: Municipality) -> None:
    figures = counted()
    assert (figures.unit_count, figures.on_plan_percent) == (0, None)


def test_no_town_writes_the_figures_of_another(vilaclara: Municipality, puigfosc: Municipality) -> None:
    for town in (vilaclara, puigfosc):
        with municipality(town.pk):
            make_ground()
            count_town(on=TODAY, at=NOW)
    with municipality(vilaclara.pk):
        assert TownFigures.objects.filter(municipality=puigfosc).update(free_count=999) == 0
        assert KindFigures.objects.filter(municipality=puigfosc).delete()[0] == 0
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            CemeteryFigures.objects.create(municipality=puigfosc, cemetery_key=0, name="Fals")
    found = dict(TownFigures.objects.values_list("municipality", "free_count"))
    assert found == {vilaclara.pk: 2, puigfosc.pk: 2}


def test_as_many_questions_for_a_large_town_as_for_a_small_one(
    in_vilaclara: Municipality, django_assert_num_queries: object
) -> None:
    make_many(make_ground(), 300)
    counted()
    with django_assert_num_queries(15):  # type: ignore[operator]
        count_town(on=TODAY, at=NOW)
