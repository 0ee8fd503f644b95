"""The reserve list moves by itself, and the last place goes to one."""

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django_scopes import scope, scopes_disabled

from compagnon.core import activity, clock
from compagnon.core.states import MoveRefused
from compagnon.correspondence.models import Letter
from compagnon.recruitment import actions, queries
from compagnon.recruitment.actions import NoPlaceLeft
from compagnon.recruitment.jobs import end_offers_not_answered
from compagnon.recruitment.models import Application, Offer
from tests.factories.network import NetworkFactory
from tests.factories.recruitment import ApplicationFactory, CallFactory, ready_to_open


@pytest.fixture
def selection(network, coordinator):
    call = CallFactory(network=network, state="draft", places=1)
    ready_to_open(call, by=coordinator)
    actions.publish_call(call=call, by=coordinator)
    call.selection.refresh_from_db()
    return call.selection


@pytest.fixture
def three(selection):
    """One with the place, two on the reserve list."""
    call = selection.call
    rows = [("admitted", None), ("waiting", 2), ("waiting", 3)]
    return [ApplicationFactory(call=call, state=state, reserve_place=place) for state, place in rows]


def withdraw(application):
    actions.withdraw(application=application, by=application.participant.person)


def test_a_withdrawal_offers_the_place_to_the_next_in_the_name_of_who_decided_the_list(three):
    admitted, second, _third = three

    withdraw(admitted)

    offer = Offer.objects.get()
    letter = Letter.objects.get(key="recruitment.place_offered")
    assert (offer.application, offer.answer_by) == (second, clock.today() + timedelta(days=7))
    assert (letter.to_person, letter.link.purpose) == (second.participant.person, "recruitment.offer")
    assert activity.sentence(activity.on(second)[0]) == (
        f"A place is free: it is offered to {second.participant}, first of the reserve list that Decidia Essai decided."
    )


def test_accepting_gives_the_place_and_twice_is_once(three):
    admitted, second, _third = three
    withdraw(admitted)
    offer = Offer.objects.get()

    for _number in range(2):
        actions.accept_offer(offer=offer, by=second.participant.person)

    second.refresh_from_db()
    assert (second.state, second.decided_by_name, Offer.objects.count()) == ("admitted", "Decidia Essai", 1)


def test_declining_asks_the_next(three):
    admitted, second, third = three
    withdraw(admitted)

    actions.decline_offer(offer=Offer.objects.get(), by=second.participant.person)

    second.refresh_from_db()
    assert second.state == "withdrawn"
    assert Offer.objects.get(state="open").application == third


def test_without_an_answer_in_time_the_next_is_asked_and_the_late_one_is_told(three):
    admitted, second, third = three
    withdraw(admitted)
    Offer.objects.update(answer_by=date(2026, 11, 1))

    end_offers_not_answered(timestamp=0)
    end_offers_not_answered(timestamp=0)

    assert Offer.objects.get(state="open").application == third
    assert Letter.objects.get(key="recruitment.offer_over").to_person == second.participant.person


def test_a_late_yes_is_refused(three):
    withdraw(three[0])
    Offer.objects.update(answer_by=date(2026, 11, 1))

    with pytest.raises(MoveRefused, match="last day to answer is past"):
        actions.accept_offer(offer=Offer.objects.get(), by=None)


def test_who_withdraws_while_a_place_is_offered_frees_it_for_the_next(three):
    withdraw(three[0])

    withdraw(three[1])

    assert [offer.state for offer in Offer.objects.order_by("pk")] == ["closed", "open"]
    assert Offer.objects.last().application == three[2]


def test_a_place_that_is_offered_is_not_given_to_somebody_else(three, selection, coordinator):
    withdraw(three[0])

    with pytest.raises(NoPlaceLeft, match="offered to others"):
        actions.decide(application=three[2], decision="admitted", by=coordinator)


def test_in_a_call_without_a_published_selection_nobody_moves_up_alone(network):
    call = CallFactory(network=network, places=1)
    admitted, _waiting = (ApplicationFactory(call=call, state=state) for state in ("admitted", "waiting"))

    withdraw(admitted)

    assert not Offer.objects.exists()


def test_a_ceiling_is_kept_when_the_list_moves(three, selection):
    admitted, second, third = three
    third.participant.site = None
    third.participant.save()
    site = second.participant.site
    selection.place_rules = [
        {"key": "c", "kind": "ceiling", "group": ["site", site.key], "places": 0, "source": {"title": "Board"}}
    ]
    selection.save()

    withdraw(admitted)

    assert Offer.objects.get().application == third


@pytest.mark.django_db(transaction=True)
def test_of_fifty_who_accept_the_last_place_at_once_exactly_one_gets_it():
    with scopes_disabled():
        network = NetworkFactory()
        call = CallFactory(network=network, places=1)
        waiting = [ApplicationFactory(call=call, state="waiting", reserve_place=n) for n in range(50)]
        offers = [Offer.objects.create(network=network, application=one, answer_by=date(2030, 1, 1)) for one in waiting]
    start, answers = Barrier(50), []

    def accept(offer):
        with scope(network=network):
            start.wait()
            try:
                actions.accept_offer(offer=offer, by=offer.application.participant.person)
                answers.append("accepted")
            except NoPlaceLeft:
                answers.append("refused")
        connection.close()

    threads = [Thread(target=accept, args=[offer]) for offer in offers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert sorted(answers) == ["accepted"] + ["refused"] * 49
    with scope(network=network):
        assert (queries.places.admitted_to(call).count(), Offer.objects.filter(state="accepted").count()) == (1, 1)
        assert Application.objects.filter(state="waiting").count() == 49


def decided(application, decision, *, by):
    actions.decide(application=application, decision=decision, by=by, reason="Said in the panel.", departure="Said.")
    return Letter.objects.get(key=f"recruitment.{decision}", about_id=application.pk)


def test_a_letter_that_says_to_wait_does_not_go_once_a_place_is_offered(selection, coordinator):
    first, second = (ApplicationFactory(call=selection.call, state="submitted") for _number in range(2))
    decided(first, "admitted", by=coordinator)
    waiting = decided(second, "waiting", by=coordinator)

    withdraw(first)

    waiting.refresh_from_db()
    assert (waiting.state, Letter.objects.get(key="recruitment.place_offered").state) == ("cancelled", "queued")
    assert Letter.objects.get(key="recruitment.admitted").state == "cancelled"


def test_a_new_decision_keeps_back_the_letter_of_the_one_before_but_not_its_own(selection, coordinator):
    one = ApplicationFactory(call=selection.call, state="submitted")
    waiting = decided(one, "waiting", by=coordinator)

    declined = decided(one, "declined", by=coordinator)

    waiting.refresh_from_db()
    assert (waiting.state, declined.state) == ("cancelled", "held")
    assert [row.verb for row in activity.on(one)].count("correspondence.letter_cancelled") == 1


def test_a_letter_that_has_gone_stays_as_it_was_said(selection, coordinator):
    one = ApplicationFactory(call=selection.call, state="submitted")
    waiting = decided(one, "waiting", by=coordinator)
    Letter.objects.filter(pk=waiting.pk).update(state="sent", sent_at=clock.now())

    decided(one, "admitted", by=coordinator)

    waiting.refresh_from_db()
    assert waiting.state == "sent"


def test_a_letter_that_offers_a_place_does_not_go_once_it_is_answered(three):
    admitted, second, _third = three
    withdraw(admitted)
    Letter.objects.filter(key="recruitment.place_offered").update(state="held")

    actions.accept_offer(offer=Offer.objects.get(), by=second.participant.person)

    assert Letter.objects.get(key="recruitment.place_offered").state == "cancelled"
