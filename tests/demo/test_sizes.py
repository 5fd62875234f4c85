"""Sharing out units among towns."""

import pytest

from demo.sizes import SMALLEST, share_out


@pytest.mark.parametrize(
    ("total", "weights"), [(100_000, [9.0, 3.0, 1.0, 0.1]), (7, [1.0, 1.0]), (50, [1.0] * 4), (0, [1.0])]
)
def test_the_parts_add_up(total: int, weights: list[float]) -> None:
    assert sum(share_out(total, weights)) == total


def test_large_towns_get_more_and_small_ones_enough() -> None:
    large, middle, small = share_out(1000, [100.0, 10.0, 0.001])
    assert large > middle > small >= SMALLEST
