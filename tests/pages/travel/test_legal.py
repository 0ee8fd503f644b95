"""The legal pack at the desk and on the phone."""

import pytest
from django.urls import reverse

from compagnon.travel.actions.terms import tell_terms
from compagnon.travel.models import StayTerms
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import PersonFactory


@pytest.fixture
def stay(network):
    return MobilityFactory(network=network, placed=True)


def pack_page(stay):
    return reverse("travel:legal", args=[stay.code])


def terms_page(stay):
    return reverse("travel:terms", args=[stay.code])


def typed(**more):
    return {
        "contract-contract_start": "2025-09-01", "contract-contract_end": "2027-08-31",
        "contract-birth_date": "2006-05-04", "contract-nationality": "", **more,
    }  # fmt: skip


def test_the_referent_reads_each_rule_with_its_article_and_whom_to_ask(client, stay):
    client.force_login(stay.referent)

    page = client.get(pack_page(stay)).text

    assert "not legal advice" in page
    assert "L6222-42" in page
    assert "Ask the host." in page
    assert "The French employer goes on paying the wage." in page
    assert "The French employer pays no wage." in page


def test_the_mobility_page_shows_the_pack_in_short(client, stay):
    client.force_login(stay.referent)

    page = client.get(stay.get_absolute_url()).text

    assert "Departure check" in page
    assert pack_page(stay) in page


def test_what_is_told_answers_the_rules(client, stay):
    client.force_login(stay.referent)

    response = client.post(terms_page(stay), typed(regime="stand_by", host_signs="yes", days_abroad_before="0"))

    page = client.get(pack_page(stay)).text
    assert response.url == pack_page(stay)
    assert "The host company signs" in page
    assert "The French employer goes on paying the wage." not in page  # only the regime that was chosen is shown
    assert StayTerms.objects.get().four_week_template is None


def test_both_regimes_stand_side_by_side_when_asked(client, stay):
    tell_terms(mobility=stay, changes={"regime": "stand_by"}, by=stay.referent)
    client.force_login(stay.referent)

    page = client.get(pack_page(stay), {"look": "both"}).text

    assert "The French employer goes on paying the wage." in page


def test_a_contract_that_ends_before_it_starts_gets_a_sentence_and_what_was_typed_stays(client, stay):
    client.force_login(stay.referent)

    response = client.post(
        terms_page(stay), typed(**{"contract-contract_end": "2024-08-31", "days_abroad_before": "12"})
    )

    assert response.status_code == 422
    assert "The contract cannot end before it starts" in response.text
    assert 'value="12"' in response.text
    assert not StayTerms.objects.exists()


def test_other_dates_show_what_would_change_and_keep_nothing(client, stay):
    client.force_login(stay.referent)
    asked = {
        "departure_on": "2027-08-20",
        "return_on": "2027-09-20",
        "country": "DE",
        "regime": "",
        "contract_end": "2027-08-31",
    }

    page = client.get(pack_page(stay), asked).text

    stay.refresh_from_db()
    assert "What would change" in page
    assert "leaves the contract" in page
    assert str(stay.departs_on) == "2027-03-01"
    assert not StayTerms.objects.exists()


def test_a_return_before_the_departure_is_not_tried(client, stay):
    client.force_login(stay.referent)

    response = client.get(pack_page(stay), {"departure_on": "2027-08-20", "return_on": "2027-08-01", "country": "DE"})

    assert response.status_code == 422
    assert "The return cannot be before the departure" in response.text


def test_a_minor_is_asked_for_parents_and_hours_an_adult_is_not(client, stay, network):
    minor = MobilityFactory(network=network, participant__birth_date="2010-01-01", referent=stay.referent)
    client.force_login(stay.referent)

    assert "parent" in client.get(terms_page(minor)).text
    assert "parent" not in client.get(terms_page(stay)).text


def test_the_apprentice_reads_the_plain_version_without_articles(client, stay):
    tell_terms(mobility=stay, changes={"regime": "secondment"}, by=stay.referent)
    client.force_login(stay.participant.person)

    page = client.get(reverse("travel:my-legal", args=[stay.code])).text

    assert "The French employer goes on paying the wage." in page
    assert "L6222-42" not in page
    assert reverse("travel:my-legal", args=[stay.code]) in client.get(reverse("travel:my-ready", args=[stay.code])).text


def test_nobody_else_opens_it(client, stay, network):
    client.force_login(PersonFactory(network=network, role="referent", role__departement_code="72"))
    assert client.get(pack_page(stay)).status_code == 404
    assert client.get(terms_page(stay)).status_code == 404

    client.force_login(MobilityFactory(network=network).participant.person)
    assert client.get(reverse("travel:my-legal", args=[stay.code])).status_code == 404


def test_staff_and_their_referents_find_no_legal_pack(client, network):
    stay = MobilityFactory(network=network, participant__kind="staff", participant__status="trainer")
    client.force_login(stay.referent)

    assert client.get(pack_page(stay)).status_code == 404
    assert pack_page(stay) not in client.get(stay.get_absolute_url()).text
