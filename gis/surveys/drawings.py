"""Drawings (DXF): a layer of the drawing is a layer of the survey, and the text inside an outline is its code. Pure."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from gis.surveys.layers import Table

#: Outlines that hold so many texts are frames and blocks, not graves; the nearest text would mean nothing.
MOST_TEXTS_INSIDE = 20
#: Pairs of outline and text that are looked at; frames around everything make as many as there are texts.
MOST_PAIRS = 2_000_000
TEXT_FIELD = "Text"


def drawn_tables(entities: Table) -> list[Table]:
    """The layers of a drawing: those with outlines, each with a field for every layer of texts; then the texts.

    Lines that do not close stay in the layers that have outlines, to be told of; all other signs are left out.
    """
    if not entities.values:  # more entities than anybody reads
        return [entities]
    outlines, signs = _by_layer(entities)
    drawn = [name for name, places in outlines.items() if any(entities.shapes[place] for place in places)]
    found = [_part(entities, name, outlines[name], _codes(entities, outlines[name], signs)) for name in drawn]
    for name, places in signs.items():
        texts = {TEXT_FIELD: [entities.values[TEXT_FIELD][place] for place in places]}
        found.append(_part(entities, f"{name} ({TEXT_FIELD})" if name in drawn else name, places, texts))
    return found


def _by_layer(entities: Table) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
    """The places of outlines and of texts, by the layer they are drawn on; lone points are marks, and neither."""
    outlines: dict[str, list[int]] = defaultdict(list)
    signs: dict[str, list[int]] = defaultdict(list)
    for place, (layer, text) in enumerate(zip(entities.values["Layer"], entities.values[TEXT_FIELD], strict=True)):
        if text:
            signs[layer].append(place)
        elif not _is_point(entities.shapes[place]):
            outlines[layer].append(place)
    return outlines, signs


def _is_point(shape: bytes | None) -> bool:
    return shape is not None and shapely.from_wkb(shape).geom_type == "Point"


def _codes(entities: Table, places: Sequence[int], signs: Mapping[str, Sequence[int]]) -> dict[str, list[str]]:
    """For each layer of texts, the text inside each outline; layers without one are left out."""
    areas = _shapes(entities, places)
    found = {}
    for layer, written in signs.items():
        texts = [entities.values[TEXT_FIELD][place] for place in written]
        found[layer] = texts_inside(areas, _shapes(entities, written), texts)
    return {layer: column for layer, column in found.items() if any(column)}


def _shapes(entities: Table, places: Sequence[int]) -> list[BaseGeometry | None]:
    return [shapely.from_wkb(shape) if (shape := entities.shapes[place]) else None for place in places]


def _part(entities: Table, name: str, places: Sequence[int], values: dict[str, list[str]]) -> Table:
    shapes, faults = [entities.shapes[place] for place in places], [entities.faults[place] for place in places]
    return Table(name, len(places), entities.crs, shapes, faults, values)


def texts_inside(
    areas: Sequence[BaseGeometry | None], points: Sequence[BaseGeometry | None], texts: Sequence[str]
) -> list[str]:
    """The text of each area: of those that lie in it and in no smaller area, the one nearest to its middle."""
    found = [""] * len(areas)
    near = np.full(len(areas), np.inf)
    for text, (area, distance) in _smallest_around(areas, points).items():
        if distance < near[area]:
            near[area], found[area] = distance, texts[text]
    return found


def _smallest_around(
    areas: Sequence[BaseGeometry | None], points: Sequence[BaseGeometry | None]
) -> dict[int, tuple[int, float]]:
    """For each point (by its place) the smallest area around it, and how far its middle is."""
    tree = shapely.STRtree([point if point is not None else shapely.Point() for point in points])
    best: dict[int, tuple[float, int, float]] = {}
    pairs = 0
    for place, area in enumerate(areas):
        if area is None or area.geom_type == "Point":
            continue
        inside = tree.query(area, predicate="intersects")
        pairs += len(inside)
        if pairs > MOST_PAIRS:
            break
        if len(inside) > MOST_TEXTS_INSIDE:
            continue
        middle = area.centroid
        for text in inside:
            point = points[int(text)]
            candidate = (area.area, place, shapely.distance(point, middle))
            best[int(text)] = min(best.get(int(text), candidate), candidate)
    return {text: (place, float(distance)) for text, (_, place, distance) in best.items()}
