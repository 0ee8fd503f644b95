"""A browser for the whole session, and visitors for a test."""

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.driving import FLAGS, LAPTOP, PHONE, Visitor, chromium_or_skip


@pytest.fixture(scope="session")
def browser():
    path = chromium_or_skip()
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def visitor(browser, live_server):
    """`visitor("phone", "fr")`, `visitor("laptop", "en", javascript=False)`: each with cookies of their own.

    `by=` names a directory through which they come: on its pages, what the browser asks for is not ours to judge.
    """
    visitors = []

    def arrive(device="laptop", language="en", *, javascript=True, by=""):
        made = Visitor(
            browser,
            live_server.url,
            device=PHONE if device == "phone" else LAPTOP,
            language=language,
            javascript=javascript,
            by=by,
        )
        visitors.append(made)
        return made

    yield arrive
    for one in visitors:
        one.leaves()
