"""One letter to each person who has something open, and a word about those who cannot be reached."""

from datetime import UTC, datetime

import pytest
import time_machine

from compagnon.core.registries import Evidence, evidence
from compagnon.correspondence.models import Letter
from compagnon.timeline.actions import create_timeline
from compagnon.timeline.reminding.by_hand import remind
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import PersonFactory
from tests.factories.schemes import SchemeFactory, SchemeTaskFactory


@pytest.fixture(autouse=True)
def the_week_before_it_is_due():
    with time_machine.travel(datetime(2027, 1, 26, 9, tzinfo=UTC), tick=True):
        yield


@pytest.fixture
def mobility(network):
    scheme = SchemeFactory(network=network)
    for key, role in (("sign", "learner"), ("pack", "learner"), ("agree", "employer"), ("meet", "host_tutor")):
        SchemeTaskFactory(scheme=scheme, key=key, role=role, title=f"Task {key}")
    SchemeTaskFactory(scheme=scheme, key="far", role="guardian", anchor="return", amount=3, unit="months")
    made = MobilityFactory(network=network, scheme=scheme)
    create_timeline(mobility=made, by=None)
    return made


@pytest.fixture
def referent(network):
    return PersonFactory(network=network, role="referent")


def test_everybody_with_something_due_gets_one_letter_with_all_of_it(mobility, referent):
    told = remind(mobilities=[mobility], by=referent)

    letters = {letter.reader: letter.body for letter in Letter.objects.all()}
    assert set(letters) == {mobility.participant.person, mobility.participant.mentor}
    learner = letters[mobility.participant.person]
    assert "Task sign" in learner
    assert "Task pack" in learner
    assert "Task agree" not in learner
    assert told.letters == 2
    assert told.without_address == [f"{mobility}: Host tutor"]


def test_nobody_is_written_to_about_what_is_not_due_soon(mobility, referent):
    remind(mobilities=[mobility], by=referent)

    assert not Letter.objects.filter(to_contact=mobility.participant.guardian).exists()


def test_whoever_asked_somebody_outside_first_asks_again(mobility, referent):
    asked = []
    evidence.add("test_again", Evidence(done=lambda _: False, remind=lambda about, by: asked.append(about) or 1))
    try:
        mobility.tasks.filter(role="employer").update(evidence="test_again")
        told = remind(mobilities=[mobility], by=referent)
    finally:
        evidence._answers.pop("test_again")

    assert asked == [mobility]
    assert told.letters == 2
    assert not Letter.objects.filter(to_contact=mobility.participant.mentor).exists()
