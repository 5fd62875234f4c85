"""Hands: invented cemeteries written down in many layouts, each with the truth about it.

A hand has a layout, a language, a format and a kind of dirt, and draws everything else from a seed. All people are
made up. No hand knows how the importer reads.
"""

from collections.abc import Callable

from tests.imports.hands import (
    books,
    earlier,
    further,
    joined,
    later,
    loose,
    mixed,
    mixed_more,
    printed,
    rolls,
    rustic,
    signs,
)
from tests.imports.hands.inventory import Inventory

Hand = Callable[[int], Inventory]
_ALL: tuple[Hand, ...] = (
    rolls.roll_in_ods_with_ranges,
    rolls.roll_with_columns_per_deceased,
    rolls.roll_with_rows_below,
    books.book_with_rows_that_take_out,
    books.book_in_yearly_sheets,
    books.holders_and_book_in_one_workbook,
    books.roll_and_book_of_the_same_dead,
    joined.niches_and_owners_in_dbase,
    joined.tables_of_access_in_a_workbook,
    joined.tables_of_a_parish_in_english,
    loose.card_file,
    loose.drawn_elevation,
    loose.two_columns_of_words,
    printed.listing_with_rules,
    printed.csv_with_broken_quotes,
    printed.workbook_of_excel_97,
    later.roll_with_holders_by_rank,
    later.text_with_days_before_names,
    later.book_with_days_in_three_columns,
    later.drawing_with_holders,
    later.churchyard_in_english,
    further.cards_between_blank_lines,
    further.database_of_five_tables,
    further.units_side_by_side,
    rustic.roll_by_floors,
    rustic.book_with_ditto_marks,
    rustic.workbook_with_a_sheet_per_kind,
    signs.roll_with_signs,
    signs.form_for_each_niche,
    mixed.any_roll,
    mixed.any_book,
    mixed_more.any_tables,
    mixed_more.any_cards,
    mixed_more.any_drawing,
)
HANDS: dict[str, Hand] = {hand.__name__: hand for hand in (*earlier.HANDS, *_ALL)}
