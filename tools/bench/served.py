"""One real web process: its memory, and the time until the last byte as a browser on the same machine sees it."""

import http.client
import os
import subprocess
import sys
import time
from typing import Any

import psutil

from compagnon.core.processes import web_arguments
from tools.bench.spread import spread

PORT = int(os.environ.get("PORT", "8000")) + 77
APPLICATION = "compagnon.config.wsgi:application"


def measure(asked: dict[str, tuple[str, str]], *, rounds: int) -> dict[str, Any]:
    """Start the server as the program starts it, ask for every page in turn, and read the memory of its processes."""
    arguments = ["tools.bench.wsgi:application" if one == APPLICATION else one for one in web_arguments(PORT)]
    server = subprocess.Popen([sys.executable, *arguments])
    try:
        connection = _wait_for(PORT)
        started = _memory(server.pid)
        times: dict[str, list[float]] = {name: [] for name in asked}
        for turn in range(rounds + 5):
            for name, (address, cookie) in asked.items():
                spent = _ask(connection, address, cookie)
                if turn >= 5:
                    times[name].append(spent)
        return {
            "memory_at_start": started,
            "memory_after": _memory(server.pid),
            "requests": (rounds + 5) * len(asked),
            "pages": {name: spread(spent) for name, spent in times.items()},
        }
    finally:
        server.terminate()
        server.wait(20)


def _wait_for(port: int) -> http.client.HTTPConnection:
    for _attempt in range(120):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            _ask(connection, "/live", "")
        except OSError:
            time.sleep(0.25)
        else:
            return connection
    raise RuntimeError("The web server did not start within 30 seconds.")


def _ask(connection: http.client.HTTPConnection, address: str, cookie: str) -> float:
    started = time.perf_counter()
    connection.request("GET", address, headers={"Cookie": cookie, "Accept-Language": "en"} if cookie else {})
    answer = connection.getresponse()
    answer.read()
    if answer.status >= 400:
        raise RuntimeError(f"{address} answers {answer.status} over HTTP.")
    return (time.perf_counter() - started) * 1000


def _memory(pid: int) -> dict[str, float]:
    """Resident memory in megabytes: of the process that answers, and of the small one that watches over it."""
    watcher = psutil.Process(pid)
    answering = max((one.memory_info().rss for one in watcher.children(recursive=True)), default=0)
    return {"web_process": answering / 1e6, "watcher": watcher.memory_info().rss / 1e6}
