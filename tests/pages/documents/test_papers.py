"""The papers of a mobility, a group and a partner at the desk: asked, completed, sent, called back, signed by everybody."""

from datetime import UTC, datetime, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from compagnon.core import clock
from compagnon.correspondence.models import Letter
from compagnon.documents.models import Document
from compagnon.mobilities.models import Departure
from compagnon.partners.models import Partner
from compagnon.people import links
from tests.factories.documents import ready_to_send
from tests.factories.people import ContactFactory, PersonFactory


@pytest.fixture
def mobility(network):
    mobility = ready_to_send(network)
    mobility.scheme.documents = ["D1", "D2", "D4", "D11"]
    mobility.scheme.save()
    return mobility


@pytest.fixture
def desk(client, mobility):
    client.force_login(mobility.referent)
    return client


def page(row, kind, about="mobility", name="paper-of"):
    return reverse(f"documents:{name}-{about}", args=[row.code, kind])


GRANT = {
    "t-activity_type": "short",
    "t-option": "money",
    "t-total": "1500.00",
    "t-insurer": "The centre",
    "t-holder": "Testa",
    "t-iban": "FR76 3000 6000 0112 3456 7890 189",
}


def test_the_page_says_what_the_scheme_asks_for_what_others_make_and_what_is_missing(desk, mobility):
    html = desk.get(reverse("documents:papers-of-mobility", args=[mobility.code])).text

    asked, rest = html.split("Made by others", 1)
    assert all(title in asked for title in ("Grant agreement", "Complement to the learning agreement"))
    assert "Insurance and health proofs" in rest
    assert "things are missing" in asked
    assert "Quality commitment" in rest


def test_a_page_of_papers_asks_the_database_as_often_for_one_paper_as_for_three(desk, mobility):
    def questions(*kinds):
        for kind in kinds:
            desk.post(page(mobility, kind), {"button": "send", "t-option": "services"})
        with CaptureQueriesContext(connection) as asked:
            desk.get(reverse("documents:papers-of-mobility", args=[mobility.code]))
        return len(asked)

    one = questions("grant_agreement")
    three = questions("quality_commitment", "host_application")

    assert three <= one


def test_a_wrong_iban_is_told_beside_its_field_and_what_was_typed_stays(desk, mobility):
    response = desk.post(page(mobility, "grant_agreement"), {**GRANT, "t-iban": "FR76 3000 6000 0112 3456 7890 180"})

    assert response.status_code == 422
    assert "This IBAN is not right" in response.text
    assert "1500.00" in response.text
    assert not Document.objects.exists()


def test_what_is_missing_keeps_a_paper_from_going_out_and_is_kept_all_the_same(desk, mobility):
    response = desk.post(
        page(mobility, "grant_agreement"), {"button": "send", "t-option": "money", "t-total": "900"}, follow=True
    )

    document = Document.objects.get()
    assert document.state == "draft"
    assert document.terms["total"] == "900"
    assert "Not yet:" in response.text
    assert "IBAN" in response.text


def test_a_paper_goes_out_by_letter_and_everybody_signs_it_by_link(desk, client, mobility):
    desk.post(page(mobility, "grant_agreement"), {**GRANT, "button": "send"})
    document = Document.objects.get()
    shown = desk.get(page(mobility, "grant_agreement")).text

    assert document.state == "signing"
    assert [one.role for one in document.signatures.all()] == ["participant", "centre"]
    assert "Remind those who are missing" in shown
    letter = Letter.objects.get(key="documents.paper_sign")
    assert letter.reader == mobility.participant.person
    assert "grant" in letter.subject.casefold() or "financier" in letter.subject

    for signature in document.signatures.all():
        if signature.role == "centre":
            desk.post(reverse("documents:sign-at-desk", args=[signature.code]), answer(document))
        else:
            token = links.token_of(links.make(purpose="documents.sign", holder=signature.signer, about=signature))
            assert client.get(reverse("documents:guest-paper", args=[token])).content.startswith(b"%PDF")
            address = reverse("documents:sign", args=[token])
            client.post(address, answer(document))
            signature.refresh_from_db()
            assert signature.state == "waiting"  # this paper asks for a code sent to the signer's own address

            client.post(address, {"answer": "code"})
            signature.refresh_from_db()
            client.post(address, {**answer(document), "code": signature.digits})
    document.refresh_from_db()
    assert document.state == "final"
    assert Letter.objects.filter(key="documents.paper_copy").count() == 2


def answer(document):
    return {"answer": "sign", "consent": "on", "typed_name": "Somebody", "shown": document.agreed_sha256}


def test_a_paper_called_back_is_corrected_and_sent_again_without_retyping(desk, mobility):
    desk.post(page(mobility, "grant_agreement"), {**GRANT, "button": "send"})
    without = desk.post(page(mobility, "grant_agreement", name="act-on"), {"button": "call-back"}, follow=True)
    desk.post(page(mobility, "grant_agreement", name="act-on"), {"button": "call-back", "reason": "Wrong amount"})
    again = desk.get(page(mobility, "grant_agreement")).text

    assert "Say why it is called back" in without.text
    assert "1500.00" in again
    desk.post(page(mobility, "grant_agreement"), {**GRANT, "t-total": "1600.00", "button": "send"})
    states = dict(Document.objects.values_list("version", "state"))
    assert states == {1: "replaced", 2: "signing"}
    assert Document.objects.get(version=2).terms["total"] == "1600.00"


def test_a_paper_of_a_group_and_one_with_a_partner_are_made_too(desk, mobility):
    departure = Departure.objects.create(
        network=mobility.network, name="March", scheme=mobility.scheme, country="DE",
        departs_on=mobility.departs_on, returns_on=mobility.returns_on,
    )  # fmt: skip
    mobility.departure = departure
    mobility.save()
    Partner.objects.create(network=mobility.network, organisation=mobility.host)
    ContactFactory(network=mobility.network, organisation=mobility.host, kind="host_coordinator")

    with clock.at(datetime.combine(mobility.returns_on, time(10), UTC)):  # it tells of the stay
        desk.post(page(departure, "group_list", "departure"), {"button": "send"})
    preview = desk.get(page(mobility.host, "partnership_agreement", "partner", "preview-of"))

    assert Document.objects.get(departure=departure).state == "signing"
    assert preview.content.startswith(b"%PDF")
    assert "List of the group" in desk.get(departure.get_absolute_url()).text
    assert "All papers" in desk.get(mobility.host.get_absolute_url()).text


def test_a_referent_of_another_place_finds_no_paper_of_this_one(client, mobility):
    elsewhere = PersonFactory(network=mobility.network, role="referent", role__departement_code="44")
    client.force_login(elsewhere)

    assert client.get(page(mobility, "grant_agreement")).status_code == 404
    assert client.get(reverse("documents:papers-of-mobility", args=[mobility.code])).status_code == 404
