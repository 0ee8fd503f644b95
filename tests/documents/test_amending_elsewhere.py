"""Amendments of what is agreed with partners; and what another country, or other days, did to the timeline."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from compagnon.core import clock, files
from compagnon.documents.actions import amending, sending, terms
from compagnon.documents.amending.comparing import differences
from compagnon.documents.amending.consequences import as_signed, consequences_of
from compagnon.documents.amending.drafting import Wanted, who_signs
from compagnon.documents.catalogue.reading import shipped
from compagnon.documents.jobs import compare_signed
from compagnon.documents.models import Document
from compagnon.documents.queries import that_differ
from compagnon.mobilities.actions import assign_host
from compagnon.partners.models import Partner
from compagnon.timeline.actions import create_timeline
from tests.documents.test_amending import finished, signed
from tests.documents.test_papers import terms_for, words_of
from tests.factories.documents import ready_to_send
from tests.factories.network import OrganisationFactory
from tests.factories.people import ContactFactory, PersonFactory
from tests.factories.schemes import SchemeTaskFactory
from tests.pages.documents.test_amend_page import answers
from tests.pages.documents.test_amending import address, said

PARTNERSHIP = shipped()["partnership_agreement"]


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def coordinator(network):
    return PersonFactory(network=network, role="coordinator", language="en")


@pytest.fixture
def partner(network):
    organisation = OrganisationFactory(network=network, name="Handwerkskammer", country="DE")
    Partner.objects.create(network=network, organisation=organisation)
    ContactFactory(
        network=network, organisation=organisation, kind="host_coordinator", last_name="Meister", language="en"
    )
    return organisation


def agreed_with(partner, by, kind=PARTNERSHIP):
    terms.say(row=partner, kind=kind, terms=terms_for(kind), by=by)
    return finished(sending.send_paper(row=partner, kind=kind, by=by))


def again(document):
    return Document.objects.get(pk=document.pk)


def renamed(partner, name="Handwerkskammer Nord"):
    partner.name = name
    partner.save()


@pytest.mark.parametrize("key", [key for key, kind in shipped().items() if kind.about == "partner" and kind.signers])
def test_what_was_agreed_with_a_partner_is_amended_signed_by_both_and_says_what_is_true(partner, coordinator, key):
    document = agreed_with(partner, coordinator, shipped()[key])
    before = differences(again(document))
    renamed(partner)
    compare_signed(0)
    noted = that_differ(coordinator).count()
    changes = differences(again(document))

    wanted = Wanted(frozenset(one.key for one in changes), {"en": "They merged"}, clock.today())
    made = finished(amending.amend(document=again(document), wanted=wanted, by=coordinator))

    assert before == []
    assert noted == 1
    assert [(one.before_here, one.after_here) for one in changes] == [("Handwerkskammer", "Handwerkskammer Nord")]
    assert made.state == "final"
    assert {one.role for one in made.signatures.all()} == {one.role for one in document.signatures.all()}
    assert "HandwerkskammerNord" in words_of(files.read(made.final_file))
    assert that_differ(coordinator).count() == 0


def test_an_answer_of_a_partnership_is_amended_on_the_page_in_few_questions(client, partner, coordinator):
    document = agreed_with(partner, coordinator)
    client.force_login(coordinator)
    html = client.get(address("amend", document)).text
    typed = answers(document, places="12")

    shown = client.post(address("amend", document), said(html, **typed))
    client.post(address("amend", document), said(shown.text, **typed))
    with CaptureQueriesContext(connection) as asked:
        client.get(address("versions", document))

    made = Document.objects.get(amends=document)
    assert partner.get_absolute_url() in html
    assert "Name, address and contact of the partner" in html
    assert "Host and tutor" not in html
    assert (made.organisation, made.terms["said"]["places"], made.state) == (partner, "12", "signing")
    parties = who_signs(again(document), differences(again(document), terms=made.terms["said"]), coordinator)
    assert {one.role: one.must for one in parties} == {"partner": True, "centre": True}
    pages = [address("amendment", made), reverse("documents:papers-of-partner", args=[partner.code])]
    assert all("Amendment 1" in client.get(page).text for page in pages)
    assert len(asked) <= 15


def test_another_contact_of_the_partner_is_told_and_signs_the_amendment(partner, coordinator):
    document = agreed_with(partner, coordinator)
    partner.contacts.all().update(erased_at=clock.now())
    heir = ContactFactory(network=partner.network, organisation=partner, kind="host_coordinator", last_name="Erbin")
    changes = differences(again(document))

    wanted = Wanted(frozenset(one.key for one in changes), {"en": "Somebody else"}, clock.today())
    made = amending.amend(document=again(document), wanted=wanted, by=coordinator)

    assert ["Erbin" in one.after_here for one in changes] == [True]
    assert made.signatures.get(role="partner").contact == heir


def test_what_follows_from_a_partner_names_its_other_papers(partner, coordinator):
    document = agreed_with(partner, coordinator)
    agreed_with(partner, coordinator, shipped()["support_agreement"])
    renamed(partner)
    compare_signed(0)

    follows = consequences_of(again(document), differences(again(document)))

    assert [one.title for one in follows if one.group == "papers"] == [shipped()["support_agreement"].title["en"]]


def test_a_task_that_came_or_fell_away_with_the_new_country_is_named_with_its_reason(network):
    mobility = ready_to_send(network)
    for key, where in (("health_card", ["eu"]), ("visa", ["outside_eu"]), ("passport", [])):
        SchemeTaskFactory(scheme=mobility.scheme, key=key, title=key, conditions=where)
    create_timeline(mobility=mobility, by=mobility.referent)
    document = signed(mobility)
    host = OrganisationFactory(network=network, name="Boulangerie de Montréal", country="CA")
    tutor = ContactFactory(network=network, organisation=host, kind="tutor")

    mobility = assign_host(mobility=mobility, host=host, tutor=tutor, by=mobility.referent)

    tasks = {
        one.title: one.why
        for one in consequences_of(again(document), differences(again(document)))
        if one.group == "tasks"
    }
    assert as_signed(again(document), ()).country == "DE"
    assert tasks == {
        "visa": "It came with what changed: where the European health card is not good.",
        "health_card": "It fell away with what changed: where the European health card is good.",
    }


def test_the_country_that_was_signed_is_known_of_papers_that_no_host_signs_and_back_again_is_no_change(network):
    mobility = ready_to_send(network)
    document = signed(mobility, "quality_commitment")
    there, first = OrganisationFactory(network=network, country="CA"), mobility.host

    mobility = assign_host(mobility=mobility, host=there, tutor=None, by=mobility.referent)
    away = as_signed(again(document), ()).country
    assign_host(mobility=mobility, host=first, tutor=mobility.tutor, by=mobility.referent)

    assert (away, as_signed(again(document), ()).country) == ("DE", "")
