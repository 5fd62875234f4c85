"""Finding a person: the citizens' page and the clerk's, beside one bare query over the same tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import cycle

from django.core.cache import cache
from django.db import connection
from django.test import Client

from bench.installation import ask, clerk_of, queries_of, town_of
from bench.readings import Reading, milliseconds
from cementiris.registry.names import search_key
from cementiris.tenancy.scope import municipality

NAMES = ("josep puig", "maria serra", "vila ferrer", "soler", "francesc roca font", "jose puch", "Mercè Vidal")
MISTYPED = ("josp puigg", "montserat vla")
BARE = """
SELECT person.id, person.text, person.died_on, unit.number, section.name, cemetery.name
FROM registry_person person
JOIN registry_movement movement ON movement.municipality_id = person.municipality_id
 AND movement.deceased_id = person.id
JOIN registry_cemetery cemetery ON cemetery.id = movement.cemetery_id
LEFT JOIN registry_burialunit unit ON unit.id = movement.to_unit_id
LEFT JOIN registry_section section ON section.id = unit.section_id
WHERE {words} ORDER BY similarity(person.folded, %s) DESC LIMIT 20
"""


def run(size: int) -> Iterator[Reading]:
    """The citizens' search (page and JSON), a mistyped name, and the clerk's search."""
    town = town_of(size)
    visitor, clerk = Client(), clerk_of(town)
    with municipality(town.pk):
        bare = _median(lambda name: _bare(search_key(name)))
    questions = (
        ("citizens' page", "text/html", NAMES),
        ("citizens' JSON", "application/json", NAMES),
        ("citizens' mistyped name", "application/json", MISTYPED),
    )
    for measure, accept, names in questions:
        value = _median(partial(_ask, visitor, f"/consulta/{town.slug}/", accept), names)
        yield Reading("search", measure, value, "ms", bare, size)
    queries = queries_of(clerk, f"/{town.slug}/cerca/suggeriments/?q=josep+puig")
    with municipality(town.pk):
        floor = milliseconds(lambda: ask(queries))
    value = milliseconds(lambda: clerk.get(f"/{town.slug}/cerca/suggeriments/?q=josep+puig"))
    yield Reading("search", "clerk's search", value, "ms", floor, size)


def _median(work: Callable[[str], None], names: Sequence[str] = NAMES) -> float:
    turn = cycle(names)
    return milliseconds(lambda: work(next(turn)), runs=4 * len(names))


def _ask(visitor: Client, address: str, accept: str, name: str) -> None:
    cache.clear()
    answer = visitor.get(address, {"q": name}, headers={"Accept": accept})
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code}")


def _bare(key: str) -> None:
    words = key.split()
    where = " AND ".join(["person.folded LIKE %s"] * len(words))
    with connection.cursor() as cursor:
        cursor.execute(BARE.format(words=where), [*(f"% {word}%" for word in words), key])
        cursor.fetchall()
