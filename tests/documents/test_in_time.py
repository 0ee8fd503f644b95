"""What a second look found: letters that went astray, copies on the last evening, names that cannot be printed, days that were signed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from compagnon.core import clock, files
from compagnon.correspondence.models import Letter
from compagnon.documents.actions import circuit, sending, signing, terms
from compagnon.documents.amending.consequences import as_signed
from compagnon.documents.jobs import expire_papers
from compagnon.documents.models import Document
from compagnon.mobilities.actions import move_dates
from compagnon.people import links
from compagnon.people.actions import send_new_link
from compagnon.seals import certificates, pades
from tests.documents.paper_facts import DRAWING
from tests.documents.test_circuit import KIND, SCAN, mobility, own_folder, send, sign, signature  # noqa: F401  (fixtures)
from tests.documents.test_signing import act
from tests.factories.people import ContactFactory


def guest(document, role):
    one = document.signatures.get(role=role)
    link = links.make(purpose="documents.sign", holder=one.signer, about=one)
    return one, link, reverse("documents:sign", args=[links.token_of(link)])


def test_a_link_that_went_to_a_wrong_address_opens_nothing_once_it_is_corrected(client, mobility):  # noqa: F811
    document = send(mobility)
    one, link, page = guest(document, "host")
    tutor = one.contact
    assert client.get(page).status_code == 200

    tutor.email = "the.right.one@example.org"
    tutor.save()

    over = client.get(page)
    assert over.status_code == 410
    assert "Send me a new link" not in over.text  # a stranger may read this
    assert client.post(page, {"typed_name": "X", "consent": "on", "shown": document.agreed_sha256}).status_code == 410
    link.refresh_from_db()
    assert not send_new_link(link=link)
    fresh = links.make(purpose="documents.sign", holder=tutor, about=one)
    assert (fresh == link, fresh.address) == (False, "the.right.one@example.org")


def test_a_copy_handed_in_on_the_last_evening_is_still_looked_at_and_counts(mobility):  # noqa: F811
    document = send(mobility)
    one = signature(document, "participant")
    others = [signature(document, role).code for role in ("host", "centre")]
    circuit.hand_in(signature=one, content=SCAN, kind=files.PDF, by=mobility.referent, also=others)
    Document.objects.update(expires_on=clock.today() - timedelta(days=1))

    expire_papers(0)
    document.refresh_from_db()
    assert document.state == "signing"
    assert not Letter.objects.filter(key="documents.paper_expired").exists()
    circuit.accept_scan(signature=one, by=mobility.referent)

    document.refresh_from_db()
    assert document.state == "final"


def test_a_copy_that_is_returned_after_the_last_day_expires_the_next_night(mobility):  # noqa: F811
    document = send(mobility)
    one = signature(document, "participant")
    circuit.hand_in(signature=one, content=SCAN, kind=files.PDF, by=mobility.referent)
    Document.objects.update(expires_on=clock.today() - timedelta(days=1))
    circuit.return_scan(signature=one, reason="Page 2 is missing", by=mobility.referent)

    expire_papers(0)

    document.refresh_from_db()
    assert document.state == "expired"


def test_a_copy_that_was_changed_after_its_electronic_signature_counts_for_nobody(mobility):  # noqa: F811
    document = send(mobility)
    one = signature(document, "participant")
    signed = pades.seal(
        files.read(document.agreed_file), certificates.make(organisation="Signa", country="DE", now=clock.now())
    )
    circuit.hand_in(signature=one, content=broken(signed), kind=files.PDF, by=one.signer)

    with pytest.raises(signing.SigningRefused, match="changed after it was signed"):
        circuit.accept_scan(signature=one, by=mobility.referent)

    one.refresh_from_db()
    assert one.state == "checking"


def broken(pdf):
    """The same file with one digit of a number on its first page written over."""
    at = pdf.index(b"/MediaBox")
    there = next(
        place for place in range(at, at + 60) if pdf[place : place + 1].isdigit() and pdf[place : place + 1] != b"0"
    )
    return pdf[:there] + (b"1" if pdf[there : there + 1] != b"1" else b"2") + pdf[there + 1 :]


def test_a_deputy_whose_name_no_font_prints_is_refused_before_anybody_is_stuck(mobility):  # noqa: F811
    document = send(mobility)
    host = document.signatures.get(role="host")
    deputy = ContactFactory(
        network=mobility.network,
        organisation=mobility.host,
        kind="tutor",
        first_name="雷",
        last_name="李",
        email="li@example.org",
    )

    with pytest.raises(signing.SigningRefused, match="cannot be printed"):
        circuit.hand_over(signature=host, to=deputy, by=mobility.referent)
    with pytest.raises(signing.SigningRefused, match="cannot be printed"):
        circuit.add_signer(beside=host, who=deputy, by=mobility.referent)


def test_a_signer_whose_name_changes_to_what_no_font_prints_does_not_stop_the_last_page(mobility):  # noqa: F811
    document = send(mobility)
    host = document.signatures.get(role="host").contact
    host.first_name, host.last_name = "雷", "李"
    host.save()

    for role in ("participant", "host", "centre"):
        one = signature(document, role)
        drawn = replace(act(document), typed_name="", drawing=DRAWING)
        signing.sign(signature=one, act=drawn, by=one.signer)

    document.refresh_from_db()
    assert document.state == "final"


def test_the_text_of_a_paper_that_nobody_has_signed_is_not_called_signed(client, mobility):  # noqa: F811
    document = send(mobility)
    check = reverse("documents:check")

    out = client.post(check, {"fingerprint": document.agreed_sha256}).text
    sending.call_back(document=document, reason="Wrong days", by=mobility.referent)
    back = client.post(check, {"fingerprint": document.agreed_sha256}).text

    assert "not everybody has signed it" in out
    assert "never became final" in back
    assert not any("It is the text that was signed" in one for one in (out, back))


def test_what_follows_reckons_from_the_days_that_were_signed_not_from_those_of_the_draft(mobility):  # noqa: F811
    terms.say(row=mobility, kind=KIND, terms={}, by=mobility.referent)
    week = timedelta(days=7)
    once = move_dates(
        mobility=mobility,
        departs_on=mobility.departs_on + week,
        returns_on=mobility.returns_on + week,
        by=mobility.referent,
    )
    document = send(once)
    for role in ("participant", "host", "centre"):
        sign(document, role)
    signed_days = (once.departs_on, once.returns_on)
    twice = move_dates(
        mobility=once, departs_on=once.departs_on + week, returns_on=once.returns_on + week, by=mobility.referent
    )

    document = Document.objects.get(pk=document.pk)

    assert document.subject == twice
    assert as_signed(document, []).days == signed_days


def test_what_is_known_of_a_returned_copy_is_not_told_of_the_next(mobility):  # noqa: F811
    document = send(mobility)
    one = signature(document, "participant")
    by_link = circuit.Came(identified_by=f"link:{one.signer.email}", address="192.0.2.7", browser="A telephone")
    circuit.hand_in(signature=one, content=SCAN, kind=files.PDF, by=one.signer, came=by_link)
    circuit.return_scan(signature=one, reason="Page 2 is missing", by=mobility.referent)

    circuit.hand_in(signature=one, content=SCAN, kind=files.PDF, by=mobility.referent)
    circuit.accept_scan(signature=one, by=mobility.referent)

    one.refresh_from_db()
    assert (one.identified_by, one.address, one.browser) == (f"ink:{mobility.referent.full_name}", None, "")
