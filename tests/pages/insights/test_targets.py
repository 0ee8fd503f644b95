"""Targets at the desk: entered, copied, taken away, opened to their rows, exported."""

import io

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from compagnon.insights.models import Target
from tests.factories.insights import TargetFactory
from tests.factories.mobilities import MobilityFactory
from tests.factories.network import TradeFactory
from tests.factories.people import PersonFactory
from tests.insights.test_targets import coordinator, on_26_november_2026

__all__ = ["coordinator", "on_26_november_2026"]

YEAR = {"year": "2026"}


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def test_a_coordinator_sets_a_target_and_reads_the_gap(network, coordinator):
    client = signed_in(coordinator)
    MobilityFactory(network=network, state="returned")
    MobilityFactory(network=network, state="preparing")

    answer = client.post(reverse("insights:target-new"), {**YEAR, "measure": "departures", "value": "5"}, follow=True)

    assert "The target is set." in answer.text
    assert "4 missing" in answer.text
    assert "Gone: 1" in answer.text
    assert answer.redirect_chain == [("/desk/targets/?year=2026", 302)]


def test_a_target_that_makes_no_sense_is_refused_beside_its_field(network, coordinator):
    client, address = signed_in(coordinator), reverse("insights:target-new")
    trade = TradeFactory(network=network)
    TargetFactory(network=network, value=700)

    share = client.post(address, {**YEAR, "measure": "minors", "value": "101"})
    kind = client.post(address, {**YEAR, "measure": "trades", "value": "9", "trade": trade.pk})
    found = client.post(address, {**YEAR, "measure": "fewer", "value": "9", "trade": trade.pk})
    twice = client.post(address, {**YEAR, "measure": "departures", "value": "9"})

    assert [one.status_code for one in (share, kind, found, twice)] == [422] * 4
    assert "This is a percentage: at most 100." in share.text
    assert "This counts different ones: leave it empty." in kind.text
    assert "Only for the whole network" in found.text
    assert "There is a target for this already." in twice.text
    assert Target.objects.count() == 1


def test_a_target_is_changed_and_taken_away_after_asking(network, coordinator):
    client, target = signed_in(coordinator), TargetFactory(network=network, value=700)
    page = reverse("insights:target", args=[target.code])

    assert 'value="700"' in client.get(page).text
    client.post(page, {**YEAR, "measure": "departures", "value": "755"})
    assert Target.objects.get().value == 755

    unsure = client.post(reverse("insights:target-remove", args=[target.code]), follow=True)
    assert "Tick the box first" in unsure.text
    assert Target.objects.count() == 1
    client.post(reverse("insights:target-remove", args=[target.code]), {"sure": "on"})
    assert Target.objects.count() == 0


def test_the_targets_of_the_year_before_are_copied(network, coordinator):
    TargetFactory(network=network, year=2025, value=700)
    client = signed_in(coordinator)

    assert "Copy what is missing" in client.get(reverse("insights:targets"), YEAR).text
    answer = client.post(reverse("insights:targets-copy"), YEAR, follow=True)

    assert "1 target copied." in answer.text
    assert client.post(reverse("insights:targets-copy"), {"year": "1812"}).status_code == 404


def test_a_figure_opens_to_its_rows_those_that_the_reader_looks_after(network, coordinator):
    target = TargetFactory(network=network)
    here = MobilityFactory(network=network, state="returned", departement_code="53")
    there = MobilityFactory(network=network, state="returned", departement_code="44")
    referent = PersonFactory(network=network, role="referent", role__departement_code="53")
    address = reverse("insights:target-rows", args=[target.code, "gone"])

    every, own = signed_in(coordinator).get(address).text, signed_in(referent).get(address).text

    assert str(here.participant) in every
    assert str(there.participant) in every
    assert str(here.participant) in own
    assert str(there.participant) not in own
    assert "the figure is of the whole network" in own
    for part in ("preparing", "applied", "imported"):
        empty = signed_in(coordinator).get(reverse("insights:target-rows", args=[target.code, part])).text
        assert "Nobody here" in empty


def test_a_referent_reads_targets_but_not_that_of_fewer_opportunities_and_sets_none(network):
    TargetFactory(network=network, value=700)
    hidden = TargetFactory(network=network, measure="fewer", value=23)
    client = signed_in(PersonFactory(network=network, role="referent"))
    page = client.get(reverse("insights:targets"), YEAR).text

    assert "700" in page
    assert "fewer opportunities" not in page
    assert client.get(reverse("insights:target", args=[hidden.code])).status_code == 404
    assert client.get(reverse("insights:target-rows", args=[hidden.code, "gone"])).status_code == 404
    assert client.get(reverse("insights:target-new")).status_code == 404


def test_the_export_says_what_the_page_says(network, coordinator):
    TargetFactory(network=network, value=5)
    TargetFactory(network=network, measure="minors", value=30)
    MobilityFactory(network=network, state="returned")

    answer = signed_in(coordinator).get(reverse("insights:targets-export"), YEAR)
    file = io.BytesIO(b"".join(answer.streaming_content))
    rows = CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python()

    assert [row[:9] for row in rows][1:] == [
        ["People who leave", "", "2026/2027", "", 5, 1, -4, 1, 1],
        ["Minors among those who leave", "", "2026/2027", "%", 30, 0, -30, 0, ""],
    ]


def test_the_page_takes_as_many_questions_with_one_target_as_with_three(network, coordinator):
    client, counts = signed_in(coordinator), []
    for measures in (["departures"], ["long", "minors"]):
        for measure in measures:
            TargetFactory(network=network, measure=measure)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(reverse("insights:targets"), YEAR)
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_an_empty_year_says_what_a_target_is(network, coordinator):
    page = signed_in(coordinator).get(reverse("insights:targets"), {"year": "2027"}).text

    assert "No target for this year" in page
    assert "Set a target" in page
