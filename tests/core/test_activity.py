"""Every change is a row that reads as a sentence."""

import pytest
from django.utils.translation import override

from compagnon.core import activity
from compagnon.core.states import MoveRefused, move
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import ContactFactory


def test_a_verb_without_words_is_refused(network):
    with pytest.raises(LookupError, match=r"nobody\.knows_this"):
        activity.record("nobody.knows_this", about=MobilityFactory(network=network), by=None)


def test_a_move_that_the_table_does_not_allow_leaves_no_row(network):
    mobility = MobilityFactory(network=network, state="closed")

    with pytest.raises(MoveRefused, match="Closed"):
        move(mobility, "abroad", by=None)

    assert not activity.Activity.objects.exists()


def test_the_role_of_somebody_outside_is_told_in_the_language_of_the_reader(network):
    tutor = ContactFactory(network=network, kind="guardian", first_name="Testa", last_name="Fournil")

    with override("fr"):
        row = activity.record("stays.arrival_confirmed", about=MobilityFactory(network=network), by=tutor)

    assert activity.sentence(row) == "Testa Fournil (Legal guardian) confirmed the arrival."
    with override("fr"):
        assert activity.sentence(row) == "Testa Fournil (Responsable légal) a confirmé l’arrivée."
