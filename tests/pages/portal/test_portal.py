"""What a visitor sees without an account."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from compagnon.correspondence.models import Letter
from compagnon.mobilities.models import PastMobilities
from compagnon.network.models import CooperationProject, Destination, KeyFigure
from tests.factories.mobilities import MobilityFactory
from tests.factories.network import SiteFactory, TradeFactory, in_english_and_french
from tests.factories.people import PersonFactory
from tests.factories.recruitment import CallFactory
from tests.factories.schemes import SchemeFactory


@pytest.fixture(autouse=True)
def on_24_november_2026():
    cache.clear()
    with time_machine.travel(datetime(2026, 11, 24, 9, tzinfo=UTC), tick=True):
        yield


def page(client, network, name="home", query="", **arguments):
    return client.get(reverse(f"portal:{name}", kwargs={"network": network.key, **arguments}) + query)


def test_the_address_of_the_installation_leads_to_its_network(client, network):
    assert client.get("/").headers["Location"] == reverse("portal:home", args=[network.key])


def test_the_first_page_takes_eleven_queries_at_most_and_fewer_the_second_time(client, network):
    for _number in range(3):
        CallFactory(network=network)
        SiteFactory(network=network)
        TradeFactory(network=network)
    with CaptureQueriesContext(connection) as first:
        page(client, network)
    with CaptureQueriesContext(connection) as second:
        page(client, network)

    assert len(first) <= 11
    assert len(second) <= 5


def test_a_call_shows_from_its_first_to_its_last_day(client, network):
    CallFactory(network=network, title=in_english_and_french("Now open"))
    CallFactory(network=network, title=in_english_and_french("Not opened"), state="draft")
    CallFactory(network=network, title=in_english_and_french("Last day today"), closes_on=date(2026, 11, 24))
    CallFactory(network=network, title=in_english_and_french("Over"), closes_on=date(2026, 11, 23))
    CallFactory(network=network, title=in_english_and_french("To come"), opens_on=date(2026, 11, 25))

    text = page(client, network, "calls").text

    shown = {title for title in ("Now open", "Not opened", "Last day today", "Over", "To come") if title in text}
    assert shown == {"Now open", "Last day today"}


def test_what_belongs_to_another_network_does_not_show(client, network):
    other = CallFactory(title=in_english_and_french("Elsewhere"))

    assert "Elsewhere" not in page(client, network).text
    address = reverse("recruitment:public-call", args=[network.key, other.code])
    assert client.get(address).status_code == 404


def test_a_figure_without_a_year_says_so(client, network):
    KeyFigure.objects.create(
        network=network, key="a", label=in_english_and_french("learners"), value=8401, unit="persons"
    )
    KeyFigure.objects.create(
        network=network, key="b", label=in_english_and_french("abroad"), value=755, unit="persons", year="2022/2023"
    )

    text = page(client, network).text

    assert "8,401" in text
    assert text.count("year not stated") == 1
    assert "2022/2023" in text


def test_a_site_without_a_town_is_told_as_to_be_completed(client, network):
    SiteFactory(network=network, town="", organisation__network=network)

    assert "town to be completed" in page(client, network, "centres").text


def test_a_project_names_who_is_known_and_counts_the_others(client, network):
    CooperationProject.objects.create(
        network=network, key="p", name="EQAMOB II", programme="Erasmus+", role="partner", aim=in_english_and_french("A label."),
        partners=[{"name": "IDAN", "country": "IS"}, {"name": None, "country": "DK"}],
    )  # fmt: skip

    assert "IDAN (Iceland); 1 to be completed" in page(client, network, "projects").text


def test_the_wizard_tells_what_fits_and_why_the_rest_does_not(client, network):
    trade = TradeFactory(network=network)
    SchemeFactory(
        network=network,
        name=in_english_and_french("For apprentices"),
        rules={"audience": ["apprentice"], "min_age": 16},
    )
    SchemeFactory(network=network, name=in_english_and_french("For trainers"), rules={"audience": ["trainer"]})

    found = page(client, network, "fit", f"?trade={trade.key}&age=17&status=apprentice&when=3")

    assert [fit.scheme.name.localize("en") for fit in found.context["fitting"]] == ["For apprentices"]
    assert "This scheme is for: trainer; the status here is: apprentice." in found.text


def test_the_wizard_refuses_nonsense_with_a_sentence(client, network):
    answer = page(client, network, "fit", "?trade=nothing&age=3&status=apprentice")

    assert answer.status_code == 422
    assert "greater than or equal to 14" in answer.text


def test_coming_from_the_list_of_trades_the_trade_is_chosen_and_nothing_is_red(client, network):
    trade = TradeFactory(network=network)

    answer = page(client, network, "fit", f"?trade={trade.key}")

    assert answer.status_code == 200
    assert f'value="{trade.key}" selected' in answer.text


def test_a_link_may_choose_the_language(client, network):
    CallFactory(network=network)

    answer = page(client, network, query="?lang=fr")

    assert '<html lang="fr"' in answer.text
    assert "Deux semaines en Allemagne" in answer.text
    assert '<html lang="fr"' in page(client, network).text


def test_a_message_reaches_the_referent_of_the_departement(client, network):
    SiteFactory(network=network)
    referent = PersonFactory(network=network, role="referent", role__departement_code="53")
    PersonFactory(network=network, role="coordinator")
    answers = {
        "name": "Vera Visitor",
        "email": "v@example.org",
        "departement": "53",
        "message": "When is the next call?",
    }

    answer = client.post(reverse("portal:contact", args=[network.key]), answers)

    letter = Letter.objects.get()
    assert "Your message is on its way." in answer.text
    assert letter.to_person == referent
    assert "When is the next call?" in letter.body


@pytest.mark.parametrize(
    "name", ["home", "fit", "calls", "schemes", "trades", "centres", "projects", "contact", "about"]
)
def test_every_page_opens_in_a_network_that_has_nothing_yet(client, network, name):
    assert page(client, network, name).status_code == 200


def test_nothing_is_fetched_from_elsewhere_and_no_address_is_printed(client, network):
    PersonFactory(network=network, role="coordinator", email="hidden@example.org")
    Destination.objects.create(network=network, country="DE", zone="europe")

    text = page(client, network).text + page(client, network, "contact").text

    assert "hidden@example.org" not in text
    assert 'src="http' not in text


def test_a_scheme_says_its_conditions_and_its_open_calls(client, network):
    scheme = SchemeFactory(
        network=network,
        key="short",
        name=in_english_and_french("Short internship"),
        rules={"min_age": 16, "max_days": 15},
    )
    CallFactory(network=network, scheme=scheme, title=in_english_and_french("Two weeks in Lübeck"))

    shown = page(client, network, "scheme", key="short").text

    assert "Short internship" in shown
    assert "Two weeks in Lübeck" in shown
    assert "16" in shown
    assert page(client, network, "scheme", key="unknown").status_code == 404


def test_the_first_page_shows_where_people_go_on_a_map_and_in_a_list_with_the_open_calls(client, network):
    Destination.objects.create(network=network, country="DE", zone="europe")
    Destination.objects.create(network=network, country="SN", zone="outside_europe")
    CallFactory(network=network, countries=["DE"])
    CallFactory(network=network, countries=["DE", "ES"])

    text = page(client, network).text

    assert 'data-to="DE"' in text
    assert 'href="#to-SN"' in text
    assert '<li id="to-SN"><span>Senegal</span></li>' in text
    there = f'<a href="{reverse("portal:calls", args=[network.key])}?to=DE" aria-describedby="to-DE">2 open calls</a>'
    assert there in text


def test_calls_can_be_read_for_one_country(client, network):
    CallFactory(network=network, title=in_english_and_french("To Germany"), countries=["DE"])
    CallFactory(network=network, title=in_english_and_french("To Spain"), countries=["ES"])

    there = page(client, network, "calls", "?to=de").text

    assert "To Germany" in there
    assert "To Spain" not in there
    assert "To Spain" in page(client, network, "calls", "?to=nowhere").text


def test_everybody_who_left_is_counted_and_those_of_the_time_before_are_called_imported(client, network):
    MobilityFactory(network=network, state="returned", country="IT", departs_on=date(2026, 3, 1))
    MobilityFactory(network=network, state="preparing", country="MT")
    MobilityFactory(
        network=network, state="returned", country="FR", scheme=SchemeFactory(network=network, direction="in")
    )
    for year, country, people, direction in ((2018, "IT", 1200, "out"), (2019, "DE", 3, "out"), (2019, "FR", 9, "in")):
        PastMobilities.objects.create(
            network=network, year=year, country=country, people=people, direction=direction)  # fmt: skip

    for name in ("home", "centres"):
        text = page(client, network, name).text

        assert 'figure-value">1,204<' in text
        assert "people who have left since 2018/2019" in text
        assert "1,203 of them imported from before" in text
        assert 'figure-value">2</span><span class="figure-label">countries where somebody was' in text
