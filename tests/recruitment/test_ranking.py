"""The order, what it decides nothing about, and who decides."""

import json
from hashlib import sha256

import pytest

from compagnon.core.states import MoveRefused
from compagnon.correspondence.models import Letter
from compagnon.engines.selection import Question, select
from compagnon.recruitment import actions, queries
from compagnon.recruitment.models import CallPlaces, CallScheme, RankedFile
from compagnon.recruitment.phrases import selection as phrases
from tests.factories.network import SiteFactory
from tests.factories.people import ParticipantFactory
from tests.factories.recruitment import ApplicationFactory, CallFactory, ready_to_open
from tests.factories.schemes import SchemeFactory


@pytest.fixture
def selection(network, coordinator):
    call = CallFactory(network=network, state="draft", places=2)
    ready_to_open(call, by=coordinator)
    actions.publish_call(call=call, by=coordinator)
    call.selection.refresh_from_db()
    return call.selection


def read(application, level, by, readers=2):
    """A file read by the panel's readers, the same level everywhere."""
    panel = application.call.selection.panel.filter(part="reader").select_related("person")
    for one in panel[:readers]:
        review = actions.assign_review(application=application, reviewer=one.person, by=by)
        keys = [criterion["key"] for criterion in application.call.selection.grid["criteria"]]
        said = {"levels": dict.fromkeys(keys, level), "sentences": dict.fromkeys(keys, "Because.")}
        actions.review(review=review, by=one.person, **said)
    return application


def files(selection, by, *levels):
    return [read(ApplicationFactory(call=selection.call), level, by) for level in levels]


def ranks(run):
    return [(one.application, one.rank, one.has_place) for one in RankedFile.objects.filter(run=run)]


def test_the_order_follows_the_scores_and_keeps_why(selection, coordinator):
    low, high, middle = files(selection, coordinator, 1, 4, 2)
    unread = read(ApplicationFactory(call=selection.call), 4, coordinator, readers=1)

    run = actions.rank_call(selection=selection, by=coordinator)

    assert ranks(run) == [(high, 1, True), (middle, 2, True), (low, 3, False), (unread, None, False)]
    assert (run.ranked, run.unread, run.seed) == (3, 1, selection.seed)
    assert [reason["code"] for reason in RankedFile.objects.get(run=run, application=low).reasons] == [
        "selection.reading.mean", "selection.rank.score", "selection.place.all_taken",
    ]  # fmt: skip


def test_reckoning_again_gives_the_same_and_the_kept_facts_give_it_to_anybody(selection, coordinator):
    files(selection, coordinator, 3, 3, 3, 1)
    first = actions.rank_call(selection=selection, by=coordinator)

    second = actions.rank_call(selection=selection, by=coordinator)
    alone = select(Question.model_validate(json.loads(first.facts)))

    assert ranks(first) == ranks(second)
    assert first.fingerprint == second.fingerprint == sha256(first.facts.encode()).hexdigest()
    assert [one.file for one in alone.order] == [application.code for application, _rank, _place in ranks(first)]


def test_the_facts_name_nobody(selection, coordinator):
    (application,) = files(selection, coordinator, 3)

    run = actions.rank_call(selection=selection, by=coordinator)

    person = application.participant.person
    assert [name for name in (person.first_name, person.last_name, person.email) if name in run.facts] == []


def test_ranking_takes_four_questions_however_many_files(selection, coordinator, django_assert_num_queries):
    files(selection, coordinator, 1, 2, 3)

    with django_assert_num_queries(4):
        queries.reckoning.reckon(selection)


def test_a_decision_that_departs_from_the_order_needs_a_reason_of_its_own(selection, coordinator):
    _high, _middle, low = files(selection, coordinator, 4, 3, 1)
    actions.rank_call(selection=selection, by=coordinator)

    with pytest.raises(MoveRefused, match="departs from the order"):
        actions.decide(application=low, decision="admitted", by=coordinator)
    decided = actions.decide(
        application=low, decision="admitted", by=coordinator, departure="The host asked for welders."
    )

    assert (decided.departure_reason, decided.decided_by_name) == ("The host asked for welders.", coordinator.full_name)
    assert "welders" not in Letter.objects.get(key="recruitment.admitted").body


def test_a_letter_has_the_own_scores_and_nobody_else_s(selection, coordinator):
    high, middle, low = files(selection, coordinator, 4, 3, 1)
    actions.rank_call(selection=selection, by=coordinator)

    actions.decide(application=low, decision="declined", by=coordinator)

    body = Letter.objects.get(key="recruitment.declined").body
    assert "Your score: 25 of 100" in body
    assert "- Project (35 %): level 1 of 4" in body
    others = [str(one.participant) for one in (high, middle)] + [high.code, middle.code, "100 of 100", "75"]
    assert [mark for mark in others if mark in body] == []


def test_a_letter_tells_scores_in_the_language_of_its_reader(selection, coordinator):
    (application,) = files(selection, coordinator, 4)
    application.participant.person.language = "fr"
    application.participant.person.save()
    actions.rank_call(selection=selection, by=coordinator)

    actions.decide(application=application, decision="admitted", by=coordinator)

    assert "Projet (35 %)" in Letter.objects.get().body


def test_the_reserve_list_keeps_the_order(selection, coordinator):
    one, _two, three, four = files(selection, coordinator, 4, 4, 2, 1)
    actions.rank_call(selection=selection, by=coordinator)

    for application in (four, three):
        actions.decide(application=application, decision="waiting", by=coordinator)

    assert [one.reserve_place for one in (three, four) if not one.refresh_from_db()] == [3, 4]
    assert queries.ranking.departs(one, "waiting")


def test_not_eligible_needs_its_reason(selection, coordinator):
    (application,) = files(selection, coordinator, 4)

    with pytest.raises(MoveRefused, match="Say why"):
        actions.decide(application=application, decision="ineligible", by=coordinator)


def test_a_reserved_place_is_given_beside_the_order_and_changes_no_score(selection, coordinator):
    first, second, third = files(selection, coordinator, 4, 3, 1)
    site = third.participant.site
    first.participant.site = second.participant.site = None
    for one in (first, second):
        one.participant.save()
    selection.place_rules = [
        {"key": "north", "kind": "reserve", "group": ["site", site.key], "places": 1, "held": False, "source": {"title": "Board"}}
    ]  # fmt: skip
    selection.save()

    run = actions.rank_call(selection=selection, by=coordinator)

    assert ranks(run) == [(first, 1, True), (second, 2, False), (third, 3, True)]


@pytest.fixture
def kept(selection):
    """Two places, one of them kept for a site; its keeper."""
    site = SiteFactory(network=selection.network, name="Laval")
    CallPlaces.objects.create(network=selection.network, call=selection.call, site=site, places=1)
    return site


def test_a_place_kept_for_a_site_stays_so_in_the_order_and_says_why(selection, kept, coordinator):
    first, second = files(selection, coordinator, 4, 3)
    of_site = ApplicationFactory(
        call=selection.call, participant=ParticipantFactory(network=selection.network, site=kept)
    )
    read(of_site, 1, coordinator)

    run = actions.rank_call(selection=selection, by=coordinator)

    assert ranks(run) == [(first, 1, True), (second, 2, False), (of_site, 3, True)]
    reason = RankedFile.objects.get(run=run, application=of_site).reasons[-1]
    told = phrases.told(phrases.read([reason])[0], queries.ranking.names_of(selection))
    assert told.sentence == "A place by the rule “Laval”, which reserves 1."
    assert [one.file for one in select(Question.model_validate(json.loads(run.facts))).given] == [
        of_site.code, first.code,
    ]  # fmt: skip


def test_the_last_places_are_not_given_to_others_than_those_they_are_kept_for(selection, kept, coordinator):
    first, second = (ApplicationFactory(call=selection.call) for _number in range(2))
    of_site = ApplicationFactory(
        call=selection.call, participant=ParticipantFactory(network=selection.network, site=kept)
    )
    actions.decide(application=first, decision="admitted", by=coordinator)

    with pytest.raises(actions.NoPlaceLeft, match="kept for others: Laval"):
        actions.decide(application=second, decision="admitted", by=coordinator)

    assert actions.decide(application=of_site, decision="admitted", by=coordinator).state == "admitted"


def test_a_place_kept_for_a_scheme_is_given_under_that_scheme_alone(network, coordinator):
    short, long = (SchemeFactory(network=network) for _number in range(2))
    call = CallFactory(network=network, scheme=short, places=1)
    actions.change_call(call=call, by=coordinator, also=[long], places_by_scheme={long.pk: 1})
    under_short, under_long = (ApplicationFactory(call=call, chosen_scheme=one) for one in (short, long))

    with pytest.raises(actions.NoPlaceLeft, match="kept for others"):
        actions.decide(application=under_short, decision="admitted", by=coordinator)

    assert actions.decide(application=under_long, decision="admitted", by=coordinator).state == "admitted"


def test_a_place_kept_for_a_scheme_stays_so_in_the_order_and_says_why(selection, coordinator):
    call, long = selection.call, SchemeFactory(network=selection.network, key="long", name="Long stay")
    CallScheme.objects.create(network=call.network, call=call, scheme=call.scheme)
    CallScheme.objects.create(network=call.network, call=call, scheme=long, places=1)
    first, second = files(selection, coordinator, 4, 3)
    of_scheme = ApplicationFactory(call=call, chosen_scheme=long)
    read(of_scheme, 1, coordinator)

    run = actions.rank_call(selection=selection, by=coordinator)

    assert ranks(run) == [(first, 1, True), (second, 2, False), (of_scheme, 3, True)]
    assert said_last(run, of_scheme, selection) == "A place by the rule “Long stay”, which reserves 1."
    assert [one.file for one in select(Question.model_validate(json.loads(run.facts))).given] == [
        of_scheme.code, first.code,
    ]  # fmt: skip


def test_a_place_kept_for_a_scheme_for_which_nobody_applies_stays_free_and_who_waits_is_told(selection, coordinator):
    call, long = selection.call, SchemeFactory(network=selection.network, key="long", name="Long stay")
    CallScheme.objects.create(network=call.network, call=call, scheme=call.scheme)
    CallScheme.objects.create(network=call.network, call=call, scheme=long, places=1)
    first, second = files(selection, coordinator, 4, 3)

    run = actions.rank_call(selection=selection, by=coordinator)

    assert ranks(run) == [(first, 1, True), (second, 2, False)]
    assert said_last(run, second, selection) == (
        "A place is free, but kept by the rule “Long stay”: number 1 of those who wait."
    )


def said_last(run, application, selection):
    """The last reason of a file, in words."""
    reason = RankedFile.objects.get(run=run, application=application).reasons[-1]
    return phrases.told(phrases.read([reason])[0], queries.ranking.names_of(selection)).sentence


def test_minutes_keep_what_was_decided_in_the_order_of_the_meeting_whatever_becomes_of_the_files(
    selection, coordinator, django_assert_num_queries
):
    low, high, middle = files(selection, coordinator, 1, 4, 2)
    actions.rank_call(selection=selection, by=coordinator)
    meeting = actions.open_meeting(
        selection=selection, present=[one.person_id for one in selection.panel.all()], by=coordinator
    )
    for application, said in (
        (low, {"decision": "declined", "reason": "Too few places."}),
        (high, {"decision": "waiting", "departure": "Leaves the trade."}),
        (middle, {"decision": "admitted"}),
    ):
        actions.record_in_meeting(meeting=meeting, application=application, by=coordinator, **said)
    actions.close_meeting(meeting=meeting, notes="", by=coordinator)
    meeting.refresh_from_db()

    actions.withdraw(application=middle, by=middle.participant.person)
    actions.decide(application=low, decision="waiting", by=coordinator)

    with django_assert_num_queries(3):
        found = queries.panel.decided_in(meeting)
    assert [(one.application, one.rank, one.decision, one.reason, one.departure) for one in found] == [
        (high, 1, "waiting", "", "Leaves the trade."),
        (middle, 2, "admitted", "", ""),
        (low, 3, "declined", "Too few places.", ""),
    ]


def test_a_call_that_reserves_more_than_it_has_does_not_open_and_one_made_smaller_since_still_ranks(
    selection, kept, coordinator
):
    rule = {"key": "r1", "kind": "reserve", "group": ["site", "other"], "places": 2, "source": {"title": "Board."}}
    selection.place_rules = [rule]
    selection.save()
    read(ApplicationFactory(call=selection.call), 3, coordinator)

    assert "3 places are reserved or kept for sites, and the call has only 2." in queries.grids.lacks(selection)
    assert [one["places"] for one in queries.places.rules_of(selection)] == [2, 0]
    assert actions.rank_call(selection=selection, by=coordinator).ranked == 1
