"""How fast the product is, beside the bare library or bare SQL doing the same work in the same run.

`bin/bench [NAME]` prints one JSON line for each measure:
`{"bench", "measure", "value", "unit", "floor", "ratio", "size"}`; `ratio` is value ÷ floor, and 1.0 cannot be beaten.
"""
