"""Consents on the own page, by the guardian's link, and at the desk."""

from datetime import date

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from compagnon.consents import actions
from compagnon.consents.choices import Channel, Party, Standing
from compagnon.consents.models import Consent, NationalAge, Purpose
from compagnon.people import links
from tests.factories.people import ContactFactory, ParticipantFactory, PersonFactory
from tests.factories.recruitment import ApplicationFactory


@pytest.fixture
def minor(network):
    cache.clear()
    actions.load_purposes(network, None)
    guardian = ContactFactory(network=network, first_name="Gardia", last_name="Test")
    return ParticipantFactory(network=network, birth_date=date(2012, 3, 10), guardian=guardian)


@pytest.fixture
def stories(minor):
    return Purpose.objects.get(key="testimonials")


def link_of(participant):
    link = links.make(purpose=actions.GUARDIAN, holder=participant.guardian, about=participant)
    return reverse("consents:guardian", args=[links.token_of(link)])


def agree(participant, purpose, *, yes=True):
    return actions.say(
        participant=participant, purpose=purpose, party=Party.LEARNER, is_given=yes, channel=Channel.ACCOUNT, by=participant.person
    )  # fmt: skip


def test_nothing_is_ticked_beforehand_and_every_purpose_has_a_form_of_its_own(client, minor):
    client.force_login(minor.person)

    page = client.get(reverse("consents:agreed")).text

    assert page.count('name="answer" value="yes"') == page.count('name="answer" value="no"') == 4
    assert "checked" not in page
    assert Consent.objects.count() == 0


def test_learner_and_guardian_agree_each_on_their_page_and_the_learner_withdraws(client, minor, stories):
    client.force_login(minor.person)
    client.post(reverse("consents:answer", args=[stories.code]), {"answer": "yes"})
    waiting = client.get(reverse("consents:agreed")).text
    client.get(link_of(minor))
    before = Consent.objects.get().state
    client.post(link_of(minor), {"purpose": stories.code, "answer": "yes"})
    after = Consent.objects.get().state
    client.post(reverse("consents:answer", args=[stories.code]), {"answer": "no"})

    assert "A guardian must still answer" in waiting
    assert (before, after, Consent.objects.get().state) == (
        Standing.WAITING_GUARDIAN,
        Standing.ACTIVE,
        Standing.WITHDRAWN,
    )


def test_the_guardian_s_page_speaks_their_language(client, minor):
    minor.guardian.language = "de"
    minor.guardian.save()

    page = client.get(link_of(minor)).text

    assert 'lang="de"' in page
    assert "Fotos und Videos" in page


def test_a_former_guardian_s_link_opens_nothing(client, minor, network):
    address = link_of(minor)
    minor.guardian = ContactFactory(network=network)
    minor.save()

    assert client.get(address).status_code == 404


def test_a_guardian_reads_that_an_adult_decides_alone(client, minor, stories):
    address = link_of(minor)
    minor.birth_date = date(2000, 1, 1)
    minor.save()

    assert "decides alone now" in client.get(address + "?lang=en").text
    assert "old enough" in client.post(address + "?lang=en", {"purpose": stories.code, "answer": "yes"}).text
    assert Consent.objects.count() == 0


def test_refusing_everything_does_not_stop_an_application(client, minor):
    application = ApplicationFactory(
        network=minor.network, call__network=minor.network, participant=minor, state="draft", wishes=["DE"], language_levels={"en": "A2"}
    )  # fmt: skip
    for purpose in Purpose.objects.all():
        agree(minor, purpose, yes=False)
    client.force_login(minor.person)

    client.post(reverse("recruitment:apply-step", args=[application.call.code, "check"]))

    application.refresh_from_db()
    assert application.state == "submitted"


def test_the_letter_to_the_guardian_goes_again_twice_a_day(client, minor):
    client.force_login(minor.person)

    said = [client.post(reverse("consents:ask-own-guardian"), follow=True).text for _time in range(3)]

    assert ["The letter to the guardian goes." in page for page in said] == [True, True, False]


def test_the_desk_lists_filters_and_exports_who_agreed_to_what(client, minor, stories, network):
    agree(minor, stories)
    client.force_login(PersonFactory(network=network, role="referent", role__departement_code="53"))

    page = client.get(reverse("consents:consents"), {"state": "waiting_guardian", "purpose": stories.pk})
    nothing = client.get(reverse("consents:consents"), {"state": "active", "q": "nobody"})
    export = client.get(reverse("consents:export"))

    assert [row.participant for row in page.context["page"]] == [minor]
    assert list(nothing.context["page"]) == []
    assert export["Content-Disposition"].startswith("attachment")
    assert b"".join(export.streaming_content)[:2] == b"PK"
    assert "Consents" in client.get(minor.get_absolute_url()).text


def test_a_referent_of_another_departement_sees_none(client, minor, stories, network):
    agree(minor, stories)
    client.force_login(PersonFactory(network=network, role="referent", role__departement_code="72"))

    assert list(client.get(reverse("consents:consents")).context["page"]) == []
    assert client.post(reverse("consents:ask-guardian", args=[minor.code])).status_code == 404


def test_the_list_takes_as_many_queries_for_one_as_for_three(client, minor, stories, network):
    agree(minor, stories)
    client.force_login(PersonFactory(network=network, role="coordinator"))
    client.get(reverse("consents:consents"))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("consents:consents"))
    for _number in range(2):
        agree(ParticipantFactory(network=network, birth_date=date(2012, 1, 1)), stories)

    with CaptureQueriesContext(connection) as three:
        assert len(client.get(reverse("consents:consents")).context["page"]) == 3

    assert len(three) == len(one)


def test_a_referent_writes_to_the_guardian(client, minor, network):
    client.force_login(PersonFactory(network=network, role="referent"))

    page = client.post(reverse("consents:ask-guardian", args=[minor.code]), follow=True)

    assert "The letter to the guardian goes." in page.text


def test_a_coordinator_edits_the_words_adds_a_purpose_and_checks_an_age(client, minor, stories, network):
    client.force_login(PersonFactory(network=network, role="coordinator"))
    typed = {f"{part}_{one}": f"{part} {one}" for part in ("title", "explanation", "sentence") for one in ("fr", "en")}

    before = client.get(reverse("consents:purposes")).text
    client.post(reverse("consents:purpose", args=[stories.code]), {**typed, "is_offered": "on"})
    client.post(
        reverse("consents:new-purpose"), {**typed, "title_fr": "Film", "is_offered": "on", "both_until_18": "on"}
    )
    wrong = client.post(reverse("consents:new-purpose"), {**typed, "sentence_fr": ""})
    client.post(reverse("consents:age", args=["DE"]), {"age": "16", "source": "Read on the authority’s site"})

    stories = Purpose.objects.get(pk=stories.pk)
    assert "to be checked" in before
    assert (stories.text.number, stories.text.sentence.localize("fr")) == (2, "sentence fr")
    assert Purpose.objects.get(key="film").both_until_18 is True
    assert wrong.status_code == 422
    assert NationalAge.objects.get(country="DE").is_to_check is False


def test_texts_in_other_languages_stay_while_nothing_changes(client, minor, stories, network):
    client.force_login(PersonFactory(network=network, role="coordinator"))
    same = {
        f"{part}_{one}": text.localize(one)
        for part, text in (
            ("title", stories.title),
            ("explanation", stories.explanation),
            ("sentence", stories.text.sentence),
        )
        for one in ("fr", "en")
    }

    client.post(reverse("consents:purpose", args=[stories.code]), same)

    kept = Purpose.objects.get(pk=stories.pk)
    assert (kept.is_offered, kept.text.number, kept.title.localize("de")) == (False, 1, "Erfahrungsbericht")


def test_the_usual_purposes_are_loaded_by_a_press(client, network):
    client.force_login(PersonFactory(network=network, role="coordinator"))

    assert "Nothing is asked yet" in client.get(reverse("consents:purposes")).text
    client.post(reverse("consents:purposes"))

    assert Purpose.objects.count() == 4
