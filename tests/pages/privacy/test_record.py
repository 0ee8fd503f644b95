"""The record of processing and the impact assessment at the desk."""

import json
from io import BytesIO

import pytest
from django.urls import reverse
from python_calamine import load_workbook

from compagnon.core import holdings
from compagnon.core.holdings import Level
from compagnon.privacy.models import Controller, RetentionPeriod
from compagnon.privacy.phrases import field_words
from tests.factories.people import PersonFactory


@pytest.fixture
def officer(network, client):
    client.force_login(PersonFactory(network=network, role="protection"))
    return client


def test_the_record_names_every_activity_with_its_basis(network, officer):
    page = officer.get(reverse("privacy:record")).content.decode()

    for purpose in holdings.purposes:
        assert str(purpose.label) in page
    assert "or contract (art. 6.1.b): say in the settings which" in page


def test_a_private_centre_acts_on_contract(network, officer):
    Controller.objects.create(network=network, name="Centre Essai", is_public=False)

    page = officer.get(reverse("privacy:record")).content.decode()

    assert "Contract and steps before it (GDPR art. 6.1.b)" in page
    assert "Centre Essai" in page
    assert "Task in the public interest" not in page


def test_a_field_that_an_app_declares_appears_by_itself(network, officer, monkeypatch):
    def told():
        return {field for one in fetched()["activities"] for c in one["categories"] for field in c["fields"]}

    def fetched():
        return json.loads(officer.get(reverse("privacy:record-json")).content)

    before = told()
    monkeypatch.setattr(
        holdings, "_holdings", {m: h for m, h in holdings._holdings.items() if m.__name__ != "AgreementTerms"}
    )

    assert "accommodation" in before
    assert "accommodation" not in told()


def test_a_period_that_no_text_gives_is_asked_until_the_network_sets_it(network, officer):
    def kept():
        activities = json.loads(officer.get(reverse("privacy:record-json")).content)["activities"]
        return {c["kept"] for one in activities for c in one["categories"] if c["of"] == "letters"}

    assert kept() == {"to be set by the network"}

    RetentionPeriod.objects.create(network=network, rule="letter", months=24)

    assert kept() == {"24 months"}


def test_the_sheet_has_one_row_for_each_category(network, officer):
    activities = json.loads(officer.get(reverse("privacy:record-json")).content)["activities"]

    answered = officer.get(reverse("privacy:record-sheet"))
    rows = load_workbook(BytesIO(b"".join(answered.streaming_content))).get_sheet_by_index(0).to_python()

    assert rows[0][:3] == ["Activity", "Lawful basis", "People"]
    assert len(rows) - 1 == sum(len(one["categories"]) for one in activities)


def test_every_sensitive_field_appears_in_the_impact_assessment(network, officer):
    page = officer.get(reverse("privacy:impact")).content.decode()

    sensitive = [
        (one, name) for one in holdings.holdings() for name in one.names() if one.level(name) != Level.ORDINARY
    ]
    assert {"birth_date", "nationality", "needs_support", "mood", "drawing"} <= {name for _one, name in sensitive}
    assert [name for one, name in sensitive if field_words(one, name) not in page] == []


def test_a_referent_does_not_read_the_record(network, client):
    client.force_login(PersonFactory(network=network, role="referent"))

    assert client.get(reverse("privacy:record")).status_code == 404
