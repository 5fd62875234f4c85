"""The towns that are measured: one of 10,000 units, one of 100,000, made once and kept."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from random import Random

from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.field import FieldSeed
from cementiris.accounts.models import Municipality, User
from cementiris.accounts.permissions import Role
from cementiris.accounts.services import let_in
from cementiris.registry.models import BurialUnit
from cementiris.tenancy.scope import municipality
from cementiris.tenancy.statistics import refresh_statistics
from demo.scale import TownSeed

BURIALS_A_UNIT = 1.5
SHARE_OF_GRAVES = 0.3
PRIME = 9973
"""Towns of round sizes get codes of their own."""
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def town_of(size: int) -> Municipality:
    """A town of `size` burial units and half as many burials again, from a fixed seed; empty when `size` is 0."""
    town, _ = Municipality.objects.get_or_create(
        code=f"9{size % PRIME:04d}", slug=f"bench-{size}", defaults={"name": f"Bench {size}"}
    )
    return _filled(town, TownSeed(Random(size), date(2026, 11, 22), town.name, SHARE_OF_GRAVES), size)


def drawn_town_of(size: int) -> Municipality:
    """A town with one cemetery of `size` units, each with its outline on the plan."""
    town, _ = Municipality.objects.get_or_create(
        code=f"8{size % PRIME:04d}", slug=f"bench-field-{size}", defaults={"name": f"Bench field {size}"}
    )
    return _filled(town, FieldSeed(Random(size), date(2026, 11, 22), town.name), size)


def _filled(town: Municipality, seed: TownSeed, size: int) -> Municipality:
    with municipality(town.pk):
        if not size or BurialUnit.objects.exists():
            return town
        with transaction.atomic():
            seed.fill(size, int(size * BURIALS_A_UNIT))
    refresh_statistics()
    return town


def clerk_of(town: Municipality) -> Client:
    """A clerk of the town, logged in."""
    email = f"clerk@{town.slug}.example"
    user = User.objects.filter(email=email).first() or User.objects.create_user(email, None, name="Clerk")
    let_in(user, town, Role.CLERK)
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def queries_of(client: Client, address: str) -> list[str]:
    """The questions that a page puts to the database, as SQL ready to be asked again."""
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code}")
    return [query["sql"] for query in captured if query["sql"].startswith(("SELECT", "WITH"))]


def ask(queries: Sequence[str]) -> None:
    """Ask the bare questions and fetch every row, with nothing of ours around it."""
    with connection.cursor() as cursor:
        for query in queries:
            cursor.execute(query)
            if cursor.description:
                cursor.fetchall()


def describe() -> str:
    """What the readings were taken on, as a line of JSON."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        (version,) = cursor.fetchone()
        cursor.execute("SHOW fsync")
        (fsync,) = cursor.fetchone()
    return json.dumps({"postgresql": version, "fsync": fsync, "debug": settings.DEBUG})
