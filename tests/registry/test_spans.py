"""How much of a wall a unit takes, alone and together with others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cementiris.registry.spans import Span, are_connected, divided, joined

_span = st.builds(Span, *[st.integers(1, 6)] * 4)


@pytest.mark.parametrize(
    ("spans", "whole"),
    [
        ([Span(1, 12), Span(1, 13)], Span(1, 12, 2, 1)),
        ([Span(2, 3), Span(1, 3)], Span(1, 3, 1, 2)),
        ([Span(1, 1, 2, 1), Span(2, 1), Span(2, 2)], Span(1, 1, 2, 2)),
        ([Span(1, 1), Span(1, 3)], None),
        ([Span(1, 1), Span(2, 2)], None),
        ([Span(1, 1, 2, 1), Span(1, 2)], None),
    ],
)
def test_units_that_make_a_rectangle_stand_as_one(spans: list[Span], whole: Span | None) -> None:
    assert joined(spans) == whole


@pytest.mark.parametrize(
    ("span", "count", "parts"),
    [
        (Span(1, 12, 2, 1), 2, [Span(1, 12), Span(1, 13)]),
        (Span(1, 3, 1, 2), 2, [Span(1, 3), Span(2, 3)]),
        (Span(1, 1, 2, 2), 2, [Span(1, 1, 1, 2), Span(1, 2, 1, 2)]),
        (Span(1, 1, 2, 2), 4, [Span(1, 1), Span(1, 2), Span(2, 1), Span(2, 2)]),
        (Span(1, 1, 3, 1), 2, None),
    ],
)
def test_a_large_unit_is_shared_out_evenly(span: Span, count: int, parts: list[Span] | None) -> None:
    assert divided(span, count) == parts


@given(_span, st.integers(1, 9))
def test_what_is_divided_can_be_joined_again(span: Span, count: int) -> None:
    parts = divided(span, count)
    assert parts is None or (len(parts) == count and joined(parts) == span)


@given(_span)
def test_the_cells_of_one_unit_touch(span: Span) -> None:
    spots = set(span.spots())
    assert are_connected(spots)
    assert not are_connected(spots | {(50, 50)})


def test_a_size_that_nothing_built_has_is_one_cell() -> None:
    assert list(Span(1, 1, 32_767, 0).spots()) == [(1, 1)]
