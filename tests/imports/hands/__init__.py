"""Hands: invented cemeteries written down in many layouts, each with the truth about it.

A hand has a layout, a language, a format and a kind of dirt, and draws everything else from a seed. All people are
made up. No hand knows how the importer reads.
"""

from collections.abc import Callable

from tests.imports.hands import earlier, rolls
from tests.imports.hands.inventory import Inventory

Hand = Callable[[int], Inventory]
_ALL: tuple[Hand, ...] = (
    rolls.roll_in_ods_with_ranges,
    rolls.roll_with_columns_per_deceased,
    rolls.roll_with_rows_below,
)
HANDS: dict[str, Hand] = {hand.__name__: hand for hand in (*earlier.HANDS, *_ALL)}
