"""The Europass Mobility: after the stay and the evaluation, never before (EU-01)."""

import io
from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from compagnon.core import files
from compagnon.correspondence.models import Letter
from compagnon.documents.actions.bundle import ask_to_send, begin_bundle, gather, send
from compagnon.documents.actions.signing import Act, SigningRefused, refuse, sign
from compagnon.documents.choices import BundlePurpose
from compagnon.documents.models import Document
from compagnon.mobilities.actions import confirm_departure, confirm_return
from compagnon.recognition import actions, queries
from compagnon.surveys import actions as surveys
from compagnon.surveys.models import TutorEvaluation
from tests.factories.documents import ready_to_send

AFTER = date(2027, 3, 20)


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def returned(network):
    mobility = ready_to_send(network)
    abroad = confirm_departure(mobility=mobility, by=mobility.referent)
    return confirm_return(mobility=abroad, by=mobility.referent)


def evaluate(mobility):
    evaluation = TutorEvaluation.objects.get(mobility=mobility)
    given = {one.pk: surveys.Rating(number % 4, "Gut") for number, one in enumerate(mobility.outcomes.all())}
    surveys.answer(
        evaluation=evaluation, ratings=given, comment="Gern wieder.", would_host_again=True, by=evaluation.tutor
    )


def issue(mobility, **reason):
    return actions.issue_europass(mobility=mobility, by=mobility.referent, **reason)


def signed_by_all(document):
    """Each in turn, as the letters ask."""
    for signature in document.signatures.order_by("turn"):
        sign(signature=signature, act=act_of(document), by=signature.signer)
    document.refresh_from_db()
    return document


def act_of(document):
    return Act(
        typed_name="Me", drawing=b"", consent_sentence="I agree.", shown_sha256=document.agreed_sha256,
        identified_by="link:me@example.org", address="127.0.0.1", browser="test",
    )  # fmt: skip


@time_machine.travel(AFTER)
def test_without_the_evaluation_it_is_not_issued(returned):
    with pytest.raises(actions.RecognitionRefused, match="not evaluated"):
        issue(returned)


def test_before_the_last_day_it_is_not_issued(returned):
    evaluate(returned)

    with time_machine.travel(date(2027, 3, 14)), pytest.raises(actions.RecognitionRefused, match="not over"):
        issue(returned)
    assert not Document.objects.exists()


@time_machine.travel(AFTER)
def test_it_carries_each_outcome_with_the_level_that_the_tutor_saw(returned):
    evaluate(returned)

    document = signed_by_all(issue(returned))

    skills = document.facts["skills"]
    assert [(one["text"]["en"], one["rung"]) for one in skills] == [("Bake a rye bread", 0), ("Bake a rye bread", 1)]
    assert skills[1]["level_reached"]["en"] == "With help"
    assert document.facts["agreement_reference"] == f"LA-{returned.code.upper()}"
    assert files.fingerprint(files.read(document.final_file)) == document.final_sha256


@time_machine.travel(AFTER)
def test_the_participant_gets_a_letter_and_the_referent_a_sentence(returned):
    from compagnon.core import activity

    evaluate(returned)
    document = issue(returned)
    assert not Letter.objects.filter(key="recognition.europass").exists()
    assert not queries.is_issued(returned)
    signed_by_all(document)

    assert Letter.objects.get(key="recognition.europass").reader == returned.participant.person
    assert returned.participant.person not in [one.reader for one in Letter.objects.filter(key="documents.paper_copy")]
    assert queries.is_issued(returned)
    assert any("issued the Europass Mobility." in activity.sentence(one) for one in activity.on(returned))


@time_machine.travel(AFTER)
def test_issuing_twice_gives_the_same_paper_and_with_a_reason_a_new_version(returned):
    evaluate(returned)

    first, again = signed_by_all(issue(returned)), issue(returned)
    newer = issue(returned, reason="The name was misspelt")

    first.refresh_from_db()
    assert first == again
    assert (first.state, newer.version, newer.state) == ("replaced", 2, "signing")
    assert queries.europass_of(returned) is None


@time_machine.travel(AFTER)
def test_the_host_signs_first_then_the_sending_side_then_its_holder(returned):
    evaluate(returned)
    document = issue(returned)

    host, centre, holder = document.signatures.order_by("turn")
    assert [(one.role, one.signer) for one in (host, centre, holder)] == [
        ("host", returned.tutor),
        ("centre", returned.referent),
        ("participant", returned.participant.person),
    ]
    with pytest.raises(SigningRefused, match="not your turn"):
        sign(signature=holder, act=act_of(document), by=holder.signer)
    assert [one.reader for one in Letter.objects.filter(key="documents.paper_sign")] == [returned.tutor]
    sign(signature=host, act=act_of(document), by=host.signer)
    assert returned.referent in [one.reader for one in Letter.objects.filter(key="documents.paper_sign")]


@time_machine.travel(AFTER)
def test_what_the_host_refuses_goes_back_and_is_sent_anew_without_a_reason(returned):
    evaluate(returned)
    refused = issue(returned)
    host = refused.signatures.get(role="host")
    refuse(signature=host, reason="My name is misspelt", by=host.signer)

    again = issue(returned)

    refused.refresh_from_db()
    assert (refused.state, again.version, again.state) == ("replaced", 2, "signing")


@time_machine.travel(AFTER)
def test_it_says_the_nationality_of_its_holder_and_the_signed_paper_is_read_again(returned):
    participant = returned.participant
    participant.nationality = "PT"
    participant.save()
    evaluate(returned)

    document = signed_by_all(issue(returned))

    words = "".join(page.extract_text() for page in PdfReader(io.BytesIO(files.read(document.final_file))).pages)
    assert "Portugal" in words
    assert document.agreed_sha256 in "".join(words.split())


@time_machine.travel(AFTER)
def test_a_bundle_makes_it_for_everybody_who_is_back_and_says_what_others_lack(returned, network):
    ready, lacking = returned, ready_to_send(network)
    lacking = confirm_return(mobility=confirm_departure(mobility=lacking, by=lacking.referent), by=lacking.referent)
    for one in (ready, lacking):
        one.scheme.documents = ["D5"]
        one.scheme.save()
    evaluate(ready)
    bundle = begin_bundle(mobilities=[ready, lacking], title="Back", by=ready.referent, purpose=BundlePurpose.PAPERS)

    gather(bundle=bundle)
    found = {one.mobility: one.papers for one in bundle.files.all()}
    assert [paper["state"] for paper in found[ready]] == ["ready"]
    assert [(paper["state"], paper["told"]) for paper in found[lacking]] == [
        ("lacking", ["The tutor has not evaluated the learning outcomes yet."])
    ]

    bundle.refresh_from_db()
    send(bundle=ask_to_send(bundle=bundle, by=ready.referent))
    assert Document.objects.get(kind="europass_mobility").state == "signing"


@time_machine.travel(AFTER)
def test_the_page_of_the_stay_shows_whose_turn_it_is_and_the_preview_is_a_paper(returned):
    evaluate(returned)
    client = Client()
    client.force_login(returned.referent)
    preview = client.get(reverse("documents:preview-of-mobility", args=[returned.code, "europass_mobility"]))
    assert preview.content.startswith(b"%PDF")
    kind = [returned.code, "europass_mobility"]
    assert client.get(reverse("documents:paper-of-mobility", args=kind)).status_code == 302

    client.post(reverse("recognition:issue", args=[returned.code]))

    page = client.get(returned.get_absolute_url()).content.decode()
    assert "Out for signature" in page
    assert client.get(reverse("documents:paper-of-mobility", args=kind)).status_code == 200
    client.post(reverse("documents:act-on-mobility", args=kind), {"button": "renew", "reason": "A name"})
    assert Document.objects.get(kind="europass_mobility", state="signing").version == 2
