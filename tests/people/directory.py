"""A network's own directory for tests: a real OpenID Connect provider."""

import socket
import subprocess
import sys
import time

import pytest
import requests


@pytest.fixture(scope="module")
def directory():
    """The address of an identity provider that answers: a process of its own on loopback."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://localhost:{port}"
    for _try in range(200):
        try:
            requests.get(address, timeout=1)
            break
        except requests.ConnectionError:
            time.sleep(0.1)
    yield address
    process.terminate()
    process.wait()
