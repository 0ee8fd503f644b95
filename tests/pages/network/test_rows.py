"""The parts of a network's settings that are lists: shown, added, changed, put in order, switched off and on again."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from compagnon.core import activity
from compagnon.network.models import (
    CooperationProject,
    Destination,
    Emblem,
    KeyFigure,
    Network,
    Organisation,
    Sector,
    Site,
    Trade,
)
from compagnon.network.parts import BY_NAME, PARTS
from tests.factories.network import CentreFactory, SectorFactory, SiteFactory, TradeFactory
from tests.factories.people import PersonFactory

DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 0h4"/></svg>'


@pytest.fixture(autouse=True)
def on_24_november_2026():
    with time_machine.travel(datetime(2026, 11, 24, 9, tzinfo=UTC), tick=True):
        yield


@pytest.fixture
def coordinator(network):
    return PersonFactory(network=network, role="coordinator")


@pytest.fixture
def at_desk(client, coordinator):
    client.force_login(coordinator)
    return client


@pytest.fixture
def said(network):
    """What a coordinator types to add a row of each part."""
    return {
        "emblems": lambda: {
            "kind": "logo",
            "words_fr": "Logo d’essai",
            "picture": SimpleUploadedFile("../../logo.svg", DRAWING),
        },
        "organisations": lambda: {
            "kind": "training_centre",
            "name": "CFA d’essai",
            "country": "FR",
            "oid": "e10000001",
        },
        "sites": lambda: {"organisation": CentreFactory(network=network).pk, "name": "Château-Gontier"},
        "sectors": lambda: {"name_fr": "Bois", "name_en": "Wood"},
        "trades": lambda: {"sector": SectorFactory(network=network).pk, "name_fr": "Ébéniste", "isco08": "7522"},
        "destinations": lambda: {"country": "IS", "zone": "europe"},
        "figures": lambda: {
            "label_fr": "Apprentis partis",
            "value": "755",
            "unit": "persons",
            "year": "2022-2023",
            "source": "Rapport d’essai",
        },
        "projects": lambda: {
            "name": "Essai",
            "programme": "Erasmus+",
            "role": "partner",
            "aim_fr": "Apprendre ensemble",
            "partner_lines": "Musterkammer (de)\nCentro",
        },
    }


@pytest.fixture
def added(at_desk, said):
    """Adds a row of a part on its page and gives it."""

    def add(part, **more):
        before = set(part.rows().values_list("pk", flat=True))
        response = at_desk.post(reverse(f"network:{part.name}-new"), {**said[part.name](), **more})
        assert response.status_code == 302, response.context["form"].errors
        return part.rows().exclude(pk__in=before).get()

    return add


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_a_part_says_what_will_stand_there_then_shows_what_was_added(at_desk, network, added, part):
    assert str(part.empty) in at_desk.get(reverse(f"network:{part.name}")).content.decode().replace("&#x27;", "'")

    row = added(part)

    assert str(row) in at_desk.get(reverse(f"network:{part.name}")).content.decode()
    assert [activity.sentence(one) for one in activity.on(network)] == [
        f"{activity.on(network)[0].by_name} added “{row}” ({part.label})."
    ]


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_a_row_opens_with_what_was_said_and_is_refused_without_its_name(at_desk, added, part):
    row = added(part)
    url = reverse(f"network:{part.name}-edit", args=[part.key_of(row)])

    assert str(row) in at_desk.get(url).content.decode()
    refused = at_desk.post(url, {})

    assert refused.status_code == 422
    assert refused.context["form"].errors
    assert str(part.row(part.key_of(row))) == str(row)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_a_row_is_switched_off_and_on_again_by_undo(at_desk, added, part):
    row = added(part)
    url = reverse(f"network:{part.name}-turn", args=[part.key_of(row)])

    off = at_desk.post(url, follow=True)

    assert part.row(part.key_of(row)).is_off
    assert "switched off" in off.content.decode()
    assert f"{url}?to=on" in off.content.decode()

    at_desk.post(f"{url}?to=on")

    assert not part.row(part.key_of(row)).is_off


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_the_last_row_of_a_part_goes_no_lower(at_desk, added, part):
    row = added(part)

    response = at_desk.post(reverse(f"network:{part.name}-move", args=[part.key_of(row)]) + "?to=down")

    assert response.status_code == 302
    assert part.row(part.key_of(row)) == row


def test_trades_change_places_within_their_sector(at_desk, network):
    wood, food = SectorFactory(network=network, position=0), SectorFactory(network=network, position=1)
    first, second = (TradeFactory(network=network, sector=wood, position=place) for place in (0, 1))
    other = TradeFactory(network=network, sector=food, position=0)

    at_desk.post(reverse("network:trades-move", args=[second.key]))
    at_desk.post(reverse("network:trades-move", args=[other.key]))

    assert list(BY_NAME["trades"].rows()) == [second, first, other]


def test_a_row_of_another_network_is_not_found(at_desk):
    from django_scopes import scopes_disabled  # makes what this network must not see

    with scopes_disabled():
        foreign = SiteFactory()

    assert at_desk.get(reverse("network:sites-edit", args=[foreign.code])).status_code == 404
    assert at_desk.post(reverse("network:sites-turn", args=[foreign.code])).status_code == 404


def test_an_organisation_keeps_its_identifier_in_capitals_and_refuses_another_shape(at_desk, added):
    centre = added(BY_NAME["organisations"])

    refused = at_desk.post(
        reverse("network:organisations-edit", args=[centre.code]),
        {"kind": "training_centre", "name": "CFA", "country": "FR", "oid": "10000001"},
    )

    assert centre.oid == "E10000001"
    assert refused.context["form"].errors["oid"] == ["An OID is the letter E and eight digits, for example E10000001."]
    assert 'value="10000001"' in refused.content.decode()


def test_a_site_whose_town_is_not_known_stays_to_be_completed(at_desk, added):
    site = added(BY_NAME["sites"])

    assert "to be completed" in at_desk.get(reverse("network:sites")).content.decode()
    to_do = [part.of.url_name for part in at_desk.get("/desk/network/").context["to_do"]]

    assert not site.is_complete
    assert "network:sites" in to_do


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"isco08": "75"}, "isco08"), ({"isced_f": "x721"}, "isced_f"), ({"esco_uri": "https://example.org"}, "esco_uri")],
)
def test_the_codes_of_a_trade_are_checked_for_their_shape(at_desk, said, typed, field):
    response = at_desk.post(reverse("network:trades-new"), {**said["trades"](), **typed})

    assert list(response.context["form"].errors) == [field]


def test_a_country_is_a_destination_once(at_desk, network, said):
    Destination.objects.create(network=network, country="IS", zone="europe")

    response = at_desk.post(reverse("network:destinations-new"), said["destinations"]())

    assert response.context["form"].errors["country"] == ["Iceland is a destination already."]


def test_a_figure_says_who_entered_it_and_when(added, coordinator):
    figure = added(BY_NAME["figures"])

    assert (figure.value, figure.year, figure.entered_by, figure.entered_at) == (
        Decimal("755.00"),
        "2022/2023",
        coordinator,
        date(2026, 11, 24),
    )


def test_a_project_keeps_its_partners_and_those_that_nobody_has_named(at_desk, added, network):
    project = added(BY_NAME["projects"])
    project.partners.insert(0, {"name": None, "country": None, "role": "partner"})
    project.save()

    page = at_desk.get(reverse("network:projects-edit", args=[project.key]))

    assert page.context["form"]["partner_lines"].value() == "Musterkammer (DE)\nCentro"
    assert project.partners[1:] == [
        {"name": "Musterkammer", "country": "DE", "role": "partner"},
        {"name": "Centro", "country": None, "role": "partner"},
    ]


def test_a_partner_of_a_project_in_no_country_is_refused(at_desk, said):
    typed = {**said["projects"](), "partner_lines": "Musterkammer (XX)"}

    response = at_desk.post(reverse("network:projects-new"), typed)

    assert list(response.context["form"].errors) == ["partner_lines"]


def test_a_text_keeps_what_it_says_in_languages_that_the_network_does_not_speak(at_desk, network):
    trade = TradeFactory(network=network, name={"fr": "Menuisier", "de": "Tischler", "en": "Joiner"})

    at_desk.post(
        reverse("network:trades-edit", args=[trade.key]),
        {"sector": trade.sector_id, "name_fr": "Menuisier bois", "name_en": ""},
    )

    trade.refresh_from_db()
    assert trade.name.data == {"fr": "Menuisier bois", "de": "Tischler"}


def test_two_rows_of_one_name_have_keys_of_their_own(added):
    assert [added(BY_NAME["sectors"]).key, added(BY_NAME["sectors"]).key] == ["wood", "wood_2"]


def test_a_logo_stands_on_the_portal_with_its_words_and_cannot_do_anything(client, added, network):
    emblem = added(BY_NAME["emblems"])
    client.logout()

    page = client.get(reverse("portal:home", args=[network.key]), headers={"accept-language": "fr"}).content.decode()
    picture = client.get(reverse("emblem", args=[network.key, emblem.code]))

    assert f'src="{picture.wsgi_request.path}" alt="Logo d’essai"' in page
    assert picture.headers["Content-Type"] == "image/svg+xml"
    assert (
        picture.headers["Content-Security-Policy"]
        == "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox"
    )
    assert b"<path" in picture.content


def test_a_logo_shows_behind_personal_links_before_the_portal_is_open(client, added, network):
    emblem = added(BY_NAME["emblems"])
    client.logout()
    Network.objects.filter(pk=network.pk).update(is_open=False)

    assert client.get(reverse("emblem", args=[network.key, emblem.code])).status_code == 200
    assert client.get(reverse("emblem", args=["another", emblem.code])).status_code == 404


def test_an_emblem_with_a_script_is_refused_with_a_sentence_and_nothing_is_kept(at_desk, said):
    typed = {**said["emblems"](), "picture": SimpleUploadedFile("a.svg", DRAWING.replace(b"path", b"script"))}

    response = at_desk.post(reverse("network:emblems-new"), typed)

    assert "holds “script”" in response.context["form"].errors["picture"][0]
    assert not Emblem.objects.exists()


def test_the_emblem_of_the_union_is_there_to_be_taken(added):
    emblem = added(BY_NAME["emblems"], kind="funder", picture="", takes_shipped="on")

    assert emblem.media_type == "image/svg+xml"


def test_a_logo_without_a_picture_is_asked_for_one(at_desk):
    response = at_desk.post(reverse("network:emblems-new"), {"kind": "logo", "words_fr": "Logo"})

    assert response.context["form"].errors == {"picture": ["Choose a picture."]}


def test_a_funder_without_its_statement_is_still_to_do(at_desk, added):
    funder = added(BY_NAME["emblems"], kind="funder")

    assert "statement is missing" in at_desk.get(reverse("network:emblems")).content.decode()

    at_desk.post(
        reverse("network:emblems-edit", args=[funder.code]),
        {"kind": "funder", "words_fr": "Emblème", "statement_fr": "Financé pour l’essai", "words_en": "Emblem"},
    )

    funder.refresh_from_db()
    assert (funder.statement.data, bool(funder.file)) == ({"fr": "Financé pour l’essai"}, True)
    assert "statement is missing" not in at_desk.get(reverse("network:emblems")).content.decode()


def test_trades_of_the_catalogue_come_with_their_sector_and_codes_and_once(at_desk, network):
    url = reverse("network:catalogue")
    assert at_desk.get(url).status_code == 200
    at_desk.post(url, {"trade": ["bakery", "no_such_trade"]})
    at_desk.post(url, {"trade": ["bakery"]})

    trade = Trade.objects.get()
    assert (trade.key, trade.isco08, trade.sector, Sector.objects.count()) == (
        "bakery",
        "7512",
        Sector.objects.get(),
        1,
    )


def test_a_long_list_is_searched_by_words(at_desk, network):
    for number in range(12):
        TradeFactory(network=network, name={"fr": f"Métier {number}"})

    rows = at_desk.get(reverse("network:trades"), {"q": "metier 11"}).context["groups"]
    nothing = at_desk.get(reverse("network:trades"), {"q": "zzz"}).content.decode()

    assert [str(one["row"]) for _name, members in rows for one in members] == ["Métier 11"]
    assert "Nothing here has these words." in nothing


@pytest.mark.parametrize("model", [Organisation, Site, KeyFigure, CooperationProject])
def test_a_row_is_on_when_it_is_made(model):
    assert model().is_off is False


def test_a_list_of_one_and_of_three_takes_the_same_number_of_queries(at_desk, network):
    def ask():
        with CaptureQueriesContext(connection) as queries:
            at_desk.get(reverse("network:sites"))
        return len(queries)

    SiteFactory(network=network)
    ask()
    one = ask()
    SiteFactory(network=network)
    SiteFactory(network=network)

    assert ask() == one
