"""Offering to undo what was just done, in the sentence that says so."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.utils.http import url_has_allowed_host_and_scheme


def offer(request: Any, said: str, address: str, **named: Any) -> None:
    """Say what was done, with a button that posts to `address` to undo it; `named` goes along in the query."""
    query = f"?{urlencode(named, doseq=True)}" if named else ""
    messages.success(request, said, extra_tags=f"undo:{address}{query}")


def back(request: Any, otherwise: str) -> str:
    """The page on which Undo was pressed, else `otherwise`; never an address from elsewhere."""
    asked: str = request.POST.get("undone_on", "")
    is_ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if is_ours else otherwise
