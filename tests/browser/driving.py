"""Driving a real Chromium: found or named, on a phone or a laptop, with or without JavaScript, and read by axe."""

import os
import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
LAPTOP = {"viewport": {"width": 1440, "height": 900}}

REFUSALS = (404, 409, 410, 422)  # pages that say no: the browser notes them, nothing is wrong
NO_NETWORK = "net::ERR_INTERNET_DISCONNECTED"
OWN = ("data:", "blob:", "about:", "chrome:", "chrome-extension:")  # no network; the last two draw a PDF in the page


def find_chromium() -> str | None:
    """The browser that CHROMIUM names, else one that is installed: without windows first, which does half the work."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    return found or (MAC if Path(MAC).exists() else None)


def chromium_or_skip() -> str:
    """The path of the browser; without one the test is skipped, or fails where CI asks for everything."""
    path = find_chromium()
    if path is None:
        sentence = "No Chromium was found: install Debian's chromium, or name one with CHROMIUM=/path."
        if os.environ.get("CI"):
            pytest.fail(sentence)
        pytest.skip(sentence)
    return path


class Visitor:
    """Somebody at a browser of their own: a context with its cookies, in one language."""

    def __init__(self, browser, base_url, *, device, language, javascript=True, by=""):
        self.context = browser.new_context(
            **device, locale=language, base_url=base_url, java_script_enabled=javascript, reduced_motion="reduce"
        )
        self.page = self.context.new_page()
        self.asked_elsewhere = []
        self.complaints = []
        self.unheard = ()
        self.page.on("request", self._watch)
        self.page.on("console", lambda message: message.type == "error" and self._complain(message.text))
        self.page.on("pageerror", lambda error: self._complain(str(error)))
        self.base_url = base_url
        self.by = by

    def _watch(self, request):
        is_elsewhere = self.by and request.frame.url.startswith(self.by)
        if not is_elsewhere and not request.url.startswith((self.base_url, self.by or self.base_url, *OWN)):
            self.asked_elsewhere.append(request.url)

    def loses_the_network(self):
        """From now on each request finds none, and the browser notes it, sometimes long after."""
        self.unheard = (NO_NETWORK,)
        self.context.set_offline(True)

    def finds_the_network(self):
        self.context.set_offline(False)

    def _complain(self, sentence):
        """Keep what the browser complains of, but on the pages of the directory by which they come."""
        if not (self.by and self.page.url.startswith(self.by)):
            self.complaints.append(sentence)

    def goes_to(self, address):
        answer = self.page.goto(address)
        assert answer is None or answer.status < 400, f"{address} answered {answer.status}"
        return self.page

    def presses(self, name, *, role="button"):
        self.page.get_by_role(role, name=name).first.click()

    def sees(self, text):
        self.page.get_by_text(text).first.wait_for(timeout=8000)

    def has_an_accessible_page(self):
        """Axe finds nothing on the page as it stands. Needs JavaScript; a page read without it is checked elsewhere."""
        self.page.wait_for_load_state("load")  # a press may still be on its way to the next page
        self.page.locator("main").first.wait_for(state="attached")
        try:
            found = Axe().run(self.page)
        except Error:  # it was: now it has come
            self.page.wait_for_load_state("load")
            found = Axe().run(self.page)
        violations = found.response["violations"]
        told = [f"{v['id']}: {v['help']} at {v['nodes'][0]['target']}" for v in violations]
        assert not told, f"{self.page.url}\n" + "\n".join(told)

    def leaves(self):
        assert not self.asked_elsewhere, f"asked another machine: {self.asked_elsewhere}"
        excused = (*(f"status of {code}" for code in REFUSALS), *self.unheard)
        complaints = [c for c in self.complaints if not any(sentence in c for sentence in excused)]
        assert not complaints, complaints
        self.context.close()
