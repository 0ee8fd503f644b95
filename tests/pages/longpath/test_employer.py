"""The employer's page by link: dates, contract, who pays what, and nothing that is not the company's business."""

from datetime import date

import pytest
from django.urls import reverse

from compagnon.correspondence.models import Letter
from compagnon.travel.models import StayTerms
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import ContactFactory
from tests.pages.walking import link_in


@pytest.fixture
def stay(network):
    return MobilityFactory(
        network=network, placed=True, departs_on=date(2027, 1, 4), returns_on=date(2027, 4, 3),
        participant__birth_date=date(2010, 2, 3),
    )  # fmt: skip


@pytest.fixture
def at_desk(client, stay):
    client.force_login(stay.referent)
    return client


def told(at_desk, stay):
    at_desk.post(reverse("longpath:tell-employer", args=[stay.code]))
    return link_in(Letter.objects.get(key="longpath.employer"))


def test_the_mentor_gets_a_page_that_says_what_the_stay_means_for_the_company(at_desk, client, stay):
    assert "Send the link" in at_desk.get(stay.get_absolute_url()).text
    link = told(at_desk, stay)
    assert "Send the link again" in at_desk.get(stay.get_absolute_url()).text

    page = client.get(link).text

    assert f"What it means for {stay.participant.employer}." in page
    assert str(stay.host) in page
    assert str(stay.referent) in page
    assert "being written" in page


def test_it_says_what_was_chosen_and_before_that_what_can_be(at_desk, client, stay):
    link = told(at_desk, stay)
    before = client.get(link).text
    StayTerms.objects.create(network=stay.network, mobility=stay, regime="stand_by")
    after = client.get(link).text

    assert "choose it together" in before
    assert "choose it together" not in after
    assert "Who pays and covers what" in after


def test_papers_and_rules_for_minors_stay_between_participant_and_centre(at_desk, client, stay):
    page = client.get(told(at_desk, stay)).text

    assert "Under 18" not in page
    assert "Identity paper" not in page
    assert "2010" not in page


def test_without_somebody_to_write_to_the_desk_hears_it(at_desk, stay):
    stay.participant.mentor = None
    stay.participant.save()

    answered = at_desk.post(reverse("longpath:tell-employer", args=[stay.code]), follow=True)

    assert "add the mentor to the participant" in answered.text
    assert not Letter.objects.filter(key="longpath.employer").exists()


def test_a_mentor_of_a_former_company_finds_nothing(at_desk, client, stay, network):
    link = told(at_desk, stay)
    stay.participant.mentor = ContactFactory(network=network, kind="mentor")
    stay.participant.save()

    assert client.get(link).status_code == 404
