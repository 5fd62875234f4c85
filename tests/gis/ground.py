"""A small cemetery on the plan, with coordinates that tell their axes apart, for what leaves as layers."""

from datetime import date

from django.contrib.gis.geos import LineString, MultiPolygon, Point, Polygon

from cementiris.registry.models import BurialUnit, Cemetery, UnitKind
from cementiris.tenancy.bulk import insert_many
from gis.models import Path
from tests.factories import make_block, make_burial, make_cemetery, make_concession, make_person, make_unit

EAST, NORTH = 430_000.0, 4_610_000.0


def at(x: float, y: float) -> Point:
    """A point so many metres east and north of the corner."""
    return Point(EAST + x, NORTH + y, srid=25831)


def square(x: float, y: float, *, side: float) -> MultiPolygon:
    """A square from its lower left corner, in metres from the corner."""
    box = (EAST + x, NORTH + y, EAST + x + side, NORTH + y + side)
    return MultiPolygon(Polygon.from_bbox(box), srid=25831)


def make_ground(holder: str = "Mercè Serra i Roca") -> Cemetery:
    """An enclosure with its gate and a path; a wall of one niche, an occupied tomb, a grave surveyed as a point."""
    ground = make_cemetery(footprint=square(0, 0, side=100), entrance=at(50, 0))
    front = LineString(at(10, 80), at(20, 80), srid=25831)
    wall = make_block(cemetery=ground, footprint=square(10, 80, side=10), front=front)
    make_unit(section=wall, number="1", floor=1, column=1)
    tomb = make_unit(cemetery=ground, kind=UnitKind.TOMB, number="7", footprint=square(40, 40, side=2))
    make_concession(tomb, term=(date(2000, 3, 1), date(2050, 3, 1)), holder=make_person(text=holder))
    make_burial(tomb, on="2010-05-03", deceased=make_person(text="Pere Camps Vila", died_on="2010-05-01", is_dead=True))
    make_unit(cemetery=ground, kind=UnitKind.GRAVE_IN_EARTH, number="9", point=at(70, 20))
    Path.objects.create(cemetery=ground, name="Camí dels xiprers", line=LineString(at(50, 0), at(50, 60), srid=25831))
    return ground


def make_many(ground: Cemetery, count: int) -> None:
    """So many units more, with no place on the plan."""
    units = [BurialUnit(cemetery=ground) for _ in range(count)]
    for number, unit in enumerate(units):
        unit.set_number(f"f{number}")
    insert_many(BurialUnit, units)
