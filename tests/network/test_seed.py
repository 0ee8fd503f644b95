import pytest
from django_scopes import scope
from pydantic import ValidationError

from compagnon.core.models import Activity
from compagnon.network.actions import load_network
from compagnon.network.models import (
    CooperationProject,
    Destination,
    KeyFigure,
    Network,
    Organisation,
    Sector,
    Site,
    Trade,
)
from compagnon.network.seed_shape import FOLDER, NetworkSeed, read_network, read_yaml, shipped_networks

FIRST = read_network("pays-de-la-loire")
PARTNERS = [seed for seed in shipped_networks() if seed.catalogue_of]
SITES = [site for organisation in FIRST.organisations for site in organisation.sites]
TRADES = {trade.key: trade for sector in FIRST.sectors for trade in sector.trades}
PARTS = (Organisation, Site, Sector, Trade, Destination, KeyFigure, CooperationProject)


def test_the_first_network_has_what_its_public_page_counts():
    centres = [organisation for organisation in FIRST.organisations if organisation.kind == "training_centre"]

    assert {
        "heads": len(FIRST.organisations) - len(centres),
        "centres": len(centres),
        "sites": len(SITES),
        "départements": {centre.departement_code for centre in centres},
        "trades by sector": {sector.key: len(sector.trades) for sector in FIRST.sectors},
        "destinations": len(FIRST.destinations),
        "schemes": len(FIRST.schemes),
        "projects": [project.key for project in FIRST.cooperation_projects],
    } == {
        "heads": 1,
        "centres": 5,
        "sites": 6,
        "départements": {"49", "72", "53", "85", "44"},
        "trades by sector": {
            "food": 11, "tertiary": 9, "services_health": 4, "arts_crafts": 3, "mechanics": 7, "building": 11,
        },
        "destinations": 13,
        "schemes": 9,
        "projects": ["mobilitimeline", "eqamob2", "etn4vet", "envirasmus", "skills4future", "mona"],
    }  # fmt: skip


def test_a_town_nobody_has_stated_stays_unknown():
    assert {site.key: site.town for site in SITES} == {
        "site_49": "Angers",
        "site_72": None,
        "site_53": "Laval",
        "site_85": "La Roche-sur-Yon",
        "site_44": "Sainte-Luce-sur-Loire",
        "site_6": None,
    }
    assert {seed.key: seed.organisations[0].town for seed in PARTNERS} == {
        "flensburg": "Flensburg",
        "como": "Como",
        "mediterraneo": None,
        "friesland": None,
    }
    assert next(site for site in SITES if site.key == "site_6").departement_code is None


def test_no_person_address_or_number_of_a_legal_entity_was_invented():
    organisations = [organisation for seed in shipped_networks() for organisation in seed.organisations]

    assert {(organisation.registration_number, organisation.oid) for organisation in organisations} == {(None, None)}


def test_only_the_figure_of_755_learners_has_a_year():
    assert {figure.key: (figure.value, figure.year) for figure in FIRST.key_figures} == {
        "exam_success_rate": (85, None),
        "learners": (8401, None),
        "learner_satisfaction": (90, None),
        "partner_companies": (4990, None),
        "company_satisfaction": (88, None),
        "mobile_learners": (755, "2022/2023"),
        "employees": (630, None),
        "trainers": (450, None),
        "mobile_people_total": (5000, None),
    }


def test_three_of_the_thirteen_destinations_are_outside_europe():
    outside = {destination.country for destination in FIRST.destinations if destination.zone == "outside_europe"}

    assert outside == {"BJ", "MA", "SN"}
    assert "NO" in {destination.country for destination in FIRST.destinations}


def test_where_sources_disagree_on_an_occupation_the_exact_match_wins_with_a_note():
    sales = TRADES["sales_retail"]

    assert (sales.esco_code, sales.esco_label, sales.isco08, sales.isced_f) == (
        "5223.4",
        "sales assistant",
        "5223",
        "0416",
    )
    assert "5223.7 specialised seller" in sales.note["en"]
    assert "5223.7 specialised seller" in sales.note["fr"]


def test_where_neither_match_is_exact_the_network_s_own_stays_with_a_note():
    brewing = TRADES["brewing"]

    assert brewing.esco_code == "2145.1.2"
    assert "8160.7" in brewing.note["en"]


def test_a_code_that_was_not_found_stays_unknown():
    without_occupation = {key for key, trade in TRADES.items() if trade.esco_uri is None}
    without_field = {key for key, trade in TRADES.items() if trade.isced_f is None}

    assert without_occupation == {
        "delicatessen_catering", "sme_management", "operational_commercial_management", "very_small_business_management",
    }  # fmt: skip
    assert without_field == {
        "fishmonger", "operational_commercial_management", "very_small_business_management", "agricultural_machinery",
        "green_space_machinery",
    }  # fmt: skip
    assert all(TRADES[key].note for key in without_occupation | without_field)


def test_only_pharmacy_is_flagged_as_regulated_and_no_danger_is_claimed():
    assert {key for key, trade in TRADES.items() if trade.regulated} == {"pharmacy_technician"}
    assert {trade.dangerous_for_minors for trade in TRADES.values()} == {None}


def test_every_trade_can_be_read_in_six_languages():
    assert {key for key, trade in TRADES.items() if len(trade.name) != 6} == set()


def test_partner_networks_are_small_and_of_four_countries():
    assert {(seed.key, seed.country, seed.default_language, len(seed.organisations)) for seed in PARTNERS} == {
        ("flensburg", "DE", "de", 1),
        ("como", "IT", "it", 1),
        ("mediterraneo", "ES", "es", 1),
        ("friesland", "NL", "nl", 1),
    }


def changed(**fields):
    return read_yaml(FOLDER / "flensburg.yaml") | fields


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"name": {"en": "Chamber"}}, "English and French"),
        ({"name": {"en": "Chamber", "fr": " "}}, "English and French"),
        ({"name": {"en": "Chamber", "fr": "Chambre", "xx": "?"}}, "unknown languages: xx"),
        ({"schemes": ["staff_short", "staff_short"]}, "more than once: staff_short"),
        ({"catalogue_of": None}, "takes a catalogue"),
        ({"default_language": "nl"}, "one of the network's languages"),
        ({"steps": {}}, "all five steps"),
        ({"town": "Flensburg"}, "Extra inputs"),
    ],
)
def test_a_wrong_file_is_refused_with_what_is_wrong(fields, complaint):
    with pytest.raises(ValidationError, match=complaint):
        NetworkSeed.model_validate(changed(**fields))


def counted():
    return {part.__name__: part.objects.count() for part in PARTS}


def test_loading_stores_the_network_with_all_it_is_made_of(db):
    network = load_network(seed=FIRST)

    with scope(network=network):
        assert counted() == {
            "Organisation": 6, "Site": 6, "Sector": 6, "Trade": 45, "Destination": 13, "KeyFigure": 9,
            "CooperationProject": 6,
        }  # fmt: skip
        assert str(Trade.objects.get(key="bakery").name.localize("fr")) == "Boulangerie"
        assert not Site.objects.get(key="site_6").is_complete
        assert Organisation.objects.get(key="centre_53").search_text.startswith("centre de formation de la mayenne")


def test_a_second_run_changes_nothing_and_says_nothing(db):
    network = load_network(seed=FIRST)
    with scope(network=network):
        before = (counted(), Activity.objects.count())

    load_network(seed=FIRST)

    with scope(network=network):
        assert (counted(), Activity.objects.count()) == before
    assert Network.objects.count() == 1


def test_loading_again_keeps_what_the_network_has_changed_and_adds_what_is_missing(db):
    network = load_network(seed=FIRST)
    with scope(network=network):
        Site.objects.filter(key="site_72").update(town="Test-sur-Sarthe")
        Trade.objects.filter(key="bakery").delete()

    load_network(seed=FIRST)

    with scope(network=network):
        assert Site.objects.get(key="site_72").town == "Test-sur-Sarthe"
        assert Trade.objects.filter(key="bakery").exists()
        assert Activity.objects.order_by("pk").last().facts == {"added": 1}


def test_partner_networks_get_the_catalogue_and_stay_apart(db):
    for seed in shipped_networks():
        load_network(seed=seed)

    assert Network.objects.count() == 5
    with scope(network=Network.objects.get(key="flensburg")):
        assert counted() == {
            "Organisation": 1, "Site": 1, "Sector": 6, "Trade": 45, "Destination": 4, "KeyFigure": 0,
            "CooperationProject": 1,
        }  # fmt: skip
