"""The circuit of signatures: turns, deputies, codes, ink and expiry; every order of what people do stands in `test_circuit_model`."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from compagnon.core import clock, files
from compagnon.correspondence.models import Letter
from compagnon.correspondence.queries import settings_of
from compagnon.correspondence.queries import text_of as finished
from compagnon.documents.actions import asking, circuit, codes, sending, signing, terms
from compagnon.documents.catalogue.reading import shipped
from compagnon.documents.deputies import deputies_of
from compagnon.documents.jobs import expire_papers
from compagnon.documents.queries import is_open
from compagnon.people.models import PersonalLink
from compagnon.seals.brought import taken
from tests.documents.test_papers import words_of
from tests.documents.test_signing import act
from tests.factories.documents import ready_to_send
from tests.factories.people import ContactFactory
from tests.house.filled import a_paper

KIND = shipped()["quality_commitment"].model_copy(
    update={
        "signers": [
            one.model_copy(update={"turn": {"participant": 1, "guardian": 1, "host": 2, "centre": 3}[one.role]})
            for one in shipped()["quality_commitment"].signers
        ],
    }
)
SCAN = taken(a_paper("a scan"))


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def mobility(network):
    mobility = ready_to_send(network)
    ContactFactory(network=network, organisation=mobility.host, kind="host_coordinator", last_name="Vertretung")
    return mobility


def send(mobility, kind=KIND):
    return sending.send_paper(row=mobility, kind=kind, by=mobility.referent)


def signature(document, role):
    return document.signatures.get(role=role)


def sign(document, role):
    one = signature(document, role)
    return signing.sign(signature=one, act=act(document), by=one.signer)


def asked(document):
    return {letter.about.role for letter in Letter.objects.filter(key="documents.paper_sign")}


def test_who_signs_later_is_asked_when_those_before_have_signed_and_cannot_sign_sooner(mobility):
    document = send(mobility)

    first = asked(document)
    with pytest.raises(signing.SigningRefused, match="not your turn"):
        sign(document, "host")
    sign(document, "participant")
    second = asked(document)
    sign(document, "host")
    sign(document, "centre")

    document.refresh_from_db()
    assert (first, second, document.state) == ({"participant"}, {"participant", "host"}, "final")


def test_a_deputy_signs_in_somebodys_place_and_the_paper_says_so(mobility):
    document = send(mobility)
    sign(document, "participant")
    host = signature(document, "host")
    tutor, deputy = host.signer, next(one for one in deputies_of(host) if one.last_name == "Vertretung")

    circuit.hand_over(signature=host, to=deputy, by=mobility.referent)

    host.refresh_from_db()
    assert (host.signer, host.instead_of) == (deputy, str(tutor))
    assert not any(link.is_valid for link in PersonalLink.objects.filter(purpose=sending.SIGN, contact=tutor))
    sign(document, "host")
    sign(document, "centre")
    document.refresh_from_db()
    assert document.state == "final"


def test_nobody_signs_for_a_participant_nor_from_another_company(mobility, network):
    document = send(mobility)
    participant = signature(document, "participant")

    assert deputies_of(participant) == []
    with pytest.raises(signing.SigningRefused, match="same organisation"):
        circuit.hand_over(
            signature=signature(document, "host"), to=ContactFactory(network=network), by=mobility.referent
        )


def test_two_of_one_side_sign_and_the_paper_waits_for_both(mobility):
    document = send(mobility)
    sign(document, "participant")
    host = signature(document, "host")
    circuit.add_signer(beside=host, who=deputies_of(host)[0], by=mobility.referent)

    first, second = document.signatures.filter(role="host").order_by("number")
    signing.sign(signature=first, act=act(document), by=first.signer)
    document.refresh_from_db()
    waiting_for = [one.role for one in document.signatures.filter(state="waiting") if is_open(one)]
    signing.sign(signature=second, act=act(document), by=second.signer)
    sign(document, "centre")

    document.refresh_from_db()
    assert (waiting_for, document.state) == (["host"], "final")


def test_a_code_is_good_for_half_an_hour_and_five_tries_and_is_kept_nowhere(mobility):
    document = send(mobility)
    one = signature(document, "participant")
    codes.send_code(signature=one)
    one.refresh_from_db()
    letter = Letter.objects.get(key="documents.code")

    assert one.digits in finished(letter)
    assert one.digits not in letter.body
    assert codes.is_right(one, one.digits.replace(" ", ""))
    with clock.at(clock.now() + timedelta(minutes=31)):
        assert not codes.is_right(one, one.digits)
    assert [codes.is_right(one, "000 000") for _ in range(4)] == [False] * 4
    assert not codes.is_right(one, one.digits)


def test_a_paper_signed_by_hand_counts_once_somebody_has_looked_at_the_copy(mobility):
    document = send(mobility)
    one = signature(document, "participant")

    circuit.hand_in(signature=one, content=SCAN, kind=files.PDF, by=one.signer)
    with pytest.raises(signing.SigningRefused, match="what is wrong"):
        circuit.return_scan(signature=one, reason=" ", by=mobility.referent)
    circuit.return_scan(signature=one, reason="Page 2 is missing", by=mobility.referent)
    circuit.hand_in(signature=one, content=SCAN, kind=files.PDF, by=one.signer)
    circuit.accept_scan(signature=one, by=mobility.referent)

    one.refresh_from_db()
    assert (one.state, one.method, one.checked_by) == ("signed", "ink", mobility.referent)
    assert "Page 2 is missing" in Letter.objects.get(key="documents.scan_returned").body
    assert files.read(one.scan) == SCAN


def test_what_is_not_signed_in_time_expires_and_goes_out_again_as_it_was(mobility):
    document = send(mobility)

    with clock.at(clock.now() + timedelta(days=KIND.days + 1)):
        expire_papers(0)
        document.refresh_from_db()
        again = send(mobility)

    assert document.state == "expired"
    assert (again.version, again.state) == (2, "signing")
    document.refresh_from_db()
    assert document.state == "replaced"


def test_what_is_not_signed_in_time_is_told_to_the_referent_by_name(mobility):
    document = send(mobility)
    sign(document, "participant")

    with clock.at(clock.now() + timedelta(days=KIND.days + 1)):
        expire_papers(0)

    letter = Letter.objects.get(key="documents.paper_expired")
    assert letter.reader == mobility.referent
    host = signature(document, "host").signer
    assert str(host) in letter.body
    assert str(mobility.participant.person.full_name) not in letter.body.split("sign:")[1]


def test_a_grant_agreement_is_signed_by_the_centre_after_the_participant(network):
    mobility = ready_to_send(network)
    kind = shipped()["grant_agreement"]
    said = {
        "activity_type": "short",
        "option": "money",
        "total": "900",
        "insurer": "The centre",
        "holder": "T",
        "iban": "FR76 3000 6000 0112 3456 7890 189",
    }
    terms.say(row=mobility, kind=kind, terms=said, by=mobility.referent)

    document = send(mobility, kind)

    assert [one.role for one in document.signatures.all() if is_open(one)] == ["participant"]


def test_a_letter_that_waits_to_be_read_does_not_leave_with_a_link_that_has_ended(mobility):
    manners = settings_of(mobility.network_id)
    manners.manners = dict.fromkeys(asking.ASKING, "waits")
    manners.save()
    document = send(mobility)
    one = signature(document, "participant")
    before = Letter.objects.get(key="documents.paper_sign")

    sending.call_back(document=document, reason="Wrong days", by=mobility.referent)
    again = send(mobility)
    sign(again, "participant")
    circuit.hand_over(
        signature=signature(again, "host"), to=deputies_of(signature(again, "host"))[0], by=mobility.referent
    )

    before.refresh_from_db()
    states = {
        (letter.about.role, letter.reader): letter.state
        for letter in Letter.objects.filter(key="documents.paper_sign", about_id__in=again.signatures.values("pk"))
    }
    deputy = signature(again, "host").signer
    assert (before.state, one.role) == ("cancelled", "participant")
    assert states == {
        ("participant", mobility.participant.person): "cancelled",
        ("host", mobility.tutor): "cancelled",
        ("host", deputy): "held",
    }


def test_who_gets_back_what_was_their_own_signs_in_nobodys_place(mobility):
    document = send(mobility)
    sign(document, "participant")
    host = signature(document, "host")
    tutor = host.signer
    circuit.hand_over(signature=host, to=deputies_of(host)[0], by=mobility.referent)
    host.refresh_from_db()

    circuit.hand_over(signature=host, to=tutor, by=mobility.referent)

    host.refresh_from_db()
    assert (host.signer, host.instead_of) == (tutor, "")


def acts(mobility):
    """What people do to a paper that is out, each as one call."""
    document = send(mobility)
    one, host = signature(document, "participant"), signature(document, "host")
    deputy, by = deputies_of(host)[0], mobility.referent
    return {
        "sign": lambda: signing.sign(signature=one, act=act(document), by=one.signer),
        "refuse": lambda: signing.refuse(signature=one, reason="No", by=one.signer),
        "hand over": lambda: circuit.hand_over(signature=host, to=deputy, by=by),
        "one more": lambda: circuit.add_signer(beside=host, who=deputy, by=by),
        "ink": lambda: circuit.hand_in(signature=one, content=SCAN, kind=files.PDF, by=one.signer),
        "code": lambda: codes.send_code(signature=one),
        "call back": lambda: sending.call_back(document=document, reason="Wrong", by=by),
        "expire": lambda: sending.expire(document=document),
        "renew": lambda: sending.renew(row=mobility, key=KIND.key, reason="Amended", by=by),
    }


@pytest.mark.parametrize(
    "name", ["sign", "refuse", "hand over", "one more", "ink", "code", "call back", "expire", "renew"]
)
def test_everybody_holds_the_mobility_before_the_paper_so_that_nobody_waits_crosswise(mobility, name):
    do = acts(mobility)[name]

    with CaptureQueriesContext(connection) as asked:
        do()

    held = [re.search(r'FROM "(\w+)"', one["sql"])[1] for one in asked if "FOR UPDATE" in one["sql"]]
    assert held[:2] == ["mobilities_mobility", "documents_document"]


def test_a_signature_in_ink_prints_as_ink_with_who_checked_the_copy(mobility):
    document = send(mobility)
    one = signature(document, "participant")
    circuit.hand_in(signature=one, content=SCAN, kind=files.PDF, by=one.signer)
    circuit.accept_scan(signature=one, by=mobility.referent)
    sign(document, "host")
    sign(document, "centre")

    document.refresh_from_db()
    printed = words_of(files.read(document.final_file))
    one.refresh_from_db()
    for said in ("signed in ink on paper", mobility.referent.full_name, one.scan_sha256[:16]):
        assert "".join(said.split()) in printed
