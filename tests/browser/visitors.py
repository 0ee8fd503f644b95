"""A browser for the whole session, and visitors for a test."""

import pytest
from django.contrib.staticfiles import handlers
from playwright.sync_api import sync_playwright

from tests.browser.driving import FLAGS, LAPTOP, PHONE, Visitor, chromium_or_skip

NO_PAPER = b"<!doctype html><html lang=en><title>Paper</title>"


class Handler(handlers.StaticFilesHandler):
    """What the live server answers beside the program: parts of a page that a browser keeps, as it would in use.

    A PDF in a frame stays undrawn: the browser's own viewer costs seconds and is not ours; papers are read as bytes.
    (A route of Playwright could do that too, but a page with routes keeps nothing and asks for every part each time.)
    """

    def __call__(self, environ, start_response):
        if environ.get("HTTP_SEC_FETCH_DEST") == "iframe" and environ["PATH_INFO"].endswith(".pdf"):
            start_response("200 OK", [("Content-Type", "text/html"), ("Content-Length", str(len(NO_PAPER)))])
            return [NO_PAPER]
        return super().__call__(environ, start_response)

    def serve(self, request):
        answer = super().serve(request)
        answer["Cache-Control"] = "max-age=86400"
        return answer


@pytest.fixture(scope="session")
def browser():
    path = chromium_or_skip()
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setattr(handlers, "StaticFilesHandler", Handler)  # the live server is made after the browser
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
