"""The notice and the cookies on public pages: short and plain, versioned, in the reader's language, and true."""

import re

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.html import strip_tags

from compagnon.core import holdings
from compagnon.privacy import notice
from compagnon.privacy.cookies import COOKIES
from compagnon.privacy.models import Controller, NoticeVersion
from tests.factories.people import PersonFactory
from tests.factories.recruitment import CallFactory


@pytest.mark.parametrize("language", dict(settings.LANGUAGES))
def test_the_short_notice_has_at_most_150_words_and_the_whole_names_every_purpose(network, language):
    with translation.override(language):
        short, whole = notice.written(network, "short"), notice.written(network, "full")
        purposes = [str(one.label) for one in holdings.purposes]

        assert 40 < len(strip_tags(short).split()) <= 150
        assert [one for one in purposes if one not in strip_tags(whole).replace("&#x27;", "'")] == []
        if language != "en":
            english = [one.split()[0] for one in purposes if one.startswith("Signing in")]
            assert english == []


def test_the_notice_stands_where_data_is_first_typed(network, client):
    call = CallFactory(network=network)
    pages = [
        reverse("portal:contact", args=[network.key]),
        reverse("recruitment:public-call", args=[network.key, call.code]),
    ]

    for page in pages:
        said = client.get(page).content.decode()
        assert "to organise stays abroad" in said
        assert reverse("portal:privacy", args=[network.key]) in said


def test_a_published_version_is_what_people_read_until_the_next(network, client):
    client.force_login(PersonFactory(network=network, role="coordinator"))
    page = reverse("portal:privacy", args=[network.key])
    client.post(reverse("privacy:publish"))
    Controller.objects.create(network=network, name="Chambre d’essai", email="data@example.org")
    before = client.get(page).content.decode()
    desk = client.get(reverse("privacy:notice")).content.decode()
    client.post(reverse("privacy:publish"))
    client.post(reverse("privacy:publish"))

    assert "data@example.org" not in before
    assert "It has changed since the last version" in desk
    assert "data@example.org" in client.get(page).content.decode()
    assert [one.number for one in NoticeVersion.objects.all()] == [2, 1]


def test_the_cookie_page_lists_the_cookies_that_are_set(network, client):
    person = PersonFactory(network=network, role="coordinator")
    person.set_password("un long mot de passe")
    person.save()
    seen = set()
    for address in ("sign-in", "front"):
        seen |= set(client.get(reverse(address), follow=True).cookies)
    seen |= set(client.post(reverse("language"), {"language": "fr", "next": "/"}).cookies)
    client.force_login(person)
    seen |= set(client.cookies) | set(client.post(reverse("privacy:publish")).cookies)
    seen |= set(client.get(reverse("privacy:notice")).cookies)

    listed = {one.name for one in COOKIES}
    page = client.get(reverse("portal:cookies", args=[network.key])).content.decode()
    assert set(re.findall(r"<code>(\w+)</code>", page)) == listed
    assert seen <= listed
    assert seen >= {settings.SESSION_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME}
    assert len(listed) == 5
