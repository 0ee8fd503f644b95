"""The employer's page by link: dates, contract, who pays what, and nothing that is not the company's business."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from compagnon.correspondence.models import Letter
from compagnon.longpath.models import EmployerWord, ObstacleEntry
from compagnon.mobilities.models import Mobility
from compagnon.travel.models import StayTerms
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import ContactFactory, PersonFactory
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


SAID = {"interest": "yes", "reason": "", "replacement": "Another apprentice helps.", "talk": "", "suits": ""}


def test_the_company_finds_what_it_gains_and_answers_to_the_usual_worries_with_their_source(at_desk, client, stay):
    page = client.get(told(at_desk, stay)).text

    for said in (
        "What it brings your company",
        "Do I pay while my apprentice is away?",
        "L6332-14",
        "L6222-7-1",
        "R412-4",
    ):
        assert said in page, said


def test_without_a_contract_of_an_apprentice_no_answer_about_it_is_given(at_desk, client, stay):
    stay.participant.status = "graduate"
    stay.participant.save()

    page = client.get(told(at_desk, stay)).text

    assert "What it brings your company" in page
    assert "Do I pay while my apprentice is away?" not in page


def test_the_company_says_yes_and_how_it_manages_and_both_stand_with_the_stay(at_desk, client, stay):
    link = told(at_desk, stay)
    scanned = client.get(link)
    client.post(link, SAID)

    word = EmployerWord.objects.get()
    page = at_desk.get(stay.get_absolute_url()).text
    assert scanned.status_code == 200
    assert (word.interest, word.employer, word.answered_by_name) == (
        "yes", stay.participant.employer, stay.participant.mentor.full_name
    )  # fmt: skip
    assert "Another apprentice helps." in page
    assert not ObstacleEntry.objects.exists()


def test_later_or_no_asks_why_and_what_was_typed_stays(at_desk, client, stay):
    link = told(at_desk, stay)

    answer = client.post(link, {**SAID, "interest": "later"})

    assert (answer.status_code, "Say why: it helps us to find another way." in answer.text) == (422, True)
    assert "Another apprentice helps." in answer.text
    assert not EmployerWord.objects.exists()


def test_a_no_is_an_obstacle_with_its_reason(at_desk, client, stay):
    client.post(told(at_desk, stay), {**SAID, "interest": "no", "reason": "Christmas"})

    entry = ObstacleEntry.objects.get()
    assert (entry.mobility, entry.stage, entry.reason) == (stay, "preparing", "employer")


def test_who_wants_to_talk_stands_on_the_first_page_until_somebody_has(at_desk, client, stay):
    link = told(at_desk, stay)
    client.post(link, {**SAID, "talk": "call", "suits": "Monday at 2 pm"})
    home, listed = at_desk.get(reverse("desk:home")).text, at_desk.get(reverse("longpath:employers")).text

    at_desk.post(reverse("longpath:employer-talked", args=[EmployerWord.objects.get().code]))

    assert "1 company wants to talk about a stay" in home
    assert "Monday at 2 pm" in listed
    assert "wants to talk" not in at_desk.get(reverse("desk:home")).text
    assert EmployerWord.objects.get().seen_by_name == stay.referent.full_name


def test_after_the_return_it_is_asked_what_came_back_and_its_history_stays_with_the_company(
    at_desk, client, stay, network
):
    link = told(at_desk, stay)
    client.post(link, SAID)
    Mobility.objects.update(state="returned")
    asked = client.get(link).text
    at_desk.post(reverse("longpath:tell-employer", args=[stay.code]))
    client.post(link, {"brought_back": "Rye bread, and a smile.", "again": "yes"})
    company = stay.participant.employer

    listed = at_desk.get(reverse("longpath:employers") + f"?q={company.name}").text
    other = at_desk.get(reverse("longpath:employers") + "?q=Nobody").text

    assert "What came back to the company?" in asked
    assert "Do you agree to this stay?" not in asked
    assert "is back from abroad" in Letter.objects.filter(key="longpath.employer").latest("pk").body
    assert "Rye bread, and a smile." in listed
    assert "Rye bread, and a smile." in at_desk.get(stay.get_absolute_url()).text
    assert "Rye bread" not in other


def test_another_departement_sees_no_word_of_the_company(at_desk, client, stay, network):
    client.post(told(at_desk, stay), {**SAID, "talk": "call"})
    client.force_login(PersonFactory(network=network, role="referent", role__departement_code="72"))

    assert "Another apprentice" not in client.get(reverse("longpath:employers")).text
    assert client.post(reverse("longpath:employer-talked", args=[EmployerWord.objects.get().code])).status_code == 404


def test_the_list_of_companies_takes_as_many_queries_for_three_as_for_one(at_desk, stay, network):
    def counted():
        with CaptureQueriesContext(connection) as captured:
            at_desk.get(reverse("longpath:employers"))
        return len(captured)

    def one_more():
        mobility = MobilityFactory(network=network, referent=stay.referent)
        EmployerWord.objects.create(
            network=network, mobility=mobility, employer=mobility.participant.employer, talk="call", interest="yes"
        )

    one_more()
    first = [counted(), counted()][1]
    one_more()
    one_more()

    assert counted() == first
