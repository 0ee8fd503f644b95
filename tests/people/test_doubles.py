"""Two entries of one participant: found, told apart, merged, taken apart again."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.urls import reverse

from compagnon.consents.models import Consent, Purpose, Text, Word
from compagnon.core.doubles.queries import open_doubles
from compagnon.core.files import PDF
from compagnon.core.models import Merge
from compagnon.core.states import MoveRefused
from compagnon.people import doubles
from compagnon.people.models import Participant
from compagnon.privacy.traces import _files_in
from compagnon.recruitment.models import Application, Piece, RequiredPiece, Review
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import ParticipantFactory, PersonFactory
from tests.factories.recruitment import ApplicationFactory, CallFactory


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


@pytest.fixture
def applied(two):
    """Both applied for one call; gives their applications in the states asked for."""

    def make(kept_state, lost_state):
        kept, lost = two
        call = CallFactory(network=kept.network)
        mine = ApplicationFactory(call=call, participant=kept, state=kept_state, **sent(1))
        theirs = ApplicationFactory(call=call, participant=lost, state=lost_state, **sent(2))
        asked = RequiredPiece.objects.create(network=kept.network, call=call, name="A paper")
        for one in (mine, theirs):
            Piece.objects.create(
                network=kept.network, application=one, required=asked, file=f"aa/{one.code}.pdf", media_type=PDF)  # fmt: skip
        return mine, theirs

    return make


def sent(day):
    return {"submitted_at": datetime(2026, 11, day, 12, tzinfo=UTC)}


def rows():
    """All that hangs on applications, as it stands."""
    told = Application.objects.values_list("pk", "participant", "state", "pieces__pk", "pieces__file").order_by("pk")
    return list(told)


@pytest.mark.parametrize(
    ("states", "which"),
    [
        (("draft", "submitted"), 1),
        (("submitted", "draft"), 0),
        (("withdrawn", "submitted"), 1),
        (("submitted", "withdrawn"), 0),
        (("submitted", "submitted"), 1),
        (("draft", "draft"), 1),
    ],
)
def test_of_two_applications_for_one_call_one_stays_whole(states, which, two, applied, coordinator):
    stays = applied(*states)[which]
    before = rows()

    made = doubles.merge(kept=two[0], lost=two[1], by=coordinator)

    connection.check_constraints()
    assert rows() == [(stays.pk, two[0].pk, stays.state, *row[3:]) for row in before if row[0] == stays.pk]
    doubles.undo_merge(merge=made, by=coordinator)
    connection.check_constraints()
    assert rows() == before


def test_two_applications_that_somebody_reads_are_settled_first(two, applied, coordinator, network):
    mine, _theirs = applied("submitted", "submitted")
    Review.objects.create(network=network, application=mine, reviewer=coordinator)

    with pytest.raises(MoveRefused, match="it is being decided"):
        doubles.merge(kept=two[0], lost=two[1], by=coordinator)
    assert two[1].mobilities.count() == 1


def test_erasing_somebody_takes_the_files_of_an_application_that_gave_way(two, applied, coordinator):
    mine, _theirs = applied("draft", "submitted")
    doubles.merge(kept=two[0], lost=two[1], by=coordinator)
    (merge,) = Merge.objects.all()

    assert _files_in(merge) == {f"aa/{mine.code}.pdf"}


def test_of_two_consents_for_one_purpose_the_last_words_count(two, coordinator, network):
    purpose = Purpose.objects.create(network=network, key="image", title="Pictures")
    text = Text.objects.create(network=network, purpose=purpose, number=1, sentence="I agree.")
    for participant, day, is_given in ((two[0], 1, True), (two[1], 2, False)):
        consent = Consent.objects.create(
            network=network, participant=participant, purpose=purpose, state="active" if is_given else "refused")  # fmt: skip
        Word.objects.create(
            network=network, consent=consent, party="learner", is_given=is_given, by_name="Ada", text=text,
            sentence="I agree.", language="en", channel="account", age=19, at=sent(day)["submitted_at"])  # fmt: skip

    made = doubles.merge(kept=two[0], lost=two[1], by=coordinator)

    (left,) = Consent.objects.all()
    assert (left.participant, left.state, left.words.count()) == (two[0], "withdrawn", 2)
    doubles.undo_merge(merge=made, by=coordinator)
    assert sorted(Consent.objects.values_list("participant", "state")) == sorted(
        [(two[0].pk, "active"), (two[1].pk, "refused")]
    )


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


def test_a_refusal_is_told_on_the_page(client, two, applied, coordinator):
    kept, lost = two
    applied("admitted", "submitted")
    client.force_login(coordinator)

    answered = client.post(reverse("desk-people:merge", args=[lost.code, kept.code]), follow=True)

    assert b"it is being decided" in answered.content


def test_past_merges_stand_on_the_page_of_the_one_who_stayed_for_who_may_undo_them(client, two, coordinator, network):
    kept, lost = two
    made = doubles.merge(kept=kept, lost=lost, by=coordinator)
    undo = reverse("desk-people:undo-merge", args=[made.code])
    client.force_login(PersonFactory(network=network, role="referent"))
    assert undo not in client.get(kept.get_absolute_url()).content.decode()
    client.force_login(coordinator)
    assert undo in client.get(kept.get_absolute_url()).content.decode()

    answered = client.post(undo)

    assert answered.url == lost.get_absolute_url()
    assert undo not in client.get(kept.get_absolute_url()).content.decode()


def test_a_referent_does_not_merge_people(client, two):
    client.force_login(PersonFactory(network=two[0].network, role="referent"))

    assert client.get(reverse("desk-people:doubles")).status_code == 404
