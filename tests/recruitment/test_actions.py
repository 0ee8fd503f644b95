"""From the open call to the decision, and what is refused on the way."""

from datetime import date

import pytest
from django_scopes import scope

from compagnon.core import activity
from compagnon.core.states import MoveRefused
from compagnon.correspondence.models import Letter
from compagnon.people.models import Participant, Person, PersonalLink
from compagnon.recruitment import actions
from compagnon.recruitment.actions import Incomplete, NoPlaceLeft, NotEligible
from compagnon.recruitment.models import Application, Consent
from tests.factories.people import ContactFactory, ParticipantFactory, PersonFactory
from tests.factories.recruitment import ApplicationFactory, CallFactory, ready_to_open


def draft(call, **participant):
    """A draft in which nothing lacks."""
    return ApplicationFactory(
        call=call,
        participant=ParticipantFactory(network=call.network, **participant),
        state="draft",
        wishes=["DE"],
        language_levels={"en": "B1"},
        days_abroad_before=0,
    )


def sentences(thing):
    return [activity.sentence(row) for row in activity.on(thing)]


def test_publishing_a_call_whose_last_day_is_past_is_refused(network, coordinator):
    call = CallFactory(network=network, state="draft", closes_on=date(2026, 11, 23))

    with pytest.raises(MoveRefused, match="last day to apply is past"):
        actions.publish_call(call=call, by=coordinator)


def test_a_call_is_opened_closed_and_opened_again_and_each_is_told(network, coordinator):
    call = CallFactory(network=network, state="draft")
    ready_to_open(call, by=coordinator)

    actions.publish_call(call=call, by=coordinator)
    actions.close_call(call=call, by=coordinator)
    actions.reopen_call(call=call, by=coordinator)

    call.refresh_from_db()
    assert call.state == "open"
    told = [sentence for sentence in sentences(call) if sentence.endswith("ed this call.")]
    assert told == [f"{coordinator} {verb} this call." for verb in ("opened", "closed", "opened")]


def test_somebody_unknown_gets_an_account_a_file_and_a_link(call):
    actions.register_applicant(
        call=call, first_name="Testa", last_name="Nouvelle", email="New@Example.org ", birth_date=date(2009, 5, 4), language="fr"
    )  # fmt: skip

    person = Person.objects.get(email="new@example.org")
    letter = Letter.objects.get()
    assert Participant.objects.get(person=person).birth_date == date(2009, 5, 4)
    assert (letter.to_person, letter.link.purpose, letter.link.about) == (person, "recruitment.apply", call)
    assert not person.has_usable_password()


def test_a_known_person_keeps_what_is_known_and_gets_the_same_letter(call):
    known = ParticipantFactory(network=call.network).person

    actions.register_applicant(
        call=call, first_name="Other", last_name="Name", email=known.email, birth_date=date(1999, 1, 1), language="en"
    )

    known.refresh_from_db()
    assert known.first_name == "Testa"
    assert Letter.objects.get().key == "recruitment.apply"


def test_somebody_of_another_network_is_told_so_by_letter_without_a_link(call):
    stranger = PersonFactory(network=CallFactory().network)

    actions.register_applicant(
        call=call, first_name="A", last_name="B", email=stranger.email, birth_date=date(2000, 1, 1), language="en"
    )

    assert not Letter.objects.exists()
    with scope(network=stranger.network):
        letter = Letter.objects.get()
    assert (letter.key, letter.link, letter.network) == ("recruitment.other_network", None, stranger.network)


def test_starting_twice_is_starting_once(call):
    person = ParticipantFactory(network=call.network).person

    first = actions.start_application(call=call, person=person)
    second = actions.start_application(call=call, person=person)

    assert first == second
    assert Application.objects.count() == 1


def test_a_closed_call_takes_no_new_application(network):
    call = CallFactory(network=network, closes_on=date(2026, 11, 23))

    with pytest.raises(MoveRefused, match="does not take applications now"):
        actions.start_application(call=call, person=ParticipantFactory(network=network).person)


def test_a_trainer_who_starts_gets_a_file_of_staff(network):
    call = CallFactory(
        network=network, scheme__participant_kind="staff", scheme__rules={"audience": ["trainer", "teacher"]}
    )
    trainer = PersonFactory(network=network)

    application = actions.start_application(call=call, person=trainer)

    assert application.participant.kind == "staff"
    assert "participant" in trainer.roles


def test_sending_keeps_the_verdict_and_asks_the_employer(call):
    application = draft(call)

    actions.submit(application=application, by=application.participant.person)

    application.refresh_from_db()
    assert (application.state, application.verdict["answer"]) == ("submitted", "yes")
    assert [consent.kind for consent in application.consents.all()] == ["employer"]
    assert set(Letter.objects.values_list("key", flat=True)) == {
        "recruitment.received",
        "recruitment.employer_agreement",
    }


def test_sending_asks_the_guardian_of_a_minor_too(call):
    application = draft(call, birth_date=date(2009, 5, 4))

    actions.submit(application=application, by=application.participant.person)

    assert {consent.kind for consent in application.consents.all()} == {"employer", "guardian"}


def test_sending_twice_is_sending_once(call):
    application = draft(call)

    actions.submit(application=application, by=application.participant.person)
    actions.submit(application=application, by=application.participant.person)

    assert Letter.objects.filter(key="recruitment.received").count() == 1


def test_an_application_with_an_open_question_is_not_sent(call):
    application = draft(call)
    application.motivation = "  "
    application.save()

    with pytest.raises(Incomplete) as refused:
        actions.submit(application=application, by=application.participant.person)

    assert [step.key for step in refused.value.missing] == ["motivation"]


def test_a_rule_that_is_not_met_refuses_with_its_reason(call):
    application = draft(call, status="job_seeker", employer=None, mentor=None)

    with pytest.raises(NotEligible) as refused:
        actions.submit(application=application, by=application.participant.person)

    assert [one.code for one in refused.value.verdict.reasons if one.answer == "no"] == ["eligibility.audience.not_met"]
    application.refresh_from_db()
    assert application.state == "draft"


def test_a_rule_that_the_call_leaves_to_the_referent_does_not_refuse(call):
    call.rules = {"ask_referent": ["audience"]}
    call.save()
    application = draft(call, status="job_seeker", employer=None, mentor=None)

    actions.submit(application=application, by=application.participant.person)

    application.refresh_from_db()
    assert application.verdict["answer"] == "unknown"


def test_the_guardian_of_a_minor_hears_of_it_as_soon_as_they_are_named(call):
    application = draft(call, birth_date=date(2009, 5, 4), guardian=None)
    answers = {"first_name": "Gardia", "last_name": "Essai", "email": "g@example.org", "phone": "", "language": "fr"}

    actions.save_draft(application=application, step="guardian", answers=answers, by=application.participant.person)

    letter = Letter.objects.get()
    assert (letter.to_email, letter.language, letter.link.purpose) == (
        "g@example.org",
        "fr",
        "recruitment.guardian_consent",
    )


def test_another_guardian_ends_the_link_of_the_first(call):
    application = draft(call, birth_date=date(2009, 5, 4), guardian=None)
    answers = {"first_name": "Gardia", "last_name": "Essai", "phone": "", "language": "fr"}
    for email in ("one@example.org", "two@example.org"):
        actions.save_draft(
            application=application,
            step="guardian",
            answers={**answers, "email": email},
            by=application.participant.person,
        )

    first, second = PersonalLink.objects.order_by("pk")
    assert (first.is_valid, second.is_valid) == (False, True)
    assert Consent.objects.get().contact.email == "two@example.org"


def test_an_application_that_is_sent_is_not_changed_by_the_back_button(call):
    application = ApplicationFactory(call=call)

    with pytest.raises(MoveRefused, match="has been sent"):
        actions.save_draft(application=application, step="motivation", answers={"motivation": "x"}, by=None)


def test_an_employer_of_the_same_name_and_town_is_not_made_twice(call):
    known = draft(call).participant.employer
    other = draft(call, employer=None, mentor=None)
    answers = {"company": known.name.upper(), "town": known.town}

    actions.save_draft(application=other, step="employer", answers=answers, by=other.participant.person)

    other.participant.refresh_from_db()
    assert other.participant.employer == known


def test_a_consent_can_be_changed_until_the_decision(call, referent):
    application = ApplicationFactory(call=call)
    contact = application.participant.mentor
    consent = Consent.objects.create(network=call.network, application=application, kind="employer", contact=contact)

    actions.answer_consent(consent=consent, given=False, by=contact, reason="Too busy.")
    actions.answer_consent(consent=consent, given=True, by=contact, sentence="We agree.")
    actions.decide(application=application, decision="admitted", by=referent)

    consent.refresh_from_db()
    assert (consent.state, consent.sentence, consent.reason) == ("given", "We agree.", "")
    with pytest.raises(MoveRefused, match="has been decided"):
        actions.answer_consent(consent=consent, given=False, by=contact, reason="No.")


def test_a_first_answer_is_welcome_after_the_admission(call, referent):
    application = ApplicationFactory(call=call)
    contact = application.participant.mentor
    consent = Consent.objects.create(network=call.network, application=application, kind="employer", contact=contact)
    actions.decide(application=application, decision="admitted", by=referent)

    actions.answer_consent(consent=consent, given=True, by=contact, sentence="We agree.")

    consent.refresh_from_db()
    assert consent.state == "given"


def test_nobody_is_admitted_against_a_refusal(call, referent):
    application = ApplicationFactory(call=call)
    contact = application.participant.mentor
    Consent.objects.create(
        network=call.network, application=application, kind="employer", contact=contact, state="refused"
    )

    with pytest.raises(MoveRefused, match="refused: speak with them first"):
        actions.decide(application=application, decision="admitted", by=referent)


@pytest.mark.parametrize("decision", ["admitted", "waiting", "declined"])
def test_each_decision_writes_a_letter_that_waits_to_be_read(call, referent, decision):
    application = ApplicationFactory(call=call)

    actions.decide(application=application, decision=decision, by=referent, reason="Because of the dates.")

    letter = Letter.objects.get()
    assert (letter.key, letter.state, letter.to_person) == (
        f"recruitment.{decision}",
        "held",
        application.participant.person,
    )
    assert "Because of the dates." in letter.body


def test_declining_needs_a_reason(call, referent):
    with pytest.raises(MoveRefused, match="Say why"):
        actions.decide(application=ApplicationFactory(call=call), decision="declined", by=referent, reason=" ")


def test_deciding_the_same_twice_writes_one_letter(call, referent):
    application = ApplicationFactory(call=call)

    for _press in range(2):
        actions.decide(application=application, decision="waiting", by=referent)

    assert Letter.objects.count() == 1


def test_when_all_places_are_taken_a_sentence_says_what_to_do(call, referent):
    call.places = 1
    call.save()
    first, second = ApplicationFactory(call=call), ApplicationFactory(call=call)
    actions.decide(application=first, decision="admitted", by=referent)

    with pytest.raises(NoPlaceLeft, match="reserve list"):
        actions.decide(application=second, decision="admitted", by=referent)


def test_deciding_many_gives_the_places_in_order_and_says_who_was_refused(call, referent):
    call.places = 2
    call.save()
    three = [ApplicationFactory(call=call) for _number in range(3)]

    done, refused = actions.decide_each(applications=three, decision="admitted", by=referent)

    assert done == three[:2]
    assert [application for application, _sentence in refused] == three[2:]


def test_withdrawing_moves_nobody_up_by_itself(call, referent):
    admitted, waiting = ApplicationFactory(call=call), ApplicationFactory(call=call, state="waiting")
    actions.decide(application=admitted, decision="admitted", by=referent)

    actions.withdraw(application=admitted, by=admitted.participant.person, reason="A new job.")

    waiting.refresh_from_db()
    assert waiting.state == "waiting"


def test_a_draft_that_was_withdrawn_can_be_taken_up_again(call):
    application = draft(call)
    actions.withdraw(application=application, by=application.participant.person)

    again = actions.start_application(call=call, person=application.participant.person)

    assert (again, again.state) == (application, "draft")


def test_after_an_admission_and_a_withdrawal_a_referent_must_be_asked(call, referent):
    application = ApplicationFactory(call=call)
    actions.decide(application=application, decision="admitted", by=referent)
    actions.withdraw(application=application, by=application.participant.person)

    with pytest.raises(MoveRefused, match="speak with the referent"):
        actions.start_application(call=call, person=application.participant.person)


def test_asking_a_guardian_without_an_address_asks_nobody(call):
    participant = ParticipantFactory(network=call.network, guardian=ContactFactory(network=call.network, email=""))
    application = ApplicationFactory(call=call, participant=participant)

    assert actions.ask_consent(application=application, kind="guardian", by=None) is None
    assert not Letter.objects.exists()
