"""From metres to degrees and back, as often as a page asks."""

from threading import Thread

import pytest
from django.contrib.gis.geos import Point

from gis.projecting import to_degrees, to_metres


def _there_and_back(found: list[Point]) -> None:
    point = Point(398_640.0, 4_622_480.0, srid=25831)
    to_degrees(point)
    found.append(point.clone())
    to_metres(point)
    found.append(point)


def test_a_point_comes_back_to_where_it_was_on_every_thread() -> None:
    found: list[Point] = []
    _there_and_back(found)
    for _ in range(3):
        thread = Thread(target=_there_and_back, args=(found,))
        thread.start()
        thread.join()
    assert len(found) == 8
    for degrees, metres in zip(found[::2], found[1::2], strict=True):
        assert (degrees.srid, metres.srid) == (4326, 25831)
        assert degrees.coords == pytest.approx((1.7803, 41.7485), abs=0.01)
        assert metres.coords == pytest.approx((398_640.0, 4_622_480.0), abs=0.001)
