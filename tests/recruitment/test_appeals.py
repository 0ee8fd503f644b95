"""Appeals: until when, by whom, and the place that is kept."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from compagnon.core.states import MoveRefused
from compagnon.correspondence.models import Letter
from compagnon.engines.duedates import Calendar
from compagnon.recruitment import actions, queries
from compagnon.recruitment.models import Appeal, Offer
from tests.factories.people import PersonFactory
from tests.factories.recruitment import ApplicationFactory, CallFactory, ready_to_open


@pytest.fixture
def selection(network, coordinator):
    call = CallFactory(network=network, state="draft", places=1)
    ready_to_open(call, by=coordinator)
    actions.publish_call(call=call, by=coordinator)
    call.selection.refresh_from_db()
    return call.selection


@pytest.fixture
def declined(selection, coordinator):
    """Declined, and the letter has left."""
    application = ApplicationFactory(call=selection.call)
    actions.decide(application=application, decision="declined", by=coordinator, reason="Not this time.")
    Letter.objects.update(state="sent", sent_at=datetime(2026, 11, 24, 9, tzinfo=UTC))
    application.refresh_from_db()
    return application


@pytest.fixture
def other(network):
    return PersonFactory(network=network, role="coordinator")


def lodge(application):
    person = application.participant.person
    return actions.lodge_appeal(application=application, what="The project.", why="It was overlooked.", by=person)


def test_ten_working_days_leave_out_weekends_and_holidays():
    christmas = queries.appeals.working_days_after(date(2026, 12, 18), 10, Calendar("FR"))

    assert queries.appeals.working_days_after(date(2026, 11, 24), 10, Calendar("FR")) == date(2026, 12, 8)
    assert christmas == date(2027, 1, 5)


def test_the_days_count_from_the_letter_that_has_left(declined, selection, coordinator):
    held = ApplicationFactory(call=selection.call)
    actions.decide(application=held, decision="declined", by=coordinator, reason="Not this time.")

    assert queries.appeals.last_day(declined) == date(2026, 12, 8)
    assert queries.appeals.last_day(held) is None


@pytest.mark.parametrize(("day", "may"), [(8, True), (9, False)])
def test_an_appeal_is_lodged_until_the_last_day(declined, day, may):
    with time_machine.travel(datetime(2026, 12, day, 10, tzinfo=UTC), tick=False):
        assert queries.appeals.may_appeal(declined) is may


def test_one_appeal_against_one_decision(declined):
    lodge(declined)

    with pytest.raises(MoveRefused, match="asked already"):
        lodge(declined)


def test_who_decided_does_not_answer_the_appeal(declined, coordinator):
    appeal = lodge(declined)

    with pytest.raises(MoveRefused, match="somebody else must answer"):
        actions.decide_appeal(appeal=appeal, upheld=True, answer="Yes.", by=coordinator)


def test_who_scored_does_not_answer_the_appeal(declined, selection, other):
    from compagnon.recruitment.models import Review

    Review.objects.create(network=selection.network, application=declined, reviewer=other)
    appeal = lodge(declined)

    with pytest.raises(MoveRefused, match="somebody else must answer"):
        actions.decide_appeal(appeal=appeal, upheld=True, answer="Yes.", by=other)


def test_upheld_it_gives_the_free_place_and_the_letter_waits(declined, other):
    appeal = actions.decide_appeal(appeal=lodge(declined), upheld=True, answer="The project was overlooked.", by=other)

    declined.refresh_from_db()
    letter = Letter.objects.get(key="recruitment.appeal_answered")
    assert (declined.state, declined.decided_by_name, appeal.state) == ("admitted", other.full_name, "upheld")
    assert (letter.state, "you were right" in letter.body, "The mediator of the chamber." in letter.body) == (
        "held", True, True,
    )  # fmt: skip


def test_upheld_without_a_free_place_it_gives_the_first_of_the_reserve_list(declined, selection, other):
    ApplicationFactory(call=selection.call, state="admitted")

    actions.decide_appeal(appeal=lodge(declined), upheld=True, answer="Yes.", by=other)

    declined.refresh_from_db()
    assert (declined.state, declined.reserve_place) == ("waiting", 0)


def test_a_free_place_is_kept_until_the_appeal_is_answered_and_goes_on_after(declined, selection, other):
    admitted = ApplicationFactory(call=selection.call, state="admitted")
    waiting = ApplicationFactory(call=selection.call, state="waiting", reserve_place=2)
    appeal = lodge(declined)

    actions.withdraw(application=admitted, by=admitted.participant.person)
    kept = Offer.objects.count()
    actions.decide_appeal(appeal=appeal, upheld=False, answer="It stays.", by=other)

    assert (kept, Offer.objects.get().application) == (0, waiting)


def test_somebody_found_not_eligible_is_read_after_all(selection, coordinator, other):
    application = ApplicationFactory(call=selection.call)
    actions.decide(application=application, decision="ineligible", by=coordinator, reason="Too young.")
    Letter.objects.update(state="sent", sent_at=datetime(2026, 11, 24, 9, tzinfo=UTC))
    application.refresh_from_db()

    actions.decide_appeal(appeal=lodge(application), upheld=True, answer="You are old enough.", by=other)

    application.refresh_from_db()
    assert application.state == "submitted"


def test_an_appeal_needs_an_answer_in_words(declined, other):
    appeal = lodge(declined)

    with pytest.raises(MoveRefused, match="Write the answer"):
        actions.decide_appeal(appeal=appeal, upheld=False, answer=" ", by=other)
    assert Appeal.objects.get().state == "open"
