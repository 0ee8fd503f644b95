"""A gateway for text messages on this machine: it keeps what it is asked to send, and refuses when told to."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest


class TextGateway:
    """Asked over HTTP with JSON, as many gateways are; `answers` is what it says to each message."""

    def __init__(self):
        self.taken, self.answers = [], 200
        keeper = self

        class Door(BaseHTTPRequestHandler):
            def do_POST(self):
                said = self.rfile.read(int(self.headers["Content-Length"]))
                if keeper.answers == 200:
                    keeper.taken.append(json.loads(said))
                self.send_response(keeper.answers)
                if keeper.answers == 302:
                    self.send_header("Location", "/elsewhere")
                self.end_headers()

            def log_message(self, *said):
                """Nothing on the screen."""

        self.server = HTTPServer(("127.0.0.1", 0), Door)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        port = self.server.server_address[1]
        return f"json://127.0.0.1:{port}/send?:to={{number}}&:message=text&:key=secret-of-ours"

    @property
    def texts(self) -> list[tuple[str, str]]:
        """To whom, and what."""
        return [(one["to"], one["text"]) for one in self.taken]

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def text_gateway(settings):
    """A gateway that the installation names."""
    running = TextGateway()
    settings.TEXT_MESSAGES_URL, settings.PRIVATE_HOSTS = running.url, ["127.0.0.1"]
    yield running
    running.close()
