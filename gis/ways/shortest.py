"""The cheapest way through any graph, asked for its neighbours as it is walked. Pure."""

from collections.abc import Callable, Hashable, Iterable
from heapq import heappop, heappush
from itertools import count
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)
Neighbours = Callable[[Node], Iterable[tuple[Node, float]]]


def cheapest(
    start: Node, goal: Node, neighbours: Neighbours[Node], estimate: Callable[[Node], float]
) -> list[Node] | None:
    """The nodes from `start` to `goal`, both included, that cost least; None where no way leads there.

    `estimate` is what the rest costs at least (A*): the straight line, or nothing. Each node is asked once.
    """
    order = count()
    waiting: list[tuple[float, int, float, Node, Node | None]] = [(estimate(start), next(order), 0.0, start, None)]
    before: dict[Node, Node | None] = {}
    while waiting:
        _, _, cost, node, came_from = heappop(waiting)
        if node in before:
            continue
        before[node] = came_from
        if node == goal:
            return _traced(before, goal)
        for other, step in neighbours(node):
            if other not in before:
                heappush(waiting, (cost + step + estimate(other), next(order), cost + step, other, node))
    return None


def _traced(before: dict[Node, Node | None], goal: Node) -> list[Node]:
    nodes, node = [], goal
    while True:
        nodes.append(node)
        came_from = before[node]
        if came_from is None:
            return nodes[::-1]
        node = came_from
