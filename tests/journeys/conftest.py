"""A real Chromium against a live server: the browser of the whole session, and a screen for each person of the cast."""

import os
import shutil
import threading
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.screen import Screen

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or "/usr/bin/chromium"
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Europe/Madrid"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests come last: the browser's event loop stays in the main thread from then on."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, started once."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's loop runs in this thread; Django's calls here are sync
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every journey takes place on 23 November 2026."""
    monkeypatch.setattr(timezone, "now", lambda: NOON)


@pytest.fixture(autouse=True)
def clean_queue(transactional_db: None) -> Iterator[None]:
    """The queue's tables are not Django's to empty; the limit of questions a minute is not what is tried here."""
    cache.clear()
    yield
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


@pytest.fixture
def screens(browser: Browser, live_server: Any) -> Iterator[Any]:
    """Open a screen for a logged-in client, or for nobody."""
    opened: list[Screen] = []

    def open_for(client: Client | None = None) -> Screen:
        context = browser.new_context(base_url=live_server.url, locale="ca", viewport={"width": 1280, "height": 900})
        context.set_default_timeout(20_000)
        if client is not None:
            context.add_cookies(
                [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
            )
        opened.append(Screen(context.new_page()))
        return opened[-1]

    yield open_for
    for screen in opened:
        screen.page.context.close()
    _wait_for_answers()
    for screen in opened:
        assert screen.faults == []


def _wait_for_answers() -> None:
    """Let the server finish what a page that closed had still asked of it: else the tables are emptied under it."""
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(timeout=20)


@pytest.fixture
def nobody(screens: Any) -> Screen:
    """The screen of somebody who is not logged in."""
    return screens()


@pytest.fixture
def ainas(screens: Any, aina: Client) -> Screen:
    """Aina's screen, logged in."""
    return screens(aina)


@pytest.fixture
def rosers(screens: Any, roser: Client) -> Screen:
    """Roser's screen, logged in: she may see every page of the town."""
    return screens(roser)


@pytest.fixture
def carlas(screens: Any, carla: Client) -> Screen:
    """Carla's screen, logged in."""
    return screens(carla)
