"""Drawing exactly onto what is there already: points near a corner or an edge of a neighbour become points of it."""

from collections.abc import Sequence

from shapely import Point, STRtree, get_coordinates
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points

from gis.editing.shapes import Coordinates


class Neighbours:
    """The shapes beside which something is drawn, ready to be asked for their nearest corner and edge."""

    def __init__(self, shapes: Sequence[BaseGeometry]) -> None:
        self.corners = STRtree([Point(pair) for shape in shapes for pair in get_coordinates(shape)])
        self.edges = STRtree([_edge(shape) for shape in shapes if shape.geom_type != "Point"])

    def snapped(self, point: Coordinates, tolerance: float) -> Coordinates:
        """The nearest corner within `tolerance` metres, else the nearest point of an edge, else the point itself."""
        corner = self._nearest(self.corners, Point(point), tolerance)
        if corner is not None:
            return corner.x, corner.y
        onto = self._nearest(self.edges, Point(point), tolerance)
        if onto is None:
            return point
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
    found = [neighbours.snapped(point, tolerance) for point in points]
    return [point for index, point in enumerate(found) if not index or point != found[index - 1]]
