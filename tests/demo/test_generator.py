"""The papers of the two invented towns: repeatable, complete, and with the contradictions planted in them."""

from datetime import date
from pathlib import Path

import pyogrio
import pytest
from python_calamine import CalamineWorkbook

from cementiris.registry.identity import is_valid_national_id
from demo.generator import write_papers
from demo.history import years_after
from demo.register import Entry, write_register
from demo.towns import PUIGFOSC, TOWNS, VILACLARA, Town

ON = date(2026, 11, 22)


def entries_of(town: Town) -> list[Entry]:
    return [entry for chapter in write_register(town, ON) for entry in chapter.entries]


def test_the_same_day_gives_the_same_register() -> None:
    assert write_register(VILACLARA, ON) == write_register(VILACLARA, ON)


def test_vilaclara_has_1200_niches_in_six_walls_and_every_other_kind() -> None:
    walls = [block for block in VILACLARA.blocks if block.kind == "Nínxol"]
    assert (len(walls), sum(block.size for block in walls)) == (6, 1200)
    assert {entry.kind for entry in entries_of(VILACLARA)} == {
        "Nínxol", "Columbari", "Tomba", "Panteó", "Fossa comuna", "Ossera",
    }  # fmt: skip


def test_puigfosc_has_150_niches() -> None:
    assert sum(entry.kind == "Nínxol" for entry in entries_of(PUIGFOSC)) == 150


@pytest.mark.parametrize("on", [ON, date(2028, 2, 29), date(2031, 1, 1)])
def test_on_any_day_some_rights_end_soon_and_some_have_ended(on: date) -> None:
    rights = [entry.history.right for chapter in write_register(VILACLARA, on) for entry in chapter.entries]
    days = [(right.ends_on - on).days for right in rights if right and right.ends_on]
    assert sum(0 <= left <= 90 for left in days) >= 8
    assert sum(left < 0 for left in days) >= 30
    assert sum(right is None for right in rights) >= 100


def test_nobody_is_buried_in_the_future_or_after_the_right_ended() -> None:
    for entry in entries_of(VILACLARA):
        last = min(ON, (entry.history.right and entry.history.right.ends_on) or ON)
        assert all(one.died_on <= last for one in entry.history.dead)


def test_two_identity_letters_are_wrong_and_no_more() -> None:
    numbers = {entry.history.holder.national_id for entry in entries_of(VILACLARA) if entry.history.holder} - {""}
    assert sum(not is_valid_national_id(number) for number in numbers) == 2


def test_the_dozen_contradictions_stand_in_the_register() -> None:
    entries = entries_of(VILACLARA)
    dead_holders = [
        entry for entry in entries
        if entry.history.holder and entry.history.holder.person in [one.person for one in entry.history.dead]
    ]  # fmt: skip
    assert len(dead_holders) == 5
    assert sum(entry.is_marked_free for entry in entries) == 1
    assert sum(entry.written_end is not None for entry in entries) == 2
    assert sum(one.born_year > one.died_on.year for entry in entries for one in entry.history.dead) == 1


@pytest.mark.parametrize("town", TOWNS, ids=lambda town: town.slug)
def test_the_workbook_holds_every_entry_under_a_header_on_row_four(town: Town, tmp_path: Path) -> None:
    workbook, _ = write_papers(town, tmp_path, ON)
    book = CalamineWorkbook.from_path(workbook)
    sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    assert all("Titular" in rows[3] for rows in sheets)
    kinds = {block.kind for block in town.blocks} | {plot.kind for plot in town.plots}
    units = sum(bool(kinds & {str(cell) for cell in row}) for rows in sheets for row in rows)
    assert units == len(entries_of(town))


@pytest.mark.parametrize("town", TOWNS, ids=lambda town: town.slug)
def test_the_survey_draws_every_block_and_every_tomb(town: Town, tmp_path: Path) -> None:
    _, survey = write_papers(town, tmp_path, ON)
    blocks = pyogrio.read_dataframe(survey, layer="blocs")
    tombs = pyogrio.read_dataframe(survey, layer="tombes")
    assert blocks.crs.to_epsg() == 25831
    assert set(blocks.codi) == {block.name for block in town.blocks}
    assert len(tombs) == sum(plot.count for plot in town.plots)


def test_tombs_and_walls_do_not_lie_on_each_other(tmp_path: Path) -> None:
    _, survey = write_papers(VILACLARA, tmp_path, ON)
    shapes = [*pyogrio.read_dataframe(survey, layer="tombes").geometry]
    shapes += [*pyogrio.read_dataframe(survey, layer="blocs").geometry]
    assert all(not one.intersects(other) for place, one in enumerate(shapes) for other in shapes[:place])


def test_29_february_plus_one_year_is_28_february() -> None:
    assert years_after(date(2024, 2, 29), 1) == date(2025, 2, 28)
