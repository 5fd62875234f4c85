"""The picture for citizens: one niche marked in the wall, and silence about everything else."""

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

from gis.wall.elevation import Block, Elevation, Place
from gis.wall.layout import lay_out
from gis.wall.plain_drawing import WIDTH, PlainWall, draw_public


def wall(*numbers: str) -> Elevation:
    return lay_out(Block(2, 3, first_number=1), [Place(pk, text) for pk, text in enumerate(numbers, start=1)])


def texts(picture: str) -> list[str]:
    return [node.text or "" for node in ET.fromstring(picture).iter("text")]


def test_the_public_picture_tells_neither_states_nor_names_nor_links() -> None:
    drawn = wall("1", "2", "3", "4", "5", "6")
    picture = draw_public([PlainWall(drawn)], "Alçat: el nínxol 5 és al segon pis", marked=5)
    ET.fromstring(picture)
    assert 'role="img"' in picture
    assert "st-" not in picture
    assert "href" not in picture
    assert picture.count('class="cell here"') == 2  # in the whole wall, and among its neighbours


def test_what_comes_from_the_register_is_escaped() -> None:
    drawn = wall('1"><script>alert(1)</script>')
    picture = draw_public([PlainWall(drawn, "<b>")], "a<b", marked=1)
    assert "<script>" not in picture
    ET.fromstring(picture)


def test_a_missing_niche_leaves_its_place_empty_and_a_double_one_is_twice_as_wide() -> None:
    drawn = lay_out(Block(1, 4), [Place(1, "1", 1, 1, 2, 1), Place(2, "4", 1, 4)])
    rects = list(ET.fromstring(draw_public([PlainWall(drawn)], "x", marked=2)).iter("rect"))
    wide, single = (float(rects[index].get("width", 0)) for index in (0, 1))
    assert wide > 1.9 * single
    assert len(rects) == 4  # two cells in the whole wall, and the same two below


def test_every_wall_of_a_building_is_drawn_and_one_niche_marked() -> None:
    north, south = wall("1", "2", "3"), lay_out(Block(1, 2), [Place(11, "11", 1, 1), Place(12, "12", 1, 2)])
    picture = draw_public([PlainWall(north, "Paret nord"), PlainWall(south, "Paret sud")], "x", marked=12)
    assert texts(picture) == ["Paret nord", "Paret sud", "11", "12"]
    assert picture.count('class="cell here"') == 2
    assert picture.count('class="ground"') == 2


def test_a_wall_of_thousands_is_a_small_picture_with_a_pointer() -> None:
    places = [Place(n, str(n), n % 30 + 1, n // 30 + 1) for n in range(12_000)]
    picture = draw_public([PlainWall(lay_out(Block(30, 400), places))], "x", marked=6_000)
    assert len(picture) < 20_000
    assert picture.count('class="pointer"') == 1
    assert picture.count('class="cell here"') == 2
    x = float(re.findall(r'class="pointer" d="M([\d.]+)', picture)[0])
    assert abs(x - WIDTH / 2) < 2


def test_a_corner_is_marked() -> None:
    drawn = replace(wall("1", "2", "3", "4", "5", "6"), corners=(2,))
    assert draw_public([PlainWall(drawn)], "x", marked=1).count('class="corner"') == 1
