"""The demonstration: a world lived through the real actions, and a door that exists only there."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django_scopes import scope, scopes_disabled

from compagnon.core import clock
from compagnon.core.activity import SYSTEM
from compagnon.core.models import Activity
from compagnon.correspondence.models import Letter
from compagnon.documents.models import Document, PaperBundle, PaperWording, Signature
from compagnon.doors.demo import personas, world
from compagnon.doors.demo.world import calls, companies, selecting, stays
from compagnon.mobilities.models import Mobility
from compagnon.network.models import Network
from compagnon.people.models import Person
from compagnon.recruitment.models import Appeal, Call, Review
from compagnon.recruitment.queries.reading import is_read, owed
from compagnon.schemes.models import ReceivedTimeline
from compagnon.stays.models import SafetyRound

SMALL = (
    stays.Wave("short_internship_group", -120, 15, 2, "DE", "Leipzig"),
    stays.Wave("short_internship_group", -9, 15, 4, "DE", "Flensburg"),
    stays.Wave("staff_short", 12, 5, 1, "ES", "Alicante"),
    stays.Wave("short_internship_group", 48, 15, 6, "DE", "Bremen"),
)


@pytest.fixture(scope="module")
def filled(django_db_setup, django_db_blocker, tmp_path_factory):
    """Everything the world does, with few people: made once, each test then works in a transaction of its own inside."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), scopes_disabled(), transaction.atomic():
        patch.setattr(settings, "MEDIA_ROOT", tmp_path_factory.mktemp("world"))
        patch.setattr(stays, "WAVES", SMALL)
        patch.setattr(calls, "PLANS", calls.PLANS[:2] + calls.PLANS[-2:])
        patch.setattr(selecting, "STORIES", (("ranked", 3, 6), ("decided", 22, 34)))
        patch.setattr(companies, "EMPLOYERS", 20)
        patch.setattr(companies, "HOSTS", 25)
        world.fill(say=lambda _sentence: None)
        yield settings.MEDIA_ROOT
        transaction.set_rollback(True)


@pytest.fixture
def small_world(filled, db, settings):
    settings.MEDIA_ROOT = filled
    with scopes_disabled():
        yield


def test_the_world_has_every_step_every_persona_and_its_past(small_world):
    home = Network.objects.get(key=world.HOME)

    states = set(Mobility.unscoped.filter(network=home).values_list("state", flat=True))
    nobody = [one.key for one in personas.PERSONAS if not (personas.account_of(one) or personas.link_of(one))]

    assert states == {"preparing", "abroad", "closed", "cancelled"}
    assert nobody == []
    assert set(Network.objects.values_list("key", flat=True)) == {world.HOME, *world.ABROAD}
    assert not world.is_empty()


def test_what_happened_in_the_past_says_so(small_world):
    closed = Mobility.unscoped.filter(state="closed").first()
    told = Activity.unscoped.filter(trail=f"mobility:{closed.pk}").order_by("at")

    assert told.first().at < clock.now() - timedelta(days=200)
    assert told.filter(verb="documents.document_final", by_name=SYSTEM).exists()
    assert closed.documents.filter(kind="europass_mobility").exists()


def test_letters_of_the_past_have_left_and_no_job_sends_them_again(small_world):
    old = Letter.unscoped.filter(written_at__lt=clock.now() - timedelta(days=2))

    assert set(old.values_list("state", flat=True)) == {"sent", "cancelled"}  # some were overtaken by a signature


def test_one_click_makes_somebody_a_referent(small_world, settings):
    settings.DEMO = True
    client = Client()

    answer = client.post("/demo/be/referent/", follow=True)

    assert answer.redirect_chain[-1][0] == "/desk/"
    assert int(client.session["_auth_user_id"]) == Person.objects.get(email="referent@demo.example").pk


def test_somebody_outside_comes_in_by_link(small_world, settings):
    settings.DEMO = True

    answer = Client().post("/demo/be/guardian/", follow=True)

    assert answer.status_code == 200
    assert answer.redirect_chain[-1][0].startswith("/g/")


@pytest.mark.parametrize("address", ["/demo/", "/demo/letters/", "/styleguide/"])
def test_outside_of_demonstration_mode_the_door_does_not_exist(db, settings, client, address):
    settings.DEMO = settings.DEBUG = False

    assert client.get(address).status_code == 404


def test_nobody_becomes_somebody_else_outside_of_demonstration_mode(small_world, settings, client):
    settings.DEMO = False

    assert client.post("/demo/be/coordinator/").status_code == 404
    assert "_auth_user_id" not in client.session


def test_one_call_is_being_read_one_is_ranked_and_one_is_decided_with_its_reserve_list_and_an_appeal(small_world):
    with scope(network=Network.objects.get(key=world.HOME)):
        read, ranked, decided = (
            Call.objects.get(title__contains=title)
            for title in ("Two weeks in a company", "A week in Krak", "internships in Finland")
        )

        assert owed(Review.objects.filter(application__call=read)).exists()
        assert (ranked.selection.runs.count(), is_read(ranked)) == (1, True)
        assert set(ranked.applications.values_list("state", flat=True)) == {"submitted"}
        assert decided.selection.meetings.get().closed_at is not None
        assert {"admitted", "waiting", "declined"} <= set(decided.applications.values_list("state", flat=True))
        assert Appeal.objects.get(state="open").application.call == decided


def test_the_desk_finds_papers_worded_signed_gathered_amended_and_a_storm_with_its_answers(small_world):
    home = Network.objects.get(key=world.HOME)
    with scope(network=home):
        worded = {(one.kind, one.state) for one in PaperWording.objects.all()}
        waiting = Signature.objects.filter(state="waiting", role="centre", document__kind="quality_commitment")
        storm = SafetyRound.objects.get(is_drill=False)

        assert worded == {("quality_commitment", "published"), ("exit_sheet", "draft")}
        assert waiting.exists()
        assert {(one.purpose, one.state) for one in PaperBundle.objects.all()} == {
            ("papers", "ready"), ("binder", "ready"),
        }  # fmt: skip
        assert Document.objects.filter(kind__startswith="amendment", state="signing").exists()
        assert storm.answers.exists()


def test_a_partner_offers_its_timeline_and_reads_ours(small_world):
    home, there = (Network.objects.get(key=key) for key in (world.HOME, world.ABROAD[0]))
    with scope(network=home):
        theirs = ReceivedTimeline.objects.get()
    with scope(network=there):
        ours = ReceivedTimeline.objects.get()

    assert (theirs.sender, ours.sender) == (str(there), str(home))
    their_rows, our_rows = ({row["key"] for row in one.content["tasks"]} for one in (theirs, ours))
    assert their_rows - our_rows == {"tools_and_clothes"}
    assert "testimony" in our_rows - their_rows


@pytest.mark.parametrize("key", [one.key for one in personas.PERSONAS if one.email])
def test_the_first_page_of_everybody_opens_and_stays_short(small_world, settings, key):
    settings.DEMO = True
    client = Client()

    answer = client.post(f"/demo/be/{key}/", follow=True)

    assert answer.status_code == 200
    assert len(answer.content) < 120_000
