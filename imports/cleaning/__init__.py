"""From cells to values: pure functions that never raise on what they find and never invent what is not there."""
