"""Agreeing together, withdrawing alone, and what is kept of it."""

from datetime import date

import pytest
import time_machine
from django.utils import translation
from i18nfield.strings import LazyI18nString

from compagnon.consents import actions, queries
from compagnon.consents.choices import Channel, Party, Standing
from compagnon.consents.models import Consent, NationalAge, Purpose, Word
from compagnon.core.models import Activity
from compagnon.core.states import MoveRefused
from compagnon.correspondence.models import Letter
from compagnon.people.models import Participant
from tests.factories.network import OrganisationFactory
from tests.factories.people import ContactFactory, ParticipantFactory, PersonFactory


@pytest.fixture
def child(asking):
    """Fourteen: under the age of France, 15 on 10 March 2027."""
    guardian = ContactFactory(network=asking, first_name="Gardia", last_name="Test", language="de")
    return ParticipantFactory(network=asking, birth_date=date(2012, 3, 10), guardian=guardian)


def learner(participant, purpose, *, yes):
    return actions.say(
        participant=participant,
        purpose=purpose,
        party=Party.LEARNER,
        is_given=yes,
        channel=Channel.ACCOUNT,
        by=participant.person,
    )


def guardian(participant, purpose, *, yes):
    return actions.say(
        participant=participant,
        purpose=purpose,
        party=Party.GUARDIAN,
        is_given=yes,
        channel=Channel.LINK,
        by=participant.guardian,
    )


def test_a_consent_of_a_child_is_active_only_with_both_words(child, stories):
    first = learner(child, stories, yes=True)

    assert first.state == Standing.WAITING_GUARDIAN
    assert queries.has_active(child, "testimonials") is False

    guardian(child, stories, yes=True)

    assert queries.has_active(child, "testimonials") is True
    assert list(queries.with_active(Participant.objects.all(), "testimonials")) == [child]


@pytest.mark.parametrize("who", [learner, guardian])
def test_either_withdraws_alone_and_at_once(child, stories, who):
    learner(child, stories, yes=True)
    guardian(child, stories, yes=True)

    consent = who(child, stories, yes=False)

    assert consent.state == Standing.WITHDRAWN
    assert queries.has_active(child, "testimonials") is False


def test_the_guardian_may_speak_first(child, stories):
    assert guardian(child, stories, yes=True).state == Standing.WAITING_LEARNER
    assert learner(child, stories, yes=True).state == Standing.ACTIVE


def test_a_yes_can_follow_a_withdrawal(child, stories):
    learner(child, stories, yes=True)
    guardian(child, stories, yes=True)
    learner(child, stories, yes=False)

    assert learner(child, stories, yes=True).state == Standing.ACTIVE


def test_one_purpose_says_nothing_about_another(child, stories, photographs):
    learner(child, stories, yes=True)
    guardian(child, stories, yes=True)

    assert queries.has_active(child, "photographs") is False
    assert Consent.objects.filter(purpose=photographs).exists() is False


def test_everything_about_a_word_is_kept(child, stories):
    with translation.override("fr"):
        learner(child, stories, yes=True)
    with translation.override("de"):
        guardian(child, stories, yes=True)

    kept = Word.objects.order_by("pk").values_list(
        "party", "is_given", "by_name", "text__number", "language", "channel", "age", "sentence"
    )
    said = stories.text.sentence
    assert list(kept) == [
        ("learner", True, child.person.full_name, 1, "fr", "account", 14, said.localize("fr")),
        ("guardian", True, "Gardia Test", 1, "de", "link", 14, said.localize("de")),
    ]


def test_the_guardian_gets_one_letter_in_their_language_whatever_many_things_are_agreed(child, stories, photographs):
    learner(child, stories, yes=True)
    learner(child, photographs, yes=True)

    letter = Letter.objects.get()
    assert (letter.to_contact, letter.language, letter.key) == (child.guardian, "de", "consents.guardian")


def test_without_an_address_nobody_is_written_to(child, stories):
    child.guardian.email = ""
    child.guardian.save()

    assert learner(child, stories, yes=True).state == Standing.WAITING_GUARDIAN
    assert actions.ask_guardian(participant=child, by=None) is False
    assert Letter.objects.count() == 0


def test_saying_the_same_twice_keeps_one_word_and_one_line(child, stories):
    learner(child, stories, yes=False)
    learner(child, stories, yes=False)

    assert Word.objects.count() == 1
    assert Activity.objects.filter(verb__startswith="consents.consent").count() == 1


def test_who_has_come_of_age_decides_alone_from_that_day(child, stories):
    learner(child, stories, yes=True)

    with time_machine.travel(date(2027, 3, 9)):
        assert learner(child, stories, yes=True).state == Standing.WAITING_GUARDIAN
    with time_machine.travel(date(2027, 3, 10)):
        assert learner(child, stories, yes=True).state == Standing.ACTIVE
        with pytest.raises(MoveRefused, match="old enough"):
            guardian(child, stories, yes=False)


def test_a_guardian_s_no_counts_no_more_once_the_learner_has_agreed_alone(child, stories):
    guardian(child, stories, yes=False)

    with time_machine.travel(date(2027, 3, 10)):
        assert learner(child, stories, yes=True).state == Standing.ACTIVE


def test_photographs_of_a_seventeen_year_old_need_both(asking, stories, photographs):
    almost_adult = ParticipantFactory(network=asking, birth_date=date(2009, 1, 2))

    assert learner(almost_adult, stories, yes=True).state == Standing.ACTIVE
    assert learner(almost_adult, photographs, yes=True).state == Standing.WAITING_GUARDIAN


def test_the_country_of_the_sending_side_gives_the_age(asking, stories):
    sender = OrganisationFactory(network=asking, country="DE")
    fifteen = ParticipantFactory(network=asking, birth_date=date(2011, 5, 5), sending_organisation=sender)
    at_home = ParticipantFactory(network=asking, birth_date=date(2011, 5, 5))

    assert learner(fifteen, stories, yes=True).state == Standing.WAITING_GUARDIAN
    assert learner(at_home, stories, yes=True).state == Standing.ACTIVE


def test_what_is_not_asked_any_more_can_be_withdrawn_but_not_agreed_to(child, stories):
    learner(child, stories, yes=True)
    stories.is_offered = False
    stories.save()

    assert learner(child, stories, yes=False).state == Standing.REFUSED
    with pytest.raises(MoveRefused, match="not asked"):
        learner(child, stories, yes=True)


def test_other_words_are_the_next_version_and_the_former_answer_keeps_its_own(child, stories, asking):
    learner(child, stories, yes=True)
    coordinator = PersonFactory(network=asking, role="coordinator")

    actions.keep_purpose(
        purpose=stories, sentence=LazyI18nString({"en": "New words.", "fr": "Autres mots."}), by=coordinator
    )
    actions.keep_purpose(
        purpose=stories, sentence=LazyI18nString({"en": "New words.", "fr": "Autres mots."}), by=coordinator
    )

    assert list(stories.texts.order_by("number").values_list("number", flat=True)) == [1, 2]
    assert Word.objects.get().text.number == 1


def test_loading_twice_adds_nothing_and_keeps_what_a_network_has_changed(asking):
    Purpose.objects.filter(key="testimonials").update(is_offered=False)
    national = NationalAge.objects.get(country="DE")
    actions.check_age(national=national, age=16, source="§ 25 BDSG, read", by=PersonFactory(network=asking))

    assert actions.load_purposes(asking, None) == 0
    assert Purpose.objects.get(key="testimonials").is_offered is False
    assert NationalAge.objects.get(country="DE").is_to_check is False


def test_a_network_that_is_loaded_asks_what_is_usually_asked(db):
    from django_scopes import scope

    from compagnon.network.actions import load_network
    from compagnon.network.seed_shape import read_network

    network = load_network(seed=read_network("como"))

    with scope(network=network):
        assert Purpose.objects.count() == 4
