"""Somebody at a browser who reads and presses words, not selectors: in their language, as the page says them."""

import re

from django.utils import translation
from playwright.sync_api import TimeoutError  # noqa: A004  (the browser's)

from tests.browser.driving import Visitor

CODE = re.compile(r"/[A-Za-z0-9_-]{8,}(?=/|$)")


class Somebody:
    """A visitor with a language of their own; every page that JavaScript reaches is read by axe once."""

    def __init__(self, visitor: Visitor, language: str, *, javascript: bool, seen: set[str]):
        self.visitor, self.page, self.language = visitor, visitor.page, language
        self.javascript, self.seen = javascript, seen
        self.page.set_default_timeout(8000)

    def word(self, words: str, context: str = "", **facts) -> str:
        """What the program says here in this person's language."""
        with translation.override(self.language):
            said = translation.pgettext(context, words) if context else translation.gettext(words)
        return said % facts if facts else said

    def goes_to(self, address: str):
        self.visitor.goes_to(address)
        return self.looks()

    def looks(self):
        """Take the page in as it now stands."""
        kind = CODE.sub("/…", self.page.url.removeprefix(self.visitor.base_url).partition("?")[0])
        heading = self.page.locator("h1").first.inner_text() if self.page.locator("h1").count() else ""
        if self.javascript and (kind, heading) not in self.seen:
            self.seen.add((kind, heading))
            self.visitor.has_an_accessible_page()
        return self

    def presses(self, words: str, context: str = "", **facts):
        """A button with these words; what follows is looked at."""
        self._press("button", self.word(words, context, **facts))
        return self.looks()

    def follows(self, words: str, context: str = "", **facts):
        """A link with these words."""
        self._press("link", self.word(words, context, **facts))
        return self.looks()

    def opens(self, name: str):
        """A link that is called by what it leads to: a person, a company, a letter."""
        self._press("link", name, exact=False)
        return self.looks()

    def _press(self, role: str, name: str, *, exact: bool = True) -> None:
        try:
            self.page.get_by_role(role, name=name, exact=exact).first.click()
        except TimeoutError as error:
            raise AssertionError(f"no {role} {name!r} on {self.page.url}:\n{self.page.inner_text('body')}") from error
        self.page.wait_for_load_state()

    def unfolds(self, words: str, context: str = ""):
        self.page.locator("summary", has_text=self.word(words, context)).first.click()
        return self

    def fills(self, **fields: str):
        """Fields by their name, with `__` for a hyphen."""
        for name, typed in fields.items():
            self.page.locator(f'[name="{name.replace("__", "-")}"]:visible').first.fill(typed)
        return self

    def picks(self, **fields: str):
        """An entry of a list, by the words it shows or its value."""
        for name, chosen in fields.items():
            self.page.locator(f'select[name="{name}"]').select_option(chosen)
        return self

    def ticks(self, *boxes: str, **choices: str):
        """Boxes by their name, or one of several by its value."""
        for name in boxes:
            self.page.locator(f'[name="{name}"]').check(force=True)
        for name, value in choices.items():
            self.page.locator(f'[name="{name}"][value="{value}"]').check(force=True)
        return self

    def draws(self):
        """A name, with a finger or the mouse."""
        pad = self.page.locator("sign-pad canvas")
        pad.scroll_into_view_if_needed()
        box = pad.bounding_box()
        self.page.mouse.move(box["x"] + 30, box["y"] + 50)
        self.page.mouse.down()
        for step in range(1, 12):
            self.page.mouse.move(box["x"] + 30 + 12 * step, box["y"] + 50 + 14 * (step % 3))
        self.page.mouse.up()
        return self

    def sees(self, words: str, context: str = "", **facts):
        return self.sees_exactly(self.word(words, context, **facts))

    def sees_exactly(self, text: str):
        try:
            self.page.get_by_text(text).first.wait_for(timeout=5000)
        except TimeoutError as error:
            raise AssertionError(f"{text!r} is not on {self.page.url}:\n{self.page.inner_text('body')}") from error
        return self

    def does_not_see(self, text: str):
        assert self.page.get_by_text(text).count() == 0, f"{text!r} is on {self.page.url}"
        return self

    def downloads(self, address: str) -> bytes:
        """The bytes at an address, asked for with this person's cookies and in their language."""
        answer = self.page.context.request.get(address, headers={"Accept-Language": self.language})
        assert answer.status == 200, f"{address} answered {answer.status}"
        return answer.body()

    def address_of(self, words: str, context: str = "") -> str:
        """Where a link leads."""
        return self.page.get_by_role("link", name=self.word(words, context)).first.get_attribute("href")
