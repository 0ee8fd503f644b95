"""A mail server of our own for tests: keeps what it is sent, and fails where it is told to."""

import random
import socketserver
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.policy import default
from typing import Any


class Sink(socketserver.ThreadingTCPServer):
    """`received` counts contents by their Message-ID; a mailbox that drops copies keeps each once.

    `refuses` is said instead of taking a letter; `drops` ends the connection "before" or "after" the content.
    """

    daemon_threads = True
    allow_reuse_address = True
    refuses, drops, slowly = "", "", 0.0

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.received: Counter[str] = Counter()
        self.messages = []
        self.counted = threading.Condition()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A worker that dies in the middle of a conversation is what is tried here."""

    def keep(self, content: bytes) -> None:
        message = message_from_bytes(content, policy=default)
        with self.counted:
            self.received[message["Message-ID"]] += 1
            self.messages.append(message)
            self.counted.notify_all()

    def wait_for(self, count: int, seconds: float) -> bool:
        """Whether so many contents came within the time."""
        with self.counted:
            return self.counted.wait_for(lambda: self.received.total() >= count, seconds)


class _Conversation(socketserver.StreamRequestHandler):
    server: Sink

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self) -> None:
        self.say("220 sink")
        for raw in self.rfile:
            word = raw.decode("ascii", "replace").strip().upper()
            if word.startswith(("EHLO", "HELO", "MAIL", "RSET")):
                self.say("250 sink")
            elif word.startswith("RCPT"):
                self.say(self.server.refuses or "250 sink")
            elif word == "DATA":
                if self.server.drops == "before" or not self._take():
                    return
            elif word == "QUIT":
                self.say("221 bye")
                return

    def _take(self) -> bool:
        self.say("354 go on")
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        else:
            return False  # the worker died in the middle: nothing is kept
        self.server.keep(b"".join(lines))
        time.sleep(random.random() * self.server.slowly)
        if self.server.drops == "after":
            return False
        self.say("250 kept")
        return True


@contextmanager
def listening() -> Iterator[Sink]:
    """A sink that listens on a port of its own inside the block."""
    with Sink() as sink:
        threading.Thread(target=sink.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield sink
        finally:
            sink.shutdown()


def by(sink: Sink) -> dict[str, Any]:
    """Settings under which letters leave by this server."""
    return {
        "EMAIL_IS_SENT": True,
        "EMAIL_BACKEND": "compagnon.correspondence.smtp.EmailBackend",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": sink.server_address[1],
        "EMAIL_TIMEOUT": 5,
        "DEFAULT_FROM_EMAIL": "Compagnon <letters@example.org>",
    }
