"""Every change is a row that reads as a sentence."""

import pytest

from compagnon.core import activity
from compagnon.core.states import MoveRefused, move
from tests.factories.mobilities import MobilityFactory


def test_a_verb_without_words_is_refused(network):
    with pytest.raises(LookupError, match=r"nobody\.knows_this"):
        activity.record("nobody.knows_this", about=MobilityFactory(network=network), by=None)


def test_a_move_that_the_table_does_not_allow_leaves_no_row(network):
    mobility = MobilityFactory(network=network, state="closed")

    with pytest.raises(MoveRefused, match="Closed"):
        move(mobility, "abroad", by=None)

    assert not activity.Activity.objects.exists()
