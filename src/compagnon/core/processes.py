"""The web server and the worker as children of one command: started together, stopped together, never left over."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from types import FrameType

import psutil


class PortTaken(Exception):
    """Somebody already listens there; the message can be shown."""


def ask_for_port(port: int) -> None:
    """Raise PortTaken with a sentence when the port cannot be had."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise PortTaken(f"Port {port} is taken ({error.strerror}). Choose another: PORT={port + 1}") from error


class Family:
    """Children that live and die with this process; a `kill -9` of the parent is made good at the next start."""

    def __init__(self, folder: Path) -> None:
        self.register = folder / "processes.json"
        self.children: list[subprocess.Popen[bytes]] = []
        self.stopping = False

    def end_leftovers(self) -> int:
        """Stop the children of an earlier run whose parent was killed; returns how many there were."""
        ended = 0
        try:
            kept = json.loads(self.register.read_text())
        except (OSError, ValueError):
            return 0
        for pid, started in kept:
            try:
                process = psutil.Process(pid)
                if abs(process.create_time() - started) < 1:  # the same process, not a new one with its number
                    whole = [*process.children(recursive=True), process]
                    for one in whole:
                        one.kill()
                    psutil.wait_procs(whole, timeout=10)  # until then they hold the port
                    ended += 1
            except psutil.NoSuchProcess:
                continue
        self.register.unlink(missing_ok=True)
        return ended

    def start(self, *arguments: str, environment: dict[str, str]) -> None:
        child = subprocess.Popen(  # noqa: S603  (our own commands)
            [sys.executable, *arguments], env=os.environ | environment, start_new_session=True
        )
        self.children.append(child)
        born = [(one.pid, psutil.Process(one.pid).create_time()) for one in self.children]
        self.register.write_text(json.dumps(born))

    def wait(self) -> int:
        """Until told to stop or until a child ends by itself; returns the exit status."""
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, self._asked_to_stop)
        while not self.stopping:
            for child in self.children:
                if child.poll() is not None:
                    self.stop()
                    return child.returncode or 1
            time.sleep(0.3)
        self.stop()
        return 0

    def stop(self) -> None:
        """Ask the children to finish what they do; insist after 20 seconds."""
        for child in self.children:
            if child.poll() is None:
                child.terminate()
        for child in self.children:
            try:
                child.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
        self.register.unlink(missing_ok=True)

    def _asked_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping = True


def web_arguments(port: int, *, host: str = "127.0.0.1") -> list[str]:
    """How the web server is called: one process with threads, which keeps memory low; add workers with GRANIAN_WORKERS."""
    return [
        "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--blocking-threads", "4", "--log-level", "warning", "--no-ws", "compagnon.config.wsgi:application",
    ]  # fmt: skip


def wait_until_ready(port: int, *, seconds: int = 60) -> bool:
    """Whether the server answered that it is ready within that time."""
    for _attempt in range(seconds * 4):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/ready", timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            time.sleep(0.25)
    return False
