"""Requests to other machines: over TLS, never to an address inside, short, and small (SEC-62).

Somebody types the address of a directory; it must not become a way to ask the machines behind our own wall. So the
address that was really reached is looked at before a word is said, whatever the name server answered.
"""

from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import requests
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

SECONDS = (5, 10)
"""To connect, and between two pieces of the answer."""
MOST_BYTES = 1_000_000


class OutgoingRefused(PermissionDenied):
    """An address that is not asked; the message can be shown."""


def session(seconds: tuple[int, int] = SECONDS) -> requests.Session:
    """A session that asks no machine inside, but those named in PRIVATE_HOSTS. Raises OutgoingRefused."""
    made = requests.Session()
    made.trust_env, made.max_redirects = False, 3
    for scheme in ("https://", "http://"):
        made.mount(scheme, _Checked(seconds))
    return made


def _looked_at(connection: Any, socket: Any) -> Any:
    reached = ip_address(socket.getpeername()[0].split("%")[0])
    reached = getattr(reached, "ipv4_mapped", None) or reached
    if not reached.is_global and connection.host not in settings.PRIVATE_HOSTS:
        socket.close()
        raise OutgoingRefused(_("This address leads to a machine inside, which is not asked."))
    return socket


class _Http(HTTPConnection):
    def _new_conn(self) -> Any:
        return _looked_at(self, super()._new_conn())


class _Https(HTTPSConnection):
    def _new_conn(self) -> Any:
        return _looked_at(self, super()._new_conn())


class _HttpPool(HTTPConnectionPool):
    ConnectionCls = _Http


class _HttpsPool(HTTPSConnectionPool):
    ConnectionCls = _Https


class _Checked(HTTPAdapter):
    def __init__(self, seconds: tuple[int, int]) -> None:
        super().__init__()
        self.seconds = seconds

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _HttpPool, "https": _HttpsPool}

    def send(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        asked = urlsplit(request.url)
        if asked.scheme != "https" and asked.hostname not in settings.PRIVATE_HOSTS:
            raise OutgoingRefused(_("Only addresses that begin with https:// are asked."))
        kwargs["timeout"] = self.seconds
        response = super().send(request, *args, **{**kwargs, "stream": True})
        body = response.raw.read(MOST_BYTES + 1, decode_content=True)
        if len(body) > MOST_BYTES:
            raise OutgoingRefused(_("The answer is too long."))
        response._content, response._content_consumed = body, True  # noqa: SLF001  (what requests does with a body read)
        return response
