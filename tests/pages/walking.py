"""Walking through pages as people do: a reader in one language, the links of letters, forms as a browser sends them."""

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django_scopes import scope, scopes_disabled

from compagnon.correspondence.models import Letter
from compagnon.correspondence.queries import text_of
from compagnon.network.actions import load_network
from compagnon.network.seed_shape import read_network
from compagnon.schemes.actions import load_schemes
from compagnon.schemes.seed_shape import read_schemes
from tests.people.entrance import JustSignedIn


def read(text: str) -> str:
    """Words without their unbreakable spaces."""
    return text.replace("\u202f", " ").replace("\u00a0", " ")


class Reader:
    """Somebody at a browser in one language: each page that is asked for or posted to must be one, in that language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.client = JustSignedIn(headers={"accept-language": language})

    def signs_in(self, person: Any) -> "Reader":
        self.client.force_login(person)
        return self

    def opens(self, address: str) -> Any:
        return self._looks(self.client.get(address, follow=True))

    def posts(self, address: str, said: dict[str, Any] | None = None) -> Any:
        return self._looks(self.client.post(address, said or {}, follow=True))

    def sends(self, address: str, said: dict[str, Any] | None = None) -> None:
        """Post, and be sent on; the page that follows is read by who opens it next."""
        answer = self.client.post(address, said or {})
        assert answer.status_code == 302, f"{address} answered {answer.status_code}: {_errors(answer)}"

    def _looks(self, page: Any) -> Any:
        assert page.status_code == 200, f"{page.request['PATH_INFO']} answered {page.status_code}: {_errors(page)}"
        assert f'<html lang="{self.language}"' in page.text, page.request["PATH_INFO"]
        return page


def _errors(page: Any) -> Any:
    form = (page.context or {}).get("form")
    return form.errors.as_text() if form is not None and hasattr(form, "errors") else ""


def as_posted(form: Any) -> dict[str, Any]:
    """What a browser sends for a form that nobody has changed."""
    shown = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in shown.items() if value not in (None, False)}


def link_in(letter: Letter) -> str:
    """The personal link of a letter, without the name of the site."""
    return re.search(r"https?://[^/]+(/g/\S+)", text_of(letter)).group(1)


@pytest.fixture(scope="module")
def shipped(django_db_setup, django_db_blocker):
    """The first network with its schemes, loaded once; each walk works in a transaction of its own inside."""
    with django_db_blocker.unblock(), scopes_disabled(), transaction.atomic():
        network = load_network(seed=read_network("pays-de-la-loire"))
        with scope(network=network):
            load_schemes(network=network, seed=read_schemes())
        yield network
        transaction.set_rollback(True)


@pytest.fixture
def network(shipped, db):
    cache.clear()
    with scope(network=shipped):
        yield shipped
