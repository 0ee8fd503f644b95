"""The rail: what one works on first, what one looks up now and then below a line."""

import re

from django.urls import reverse

from tests.factories.people import PersonFactory


def test_what_is_worked_on_stands_before_what_is_looked_up(client, network):
    client.force_login(PersonFactory(network=network, role="coordinator"))

    page = client.get(reverse("desk:home")).content.decode()

    work, beside = re.search(r"<nav.*?</nav>", page, re.DOTALL)[0].split('<ul class="rail-beside">')
    assert f'href="{reverse("mobilities:pipeline")}"' in work
    assert f'href="{reverse("desk:administration")}"' in beside
    assert beside.count("<li>") + work.count("<li>") == len(set(re.findall(r'href="(/desk/[^"]*)"', work + beside)))


def test_who_has_nothing_to_look_up_sees_no_line(client, network):
    client.force_login(PersonFactory(network=network, role="reviewer"))

    assert "rail-beside" not in client.get(reverse("desk:home")).content.decode()


def test_the_innermost_entry_is_the_current_one(client, network):
    client.force_login(PersonFactory(network=network, role="coordinator"))
    current = re.compile(r'<a href="([^"]*)" aria-current="page"><svg')

    marked = [
        current.findall(client.get(reverse(page)).content.decode())
        for page in ("desk:home", "desk:administration", "security:events", "privacy:breaches", "account:home")
    ]

    assert marked == [
        [reverse(page)] if page else []
        for page in ("desk:home", "desk:administration", "security:events", "privacy:home", "")
    ]
