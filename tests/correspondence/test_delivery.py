"""What becomes of a letter when the mail server refuses, goes away, or takes it without an answer."""

from datetime import timedelta
from itertools import pairwise
from traceback import format_exception
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import override_settings
from procrastinate.contrib.django.models import ProcrastinateJob

from compagnon.core import clock, jobs
from compagnon.core.activity import on, sentence
from compagnon.core.states import MoveRefused
from compagnon.correspondence import delivery
from compagnon.correspondence.actions import keep_back, release, send_test, settle
from compagnon.correspondence.models import Letter
from compagnon.correspondence.smtp import EmailBackend
from tests.correspondence.sink import by, listening
from tests.factories.people import PersonFactory


@pytest.fixture
def letter(network):
    return send_test(person=PersonFactory(network=network, role="coordinator"))


@pytest.fixture
def sink(letter):
    with listening() as sink, override_settings(**by(sink)):
        yield sink


def sent(letter):
    """Send it as the job does; what the job would try again is told."""
    try:
        delivery.deliver(letter)
    except delivery.NotAccepted as error:
        again = str(error)
    else:
        again = ""
    letter.refresh_from_db()
    return letter.state, bool(again)


def test_a_letter_is_accepted_once_with_a_number_of_its_own(letter, sink):
    assert [sent(letter), sent(letter)] == [("sent", False), ("sent", False)]

    (message,) = sink.messages
    assert message["Message-ID"] == f"<{letter.code}@example.org>"
    assert message["To"] == letter.to_email


def test_an_answer_that_is_lost_leaves_the_letter_to_a_person(letter, sink):
    sink.drops = "after"

    assert sent(letter) == ("unsure", False)

    sink.drops = ""
    assert sent(letter) == ("unsure", False)  # the job runs again: nothing is sent
    assert sink.received.total() == 1
    assert "nobody knows whether the letter" in sentence(on(letter.about)[0])


def test_a_conversation_that_ends_before_the_content_is_tried_again(letter, sink):
    sink.drops = "before"
    assert sent(letter) == ("queued", True)

    sink.drops = ""
    assert sent(letter) == ("sent", False)
    assert set(sink.received.values()) == {1}


def test_what_the_server_refuses_for_now_is_tried_again_and_fails_at_last(letter, sink):
    sink.refuses = "451 come back later"

    tried = [sent(letter) for _attempt in range(delivery.ATTEMPTS)]

    assert tried == [("queued", True)] * (delivery.ATTEMPTS - 1) + [("failed", True)]
    assert letter.problem == "451 come back later"


def test_what_the_server_refuses_for_good_has_failed_at_once(letter, sink):
    sink.refuses = "550 no such person"

    assert sent(letter) == ("failed", False)
    assert letter.problem == "550 no such person"
    assert not sink.messages


def test_a_server_that_is_away_is_tried_again(letter, sink):
    with override_settings(EMAIL_PORT=1):
        assert sent(letter) == ("queued", True)


def lost(letter, **fields):
    """The letter as a worker leaves it that was killed while it sent it."""
    Letter.objects.filter(pk=letter.pk).update(
        state="sending", taken_at=clock.now() - timedelta(minutes=11), attempts=1, **fields
    )


def test_a_letter_whose_worker_died_before_the_content_goes_back_to_the_queue(letter, sink):
    lost(letter)

    delivery.look_after_lost(clock.now())

    assert Letter.objects.get().state == "queued"
    assert sent(letter) == ("sent", False)


def test_a_letter_whose_worker_died_after_the_content_waits_for_a_person(letter, sink):
    lost(letter, handed_at=clock.now() - timedelta(minutes=11))

    delivery.look_after_lost(clock.now())

    assert Letter.objects.get().state == "unsure"


def test_a_letter_that_is_going_now_is_left_alone(letter, sink):
    Letter.objects.update(state="sending", taken_at=clock.now() - timedelta(minutes=9))

    delivery.look_after_lost(clock.now())

    assert Letter.objects.get().state == "sending"


class Overtaken(EmailBackend):
    """A conversation that takes so long to begin that the letter is given to another worker meanwhile."""

    def open(self):
        opened = super().open()
        Letter.objects.update(state="queued", taken_at=None)
        return opened


def test_a_worker_that_was_taken_for_dead_sends_nothing(letter, sink):
    with override_settings(EMAIL_BACKEND=f"{__name__}.Overtaken"):
        assert sent(letter) == ("queued", False)

    assert not sink.messages


def test_a_letter_that_lost_its_job_gets_another(letter):
    waiting = ProcrastinateJob.objects.filter(task_name="correspondence.send_letter", status="todo")
    later = clock.now() + timedelta(minutes=6)
    delivery.look_after_lost(later)
    assert waiting.count() == 1  # its job waits still
    with connection.cursor() as cursor:  # jobs are read-only as models
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")

    delivery.look_after_lost(later)

    assert [one.args["letter"] for one in waiting] == [letter.pk]


def test_a_person_says_that_it_arrived_or_sends_it_once_more(letter, sink):
    reader = PersonFactory(network=letter.network, role="referent")
    sink.drops = "after"
    sent(letter)
    sink.drops = ""

    release(letter=letter, by=reader)
    letter.refresh_from_db()

    assert sent(letter) == ("sent", False)
    assert list(sink.received.values()) == [2]  # the same number twice
    with pytest.raises(MoveRefused):
        settle(letter=letter, by=reader)


def test_what_arrived_is_noted_with_the_hour_at_which_it_was_handed_over(letter, sink):
    sink.drops = "after"
    sent(letter)

    settle(letter=letter, by=PersonFactory(network=letter.network, role="referent"))

    letter.refresh_from_db()
    assert (letter.state, letter.sent_at) == ("sent", letter.handed_at)


def test_a_letter_that_is_going_cannot_be_kept_back(letter, sink):
    Letter.objects.update(state="sending")

    with pytest.raises(MoveRefused):
        keep_back(letter=letter, by=PersonFactory(network=letter.network, role="referent"))


def test_a_letter_whose_worker_dies_each_time_does_not_go_round_for_ever(letter, sink):
    lost(letter)
    Letter.objects.update(attempts=delivery.ATTEMPTS)

    delivery.look_after_lost(clock.now())

    assert Letter.objects.get().state == "failed"


def test_the_log_of_jobs_holds_no_address(letter, sink):
    sink.refuses = "451 come back later"

    with pytest.raises(delivery.NotAccepted) as raised:
        delivery.deliver(letter)

    assert letter.to_email not in "".join(format_exception(raised.value))


def test_letters_are_tried_over_a_night_and_then_left_to_a_person():
    patience = jobs._Patience(delivery.ATTEMPTS)
    tried = [SimpleNamespace(attempts=number) for number in range(delivery.ATTEMPTS)]

    again = [patience.get_retry_decision(exception=OSError(), job=one) for one in tried]

    assert again[-1] is None
    assert sum(jobs.WAITS) > 12 * 60 * 60
    assert all(later.retry_at > sooner.retry_at for sooner, later in pairwise(again[:-1]))


@pytest.mark.parametrize("state", ["failed", "bounced"])
def test_once_more_means_as_often_as_a_new_letter(letter, sink, state):
    Letter.objects.update(state=state, attempts=delivery.ATTEMPTS)
    sink.refuses = "451 come back later"

    release(letter=letter, by=PersonFactory(network=letter.network, role="referent"))

    letter.refresh_from_db()
    assert (letter.attempts, sent(letter)) == (0, ("queued", True))
