"""Security events: known by name, free of secrets and whole addresses, written once."""

import ast
import re

import pytest
from django.test import RequestFactory

from compagnon.core import security
from compagnon.core.models import SecurityEvent
from tests.factories.network import OrganisationFactory
from tests.factories.people import PersonFactory
from tests.house.tree import calls, modules, name, word


def request_from(address="203.0.113.77", **headers):
    return RequestFactory(REMOTE_ADDR=address).get("/", headers=headers)


def test_an_event_keeps_who_what_and_where_from_but_no_whole_address(network):
    person = PersonFactory(network=network, first_name="Ada", last_name="Exemple")
    bakery = OrganisationFactory(network=network)
    request = request_from(**{"X-Request-ID": "proxy-4711-abc"})

    noted = security.note(
        "sign_in", result=security.DONE, request=request, person=person, about=bakery, facts={"way": "password"}
    )

    kept = SecurityEvent.objects.values(
        "event", "result", "person", "person_name", "network", "about", "request_id", "came_from", "facts"
    ).get(pk=noted.pk)
    assert kept == {
        "event": "sign_in",
        "result": "done",
        "person": person.pk,
        "person_name": "Ada Exemple",
        "network": network.pk,
        "about": f"network.organisation:{bakery.code}",
        "request_id": "proxy-4711-abc",
        "came_from": "203.0.113.0/24",
        "facts": {"way": "password"},
    }


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:aaaa:bbbb::1", "2001:db8:aaaa::/48"),
        ("fe80::1%eth0", "fe80::/48"),
        ("unix:", ""),
        ("", ""),
    ],
)
def test_an_address_is_shortened(address, kept):
    assert security.shortened(address) == kept


@pytest.mark.parametrize(
    ("proxies", "address"), [(0, "10.0.0.1"), (1, "203.0.113.2"), (2, "203.0.113.1"), (5, "10.0.0.1")]
)
def test_a_forwarded_address_is_believed_as_often_as_there_are_proxies(settings, proxies, address):
    settings.TRUSTED_PROXIES = proxies

    found = security.address_of(request_from("10.0.0.1", **{"X-Forwarded-For": "6.6.6.6, 203.0.113.1, 203.0.113.2"}))

    assert found == address


def test_what_a_proxy_says_that_is_no_address_is_left_aside(settings):
    settings.TRUSTED_PROXIES = 1

    assert security.address_of(request_from("10.0.0.1", **{"X-Forwarded-For": "unknown"})) == "10.0.0.1"


def test_a_request_has_one_name_and_a_strange_one_is_not_kept():
    strange = request_from(**{"X-Request-ID": "<script>"})

    assert re.fullmatch(r"[0-9a-f]{16}", security.request_id(strange))
    assert security.request_id(strange) == security.request_id(strange)


def test_an_unknown_event_and_facts_that_are_no_plain_words_are_refused(network):
    with pytest.raises(LookupError):
        security.note("tea.made", result=security.DONE)
    with pytest.raises(ValueError, match="few words"):
        security.note("sign_in", result=security.DONE, facts={"all": {"of": "it"}})
    with pytest.raises(ValueError, match="already"):
        security.words({"sign_in": "Again"})
    assert not SecurityEvent.unscoped.exists()


def test_an_event_is_written_once(network):
    noted = security.note("sign_out", result=security.DONE, network=network)
    noted.result = security.REFUSED

    with pytest.raises(TypeError):
        noted.save()
    with pytest.raises(TypeError):
        noted.delete()
    assert SecurityEvent.objects.get().result == "done"


def test_every_event_that_is_noted_has_words():
    noted = {
        event: name(path)
        for path in modules()
        for call in calls(path, "note")
        if ast.unparse(call.func) in {"note", "security.note"}
        for event in [word((call.args or [None])[0])]
        if event
    }

    assert {event: place for event, place in noted.items() if event not in set(security.known_events())} == {}
