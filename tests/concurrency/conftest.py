"""Two people at once: threads with a connection and a town of their own."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from cementiris.accounts.models import Municipality
from cementiris.tenancy.scope import municipality

AtOnce = Callable[..., list[Any]]


@pytest.fixture
def at_once(transactional_db: None, vilaclara: Municipality) -> AtOnce:
    """Run several pieces of work in Vilaclara at the same time; return what each gave back or raised."""

    def run(*works: Callable[[], Any]) -> list[Any]:
        outcomes: list[Any] = [None] * len(works)
        start = threading.Barrier(len(works))

        def work(number: int) -> None:
            try:
                with municipality(vilaclara.pk):
                    start.wait(timeout=10)
                    outcomes[number] = works[number]()
            except Exception as error:
                outcomes[number] = error
            finally:
                connection.close()

        threads = [threading.Thread(target=work, args=(number,)) for number in range(len(works))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=20)
        return outcomes

    return run
