"""A page as somebody sees it: a real Chromium before the application, where there is one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from statistics import median
from threading import Thread
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.test import Client

if TYPE_CHECKING:
    from playwright.sync_api import Page

RUNS = 5
LOADED = """
window.drawn = [];
addEventListener("plan:loaded", (event) => requestAnimationFrame(() => setTimeout(() => {
  window.drawn.push({ units: event.detail.units, at: performance.now() });
})));
"""
"""Once the plan tells that it is drawn, the next frame has been painted when its timer runs."""
NEARER = """() => {
  window.drawn = [];
  window.pressed = performance.now();
  document.querySelector(".leaflet-control-zoom-in").click();
}"""


def chromium() -> str | None:
    """Where the browser is; None where there is none, or nothing to drive it with."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    return found if find_spec("playwright") else None


def milliseconds_to_plan(client: Client, address: str, *, units: int) -> tuple[float, float]:
    """The median times from asking for a page to its plan painted, and from one step nearer to so many units painted.

    The first visit does not count. Raises RuntimeError when fewer units are drawn.
    """
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's loop runs in this thread; Django's calls here are sync
    with _served() as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        context = browser.new_context(
            base_url=base, locale="ca", viewport={"width": 1440, "height": 1000}, bypass_csp=True
        )
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": base}])
        context.add_init_script(LOADED)
        visits = [_visit(context.new_page(), address, units) for _ in range(RUNS + 1)][1:]
        browser.close()
    return median(opened for opened, _ in visits), median(nearer for _, nearer in visits)


def _visit(page: Page, address: str, units: int) -> tuple[float, float]:
    page.goto(address)
    page.wait_for_function("window.drawn.length")
    opened = page.evaluate("window.drawn[0].at")
    page.wait_for_timeout(500)
    page.evaluate(NEARER)
    page.wait_for_function("window.drawn.some((told) => told.units)")
    drawn = page.evaluate("window.drawn.find((told) => told.units)")
    if drawn["units"] < units:
        raise RuntimeError(f"only {drawn['units']} units are drawn")
    nearer = drawn["at"] - page.evaluate("window.pressed")
    page.close()
    return float(opened), float(nearer)


@contextmanager
def _served() -> Iterator[str]:
    """The application on a port of its own, its static files too."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), _Quiet)
    server.daemon_threads = True
    server.set_app(get_wsgi_application())
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()


class _Quiet(WSGIRequestHandler):
    """Requests are not the reading."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""
