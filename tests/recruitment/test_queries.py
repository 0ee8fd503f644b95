"""Who sees which applications."""

from compagnon.recruitment import queries
from compagnon.recruitment.actions import assign_review, decide
from compagnon.recruitment.models import Application
from tests.factories.network import SiteFactory
from tests.factories.people import ParticipantFactory, PersonFactory
from tests.factories.recruitment import ApplicationFactory


def seen_by(person):
    return set(queries.visible_to(person, Application.objects.all()))


def test_a_referent_sees_his_departement_and_those_without_a_site(call, referent):
    here = ApplicationFactory(call=call)
    elsewhere = SiteFactory(network=call.network, departement_code="85")
    ApplicationFactory(call=call, participant=ParticipantFactory(network=call.network, site=elsewhere))
    nowhere = ApplicationFactory(call=call, participant=ParticipantFactory(network=call.network, site=None))

    assert seen_by(referent) == {here, nowhere}


def test_a_referent_of_the_whole_network_and_the_coordinator_see_all(call, coordinator):
    everywhere = PersonFactory(network=call.network, role="referent")
    two = {ApplicationFactory(call=call), ApplicationFactory(call=call)}

    assert seen_by(everywhere) == seen_by(coordinator) == two


def test_a_reviewer_sees_only_what_was_assigned(call, reviewer, referent):
    assigned, _other = ApplicationFactory(call=call), ApplicationFactory(call=call)
    assign_review(application=assigned, reviewer=reviewer, by=referent)

    assert seen_by(reviewer) == {assigned}


def test_a_participant_sees_nothing_at_the_desk(call):
    application = ApplicationFactory(call=call)

    assert seen_by(application.participant.person) == set()


def test_words_find_names_and_towns(call):
    wanted = ApplicationFactory(call=call, participant__person__last_name="Éloïse-Test")
    ApplicationFactory(call=call)

    assert list(queries.applications.found(Application.objects.all(), "eloise")) == [wanted]


def test_the_waiting_list_keeps_the_order_of_decisions(call, referent):
    late, early = ApplicationFactory(call=call), ApplicationFactory(call=call)
    decide(application=early, decision="waiting", by=referent)
    decide(application=late, decision="waiting", by=referent)

    assert list(queries.places.waiting_list(call)) == [early, late]
