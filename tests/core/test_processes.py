"""The program as people run it: started, killed, started again."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import psutil
import pytest

from compagnon.core import processes


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def serve(folder, port):
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("DATABASE_URL", "DJANGO_", "PYTEST"))}
    environment |= {"COMPAGNON_DATA": str(folder), "PORT": str(port)}
    return subprocess.Popen(
        [sys.executable, "-m", "compagnon", "serve"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


def is_alive(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/live", timeout=2) as answer:
            return answer.read() == b"alive\n"
    except OSError:
        return False


def wait_for(condition, seconds=180):  # a first start migrates everything, on however busy a machine
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.2)
    return False


def test_a_taken_port_gets_a_sentence():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(processes.PortTaken, match=f"Port {port} is taken .* PORT={port + 1}"):
            processes.ask_for_port(port)


def test_a_register_that_names_a_stranger_kills_nobody(tmp_path):
    family = processes.Family(tmp_path)
    family.register.write_text(f"[[{os.getpid()}, 12345.0]]")  # our number, but born at another time

    assert family.end_leftovers() == 0
    assert psutil.pid_exists(os.getpid())


@pytest.fixture(scope="module")
def data_folder(tmp_path_factory):
    """Outside of pytest's own private folder, which the bundled server's user could not enter."""
    return tmp_path_factory.mktemp("served")


def test_a_killed_server_leaves_data_that_the_next_start_uses(data_folder):
    port = free_port()
    first = serve(data_folder, port)
    assert wait_for(lambda: is_alive(port)), first.communicate(timeout=30)[0].decode()
    secret = (data_folder / "secret_key").read_text()

    first.send_signal(signal.SIGKILL)
    first.wait()
    second = serve(data_folder, port)
    assert wait_for(lambda: is_alive(port) and b"Ended what an earlier run" in _said(second)), second.poll()
    second.send_signal(signal.SIGTERM)

    assert second.wait(60) == 0
    assert (data_folder / "secret_key").read_text() == secret
    assert wait_for(lambda: not is_alive(port), seconds=10)
    assert not (data_folder / "postgresql" / "postmaster.pid").exists()


_heard = {}


def _said(process):
    """What a running program printed so far."""
    os.set_blocking(process.stdout.fileno(), False)
    _heard[process.pid] = _heard.get(process.pid, b"") + (process.stdout.read() or b"")
    return _heard[process.pid]
