"""What a clerk says of sheets and columns, laid into a mapping; no database is asked."""

from imports.services.choosing import ColumnChoice, SheetChoice, sheet_key, with_columns, with_sheets

TOLD = {"values": {"kind": {"nx": "niche"}}, "tables": {"Full1": {"header_row": 3, "columns": {"Nom": "holder"}}}}


def test_a_sheet_is_named_after_its_file_only_where_two_have_its_name() -> None:
    sheets = [{"file": "a.xlsx", "name": "Full1"}, {"file": "b.xlsx", "name": "Full1"}, {"file": "b.xlsx", "name": "B"}]
    assert sheet_key({"sheets": sheets}, "b.xlsx", "Full1") == "b.xlsx/Full1"
    assert sheet_key({"sheets": sheets}, "b.xlsx", "B") == "B"


def test_columns_told_under_one_header_are_told_no_more_under_another() -> None:
    same = with_sheets(TOLD, [SheetChoice("Full1", is_used=True, header_row=3)])
    assert same == TOLD
    other = with_sheets(TOLD, [SheetChoice("Full1", is_used=True, header_row=5)])
    assert other["tables"] == {"Full1": {"header_row": 5}}
    assert other["values"] == TOLD["values"]
    searched = with_sheets(TOLD, [SheetChoice("Full1", is_used=True)])
    assert searched["tables"] == {}


def test_a_sheet_left_out_keeps_what_was_told_of_it() -> None:
    left = with_sheets(TOLD, [SheetChoice("Full1", is_used=False)])
    assert left["tables"]["Full1"] == {**TOLD["tables"]["Full1"], "skip": True}
    assert with_sheets(left, [SheetChoice("Full1", is_used=True, header_row=3)]) == TOLD


def test_columns_are_told_for_every_sheet_of_a_table_with_what_goes_with_them() -> None:
    choices = [ColumnChoice("Nom", "deceased", {"group": 1}), ColumnChoice("#2", "", {})]
    mapping = with_columns(TOLD, [(["Full1", "Full2"], choices)])
    columns = {"Nom": {"meaning": "deceased", "group": 1}, "#2": {"meaning": "ignore"}}
    assert mapping["tables"] == {"Full1": {"header_row": 3, "columns": columns}, "Full2": {"columns": columns}}
    assert TOLD["tables"]["Full1"]["columns"] == {"Nom": "holder"}
