"""Drawing exactly onto what is there already: points near a corner or an edge of a neighbour become points of it."""

from collections.abc import Sequence
from math import hypot

from shapely import Point, STRtree, get_coordinates
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points

from gis.editing.shapes import Coordinates


class Neighbours:
    """The shapes beside which something is drawn, ready to be asked for their nearest corner and edge."""

    def __init__(self, shapes: Sequence[BaseGeometry]) -> None:
        self.corners = STRtree([Point(pair) for shape in shapes for pair in get_coordinates(shape)])
        self.edges = STRtree([_edge(shape) for shape in shapes if shape.geom_type != "Point"])

    def nearest(self, point: Coordinates, tolerance: float) -> Coordinates | None:
        """The nearest corner within `tolerance` metres, else the nearest point of an edge; None where there is none."""
        corner = self._nearest(self.corners, Point(point), tolerance)
        if corner is not None:
            return corner.x, corner.y
        onto = self._nearest(self.edges, Point(point), tolerance)
        if onto is None:
            return None
        again = self._nearest(self.corners, onto, tolerance)
        found = onto if again is None else again
        return found.x, found.y

    def _nearest(self, tree: STRtree, point: Point, tolerance: float) -> Point | None:
        if not len(tree):
            return None
        found = tree.query_nearest(point, max_distance=tolerance, all_matches=False)
        return nearest_points(tree.geometries[found[0]], point)[0] if len(found) else None


def _edge(shape: BaseGeometry) -> BaseGeometry:
    return shape if "Line" in shape.geom_type else shape.boundary


def snap(points: Sequence[Coordinates], neighbours: Neighbours, tolerance: float) -> list[Coordinates]:
    """The points, each snapped; those that fall together become one. Doing it again changes nothing."""
    if tolerance <= 0:
        return list(points)
    found = [neighbours.nearest(point, tolerance) or point for point in points]
    return [point for index, point in enumerate(found) if not index or point != found[index - 1]]


def shift_onto(points: Sequence[Coordinates], neighbours: Neighbours, tolerance: float) -> Coordinates:
    """By how much to move points together so that the one nearest to a neighbour lies on it."""
    if tolerance <= 0:
        return 0.0, 0.0
    found = [(point, onto) for point in points if (onto := neighbours.nearest(point, tolerance)) is not None]
    shifts = [(onto[0] - point[0], onto[1] - point[1]) for point, onto in found]
    return min(shifts, key=lambda shift: hypot(*shift), default=(0.0, 0.0))
