"""Two referents give away the last place at the same moment: one gets it, the other a sentence."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from django_scopes import scope, scopes_disabled

from compagnon.recruitment import actions
from compagnon.recruitment.actions import NoPlaceLeft
from compagnon.recruitment.models import Application
from tests.factories.network import NetworkFactory
from tests.factories.people import PersonFactory
from tests.factories.recruitment import ApplicationFactory, CallFactory


@pytest.mark.django_db(transaction=True)
def test_the_last_place_is_given_once():
    with scopes_disabled():
        network = NetworkFactory()
        call = CallFactory(network=network, places=1)
        two = [ApplicationFactory(call=call) for _number in range(2)]
        referents = [PersonFactory(network=network, role="referent") for _number in range(2)]
    start, answers = Barrier(2), []

    def admit(application, referent):
        with scope(network=network):
            start.wait()
            try:
                actions.decide(application=application, decision="admitted", by=referent)
                answers.append("admitted")
            except NoPlaceLeft as refusal:
                answers.append(str(refusal))
        connection.close()

    threads = [Thread(target=admit, args=pair) for pair in zip(two, referents, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)

    refusal, admitted = sorted(answers)
    assert admitted == "admitted"
    assert "All 1 places of this call are taken" in refusal
    with scope(network=network):
        assert Application.objects.filter(state="admitted").count() == 1
