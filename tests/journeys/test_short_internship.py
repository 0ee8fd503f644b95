"""One apprentice from an open call to a Europass Mobility: in French on a phone, in English on a laptop.

Only real pages are used. Guests come by the personal links of their letters and have no JavaScript; letters leave by the
worker's job. Days are those of the program's clock, which the test sets; sessions outlive them.
"""

import pytest

from tests.journeys.mail import has_left, newest_letter, worker_sends_letters
from tests.journeys.story import GUARDIAN, LEARNER, MENTOR, TUTOR, Story, text_of
from tests.journeys.told import CLOSED, ISSUED, NOT_FOR_JOB_SEEKERS, RETURNED, SIGNATURE_PAGE, SIGNED

pytestmark = [
    pytest.mark.browser,
    pytest.mark.journey,
    pytest.mark.papers_asked,
    pytest.mark.django_db(transaction=True),
]
TELLERS = [pytest.param("fr", "phone", id="French-phone"), pytest.param("en", "laptop", id="English-laptop")]


@pytest.mark.parametrize(("language", "device"), TELLERS)
def test_an_apprentice_goes_from_an_open_call_to_a_europass_mobility(  # noqa: PLR0915  (one story in one piece)
    world, visitor, calendar, language, device
):
    story = Story(visitor=visitor, network=world, calendar=calendar, language=language, device=device)
    learner, referent = story.learner, story.referent

    # 1. The coordinator opens a call; it shows on the portal in French and English.
    calendar.says("2026-10-05")
    call = story.opens_a_call()
    story.portal_shows(call, "Deux semaines à Flensburg", language="fr")
    story.portal_shows(call, "Two weeks in Flensburg", language="en")

    # 2. A learner of 17 applies. As a job seeker it would not be possible: the page says so at once, and why.
    story.begins_to_apply(call)
    story.goes_back("status")  # known from the call: a step back shows it
    story.tells_status("job_seeker")
    learner.sees("As it stands, you cannot take part", "learner").sees_exactly(NOT_FOR_JOB_SEEKERS[language])
    story.goes_back("status")
    story.tells_status("apprentice")
    learner.sees("You can take part", "learner")
    story.tells_training()
    story.tells_the_contract()
    story.names_the_guardian()
    assert newest_letter(GUARDIAN, "recruitment.guardian_consent").language == language
    story.comes_back(call)
    learner.sees("Who do you work for?", "learner")
    story.names_the_employer()
    story.tells_languages_wish_and_motivation()
    story.sends_the_application()
    story.consents(GUARDIAN, "recruitment.guardian_consent", "I agree")
    story.consents(MENTOR, "recruitment.employer_agreement", "We agree")

    # 3. The referent reads and admits; the letter waits to be read, then goes.
    calendar.says("2026-11-17")
    story.admits()
    assert not has_left(LEARNER["email"], "recruitment.admitted")
    story.lets_the_letter_go()
    assert has_left(LEARNER["email"], "recruitment.admitted")

    # 4. The mobility has its timeline under the five steps; the agreement is due six weeks before departure.
    story.shows_the_timeline()

    # 5. A host is chosen from the partners and its tutor accepts in German.
    story.asks_the_bakery()
    story.tutor_accepts()

    # 6. The learning agreement: previewed, sent, returned once, corrected without retyping, signed by everybody.
    calendar.says("2027-01-04")
    draft = story.proposes_the_agreement()
    assert draft.startswith(b"%PDF")
    assert "Camille Fournil" in text_of(draft)
    story.sends_the_agreement()
    story.employer_returns_it("We begin at 7.")
    story.corrects_and_sends_again("We begin at 7.")
    story.learner_draws()
    story.guest_types(GUARDIAN, "Dominique Fournil")
    story.guest_types(MENTOR, "Claude Pétrin")
    story.guest_types(TUTOR, "Greta Sauerteig", "de")
    story.centre_signs()
    paper = story.final_agreement()
    assert all(words in text_of(paper) for words in SIGNATURE_PAGE[language])
    assert "07:00 – 14:00" in text_of(paper)
    story.checks(paper).sees("Yes, it is real and unchanged")
    story.checks(paper + b"\n").sees("No paper of this installation")
    told = story.activity()
    assert set(told) >= SIGNED[language]

    # The papers are there; nobody leaves while something that blocks is open: it is done, or waived with a reason.
    story.shows_papers()
    calendar.says("2027-03-01", hour=6)
    story.tries_to("Confirm departure").sees("Nobody leaves without these")
    story.settles_obstacles(reason="Seen on paper.")
    story.tries_to("Confirm departure").sees("Departure confirmed.")
    worker_sends_letters()

    # 7. Arrival; one check-in told, one missed, which shows at the referent's.
    story.arrives()
    calendar.says("2027-03-05")
    story.answers_the_check_in("J’ai fait ma première fournée.")
    calendar.says("2027-03-15", hour=18)
    referent.goes_to("/desk/").opens(referent.word("Abroad"))
    referent.goes_to("/desk/abroad/check-ins/?show=missed").sees_exactly("Camille Fournil").sees("Missed")

    # 8. Back: the tutor evaluates, the Europass is issued, the file is closed once nothing blocks it.
    story.tries_to("Note the return").sees("Return noted.")
    assert set(story.activity()) >= RETURNED[language]
    story.tutor_evaluates()
    story.europass_is_signed()
    europass = story.learner_downloads_the_europass()
    assert europass.startswith(b"%PDF")
    assert "Camille Fournil" in text_of(europass)
    story.tries_to("Close the mobility").sees("No closing without these")
    story.settles_obstacles(reason="Settled by telephone.")
    story.tries_to("Close the mobility").sees("The mobility is closed.")

    told = story.activity()
    assert told[0] == CLOSED[language]
    assert ISSUED[language] in told
    assert story.pages_read >= 40, "axe has read every kind of page that was reached with JavaScript"
