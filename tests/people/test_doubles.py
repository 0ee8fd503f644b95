"""Two entries of one participant: found, told apart, merged, taken apart again."""

from datetime import date

import pytest
from django.db import connection
from django.urls import reverse

from compagnon.core.doubles.queries import open_doubles
from compagnon.core.models import Merge
from compagnon.core.states import MoveRefused
from compagnon.people import doubles
from compagnon.people.models import Participant
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import ParticipantFactory, PersonFactory
from tests.factories.recruitment import ApplicationFactory


@pytest.fixture
def coordinator(network):
    return PersonFactory(network=network, role="coordinator")


@pytest.fixture
def two(network):
    """Ada twice: imported with a number and no phone, and by an application of her own."""
    names = {"person__first_name": "Ada", "person__last_name": "Essai"}
    kept = ParticipantFactory(network=network, external_id="", **names)
    lost = ParticipantFactory(network=network, external_id="A-1", qualification="CAP", **names)
    MobilityFactory(network=network, participant=kept)
    MobilityFactory(network=network, participant=kept)
    MobilityFactory(network=network, participant=lost)
    return kept, lost


def row(pk, name="Ada Essai", born=None, number="", kind="learner"):
    first, last = name.split()
    return {
        "pk": pk, "kind": kind, "birth_date": born, "external_id": number, "person__first_name": first, "person__last_name": last,
    }  # fmt: skip


BORN = date(2007, 3, 14)


@pytest.mark.parametrize(
    ("one", "other", "reasons"),
    [
        (row(1, born=BORN), row(2, "essai ADA", born=BORN), ["born"]),
        (row(1, born=BORN, number="A-1"), row(2), ["name"]),
        (row(1, born=BORN), row(2, born=date(2007, 3, 15)), None),
        (row(1, number="A-1"), row(2, number="A-2"), None),
        (row(1), row(2, kind="staff"), None),
        (row(1), row(2, "Ben Essai"), None),
    ],
)
def test_what_makes_two_people_alike(one, other, reasons):
    found = [(a, b, why) for a, b, why, _worth in doubles.pairs([one, other])]

    assert found == ([(1, 2, reasons)] if reasons else [])


def test_what_one_had_moves_and_the_other_account_is_closed(two, coordinator):
    assert doubles.kept_first(*reversed(two)) == two
    kept, lost = two

    doubles.merge(kept=kept, lost=lost, by=coordinator)

    connection.check_constraints()
    kept.refresh_from_db()
    lost.person.refresh_from_db()
    assert (kept.mobilities.count(), kept.external_id, kept.qualification) == (3, "A-1", kept.qualification)
    assert not Participant.objects.filter(pk=lost.pk).exists()
    assert not lost.person.is_active


def test_a_merge_is_undone(two, coordinator):
    kept, lost = two
    before = sorted(Participant.objects.values_list("pk", "code", "external_id", "mobilities__pk"))
    made = doubles.merge(kept=kept, lost=lost, by=coordinator)

    back = doubles.undo_merge(merge=made, by=coordinator)

    assert sorted(Participant.objects.values_list("pk", "code", "external_id", "mobilities__pk")) == before
    assert back.person.is_active


def test_two_applications_for_one_call_are_settled_first(two, coordinator):
    kept, lost = two
    application = ApplicationFactory(network=kept.network, participant=kept)
    ApplicationFactory(network=kept.network, participant=lost, call=application.call)

    with pytest.raises(MoveRefused, match="Application"):
        doubles.merge(kept=kept, lost=lost, by=coordinator)
    assert lost.mobilities.count() == 1


def test_a_team_member_is_kept_and_never_closed(network, coordinator):
    kept = ParticipantFactory(network=network, kind="staff", person=coordinator)
    lost = ParticipantFactory(network=network, kind="staff")
    learner = ParticipantFactory(network=network)
    assert doubles.kept_first(lost, kept) == (kept, lost)

    with pytest.raises(MoveRefused, match="role in the team"):
        doubles.merge(kept=lost, lost=kept, by=coordinator)
    with pytest.raises(MoveRefused, match="learner and a member"):
        doubles.merge(kept=kept, lost=learner, by=coordinator)


def test_they_stand_side_by_side_at_the_desk(client, two, coordinator):
    kept, lost = two
    here = reverse("desk-people:doubles")
    client.force_login(coordinator)
    assert b"Nobody seems to be entered twice" in client.get(here).content
    assert here in client.get(reverse("desk-people:participants")).content.decode()

    client.post(here)
    assert lost.person.email in client.get(here).content.decode()
    client.post(reverse("desk-people:merge", args=[lost.code, kept.code]))
    assert client.get(reverse("desk-people:participant", args=[lost.code])).url == kept.get_absolute_url()

    client.post(reverse("desk-people:undo-merge", args=[Merge.objects.get().code]))
    assert client.get(reverse("desk-people:participant", args=[lost.code])).status_code == 200
    told = client.post(reverse("desk-people:undo-merge", args=[Merge.objects.get().code]), follow=True)
    assert b"taken apart already" in told.content
    client.post(reverse("desk-people:apart", args=[lost.code, kept.code]))
    client.post(here)
    assert not open_doubles(Participant).exists()


def test_a_refusal_is_told_on_the_page(client, two, coordinator):
    kept, lost = two
    application = ApplicationFactory(network=kept.network, participant=kept)
    ApplicationFactory(network=kept.network, participant=lost, call=application.call)
    client.force_login(coordinator)

    answered = client.post(reverse("desk-people:merge", args=[lost.code, kept.code]), follow=True)

    assert b"Settle that first" in answered.content


def test_a_referent_does_not_merge_people(client, two):
    client.force_login(PersonFactory(network=two[0].network, role="referent"))

    assert client.get(reverse("desk-people:doubles")).status_code == 404
