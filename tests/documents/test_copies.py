"""Copies signed elsewhere, by hand or in another tool: one for several people, in their order, with what it says of itself."""

import pytest

from compagnon.core import clock, files
from compagnon.documents.actions import circuit, signing
from compagnon.documents.models import Document
from compagnon.people.models import PersonalLink
from compagnon.seals import certificates, pades
from compagnon.seals.actions import trust
from tests.documents.test_circuit import SCAN, mobility, own_folder, send, sign, signature  # noqa: F401  (fixtures)
from tests.documents.test_papers import words_of


def test_one_copy_that_several_have_signed_counts_for_all_at_once_and_makes_the_final_paper(mobility):  # noqa: F811
    document = send(mobility)
    first, others = signature(document, "participant"), [signature(document, role).code for role in ("host", "centre")]

    circuit.hand_in(signature=first, content=SCAN, kind=files.PDF, by=mobility.referent, also=others)
    circuit.accept_scan(signature=first, by=mobility.referent)

    document.refresh_from_db()
    rows = set(document.signatures.values_list("state", "method", "scan_sha256"))
    assert document.state == "final"
    assert rows == {("signed", "ink", files.fingerprint(SCAN))}
    assert not PersonalLink.objects.filter(purpose="documents.sign", revoked_at=None).exists()


def test_who_signs_later_stands_on_a_copy_only_with_those_before(mobility):  # noqa: F811
    document = send(mobility)
    participant, host, centre = (signature(document, role) for role in ("participant", "host", "centre"))

    with pytest.raises(signing.SigningRefused, match="Others sign before"):
        circuit.hand_in(signature=participant, content=SCAN, kind=files.PDF, by=mobility.referent, also=[centre.code])
    circuit.hand_in(signature=participant, content=SCAN, kind=files.PDF, by=mobility.referent, also=[host.code])
    circuit.return_scan(signature=participant, reason="Page 2 is missing", by=mobility.referent)
    with pytest.raises(signing.SigningRefused, match="is not asked to sign at present"):
        circuit.hand_in(signature=participant, content=SCAN, kind=files.PDF, by=mobility.referent, also=[host.code])

    participant.refresh_from_db()
    assert (participant.state, Document.objects.get(pk=document.pk).state) == ("waiting", "signing")


def test_an_authority_that_the_network_trusts_is_named_with_who_signed_in_another_tool(mobility):  # noqa: F811
    document = send(mobility)
    one = signature(document, "participant")
    other_tool = certificates.make(organisation="Signa GmbH", country="DE", now=clock.now())
    trust(network=mobility.network, certificates=[other_tool.leaf], by=mobility.referent)

    copy = pades.seal(files.read(document.agreed_file), other_tool)
    circuit.hand_in(signature=one, content=copy, kind=files.PDF, by=one.signer)
    circuit.accept_scan(signature=one, by=mobility.referent)

    one.refresh_from_db()
    assert "Signa GmbH (vouched for by Signa GmbH)" in one.consent_sentence


def test_a_copy_signed_in_another_tool_says_whose_electronic_signature_it_carries(mobility):  # noqa: F811
    document = send(mobility)
    one = signature(document, "participant")
    other_tool = certificates.make(organisation="Signa GmbH", country="DE", now=clock.now())
    copy = pades.seal(files.read(document.agreed_file), other_tool)

    circuit.hand_in(signature=one, content=copy, kind=files.PDF, by=one.signer)
    circuit.accept_scan(signature=one, by=mobility.referent)
    sign(document, "host")
    sign(document, "centre")

    one.refresh_from_db()
    document.refresh_from_db()
    printed = words_of(files.read(document.final_file))
    assert one.method == "elsewhere"
    assert "Signa GmbH" in one.consent_sentence
    for said in ("signed electronically in another tool", "Signa GmbH", one.scan_sha256[:16]):
        assert said.replace(" ", "") in printed
