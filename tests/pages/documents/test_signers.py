"""One signer at the desk (a deputy, a copy in ink), the code that a guest types, and what is read once the time is over."""

from datetime import UTC, datetime, time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from compagnon.core import clock
from compagnon.documents.actions import sending
from compagnon.documents.catalogue.reading import shipped
from compagnon.documents.jobs import expire_papers
from compagnon.documents.models import Signature
from compagnon.mobilities.models import Departure
from compagnon.people import links
from tests.documents.test_circuit import SCAN
from tests.factories.documents import ready_to_send
from tests.factories.people import ContactFactory, ParticipantFactory


@pytest.fixture
def mobility(network):
    mobility = ready_to_send(network)
    ContactFactory(network=network, organisation=mobility.host, kind="host_coordinator", last_name="Vertretung")
    return mobility


@pytest.fixture
def desk(client, mobility):
    client.force_login(mobility.referent)
    return client


def send(mobility, **changed):
    kind = shipped()["quality_commitment"].model_copy(update=changed)
    return sending.send_paper(row=mobility, kind=kind, by=mobility.referent)


def at_desk(signature, name="signer"):
    return reverse(f"documents:{name}", args=[signature.code])


def by_link(signature, name="documents:sign"):
    link = links.make(purpose="documents.sign", holder=signature.signer, about=signature)
    return reverse(name, args=[links.token_of(link)]) + "?lang=en"


def copy_in_ink():
    return SimpleUploadedFile("paper.pdf", SCAN, content_type="application/pdf")


def typed(document, **said):
    return {"answer": "sign", "consent": "on", "typed_name": "N. Beispiel", "shown": document.agreed_sha256, **said}


def state(signature):
    return Signature.objects.get(pk=signature.pk).state


def test_a_deputy_is_chosen_on_the_page_of_the_signer_and_nobody_by_accident(desk, mobility):
    host = send(mobility).signatures.get(role="host")
    deputy = mobility.host.contacts.get(last_name="Vertretung")

    page = desk.get(at_desk(host))
    without = desk.post(at_desk(host), {"button": "hand-over"})
    desk.post(at_desk(host), {"button": "hand-over", "who": deputy.code})

    assert "Vertretung" in page.text
    assert "a PDF that is signed electronically is kept as it is" in page.text
    assert without.status_code == 422
    assert Signature.objects.get(pk=host.pk).signer == deputy


def test_a_copy_in_ink_is_kept_looked_at_given_back_and_accepted(desk, mobility):
    host = send(mobility).signatures.get(role="host")
    none_yet = desk.get(at_desk(host, "scan"))

    desk.post(at_desk(host), {"button": "ink", "file": copy_in_ink()})
    shown, copy = desk.get(at_desk(host)), desk.get(at_desk(host, "scan"))
    without = desk.post(at_desk(host), {"button": "return", "reason": ""}, follow=True)
    desk.post(at_desk(host), {"button": "return", "reason": "Page 2 is missing"})
    given_back = state(host)
    desk.post(at_desk(host), {"button": "ink", "file": copy_in_ink()})
    desk.post(at_desk(host), {"button": "accept"})

    assert none_yet.status_code == 404
    assert "Accept it" in shown.text
    assert (b"".join(copy) if copy.streaming else copy.content) == SCAN
    assert "Say what is wrong with the scan" in without.text
    assert (given_back, state(host)) == ("waiting", "signed")


def test_a_copy_that_two_have_signed_is_handed_in_once_and_accepting_it_counts_for_both(desk, mobility):
    document = send(mobility)
    host, participant = document.signatures.get(role="host"), document.signatures.get(role="participant")

    page = desk.get(at_desk(host))
    desk.post(at_desk(host), {"button": "ink", "file": copy_in_ink(), "also": [participant.code]})
    shown = desk.get(at_desk(host))
    desk.post(at_desk(host), {"button": "accept"})

    assert "Also signed on this copy" in page.text
    assert f"the signatures of {participant.signer} too" in shown.text
    assert [state(one) for one in (host, participant)] == ["signed", "signed"]


def test_a_guest_with_a_wrong_code_or_none_signs_neither_by_hand_nor_on_the_page(client, mobility):
    document = send(mobility, needs_code=True)
    host = document.signatures.get(role="host")
    client.post(by_link(host), {"answer": "code"})
    host.refresh_from_db()

    wrong = client.post(by_link(host), typed(document, code="000 000" if host.digits != "000 000" else "111 111"))
    in_ink = client.post(by_link(host), {"answer": "ink", "file": copy_in_ink()})
    in_ink_wrong = client.post(by_link(host), {"answer": "ink", "file": copy_in_ink(), "code": "12"})

    assert [one.status_code for one in (wrong, in_ink, in_ink_wrong)] == [422, 422, 422]
    assert "This is not the code" in wrong.text
    assert "N. Beispiel" in wrong.text
    assert "Type the code that was sent to you" in in_ink.text
    assert state(host) == "waiting"

    client.post(by_link(host), {"answer": "ink", "file": copy_in_ink(), "code": host.digits})
    assert state(host) == "checking"
    kept = Signature.objects.get(pk=host.pk)
    assert kept.identified_by == f"code:{kept.signer.email}"
    assert (kept.address, kept.handed_in_at is None) == ("127.0.0.1", False)


def test_a_name_that_no_font_prints_is_told_beside_its_field_and_a_drawing_does_without_it(client, mobility):
    from tests.pages.documents.test_guest import png

    document = send(mobility)
    host = document.signatures.get(role="host")

    told = client.post(by_link(host), typed(document, typed_name="李明"))
    client.post(by_link(host), typed(document, typed_name="李明", signature=png()))

    assert told.status_code == 422
    assert "These letters cannot be printed on the paper: 李 明" in told.text
    assert (state(host), Signature.objects.get(pk=host.pk).typed_name) == ("signed", "")


def test_once_the_time_is_over_every_door_says_so_and_what_to_do(client, mobility):
    document = sending.send_for_signature(mobility=mobility, by=mobility.referent)
    host, participant = (document.signatures.get(role=role) for role in ("host", "participant"))
    page = by_link(host)
    type(document).objects.update(expires_on="2020-01-01")

    expire_papers(0)

    guest, paper = client.get(page), client.get(by_link(host, "documents:guest-paper"))
    client.force_login(participant.person)
    own = client.get(reverse("documents:my-signature", args=[participant.code])).text
    client.force_login(mobility.referent)
    panel = client.get(mobility.get_absolute_url()).text
    written = client.get(reverse("documents:agreement", args=[mobility.code])).text
    assert (guest.status_code, paper.status_code) == (200, 404)
    assert "The time to sign is over" in guest.text
    assert "The time to sign is over" in own
    assert "Look at it and send it again" in panel
    assert "Did not sign in time" in panel
    assert f"Missing: {participant.signer}" in written.replace("\n", " ")


def test_who_accompanies_a_group_reads_the_paper_to_be_signed_at_the_journey_door(client, network, mobility):
    colleague = ParticipantFactory(network=network).person
    mobility.departure = Departure.objects.create(
        network=network, name="March", scheme=mobility.scheme, country="DE", accompanying=colleague,
        departs_on=mobility.departs_on, returns_on=mobility.returns_on,
    )  # fmt: skip
    mobility.save()
    with clock.at(datetime.combine(mobility.returns_on, time(10), UTC)):  # it tells of the stay
        document = sending.send_paper(row=mobility.departure, kind=shipped()["group_list"], by=mobility.referent)
    mine = document.signatures.get(role="accompanying")
    client.force_login(colleague)

    page = client.get(reverse("documents:my-signature", args=[mine.code]))
    paper = client.get(reverse("documents:my-paper", args=[document.code]))
    others = sending.send_for_signature(mobility=mobility, by=mobility.referent)

    assert (page.status_code, paper.status_code) == (200, 200)
    assert client.get(reverse("documents:my-paper", args=[others.code])).status_code == 404


def test_a_page_overtaken_by_somebody_else_keeps_what_was_typed_and_asks_once(desk, mobility):
    address = reverse("documents:paper-of-mobility", args=[mobility.code, "grant_agreement"])
    edition = desk.get(address).context["edition"]
    desk.post(address, {"t-option": "money", "t-total": "900", "edition": edition, "button": "save"})

    late = desk.post(address, {"t-option": "money", "t-total": "1200", "edition": edition, "button": "save"})
    kept = mobility.documents.get().terms["total"]
    again = {"t-option": "money", "t-total": "1200", "edition": late.context["edition"], "button": "save"}
    desk.post(address, again)

    assert (late.status_code, kept) == (422, "900")
    assert "Somebody else changed this paper meanwhile" in late.text
    assert 'value="1200"' in late.text
    assert mobility.documents.get().terms["total"] == "1200"


def test_a_page_of_papers_asks_as_often_for_one_kind_as_for_all(desk, mobility, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def questions(*numbers):
        mobility.scheme.documents = list(numbers)
        mobility.scheme.save()
        with CaptureQueriesContext(connection) as asked:
            desk.get(reverse("documents:papers-of-mobility", args=[mobility.code]))
        return len(asked)

    questions("D1")

    assert questions("D1", "D2", "D4", "D11", "D19") <= questions("D1")


def test_the_panel_of_papers_is_for_who_prepares_them(client, mobility, network):
    from compagnon.documents.hooks import _panel
    from tests.factories.people import PersonFactory

    class Request:
        person = PersonFactory(network=network, role="reviewer")

    assert _panel(Request(), mobility) == ""


@pytest.mark.parametrize("name", ["ü" * 10_000, "👍", "---"])
def test_what_is_no_name_on_paper_is_told_and_signs_nothing(client, mobility, name):
    document = send(mobility)
    host = document.signatures.get(role="host")

    told = client.post(by_link(host), typed(document, typed_name=name))

    assert told.status_code == 422
    assert state(host) == "waiting"
