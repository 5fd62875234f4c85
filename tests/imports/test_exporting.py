"""What a cemetery's export says of units that became others."""

from datetime import date

from cementiris.accounts.models import Municipality
from imports.exporting import export_cemetery
from tests.factories import make_block, make_burial, make_person, make_unit


def test_who_rests_in_a_part_is_exported_with_the_whole(in_vilaclara: Municipality) -> None:
    block = make_block()
    kept = make_unit(section=block, number="12")
    part = make_unit(section=block, number="13", retired_on=date(2026, 11, 1))
    row = make_burial(part, deceased=make_person(text="Dolors Mas"))
    make_burial(kept, deceased=row.deceased, kind="merger", from_unit=part, on="2026-11-01")
    lines = list(export_cemetery(block.cemetery))
    assert [line["unit"]["number"] for line in lines] == ["12"]
    assert [(line["text"], line["buried_on"]) for line in lines[0]["burials"]] == [("Dolors Mas", "2010-05-03")]
