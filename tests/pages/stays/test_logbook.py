"""The logbook on the phone, by link, at the desk, and as a phone sends it later."""

from uuid import UUID

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from compagnon.mobilities.actions import confirm_departure
from compagnon.people import links
from compagnon.stays.actions import logbook
from compagnon.stays.models import LogEntry, LogPhoto
from tests.core.drawn import png
from tests.factories.documents import LearningOutcomeFactory
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.usefixtures("thursday")
KEY, OTHER = UUID(int=1), UUID(int=2)


@pytest.fixture
def thursday():
    with time_machine.travel("2027-03-04 18:00", tick=False):
        yield


@pytest.fixture
def abroad(network):
    mobility = MobilityFactory(network=network, placed=True)
    LearningOutcomeFactory(mobility=mobility)
    return confirm_departure(mobility=mobility, by=mobility.referent)


@pytest.fixture
def learner(client, abroad):
    client.force_login(abroad.participant.person)
    return client


@pytest.fixture
def written(learner, abroad):
    send(learner, abroad, kind="entry", key=KEY, day="2027-03-04", text="Baked alone.")
    send(learner, abroad, kind="photo", key=OTHER, entry=KEY, photo=a_picture())
    return LogEntry.objects.get()


def a_picture():
    return SimpleUploadedFile("p.png", png(), content_type="image/png")


def send(client, mobility, **said):
    return client.post(reverse("stays:send", args=[mobility.code]), said)


def test_a_day_is_told_with_outcomes_and_pictures_on_one_page(learner, abroad):
    page = reverse("stays:write", args=[abroad.code])
    outcome = abroad.outcomes.get()
    form = learner.get(page)
    said = {"day": "2027-03-04", "text": "Baked rye.", "outcomes": [outcome.code], "key": str(KEY)}

    for _ in range(2):  # pressed twice
        learner.post(page, said | {"photos": [a_picture(), a_picture()]})
    shown = learner.get(reverse("journey:logbook")).text

    assert str(outcome.title) in form.text
    assert (LogEntry.objects.count(), LogPhoto.objects.count()) == (1, 2)
    assert "Baked rye." in shown
    assert reverse("stays:my-photo", args=[LogPhoto.objects.first().code]) in shown


def test_a_wrong_day_or_no_word_gets_a_sentence_and_what_was_typed_stays(learner, abroad):
    page = reverse("stays:write", args=[abroad.code])

    late = learner.post(page, {"day": "2027-03-09", "text": "Baked rye.", "key": str(KEY)})
    empty = learner.post(page, {"day": "2027-03-04", "text": "", "key": str(KEY)})
    no_picture = SimpleUploadedFile("x.png", b"not one")
    wrong = learner.post(page, {"day": "2027-03-04", "text": "Baked rye.", "key": str(KEY), "photos": [no_picture]})

    assert [one.status_code for one in (late, empty, wrong)] == [422, 422, 422]
    assert "Choose a day between" in late.text
    assert "Baked rye." in late.text
    assert "Write at least a sentence." in empty.text
    assert "JPEG or PNG" in wrong.text
    assert not LogEntry.objects.exists()


def test_a_picture_beyond_ones_room_is_refused_beside_the_form_and_a_held_one_is_not_opened(learner, abroad, settings):
    page = reverse("stays:write", args=[abroad.code])
    said = {"day": "2027-03-04", "text": "Baked rye.", "key": str(KEY)}
    settings.SCANNER_URL = "unix:///nowhere"
    learner.post(page, said | {"photos": [a_picture()]})
    held = learner.get(reverse("stays:my-photo", args=[LogPhoto.objects.get().code]))
    settings.MOST_OF_GIVER = 10
    full = learner.post(page, said | {"key": str(OTHER), "photos": [a_picture()]})

    assert held.status_code == 409
    assert "has not looked at this file yet" in held.text
    assert full.status_code == 422
    assert "Your files together" in full.text
    assert "Baked rye." in full.text


def test_a_phone_may_send_everything_twice_and_in_any_order(learner, abroad):
    check_in = abroad.check_ins.first()
    entry = {"kind": "entry", "key": KEY, "day": "2027-03-04", "text": "Baked.", "told_at": "2027-03-04T16:00:00Z"}
    answer = {"kind": "check_in", "key": OTHER, "check_in": check_in.code, "mood": 4, "sentence": "Good."}

    early = send(learner, abroad, kind="photo", key=OTHER, entry=KEY, photo=a_picture())
    statuses = [send(learner, abroad, **entry).status_code for _ in range(2)]
    statuses += [
        send(learner, abroad, kind="photo", key=OTHER, entry=KEY, photo=a_picture()).status_code for _ in range(2)
    ]
    statuses += [send(learner, abroad, **answer).status_code for _ in range(2)]
    second = send(learner, abroad, **answer | {"key": UUID(int=3), "mood": 1})

    assert (early.status_code, early.json()) == (409, {"kept": False, "retry": True, "entry": str(KEY)})
    assert statuses == [201, 200] * 3
    assert (second.status_code, second.json()["retry"]) == (409, False)
    assert (LogEntry.objects.count(), LogPhoto.objects.count(), abroad.check_ins.first().mood) == (1, 1, 4)
    assert LogEntry.objects.get().told_at.hour == 16


def test_what_cannot_be_kept_says_why_by_field(learner, abroad):
    answers = [
        send(learner, abroad, kind="song", key=KEY),
        send(learner, abroad, kind="entry", key="no-key", day="2027-03-04", text="x"),
        send(learner, abroad, kind="check_in", key=KEY, check_in=abroad.check_ins.first().code, mood=9, sentence="x"),
        send(learner, abroad, kind="photo", key=KEY, entry=KEY),
    ]

    assert [one.status_code for one in answers] == [422] * 4
    assert [list(one.json()["errors"]) for one in answers] == [["kind"], ["key"], ["mood"], ["photo"]]


def test_nobody_sends_into_the_stay_of_another_nor_sees_it(client, network, abroad, written):
    photo = LogPhoto.objects.get()
    client.force_login(MobilityFactory(network=network).participant.person)
    pages = [("stays:write", abroad), ("stays:my-entry", written), ("stays:my-photo", photo)]

    assert send(client, abroad, kind="entry", key=OTHER, day="2027-03-04", text="x").status_code == 404
    assert [client.get(reverse(name, args=[thing.code])).status_code for name, thing in pages] == [404] * 3


def test_an_entry_is_changed_taken_out_and_put_back(learner, abroad, written):
    page = reverse("stays:my-entry", args=[written.code])

    learner.post(page, {"text": "Baked with Anna."})
    changed = learner.get(page).text
    removed = learner.post(reverse("stays:remove-entry", args=[written.code]), follow=True)
    learner.post(reverse("stays:restore-entry", args=[written.code]))

    assert "Baked with Anna." in changed
    assert "Baked with Anna." not in removed.text
    assert reverse("stays:restore-entry", args=[written.code]) in removed.text
    assert "Baked with Anna." in learner.get(reverse("journey:logbook")).text


def test_the_tutor_confirms_a_week_by_link_and_a_scanner_does_not(client, abroad, written):
    token = links.token_of(links.make(purpose=logbook.CONFIRM_WEEK, holder=abroad.tutor, about=abroad))
    page = reverse("stays:confirm-week", args=[token])

    looked = client.get(page + "?lang=en")
    picture = client.get(f"{page}?photo={LogPhoto.objects.get().code}")
    written.refresh_from_db()
    before = written.confirmed_at
    client.post(page, {"monday": "2027-03-01", "note": "True."})
    written.refresh_from_db()

    assert "Baked alone." in looked.text
    assert picture.headers["Content-Type"] == "image/png"
    assert before is None
    assert written.confirmed_by_name == abroad.tutor.full_name
    assert "True." in client.get(page).text


def test_a_tutor_s_link_shows_no_picture_of_another_stay(client, network, abroad, written):
    other = MobilityFactory(network=network, placed=True)
    token = links.token_of(links.make(purpose=logbook.CONFIRM_WEEK, holder=other.tutor, about=other))
    page = reverse("stays:confirm-week", args=[token])

    assert client.get(f"{page}?photo={LogPhoto.objects.get().code}").status_code == 404
    assert "Baked alone." not in client.get(page).text
    client.post(page, {"monday": "2027-03-01"})
    written.refresh_from_db()
    assert written.confirmed_at is None


def test_the_referent_reads_comments_and_marks_as_read(client, abroad, written):
    client.force_login(abroad.referent)
    page = reverse("stays:logbook", args=[abroad.code])

    fresh = client.get(reverse("stays:entries"))
    home = client.get(reverse("desk:home"))
    client.post(reverse("stays:comment", args=[written.code]), {"text": "Which flour?"})
    picture = client.get(reverse("stays:photo", args=[LogPhoto.objects.get().code]))
    shown = client.get(page)
    client.post(page)

    assert "Baked alone." in fresh.text
    assert "1 logbook entry to read" in home.text
    assert picture.status_code == 200
    assert "Which flour?" in shown.text
    assert "Everything is read" in client.get(reverse("stays:entries")).text
    client.force_login(abroad.participant.person)
    assert "Which flour?" in client.get(reverse("journey:logbook")).text


def test_another_departement_s_referent_reads_nothing_of_it(client, network, abroad, written):
    client.force_login(PersonFactory(network=network, role="referent", role__departement_code="72"))
    client.post(reverse("stays:mark-read"), {"selected": [written.code]})
    written.refresh_from_db()

    assert client.get(reverse("stays:logbook", args=[abroad.code])).status_code == 404
    assert client.get(reverse("stays:photo", args=[LogPhoto.objects.get().code])).status_code == 404
    assert client.post(reverse("stays:comment", args=[written.code]), {"text": "x"}).status_code == 404
    assert "Baked alone." not in client.get(reverse("stays:entries"), {"show": "all"}).text
    assert written.read_at is None


def test_the_tutor_is_asked_by_the_referent_and_by_the_participant_once_a_day(client, abroad, written):
    asked = client.post(reverse("stays:my-ask-tutor", args=[abroad.code]), follow=True)
    client.force_login(abroad.referent)
    again = client.post(reverse("stays:ask-tutor", args=[abroad.code]), follow=True)

    assert "The tutor is asked by letter." in asked.text
    assert "asked today already" in again.text


def test_who_wants_to_be_called_stands_on_the_list_at_once(client, learner, abroad):
    check_in = abroad.check_ins.first()
    learner.post(
        reverse("stays:my-check-in", args=[check_in.code]), {"mood": "4", "sentence": "Fine.", "wants_call": "on"}
    )
    client.force_login(abroad.referent)

    assert "asking for a call" in client.get(reverse("desk:home")).text
    assert "Wants a call" in client.get(reverse("stays:check-ins")).text


def queries(client, page):
    client.get(page)
    with CaptureQueriesContext(connection) as asked:
        client.get(page)
    return len(asked)


def test_pages_take_as_many_queries_for_three_entries_as_for_one(client, abroad, written):
    pages = [reverse("stays:entries"), reverse("stays:logbook", args=[abroad.code])]
    journey = reverse("journey:logbook")
    one = [queries(client, journey)]
    client.force_login(abroad.referent)
    one += [queries(client, page) for page in pages]

    client.force_login(abroad.participant.person)
    for number in (11, 12):
        send(client, abroad, kind="entry", key=UUID(int=number), day="2027-03-03", text="More.")
        send(client, abroad, kind="photo", key=UUID(int=20 + number), entry=UUID(int=number), photo=a_picture())
    three = [queries(client, journey)]
    client.force_login(abroad.referent)
    three += [queries(client, page) for page in pages]

    assert three == one


def tutor_page(mobility, holder=None):
    made = links.make(purpose=logbook.CONFIRM_WEEK, holder=holder or mobility.tutor, about=mobility)
    return reverse("stays:confirm-week", args=[links.token_of(made)]) + "?lang=en"


def test_the_tutor_reads_no_word_of_the_referent_to_the_participant(client, abroad, written):
    logbook.comment(entry=written, text="Is the tutor kind to you?", by=abroad.referent)
    client.post(tutor_page(abroad), {"monday": "2027-03-01", "note": "Good work."})

    shown = client.get(tutor_page(abroad)).text

    assert "Good work." in shown
    assert "kind to you" not in shown


def test_a_tutor_s_links_end_when_another_is_chosen(client, network, abroad, written):
    page, arrival = tutor_page(abroad), links.make(purpose="stays.arrival", holder=abroad.tutor, about=abroad)
    other = MobilityFactory(network=network, placed=True)
    type(abroad).objects.filter(pk=abroad.pk).update(tutor=other.tutor)

    answers = [client.get(one) for one in (page, reverse("stays:arrival", args=[links.token_of(arrival)]) + "?lang=en")]
    client.post(page, {"monday": "2027-03-01"})

    assert [one.status_code for one in answers] == [410, 410]
    assert "There is nothing for you to do here." in answers[0].text
    assert "Baked alone." not in answers[0].text
    written.refresh_from_db()
    assert written.confirmed_at is None


def test_what_was_typed_stays_when_the_tutor_confirmed_meanwhile_or_the_logbook_closed(learner, abroad, written):
    logbook.confirm_week(mobility=abroad, monday=written.monday, by=abroad.tutor)
    late = learner.post(reverse("stays:my-entry", args=[written.code]), {"text": "Baked with Anna."})
    type(abroad).objects.filter(pk=abroad.pk).update(state="closed")
    closed = learner.post(
        reverse("stays:write", args=[abroad.code]), {"day": "2027-03-04", "text": "The very last.", "key": str(OTHER)}
    )

    assert (late.status_code, closed.status_code) == (422, 422)
    assert "The tutor has confirmed this entry" in late.text
    assert "Baked with Anna." in late.text
    assert "The very last." in closed.text


def test_a_phone_may_send_an_outcome_that_is_gone_and_a_day_that_has_begun_there(learner, abroad):
    gone = abroad.outcomes.get()
    code = gone.code
    gone.delete()

    sent = send(learner, abroad, kind="entry", key=KEY, day="2027-03-05", text="Baked.", outcomes=[code])

    assert sent.status_code == 201
    assert str(LogEntry.objects.get().day) == "2027-03-05"
