"""A survey file from upload to undoing, as the worker meets it."""

from datetime import UTC, datetime

import pytest
from shapely.geometry import Point

from cementiris.accounts.models import Municipality, User
from cementiris.registry.models import BurialUnit, Cemetery, Section
from gis.models import PlanEdit, SurveyFeature, SurveyFile, SurveyState
from gis.pages.surveys import survey_page
from gis.services import survey_files
from gis.services.survey_files import choose, commit_file, read_file, receive, undo_file
from gis.surveys.coordinates import TownBox
from gis.surveys.packing import Handed
from gis.tasks import begin_commit, commit_kept_survey
from tests import factories
from tests.gis.survey_files import EAST, NORTH, drawing, geojson, grave, graves, here, outline, text

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_town(in_vilaclara: Municipality, monkeypatch: pytest.MonkeyPatch) -> None:
    """Vilaclara lies around the invented cemetery; files are read without a process of their own."""
    monkeypatch.setattr(survey_files, "read_held", here)
    monkeypatch.setattr(survey_files, "box_of", lambda code: TownBox(2.35, 41.65, 2.45, 41.75))


@pytest.fixture
def cemetery() -> Cemetery:
    """A cemetery with three tombs that are on no plan."""
    place = factories.make_cemetery()
    for number in ("1", "2", "3"):
        BurialUnit(cemetery=place, kind="tomb", number=number).save()
    return place


def checked(file: Handed, cemetery: Cemetery, **choices: object) -> SurveyFile:
    kept = receive(file, cemetery, actor=None)
    read_file(kept)
    kept.refresh_from_db()
    if choices:
        choose(kept, {**kept.choices, **choices})
        kept.refresh_from_db()
        read_file(kept)
        kept.refresh_from_db()
    return kept


def test_a_file_is_read_by_what_fits_best(cemetery: Cemetery) -> None:
    kept = checked(graves("1", "2", "99"), cemetery)
    assert kept.state == SurveyState.CHECKED
    assert kept.choices == {"layer": "tombes", "field": "codi", "srid": 25831, "is_swapped": False}
    assert (kept.counts["matched"], kept.counts["unmatched"], kept.counts["missing"]) == (2, 1, 1)
    assert list(kept.features.order_by("number").values_list("code", "joined")) == [
        ("1", "matched"), ("2", "matched"), ("99", "unmatched"),
    ]  # fmt: skip
    assert not BurialUnit.objects.filter(footprint__isnull=False).exists()


def test_committing_draws_and_undoing_takes_back(cemetery: Cemetery, aina_user: User) -> None:
    kept = checked(graves("1", "2"), cemetery)
    commit_file(kept, actor=aina_user, at=AT)
    commit_file(SurveyFile.objects.get(pk=kept.pk), actor=aina_user, at=AT)
    assert BurialUnit.objects.filter(footprint__isnull=False).count() == 2
    (edit,) = PlanEdit.objects.all()
    assert (edit.survey_id, edit.made_by) == (kept.pk, aina_user)
    undo_file(kept, actor=aina_user, at=AT)
    kept.refresh_from_db()
    assert (kept.state, kept.report["stays"]) == (SurveyState.UNDONE, [])
    assert not BurialUnit.objects.filter(footprint__isnull=False).exists()


def test_what_was_made_goes_again_unless_something_hangs_on_it(aina_user: User) -> None:
    place = factories.make_cemetery()
    kept = checked(graves("1", "2", "3"), place)
    commit_file(kept, actor=aina_user, at=AT)
    assert BurialUnit.objects.count() == 3
    factories.make_burial(BurialUnit.objects.get(number="2"))
    undo_file(kept, actor=aina_user, at=AT)
    kept.refresh_from_db()
    assert [unit.number for unit in BurialUnit.objects.all()] == ["2"]
    assert [one["reason"] for one in kept.report["stays"]] == ["used"]


def test_the_same_file_is_kept_once_and_changes_nothing_twice(cemetery: Cemetery) -> None:
    kept = checked(graves("1", "2"), cemetery)
    assert receive(graves("1", "2"), cemetery, actor=None) == kept
    commit_file(kept, actor=None, at=AT)
    assert receive(graves("1", "2"), cemetery, actor=None) == kept
    other = checked(Handed("altre.geojson", graves("1", "2").content + b" "), cemetery)
    commit_file(other, actor=None, at=AT)
    assert PlanEdit.objects.count() == 1


def test_a_file_in_another_system_is_proposed_where_it_lands(cemetery: Cemetery) -> None:
    """ED50 and ETRS89 both land in the town: what the file says counts, and where each lands is told."""
    kept = checked(graves("1", "2", srid=25830), cemetery)
    assert (kept.choices["srid"], kept.state) == (25831, SurveyState.CHECKED)
    wrong = checked(Handed("t.geojson", graves("1").content), cemetery, srid=25830)
    assert (wrong.state, wrong.failure["code"]) == (SurveyState.FAILED, "looks_like")
    assert wrong.found["layers"][0]["landings"]
    assert not wrong.features.exists()


def test_turned_axes_are_proposed_turned(cemetery: Cemetery) -> None:
    turned = [({"codi": str(at)}, Point(NORTH, EAST + at)) for at in (1, 2)]
    kept = checked(Handed("t.geojson", geojson(turned)), cemetery)
    assert (kept.choices["is_swapped"], kept.state) == (True, SurveyState.CHECKED)
    commit_file(kept, actor=None, at=AT)
    unit = BurialUnit.objects.get(number="1")
    assert unit.point is not None
    assert (unit.point.x, unit.point.y) == pytest.approx((EAST + 1, NORTH))


def test_two_units_of_one_number_are_doubtful_until_the_block_is_told(cemetery: Cemetery) -> None:
    for name in ("Nord", "Sud"):
        block = Section(cemetery=cemetery, name=name)
        block.save()
        BurialUnit(cemetery=cemetery, section=block, kind="niche", number="7").save()
    kept = checked(graves("1", "7"), cemetery)
    (doubtful,) = kept.features.filter(joined="doubtful")
    assert doubtful.code == "7"
    assert "Nord" in doubtful.issues[0]["facts"]["places"]
    rows = [({"codi": "7", "bloc": "Sud"}, grave())]
    assert checked(Handed("b.geojson", geojson(rows)), cemetery).counts["matched"] == 1


def test_a_unit_in_the_outline_of_another_block_is_doubtful(cemetery: Cemetery) -> None:
    drawn = {}
    for at, name in enumerate(("Nord", "Sud")):
        block = Section(cemetery=cemetery, name=name)
        block.save()
        BurialUnit(cemetery=cemetery, section=block, kind="tomb", number=f"{name}-1").save()
        drawn[name] = ({"codi": name}, grave(0, 20.0 * at).buffer(3))
    commit_file(checked(Handed("b.geojson", geojson(list(drawn.values()))), cemetery), actor=None, at=AT)
    moved = Handed("t.geojson", geojson([({"codi": "Nord-1"}, grave(0, 20.0)), ({"codi": "1"}, grave(5))]))
    kept = checked(moved, cemetery)
    assert (kept.counts["doubtful"], kept.counts["matched"]) == (1, 1)
    assert checked(moved, cemetery, with_displaced=True).counts["matched"] == 2


def test_a_drawing_is_read_by_its_outlines_and_asks_for_its_system(cemetery: Cemetery) -> None:
    shapes = [outline("TOMBES", EAST + 3 * at, NORTH) for at in range(3)]
    words = [text("NUMS", EAST + 3 * at + 0.5, NORTH + 1, str(at + 1)) for at in range(2)]
    kept = checked(Handed("planol.dxf", drawing(*shapes, *words)), cemetery)
    assert kept.choices == {"layer": "TOMBES", "field": "NUMS", "srid": 25831, "is_swapped": False}
    assert (kept.counts["matched"], kept.counts["faulty"]) == (2, 1)
    page = survey_page(kept, "vilaclara")
    assert any("no diu en quin sistema" in note for note in page.notes)
    assert [line.value for line in page.systems][:3] == ["25831", "23031", "32631"]


def test_a_file_in_which_all_is_doubtful_tells_so(cemetery: Cemetery) -> None:
    BurialUnit(cemetery=cemetery, kind="niche", number="1").save()
    kept = checked(graves("1"), cemetery)
    assert (kept.state, kept.counts["doubtful"]) == (SurveyState.CHECKED, 1)


def test_what_overlaps_and_what_lies_outside_is_told(cemetery: Cemetery) -> None:
    enclosure = ({"codi": cemetery.name}, grave(0).buffer(10))
    commit_file(checked(Handed("r.geojson", geojson([enclosure])), cemetery), actor=None, at=AT)
    rows = [({"codi": "1"}, grave(0)), ({"codi": "2"}, grave(0, 0.5)), ({"codi": "3"}, grave(20))]
    kept = checked(Handed("t.geojson", geojson(rows)), cemetery)
    assert (kept.counts["overlapping"], kept.counts["outside"], kept.counts["warned"]) == (2, 1, 3)


def test_what_is_no_place_becomes_one_only_when_asked(cemetery: Cemetery) -> None:
    kept = checked(graves("1", "50"), cemetery, makes="units", kind="pantheon")
    assert kept.counts["created"] == 1
    commit_file(kept, actor=None, at=AT)
    assert BurialUnit.objects.get(number="50").kind == "pantheon"


def test_what_cannot_be_read_keeps_its_reason_and_may_be_chosen_otherwise(cemetery: Cemetery) -> None:
    kept = checked(Handed("t.geojson", b'{"type": "FeatureCollection", "features": []}'), cemetery)
    assert (kept.state, kept.failure["code"]) == (SurveyState.FAILED, "no_features")
    lost = checked(graves("A", "B"), cemetery)
    assert (lost.state, lost.failure["code"]) == (SurveyState.FAILED, "nothing_matches")
    assert lost.found["layers"]
    assert choose(lost, {**lost.choices, "field": "obs"})


def test_a_file_that_names_nothing_or_holds_too_much_says_so(cemetery: Cemetery) -> None:
    nameless = checked(Handed("planol.dxf", drawing(outline("TOMBES", EAST, NORTH))), cemetery)
    assert nameless.failure["code"] == "no_fields"
    point = '{"type":"Feature","properties":{"codi":"1"},"geometry":{"type":"Point","coordinates":[2.4,41.7]}}'
    content = '{"type":"FeatureCollection","features":[' + ",".join([point] * 50_001) + "]}"
    assert checked(Handed("t.geojson", content.encode()), cemetery).failure["code"] == "too_many_features"


def test_a_choice_made_while_the_file_is_read_is_read_next(cemetery: Cemetery) -> None:
    kept = receive(graves("1", "2"), cemetery, actor=None)
    stale = SurveyFile.objects.get(pk=kept.pk)
    choose(kept, {"layer": "tombes", "field": "obs"})
    assert not read_file(stale)
    assert not SurveyFeature.objects.exists()


def test_rows_of_sections_become_parts_of_them_and_graves_lie_in_the_rows() -> None:
    place = factories.make_cemetery()
    sections = [({"sec": "1"}, grave(0).buffer(20)), ({"sec": "2"}, grave(30).buffer(20))]
    rows = [
        ({"row": str(row), "section": str(at + 1)}, grave(30 * at, 20.0 * row).buffer(6))
        for at in (0, 1) for row in (1, 2)
    ]  # fmt: skip
    graves_ = [
        ({"id": f"{column}-{row}-{at + 1}", "row": str(row), "section": str(at + 1)}, grave(30 * at + column))
        for at in (0, 1) for row in (1, 2) for column in (1, 2)
    ]  # fmt: skip
    for turn in range(2):
        for field, features in (("sec", sections), ("row", rows), ("id", graves_)):
            file = Handed(f"{field}.geojson", geojson(features) + b" " * turn)
            kept = checked(file, place)
            assert kept.choices["field"] == field
            commit_file(kept, actor=None, at=AT)
    assert (Section.objects.count(), BurialUnit.objects.count(), PlanEdit.objects.count()) == (6, 8, 3)
    unit = BurialUnit.objects.select_related("section__parent").get(number="2-1-2")
    assert unit.section is not None
    assert (str(unit.section), str(unit.section.parent)) == ("Fila 1", "Secció 2")


def test_work_that_breaks_off_leaves_nothing_and_does_the_whole_when_begun_again(
    cemetery: Cemetery, aina_user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = checked(graves("1", "2"), cemetery)
    begin_commit(kept, aina_user)
    with monkeypatch.context() as broken:
        broken.setattr(survey_files, "insert_in_slices", stop)
        with pytest.raises(KeyboardInterrupt):
            commit_kept_survey(survey_id=kept.pk, user_id=aina_user.pk)
    assert not BurialUnit.objects.filter(footprint__isnull=False).exists()
    assert not PlanEdit.objects.exists()
    commit_kept_survey(survey_id=kept.pk, user_id=aina_user.pk)
    commit_kept_survey(survey_id=kept.pk, user_id=aina_user.pk)
    assert BurialUnit.objects.filter(footprint__isnull=False).count() == 2
    assert PlanEdit.objects.count() == 1


def stop(*rows: object) -> None:
    raise KeyboardInterrupt
