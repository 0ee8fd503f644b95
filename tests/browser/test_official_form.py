"""Bringing an official form in a browser: the file, the facts for its boxes, what is told of them, on a phone and on a laptop."""

import pytest
from django.core.cache import cache
from django_scopes import scope, scopes_disabled

from compagnon.documents.models import OfficialForm
from tests.browser.small_world import signs_in
from tests.browser.test_doors import faults_of
from tests.documents.blank_forms import usual
from tests.factories.network import NetworkFactory
from tests.factories.people import PersonFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ADDRESS = "/desk/paper-words/quality_commitment/form/"
FORM = {"name": "form.pdf", "mimeType": "application/pdf", "buffer": usual().scripted().pdf()}


@pytest.fixture
def coordinator(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    cache.clear()
    network = NetworkFactory()
    with scope(network=network):
        return PersonFactory(network=network, role="coordinator", language="fr")


def test_a_form_is_brought_and_its_boxes_are_filled_without_any_script(visitor, coordinator):
    laptop, phone = visitor("laptop", "fr", javascript=False), visitor("phone", "fr")
    for one in (laptop, phone):
        signs_in(one, coordinator.email)
    found = faults_of(phone) if phone.goes_to(ADDRESS) else []

    page = laptop.goes_to(ADDRESS)
    page.set_input_files("input[type=file]", FORM)
    page.locator("main .form-actions [data-kind=primary]").click()
    page.locator("[name=source-4]").select_option("fact")
    page.locator("[name=value-4]").fill("host.name")
    page.locator("[name=source-6]").select_option("when")
    page.locator("[name=value-6]").fill("rain")
    page.locator("main .form-actions [data-kind=primary]").click()
    refused = page.locator("[data-wrong]").count()
    phone.goes_to(ADDRESS)
    found += faults_of(phone)
    page.locator("[name=value-6]").fill("minor")
    page.locator("main .form-actions [data-kind=primary]").click()
    page.get_by_role("button", name="Revenir à notre document").wait_for()

    with scopes_disabled():
        form = OfficialForm.unscoped.get()
    assert (refused, form.state, form.given["comment"]["value"], form.given["minor"]["value"]) == (
        1,
        "published",
        "host.name",
        "minor",
    )
    assert found == []
