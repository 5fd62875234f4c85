"""Why a file cannot be read."""

from __future__ import annotations


class Unreadable(Exception):
    """A file that yields no cells. `code` says why, `values` fill the sentence that the reader's caller has for it.

    Codes: empty_file, too_large (size, limit in MB), not_a_table (found), protected, damaged, too_heavy, bomb (size,
    limit in MB), too_many_cells and too_many_columns (sheet, count, limit), too_many_sheets (count, limit), entities,
    binary_workbook, too_many_lines (count, limit), truncated (wanted, found: records), no_access_tool.
    """

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values = values
        super().__init__(code)
