"""The rectangle in which a town's survey is expected."""

from gis.surveys.towns import CATALONIA, box_of


def test_a_listed_town_has_its_own_rectangle() -> None:
    box = box_of("08113")
    assert box.min_lon < 1.83 < box.max_lon
    assert box.min_lat < 41.73 < box.max_lat


def test_a_town_that_is_not_listed_lies_somewhere_in_catalonia() -> None:
    assert box_of("99001") == CATALONIA
