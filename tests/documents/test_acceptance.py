"""The yes of a host as a paper of the file, and the application that it receives."""

import io
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from pypdf import PdfReader

from compagnon.core import files
from compagnon.documents.actions.sending import send_paper
from compagnon.documents.jobs import file_acceptance
from compagnon.documents.models import Document
from compagnon.documents.wordings import kinds_of
from compagnon.placement import actions
from tests.factories.documents import LearningOutcomeFactory
from tests.factories.mobilities import MobilityFactory
from tests.factories.network import OrganisationFactory
from tests.factories.people import ContactFactory

PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def accepted(network):
    """Asked on 5 January, and answered with yes the day after."""
    mobility = MobilityFactory(network=network)
    host = OrganisationFactory(network=network, name="Bäckerei Muster")
    who = {"first_name": "Greta", "last_name": "Sauerteig", "email": "greta@example.org", "language": "de"}
    tutor = ContactFactory(network=network, organisation=host, kind="tutor", **who)
    LearningOutcomeFactory(mobility=mobility)
    with time_machine.travel(datetime(2027, 1, 5, 9, tzinfo=PARIS), tick=False):
        asked = actions.ask_host(mobility=mobility, host=host, tutor=tutor, by=mobility.referent, message="Careful.")
    with time_machine.travel(datetime(2027, 1, 6, 18, 30, tzinfo=PARIS), tick=False):
        return actions.accept(request=asked, by=tutor)


def filed(request):
    file_acceptance(request=request.pk, network=request.network_id)
    return Document.objects.filter(kind="host_acceptance").exclude(state="replaced").first()


def test_the_yes_is_kept_with_who_gave_it_when_and_how_they_were_asked(accepted):
    document = filed(accepted)

    assert (document.state, document.signatures.count()) == ("final", 0)
    pages = PdfReader(io.BytesIO(files.read(document.final_file))).pages
    words = " ".join(" ".join(page.extract_text() for page in pages).split())
    for said in ("Yes, we host this person", "Bäckerei Muster", "Greta Sauerteig", "6 January 2027, 18:30:00"):
        assert said in words.replace("\u00a0", " ")
    assert "personal link sent to greta@example.org" in words
    assert "Careful." in words


def test_it_is_filed_once_however_often_the_job_runs(accepted):
    assert filed(accepted) == filed(accepted)
    assert Document.objects.filter(kind="host_acceptance").count() == 1


def test_a_host_that_is_taken_off_has_not_accepted_any_more(accepted):
    first = filed(accepted)
    actions.withdraw(request=accepted, reason="Another host is nearer", by=accepted.mobility.referent)

    first.refresh_from_db()
    assert first.state == "replaced"
    assert filed(accepted) is None


def test_a_stay_whose_host_was_named_otherwise_has_no_such_paper(network):
    from compagnon.documents.standings import standings

    mobility = MobilityFactory(network=network, placed=True)

    assert "host_acceptance" not in {one.kind.key for one in standings(mobility, mobility.referent)}


def test_the_application_goes_to_the_host_that_accepted(accepted):
    mobility = accepted.mobility
    mobility.refresh_from_db()

    document = send_paper(row=mobility, kind=kinds_of(mobility.network_id)["host_application"], by=mobility.referent)

    assert {(one.role, str(one.signer)) for one in document.signatures.all()} == {
        ("participant", str(mobility.participant)),
        ("host", "Greta Sauerteig"),
    }
