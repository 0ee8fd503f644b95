"""The Europass Mobility as data: it says what the paper says, and holds to the shapes of the European Learning Model."""

import json
from datetime import date
from pathlib import Path

import pytest
import time_machine
from django.urls import reverse
from pyshacl import validate
from rdflib import Graph, Namespace

from compagnon.mobilities.actions import confirm_departure, confirm_return
from compagnon.network.choices import OrganisationKind
from compagnon.recognition.credential import credential_of
from compagnon.surveys import actions as surveys
from compagnon.surveys.models import TutorEvaluation
from tests.factories.documents import ready_to_send
from tests.recognition.test_europass import issue, signed_by_all

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib.*", "ignore::DeprecationWarning:pyshacl.*")

AFTER = date(2027, 3, 20)
ELM = Path(__file__).parent / "elm"
SH = Namespace("http://www.w3.org/ns/shacl#")
CONTEXTS = {
    "https://www.w3.org/2018/credentials/v1": "credentials-v1.jsonld",
    "http://data.europa.eu/snb/model/context/edc-ap": "edc-ap-context.jsonld",
}


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def document(network):
    mobility = ready_to_send(network)
    mobility.host.kind = OrganisationKind.TRAINING_CENTRE
    mobility.host.save()
    abroad = confirm_departure(mobility=mobility, by=mobility.referent)
    back = confirm_return(mobility=abroad, by=mobility.referent)
    evaluation = TutorEvaluation.objects.get(mobility=back)
    surveys.answer(
        evaluation=evaluation,
        ratings={one.pk: surveys.Rating(2, "Gut") for one in back.outcomes.all()},
        courses=[surveys.Course("Sauerteig", mark="1,7")],
        comment="Gern wieder.",
        would_host_again=True,
        by=evaluation.tutor,
    )
    with time_machine.travel(AFTER):
        return signed_by_all(issue(back))


def violations(credential):
    """What the shapes of the profile object to, as the path of the property."""
    contexts = [json.loads((ELM / CONTEXTS[name]).read_text())["@context"] for name in credential["@context"]]
    found = Graph().parse(data=json.dumps({**credential, "@context": contexts}), format="json-ld")
    shapes = Graph()
    for name in ("EDC-generic-no-cv.ttl", "EDC-generic-full.ttl"):
        shapes.parse(ELM / name)
    _conforms, report, text = validate(found, shacl_graph=shapes, do_owl_imports=False)
    return sorted(str(path) for path in report.objects(None, SH.resultPath)), text


def test_it_holds_to_the_shapes_but_for_what_only_the_seal_knows(document):
    paths, text = violations(credential_of(document))

    assert paths == [
        "http://data.europa.eu/snb/model/elm/eidasLegalIdentifier",
        "https://www.w3.org/2018/credentials#issuer",  # for the same reason
    ], text


def test_the_shapes_object_when_something_is_missing(document):
    credential = credential_of(document)
    del credential["displayParameter"]["title"]

    assert "http://purl.org/dc/terms/title" in violations(credential)[0]


def test_it_says_what_the_signed_paper_says(document):
    subject = credential_of(document)["credentialSubject"]
    (stay,) = subject["hasClaim"]

    holder = document.facts["holder"]
    assert subject["fullName"] == {document.languages[0]: holder["name"]}
    assert [one["title"]["en"] for one in stay["specifiedBy"]["learningOutcome"]] == ["Bake a rye bread"] * 2
    grades = [one["provenBy"]["grade"]["noteLiteral"] for one in stay["hasPart"]]
    assert [one.get("en", one.get("de")) for one in grades] == ["Alone, in known situations"] * 2 + ["1,7"]
    (period,) = stay["influencedBy"][0]["temporal"]
    assert (period["startDate"][:10], period["endDate"][:10]) == (
        document.facts["period"]["start"], document.facts["period"]["end"],
    )  # fmt: skip


def test_the_same_paper_gives_the_same_credential(document):
    assert credential_of(document) == credential_of(document)


def test_holder_and_referent_take_it_along_and_nobody_else(client, document):
    holder, referent = document.mobility.participant.person, document.mobility.referent
    mine, desk = (
        reverse(f"recognition:{name}", args=[document.mobility.code]) for name in ("my-credential", "credential")
    )

    client.force_login(holder)
    assert (
        reverse("recognition:my-credential", args=[document.mobility.code])
        in client.get(reverse("documents:my-papers")).text
    )
    answer = client.get(mine)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/ld+json")
    assert json.loads(answer.content)["credentialSubject"]["fullName"]
    client.force_login(referent)
    assert client.get(desk).status_code == 200
    assert client.get(mine).status_code == 404


def test_there_is_none_before_everybody_has_signed(client, network):
    mobility = ready_to_send(network)

    client.force_login(mobility.referent)
    assert client.get(reverse("recognition:credential", args=[mobility.code])).status_code == 404
