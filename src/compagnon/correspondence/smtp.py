"""Mail by SMTP that tells the moment from which nobody can know any more whether a letter was accepted."""

import smtplib
from collections.abc import Callable
from typing import Any

from django.core.mail.backends import smtp

END = b"\r\n.\r\n"
"""What ends the content of a letter: once it is sent, the server may have taken it, whatever becomes of the answer."""


class _Telling(smtplib.SMTP):
    """Calls `before_content` just before the content leaves; until then the server cannot have accepted a letter."""

    before_content: Callable[[], None] | None = None

    def send(self, s: Any) -> None:
        if self.before_content is not None and isinstance(s, bytes) and s.endswith(END):
            self.before_content()
        super().send(s)


class _TellingSecurely(_Telling, smtplib.SMTP_SSL):
    """The same over a connection that is encrypted from its first byte."""


class EmailBackend(smtp.EmailBackend):
    """Django's own, with a conversation that tells."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:  # type: ignore[override]
        return _TellingSecurely if self.use_ssl else _Telling

    def tell_before_content(self, call: Callable[[], None]) -> None:
        """Have it called for the letters sent from now on; the connection is open."""
        self.connection.before_content = call  # type: ignore[union-attr]
