"""What one person has before them: pages that are looked at for accessibility wherever the journey leads."""

import threading
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from playwright.sync_api import ConsoleMessage, Locator, Page, Response
from procrastinate.contrib.django import app

WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}}
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
HARMLESS = ("status of 404", "htmx:afterRequest", "htmx:sendAbort", "htmx:sendError")
"""A page that is not there, and a question given up because the clerk went on; a failed answer is noted apart."""


class Screen:
    """A page in a browser. What goes wrong behind the clerk's back is kept in `faults`."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.faults: list[str] = []
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))
        page.on("console", self._listen)
        page.on("response", self._note)

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not any(words in message.text for words in HARMLESS):
            self.faults.append(f"{self.page.url}: {message.text}")

    def _note(self, response: Response) -> None:
        if response.status >= 500 or (response.status >= 400 and "/static/" in response.url):
            self.faults.append(f"{response.status} {response.url}")

    def open(self, address: str) -> Response:
        """Go to an address as if it had been typed."""
        response = self.page.goto(address)
        assert response is not None
        return response

    def look(self) -> None:
        """Look at the page on a desk and on a telephone: nobody may be shut out, nothing may stick out."""
        for size in (PHONE, DESK):
            self.page.set_viewport_size(size)
            found = Axe().run(self.page, options=WCAG).response["violations"]
            assert not found, "\n".join(self._told(size, violation) for violation in found)
            wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, f"{self.page.url} sticks out by {wide} px at {size['width']}"

    def _told(self, size: dict[str, int], violation: dict[str, Any]) -> str:
        places = "; ".join(node["html"][:160] for node in violation["nodes"][:3])
        return f"{self.page.url} at {size['width']}: {violation['id']} ({violation['help']}): {places}"

    def type(self, label: str, text: str) -> None:
        """Write into the field with this label."""
        self.page.get_by_label(label, exact=True).first.fill(text)

    def press(self, button: str) -> None:
        """Press the button with this name, with the mouse."""
        self.page.get_by_role("button", name=button, exact=True).first.click()

    def follow(self, link: str) -> None:
        """Follow the first link with this name."""
        self.page.get_by_role("link", name=link).first.click()

    def keys(self, *names: str) -> None:
        """Press keys one after another, without the mouse."""
        for name in names:
            self.page.keyboard.press(name)

    def tab_to(self, target: Locator) -> None:
        """Walk to the element with the Tab key alone."""
        for _ in range(80):
            if target.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError("it cannot be reached with the keyboard")

    def says(self, text: str) -> None:
        """Expect the text on the page."""
        self.page.get_by_text(text).first.wait_for(state="visible")

    def heading(self) -> str:
        """Return the page's title as read."""
        return self.page.get_by_role("heading", level=1).inner_text()

    def fetch(self, address: str) -> tuple[str, bytes]:
        """Open a file in the same session; return its type and content."""
        response = self.page.request.get(address)
        assert response.ok, f"{response.status} {address}"
        return response.headers["content-type"], response.body()


def let_the_worker_work() -> None:
    """Do all the queued work, as the worker beside the server does."""
    failures: list[BaseException] = []

    def work() -> None:
        try:
            with app.replace_connector(app.connector.get_worker_connector()) as worker_app:
                worker_app.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(timeout=60)
    assert not failures, failures
