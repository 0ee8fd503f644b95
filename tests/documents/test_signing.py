"""From the agreement sent out to the final paper: sign, refuse, correct, race."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from django.db import close_old_connections, connection
from django_scopes import scope

from compagnon.core import activity, clock, files
from compagnon.correspondence.models import Letter
from compagnon.documents.actions import agreement, sending, signing
from compagnon.documents.models import Document, Signature
from compagnon.documents.queries import current
from compagnon.people.models import PersonalLink
from tests.factories.documents import ready_to_send


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def mobility(network):
    return ready_to_send(network)


def act(document, **changed):
    known = {
        "typed_name": "Somebody",
        "drawing": b"",
        "consent_sentence": "I agree.",
        "shown_sha256": document.agreed_sha256,
        "identified_by": "link:somebody@example.org",
        "address": "127.0.0.1",
        "browser": "A browser",
    }
    return signing.Act(**{**known, **changed})


def sign_all(document, *, but=()):
    for signature in document.signatures.exclude(role__in=but):
        signing.sign(signature=signature, act=act(document), by=signature.signer)


def roles(document):
    return {one.role: one.state for one in document.signatures.all()}


def test_everybody_concerned_is_asked_and_gets_a_letter_with_an_own_link(mobility):
    document = sending.send_for_signature(mobility=mobility, by=mobility.referent)

    assert document.state == "signing"
    assert roles(document) == dict.fromkeys(("participant", "employer", "centre", "host"), "waiting")
    letters = Letter.objects.filter(key="documents.sign")
    assert {letter.reader for letter in letters} == {one.signer for one in document.signatures.exclude(role="centre")}
    assert len({letter.link_id for letter in letters}) == 3


def test_the_guardian_signs_as_long_as_the_participant_is_a_minor_on_the_day_that_the_paper_goes_out(network):
    born = date(2009, 2, 28)
    days = [datetime(2027, 2, 27, 12, tzinfo=UTC), datetime(2027, 2, 28, 12, tzinfo=UTC)]
    signers = []
    for day in days:
        mobility = ready_to_send(network, participant__birth_date=born, departs_on=date(2027, 3, 1))
        with clock.at(day):
            signers.append(roles(sending.send_for_signature(mobility=mobility, by=mobility.referent)))

    assert ["guardian" in one for one in signers] == [True, False]


def test_an_agreement_without_host_outcome_or_address_of_a_signer_does_not_go_out(network, mobility):
    mobility.participant.mentor.email = ""
    mobility.participant.mentor.save()
    bare = ready_to_send(network, outcomes=0)

    with pytest.raises(agreement.AgreementRefused, match="E-mail address"):
        sending.send_for_signature(mobility=mobility, by=mobility.referent)
    with pytest.raises(agreement.AgreementRefused, match="learning outcome"):
        sending.send_for_signature(mobility=bare, by=bare.referent)
    assert not Document.objects.exists()


def test_sending_twice_asks_nobody_twice(mobility):
    first = sending.send_for_signature(mobility=mobility, by=mobility.referent)
    second = sending.send_for_signature(mobility=mobility, by=mobility.referent)

    assert first == second
    assert Letter.objects.filter(key="documents.sign").count() == 3


def test_the_bytes_that_went_out_are_kept_and_named_by_their_fingerprint(mobility):
    document = sending.send_for_signature(mobility=mobility, by=mobility.referent)

    content = files.read(document.agreed_file)
    assert content.startswith(b"%PDF-")
    assert files.fingerprint(content) == document.agreed_sha256


def test_the_last_signature_makes_the_final_paper_and_sends_everybody_a_copy(mobility):
    document = sending.send_for_signature(mobility=mobility, by=mobility.referent)

    sign_all(document)

    document.refresh_from_db()
    assert document.state == "final"
    content = files.read(document.final_file)
    assert files.fingerprint(content) == document.final_sha256 != document.agreed_sha256
    assert document.agreed_sha256.encode() in content or len(content) > len(files.read(document.agreed_file))
    assert Letter.objects.filter(key="documents.copy").count() == 4


def test_evidence_of_a_signature_says_who_when_how_and_over_which_bytes(mobility):
    document = sending.send_for_signature(mobility=mobility, by=mobility.referent)
    signature = document.signatures.get(role="host")

    signing.sign(signature=signature, act=act(document, typed_name="Gardia Tutor"), by=signature.signer)

    signature.refresh_from_db()
    assert (signature.state, signature.method, signature.typed_name) == ("signed", "typed", "Gardia Tutor")
    assert (signature.address, signature.browser) == ("127.0.0.1", "A browser")
    assert signature.signed_sha256 == document.agreed_sha256
    assert signature.signed_at is not None
    sentences = [activity.sentence(row) for row in activity.on(mobility)]
    assert f"{signature.signer.activity_name} signed: Learning agreement, version 1." in sentences


def test_signing_twice_counts_once(mobility):
    document = sending.send_for_signature(mobility=mobility, by=mobility.referent)
    signature = document.signatures.get(role="host")

    first = signing.sign(signature=signature, act=act(document), by=signature.signer)
    again = signing.sign(signature=signature, act=act(document, typed_name="Another"), by=signature.signer)

    assert again.typed_name == first.typed_name == "Somebody"
    assert activity.on(mobility).filter(verb="documents.signature_signed").count() == 1


def test_refusing_returns_the_paper_and_ends_the_links_of_those_who_had_not_signed(mobility):
    document = sending.send_for_signature(mobility=mobility, by=mobility.referent)
    participant, host = document.signatures.get(role="participant"), document.signatures.get(role="host")
    signing.sign(signature=participant, act=act(document), by=participant.signer)

    signing.refuse(signature=host, reason="The hours are wrong.", by=host.signer)

    document.refresh_from_db()
    assert document.state == "returned"
    valid = {link.about.role for link in PersonalLink.objects.filter(purpose="documents.sign") if link.is_valid}
    assert valid == {"participant", "host"}  # who has answered can still read the answer
    letter = Letter.objects.get(key="documents.returned")
    assert letter.reader == mobility.referent
    assert "The hours are wrong." in letter.body


def test_nobody_can_sign_a_version_that_was_returned(mobility):
    document = sending.send_for_signature(mobility=mobility, by=mobility.referent)
    host, employer = document.signatures.get(role="host"), document.signatures.get(role="employer")
    signing.refuse(signature=host, reason="No.", by=host.signer)

    with pytest.raises(signing.SigningRefused, match="not valid any more"):
        signing.sign(signature=employer, act=act(document), by=employer.signer)


def test_a_returned_agreement_is_corrected_without_retyping_and_goes_out_as_the_next_version(mobility):
    first = sending.send_for_signature(mobility=mobility, by=mobility.referent)
    host = first.signatures.get(role="host")
    signing.refuse(signature=host, reason="One word.", by=host.signer)
    before = [str(one.title) for one in mobility.outcomes.all()]

    second = sending.send_for_signature(mobility=mobility, by=mobility.referent)

    first.refresh_from_db()
    assert (first.state, second.version, second.state) == ("replaced", 2, "signing")
    assert [one["text"]["en"] for one in second.facts["outcomes"]] == before
    assert set(roles(second).values()) == {"waiting"}


def test_a_page_that_shows_older_bytes_signs_nothing(mobility):
    document = sending.send_for_signature(mobility=mobility, by=mobility.referent)
    signature = document.signatures.get(role="host")

    with pytest.raises(signing.SigningRefused):
        signing.sign(signature=signature, act=act(document, shown_sha256="0" * 64), by=signature.signer)

    assert Signature.objects.get(pk=signature.pk).state == "waiting"


def test_a_signed_agreement_changes_only_as_a_new_version_with_a_reason(mobility):
    document = sending.send_for_signature(mobility=mobility, by=mobility.referent)
    sign_all(document)

    with pytest.raises(agreement.AgreementRefused, match="new version"):
        agreement.propose(mobility=mobility, by=mobility.referent)
    with pytest.raises(agreement.AgreementRefused, match="why"):
        sending.start_new_version(mobility=mobility, reason=" ", by=mobility.referent)
    draft = sending.start_new_version(mobility=mobility, reason="Other dates", by=mobility.referent)
    sent = sending.send_for_signature(mobility=mobility, by=mobility.referent)

    document.refresh_from_db()
    assert (document.state, draft.pk == sent.pk, sent.version) == ("replaced", True, 2)
    assert current(mobility) == sent


def test_a_cancelled_stay_ends_the_links_of_an_agreement_that_is_out(mobility):
    from compagnon.mobilities.actions import cancel

    document = sending.send_for_signature(mobility=mobility, by=mobility.referent)

    cancel(mobility=mobility, reason="Ill", by=mobility.referent)

    document.refresh_from_db()
    assert document.state == "replaced"
    assert not any(link.is_valid for link in PersonalLink.objects.filter(purpose="documents.sign"))


@pytest.mark.django_db(transaction=True)
def test_two_last_signers_at_the_same_moment_make_exactly_one_final_paper(settings, tmp_path):
    from django_scopes import scopes_disabled

    from tests.factories.network import NetworkFactory

    with scopes_disabled():
        network = NetworkFactory()
    with scope(network=network):
        mobility = ready_to_send(network)
        document = sending.send_for_signature(mobility=mobility, by=mobility.referent)
        sign_all(document, but=("participant", "host"))
        last_two = list(document.signatures.filter(role__in=("participant", "host")))
    together = threading.Barrier(2)

    def sign_now(signature):
        try:
            with scope(network=network):
                together.wait(timeout=10)
                signing.sign(signature=signature, act=act(document), by=signature.signer)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(sign_now, last_two))
    close_old_connections()

    with scope(network=network):
        document.refresh_from_db()
        assert document.state == "final"
        assert activity.on(mobility).filter(verb="documents.document_final").count() == 1
        assert Letter.objects.filter(key="documents.copy").count() == 4
